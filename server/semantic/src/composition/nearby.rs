//! What is near to code that its calls do not name: the classes in its types and those below them, the files that it
//! imports from.

use rustc_hash::{FxHashMap, FxHashSet};

use super::implicit::implicit_members;
use crate::bodies::Locals;
use crate::index::folder_sources;
use crate::resolve::{class_order, imported_files, origins};
use crate::{Db, File, SymbolKey, Target, Workspace, symbol_key};

/// What stands in a class for members with computed names, and for decorated fields.
pub(super) const COMPUTED: &str = "@computed";
pub(super) const DECORATED: &str = "@field";
/// The names of classes in the types of parameters that are more than a name: `list[Money]`.
pub(super) fn names_in(own: &Locals) -> impl Iterator<Item = &str> {
    let is_path = |it: char| it.is_alphanumeric() || matches!(it, '_' | '.' | '$' | ':');
    let types = own.types.iter().flat_map(move |it| own.text(*it).split(move |it| !is_path(it)));
    types.filter(|it| it.contains(char::is_uppercase))
}

/// More members that the language calls by itself are not looked into: one of them is taken to do something.
pub(super) const MOST_BELOW: usize = 64;

/// The members that the language calls by itself of the classes below each class.
#[salsa::tracked]
fn all_implicit_below(db: &dyn Db, workspace: Workspace) -> FxHashMap<Target, Vec<Target>> {
    let mut found: FxHashMap<Target, Vec<Target>> = FxHashMap::default();
    for &shard in workspace.shards(db) {
        for file in folder_sources(db, shard) {
            for &(class, symbol) in implicit_members(db, file).iter().filter(|it| it.0 != 0) {
                for &above in class_order(db, symbol_key(db, file, class)).iter().skip(1) {
                    let below = found.entry(above).or_default();
                    if below.len() <= MOST_BELOW {
                        below.push(Target { file, symbol });
                    }
                }
            }
        }
    }
    found
}

/// The members that the language calls by itself of the classes below one, not all of them where there are many.
pub(super) fn implicit_below(db: &dyn Db, class: Target) -> &[Target] {
    below_of(db, class.key(db))
}

#[salsa::tracked(returns(deref))]
fn below_of<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Box<[Target]> {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let all = all_implicit_below(db, Workspace::get(db));
    all.get(&Target { file, symbol }).cloned().unwrap_or_default().into()
}

/// The files that a file imports from, and where what it imports by a name stands.
#[salsa::tracked(returns(deref))]
pub(super) fn known_files(db: &dyn Db, file: File) -> Box<[File]> {
    let mut found: Vec<File> = imported_files(db, file).into_iter().flatten().collect();
    found.extend(origins(db, file));
    found.retain(|it| *it != file);
    let mut seen = FxHashSet::default();
    found.retain(|it| seen.insert(*it));
    found.into()
}
