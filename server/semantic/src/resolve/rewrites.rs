//! What the members of a language's own objects do with paths: `.get()` finds what `[]` finds.

use super::Target;
use super::follow::{At, Follow, language};
use crate::{Db, File};

impl Follow<'_> {
    /// What the language's own members do: `.get()` finds what `[]` finds.
    pub(super) fn rewrite(&mut self, at: At, path: &str) {
        let (At::Symbol(Target { file, .. }) | At::Object(Target { file, .. })) = at else { return };
        for (from, to) in rewrites(self.db, file) {
            if let Some(rest) = path.strip_prefix(from.as_str()) {
                self.push(at, format!("{to}{rest}"));
            }
        }
    }

    /// The same for any member in a path that begins with a name.
    pub(super) fn rewrite_name(&mut self, file: File, symbol: u32, path: &str) {
        for (from, to) in rewrites(self.db, file).iter().filter(|it| it.0.starts_with('.')) {
            let first = from.as_bytes().get(1);
            let mut members = path.match_indices('.').map(|it| it.0);
            // Most members are told apart by their first letter.
            let is_it =
                |it: &usize| path.as_bytes().get(it + 1) == first && path[*it..].starts_with(from.as_str());
            if let Some(at) = members.find(is_it) {
                let rest = &path[at + from.len()..];
                self.push(At::Name(file, symbol), format!("{}{to}{rest}", &path[..at]));
            }
        }
    }
}

fn rewrites(db: &dyn Db, file: File) -> &'static [(String, String)] {
    language(db, file).map_or(&[], |it| &it.tables().bodies.rewrites)
}
