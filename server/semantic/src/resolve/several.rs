//! Definitions of one name: in branches, for several systems, with other parameters. Which of them is called is said by
//! what runs, so that none of them is for sure.

use canton_syntax::outline::{CallForm, SymbolKind};

use super::lookup::{Found, Lookup};
use super::modules::Module;
use super::{How, Target};
use crate::composition::is_judged;
use crate::index::tops_named;
use crate::names::last_part;
use crate::{Db, File, Shard, SymbolNames, scope, symbol_names};

/// What the definitions of a name come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// One is meant.
    One(u32),
    /// One of several is.
    Several,
}

/// The definitions at the top of a file by a dotted name; `None` where there is none.
pub(super) fn named(db: &dyn Db, file: File, names: &SymbolNames, name: &str) -> Option<Named> {
    let is_plain = !name.contains('.');
    one_of(db, file, names, names.all_named(name).filter(|it| !is_plain || !is_anonymous(names, *it)))
}

/// The definitions of a name in a symbol; `None` where there is none.
pub(super) fn member(db: &dyn Db, file: File, names: &SymbolNames, holder: u32, name: &str) -> Option<Named> {
    one_of(db, file, names, names.all_members(holder, name))
}

/// The functions and classes of a name that stand in a function or a namespace.
pub(super) fn inner(db: &dyn Db, file: File, names: &SymbolNames, holder: u32, name: &str) -> Option<Named> {
    one_of(db, file, names, names.all_members(holder, name).filter(|it| !is_anonymous(names, *it)))
}

/// A member of an object without a name is called by no plain name.
fn is_anonymous(names: &SymbolNames, symbol: u32) -> bool {
    names.get(symbol).is_some_and(|it| it.is_anonymous)
}

fn one_of(
    db: &dyn Db,
    file: File,
    names: &SymbolNames,
    mut found: impl DoubleEndedIterator<Item = u32>,
) -> Option<Named> {
    let last = found.next_back()?;
    let Some(before) = found.next_back() else { return Some(Named::One(last)) };
    let mut all: Vec<u32> = found.collect();
    all.extend([before, last]);
    Some(match competing(db, file, names, &all)[..] {
        [one] => Named::One(one),
        _ => Named::Several,
    })
}

/// Of the definitions of one name, those that may be called: what has a body before what has none, what is called
/// before what is only a type, and none that only declares what another one takes.
fn competing(db: &dyn Db, file: File, names: &SymbolNames, all: &[u32]) -> Vec<u32> {
    let kind = |it: u32| names.get(it).map_or(SymbolKind::Module, |it| it.kind);
    let is_type = |it: u32| {
        matches!(
            kind(it),
            SymbolKind::Interface
                | SymbolKind::Trait
                | SymbolKind::Type
                | SymbolKind::Namespace
                | SymbolKind::Macro
        )
    };
    let is_data = |it: u32| matches!(kind(it), SymbolKind::Struct | SymbolKind::Enum | SymbolKind::Record);
    let is_bodiless = |it: u32| names.get(it).is_some_and(|it| it.is_bodiless);
    let marks = names.language().map_or(&[][..], |it| &it.tables().classes.declaring_marks);
    let here = scope(db, file);
    let is_declared = |symbol: u32| {
        let mut decorators = here.bindings_of(symbol).iter().filter(|it| here.text(it.name) == "@");
        !marks.is_empty()
            && decorators.any(|it| marks.iter().any(|mark| mark == last_part(here.text(it.value))))
    };
    let mut left = all.to_vec();
    for is_less in [&is_type as &dyn Fn(u32) -> bool, &is_data, &is_bodiless, &is_declared] {
        if !left.iter().all(|&it| is_less(it)) {
            left.retain(|&it| !is_less(it));
        }
    }
    // Where none is more than a type, they are one type.
    match left.iter().all(|&it| is_type(it) || is_data(it) || is_bodiless(it)) {
        true => left.split_off(left.len() - 1),
        false => left,
    }
}

/// Symbols at the top of the files of a folder, of which product code can call no test code.
pub(super) fn in_folder(db: &dyn Db, folder: Shard, name: &str) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    let named: Vec<Target> = tops_named(db, folder, name)
        .filter(|it| !is_anonymous(symbol_names(db, it.file), it.symbol))
        .collect();
    for here in named.chunk_by(|one, other| one.file == other.file) {
        let file = here[0].file;
        let all: Vec<u32> = here.iter().map(|it| it.symbol).collect();
        let left = competing(db, file, symbol_names(db, file), &all);
        found.extend(left.into_iter().map(|symbol| Target { file, symbol }));
    }
    if found.len() > 1 && found.iter().any(|it| is_judged(db, it.file, it.symbol)) {
        found.retain(|it| is_judged(db, it.file, it.symbol));
    }
    found
}

