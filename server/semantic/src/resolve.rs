//! What a call leads to: imports, definitions, classes and what names stand for are looked up.
//!
//! A call is never dropped: what cannot be told is said as `ambiguous`, `external` or `dynamic`.

mod attributes;
mod bases;
mod callers;
mod candidates;
mod classes;
mod external;
mod follow;
mod imports;
mod indirect;
mod known;
mod lookup;
mod members;
mod modules;
mod overrides;
mod packages;
mod paths;
mod replaced;
mod resolution;
mod rewrites;
mod seen;
mod several;
mod states;
mod top;

use canton_syntax::outline::ValueKind;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::index::members_named;
use crate::names::last_part;
use crate::precise::{PreciseEdge, Which, precise_edges, scip_files};
use crate::{BodyArgument, Db, File, SymbolKey, Workspace, body, symbol_key};

pub(crate) use bases::{has_outer_base, has_unknown_base};
pub(crate) use callers::importers;
use candidates::{Candidates, Resolved};
pub use classes::entered;
pub(crate) use classes::{class_order, perhaps_above};
pub(crate) use external::{External, Externals};
use follow::{Asks, Followed, follow};
pub(crate) use indirect::called_by_itself;
use indirect::{decorators, handed};
pub(crate) use known::{
    Decorated, class_around, class_in, class_of_type, decorated, has_made_base, imported_files,
    known_classes, origins,
};
use lookup::{Found, Lookup};
pub(crate) use modules::file_named;
pub(crate) use overrides::{class_of, is_bodiless};
use overrides::{has_namesake, with_overrides};
pub(crate) use paths::split_first;
pub(crate) use replaced::is_changed_unseen;
pub use resolution::{Resolution, called_from, resolve_call, resolve_calls};

/// How a call was resolved, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum How {
    /// An index that a compiler made says so.
    Precise,
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
            How::Precise => "precise",
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
        self.is_sure() || self == How::UniqueName
    }

    /// Sure enough to refuse something for it.
    pub fn is_sure(self) -> bool {
        matches!(self, How::Precise | How::Import | How::Local)
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

impl Target {
    /// It, as the key of a query.
    pub fn key(self, db: &dyn Db) -> SymbolKey<'_> {
        symbol_key(db, self.file, self.symbol)
    }
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
pub fn edges<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Edges {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let body = body(db, key);
    let lookup = Lookup::new(db, file, symbol);
    let (mut edges, mut targets) = (Vec::with_capacity(body.calls.len()), Vec::new());
    let precise = indexed_edges(db, key);
    // What is called by the same path in the same symbol is the same.
    let mut known: FxHashMap<(&str, Option<u8>), Resolved> = FxHashMap::default();
    let mut called_again = |callee, form| {
        let key = (callee, lookup.counted(form));
        known.entry(key).or_insert_with(|| called(db, &lookup, key.0, key.1)).clone()
    };
    for (call, at) in body.calls.iter().zip(0..) {
        let indexed = precise.binary_search_by_key(&at, |it| it.call).ok().map(|it| &precise[it]);
        let Resolved { how, found, candidates, open } = match call.form.is_write() {
            // Nothing is called.
            true => Resolved::default(),
            false => by_index(db, indexed, || called_again(body.text(call.callee), call.form)),
        };
        let candidates = candidates.min(usize::from(u16::MAX)) as u16;
        edges.push(Edge { how, open, kept: found.len() as u8, candidates, first: targets.len() as u32 });
        targets.extend(found);
    }
    let (mut indirect, mut hands_on) = (Vec::new(), false);
    let mut known: FxHashMap<(bool, &str), (Vec<Target>, bool)> = FxHashMap::default();
    for BodyArgument { call, value, .. } in body.arguments.iter().filter(|it| it.value.kind.leads()) {
        if hands_on && edges[*call as usize].kept != 0 {
            continue;
        }
        let key = (value.kind == ValueKind::Path, body.text(value.text));
        let (handed, is_cut) = known.entry(key).or_insert_with(|| handed(&lookup, value.kind, key.1));
        hands_on |= *is_cut || !handed.is_empty();
        if edges[*call as usize].kept == 0 {
            indirect.extend_from_slice(handed);
        }
    }
    let (decorators, is_cut) = decorators(&lookup);
    hands_on |= is_cut;
    indirect.extend(decorators);
    let mut seen = FxHashSet::default();
    indirect.retain(|it| seen.insert(*it));
    Edges { edges: edges.into(), targets: targets.into(), hands_on, indirect: indirect.into() }
}

/// What indexes say; nothing where there is none.
fn indexed_edges<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> &'db [PreciseEdge] {
    if scip_files(db, Workspace::get(db)).is_empty() { &[] } else { precise_edges(db, key) }
}

