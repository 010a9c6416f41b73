//! Where calls lead by SCIP indexes, which compilers made.
//!
//! An index is an input like a file. What it says of a document counts while the document is what was indexed: by the
//! hash of its text where the index carries one, else where nobody has written it since the index was made. A
//! document that is not fresh has no calls here, and what is found without an index counts again.
//!
//! A reference is a call only where our own tree has one, by the name that the definition has or that the file
//! imports it by. What can be overridden leads to all that override it, so that only one of them may be it.

use canton_evidence::scip::{Definition, Document, Index, Key, Lines, Problem, parse, text_hash};
use canton_syntax::outline::{Outline, SymbolKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

use crate::index::all_files;
use crate::names::last_part;
use crate::resolve::is_bodiless;
use crate::settings::glob_set;
use crate::{
    Db, File, FileKind, SymbolKey, Target, Workspace, call_indexes, find_file, outline, path, source_text,
    symbol_names,
};

/// So many definitions are looked for that override each other.
const MOST_OVERRIDING: usize = 64;

/// Every index, by path.
#[salsa::tracked(returns(deref))]
pub fn scip_files(db: &dyn Db, workspace: Workspace) -> Vec<File> {
    let _ = workspace;
    all_files(db).filter(|it| it.kind(db) == Some(FileKind::Scip)).collect()
}

/// Whether an entry of `evidence: {scip: …}` names the index at `path`.
pub fn named_by(entry: &str, path: &str) -> bool {
    path::join("", entry).is_some_and(|it| it == path) || glob_set(&[entry.to_owned()]).is_match(path)
}

/// What an index says, and why it cannot be used.
#[salsa::tracked]
pub fn scip_index(db: &dyn Db, file: File) -> (Index, Vec<Problem>) {
    let _ = file.revision(db);
    match db.system().read_bytes(file.path(db)) {
        Ok(bytes) => parse(&bytes),
        Err(skip) => (Index::default(), vec![Problem { message: format!("it is {skip}"), is_fatal: true }]),
    }
}

/// The folder from which the paths of an index go: its own, or the root where none of its documents is below that.
#[salsa::tracked(returns(deref))]
fn index_folder(db: &dyn Db, index: File) -> String {
    let own = path::parent(index.path(db));
    let mut documents = scip_index(db, index).0.documents().iter();
    let is_below_own = documents.any(|it| find_file(db, &format!("{own}/{}", it.path)).is_some());
    if is_below_own { own.to_owned() } else { String::new() }
}

/// The file of a document.
fn file_of(db: &dyn Db, index: File, document: &Document) -> Option<File> {
    find_file(db, &path::join(index_folder(db, index), &document.path)?)
}

/// What the indexes say of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Indexed {
    /// The indexes that have the file, and whether it is still what they indexed.
    indexes: Box<[(File, bool)]>,
    /// The calls that lead to something, by their index in the outline, in that order; several for a call that leads
    /// to one of several.
    calls: Box<[(u32, Key)]>,
}

/// What the indexes say of a file.
#[salsa::tracked]
fn indexed(db: &dyn Db, file: File) -> Indexed {
    let mut documents = Vec::new();
    for &index in scip_files(db, Workspace::get(db)) {
        let Some(path) = path::relative(index_folder(db, index), file.path(db)) else { continue };
        documents.extend(scip_index(db, index).0.documents_at(path).map(|it| (index, it)));
    }
    let (Ok(outline), false) = (outline(db, file), documents.is_empty()) else { return Indexed::default() };
    let Ok(text) = source_text(db, file) else { return Indexed::default() };
    let matcher = Matcher::new(db, outline, &text);
    let (mut indexes, mut calls) = (Vec::new(), Vec::new());
    for (index, document) in documents {
        let is_same = match document.text {
            Some(hash) => text_hash(&text) == hash,
            None => {
                let _ = index.revision(db);
                db.system().is_unchanged_since(file.path(db), index.path(db))
            }
        };
        let found = is_same.then(|| matcher.calls(&scip_index(db, index).0, document)).flatten();
        indexes.push((index, found.is_some()));
        calls.extend(found.into_iter().flatten());
    }
    calls.sort_unstable();
    calls.dedup();
    Indexed { indexes: indexes.into(), calls: calls.into() }
}