impl Lookup<'_> {
    /// What a name at the top of the file is defined as.
    pub(super) fn definition(&self, name: &str) -> Option<Named> {
        named(self.db, self.file, self.names, name)
    }

    /// Whether a definition is a type, and a value beside it has its name: that one is called.
    pub(super) fn is_beside_value(&self, target: Target) -> bool {
        let kind = self.names_of(target.file).get(target.symbol).map(|it| it.kind);
        if !matches!(kind, Some(SymbolKind::Interface | SymbolKind::Type)) {
            return false;
        }
        let there = self.in_file(target.file, 0);
        let name = there.names.plain_name(target.symbol);
        there.scope.headed(0, name).iter().any(|it| there.scope.text(it.name) == name)
    }

    /// The definitions that a path may mean, where it may mean several.
    pub(super) fn several(&self, path: &str) -> Vec<Target> {
        let found = match path.rsplit_once('.') {
            None => self.several_around(path),
            Some((holder, name)) => match self.called(holder) {
                Found::Symbol(it, _) | Found::Object(it, _) => self.several_members(it, name),
                Found::Module(Module::File(file)) => all_in(self.db, file, |it| it.all_named(name).collect()),
                Found::Module(Module::Folder(folder)) => in_folder(self.db, folder, name),
                _ => all_in(self.db, self.file, |it| it.all_named(path).collect()),
            },
        };
        if found.len() > 1 { found } else { Vec::new() }
    }

    fn several_around(&self, name: &str) -> Vec<Target> {
        let mut index = self.symbol;
        while let Some(it) = self.names.get(index).filter(|_| index != 0) {
            let found = match it.kind.is_class_like() {
                true => self.several_members(Target { file: self.file, symbol: index }, name),
                false => all_in(self.db, self.file, |it| {
                    it.all_members(index, name).filter(|symbol| !is_anonymous(it, *symbol)).collect()
                }),
            };
            if !found.is_empty() {
                return found;
            }
            index = it.parent;
        }
        if let Some(class) = self.class_around() {
            let found = self.several_members(class, name);
            if !found.is_empty() {
                return found;
            }
        }
        let here = all_in(self.db, self.file, |it| {
            it.all_named(name).filter(|symbol| !is_anonymous(it, *symbol)).collect()
        });
        let folder_scope = self.names.language().is_some_and(|it| it.modules().folder_scope);
        if here.is_empty() && folder_scope {
            in_folder(self.db, self.file.shard(self.db), name)
        } else {
            here
        }
    }

    fn several_members(&self, holder: Target, name: &str) -> Vec<Target> {
        let of = |it: Target| all_in(self.db, it.file, |names| names.all_members(it.symbol, name).collect());
        if !self.is_class(holder) {
            return of(holder);
        }
        let order = self.order(holder);
        order.iter().map(|&it| of(it)).find(|it| !it.is_empty()).unwrap_or_default()
    }

    /// How many arguments a call gives, where that says which of several functions is called.
    pub(super) fn counted(&self, form: CallForm) -> Option<u8> {
        form.positional().filter(|_| self.names.language().is_some_and(|it| it.tables().classes.overloads))
    }

    /// Of several overloads, the one that takes as many arguments as a call gives, if only one does.
    pub(super) fn of_arity(&self, found: &[Target], count: u8) -> Option<(How, Target)> {
        let name = |it: &Target| self.names_of(it.file).plain_name(it.symbol);
        let (first, rest) = found.split_first()?;
        if rest.iter().any(|it| it.file != first.file || name(it) != name(first)) {
            return None;
        }
        let takes = |it: &&Target| {
            let parameters = &self.locals(it.file, it.symbol).parameters;
            let must = parameters.iter().filter(|it| !it.is_rest && it.default.is_none()).count();
            let has_rest = parameters.iter().any(|it| it.is_rest);
            must <= usize::from(count) && (has_rest || usize::from(count) <= parameters.len())
        };
        let mut fitting = found.iter().filter(takes);
        match (fitting.next(), fitting.next()) {
            (Some(&it), None) => Some((self.how(it), it)),
            _ => None,
        }
    }

    /// What the definition of a name in a module is, also where it has no other name than as a member of what the file
    /// gives.
    pub(super) fn exported(&self, name: &str) -> Option<Target> {
        let symbol = self.names.last_named(name)?;
        Some(Target { file: self.file, symbol })
    }

    /// Whether a dotted name was made by assigning to a part of something of which the file knows nothing.
    pub(super) fn is_loose(&self, symbol: u32, path: &str) -> bool {
        let Some((head, _)) = path.split_once('.') else { return false };
        let is_assigned = self.names.get(symbol).is_some_and(|it| it.kind == SymbolKind::Function);
        is_assigned
            && self.follows()
            && self.names.last_named(head).is_none()
            && self.scope.headed(0, head).is_empty()
            && self.import_of(head).is_none()
    }
}

fn all_in(db: &dyn Db, file: File, found: impl Fn(&SymbolNames) -> Vec<u32>) -> Vec<Target> {
    let names = symbol_names(db, file);
    let all = found(names);
    let left = if all.len() > 1 { competing(db, file, names, &all) } else { all };
    left.into_iter().map(|symbol| Target { file, symbol }).collect()
}
