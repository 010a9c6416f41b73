//! The imports of a file, by the names that they bind.

use super::lookup::{Found, Lookup};
use super::modules::{Module, modules, named};
use super::{How, Target};
use crate::index::in_folder;
use crate::{File, FileKind, path, scope};

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

    /// A name from one of the imports of everything.
    pub(super) fn starred(&self, name: &str, hops: u32) -> Option<Found> {
        let stars = self.scope.imports.iter().enumerate();
        let stars = stars.filter(|(_, it)| self.scope.text(it.item) == "*" && it.local.len == 0);
        let modules = modules(self.db, self.file);
        let mut found = stars.filter_map(|(at, _)| modules.get(at).copied().flatten());
        found.find_map(|module| match self.export_to_all(module, name, hops.saturating_sub(1)) {
            Found::Unbound | Found::External | Found::Module(_) => None,
            found => Some(found),
        })
    }

    /// A name that a module gives to who imports all of it.
    fn export_to_all(&self, module: Module, name: &str, hops: u32) -> Found {
        let file = match module {
            Module::File(file) => file,
            Module::Folder(folder) => {
                let found = in_folder(self.db, folder, name);
                return found.map_or(Found::Unbound, |it| Found::Symbol(it, How::Import));
            }
        };
        let (Some(FileKind::Source(language)), there) = (file.kind(self.db), scope(self.db, file)) else {
            return Found::Unbound;
        };
        let list = &language.tables().bodies.star_list;
        let mut names = there.bindings_of(0).iter().filter(|it| there.text(it.name) == list).peekable();
        let is_given = match names.peek() {
            _ if list.is_empty() => true,
            Some(_) => names.any(|it| there.text(it.value) == name),
            None => !name.starts_with('_'),
        };
        if is_given { self.export(module, name, hops) } else { Found::Unbound }
    }

    /// Whether a word stands for a place among modules, and never for an object.
    pub(super) fn is_place(&self, word: &str) -> bool {
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return false };
        word != "self" && language.modules().places.iter().any(|it| it.0 == word)
    }

    /// A path that begins with a place among modules: `crate::store::save`.
    pub(super) fn placed(&self, path: &str, hops: u32) -> Option<Found> {
        let head = path.split('.').next()?;
        let Some(FileKind::Source(language)) = self.file.kind(self.db).filter(|_| self.is_place(head)) else {
            return None;
        };
        let parts: Vec<&str> = path.split('.').collect();
        (1..parts.len()).rev().find_map(|length| {
            let name = parts[..length].join(language.modules().separator.as_str());
            let module = named(self.db, self.file, &name)?;
            Some(self.members(Found::Module(module), &parts[length..].join("."), hops.saturating_sub(1)))
        })
    }

    /// A member of the class that has the name of its file: what `import static` names.
    pub(super) fn in_namesake(&self, module: Module, name: &str, hops: u32) -> Found {
        let Module::File(file) = module else { return Found::Unbound };
        let there = Lookup::new(self.db, file, 0);
        let stem = path::file_name(file.path(self.db)).split('.').next().unwrap_or_default();
        let class = there.names.last_named(stem).map(|symbol| Target { file, symbol });
        match class.filter(|it| there.is_class(*it)).map(|it| there.member(it, name, How::Import, hops)) {
            Some(found @ Found::Symbol(..)) => found,
            _ => Found::Unbound,
        }
    }
}
