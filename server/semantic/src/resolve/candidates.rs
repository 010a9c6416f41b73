//! The definitions that one call may lead to: very many have a name such as `toString`, and few of them are kept.

use super::{How, MOST_CANDIDATES, Target};
use crate::index::Named;

/// How one call was resolved.
#[derive(Clone)]
pub(super) struct Resolved {
    pub(super) how: How,
    /// At most [`MOST_CANDIDATES`].
    pub(super) found: Vec<Target>,
    /// How many there are.
    pub(super) candidates: usize,
    /// See [`super::Edge::open`].
    pub(super) open: bool,
}

impl Default for Resolved {
    fn default() -> Resolved {
        Resolved::new(How::External, &[], false)
    }
}

impl Resolved {
    pub(super) fn new(how: How, all: &[Target], open: bool) -> Resolved {
        let found = all[..all.len().min(MOST_CANDIDATES)].to_vec();
        Resolved { how, found, candidates: all.len(), open }
    }
}

/// The definitions that a call may lead to.
pub(super) enum Candidates<'db> {
    /// These.
    These(Vec<Target>),
    /// All of a name.
    Named(&'db Named),
}

impl Candidates<'_> {
    pub(super) const NONE: Candidates<'static> = Candidates::These(Vec::new());

    pub(super) fn all(&self) -> &[Target] {
        match self {
            Candidates::These(found) => found,
            Candidates::Named(named) => named.all(),
        }
    }
}
