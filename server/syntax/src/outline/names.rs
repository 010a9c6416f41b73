//! The names of one outline: each stored once in one string.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use super::Name;

#[derive(Default)]
pub(super) struct Names {
    text: String,
    /// By hash; where two names share one, the later is stored without being found again.
    known: FxHashMap<u64, Name>,
}

impl Names {
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

/// Names on their way to an outline: each once, and none that nothing has.
pub(super) struct Placing {
    names: Arc<Names>,
    placed: FxHashMap<u32, u32>,
    text: String,
}

impl Placing {
    /// Names are placed in the order in which they are asked for from now on.
    pub(super) fn new(names: Arc<Names>) -> Placing {
        let mut placed = FxHashMap::default();
        placed.reserve(names.known.len());
        Placing { names, placed, text: String::new() }
    }

    pub(super) fn name(&mut self, name: &mut Name) {
        if name.len > 0 {
            name.start = *self.placed.entry(name.start).or_insert_with(|| {
                self.text.push_str(self.names.get(*name));
                self.text.len() as u32 - name.len
            });
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
