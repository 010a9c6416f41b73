//! What can be said of a promise: that it holds, that it is broken, or neither.

use super::{Effect, FindingKind, findings, is_judged, summary};
use crate::contracts::DESTRUCTIVE;
use crate::{Db, File, edges, symbol_names};

/// What can be said of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Everything that it rests on is known, and keeps it.
    Holds,
    /// Something that it rests on is not known.
    Unknown,
    /// It is broken.
    Violated,
}

impl Verdict {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Unknown => "unknown",
            Verdict::Violated => "violated",
        }
    }
}

/// Whether a unit keeps its canton's promise that a property is false: `destructive: false`.
pub fn property_verdict(db: &dyn Db, file: File, unit: u32, property: &str) -> Verdict {
    let verdict = |symbol: u32| {
        if !is_judged(db, file, symbol) {
            return Verdict::Unknown;
        }
        let breaks = |kind: &FindingKind| match kind {
            FindingKind::Undeclared { effect: Effect::Destroy, .. } => property == DESTRUCTIVE,
            FindingKind::Undeclared { effect: Effect::Property(it), .. } => it == property,
            _ => false,
        };
        if findings(db, file, symbol).iter().any(|it| breaks(&it.kind)) {
            Verdict::Violated
        } else if summary(db, file, symbol).open.is_open() {
            Verdict::Unknown
        } else {
            Verdict::Holds
        }
    };
    symbols_of(db, file, unit).map(verdict).max().unwrap_or(Verdict::Unknown)
}

/// How many calls of a unit lead to no one definition of the federation.
pub fn unresolved_calls(db: &dyn Db, file: File, unit: u32) -> usize {
    let unresolved = |symbol| edges(db, file, symbol).iter().filter(|(edge, _)| !edge.how.is_one()).count();
    symbols_of(db, file, unit).map(unresolved).sum()
}

/// A unit's own symbol, and those in it that are no units.
pub(crate) fn symbols_of(db: &dyn Db, file: File, unit: u32) -> impl Iterator<Item = u32> {
    let inner = symbol_names(db, file).below(unit).filter(move |(_, it)| it.unit == unit);
    std::iter::once(unit).chain(inner.map(|(index, _)| index))
}
