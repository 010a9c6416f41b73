//! Who calls a symbol: all edges turned around, folder by folder, by the names of what they lead to.
//!
//! What a folder calls changes seldom, so a body that is edited changes nothing here unless it calls something else.
//! A name leads to those who call anything of that name; where their calls lead decides.

use rustc_hash::{FxHashMap, FxHashSet};

use canton_syntax::outline::SymbolKind;

use crate::index::{folder_sources, hash_of};
use crate::names::last_part;
use crate::{Db, Edge, File, How, Shard, Target, Workspace, body, edges, symbol_names};

/// Who calls a symbol.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Callers {
    /// Those whose call leads there and nowhere else, by path and place; the symbol itself where it calls itself.
    pub known: Box<[Caller]>,
    /// Others with a call that may lead there or somewhere else, likewise.
    pub ambiguous: Box<[Target]>,
    /// How many symbols had to be asked where their calls lead.
    pub asked: u32,
    /// False where there were too many to ask all of them.
    pub complete: bool,
}

/// Who calls a symbol, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The caller.
    pub symbol: Target,
    /// The surest way in which any of its calls was resolved.
    pub how: How,
    /// How many of its calls lead there.
    pub calls: u32,
}

/// So many symbols are asked where their calls lead, for one that is called.
const MOST_ASKED: usize = 4096;

/// A name's hash: what has another name with the same hash is sorted out when its calls are resolved.
type NameHash = u32;

fn name_hash(name: &str) -> NameHash {
    (hash_of(&name) >> 32) as NameHash
}

/// The names of all that a file's symbols call, with the symbol that calls; sorted, without positions. Where a call
/// leads is known from the caller alone: it may be called by another name than its own.
#[salsa::tracked(returns(deref))]
fn called_names(db: &dyn Db, file: File) -> Box<[(NameHash, u32)]> {
    let mut found: FxHashSet<(NameHash, u32)> = FxHashSet::default();
    let callers = crate::bodies::callers(db, file).iter().enumerate();
    for symbol in callers.filter(|(_, calls)| **calls).map(|(symbol, _)| symbol as u32) {
        let body = body(db, file, symbol);
        let edges = edges(db, file, symbol);
        found.extend(edges.indirect.iter().map(|it| (name_hash(own_name(db, *it)), symbol)));
        for (call, (edge, targets)) in body.calls.iter().zip(edges.iter()) {
            found.extend(targets.iter().map(|it| (name_hash(own_name(db, *it)), symbol)));
            if is_cut(edge, targets) {
                found.insert((name_hash(last_part(body.text(call.callee))), symbol));
            }
        }
    }
    let mut found: Vec<(NameHash, u32)> = found.into_iter().collect();
    found.sort_unstable();
    found.into()
}

/// Finds where the calls of a file lead, so that several threads can share that work.
pub fn prime_callers(db: &dyn Db, file: File) {
    called_names(db, file);
}

/// Whether only some of the candidates are kept: the name alone says what the others are.
fn is_cut(edge: Edge, targets: &[Target]) -> bool {
    usize::from(edge.candidates) > targets.len()
}

/// The last part of a symbol's name; empty for a module.
fn own_name(db: &dyn Db, symbol: Target) -> &str {
    last_part(symbol_names(db, symbol.file).name(symbol.symbol))
}

/// What a folder calls by which names, sorted by them.
#[salsa::tracked(returns(deref))]
fn folder_called_names(db: &dyn Db, shard: Shard) -> Box<[(NameHash, File, u32)]> {
    let of_file = |file| called_names(db, file).iter().map(move |&(name, symbol)| (name, file, symbol));
    let mut found: Vec<(NameHash, File, u32)> = folder_sources(db, shard).flat_map(of_file).collect();
    found.sort_by_key(|it| it.0);
    found.into()
}

/// How many lists the called names of the federation are divided into: a power of two.
const BUCKETS: u32 = 64;

/// What all folders call by names whose hash falls into one list, sorted by it, then by path and place.
#[salsa::tracked(returns(deref))]
fn bucket_called_names(db: &dyn Db, workspace: Workspace, bucket: u32) -> Box<[(NameHash, File, u32)]> {
    let width = u32::MAX / BUCKETS + 1;
    let start = bucket * width;
    let mut entries = Vec::new();
    for &shard in workspace.shards(db) {
        let all = folder_called_names(db, shard);
        let from = all.partition_point(|it| it.0 < start);
        let to = all.partition_point(|it| it.0 - start.min(it.0) < width);
        entries.extend_from_slice(&all[from..to.max(from)]);
    }
    entries.sort_by_key(|it| it.0);
    entries.into()
}

