//! Who calls a symbol: looked up by name, folder by folder, and confirmed by where each call leads.
//!
//! What a folder calls by which names changes seldom, so a body that is edited changes nothing here unless it calls
//! something else. Only the symbols that call something of the wanted name have their calls resolved.

use rustc_hash::{FxHashMap, FxHashSet};

use canton_syntax::outline::{Binding, BindingKind, Outline, SymbolKind};

use crate::heirs::prime_heirs;
use crate::index::{all_names, closed_sources, hash_of, open_sources};
use crate::names::last_part;
use crate::resolve::{glimpse, importers};
use crate::{Db, File, How, Shard, Target, Workspace, body, edges, outline, symbol_names};

/// Who calls a symbol.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Callers {
    /// Those whose call leads there and nowhere else, by path and place; the symbol itself where it calls itself.
    pub known: Box<[Caller]>,
    /// Others with a call that may lead there or somewhere else, likewise.
    pub ambiguous: Box<[Target]>,
    /// How many symbols had to be asked where their calls lead.
    pub asked: u32,
    /// False where not all of them were asked, or what was asked for was too little to tell.
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

/// How much work an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effort {
    /// Somebody waits with the pointer over a name: no value is followed.
    Glance,
    /// Somebody asked.
    Full,
}

impl Effort {
    /// So many symbols are asked where their calls lead, for one that is called.
    fn most_asked(self) -> usize {
        match self {
            Effort::Glance => 32,
            Effort::Full => MOST_ASKED,
        }
    }
}

/// So many symbols may call something of one name.
const MOST_ASKED: usize = 4096;

/// So many names are followed that may stand for one.
const MOST_NAMES: usize = 256;

/// A name's hash: what has another name with the same hash is sorted out when its calls are resolved.
type NameHash = u32;

fn name_hash(name: &str) -> NameHash {
    (hash_of(&name) >> 32) as NameHash
}

/// The names by which a file's symbols call something, with the symbol; sorted, without positions.
#[salsa::tracked(returns(deref))]
fn called_names(db: &dyn Db, file: File) -> Box<[(NameHash, u32)]> {
    let Ok(outline) = outline(db, file) else { return Box::default() };
    let stands_for = names_in_functions(outline);
    let mut found: FxHashSet<(NameHash, u32)> = FxHashSet::default();
    let mut open = Vec::new();
    for call in outline.calls.iter().filter(|it| !it.form.is_write()) {
        match outline.text(call.callee) {
            "" => {}
            // The class that is inherited from is not named where it is called.
            "super" => open.extend(outline.bases.iter().map(|it| word_hash(outline.text(it.name)))),
            callee => open.push(word_hash(callee)),
        }
        while let Some(name) = open.pop() {
            if found.insert((name, call.from)) {
                open.extend(stands_for.get(&name).into_iter().flatten());
            }
        }
    }
    let mut found: Vec<(NameHash, u32)> = found.into_iter().collect();
    found.sort_unstable();
    found.into()
}

/// Lists by which names a file calls something, so that several threads can share that work.
pub fn prime_callers(db: &dyn Db, file: File) {
    called_names(db, file);
    other_names(db, file);
}

/// Makes the lists that calls and callers are found in, when every file's have been made.
pub fn prime_lists(db: &dyn Db) {
    let workspace = Workspace::get(db);
    all_names(db, workspace);
    all_other_names(db, workspace);
    importers(db, workspace);
    prime_heirs(db, workspace);
    for bucket in 0..BUCKETS {
        bucket_called_names(db, workspace, bucket);
    }
}

/// The last name in a path of names: of `make().handlers[a]` it is `a`.
fn last_word(path: &str) -> &str {
    path.rsplit(['.', '(', ')', '[', ']']).find(|it| !it.is_empty()).unwrap_or_default()
}

/// By what a path's end is looked for: its last name; what that gives back, for a path that ends in a call, is
/// another thing, of another name.
fn word_hash(path: &str) -> NameHash {
    let word = last_word(path);
    if path.ends_with(')') { result_hash(word) } else { name_hash(word) }
}

/// What stands for the result of a function of that name.
fn result_hash(function: &str) -> NameHash {
    !name_hash(function)
}

/// What stands for another name: the name that is bound, or that of the function which gives it back.
fn names_bound(outline: &Outline, binding: &Binding) -> Option<(NameHash, NameHash)> {
    if !matches!(binding.kind, BindingKind::Path | BindingKind::Follow) {
        return None;
    }
    let (name, value) = (outline.text(binding.name), outline.text(binding.value));
    let name = match last_word(name) {
        "" => result_hash(last_part(outline.text(outline.symbols.get(binding.symbol as usize)?.name))),
        _ => word_hash(name),
    };
    let value = word_hash(value);
    (!outline.text(binding.value).is_empty() && name != value).then_some((name, value))
}

