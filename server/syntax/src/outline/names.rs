//! The names of one outline: each stored once in one string.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use super::Name;

#[derive(Clone, Default)]
pub(super) struct Names {
    text: String,
    /// By hash; where two names share one, the later is stored without being found again.
    known: FxHashMap<u64, Name>,
    /// How much text there was when they were first taken over from an earlier text; 0 if they never were.
    inherited: usize,
}

/// So many bytes of names that nothing has any more are too few to count.
const FEW_BYTES: usize = 4096;

impl Names {
    /// The names of the next text: these, and those to come. Nothing that they are the names of has to be renamed.
    /// `None` when more has been added since the first text than was there: most of it is worn.
    pub(super) fn inherit(&self) -> Option<Names> {
        let first = if self.inherited == 0 { self.text.len() } else { self.inherited };
        (self.text.len() <= 2 * first + FEW_BYTES).then(|| Names { inherited: first, ..self.clone() })
    }

    pub(super) fn intern(&mut self, name: &str) -> Name {
        if name.is_empty() {
            return Name::default();
        }
        let mut hasher = FxHasher::default();
        name.hash(&mut hasher);
        let hash = hasher.finish();
        if let Some(&known) = self.known.get(&hash)
            && self.get(known) == name
        {
            return known;
        }
        let res = Name { start: self.text.len() as u32, len: name.len() as u32 };
        self.text.push_str(name);
        self.known.insert(hash, res);
        res
    }

    pub(super) fn get(&self, name: Name) -> &str {
        &self.text[name.start as usize..(name.start + name.len) as usize]
    }
}

/// No text is that long.
const NOWHERE: u32 = u32::MAX;

/// Names on their way to an outline: each once, and none that nothing has.
pub(super) struct Placing {
    names: Arc<Names>,
    /// Where each name is placed, by where it was.
    placed: Vec<u32>,
    text: String,
}

impl Placing {
    /// Names are placed in the order in which they are asked for from now on.
    pub(super) fn new(names: Arc<Names>) -> Placing {
        let placed = vec![NOWHERE; names.text.len()];
        let text = String::with_capacity(names.text.len());
        Placing { names, placed, text }
    }

    pub(super) fn name(&mut self, name: &mut Name) {
        if name.len > 0 {
            let place = &mut self.placed[name.start as usize];
            if *place == NOWHERE {
                *place = self.text.len() as u32;
                self.text.push_str(self.names.get(*name));
            }
            name.start = *place;
        }
    }

    /// The name with a number that tells it from those before it.
    pub(super) fn numbered(&mut self, name: &mut Name, number: u32) {
        let start = self.text.len();
        self.text.push_str(self.names.get(*name));
        self.text.push_str(&format!("~{number}"));
        *name = Name { start: start as u32, len: (self.text.len() - start) as u32 };
    }

    pub(super) fn finish(self) -> Box<str> {
        self.text.into_boxed_str()
    }
}