/// Who may call something of that name, by path and place; whether those are all. Kept by name: who calls one of
/// them changes more seldom than who calls any.
#[salsa::tracked]
fn candidates(db: &dyn Db, workspace: Workspace, name: NameHash) -> (Box<[Target]>, bool) {
    let all = bucket_called_names(db, workspace, name / (u32::MAX / BUCKETS + 1));
    let start = all.partition_point(|it| it.0 < name);
    let named = all[start..].iter().take_while(|it| it.0 == name);
    let mut found: Vec<Target> = named.map(|&(_, file, symbol)| Target { file, symbol }).collect();
    found.sort_unstable_by_key(|it| place(db, it));
    let complete = found.len() <= MOST_ASKED;
    found.truncate(MOST_ASKED);
    (found.into(), complete)
}

/// Symbols are ordered by where they stand, never by when their files were met.
pub(crate) fn place<'db>(db: &'db dyn Db, symbol: &Target) -> (&'db str, u32) {
    (symbol.file.path(db), symbol.symbol)
}

/// Who calls a symbol. Making an object of a class calls its constructor.
#[salsa::tracked]
pub fn callers_of(db: &dyn Db, file: File, symbol: u32) -> Callers {
    let wanted = Target { file, symbol };
    let mut callers = callers_of_one(db, wanted);
    let names = symbol_names(db, file);
    let Some(it) = names.get(symbol).filter(|it| it.kind == SymbolKind::Constructor) else { return callers };
    if names.get(it.parent).is_some_and(|class| class.kind.is_class_like()) {
        callers.add(db, callers_of_one(db, Target { file, symbol: it.parent }));
    }
    callers
}

fn callers_of_one(db: &dyn Db, wanted: Target) -> Callers {
    let name = own_name(db, wanted);
    if name.is_empty() {
        return Callers { complete: true, ..Callers::default() };
    }
    let (candidates, complete) = candidates(db, Workspace::get(db), name_hash(name));
    let (mut known, mut ambiguous) = (Vec::new(), Vec::new());
    for &from in candidates {
        match leads_to(db, from, wanted, name) {
            Leads::There(how, calls) => known.push(Caller { symbol: from, how, calls }),
            Leads::Perhaps => ambiguous.push(from),
            Leads::Elsewhere => {}
        }
    }
    let asked = candidates.len() as u32;
    Callers { known: known.into(), ambiguous: ambiguous.into(), asked, complete: *complete }
}

/// Whether the calls of a symbol lead to another one.
enum Leads {
    There(How, u32),
    Perhaps,
    Elsewhere,
}

fn leads_to(db: &dyn Db, from: Target, wanted: Target, name: &str) -> Leads {
    let body = body(db, from.file, from.symbol);
    let edges = edges(db, from.file, from.symbol);
    // What is handed on may be called, by what it is handed to.
    let (mut surest, mut calls, mut perhaps) = (None, 0, edges.indirect.contains(&wanted));
    for (call, (edge, targets)) in body.calls.iter().zip(edges.iter()) {
        let may_be_cut = || is_cut(edge, targets) && last_part(body.text(call.callee)) == name;
        if edge.how.is_one() && targets.contains(&wanted) {
            surest = Some(surest.map_or(edge.how, |it: How| it.min(edge.how)));
            calls += 1;
        } else if edge.how == How::Ambiguous && (targets.contains(&wanted) || may_be_cut()) {
            perhaps = true;
        }
    }
    match surest {
        Some(how) => Leads::There(how, calls),
        None if perhaps => Leads::Perhaps,
        None => Leads::Elsewhere,
    }
}

impl Callers {
    fn add(&mut self, db: &dyn Db, others: Callers) {
        let mut known: FxHashMap<Target, Caller> = FxHashMap::default();
        for caller in self.known.iter().chain(&others.known) {
            known
                .entry(caller.symbol)
                .and_modify(|it| {
                    it.how = it.how.min(caller.how);
                    it.calls += caller.calls;
                })
                .or_insert(*caller);
        }
        let ambiguous = self.ambiguous.iter().chain(&others.ambiguous).copied();
        let mut ambiguous: Vec<Target> = ambiguous.filter(|it| !known.contains_key(it)).collect();
        ambiguous.sort_unstable_by_key(|it| place(db, it));
        ambiguous.dedup();
        let mut known: Vec<Caller> = known.into_values().collect();
        known.sort_unstable_by_key(|it| place(db, &it.symbol));
        self.known = known.into();
        self.ambiguous = ambiguous.into();
        self.asked += others.asked;
        self.complete &= others.complete;
    }
}