/// One text, in which references are looked for.
struct Matcher<'a> {
    db: &'a dyn Db,
    text: &'a str,
    lines: Lines<'a>,
    /// The calls by the place of their name.
    calls: FxHashMap<(usize, usize), u32>,
    /// The names by which the file imports something.
    imported: FxHashSet<&'a str>,
}

impl<'a> Matcher<'a> {
    fn new(db: &'a dyn Db, outline: &'a Outline, text: &'a str) -> Matcher<'a> {
        let place = |range: Range<usize>| (range.start, range.end);
        let calls = outline.calls.iter().zip(0..).filter(|(it, _)| !it.form.is_write());
        let calls = calls.map(|(it, at)| (place(it.range.into()), at)).collect();
        let imported = outline.imports.iter().map(|it| outline.text(it.local)).collect();
        Matcher { db, text, lines: Lines::new(text), calls, imported }
    }

    /// The calls that a document names, with what they lead to; `None` where the text cannot be what was indexed.
    fn calls(&self, index: &Index, document: &Document) -> Option<Vec<(u32, Key)>> {
        let mut found = Vec::new();
        for reference in index.references(document) {
            let places = self.lines.places(reference, document.encoding);
            if places.is_empty() {
                return None;
            }
            let own = definition_of(self.db, reference.key).map(|(.., it)| last_name(it));
            let fits = |name: &str| own.is_none_or(|own| own == name) || self.imported.contains(name);
            let call = |place: &Range<usize>| {
                let name = self.text.get(place.clone())?;
                let call = self.calls.get(&(place.start, place.end))?;
                fits(name).then_some(*call)
            };
            let mut calls = places.iter().filter_map(call);
            if let (Some(call), None) = (calls.next(), calls.next()) {
                found.push((call, reference.key));
            }
        }
        Some(found)
    }
}

/// A definition's own name.
fn last_name(definition: &Definition) -> &str {
    last_part(&definition.dotted)
}

/// Where a symbol is defined; `None` where no index says, or several say several files.
fn definition_of(db: &dyn Db, key: Key) -> Option<(File, &Document, &Definition)> {
    let mut found = None;
    for &index in scip_files(db, Workspace::get(db)) {
        let Some((document, definition)) = scip_index(db, index).0.definition(key) else { continue };
        match &found {
            None => found = Some((index, document, definition)),
            Some((other, before, _)) => {
                if file_of(db, *other, before) != file_of(db, index, document) {
                    return None;
                }
            }
        }
    }
    found
}

/// Where a call leads by the indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PreciseEdge {
    /// The call's index in the body.
    pub(crate) call: u32,
    /// The definitions.
    pub(crate) targets: Box<[Target]>,
    /// Which of them is called.
    pub(crate) which: Which,
}

/// Which of some definitions is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// The only one.
    One,
    /// One of them.
    Several,
    /// What implements one of them, none of which has a body, or nobody knows what.
    Promised,
}

/// Where the calls of one symbol lead by the indexes, in the order of its body; the others are not there.
#[salsa::tracked(returns(deref))]
pub(crate) fn precise_edges<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Box<[PreciseEdge]> {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let all = &indexed(db, file).calls;
    if all.is_empty() {
        return Box::default();
    }
    let mut edges = Vec::new();
    for (at, call) in call_indexes(db, file, symbol).into_iter().enumerate() {
        let start = all.partition_point(|it| it.0 < call);
        let keys = all[start..].iter().take_while(|it| it.0 == call).map(|it| it.1);
        let (targets, which) = targets_of(db, keys);
        if !targets.is_empty() {
            edges.push(PreciseEdge { call: at as u32, targets: targets.into(), which });
        }
    }
    edges.into()
}

