//! Files by folder and kind, and symbols by their words.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

use crate::names::{last_part, without_ordinal, words};
use crate::resolve::is_bodiless;
use crate::{
    Db, File, FileKind, SameOrder, Shard, SymbolNames, Target, Workspace, path, same_words, symbol_names,
};

/// The manifests of one folder.
#[salsa::tracked(returns(deref))]
pub(crate) fn folder_manifests(db: &dyn Db, shard: Shard) -> Vec<File> {
    shard.files(db).iter().copied().filter(|file| file.kind(db) == Some(FileKind::Manifest)).collect()
}

/// The source files of one folder.
pub(crate) fn folder_sources(db: &dyn Db, shard: Shard) -> impl Iterator<Item = File> + '_ {
    shard.files(db).iter().copied().filter(|file| matches!(file.kind(db), Some(FileKind::Source(_))))
}

/// Those of them that are closed: what they say changes seldom.
pub(crate) fn closed_sources(db: &dyn Db, shard: Shard) -> impl Iterator<Item = File> + '_ {
    folder_sources(db, shard).filter(|file| !file.open(db))
}

/// The source files that are open, by path.
pub(crate) fn open_sources(db: &dyn Db) -> impl Iterator<Item = File> + '_ {
    let open = Workspace::get(db).open(db).iter().copied();
    open.filter(|file| matches!(file.kind(db), Some(FileKind::Source(_))))
}

/// Every file, by path within each folder, folders by path.
pub fn all_files(db: &dyn Db) -> impl Iterator<Item = File> + '_ {
    Workspace::get(db).shards(db).iter().flat_map(|shard| shard.files(db).iter().copied())
}

/// Every source file, in the same order.
pub fn source_files(db: &dyn Db) -> impl Iterator<Item = File> + '_ {
    all_files(db).filter(|file| matches!(file.kind(db), Some(FileKind::Source(_))))
}

/// The folder and all folders below it.
pub(crate) fn shards_below<'db>(db: &'db dyn Db, folder: &'db str) -> impl Iterator<Item = Shard> + 'db {
    let all = Workspace::get(db).shards(db);
    let start = all.partition_point(|shard| shard.folder(db) < folder);
    // `a/b` sorts behind `a-b`, so what lies below is not one run of the list.
    all[start..].iter().copied().filter(move |shard| is_below(shard.folder(db), folder))
}

fn is_below(path: &str, folder: &str) -> bool {
    path == folder || path::relative(folder, path).is_some()
}

/// One folder's units and files by the hash of their words, sorted by it.
#[salsa::tracked(returns(deref))]
fn folder_words(db: &dyn Db, shard: Shard) -> Box<[(u64, File, u32)]> {
    let mut entries = Vec::new();
    for file in folder_sources(db, shard) {
        entries.push((words_hash(&words(file_stem(file.path(db)))), file, 0));
        for (index, name) in unit_names(symbol_names(db, file)) {
            entries.push((words_hash(&words(name)), file, index));
        }
    }
    entries.sort_by_key(|&(hash, ..)| hash);
    entries.into()
}

/// One folder's units by the hash of their own names, sorted by it.
#[salsa::tracked(returns(deref))]
fn folder_names(db: &dyn Db, shard: Shard) -> Box<[(u64, File, u32)]> {
    let mut entries = Vec::new();
    for file in folder_sources(db, shard) {
        let units = unit_names(symbol_names(db, file));
        entries.extend(units.map(|(index, name)| (hash_of(&name), file, index)));
    }
    entries.sort_by_key(|&(hash, ..)| hash);
    entries.into()
}

/// The units of a file but for the file itself, with their own names.
fn unit_names(names: &SymbolNames) -> impl Iterator<Item = (u32, &str)> {
    let units = names.iter().skip(1).filter(|&(index, symbol)| symbol.unit == index);
    units.map(|(index, _)| (index, last_part(names.name(index))))
}

/// The entries of a hash, in a list that is sorted by it.
fn with_hash(entries: &[(u64, File, u32)], hash: u64) -> impl Iterator<Item = (File, u32)> + '_ {
    let start = entries.partition_point(|entry| entry.0 < hash);
    let found = entries[start..].iter().take_while(move |entry| entry.0 == hash);
    found.map(|&(_, file, index)| (file, index))
}

/// What below `folder` is named with these words, in this or another order: file and dotted name, which is
/// empty for a file; sorted by folder.
pub fn word_matches(db: &dyn Db, folder: &str, wanted: &[String]) -> Vec<(File, String, SameOrder)> {
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let hash = words_hash(wanted);
    for (file, index) in shards_below(db, folder).flat_map(|shard| with_hash(folder_words(db, shard), hash)) {
        let names = symbol_names(db, file);
        let name = if index == 0 { file_stem(file.path(db)) } else { last_part(names.name(index)) };
        if let Some(order) = same_words(wanted, &words(name)) {
            let dotted = without_ordinal(names.name(index)).to_owned();
            if !found.contains(&(file, dotted.clone(), order)) {
                found.push((file, dotted, order));
            }
        }
    }
    found
}

