//! Bindings by the first part of their place.

use canton_syntax::outline::Binding;

use super::slice;
use crate::names::NameHash;
use crate::resolve::split_first;

/// Bindings, found by the symbol that they stand in and the first part of their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bindings {
    /// Sorted by the symbol, then by the hash of the first part, then by that part, then in the order of the code.
    all: Box<[Binding]>,
    /// The symbol of each and that hash, in one number each.
    keys: Box<[u64]>,
}

/// The number by which a binding is found; those of a symbol begin with that of the hash 0.
fn key(symbol: u32, hash: u32) -> u64 {
    u64::from(symbol) << 32 | u64::from(hash)
}

impl Bindings {
    /// Of bindings whose names stand in a text.
    pub(super) fn new(mut all: Vec<Binding>, text: &str) -> Bindings {
        let head = |it: &Binding| split_first(slice(text, it.name)).0;
        let key = |it: &Binding| key(it.symbol, NameHash::EMPTY.and(head(it)).get());
        all.sort_by_cached_key(|it| (key(it), head(it)));
        Bindings { keys: all.iter().map(key).collect(), all: all.into() }
    }

    /// All of them.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Binding> {
        self.all.iter()
    }

    /// Those of a symbol.
    pub(super) fn of(&self, symbol: u32) -> &[Binding] {
        let start = self.keys.partition_point(|it| *it < key(symbol, 0));
        let length = self.keys[start..].partition_point(|it| it >> 32 == u64::from(symbol));
        &self.all[start..start + length]
    }

    /// Those of a symbol whose place begins with `head`.
    pub(super) fn headed(&self, text: &str, symbol: u32, head: &str) -> &[Binding] {
        // Most functions bind nothing.
        if self.all.is_empty() {
            return &[];
        }
        let key = key(symbol, NameHash::EMPTY.and(head).get());
        let start = self.keys.partition_point(|it| *it < key);
        let length = self.keys[start..].iter().take_while(|it| **it == key).count();
        let alike = &self.all[start..start + length];
        // Other parts may have the same hash.
        let is_it = |it: &Binding| split_first(slice(text, it.name)).0 == head;
        let Some(start) = alike.iter().position(is_it) else { return &[] };
        let length = alike[start..].iter().take_while(|it| is_it(it)).count();
        &alike[start..start + length]
    }
}

impl<'b> IntoIterator for &'b Bindings {
    type Item = &'b Binding;
    type IntoIter = std::slice::Iter<'b, Binding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use canton_syntax::outline::{Binding, BindingKind, Name};

    use super::Bindings;
    use crate::resolve::split_first;

    #[test]
    fn what_begins_with_a_part_is_found_in_the_order_of_the_code() {
        let places = [
            "a.b", "", "a", "ab", "a[b]", "()", "()[]", "[]", ".a", "a()", "aB", "[a].b", ".a.b", "é", "éa",
            "@", "@",
        ];
        let (mut text, mut all) = (String::new(), Vec::new());
        for symbol in [3, 1, 2] {
            for place in places {
                let name = Name { start: text.len() as u32, len: place.len() as u32 };
                text.push_str(place);
                let kind = BindingKind::Path;
                all.push(Binding { symbol, name, value: Name::default(), kind, once: true });
            }
        }
        let bindings = Bindings::new(all, &text);
        for symbol in 0..=4 {
            for head in places.map(|it| split_first(it).0) {
                let found = bindings.headed(&text, symbol, head).iter();
                let found: Vec<&str> = found.map(|it| super::slice(&text, it.name)).collect();
                let is_in = (1..=3).contains(&symbol);
                let expected = places.iter().copied().filter(|it| is_in && split_first(it).0 == head);
                assert_eq!(found, expected.collect::<Vec<_>>(), "{symbol} {head}");
            }
        }
    }
}
