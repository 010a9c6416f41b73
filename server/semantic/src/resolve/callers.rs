//! What the callers of a function give it.
//!
//! Who may call a function is found by its name, in its own file and in those that import that file, or what imports
//! it; whether a call leads there is then looked up. That is done where a parameter is called and nowhere else.

use canton_syntax::outline::{ValueKind, access};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::Target;
use super::classes::entered;
use super::follow::{Asks, At, Follow, follow};
use super::lookup::{Found, Lookup, MOST_HOPS};
use super::modules::{Module, modules, part};
use super::paths::{key_of, last_name, split_first};
use crate::bodies::Locals;
use crate::index::folder_sources;
use crate::names::last_part;
use crate::{
    Body, BodyArgument, Db, File, FileKind, Shard, SymbolKey, Workspace, body, scope, symbol_key,
    symbol_names,
};

/// So many files are looked through for callers.
const MOST_FILES: usize = 64;
/// So many calls of one function are looked at.
const MOST_CALLS: usize = 64;
/// So many files may stand between a caller and what it calls, each importing from the next.
const MOST_IMPORTS: usize = 3;

/// A call by which something may be handed on, without its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Handing {
    /// The hash of the last name in what is called.
    name: u64,
    /// The symbol that calls, and the index of the call in its body.
    from: u32,
    call: u32,
}

/// What a file calls and hands something on to, by the hash of the last name in what is called.
#[derive(Debug, PartialEq, Eq)]
struct Mentions {
    file: File,
    /// Calls that hand on what has a name, sorted by the name of what they call.
    handings: Box<[Handing]>,
    /// What decorates a symbol: its last name, the symbol, and its path.
    decorators: Box<[(u64, u32, Box<str>)]>,
    /// Imported names, and what they are called here, where that is another name.
    aliases: Box<[(u64, u64)]>,
}

#[salsa::tracked]
fn mentions(db: &dyn Db, file: File) -> Arc<Mentions> {
    let callers = crate::bodies::callers(db, file).iter().enumerate();
    let mut handings = Vec::new();
    for (symbol, _) in callers.filter(|it| *it.1) {
        let from = symbol as u32;
        let own = body(db, symbol_key(db, file, from));
        for (call, it) in own.calls.iter().enumerate() {
            let call = call as u32;
            if own.arguments_of(call).iter().any(|it| it.value.kind.leads()) {
                handings.push(Handing { name: hash_of(last_name(own.text(it.callee))), from, call });
            }
        }
    }
    handings.sort_by_key(|it| it.name);
    let here = scope(db, file);
    let decorators = here.bindings.iter().filter(|it| here.text(it.name) == "@");
    let decorators = decorators.map(|it| {
        let path = here.text(it.value);
        (hash_of(last_name(path)), it.symbol, path.into())
    });
    let imports = here.imports.iter().map(|it| (here.text(it.item), here.text(it.local)));
    let aliases = imports.filter(|(item, local)| !local.is_empty() && item != local);
    let aliases = aliases.map(|(item, local)| (hash_of(item), hash_of(local)));
    let (decorators, aliases) = (decorators.collect(), aliases.collect());
    Arc::new(Mentions { file, handings: handings.into(), decorators, aliases })
}

/// The files of a folder that import a file of the federation, with that file.
#[salsa::tracked(returns(deref))]
fn folder_imports(db: &dyn Db, shard: Shard) -> Box<[(File, File)]> {
    let mut found = Vec::new();
    for file in folder_sources(db, shard) {
        let scope = scope(db, file);
        let imports = scope.imports.iter().zip(modules(db, file));
        for (import, module) in imports {
            let Some(module) = *module else { continue };
            let item = scope.text(import.item);
            let inner = (!matches!(item, "" | "*")).then(|| part(db, module, item)).flatten();
            let files = [Some(module), inner].into_iter().flatten();
            found.extend(files.filter_map(|it| match it {
                Module::File(imported) if imported != file => Some((imported, file)),
                _ => None,
            }));
        }
    }
    let mut seen = FxHashSet::default();
    found.retain(|it| seen.insert(*it));
    found.into()
}

