//! Facts with the way on which they were found, kept in an order that no input's number decides.

use std::cmp::Ordering;

use crate::claims::canton_key;
use crate::{CantonId, Db, File};

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

/// Something that holds because of a canton that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// What.
    pub what: T,
    /// The canton; `None` for what code does outside of all of them.
    pub canton: Option<CantonId>,
    /// The calls that lead to it, the nearest first.
    pub via: Vec<Hop>,
    /// All of them lead there for sure; else by a name alone.
    pub sure: bool,
}

/// Facts in order, one of each kind and canton: the surest and nearest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts<T>(Vec<Fact<T>>);

/// So many facts of a kind are kept.
const MOST_FACTS: usize = 64;
/// So many calls of a way are kept: the nearest, and then the last.
const MOST_HOPS: usize = 12;

impl<T> Default for Facts<T> {
    fn default() -> Facts<T> {
        Facts(Vec::new())
    }
}

impl<T: Ord + Clone> Facts<T> {
    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Fact<T>> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one; false if there was no room.
    pub(super) fn add(&mut self, db: &dyn Db, fact: Fact<T>) -> bool {
        let key = |it: &Fact<T>| {
            let canton = |it: &Fact<T>| it.canton.map(|it| canton_key(db, it));
            it.what.cmp(&fact.what).then_with(|| canton(it).cmp(&canton(&fact)))
        };
        match self.0.binary_search_by(key) {
            Ok(at) => {
                if nearer(db, &fact, &self.0[at]) == Ordering::Less {
                    self.0[at] = fact;
                }
                true
            }
            Err(at) => {
                let has_room = self.0.len() < MOST_FACTS;
                if has_room {
                    self.0.insert(at, fact);
                }
                has_room
            }
        }
    }

    /// Adds all of another list; false if there was no room for some.
    pub(super) fn add_all(&mut self, db: &dyn Db, other: &Facts<T>) -> bool {
        let mut fits = true;
        for fact in other.iter() {
            fits &= self.add(db, fact.clone());
        }
        fits
    }

    pub(super) fn retain(&mut self, keep: impl FnMut(&Fact<T>) -> bool) {
        self.0.retain(keep);
    }
}

impl<T: Clone> Fact<T> {
    /// The fact as it is seen by a caller.
    pub(super) fn through(&self, hop: Hop, sure: bool) -> Fact<T> {
        let mut via = Vec::with_capacity(self.via.len() + 1);
        via.push(hop);
        via.extend_from_slice(&self.via);
        if via.len() > MOST_HOPS {
            via.remove(MOST_HOPS - 1);
        }
        Fact { what: self.what.clone(), canton: self.canton, via, sure: self.sure && sure }
    }
}

/// Which of two ways to the same is told: the surer one, then the shorter one, then the first by its places.
fn nearer<T>(db: &dyn Db, one: &Fact<T>, other: &Fact<T>) -> Ordering {
    let places = |fact: &Fact<T>| -> Vec<(String, u32, u32)> {
        fact.via.iter().map(|it| (it.file.path(db).to_owned(), it.symbol, it.call)).collect()
    };
    let by_length = (!one.sure, one.via.len()).cmp(&(!other.sure, other.via.len()));
    by_length
        .then_with(|| if one.via == other.via { Ordering::Equal } else { places(one).cmp(&places(other)) })
}
