//! What a file knows without calling it: what decorates a symbol, the classes of types and objects, what is imported.

use canton_syntax::outline::{BindingKind, WRAPPED};
use rustc_hash::FxHashSet;

use super::follow::{Asks, follow};
use super::lookup::{Found, Lookup, MOST_HOPS};
use super::{Target, modules};
use crate::bodies::locals;
use crate::names::last_part;
use crate::{Db, File, SymbolKey, scope, symbol_key, symbol_names};

/// What is put in the place of a symbol by what decorates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decorated {
    /// The symbol itself is called.
    No,
    /// What a function outside of the federation makes of it, of which nothing is known.
    Outside,
    /// What a function makes of it.
    Otherwise,
}

/// What is called where a symbol is, for what decorates it.
pub(crate) fn decorated(db: &dyn Db, file: File, symbol: u32) -> Decorated {
    let scope = scope(db, file);
    let is_plain = |mark: &str| scope.headed(symbol, mark).is_empty();
    if is_plain("@") && is_plain(WRAPPED) {
        Decorated::No
    } else {
        decorated_by(db, symbol_key(db, file, symbol))
    }
}

#[salsa::tracked(returns(copy))]
fn decorated_by<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Decorated {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let here = Lookup::new(db, file, symbol);
    let (scope, names) = (here.scope, here.names);
    let around = names.get(symbol).map_or(0, |it| it.parent);
    let marks = names.language().map(|it| &it.tables().classes.implicit_marks);
    let decorators = scope.headed(symbol, "@").iter().chain(scope.headed(symbol, WRAPPED));
    let is_class = names.get(symbol).is_some_and(|it| it.kind.is_class_like());
    let is_same = |it| gives_back_the_same(db, it) && !(is_class && changes_anything(db, it));
    let mut res = Decorated::No;
    for path in decorators.map(|it| scope.text(it.value)) {
        let name = last_part(path.split('(').next().unwrap_or(path));
        if marks.is_some_and(|it| it.iter().any(|it| it == name)) {
            continue;
        }
        if names.language().is_some_and(|it| it.tables().classes.opaque.iter().any(|it| it == name)) {
            return Decorated::Otherwise;
        }
        let found = follow(&here.in_file(file, around), path, Asks::Nobody);
        match found.targets[..] {
            [target] if !found.cut && is_same(target) => {}
            [_, ..] => return Decorated::Otherwise,
            [] if found.cut => res = Decorated::Outside,
            [] if crate::effects::is_known_outside(db, file, around, path) => {}
            [] => res = Decorated::Outside,
        }
    }
    res
}

/// Whether a function writes to anything, such as to the members of a class that it is given.
fn changes_anything(db: &dyn Db, target: Target) -> bool {
    crate::body(db, target.key(db)).calls.iter().any(|it| it.form.is_write())
}

/// Whether a function gives back what it is given, and nothing else.
fn gives_back_the_same(db: &dyn Db, target: Target) -> bool {
    let own = locals(db, target.key(db));
    let Some(given) = own.parameters.first().map(|it| own.text(it.name)) else { return false };
    let mut given_back = own.bindings.iter().filter(|it| own.text(it.name) == "()").peekable();
    given_back.peek().is_some() && given_back.all(|it| own.text(it.value) == given)
}

/// The class that a plain type means at the top of a file.
pub(crate) fn class_of_type(db: &dyn Db, file: File, type_: &str) -> Option<Target> {
    let lookup = Lookup::new(db, file, 0);
    match lookup.called(type_) {
        Found::Symbol(it, _) if !type_.is_empty() && lookup.is_class(it) => Some(it),
        _ => None,
    }
}

/// The class that a path means in a symbol, where a class around may have it as a member.
pub(crate) fn class_in(db: &dyn Db, file: File, symbol: u32, path: &str) -> Option<Target> {
    let (mut around, mut is_top) = (symbol, false);
    while !is_top {
        let lookup = Lookup::new(db, file, around);
        match lookup.called(path) {
            Found::Symbol(it, _) if lookup.is_class(it) => return Some(it),
            _ => is_top = around == 0,
        }
        around = lookup.names.get(around).map_or(0, |it| it.parent);
    }
    None
}