/// Who imports which file of the federation.
#[salsa::tracked]
pub(crate) fn importers(db: &dyn Db, workspace: Workspace) -> FxHashMap<File, Vec<File>> {
    let mut found: FxHashMap<File, Vec<File>> = FxHashMap::default();
    for &shard in workspace.shards(db) {
        for &(imported, file) in folder_imports(db, shard) {
            found.entry(imported).or_default().push(file);
        }
    }
    found
}

/// The file and those from which something in it may be called, in the order of the distance.
#[salsa::tracked(returns(deref))]
fn reach(db: &dyn Db, file: File) -> Vec<File> {
    let importers = importers(db, Workspace::get(db));
    let mut found = vec![file];
    let mut start = 0;
    for _ in 0..MOST_IMPORTS {
        let end = found.len();
        for at in start..end {
            for &importer in importers.get(&found[at]).into_iter().flatten() {
                if found.len() < MOST_FILES && !found.contains(&importer) {
                    found.push(importer);
                }
            }
        }
        start = end;
    }
    found
}

impl Follow<'_> {
    /// What a parameter may be: its default, what it is declared to be, and what callers give.
    pub(super) fn parameter(&mut self, function: Target, index: usize, rest: &str) {
        // There may be callers that nobody knows of.
        self.lose();
        let own = self.from.locals(function.file, function.symbol);
        let parameter = &own.parameters[index];
        let here = At::Name(function.file, 0);
        if let Some(default) = parameter.default.filter(|it| it.kind == ValueKind::Path) {
            self.push(here, &[own.text(default.text), rest]);
        }
        let type_ = own.text(parameter.type_);
        if self.is_class(function.file, type_) {
            return self.push(here, &[type_, "()", rest]);
        }
        if !self.asks_callers() {
            return;
        }
        let callers = callers_of(self.db, function.file, function.symbol);
        for &decorated in callers.decorated.iter().filter(|_| index == 0) {
            self.push(At::Symbol(decorated), &[rest]);
        }
        for &(file, from, call) in &callers.calls {
            let caller = self.from.body(file, from);
            if let Some((value, rest)) = given(self.db, file, caller, call, (own, index), rest) {
                self.push(At::Name(file, from), &[&value, rest]);
            }
        }
    }

    fn is_class(&mut self, file: File, type_: &str) -> bool {
        let lookup = self.from.in_file(file, 0);
        !type_.is_empty()
            && matches!(lookup.at_top(type_, MOST_HOPS), Found::Symbol(it, _) if lookup.is_class(it))
    }
}

/// Who may call a function and hand something on to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Callers {
    /// The symbol that calls, and the index of the call in its body.
    calls: Box<[(File, u32, u32)]>,
    /// What the function decorates.
    decorated: Box<[Target]>,
}

/// Who may call a function.
#[salsa::tracked]
fn callers_of(db: &dyn Db, file: File, symbol: u32) -> Callers {
    let function = Target { file, symbol };
    let own_names = names_of(db, function);
    let (mut calls, mut decorated) = (Vec::new(), Vec::new());
    for there in mentions_in_reach(db, file) {
        let names = there.names_of(&own_names);
        for it in there.handings_of(&names) {
            let leads = handed_to(db, symbol_key(db, there.file, it.from));
            let at = leads.binary_search_by_key(&it.call, |it| it.0);
            let is_it = at.is_ok_and(|at| leads_to(db, &leads[at].1, function));
            if calls.len() < MOST_CALLS && is_it {
                calls.push((there.file, it.from, it.call));
            }
        }
        for (_, symbol, decorator) in there.decorators.iter().filter(|it| names.contains(&it.0)) {
            let around = symbol_names(db, there.file).get(*symbol).map_or(0, |it| it.parent);
            let from = Lookup::new(db, there.file, around);
            if leads_to(db, &follow(&from, decorator, Asks::Nobody).targets, function) {
                decorated.push(Target { file: there.file, symbol: *symbol });
            }
        }
    }
    Callers { calls: calls.into(), decorated: decorated.into() }
}

/// What is called in the files from which something in a file may be called. One query for all that stands in the
/// file.
#[salsa::tracked(returns(deref))]
fn mentions_in_reach(db: &dyn Db, file: File) -> Box<[Arc<Mentions>]> {
    reach(db, file).iter().map(|&it| Arc::clone(mentions(db, it))).collect()
}

