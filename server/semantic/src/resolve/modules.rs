//! From the name of a module to its file or folder, by the rules of the language.

use canton_grammars::{Language, ModuleRules};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

use super::packages::{mapped, packaged};
use crate::index::{NameKey, hash_of};
use crate::{Db, File, FileKind, Shard, Workspace, path, scope};

/// What the name of a module leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Module {
    /// A file.
    File(File),
    /// A folder whose files are its parts.
    Folder(Shard),
}

/// Where each import of a file leads; `None` for what is not in the federation.
#[salsa::tracked(returns(deref))]
pub(super) fn modules(db: &dyn Db, file: File) -> Box<[Option<Module>]> {
    let Some(FileKind::Source(language)) = file.kind(db) else { return Box::default() };
    let finder = Finder::new(db, file, language);
    let scope = scope(db, file);
    // Most modules are imported for several names.
    let mut known: FxHashMap<&str, Option<Module>> = FxHashMap::default();
    let modules = scope.imports.iter().map(|it| scope.text(it.module));
    modules.map(|name| *known.entry(name).or_insert_with(|| finder.module(name))).collect()
}

/// The hashes of the stems of all files and folders: most imports are of packages outside, which no folder has to be
/// searched for.
#[salsa::tracked]
fn stems(db: &dyn Db, workspace: Workspace) -> FxHashSet<u64> {
    let of_folder = |shard: &Shard| {
        let files = shard.files(db).iter().map(|it| hash_of(&stem(path::file_name(it.path(db)))));
        files.chain([hash_of(&stem(path::file_name(shard.folder(db))))]).collect::<Vec<_>>()
    };
    workspace.shards(db).iter().flat_map(of_folder).collect()
}

/// The files of a folder by their names.
#[salsa::tracked]
fn files_by_name(db: &dyn Db, shard: Shard) -> FxHashMap<Box<str>, File> {
    shard.files(db).iter().map(|it| (path::file_name(it.path(db)).into(), *it)).collect()
}

/// Whether any file or folder can be what a module of this name leads to.
fn may_be_module(db: &dyn Db, name: &str) -> bool {
    has_stem(db, NameKey::new(db, stem(name)))
}

#[salsa::tracked(returns(copy))]
fn has_stem<'db>(db: &'db dyn Db, name: NameKey<'db>) -> bool {
    stems(db, Workspace::get(db)).contains(&hash_of(&name.text(db).as_str()))
}

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

/// Where the name of a module leads from a file.
pub(super) fn named(db: &dyn Db, file: File, name: &str) -> Option<Module> {
    let Some(FileKind::Source(language)) = file.kind(db) else { return None };
    Finder::new(db, file, language).module(name)
}

/// The file that the name of a module leads to.
pub(crate) fn file_named(db: &dyn Db, file: File, name: &str) -> Option<File> {
    match named(db, file, name)? {
        Module::File(it) => Some(it),
        Module::Folder(_) => None,
    }
}

/// A part of a module: a file in its folder.
pub(super) fn part(db: &dyn Db, module: Module, name: &str) -> Option<Module> {
    let file = match module {
        Module::File(file) => file,
        Module::Folder(folder) => *folder.files(db).first()?,
    };
    let Some(FileKind::Source(language)) = file.kind(db) else { return None };
    let path = file.path(db);
    let is_index = || language.modules().index.iter().any(|it| it == stem(path::file_name(path)));
    if matches!(module, Module::File(_)) && !is_index() {
        return None;
    }
    Finder::new(db, file, language).at(path::parent(path), name)
}

struct Finder<'db> {
    db: &'db dyn Db,
    /// The path of the file from which names are seen.
    path: &'db str,
    rules: &'static ModuleRules,
    language: &'static Language,
    folders: &'db FxHashMap<Arc<str>, Shard>,
}

