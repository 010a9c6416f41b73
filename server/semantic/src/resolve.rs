//! What a call leads to: imports, definitions, classes and what names stand for are looked up.
//!
//! A call is never dropped: what cannot be told is said as `ambiguous`, `external` or `dynamic`.

mod callers;
mod classes;
mod external;
mod follow;
mod imports;
mod known;
mod lookup;
mod members;
mod modules;
mod overrides;
mod packages;
mod paths;

use canton_syntax::outline::{ValueKind, access};
use rustc_hash::FxHashSet;

use crate::index::members_named;
use crate::names::last_part;
use crate::{Db, File, body, call_indexes, outline, symbol_names};

pub(crate) use classes::class_order;
pub use classes::entered;
pub(crate) use external::{External, externals};
use follow::{Followed, follow};
pub(crate) use known::{Decorated, class_around, class_of_type, decorated, imported_files, known_classes};
use lookup::{Found, Lookup};
pub(crate) use overrides::class_of;

/// How a call was resolved, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum How {
    /// The name is bound in this file by an import that leads to one definition.
    Import,
    /// Same file or class.
    Local,
    /// Receiver unknown, one definition of that name in the federation.
    UniqueName,
    /// Several candidates.
    Ambiguous,
    /// Nothing in the federation.
    External,
    /// The called expression is computed, or given.
    Dynamic,
}

impl How {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            How::Import => "import",
            How::Local => "local",
            How::UniqueName => "unique-name",
            How::Ambiguous => "ambiguous",
            How::External => "external",
            How::Dynamic => "dynamic",
        }
    }

    /// It leads to one definition, perhaps by its name alone.
    pub fn is_one(self) -> bool {
        matches!(self, How::Import | How::Local | How::UniqueName)
    }

    /// Sure enough to refuse something for it.
    pub fn is_sure(self) -> bool {
        matches!(self, How::Import | How::Local)
    }
}

/// A definition that a call leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// Its file.
    pub file: File,
    /// Its index there.
    pub symbol: u32,
}

/// The calls of one symbol, and where they lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    edges: Box<[Edge]>,
    targets: Box<[Target]>,
    /// A function is handed to a call by its name, to be called who knows when.
    pub hands_on: bool,
    /// Functions that are called without a call in the code: decorators, and what is handed to something outside of
    /// the federation, which may call it.
    pub indirect: Box<[Target]>,
}

/// Where one call leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// How it was resolved.
    pub how: How,
    /// Something else may be called that is not seen: what is promised not to be done rests on no such call.
    pub open: bool,
    /// How many candidates are kept.
    kept: u8,
    /// How many there are.
    pub candidates: u16,
    first: u32,
}

/// Of an ambiguous call, this many candidates are kept.
pub const MOST_CANDIDATES: usize = 8;

impl Edges {
    /// An edge a call, in the order of the body's calls.
    pub fn iter(&self) -> impl Iterator<Item = (Edge, &[Target])> {
        self.edges.iter().map(|&edge| (edge, self.targets_of(edge)))
    }

    /// The edge of the call at `index` in the body.
    pub fn get(&self, index: u32) -> Option<(Edge, &[Target])> {
        let edge = *self.edges.get(index as usize)?;
        Some((edge, self.targets_of(edge)))
    }

    /// The definitions that it leads to: one unless ambiguous, at most [`MOST_CANDIDATES`].
    fn targets_of(&self, edge: Edge) -> &[Target] {
        let start = edge.first as usize;
        &self.targets[start..start + usize::from(edge.kept)]
    }
}

/// Where the calls of one symbol lead, in the order of its body.
#[salsa::tracked]
pub fn edges(db: &dyn Db, file: File, symbol: u32) -> Edges {
    let body = body(db, file, symbol);
    let lookup = Lookup::new(db, file, symbol);
    let (mut edges, mut targets) = (Vec::with_capacity(body.calls.len()), Vec::new());
    for call in &body.calls {
        let Resolved { how, found, open } = match call.form.is_write() {
            // Nothing is called.
            true => Resolved::default(),
            false => overrides::with_overrides(db, &lookup, body.text(call.callee)),
        };
        let kept = found.len().min(MOST_CANDIDATES);
        let candidates = found.len().min(usize::from(u16::MAX)) as u16;
        edges.push(Edge { how, open, kept: kept as u8, candidates, first: targets.len() as u32 });
        targets.extend(found.into_iter().take(kept));
    }
    let (mut indirect, mut hands_on) = (Vec::new(), false);
    for argument in body.arguments.iter().filter(|it| it.value.kind.leads()) {
        let handed = handed(db, &lookup, argument.value.kind, body.text(argument.value.text));
        hands_on |= !handed.is_empty();
        if edges[argument.call as usize].kept == 0 {
            indirect.extend(handed);
        }
    }
    indirect.extend(decorators(db, &lookup));
    let mut seen = FxHashSet::default();
    indirect.retain(|it| seen.insert(*it));
    Edges { edges: edges.into(), targets: targets.into(), hands_on, indirect: indirect.into() }
}

/// How one call was resolved.
struct Resolved {
    how: How,
    found: Vec<Target>,
    /// See [`Edge::open`].
    open: bool,
}

impl Default for Resolved {
    fn default() -> Resolved {
        Resolved { how: How::External, found: Vec::new(), open: false }
    }
}

