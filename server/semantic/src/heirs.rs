//! What may be called in place of a definition: what classes below define by the same name, and what code puts in its
//! place.
//!
//! Each folder lists the members of its classes that inherit from anything, and the members that its code assigns, by
//! name; only what has the name of something that is called is looked into.

use rustc_hash::{FxHashMap, FxHashSet};

use assigned::file_assigned;
pub(crate) use assigned::{ANY, Assigned, OWN_NAMES, WHOLE, assigned_in};

use crate::index::{NameKey, folder_sources, hash_of};
use crate::names::last_part;
use crate::resolve::{class_order, file_named, files_of_module, has_unknown_base, perhaps_above};
use crate::{
    Db, File, FileKind, NamedSymbol, Shard, SymbolKey, SymbolNames, Target, Workspace, scope, symbol_names,
};

mod assigned;

/// A member of a class that inherits from something: the hash of its name, the class, and its symbol, if it is one.
type Heir = (u64, Target, Option<u32>);

/// The members of a folder's classes that inherit from something, sorted by the hash of their names.
#[salsa::tracked(returns(deref))]
fn folder_heirs(db: &dyn Db, shard: Shard) -> Box<[Heir]> {
    let mut found: Vec<Heir> = Vec::new();
    for file in folder_sources(db, shard) {
        let (scope, names) = (scope(db, file), symbol_names(db, file));
        let mut last = None;
        for symbol in scope.bases.iter().map(|it| it.symbol).filter(|&it| last.replace(it) != Some(it)) {
            let class = Target { file, symbol };
            let members =
                names.below(symbol).filter(|(_, it)| it.parent == symbol && it.kind.is_function_like());
            found.extend(
                members.map(|(index, _)| (hash_of(&last_part(names.name(index))), class, Some(index))),
            );
            if computes_names(db, file, symbol) {
                found.push((hash_of(&ANY), class, None));
            }
            let bound = scope.bindings_of(symbol).iter().map(|it| scope.text(it.name));
            found.extend(
                bound.filter(|it| !it.contains(['.', '(', '[', '@'])).map(|it| (hash_of(&it), class, None)),
            );
        }
    }
    found.sort_by_key(|it| it.0);
    found.into()
}

/// Whether what stands at `symbol` has members under computed names that may be those of others. The language's own
/// symbols are none of those.
pub(crate) fn computes_names(db: &dyn Db, file: File, symbol: u32) -> bool {
    let Some(FileKind::Source(language)) = file.kind(db) else { return false };
    let (scope, symbols) = (scope(db, file), &language.tables().classes.own_symbols);
    let is_own = |name: &str| symbols.iter().any(|it| name.starts_with(it.as_str()));
    scope.headed(symbol, "@computed").iter().any(|it| !is_own(scope.text(it.value)))
}

/// The entries of all folders, sorted by their hash. One list of all, so that a keystroke asks each folder once and not
/// for every name that is looked up.
fn of_all<'db, T: Copy + 'db>(
    db: &'db dyn Db,
    workspace: Workspace,
    of_folder: impl Fn(Shard) -> &'db [T],
    hash: impl Fn(&T) -> u64,
) -> Box<[T]> {
    let mut found: Vec<T> = workspace.shards(db).iter().flat_map(|&it| of_folder(it)).copied().collect();
    found.sort_by_key(hash);
    found.into()
}

/// The entries of a hash.
fn with_hash<T>(all: &[T], wanted: u64, hash: impl Fn(&T) -> u64) -> &[T] {
    let start = all.partition_point(|it| hash(it) < wanted);
    let length = all[start..].partition_point(|it| hash(it) == wanted);
    &all[start..start + length]
}

#[salsa::tracked(returns(deref))]
fn all_heirs(db: &dyn Db, workspace: Workspace) -> Box<[Heir]> {
    of_all(db, workspace, |shard| folder_heirs(db, shard), |it| it.0)
}