impl<'db> Finder<'db> {
    fn new(db: &'db dyn Db, file: File, language: &'static Language) -> Finder<'db> {
        let folders = Workspace::get(db).folders(db);
        Finder { db, path: file.path(db), rules: language.modules(), language, folders }
    }

    fn module(&self, name: &str) -> Option<Module> {
        let separator = self.rules.separator.as_str();
        if separator.is_empty() || name.is_empty() {
            return None;
        }
        let folder = path::parent(self.path);
        if self.rules.leading_dots && name.starts_with('.') {
            let rest = name.trim_start_matches('.');
            let climbs = name.len() - rest.len() - 1;
            let folder = path::join(folder, &"../".repeat(climbs))?;
            return self.at(&folder, &rest.replace(separator, "/"));
        }
        if !self.rules.leading_dots
            && (name.starts_with("./") || name.starts_with("../") || matches!(name, "." | ".."))
        {
            return self.at(folder, name);
        }
        if let Some(found) = self.by_project(folder, name) {
            return Some(found);
        }
        let parts: Vec<&str> = name.split(separator).collect();
        let word = parts.first().copied().unwrap_or_default();
        if let Some((_, place)) = self.rules.places.iter().find(|it| it.0 == word) {
            let rest = parts[1..].join("/");
            return match place.as_str() {
                "" => self.at(&self.root(folder)?, &rest),
                place => self.at(&self.own_folder(folder), &format!("{place}/{rest}")),
            };
        }
        let last = parts.last().copied().unwrap_or_default();
        if !last.is_empty() && !may_be_module(self.db, last) {
            return None;
        }
        let whole = self.above(folder, &parts.join("/"));
        whole.or_else(|| self.by_alias(folder, &parts))
    }

    /// A path that the project's own files lead elsewhere.
    fn by_project(&self, folder: &str, name: &str) -> Option<Module> {
        if self.rules.path_files.is_empty() && self.rules.package_files.is_empty() {
            return None;
        }
        let files = mapped(self.db, folder, name, &self.rules.path_files).into_iter();
        let mut paths = files.chain(packaged(self.db, name));
        paths.find_map(|path| self.at("", &path))
    }

    /// A path whose first part is no folder: an alias (`@/a`), the package's own name, or a host.
    fn by_alias(&self, folder: &str, parts: &[&str]) -> Option<Module> {
        let first = *parts.first()?;
        let is_alias = first.starts_with(['@', '~']);
        if first.contains('.') {
            return (1..parts.len()).find_map(|it| self.above(folder, &parts[it..].join("/")));
        }
        let rest = parts.get(1..).filter(|rest| rest.len() > 1 || is_alias && !rest.is_empty());
        self.above(folder, &rest?.join("/"))
    }

    /// The folder of the package: the nearest with one of the files that stand at a root.
    fn root(&self, folder: &str) -> Option<String> {
        let mut folder = folder;
        loop {
            let has_root = |shard: Shard| self.rules.roots.iter().any(|it| self.file_in(shard, it).is_some());
            if self.folder(folder).is_some_and(has_root) {
                return Some(folder.to_owned());
            }
            if folder.is_empty() {
                return None;
            }
            folder = path::parent(folder);
        }
    }

    /// The folder in which the parts of the file's own module lie.
    fn own_folder(&self, folder: &str) -> String {
        let stem = stem(path::file_name(self.path));
        let is_folder = self.rules.roots.iter().chain(&self.rules.index).any(|it| it == stem);
        if is_folder || self.rules.roots.is_empty() { folder.to_owned() } else { format!("{folder}/{stem}") }
    }

    /// The path as seen from the nearest folder above that has it.
    fn above(&self, folder: &str, relative: &str) -> Option<Module> {
        // Most of the folders above have no such folder in them, and need not be asked for more.
        let first = relative.split_once('/').map(|it| it.0).filter(|it| !matches!(*it, "" | "." | ".."));
        let may_hold = |folder: &str| {
            first.is_none_or(|it| folder.is_empty() || self.folder(&format!("{folder}/{it}")).is_some())
        };
        let mut folder = folder;
        loop {
            if let Some(found) = may_hold(folder).then(|| self.at(folder, relative)).flatten() {
                return Some(found);
            }
            if let Some(found) = self.in_sources(folder, relative) {
                return Some(found);
            }
            if folder.is_empty() {
                return None;
            }
            folder = path::parent(folder);
        }
    }

    /// Where the parts of a project keep their sources.
    fn in_sources(&self, folder: &str, relative: &str) -> Option<Module> {
        let sources = path::join(folder, "src")?;
        self.folder(&sources).and_then(|_| self.at(&sources, relative))
    }

    /// The file, or the folder, at a path without ending.
    fn at(&self, folder: &str, relative: &str) -> Option<Module> {
        let path = path::join(folder, relative)?;
        let (parent, stem) = (path::parent(&path), path::file_name(&path));
        if let Some(shard) = self.folder(parent) {
            let found = self.file_in(shard, stem);
            if found.is_some() {
                return found;
            }
        }
        let shard = self.folder(&path)?;
        let index = self.rules.index.iter().find_map(|it| self.file_in(shard, it));
        index.or_else(|| self.has_sources(shard).then_some(Module::Folder(shard)))
    }

    fn folder(&self, path: &str) -> Option<Shard> {
        self.folders.get(path).copied()
    }

    fn file_in(&self, shard: Shard, stem: &str) -> Option<Module> {
        if stem.is_empty() {
            return None;
        }
        let files = files_by_name(self.db, shard);
        if files.is_empty() {
            return None;
        }
        let find = |name: &str| files.get(name).copied();
        let is_source = |file: &File| matches!(file.kind(self.db), Some(FileKind::Source(_)));
        // Written with its ending: `./a.js`, which may stand for `a.ts`.
        let bare =
            self.rules.extensions.iter().find_map(|it| stem.strip_suffix(it.as_str())?.strip_suffix('.'));
        let written = bare.and_then(|_| find(stem));
        let by_extension =
            |stem: &str| self.rules.extensions.iter().find_map(|it| find(&format!("{stem}.{it}")));
        let found = written.or_else(|| by_extension(stem)).or_else(|| by_extension(bare?));
        found.filter(is_source).map(Module::File)
    }

    /// Whether a folder has files of the language, or other folders, and so can be a module.
    fn has_sources(&self, shard: Shard) -> bool {
        let files = shard.files(self.db);
        files.is_empty() || files.iter().any(|it| it.kind(self.db) == Some(FileKind::Source(self.language)))
    }
}