/// What names stand for that are bound in functions, which nobody else sees.
fn names_in_functions(outline: &Outline) -> FxHashMap<NameHash, Vec<NameHash>> {
    let mut stands_for: FxHashMap<NameHash, Vec<NameHash>> = FxHashMap::default();
    for binding in outline.bindings.iter().filter(|it| is_seen_inside_alone(outline, it)) {
        if let Some((name, value)) = names_bound(outline, binding) {
            stands_for.entry(name).or_default().push(value);
        }
    }
    stands_for
}

/// A name in a function. What the function gives back, and the attributes of an object, are seen from outside.
fn is_seen_inside_alone(outline: &Outline, binding: &Binding) -> bool {
    let is_name = !outline.text(binding.name).contains(['.', '(', '[']);
    let symbol = outline.symbols.get(binding.symbol as usize);
    is_name && symbol.is_some_and(|it| it.kind.is_function_like())
}

/// The names that a file gives to others by another name: what it imports, what is bound in it and in its classes,
/// what its functions give back. The name, and the one that stands for it; sorted.
#[salsa::tracked(returns(deref))]
fn other_names(db: &dyn Db, file: File) -> Box<[(NameHash, NameHash)]> {
    let Ok(outline) = outline(db, file) else { return Box::default() };
    let imports = outline.imports.iter();
    let imports = imports.map(|it| (last_part(outline.text(it.item)), last_part(outline.text(it.local))));
    let imports = imports.filter(|(name, other)| !name.is_empty() && !other.is_empty() && name != other);
    let outside = outline.bindings.iter().filter(|it| !is_seen_inside_alone(outline, it));
    let outside = outside.filter_map(|it| names_bound(outline, it)).map(|(name, value)| (value, name));
    let imports = imports.map(|(name, other)| (name_hash(name), name_hash(other)));
    let mut pairs: Vec<(NameHash, NameHash)> = imports.chain(outside).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into()
}

/// What a folder's closed files call by which names, sorted by them.
#[salsa::tracked(returns(deref))]
fn folder_called_names(db: &dyn Db, shard: Shard) -> Box<[(NameHash, File, u32)]> {
    let of_file = |file| called_names(db, file).iter().map(move |&(name, symbol)| (name, file, symbol));
    let mut found: Vec<(NameHash, File, u32)> = closed_sources(db, shard).flat_map(of_file).collect();
    found.sort_by_key(|it| it.0);
    found.into()
}

/// The other names of a folder's closed files.
#[salsa::tracked(returns(deref))]
fn folder_other_names(db: &dyn Db, shard: Shard) -> Box<[(NameHash, NameHash)]> {
    closed_sources(db, shard).flat_map(|file| other_names(db, file)).copied().collect()
}

/// The other names of all closed files, sorted.
#[salsa::tracked(returns(deref))]
fn all_other_names(db: &dyn Db, workspace: Workspace) -> Box<[(NameHash, NameHash)]> {
    let folders = workspace.shards(db).iter();
    let mut all: Vec<_> = folders.flat_map(|&shard| folder_other_names(db, shard)).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// How many lists the called names of the federation are divided into: a power of two.
const BUCKETS: u32 = 64;

/// What all closed files call by names whose hash falls into one list, sorted by it, then by path and place.
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

/// The entries of a name in a list that is sorted by it.
fn of_name<T>(all: &[T], name: NameHash, key: impl Fn(&T) -> NameHash) -> impl Iterator<Item = &T> {
    let start = all.partition_point(|it| key(it) < name);
    all[start..].iter().take_while(move |it| key(it) == name)
}

/// Every name that something of that name may be called by, itself first; whether those are all.
fn names_of(db: &dyn Db, name: NameHash) -> (Vec<NameHash>, bool) {
    let closed = all_other_names(db, Workspace::get(db));
    let lists: Vec<_> = open_sources(db).map(|it| other_names(db, it)).chain([closed]).collect();
    let mut names = vec![name];
    let mut at = 0;
    while let Some(&name) = names.get(at) {
        at += 1;
        let mut others: Vec<NameHash> =
            lists.iter().flat_map(|it| of_name(it, name, |it| it.0)).map(|it| it.1).collect();
        others.sort_unstable();
        for other in others {
            if names.len() == MOST_NAMES {
                return (names, false);
            }
            if !names.contains(&other) {
                names.push(other);
            }
        }
    }
    (names, true)
}

/// Who may call something of that name, by path and place; whether those are all. Kept by name: who calls one of
/// them changes more seldom than who calls any.
#[salsa::tracked]
fn candidates(db: &dyn Db, workspace: Workspace, name: NameHash) -> (Box<[Target]>, bool) {
    let (names, mut complete) = names_of(db, name);
    let mut found = Vec::new();
    for &name in &names {
        let all = bucket_called_names(db, workspace, name / (u32::MAX / BUCKETS + 1));
        let named = of_name(all, name, |it| it.0);
        found.extend(named.map(|&(_, file, symbol)| Target { file, symbol }));
    }
    for file in open_sources(db) {
        let all = called_names(db, file);
        let named = names.iter().flat_map(|&name| of_name(all, name, |it| it.0));
        found.extend(named.map(|&(_, symbol)| Target { file, symbol }));
    }
    found.sort_unstable_by_key(|it| place(db, it));
    found.dedup();
    complete &= found.len() <= MOST_ASKED;
    found.truncate(MOST_ASKED);
    (found.into(), complete)
}

/// Symbols are ordered by where they stand, never by when their files were met.
pub(crate) fn place<'db>(db: &'db dyn Db, symbol: &Target) -> (&'db str, u32) {
    (symbol.file.path(db), symbol.symbol)
}