/// Makes the lists of the whole federation, when every file's have been made.
pub(crate) fn prime_heirs(db: &dyn Db, workspace: Workspace) {
    all_heirs(db, workspace);
    all_assigned(db, workspace);
    all_anonymous(db, workspace);
    all_outer(db, workspace);
    set_in_files(db, workspace);
    joins(db, workspace);
}

/// A class, and a member of one below it; `None` where that is no function of its own.
type Override = (Target, Option<Target>);

/// What classes define by a name that a class above may be asked for: sorted by the hash of that class, then by path and
/// place.
#[salsa::tracked(returns(deref))]
fn overrides_named<'db>(db: &'db dyn Db, name: NameKey<'db>) -> Box<[Override]> {
    let all = all_heirs(db, Workspace::get(db));
    let mut found = Vec::new();
    for &(_, class, member) in with_hash(all, hash_of(&name.text(db).as_str()), |it| it.0) {
        let member = member.map(|symbol| Target { symbol, ..class });
        let above = class_order(db, class.key(db)).iter().skip(1);
        let above = above.chain(perhaps_above(db, class.key(db)));
        found.extend(above.map(|&above| (above, member)));
    }
    found.sort_by_key(|it| hash_of(&it.0));
    found.into()
}

/// What the classes below one define by a name.
pub(crate) fn overrides<'db>(
    db: &'db dyn Db,
    class: Target,
    name: &str,
) -> impl Iterator<Item = Option<Target>> + 'db {
    let all = overrides_named(db, NameKey::new(db, name));
    let named = with_hash(all, hash_of(&class), |it| hash_of(&it.0)).iter();
    named.filter(move |it| it.0 == class).map(|it| it.1)
}

/// The classes that have something by a name, and inherit from what is not known.
#[salsa::tracked(returns(deref))]
fn loose_named<'db>(db: &'db dyn Db, name: NameKey<'db>) -> Box<[Target]> {
    let all = all_heirs(db, Workspace::get(db));
    let found = with_hash(all, hash_of(&name.text(db).as_str()), |it| it.0).iter().map(|it| it.1);
    found.filter(|it| loose_classes(db, it.file).binary_search(&it.symbol).is_ok()).collect()
}

/// The classes of a file that inherit from what is not known, in order.
#[salsa::tracked(returns(deref))]
fn loose_classes(db: &dyn Db, file: File) -> Box<[u32]> {
    let mut classes: Vec<u32> = scope(db, file).bases.iter().map(|it| it.symbol).collect();
    classes.sort_unstable();
    classes.dedup();
    classes.into_iter().filter(|&symbol| has_unknown_base(db, Target { file, symbol })).collect()
}

/// The classes that have something by a name, and may be below any class.
pub(crate) fn loose_heirs<'db>(db: &'db dyn Db, name: &str) -> &'db [Target] {
    loose_named(db, NameKey::new(db, name))
}

/// The classes of a folder that inherit from several.
#[salsa::tracked(returns(deref))]
fn folder_joins(db: &dyn Db, shard: Shard) -> Box<[Target]> {
    let mut found = Vec::new();
    for file in folder_sources(db, shard) {
        for it in scope(db, file).bases.windows(2).filter(|it| it[0].symbol == it[1].symbol) {
            let class = Target { file, symbol: it[0].symbol };
            if found.last() != Some(&class) {
                found.push(class);
            }
        }
    }
    found.into()
}

/// Who inherits from a class and from others beside it, by the class.
#[salsa::tracked]
fn joins(db: &dyn Db, workspace: Workspace) -> FxHashMap<Target, Vec<Target>> {
    let mut found: FxHashMap<Target, Vec<Target>> = FxHashMap::default();
    for &class in workspace.shards(db).iter().flat_map(|&shard| folder_joins(db, shard)) {
        for above in class_order(db, class.key(db)).iter().skip(1) {
            found.entry(*above).or_default().push(class);
        }
    }
    found
}