/// What symbols lead to, and which of it is called.
fn targets_of(db: &dyn Db, keys: impl Iterator<Item = Key>) -> (Vec<Target>, Which) {
    let mut open: Vec<Key> = keys.collect();
    let named = open.len();
    let (mut is_one, mut has_body) = (named > 0, false);
    let mut targets: Vec<Target> = Vec::new();
    let mut at = 0;
    while let Some(&key) = open.get(at) {
        let found = symbols_of(db, key);
        let is_body = found.as_ref().is_some_and(|it| it.is_body);
        is_one &= at < named && is_body;
        has_body |= is_body;
        targets.extend(found.into_iter().flat_map(|it| it.targets));
        for &index in scip_files(db, Workspace::get(db)) {
            for other in scip_index(db, index).0.implementations(key) {
                if open.len() < MOST_OVERRIDING && !open.contains(&other) {
                    open.push(other);
                }
            }
        }
        at += 1;
    }
    let mut seen = FxHashSet::default();
    targets.retain(|it| seen.insert(*it));
    let which = match targets.len() {
        1 if is_one => Which::One,
        _ if has_body => Which::Several,
        _ => Which::Promised,
    };
    (targets, which)
}

/// The symbols of ours that a symbol of an index is.
struct Symbols {
    /// One, but for overloads that take something else.
    targets: Vec<Target>,
    /// What is called is in it, and in nothing that implements it.
    is_body: bool,
}

fn symbols_of(db: &dyn Db, key: Key) -> Option<Symbols> {
    let (index, document, definition) = definition_of(db, key)?;
    let file = file_of(db, index, document)?;
    let names = symbol_names(db, file);
    // What stands in a namespace has its name before its own; the longest that fits is meant.
    let dotted = &*definition.dotted;
    let starts = std::iter::once(0).chain(dotted.match_indices('.').map(|(at, _)| at + 1));
    let starts = starts.take_while(|it| *it <= definition.own as usize);
    let named = starts.map(|it| &dotted[it..]).find(|it| names.last_named(it).is_some())?;
    let is_callable = |symbol: &u32| {
        let kind = names.get(*symbol).map(|it| it.kind);
        kind.is_some_and(|it| if definition.is_type { it.is_class_like() } else { it.is_function_like() })
    };
    let mut all = names.named(named).filter(is_callable);
    let symbols: Vec<u32> =
        if definition.is_overloaded { all.collect() } else { all.next_back().into_iter().collect() };
    let parent = names.get(*symbols.first()?).and_then(|it| names.get(it.parent)).map(|it| it.kind);
    let is_promise = matches!(parent, Some(SymbolKind::Interface | SymbolKind::Trait));
    let targets: Vec<Target> = symbols.into_iter().map(|symbol| Target { file, symbol }).collect();
    let has_body = targets.iter().any(|it| !is_bodiless(db, *it));
    let is_body = has_body && !is_promise && !definition.is_abstract;
    Some(Symbols { targets, is_body })
}

/// What has become of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexState {
    /// The index.
    pub file: File,
    /// How many of its documents are still what was indexed.
    pub fresh: usize,
    /// How many are not.
    pub stale: usize,
    /// How many are no file that Canton reads.
    pub unknown: usize,
}

/// What has become of each index, by path.
pub fn index_states(db: &dyn Db) -> Vec<IndexState> {
    let state = |&file: &File| {
        let mut state = IndexState { file, fresh: 0, stale: 0, unknown: 0 };
        for document in scip_index(db, file).0.documents() {
            let source = file_of(db, file, document);
            let found = source.and_then(|it| indexed(db, it).indexes.iter().find(|it| it.0 == file));
            match found {
                Some((_, true)) => state.fresh += 1,
                Some((_, false)) => state.stale += 1,
                None => state.unknown += 1,
            }
        }
        state
    };
    scip_files(db, Workspace::get(db)).iter().map(state).collect()
}