/// Who calls a symbol. Making an object of a class calls its constructor.
#[salsa::tracked]
pub fn callers_of(db: &dyn Db, file: File, symbol: u32, effort: Effort) -> Callers {
    let wanted = Target { file, symbol };
    let mut callers = callers_of_one(db, wanted, effort);
    let names = symbol_names(db, file);
    let Some(it) = names.get(symbol).filter(|it| it.kind == SymbolKind::Constructor) else { return callers };
    if names.get(it.parent).is_some_and(|class| class.kind.is_class_like()) {
        callers.add(db, callers_of_one(db, Target { file, symbol: it.parent }, effort));
    }
    callers
}

fn callers_of_one(db: &dyn Db, wanted: Target, effort: Effort) -> Callers {
    let name = last_part(symbol_names(db, wanted.file).name(wanted.symbol));
    if name.is_empty() {
        return Callers { complete: true, ..Callers::default() };
    }
    let (candidates, complete) = candidates(db, Workspace::get(db), name_hash(name));
    let asked = &candidates[..candidates.len().min(effort.most_asked())];
    let (mut known, mut ambiguous) = (Vec::new(), Vec::new());
    let mut complete = *complete && asked.len() == candidates.len();
    for &from in asked {
        let leads = match effort {
            Effort::Glance => seems_to_lead_to(db, from, wanted, name),
            Effort::Full => leads_to(db, from, wanted, name),
        };
        match leads {
            Leads::There(how, calls) => known.push(Caller { symbol: from, how, calls }),
            Leads::Perhaps => ambiguous.push(from),
            Leads::Elsewhere => {}
            Leads::Unseen => complete = false,
        }
    }
    Callers { known: known.into(), ambiguous: ambiguous.into(), asked: asked.len() as u32, complete }
}

/// Whether the calls of a symbol lead to another one.
enum Leads {
    There(How, u32),
    Perhaps,
    Elsewhere,
    /// That cannot be told at a glance.
    Unseen,
}

/// Whether calls by that name lead there, as far as names alone say it.
fn seems_to_lead_to(db: &dyn Db, from: Target, wanted: Target, name: &str) -> Leads {
    let body = body(db, from.key(db));
    let calls = body.calls.iter().filter(|it| !it.form.is_write());
    let callees = calls.map(|it| body.text(it.callee)).filter(|it| last_word(it) == name);
    let (mut surest, mut calls, mut is_all) = (None, 0, false);
    for (at, callee) in callees.enumerate() {
        is_all |= at == 0;
        match glimpse(db, from, callee, wanted) {
            Some(Some(how)) => {
                surest = Some(surest.map_or(how, |it: How| it.min(how)));
                calls += 1;
            }
            Some(None) => {}
            None => is_all = false,
        }
    }
    match surest {
        Some(how) => Leads::There(how, calls),
        None if is_all => Leads::Elsewhere,
        // Or it is called by another name.
        None => Leads::Unseen,
    }
}

fn leads_to(db: &dyn Db, from: Target, wanted: Target, name: &str) -> Leads {
    let body = body(db, from.key(db));
    let edges = edges(db, from.key(db));
    // What is handed on may be called, by what it is handed to.
    let (mut surest, mut calls, mut perhaps) = (None, 0, edges.indirect.contains(&wanted));
    for (call, (edge, targets)) in body.calls.iter().zip(edges.iter()) {
        // Of many candidates only some are kept: the name alone says that it may be one of the others.
        let is_cut =
            || usize::from(edge.candidates) > targets.len() && last_word(body.text(call.callee)) == name;
        if edge.how.is_one() && targets.contains(&wanted) {
            surest = Some(surest.map_or(edge.how, |it: How| it.min(edge.how)));
            calls += 1;
        } else if edge.how == How::Ambiguous && (targets.contains(&wanted) || is_cut()) {
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
