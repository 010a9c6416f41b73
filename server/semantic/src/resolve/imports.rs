//! The imports of a file, by the names that they bind.

use super::Target;
use super::lookup::Lookup;
use super::modules::{Module, modules};
use crate::File;

impl Lookup<'_> {
    /// The import that binds the beginning of a path, and what follows it.
    pub(super) fn import_of<'p>(&self, path: &'p str) -> Option<(usize, &'p str)> {
        let mut best: Option<(usize, usize)> = None;
        for (at, import) in self.scope.imports.iter().enumerate() {
            let local = self.scope.text(import.local);
            let fits = path.strip_prefix(local).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            if fits && !local.is_empty() && best.is_none_or(|(_, length)| local.len() >= length) {
                best = Some((at, local.len()));
            }
        }
        best.map(|(at, length)| (at, path[length..].trim_start_matches('.')))
    }

    /// Whether a part of the module that a path is imported from stands in the path of a definition.
    pub(super) fn may_come_from(&self, path: &str, target: Target) -> bool {
        let Some((at, _)) = self.import_of(path) else { return false };
        let module = self.scope.text(self.scope.imports[at].module);
        let mut parts = module.split(['.', '/', ':']).filter(|it| !it.is_empty());
        let there = target.file.path(self.db);
        parts.any(|part| there.split(['/', '.']).any(|it| it == part))
    }

    /// The file that an imported name comes from, and the name there.
    pub(super) fn origin(&self, name: &str) -> Option<(File, String)> {
        let (at, _) = self.import_of(name).filter(|(_, rest)| rest.is_empty())?;
        let item = self.scope.text(self.scope.imports[at].item);
        match modules(self.db, self.file).get(at).copied().flatten()? {
            Module::File(file) if !matches!(item, "" | "*") => Some((file, item.to_owned())),
            _ => None,
        }
    }
}
