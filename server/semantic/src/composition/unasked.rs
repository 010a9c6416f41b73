//! What runs of a class or of a file although no call names it, found once and asked by all that use it.

use rustc_hash::FxHashSet;

use canton_grammars::tables::BodiesRun;
use canton_syntax::outline::{Binding, BindingKind, SymbolKind};

use super::implicit::implicit_members;
use super::initialised::imported_classes;
use super::nearby::{COMPUTED, DECORATED, known_files};
use crate::heirs::outer_members;
use crate::names::last_part;
use crate::resolve::{class_of_type, class_order, has_made_base, has_outer_base, known_classes};
use crate::{Db, File, FileKind, SymbolKey, Target, scope, symbol_names};

/// Code that runs unasked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unasked {
    /// What runs, and the name of the member that is asked for then: `None` where any use may run it.
    pub(super) code: Box<[(Target, Option<Box<str>>)]>,
    /// Something that is not seen may run too.
    pub(super) is_open: bool,
    /// What is called on an object of the class from outside, since it inherits from something there.
    pub(super) outside: Box<[Target]>,
    /// Something that the class inherits from is made by code, and may have any members.
    pub(super) has_made_base: bool,
}

/// What of a class the language calls by itself: its members, those of the classes above, and such as stand outside of
/// their class.
#[salsa::tracked]
pub(super) fn of_class<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Unasked {
    let mut res = Unasked::default();
    let mut code = Vec::new();
    for &class in class_order(db, key) {
        let scope = scope(db, class.file);
        code.extend(own_members(db, class));
        res.is_open |= !scope.headed(class.symbol, DECORATED).is_empty();
        res.has_made_base |= has_made_base(db, class.key(db));
        let is_computed = !scope.headed(class.symbol, COMPUTED).is_empty();
        code.extend(is_computed.then_some((class, None)));
    }
    res.code = code.into();
    res.outside = called_outside(db, key);
    res
}

/// The methods of a class and of those above, where one of them inherits from something of outside.
fn called_outside<'db>(db: &'db dyn Db, class: SymbolKey<'db>) -> Box<[Target]> {
    let Some(FileKind::Source(language)) = class.file(db).kind(db) else { return Box::default() };
    let order = class_order(db, class);
    if !language.tables().classes.handed_out || !order.iter().any(|it| has_outer_base(db, *it)) {
        return Box::default();
    }
    let methods = order.iter().flat_map(|it| {
        let own = symbol_names(db, it.file).below(it.symbol);
        let own = own.filter(|(_, inner)| inner.parent == it.symbol && inner.kind == SymbolKind::Method);
        own.map(|(symbol, _)| Target { symbol, ..*it })
    });
    methods.collect()
}

/// The members of a class that the language calls by itself, those that stand outside of it, and what the objects that
/// its members hold do when they are asked for.
fn own_members(db: &dyn Db, class: Target) -> Vec<(Target, Option<Box<str>>)> {
    let Some(FileKind::Source(language)) = class.file.kind(db) else { return Vec::new() };
    let names = symbol_names(db, class.file);
    let named = |it: Target| (it, Some(last_part(symbol_names(db, it.file).name(it.symbol)).into()));
    let own = implicit_members(db, class.file).iter().filter(|it| it.0 == class.symbol);
    let mut found: Vec<_> = own.map(|it| named(Target { symbol: it.1, ..class })).collect();
    let outer = outer_members(db, last_part(names.name(class.symbol)));
    found.extend(outer.filter(|it| it.file.kind(db) == class.file.kind(db)).map(named));
    let descriptors = &language.tables().classes.descriptors;
    if !descriptors.is_empty() {
        let scope = scope(db, class.file);
        for it in scope.bindings_of(class.symbol).iter().filter(|it| it.kind == BindingKind::Made) {
            let held = class_of_type(db, class.file, scope.text(it.value));
            let asked = || Some(scope.text(it.name).into());
            found.extend(
                held.into_iter().flat_map(|it| members_named(db, it, descriptors)).map(|it| (it, asked())),
            );
        }
    }
    found
}

/// The members of some names of a class and of those above.
fn members_named(db: &dyn Db, class: Target, wanted: &[String]) -> Vec<Target> {
    let mut found = Vec::new();
    for class in class_order(db, class.key(db)) {
        let names = symbol_names(db, class.file);
        let own = wanted.iter().filter_map(|it| names.last_member(class.symbol, it));
        found.extend(own.map(|symbol| Target { symbol, ..*class }));
    }
    found
}

/// What of a file runs unasked for code that knows the file, without an object of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Loose {
    /// Members of objects that have no class, and what is asked for where a name is not found.
    code: Box<[u32]>,
    /// What runs when an object goes.
    pub(super) finalisers: Box<[u32]>,
}

#[salsa::tracked]
pub(super) fn loose(db: &dyn Db, file: File) -> Loose {
    let Some(FileKind::Source(language)) = file.kind(db) else { return Loose::default() };
    let classes = &language.tables().classes;
    let (scope, names) = (scope(db, file), symbol_names(db, file));
    let members = implicit_members(db, file);
    let is_asked = |it: &&Binding| {
        it.symbol == 0 || classes.asked_symbols.iter().any(|name| name == scope.text(it.value))
    };
    let computed = scope.bindings.iter().filter(|it| scope.text(it.name) == COMPUTED).filter(is_asked);
    let of_no_class = members.iter().filter(|it| it.0 == 0).map(|it| it.1);
    let accessors = classes.accessors.iter().filter_map(|it| names.last_named(it));
    let is_finaliser = |symbol: u32| {
        let name = last_part(names.name(symbol));
        classes.finalisers.iter().any(|it| it == name)
    };
    Loose {
        code: of_no_class.chain(computed.map(|it| it.symbol)).chain(accessors).collect(),
        finalisers: members.iter().map(|it| it.1).filter(|it| is_finaliser(*it)).collect(),
    }
}

/// What may run unasked of all that a file knows: of its own top, of the files that it imports from, and of the classes
/// of the objects that stand there.
#[salsa::tracked]
pub(super) fn known(db: &dyn Db, file: File) -> Unasked {
    let (classes, is_opaque) = known_classes(db, file);
    let mut res = Unasked { is_open: *is_opaque, ..Unasked::default() };
    let mut code: Vec<Target> = Vec::new();
    for &it in known_files(db, file).iter().chain([&file]) {
        code.extend(runs_loose(db, it, it != file));
    }
    for it in classes {
        let unasked = of_class(db, it.key(db));
        res.is_open |= unasked.is_open;
        code.extend(unasked.code.iter().map(|it| it.0));
    }
    code.extend(imported_classes(db, file));
    let mut seen = FxHashSet::default();
    code.retain(|it| seen.insert(*it));
    res.code = code.into_iter().map(|it| (it, None)).collect();
    res
}

/// What of a file runs without an object of a class; and, where classes can be used without a call, what stands at its
/// top and runs when it is used first, or goes with what one of its classes holds.
fn runs_loose(db: &dyn Db, file: File, is_other: bool) -> Vec<Target> {
    let Some(FileKind::Source(language)) = file.kind(db) else { return Vec::new() };
    let classes = &language.tables().classes;
    let loose = loose(db, file);
    let by_use = is_other && classes.literals;
    let top = (by_use && classes.bodies_run == BodiesRun::Used).then_some(0);
    let going = loose.finalisers.iter().filter(|_| by_use);
    let symbols = loose.code.iter().chain(going).copied().chain(top);
    symbols.map(|symbol| Target { file, symbol }).collect()
}
