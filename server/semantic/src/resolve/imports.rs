//! The imports of a file, by the names that they bind.

use rustc_hash::FxHashSet;
use std::collections::VecDeque;

use super::lookup::{Found, Lookup};
use super::modules::{Module, named, part};
use super::paths::split_name;
use super::top::Stars;
use super::{How, Target};
use crate::index::folder_sources;
use crate::{File, ImportNames, path};

/// So many modules are looked into that are imported with everything in them.
const MOST_STARS: usize = 128;

impl Lookup<'_> {
    /// The import that binds the beginning of a path, and what follows it.
    pub(super) fn import_of<'p>(&self, path: &'p str) -> Option<(usize, &'p str)> {
        let mut best: Option<(usize, (usize, u32))> = None;
        for (at, import) in self.scope.imports_headed(split_name(path).0) {
            let local = self.scope.text(import.local);
            let fits = path.strip_prefix(local).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            if fits && !local.is_empty() {
                // The innermost that is seen from here; one that is not, only where there is no other.
                let rank = (local.len(), self.sees(import.within).map_or(0, |it| it + 1));
                if best.is_none_or(|(_, other)| rank >= other) {
                    best = Some((at, rank));
                }
            }
        }
        best.map(|(at, (length, _))| (at, path[length..].trim_start_matches('.')))
    }

    /// The symbol itself, if it is one of those around.
    fn sees(&self, symbol: u32) -> Option<u32> {
        let mut around = self.symbol;
        while around > symbol {
            around = self.names.get(around).map_or(0, |it| it.parent);
        }
        (around == symbol).then_some(symbol)
    }

    /// Whether an import stands in one of the functions or modules around.
    pub(super) fn is_inner(&self, at: usize) -> bool {
        let scope = self.scope.imports[at].within;
        scope != 0 && self.sees(scope).is_some()
    }

    /// The imports that bind exactly a name, in order, with their indexes.
    pub(super) fn imports_named<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (usize, &'a ImportNames)> + 'a {
        let headed = self.scope.imports_headed(split_name(name).0);
        headed.filter(move |(_, it)| self.scope.text(it.local) == name)
    }

    /// Whether another import binds the same name in the same place to something else.
    pub(super) fn is_imported_twice(&self, at: usize) -> bool {
        let modules = self.modules();
        let text = |name| self.scope.text(name);
        let own = &self.scope.imports[at];
        let leads_elsewhere = |other: usize| {
            let it = &self.scope.imports[other];
            let is_same_module = match (modules[at], modules[other]) {
                (None, None) => text(own.module) == text(it.module),
                (one, other) => one == other,
            };
            !is_same_module || text(own.item) != text(it.item)
        };
        let mut others =
            self.imports_named(text(own.local)).filter(|(other, it)| *other != at && it.within == own.within);
        others.any(|(other, _)| leads_elsewhere(other))
    }

    /// Whether an import at the top of the file binds the name of a definition there to something else.
    pub(super) fn has_rival(&self, symbol: u32, name: &str, hops: u32, stars: Stars) -> bool {
        if hops == 0 {
            return true;
        }
        let own = Target { file: self.file, symbol };
        let named = self.imports_named(name).find(|(_, it)| it.within == 0);
        let is_other = |found| {
            !matches!(found, Found::Module(_) | Found::Unbound) && {
                !matches!(found, Found::Symbol(it, _) if it == own)
            }
        };
        let replaces = || {
            let Some(language) = self.names.language() else { return false };
            let replaces = stars == Stars::Followed && language.modules().stars_replace;
            replaces && self.starred(name, hops - 1).is_some()
        };
        named.is_some_and(|(at, _)| is_other(self.imported(at, hops - 1))) || replaces()
    }

    /// The files of the module that a path means.
    pub(super) fn module_files(&self, path: &str) -> Vec<File> {
        let Some((at, rest)) = self.import_of(path) else { return Vec::new() };
        let module = self.modules()[at];
        let item = self.scope.text(self.scope.imports[at].item);
        let mut parts = item.split('.').chain(rest.split('.')).filter(|it| !matches!(*it, "" | "*"));
        let module = module.and_then(|it| parts.try_fold(it, |it, name| part(self.db, it, name)));
        match module {
            None => Vec::new(),
            Some(Module::File(file)) => vec![file],
            Some(Module::Folder(folder)) => folder_sources(self.db, folder).collect(),
        }
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
        match self.modules().get(at).copied().flatten()? {
            Module::File(file) if !matches!(item, "" | "*") => Some((file, item.to_owned())),
            _ => None,
        }
    }

    /// A name from one of the imports of everything, or from those in what they import. Each module is looked into
    /// once: such imports go in circles, and every one may have many.
    pub(super) fn starred(&self, name: &str, hops: u32) -> Option<Found> {
        let is_star = |it: (usize, &ImportNames)| self.is_star(it.1);
        if !self.scope.imports_headed("").any(is_star) {
            return None;
        }
        let mut queue: VecDeque<Module> = self.star_modules().collect();
        let mut seen = FxHashSet::default();
        let mut first = None;
        while let Some(module) = queue.pop_front() {
            if module == Module::File(self.file) || !seen.insert(module) {
                continue;
            }
            if seen.len() > MOST_STARS {
                return Some(Found::Given);
            }
            let of_class = self.names.language().is_some_and(|it| it.modules().implicit_self);
            let found = self.export_to_all(module, name, hops / 2).map(|it| match it {
                Found::Unbound if of_class => self.in_namesake(module, name, hops / 2),
                it => it,
            });
            match (found, module) {
                (Some(Found::Unbound | Found::Module(_)), Module::File(file)) => {
                    queue.extend(self.in_file(file, 0).star_modules());
                }
                (None | Some(Found::Unbound | Found::External | Found::Module(_)), _) => {}
                (Some(found), _) if first.is_none_or(|it| is_same(it, found)) => first = Some(found),
                _ => return Some(Found::Given),
            }
        }
        first
    }

    /// The modules that the file imports everything of.
    fn star_modules(&self) -> impl Iterator<Item = Module> + '_ {
        let stars = self.scope.imports_headed("").filter(|it| self.is_star(it.1));
        stars.filter_map(|(at, _)| self.modules()[at])
    }

    /// Whether an import binds everything of what it imports.
    pub(super) fn is_star(&self, import: &ImportNames) -> bool {
        import.local.len == 0 && self.scope.text(import.item) == "*"
    }

    /// A name that a module itself gives to who imports all of it; `None` where it keeps that name to itself.
    fn export_to_all(&self, module: Module, name: &str, hops: u32) -> Option<Found> {
        if let Module::File(file) = module {
            let Lookup { names, scope: there, .. } = self.in_file(file, 0);
            let list = &names.language()?.tables().bodies.star_list;
            let mut names = there.bindings_of(0).iter().filter(|it| there.text(it.name) == list).peekable();
            let is_given = match names.peek() {
                _ if list.is_empty() => true,
                Some(_) => names.any(|it| there.text(it.value) == name),
                None => !name.starts_with('_'),
            };
            if !is_given {
                return None;
            }
        }
        Some(self.export_by(module, name, hops, Stars::LeftOut))
    }

    /// Whether a word stands for a place among modules, and never for an object.
    pub(super) fn is_place(&self, word: &str) -> bool {
        let Some(language) = self.names.language() else { return false };
        word != "self" && language.modules().places.iter().any(|it| it.0 == word)
    }

    /// A path that begins with a place among modules: `crate::store::save`.
    pub(super) fn placed(&self, path: &str, hops: u32) -> Option<Found> {
        let head = split_name(path).0;
        let language = self.names.language().filter(|_| self.is_place(head))?;
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
        let there = self.in_file(file, 0);
        let stem = path::file_name(file.path(self.db)).split('.').next().unwrap_or_default();
        let class = there.names.last_named(stem).map(|symbol| Target { file, symbol });
        match class.filter(|it| there.is_class(*it)).map(|it| there.member(it, name, How::Import, hops)) {
            Some(found @ Found::Symbol(..)) => found,
            _ => Found::Unbound,
        }
    }
}

fn is_same(one: Found, other: Found) -> bool {
    match (one, other) {
        (Found::Symbol(one, _), Found::Symbol(other, _)) => one == other,
        _ => one == other,
    }
}