/// The units of all folders by the hash of their own names, sorted by it. One list of all, so that a keystroke asks each
/// folder once and not for every name that is looked up.
#[salsa::tracked(returns(deref))]
pub(crate) fn all_names(db: &dyn Db, workspace: Workspace) -> Box<[(u64, File, u32)]> {
    let folders = workspace.shards(db).iter();
    let mut entries: Vec<_> = folders.flat_map(|&shard| folder_names(db, shard)).copied().collect();
    entries.sort_by_key(|&(hash, ..)| hash);
    entries.into()
}

/// Units whose own name is exactly the same, once for each dotted name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    all: Box<[Target]>,
    /// Those that have a body, where some have and others have not.
    with_body: Option<Box<[Target]>>,
}

impl Named {
    /// All of them.
    pub(crate) fn all(&self) -> &[Target] {
        &self.all
    }

    /// Those that have a body, or all where none has.
    pub(crate) fn with_body(&self) -> &[Target] {
        self.with_body.as_deref().unwrap_or(&self.all)
    }

    fn new(db: &dyn Db, all: Vec<Target>) -> Named {
        let with_body: Vec<Target> = all.iter().copied().filter(|&it| !is_bodiless(db, it)).collect();
        let is_some = !with_body.is_empty() && with_body.len() < all.len();
        Named { all: all.into(), with_body: is_some.then(|| with_body.into()) }
    }
}

/// Every unit whose own name is exactly `name`: members of something, or what is no member.
pub(crate) fn members_named<'db>(db: &'db dyn Db, name: &str, members: bool) -> &'db Named {
    let (in_something, others) = units_with_name(db, NameKey::new(db, name));
    if members { in_something } else { others }
}

/// The units of a name that are members, and those that are none.
#[salsa::tracked]
fn units_with_name<'db>(db: &'db dyn Db, name: NameKey<'db>) -> (Named, Named) {
    let name = name.text(db);
    let hash = hash_of(&name.as_str());
    let mut found: Vec<(Target, bool)> = Vec::new();
    let mut seen: FxHashMap<(File, &str), usize> = FxHashMap::default();
    for (file, symbol) in with_hash(all_names(db, Workspace::get(db)), hash) {
        let dotted = without_ordinal(symbol_names(db, file).name(symbol));
        if last_part(dotted) != name {
            continue;
        }
        match seen.get(&(file, dotted)) {
            // Of overloads, the last one has the body.
            Some(&at) => found[at].0.symbol = symbol,
            None => {
                seen.insert((file, dotted), found.len());
                found.push((Target { file, symbol }, dotted.len() > name.len()));
            }
        }
    }
    let of = |members: bool| found.iter().filter(|it| it.1 == members).map(|it| it.0).collect();
    (Named::new(db, of(true)), Named::new(db, of(false)))
}

/// What stands at the top of a folder's files, by the hash of its name; sorted by it, then by path and place.
#[salsa::tracked(returns(deref))]
fn folder_tops(db: &dyn Db, shard: Shard) -> Box<[(u64, File, u32)]> {
    let mut entries = Vec::new();
    for file in folder_sources(db, shard) {
        let names = symbol_names(db, file);
        let tops = names.iter().skip(1).map(|(index, _)| (names.plain_name(index), index));
        let tops = tops.filter(|it| !it.0.contains('.'));
        entries.extend(tops.map(|(name, index)| (hash_of(&name), file, index)));
    }
    entries.sort_by_key(|&(hash, ..)| hash);
    entries.into()
}

/// What has a plain name at the top of a folder's files, by path and place.
pub(crate) fn tops_named(db: &dyn Db, folder: Shard, name: &str) -> impl Iterator<Item = Target> {
    let found = with_hash(folder_tops(db, folder), hash_of(&name));
    let found = found.filter(move |&(file, symbol)| symbol_names(db, file).plain_name(symbol) == name);
    found.map(|(file, symbol)| Target { file, symbol })
}

/// A name as a key of queries.
#[salsa::interned]
pub(crate) struct NameKey<'db> {
    #[returns(ref)]
    pub(crate) text: String,
}

fn file_stem(file: &str) -> &str {
    let name = path::file_name(file);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// A hash that does not mind the order of the words.
fn words_hash(words: &[String]) -> u64 {
    let mut sorted: Vec<&String> = words.iter().collect();
    sorted.sort_unstable();
    hash_of(&sorted)
}

pub(crate) fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