/// The classes in which one that inherits from the class at `symbol` and from others looks for a member before it does
/// there, each once. One list for all members of a class, as there may be thousands that inherit from it.
#[salsa::tracked(returns(deref))]
pub(crate) fn joined<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Box<[Target]> {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let class = Target { file, symbol };
    let before = |order: &'_ [Target]| order.iter().position(|it| *it == class).unwrap_or(order.len());
    each_once(joining(db, class).flat_map(|order| order.get(1..before(order)).unwrap_or_default()))
}

/// The classes in which one that inherits from `class` and from others looks for a member between it and `until`.
pub(crate) fn joined_between(db: &dyn Db, class: Target, until: Target) -> Box<[Target]> {
    let between = joining(db, class).flat_map(|order| {
        let start = order.iter().position(|it| *it == class).map_or(0, |it| it + 1);
        let end = order.iter().position(|it| *it == until).unwrap_or(order.len());
        order.get(start..end).unwrap_or_default()
    });
    each_once(between.filter(|it| **it != class))
}

/// The orders of the classes that inherit from a class and from others.
fn joining(db: &dyn Db, class: Target) -> impl Iterator<Item = &[Target]> {
    let joins = joins(db, Workspace::get(db)).get(&class).into_iter().flatten();
    joins.map(|it| class_order(db, it.key(db)))
}

fn each_once<'a>(classes: impl Iterator<Item = &'a Target>) -> Box<[Target]> {
    let mut seen = FxHashSet::default();
    classes.copied().filter(|it| seen.insert(*it)).collect()
}

/// The members of a folder's classes that the language calls by itself, and that stand outside of their class, sorted by
/// the hash of its name.
#[salsa::tracked(returns(deref))]
fn folder_outer(db: &dyn Db, shard: Shard) -> Box<[(u64, Target)]> {
    symbols_by(db, shard, |names, symbol, it| {
        let is_outer = it.is_implicit && it.parent == 0 && !it.is_anonymous;
        let (class, _) = names.plain_name(symbol).rsplit_once('.').filter(|_| is_outer)?;
        Some(last_part(class))
    })
}

/// Those of a folder's symbols that something is called by, sorted by the hash of it.
fn symbols_by(
    db: &dyn Db,
    shard: Shard,
    by: impl Fn(&SymbolNames, u32, NamedSymbol) -> Option<&str>,
) -> Box<[(u64, Target)]> {
    let mut found = Vec::new();
    for file in folder_sources(db, shard) {
        let names = symbol_names(db, file);
        let entry = |(symbol, it)| Some((hash_of(&by(names, symbol, it)?), Target { file, symbol }));
        found.extend(names.iter().filter_map(entry));
    }
    found.sort_by_key(|it| it.0);
    found.into()
}

#[salsa::tracked(returns(deref))]
fn all_outer(db: &dyn Db, workspace: Workspace) -> Box<[(u64, Target)]> {
    of_all(db, workspace, |shard| folder_outer(db, shard), |it| it.0)
}

/// The members that the language calls by itself and that stand outside of a class of this name.
pub(crate) fn outer_members(db: &dyn Db, class: &str) -> impl Iterator<Item = Target> {
    with_hash(all_outer(db, Workspace::get(db)), hash_of(&class), |it| it.0).iter().map(|it| it.1)
}

/// The names that a folder's product code sets in other files, and what it sets among its own names by a table.
#[salsa::tracked(returns(deref))]
fn folder_sets(db: &dyn Db, shard: Shard) -> Box<[(File, u64)]> {
    let mut found = Vec::new();
    for file in folder_sources(db, shard) {
        for it in file_assigned(db, file).iter().filter(|it| !it.holder.is_empty()) {
            let files = match &*it.holder {
                OWN_NAMES => vec![file],
                holder if holder.starts_with(WHOLE) => {
                    file_named(db, file, &holder[WHOLE.len()..]).into_iter().collect()
                }
                holder => files_of_module(db, file, it.symbol, holder),
            };
            found.extend(files.into_iter().map(|set| (set, it.name)));
        }
    }
    found.into()
}