/// The classes that a file knows by what stands at its top: of objects that it binds or imports, and where objects
/// can be made without a call, all that it defines or imports. Whether something there may do anything by itself.
#[salsa::tracked]
pub(crate) fn known_classes(db: &dyn Db, file: File) -> (Box<[Target]>, bool) {
    let lookup = Lookup::new(db, file, 0);
    let Some(classes) = lookup.names.language().map(|it| &it.tables().classes) else {
        return (Box::default(), false);
    };
    let bound = lookup.scope.bindings_of(0).iter().map(|it| lookup.scope.text(it.name));
    let imports = 0..lookup.scope.imports.len();
    let imported = imports.filter(|&at| lookup.modules()[at].is_some());
    let objects = bound.map(|it| lookup.called(it));
    let found = objects.chain(imported.map(|at| lookup.imported(at, MOST_HOPS)));
    let mut known: Vec<Target> = found
        .filter_map(|it| match it {
            Found::Object(class, _) => Some(class),
            Found::Symbol(it, _) if classes.literals && lookup.is_class(it) => Some(it),
            _ => None,
        })
        .collect();
    known.extend(module_objects(db, file));
    if classes.literals {
        let modules = lookup.modules().iter().zip(&lookup.scope.imports);
        let modules = modules.filter(|(_, it)| lookup.scope.text(it.item).is_empty());
        let files = modules.filter_map(|(module, _)| match module {
            Some(modules::Module::File(it)) => Some(*it),
            _ => None,
        });
        known.extend(files.flat_map(|it| classes_of(db, it)));
        let own = lookup.names.iter().filter(|(_, it)| it.kind.is_class_like());
        known.extend(own.map(|(symbol, _)| Target { file, symbol }));
    }
    let mut seen = FxHashSet::default();
    known.retain(|it| seen.insert(*it));
    let mut made = lookup.scope.bindings_of(0).iter().map(|it| lookup.scope.text(it.value));
    let is_opaque = made.any(|it| classes.opaque.iter().any(|class| it.trim_end_matches("()") == class));
    (known.into(), is_opaque)
}

/// The classes of the objects at the top of the modules that a file imports as a whole.
fn module_objects(db: &dyn Db, file: File) -> Vec<Target> {
    let here = scope(db, file);
    let whole = here.imports.iter().zip(imported_files(db, file));
    let whole = whole.filter(|(it, _)| here.text(it.item).is_empty()).filter_map(|(_, it)| it);
    let objects = whole.flat_map(|it| {
        let there = Lookup::new(db, it, 0);
        let bound = there.scope.bindings_of(0).iter().filter(|it| it.kind == BindingKind::Made);
        let found = bound.map(|it| there.called(there.scope.text(it.name)));
        let classes = found.filter_map(|it| match it {
            Found::Object(class, _) => Some(class),
            _ => None,
        });
        classes.collect::<Vec<_>>()
    });
    objects.collect()
}

/// The classes that a file defines.
fn classes_of(db: &dyn Db, file: File) -> impl Iterator<Item = Target> {
    let own = symbol_names(db, file).iter().filter(|(_, it)| it.kind.is_class_like());
    own.map(move |(symbol, _)| Target { file, symbol })
}

/// Whether something that a class inherits from directly is made by code of the federation, so that it may have any
/// members.
#[salsa::tracked(returns(copy))]
pub(crate) fn has_made_base<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> bool {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let lookup = Lookup::new(db, file, 0);
    let mut bases = lookup.scope.bases.iter().filter(|it| it.symbol == symbol);
    bases.any(|it| match lookup.called(lookup.scope.text(it.name)) {
        Found::Symbol(it, _) => {
            lookup.names_of(it.file).get(it.symbol).is_some_and(|it| it.kind.is_function_like())
        }
        _ => false,
    })
}

/// The class around a symbol.
pub(crate) fn class_around(db: &dyn Db, file: File, symbol: u32) -> Option<Target> {
    Lookup::new(db, file, symbol).class_around()
}

/// The file that each import of a file leads to.
pub(crate) fn imported_files(db: &dyn Db, file: File) -> Vec<Option<File>> {
    let here = scope(db, file);
    let leads = |(import, module): (&crate::ImportNames, &Option<modules::Module>)| {
        let module = (*module)?;
        let item = here.text(import.item);
        let inner = (!matches!(item, "" | "*")).then(|| modules::part(db, module, item)).flatten();
        match inner.unwrap_or(module) {
            modules::Module::File(it) => Some(it),
            modules::Module::Folder(_) => None,
        }
    };
    here.imports.iter().zip(modules::modules(db, file)).map(leads).collect()
}

/// The files in which what a file imports by a name is said to stand.
pub(crate) fn origins(db: &dyn Db, file: File) -> impl Iterator<Item = File> {
    let here = scope(db, file);
    let imports = here.imports.iter().zip(modules::modules(db, file));
    imports.filter_map(|(import, module)| match module {
        Some(modules::Module::File(it)) if !matches!(here.text(import.item), "" | "*") => Some(*it),
        _ => None,
    })
}
