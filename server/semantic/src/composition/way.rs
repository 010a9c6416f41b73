//! The way to a fact: each symbol keeps the first call of it, and the rest is kept where that call leads.
//!
//! So a fact costs the same however far away it is, and a change far below is no change of those above.

use super::{Summary, summary};
use crate::{Db, File, Target, edges, entered};

/// A call on the way to a canton.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hop {
    /// The file of the calling symbol.
    pub file: File,
    /// The calling symbol.
    pub symbol: u32,
    /// The index of the call in its body.
    pub call: u32,
}

/// The calls that lead to a fact of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The index of the first one in the symbol's body.
    pub call: u32,
    /// How many they are; at most as many as can be counted.
    length: u16,
    /// The same fact in the summary of what is called, where there is more than one.
    inner: Inner,
}

/// A place in one of the lists of a [`Summary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inner {
    Need(u8),
    Effect(u8),
    Act(u8),
    Dead(u8),
    Beside(u8),
    Limit(u8),
}

/// So many calls of a way are told: the nearest, and then the last.
const MOST_HOPS: usize = 12;

impl Way {
    /// One call.
    pub(super) fn here(call: u32) -> Way {
        Way { call, length: 1, inner: Inner::Need(0) }
    }

    /// The way of the fact at `inner` in what is called, from the call on.
    pub(super) fn from(self, call: u32, inner: Inner) -> Way {
        Way { call, length: self.length.saturating_add(1), inner }
    }

    pub(super) fn length(self) -> u16 {
        self.length
    }

    /// The calls, of a fact of that symbol: the nearest first.
    pub fn hops(self, db: &dyn Db, file: File, symbol: u32) -> Vec<Hop> {
        let mut hops = vec![Hop { file, symbol, call: self.call }];
        let (mut from, mut way) = (Target { file, symbol }, self);
        for _ in 1..self.length {
            let Some((called, rest)) = way.behind(db, from) else { break };
            if hops.len() == MOST_HOPS {
                hops.pop();
            }
            hops.push(Hop { file: called.file, symbol: called.symbol, call: rest.call });
            (from, way) = (called, rest);
        }
        hops
    }

    /// What the first call leads to, and the way from there.
    fn behind(self, db: &dyn Db, from: Target) -> Option<(Target, Way)> {
        let (_, targets) = edges(db, from.key(db)).get(self.call)?;
        let called = entered(db, *targets.first()?);
        let rest = self.inner.way(summary(db, called.key(db)))?;
        Some((called, rest))
    }
}

impl Inner {
    fn way(self, summary: &Summary) -> Option<Way> {
        match self {
            Inner::Need(at) => summary.needs.way(at),
            Inner::Effect(at) => summary.effects.way(at),
            Inner::Act(at) => summary.acts.way(at),
            Inner::Dead(at) => summary.dead.way(at),
            Inner::Beside(at) => summary.beside.way(at),
            Inner::Limit(at) => summary.limits.way(at),
        }
    }
}