/// The names that code elsewhere sets in each file.
#[salsa::tracked]
fn set_in_files(db: &dyn Db, workspace: Workspace) -> FxHashMap<File, Vec<u64>> {
    let mut found: FxHashMap<File, Vec<u64>> = FxHashMap::default();
    for &shard in workspace.shards(db) {
        for &(file, name) in folder_sets(db, shard) {
            found.entry(file).or_default().push(name);
        }
    }
    found
}

/// The hashes of names that code elsewhere sets at the top of a file: `module.helper = other`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SetNames(Box<[u64]>);

impl SetNames {
    /// Whether a name is one of them, or may be.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.0.is_empty() && (self.0.contains(&hash_of(&name)) || self.0.contains(&hash_of(&ANY)))
    }
}

/// The names of a file that code elsewhere sets; none until every file has been read.
#[salsa::tracked]
pub(crate) fn set_names(db: &dyn Db, file: File) -> SetNames {
    let workspace = Workspace::get(db);
    if !workspace.judges(db) {
        return SetNames::default();
    }
    SetNames(set_in_files(db, workspace).get(&file).cloned().unwrap_or_default().into())
}

/// Whether a class has something by a name that inherits from another one.
pub(crate) fn has_heirs(db: &dyn Db, name: &str, but: Option<Target>) -> bool {
    let all = all_heirs(db, Workspace::get(db));
    with_hash(all, hash_of(&name), |it| it.0).iter().any(|it| Some(it.1) != but)
}

/// What a folder's product code assigns: the hash of the name, the file, and the index in its list.
#[salsa::tracked(returns(deref))]
fn folder_assigned(db: &dyn Db, shard: Shard) -> Box<[(u64, File, u32)]> {
    let of_file = |file| file_assigned(db, file).iter().zip(0..).map(move |(it, at)| (it.name, file, at));
    let mut all: Vec<(u64, File, u32)> = folder_sources(db, shard).flat_map(of_file).collect();
    all.sort_by_key(|it| it.0);
    all.into()
}

#[salsa::tracked(returns(deref))]
fn all_assigned(db: &dyn Db, workspace: Workspace) -> Box<[(u64, File, u32)]> {
    of_all(db, workspace, |shard| folder_assigned(db, shard), |it| it.0)
}

/// Where product code assigns something of a name: the file, the symbol, and the path that has it as a member; empty
/// for a plain name.
pub(crate) fn assigned<'db>(db: &'db dyn Db, name: &str) -> impl Iterator<Item = (File, u32, &'db str)> {
    let found = with_hash(all_assigned(db, Workspace::get(db)), hash_of(&name), |it| it.0).iter();
    found.map(move |&(_, file, at)| {
        let it = &file_assigned(db, file)[at as usize];
        (file, it.symbol, &*it.holder)
    })
}

/// The members of a folder's objects and classes without names, sorted by the hash of their names.
#[salsa::tracked(returns(deref))]
fn folder_anonymous(db: &dyn Db, shard: Shard) -> Box<[(u64, Target)]> {
    symbols_by(db, shard, |names, symbol, it| it.is_anonymous.then(|| last_part(names.name(symbol))))
}

#[salsa::tracked(returns(deref))]
fn all_anonymous(db: &dyn Db, workspace: Workspace) -> Box<[(u64, Target)]> {
    of_all(db, workspace, |shard| folder_anonymous(db, shard), |it| it.0)
}

/// The members of a name that objects and classes without names have.
pub(crate) fn anonymous(db: &dyn Db, name: &str) -> impl Iterator<Item = Target> {
    with_hash(all_anonymous(db, Workspace::get(db)), hash_of(&name), |it| it.0).iter().map(|it| it.1)
}
