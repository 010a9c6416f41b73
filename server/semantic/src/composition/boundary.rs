//! Calls into a canton that it does not expose.

use globset::GlobBuilder;

use super::FindingKind;
use super::apply::{Entered, Site};
use super::run::Run;
use crate::{Target, path, symbol_names, without_ordinal};

impl Run<'_> {
    /// A call from outside leads to what the canton exposes, where it says what that is.
    pub(super) fn check_boundary(&mut self, site: &Site<'_>, entered: Entered<'_>) {
        let Some(exposed) = &entered.contract.exposes else { return };
        // A class that is called is what is meant, and not the constructor that it may inherit.
        let called = self.edges.get(site.passed.call).and_then(|(_, targets)| targets.first().copied());
        let called = called.unwrap_or(site.passed.target);
        let folder = path::parent(entered.id.file.path(self.db));
        if exposed.iter().any(|it| self.is_exposed(called, folder, it)) {
            return;
        }
        let name = without_ordinal(symbol_names(self.db, called.file).name(called.symbol)).to_owned();
        let kind = FindingKind::Crossed { name, exposed: exposed.clone() };
        let finding = self.finding(&self.fact(site, entered.id, ()), None, kind);
        self.find(finding);
    }

    /// Whether an entry names a symbol, or what it stands in; before a `#` stands the file, as in claims.
    fn is_exposed(&self, called: Target, folder: &str, entry: &str) -> bool {
        let (file, name) = match entry.split_once('#') {
            Some((file, name)) => (Some(file), name),
            None => (None, entry),
        };
        let is_here = file.is_none_or(|file| {
            let below = path::relative(folder, called.file.path(self.db));
            below.is_some_and(|it| fits(file, it, true))
        });
        let dotted = without_ordinal(symbol_names(self.db, called.file).name(called.symbol));
        let ends = dotted.match_indices('.').map(|(at, _)| at).chain([dotted.len()]);
        is_here && ends.map(|end| &dotted[..end]).any(|it| fits(name, it, false))
    }
}

/// Whether a name is the one that is written, or matches it; of a path, `*` matches one part.
fn fits(written: &str, name: &str, is_path: bool) -> bool {
    if written == name || !written.contains(['*', '?', '[', '{']) {
        return written == name;
    }
    let glob = GlobBuilder::new(written).literal_separator(is_path).build();
    glob.is_ok_and(|it| it.compile_matcher().is_match(name))
}
