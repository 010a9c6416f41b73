//! Files by folder and kind, and symbols by their words.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

use crate::names::{last_part, words};
use crate::{Db, File, FileKind, SameOrder, Shard, SymbolNames, Workspace, path, same_words, symbol_names};

/// The manifests of one folder.
#[salsa::tracked(returns(deref))]
pub(crate) fn folder_manifests(db: &dyn Db, shard: Shard) -> Vec<File> {
    shard.files(db).iter().copied().filter(|file| file.kind(db) == Some(FileKind::Manifest)).collect()
}

/// The source files of one folder.
pub(crate) fn folder_sources(db: &dyn Db, shard: Shard) -> impl Iterator<Item = File> + '_ {
    shard.files(db).iter().copied().filter(|file| matches!(file.kind(db), Some(FileKind::Source(_))))
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

/// One folder's function-like and class-like symbols and files by the hash of their words, sorted by it.
#[salsa::tracked(returns(deref))]
fn folder_words(db: &dyn Db, shard: Shard) -> Box<[(u64, File, u32)]> {
    let mut entries = Vec::new();
    for file in folder_sources(db, shard) {
        let names = symbol_names(db, file);
        entries.push((words_hash(&words(file_stem(file.path(db)))), file, 0));
        for (index, symbol) in names.iter().skip(1) {
            if names.get(symbol.unit).is_some() && symbol.unit == index {
                entries.push((words_hash(&words(last_part(names.name(index)))), file, index));
            }
        }
    }
    entries.sort_by_key(|&(hash, ..)| hash);
    entries.into()
}

/// The names in one folder that have these words: file, dotted name (empty for the file itself), same order.
#[salsa::tracked(returns(deref))]
fn folder_word_matches(db: &dyn Db, shard: Shard, wanted: Vec<String>) -> Vec<(File, String, SameOrder)> {
    let hash = words_hash(&wanted);
    let entries = folder_words(db, shard);
    let start = entries.partition_point(|entry| entry.0 < hash);
    let mut found = Vec::new();
    for &(_, file, index) in entries[start..].iter().take_while(|entry| entry.0 == hash) {
        let names = symbol_names(db, file);
        let name = match_name(names, index, file.path(db));
        if let Some(order) = same_words(&wanted, &words(name)) {
            let dotted = crate::names::without_ordinal(names.name(index)).to_owned();
            if !found.contains(&(file, dotted.clone(), order)) {
                found.push((file, dotted, order));
            }
        }
    }
    found
}

fn match_name<'a>(names: &'a SymbolNames, index: u32, path: &'a str) -> &'a str {
    if index == 0 { file_stem(path) } else { last_part(names.name(index)) }
}

/// What below `folder` is named with these words, in this or another order: file and dotted name, which is
/// empty for a file; sorted by path.
pub fn word_matches(db: &dyn Db, folder: &str, wanted: &[String]) -> Vec<(File, String, SameOrder)> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let shards = shards_below(db, folder);
    shards.flat_map(|shard| folder_word_matches(db, shard, wanted.to_vec())).cloned().collect()
}

fn file_stem(file: &str) -> &str {
    let name = path::file_name(file);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// A hash that does not mind the order of the words.
fn words_hash(words: &[String]) -> u64 {
    let mut sorted: Vec<&String> = words.iter().collect();
    sorted.sort_unstable();
    let mut hasher = FxHasher::default();
    sorted.hash(&mut hasher);
    hasher.finish()
}