/// What a function may be called by: its name, that of what it constructs, those of the functions that it is defined
/// in and may be given back by.
fn names_of(db: &dyn Db, function: Target) -> Vec<u64> {
    let names = symbol_names(db, function.file);
    let mut found = Vec::new();
    let mut symbol = function.symbol;
    while let Some(it) = names.get(symbol).filter(|_| symbol != 0) {
        let name = hash_of(last_part(names.name(symbol)));
        symbol = it.parent;
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

impl Mentions {
    /// The names, and what is called so here.
    fn names_of(&self, names: &[u64]) -> Vec<u64> {
        let mut found = names.to_owned();
        for &(item, local) in &self.aliases {
            if (item == hash_of("default") || found.contains(&item)) && !found.contains(&local) {
                found.push(local);
            }
        }
        found
    }

    /// The calls by one of these names.
    fn handings_of(&self, names: &[u64]) -> Vec<Handing> {
        let mut found: Vec<Handing> = Vec::new();
        for &name in names {
            let start = self.handings.partition_point(|it| it.name < name);
            found.extend(self.handings[start..].iter().take_while(|it| it.name == name));
        }
        found
    }
}

/// Whether what may be called is the function.
fn leads_to(db: &dyn Db, called: &[Target], function: Target) -> bool {
    called.iter().any(|&it| it == function || entered(db, it) == function)
}

/// What may be called by those calls of a symbol that hand on what has a name, by the index of the call.
#[salsa::tracked(returns(deref))]
fn handed_to<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Box<[(u32, Box<[Target]>)]> {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let own = body(db, key);
    let hands_on = |call: u32| own.arguments_of(call).iter().any(|it| it.value.kind.leads());
    let calls = own.calls.iter().enumerate().map(|(call, it)| (call as u32, own.text(it.callee)));
    let calls = calls.filter(|it| hands_on(it.0));
    let lookup = Lookup::new(db, file, symbol);
    calls.map(|(call, callee)| (call, follow(&lookup, callee, Asks::Nobody).targets.into())).collect()
}

/// What a call gives for a parameter, and the path that is still to be gone from there.
fn given<'p>(
    db: &dyn Db,
    file: File,
    caller: &Body,
    call: u32,
    (callee, index): (&Locals, usize),
    rest: &'p str,
) -> Option<(String, &'p str)> {
    let parameter = &callee.parameters[index];
    let arguments = caller.arguments_of(call);
    let place = callee.parameters[..index].iter().filter(|it| it.by_place && !it.is_rest).count();
    if parameter.is_rest {
        return given_beyond(caller, arguments, place, rest);
    }
    let name = callee.text(parameter.name);
    let keyed = |name: &str| arguments.iter().rfind(|it| it.key.is_some_and(|key| caller.text(key) == name));
    let placed = || arguments.iter().find(|it| it.key.is_none() && usize::from(it.position) == place);
    let found = keyed(name).or_else(|| placed().filter(|_| parameter.by_place));
    if let Some(found) = found {
        return Some((path_of(caller, found)?, rest));
    }
    // An entry of an object that stands in the call.
    let Some(FileKind::Source(language)) = file.kind(db) else { return None };
    let (first, behind) = split_first(rest);
    let entry = key_of(first).filter(|_| !language.tables().bodies.objects.is_empty())?;
    Some((path_of(caller, keyed(entry)?)?, behind))
}

/// What is given for a parameter that takes what is left: by a place in it, or by a key.
fn given_beyond<'p>(
    caller: &Body,
    arguments: &[BodyArgument],
    place: usize,
    rest: &'p str,
) -> Option<(String, &'p str)> {
    let (first, behind) = split_first(rest);
    let key = key_of(first)?;
    let found = match key.parse::<usize>() {
        Ok(at) => arguments.iter().find(|it| it.key.is_none() && usize::from(it.position) == place + at),
        Err(_) if key.is_empty() => {
            arguments.iter().find(|it| it.key.is_some() || usize::from(it.position) >= place)
        }
        Err(_) => arguments.iter().find(|it| it.key.is_some_and(|name| caller.text(name) == key)),
    };
    Some((path_of(caller, found?)?, behind))
}

fn path_of(body: &Body, argument: &BodyArgument) -> Option<String> {
    let text = body.text(argument.value.text);
    match argument.value.kind {
        ValueKind::Path => Some(text.to_owned()),
        ValueKind::Follow => access(text),
        _ => None,
    }
}

fn hash_of(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    hasher.finish()
}
