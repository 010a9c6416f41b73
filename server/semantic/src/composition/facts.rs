//! Facts with the way on which they were found, kept in an order that no input's number decides.

use std::cmp::Ordering;

use super::way::{Inner, Way};
use crate::claims::canton_key;
use crate::{CantonId, Db};

/// Something that holds because of a canton that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// What.
    pub what: T,
    /// The canton; `None` for what code does outside of all of them.
    pub canton: Option<CantonId>,
    /// The calls that lead to it.
    pub way: Way,
    /// All of them lead there for sure; else by a name alone.
    pub sure: bool,
}

/// Facts in order, one of each kind and canton: the surest and nearest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts<T>(Vec<Fact<T>>);

/// So many facts of a kind are kept.
const MOST_FACTS: usize = 64;

impl<T> Default for Facts<T> {
    fn default() -> Facts<T> {
        Facts(Vec::new())
    }
}

impl<T> Facts<T> {
    /// The way to the one at an index.
    pub(super) fn way(&self, at: u8) -> Option<Way> {
        self.0.get(usize::from(at)).map(|it| it.way)
    }

    /// Gives back the room for more.
    pub(super) fn settle(&mut self) {
        self.0.shrink_to_fit();
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

    /// All of them as a caller sees them by a call; `inner` makes the places that they have here.
    pub(super) fn through<'a>(
        &'a self,
        call: u32,
        sure: bool,
        inner: fn(u8) -> Inner,
    ) -> impl Iterator<Item = Fact<T>> + 'a {
        self.0.iter().zip(0..).map(move |(it, at)| {
            let way = it.way.from(call, inner(at));
            Fact { what: it.what.clone(), canton: it.canton, way, sure: it.sure && sure }
        })
    }

    /// Adds one; false if there was no room.
    pub(super) fn add(&mut self, db: &dyn Db, fact: Fact<T>) -> bool {
        let key = |it: &Fact<T>| it.what.cmp(&fact.what).then_with(|| by_canton(db, it.canton, fact.canton));
        match self.0.binary_search_by(key) {
            Ok(at) => {
                if nearer(&fact, &self.0[at]) == Ordering::Less {
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

/// No canton before any, then in an order that no input's number decides.
fn by_canton(db: &dyn Db, one: Option<CantonId>, other: Option<CantonId>) -> Ordering {
    if one == other {
        return Ordering::Equal;
    }
    one.map(|it| canton_key(db, it)).cmp(&other.map(|it| canton_key(db, it)))
}

/// Which of two ways to the same is told: the surer one, then the shorter one, then that of the first call.
fn nearer<T>(one: &Fact<T>, other: &Fact<T>) -> Ordering {
    let key = |it: &Fact<T>| (!it.sure, it.way.length(), it.way.call);
    key(one).cmp(&key(other))
}