/// The functions that an argument may be.
fn handed(db: &dyn Db, lookup: &Lookup<'_>, kind: ValueKind, text: &str) -> Vec<Target> {
    if kind == ValueKind::Path {
        return match lookup.called(text) {
            Found::Symbol(target, _) if is_function(db, target) => vec![target],
            _ => Vec::new(),
        };
    }
    let Some(path) = access(text).filter(|it| lookup.may_be_function(it)) else { return Vec::new() };
    let mut targets = follow(db, lookup.file, lookup.symbol, &path, false).targets;
    targets.retain(|it| is_function(db, *it));
    targets
}

fn is_function(db: &dyn Db, target: Target) -> bool {
    let names = symbol_names(db, target.file);
    names.get(target.symbol).is_some_and(|it| it.kind.is_function_like())
}

/// What is called with the definitions that stand directly in a symbol.
fn decorators(db: &dyn Db, lookup: &Lookup<'_>) -> Vec<Target> {
    let is_here = |symbol: u32| lookup.names.get(symbol).is_some_and(|it| it.parent == lookup.symbol);
    let decorators = lookup.scope.bindings.iter().filter(|it| lookup.scope.text(it.name) == "@");
    let paths = decorators.filter(|it| is_here(it.symbol)).map(|it| lookup.scope.text(it.value));
    paths.flat_map(|it| follow(db, lookup.file, lookup.symbol, it, false).targets).collect()
}

/// Of so many members of a name at most it is asked which of them callers make objects of.
const MOST_NAMED: usize = 32;

/// How a called path is resolved, and every definition that it may lead to.
fn resolved(db: &dyn Db, lookup: &Lookup<'_>, callee: &str) -> (How, Vec<Target>) {
    if callee.is_empty() {
        return (How::Dynamic, Vec::new());
    }
    let name = last_part(callee);
    let is_computed = callee.contains(['(', '[']);
    let found = if is_computed { Found::Given } else { lookup.called(callee) };
    match found {
        Found::Symbol(target, how) => return (how, vec![target]),
        Found::External => return external(db, lookup, callee),
        Found::Builtin => return (How::External, Vec::new()),
        Found::Unbound if name == callee && lookup.is_closed() => return (How::External, Vec::new()),
        _ => {}
    }
    let named = match found {
        Found::Given if is_computed || name == callee => Vec::new(),
        Found::Given => members_named(db, name, true),
        Found::Unbound => {
            let members = members_named(db, name, name != callee);
            if members.is_empty() { members_named(db, name, name == callee) } else { members }
        }
        _ => Vec::new(),
    };
    let asks_callers =
        is_computed || name == callee || (2..=MOST_NAMED).contains(&named.len()) || lookup.may_hold(callee);
    let followed = match lookup.follows() {
        true => follow(db, lookup.file, lookup.symbol, callee, asks_callers),
        false => Followed::default(),
    };
    match followed.targets[..] {
        [target] if followed.is_all => (lookup.how(target), followed.targets),
        // The one of that name, and nothing speaks against it.
        [target] if named == [target] => (How::UniqueName, named),
        [_, ..] => (How::Ambiguous, followed.targets),
        // What something from outside gives back may be anything.
        [] if followed.external && !followed.lost && !is_computed => (How::External, Vec::new()),
        [] if matches!(found, Found::Unbound)
            || matches!(found, Found::Given) && !is_computed && name != callee =>
        {
            by_name(named)
        }
        [] => (How::Dynamic, Vec::new()),
    }
}

/// Something from outside. An import of a package that may be of this federation: its name stands in the definition's
/// path.
fn external(db: &dyn Db, lookup: &Lookup<'_>, callee: &str) -> (How, Vec<Target>) {
    match members_named(db, last_part(callee), false)[..] {
        [target] if lookup.may_come_from(callee, target) => (How::UniqueName, vec![target]),
        _ => (How::External, Vec::new()),
    }
}

fn by_name(found: Vec<Target>) -> (How, Vec<Target>) {
    let how = match found.len() {
        0 => How::External,
        1 => How::UniqueName,
        _ => How::Ambiguous,
    };
    (how, found)
}

/// What a call leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// How it was resolved.
    pub how: How,
    /// The definitions: file and dotted name; one unless ambiguous, at most [`MOST_CANDIDATES`].
    pub targets: Vec<(File, String)>,
}

/// What the call at `index` in the file's outline leads to; `None` where there is no such call.
pub fn resolve_call(db: &dyn Db, file: File, index: usize) -> Option<Resolution> {
    let from = outline(db, file).as_ref().ok()?.calls.get(index)?.from;
    let at = call_indexes(db, file, from).binary_search(&(index as u32)).ok()?;
    let (edge, targets) = edges(db, file, from).get(at as u32)?;
    let named = targets.iter().map(|it| {
        let name = symbol_names(db, it.file).name(it.symbol);
        (it.file, crate::without_ordinal(name).to_owned())
    });
    Some(Resolution { how: edge.how, targets: named.collect() })
}

/// The class or enumeration that a path at the top of a file means.
pub(crate) fn class_named(db: &dyn Db, file: File, path: &str) -> Option<Target> {
    match Lookup::new(db, file, 0).called(path) {
        Found::Symbol(target, how) if how.is_sure() => Some(target),
        _ => None,
    }
}

/// The file that an imported name comes from, and the name there.
pub(crate) fn imported_from(db: &dyn Db, file: File, name: &str) -> Option<(File, String)> {
    Lookup::new(db, file, 0).origin(name)
}
