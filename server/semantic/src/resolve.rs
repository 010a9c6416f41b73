//! What a call leads to: imports, definitions, classes and what names stand for are looked up.
//!
//! A call is never dropped: what cannot be told is said as `ambiguous`, `external` or `dynamic`.

mod classes;
mod imports;
mod lookup;
mod modules;

use canton_syntax::outline::ValueKind;

use crate::index::members_named;
use crate::names::last_part;
use crate::{Db, File, body, call_indexes, outline, symbol_names};

pub use classes::entered;
use lookup::{Found, Lookup};

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
}

/// Where one call leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// How it was resolved.
    pub how: How,
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
        let (how, found) = resolved(db, &lookup, body.text(call.callee));
        let kept = found.len().min(MOST_CANDIDATES);
        let candidates = found.len().min(usize::from(u16::MAX)) as u16;
        edges.push(Edge { how, kept: kept as u8, candidates, first: targets.len() as u32 });
        targets.extend(found.into_iter().take(kept));
    }
    let paths = body.arguments.iter().filter(|it| it.value.kind == ValueKind::Path);
    let hands_on = paths.into_iter().any(|it| lookup.is_function(body.text(it.value.text)));
    Edges { edges: edges.into(), targets: targets.into(), hands_on }
}

/// How a called path is resolved, and every definition that it may lead to.
fn resolved(db: &dyn Db, lookup: &Lookup<'_>, callee: &str) -> (How, Vec<Target>) {
    if callee.is_empty() {
        return (How::Dynamic, Vec::new());
    }
    let name = last_part(callee);
    match lookup.called(callee) {
        Found::Symbol(target, how) => (how, vec![target]),
        Found::Object(..) | Found::Module(_) => (How::Dynamic, Vec::new()),
        Found::Given if name == callee => (How::Dynamic, Vec::new()),
        Found::Given => by_name(members_named(db, name, true)),
        Found::External => match members_named(db, name, false)[..] {
            // An import of a package that may be of this federation: its name stands in the definition's path.
            [target] if lookup.may_come_from(callee, target) => (How::UniqueName, vec![target]),
            _ => (How::External, Vec::new()),
        },
        Found::Builtin => (How::External, Vec::new()),
        Found::Unbound if name == callee && lookup.is_closed() => (How::External, Vec::new()),
        Found::Unbound => {
            let members = members_named(db, name, name != callee);
            by_name(if members.is_empty() { members_named(db, name, name == callee) } else { members })
        }
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
