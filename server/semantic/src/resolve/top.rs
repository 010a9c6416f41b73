//! What a name means at the top of a file: what is defined, imported, bound or beside it.

use canton_syntax::outline::{Binding, BindingKind};

use super::lookup::{Found, Lookup, MOST_HOPS, Texts};
use super::modules::{Module, part};
use super::paths::split_name;
use super::several::{Named, in_folder};
use super::{How, Target};
use crate::heirs::{SetNames, set_names};
use crate::{Db, File};

/// Whether imports of everything are looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stars {
    Followed,
    /// Who asks goes from one to the next by itself.
    LeftOut,
}

/// What stands at the top of a file and comes from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Top {
    /// Where each import leads.
    leads: Box<[Lead]>,
    /// The names that code elsewhere sets.
    set: SetNames,
}

/// Where an import leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lead {
    found: Found,
    /// Another import binds the same name to something else.
    is_doubtful: bool,
}

/// What a file has at its top from elsewhere.
#[salsa::tracked]
pub(super) fn top(db: &dyn Db, file: File) -> Top {
    let lookup = Lookup::by_itself(db, file);
    let lead = |at| Lead { found: lookup.lead(at, MOST_HOPS), is_doubtful: lookup.is_imported_twice(at) };
    Top { leads: (0..lookup.scope.imports.len()).map(lead).collect(), set: set_names(db, file).clone() }
}

impl Lookup<'_> {
    /// What a path means at the top of the file.
    pub(super) fn at_top(&self, path: &str, hops: u32) -> Found {
        self.at_top_by(path, hops, Stars::Followed)
    }

    /// What a path means at the top of the file, with or without what is imported with everything else.
    fn at_top_by(&self, path: &str, hops: u32, stars: Stars) -> Found {
        if hops == 0 {
            return Found::Given;
        }
        let (head, rest) = split_name(path);
        let import = self.import_of(path);
        if let Some((at, rest)) = import.filter(|it| self.is_inner(it.0)) {
            return self.import_or_rival(at, head, rest, hops);
        }
        if self.is_set(head) {
            return Found::Given;
        }
        if let Some(found) = self.defined_at_top(path, hops, stars) {
            return found;
        }
        if let Some((at, rest)) = import {
            return self.import_or_rival(at, head, rest, hops);
        }
        if let Some(binding) = self.scope.binding(0, head) {
            return self.members(self.bound(binding, Texts::Scope(self.scope), head, hops), rest, hops);
        }
        if !self.scope.headed(0, head).is_empty() {
            return Found::Given;
        }
        if let Some(found) = self.placed(path, hops) {
            return found;
        }
        let starred = || if stars == Stars::Followed { self.starred(head, hops) } else { None };
        if let Some(found) = self.beside(head).or_else(starred) {
            return self.members(found, rest, hops);
        }
        if self.is_global(head) { Found::Builtin } else { Found::Unbound }
    }

    /// What is defined at the top of the file, and by nothing else there.
    fn defined_at_top(&self, path: &str, hops: u32, stars: Stars) -> Option<Found> {
        let (head, rest) = split_name(path);
        let (found, rest) = match self.definition(path) {
            Some(found) => (found, ""),
            None => (self.definition(head)?, rest),
        };
        let Named::One(symbol) = found else { return Some(Found::Given) };
        let is_given = self.definition(head).is_some()
            && (self.is_rebound(head) || self.has_rival(symbol, head, hops, stars))
            || rest.is_empty() && self.is_loose(symbol, path);
        if is_given {
            return Some(Found::Given);
        }
        Some(self.members(Found::Symbol(Target { file: self.file, symbol }, How::Local), rest, hops))
    }

    /// What an import gives, if nothing else has its name.
    fn import_or_rival(&self, at: usize, head: &str, rest: &str, hops: u32) -> Found {
        if self.is_doubtful(at) || self.is_rebound(head) {
            return Found::Given;
        }
        self.members(self.imported(at, hops), rest, hops)
    }

    /// Whether a name is also made another name for something else, or bound to something in a function.
    fn is_rebound(&self, name: &str) -> bool {
        let is_other = |it: &Binding| matches!(it.kind, BindingKind::Path | BindingKind::Follow);
        let is_it = |it: &Binding| is_other(it) && self.scope.text(it.name) == name;
        self.scope.headed(0, name).iter().any(is_it)
    }

    /// What the import at an index leads to.
    pub(super) fn imported(&self, at: usize, hops: u32) -> Found {
        if self.by_itself { self.lead(at, hops) } else { self.top().leads[at].found }
    }

    /// Whether another import binds the same name to something else.
    pub(super) fn is_doubtful(&self, at: usize) -> bool {
        if self.by_itself { self.is_imported_twice(at) } else { self.top().leads[at].is_doubtful }
    }

    /// Whether code elsewhere sets a name at the top of the file: `module.helper = other`.
    pub(super) fn is_set(&self, name: &str) -> bool {
        if self.by_itself { set_names(self.db, self.file).has(name) } else { self.top().set.has(name) }
    }

    fn lead(&self, at: usize, hops: u32) -> Found {
        let import = &self.scope.imports[at];
        let Some(module) = self.modules().get(at).copied().flatten() else {
            return Found::External;
        };
        let (item, local) = (self.scope.text(import.item), self.scope.text(import.local));
        if item.is_empty() {
            return Found::Module(module);
        }
        if module == Module::File(self.file) {
            // A folder's own file imports the parts of the folder.
            return part(self.db, module, item).map_or(Found::Given, Found::Module);
        }
        match self.export(module, item, hops) {
            // What a file exports as its default is most often called what it is called here.
            Found::Unbound if item == "default" => self.export(module, local, hops),
            Found::Unbound => self.in_namesake(module, item, hops),
            found => found,
        }
    }

    /// A name that a module gives.
    pub(super) fn export(&self, module: Module, name: &str, hops: u32) -> Found {
        self.export_by(module, name, hops, Stars::Followed)
    }

    /// A name that a module gives, with or without what it imports with everything else.
    pub(super) fn export_by(&self, module: Module, name: &str, hops: u32, stars: Stars) -> Found {
        if hops == 0 {
            return Found::Given;
        }
        if let Module::File(file) = module {
            let there = self.in_file(file, 0);
            match there.at_top_by(name, hops.saturating_sub(1), stars) {
                Found::Unbound => {
                    if let Some(target) = there.exported(name) {
                        return Found::Symbol(target, How::Import);
                    }
                }
                Found::Symbol(target, _) => return Found::Symbol(target, How::Import),
                Found::Object(class, _) => return Found::Object(class, How::Import),
                found => return found,
            }
        }
        if let Module::Folder(folder) = module {
            match in_folder(self.db, folder, name)[..] {
                [] => {}
                [target] if !set_names(self.db, target.file).has(name) => {
                    return Found::Symbol(target, How::Import);
                }
                _ => return Found::Given,
            }
        }
        // Who imports everything is given no modules.
        let part = (stars == Stars::Followed).then(|| part(self.db, module, name)).flatten();
        part.map_or(Found::Unbound, Found::Module)
    }

    /// A name from another file of the folder, where the language has it so.
    fn beside(&self, name: &str) -> Option<Found> {
        self.names.language().filter(|it| it.modules().folder_scope)?;
        match in_folder(self.db, self.file.shard(self.db), name)[..] {
            [] => None,
            [target] if !set_names(self.db, target.file).has(name) => Some(Found::Symbol(target, How::Local)),
            _ => Some(Found::Given),
        }
    }
}