/// What an index says of a call, or else what is found without one. Of several that override each other, the one that
/// is surely meant is known by how the object was made, which an index does not say; nor does it say what stands
/// behind an interface that nothing in it implements, nor in some languages of which types a value may be too.
fn by_index(db: &dyn Db, edge: Option<&PreciseEdge>, found: impl FnOnce() -> Resolved) -> Resolved {
    let Some(PreciseEdge { targets, which, .. }) = edge else { return found() };
    if *which == Which::One {
        let is_sure = |own: Resolved| own.how.is_sure() && !own.open && own.found[..] == targets[..];
        let open = targets.iter().any(|it| has_namesake(db, *it)) && !is_sure(found());
        return Resolved::new(How::Precise, targets, open);
    }
    let keeps = |own: &Resolved| match which {
        Which::Promised => !own.found.is_empty(),
        Which::One | Which::Several => own.how.is_sure() && own.found.iter().all(|it| targets.contains(it)),
    };
    let several = || Resolved::new(How::Ambiguous, targets, true);
    Some(found()).filter(keeps).unwrap_or_else(several)
}

/// What a called path leads to, and all that may be called in its place.
fn called<'db>(db: &'db dyn Db, lookup: &Lookup<'db>, callee: &str, given: Option<u8>) -> Resolved {
    let (mut how, mut found) = resolved(db, lookup, callee);
    let overload = given.filter(|_| how == How::Ambiguous).and_then(|it| lookup.of_arity(found.all(), it));
    if let Some((sure, one)) = overload {
        (how, found) = (sure, Candidates::These(vec![one]));
    }
    with_overrides(db, lookup, callee, (how, found))
}

/// Of so many members of a name at most it is asked which of them callers make objects of.
const MOST_NAMED: usize = 32;

/// How a called path is resolved, and every definition that it may lead to.
fn resolved<'db>(db: &'db dyn Db, lookup: &Lookup<'db>, callee: &str) -> (How, Candidates<'db>) {
    if callee.is_empty() {
        return (How::Dynamic, Candidates::NONE);
    }
    let name = last_part(callee);
    let is_computed = callee.contains(['(', '[']);
    let found = if is_computed { Found::Given } else { lookup.called(callee) };
    if let Some(seen) = seen(db, lookup, callee, found) {
        return seen;
    }
    let several = match found {
        Found::Given if !is_computed => lookup.several(callee),
        _ => Vec::new(),
    };
    let named = match found {
        Found::Given if !several.is_empty() || is_computed || name == callee => Candidates::NONE,
        Found::Given => Candidates::Named(members_named(db, name, true)),
        Found::Unbound => {
            let members = members_named(db, name, name != callee);
            let is_none = members.all().is_empty();
            Candidates::Named(if is_none { members_named(db, name, name == callee) } else { members })
        }
        _ => Candidates::NONE,
    };
    let asks = match named.all().len() {
        _ if is_computed || name == callee || lookup.may_hold(callee) => Asks::Callers,
        2..=MOST_NAMED => Asks::Few,
        _ => Asks::Nobody,
    };
    let mut followed = match lookup.follows() {
        true => follow(lookup, callee, asks),
        false => Followed::default(),
    };
    followed.targets.retain(|it| !lookup.is_beside_value(*it));
    match followed.targets[..] {
        [target] if followed.is_all => (lookup.how(target), Candidates::These(followed.targets)),
        // The one of that name, and nothing speaks against it.
        [target] if named.all() == [target] => (How::UniqueName, named),
        [_, ..] => (How::Ambiguous, Candidates::These(followed.targets)),
        [] if !several.is_empty() => (How::Ambiguous, Candidates::These(several)),
        // What something from outside gives back may be anything.
        [] if followed.external && !followed.lost && !is_computed => (How::External, Candidates::NONE),
        [] if matches!(found, Found::Unbound)
            || matches!(found, Found::Given) && !is_computed && name != callee =>
        {
            by_name(named)
        }
        [] => (How::Dynamic, Candidates::NONE),
    }
}

