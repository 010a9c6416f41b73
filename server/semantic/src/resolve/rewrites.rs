//! What the members of a language's own objects do with paths: `.get()` finds what `[]` finds.

use super::Target;
use super::follow::{At, Follow};
use super::lookup::Lookup;

impl Follow<'_> {
    /// What the language's own members do: `.get()` finds what `[]` finds.
    pub(super) fn rewrite(&mut self, at: At, path: &str) {
        let (At::Symbol(Target { file, .. }) | At::Object(Target { file, .. })) = at else { return };
        let rules = self.from.names_of(file).language().map_or(&[][..], |it| &it.tables().bodies.rewrites);
        for (from, to) in rules {
            if let Some(rest) = path.strip_prefix(from.as_str()) {
                self.push(at, &[to, rest]);
            }
        }
    }

    /// The same for any member in a path that begins with a name.
    pub(super) fn rewrite_name(&mut self, lookup: &Lookup<'_>, path: &str) {
        let bit = |letter: u8| 1_u64 << (letter % 64);
        let letters = path.as_bytes().windows(2).filter(|it| it[0] == b'.');
        // The first letters of the members: most rules are none of theirs.
        let letters = letters.fold(0, |letters, it| letters | bit(it[1]));
        if letters == 0 {
            return;
        }
        let rules = lookup.names.language().map_or(&[][..], |it| &it.tables().bodies.rewrites);
        for (from, to) in rules.iter().filter(|it| it.0.starts_with('.')) {
            let may_be = from.as_bytes().get(1).is_none_or(|it| letters & bit(*it) != 0);
            if let Some(at) = may_be.then(|| path.find(from.as_str())).flatten() {
                let rest = &path[at + from.len()..];
                self.push(At::Name(lookup.file, lookup.symbol), &[&path[..at], to, rest]);
            }
        }
    }
}
