//! The names of one outline: each stored once in one string.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::{Call, Import, Name, Symbol};

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

    /// The names in the order in which symbols, calls and imports have them, whatever the order in which they
    /// were met.
    pub(super) fn finish(
        self,
        symbols: &mut [Symbol],
        calls: &mut [Call],
        imports: &mut [Import],
    ) -> Box<str> {
        let mut text = String::with_capacity(self.text.len());
        let mut placed: FxHashMap<u32, u32> = FxHashMap::default();
        placed.reserve(self.known.len());
        let mut place = |name: &mut Name| {
            if name.len > 0 {
                name.start = *placed.entry(name.start).or_insert_with(|| {
                    text.push_str(self.get(*name));
                    text.len() as u32 - name.len
                });
            }
        };
        symbols.iter_mut().for_each(|it| place(&mut it.name));
        calls.iter_mut().for_each(|it| place(&mut it.callee));
        for import in imports {
            [&mut import.module, &mut import.item, &mut import.local].into_iter().for_each(&mut place);
        }
        text.into_boxed_str()
    }
}

/// A dotted name without the `~2` that tells it from an earlier one.
pub(super) fn without_number(name: &str) -> &str {
    match name.rsplit_once('~') {
        Some((name, number)) if !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => name,
    }
}