/// What the names alone say; `None` where they do not.
fn seen<'db>(
    db: &'db dyn Db,
    lookup: &Lookup<'db>,
    callee: &str,
    found: Found,
) -> Option<(How, Candidates<'db>)> {
    match found {
        Found::Symbol(target, _) if lookup.is_beside_value(target) => None,
        Found::Symbol(target, how) => Some((how, Candidates::These(vec![target]))),
        Found::External => Some(external(db, lookup, callee)),
        Found::Builtin => Some((How::External, Candidates::NONE)),
        Found::Unbound if last_part(callee) == callee && lookup.is_closed() => {
            Some((How::External, Candidates::NONE))
        }
        _ => None,
    }
}

/// How a path that is called in a symbol leads to what is wanted and nowhere else, as far as the names alone say it:
/// `Some(None)` where it does not, `None` where values would have to be followed.
pub(crate) fn glimpse(db: &dyn Db, from: Target, callee: &str, wanted: Target) -> Option<Option<How>> {
    if callee.is_empty() || callee.contains(['(', '[']) {
        return None;
    }
    let lookup = Lookup::new(db, from.file, from.symbol);
    let seen = seen(db, &lookup, callee, lookup.called(callee))?;
    // What is wanted may be the one definition of what is only declared. Else, where it stands in for what is named,
    // that one may be called as well.
    if !seen.1.all().iter().any(|&it| it == wanted || is_bodiless(db, it)) {
        return Some(None);
    }
    let Resolved { how, found, .. } = with_overrides(db, &lookup, callee, seen);
    Some((how.is_one() && found.contains(&wanted)).then_some(how))
}

/// Something from outside. An import of a package that may be of this federation: its name stands in the definition's
/// path.
fn external<'db>(db: &'db dyn Db, lookup: &Lookup<'db>, callee: &str) -> (How, Candidates<'db>) {
    let named = members_named(db, last_part(callee), false);
    match *named.all() {
        [target] if lookup.may_come_from(callee, target) => (How::UniqueName, Candidates::Named(named)),
        _ => (How::External, Candidates::NONE),
    }
}

fn by_name(found: Candidates<'_>) -> (How, Candidates<'_>) {
    let how = match found.all().len() {
        0 => How::External,
        1 => How::UniqueName,
        _ => How::Ambiguous,
    };
    (how, found)
}

/// The class or enumeration that a path at the top of a file means.
pub(crate) fn class_named(db: &dyn Db, file: File, path: &str) -> Option<Target> {
    match Lookup::new(db, file, 0).called(path) {
        Found::Symbol(target, how) if how.is_sure() => Some(target),
        _ => None,
    }
}

/// The files of the module that a path means in a symbol.
pub(crate) fn files_of_module(db: &dyn Db, file: File, symbol: u32, path: &str) -> Vec<File> {
    Lookup::new(db, file, symbol).module_files(path)
}

/// The file that an imported name comes from, and the name there.
pub(crate) fn imported_from(db: &dyn Db, file: File, name: &str) -> Option<(File, String)> {
    Lookup::new(db, file, 0).origin(name)
}
