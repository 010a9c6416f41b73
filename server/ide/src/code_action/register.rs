//! Registers a unit of code as a canton of its own: a new manifest beside its file.

use canton_semantic::{Db, File, Workspace, cantons, file_name, find_file, parent, without_ordinal, words};
use canton_syntax::edit::{NewManifest, new_manifest};
use rustc_hash::{FxHashMap, FxHashSet};

use super::CodeAction;
use crate::SourceChange;
use crate::unit::{Unit, unit_named};

/// The action that registers `unit`.
pub(crate) fn action(db: &dyn Db, unit: Unit<'_>) -> Option<CodeAction> {
    if !unit.standing.standing.counts() {
        return None;
    }
    let title = format!("Register `{}` as a canton (new manifest)", unit.label(db));
    let arguments = vec![unit.name().to_owned()];
    Some(CodeAction::quick_fix("register", unit.file.path(db), arguments, title))
}

/// The new manifest; `None` for what is not there, or is claimed by a canton now.
pub(crate) fn change(db: &dyn Db, path: &str, symbol: &str) -> Option<SourceChange> {
    let unit = unit_named(db, find_file(db, path)?, symbol)?;
    if unit.standing.canton.is_some() {
        return None;
    }
    let name = Names::new(db).take(db, unit, true);
    let manifest = NewManifest {
        name: name.clone(),
        source: vec![claim(db, unit, parent(path))],
        ..NewManifest::default()
    };
    Some(SourceChange::create(manifest_path(path, &name), new_manifest(&manifest)))
}

/// What a manifest in `folder` writes to claim `unit`.
pub(crate) fn claim(db: &dyn Db, unit: Unit<'_>, folder: &str) -> String {
    let path = canton_semantic::from_folder(folder, unit.file.path(db));
    // All definitions of one name are claimed together, so the ordinal stays away.
    canton_semantic::symbol_id(&path, without_ordinal(unit.name()))
}

pub(super) fn manifest_path(source: &str, name: &str) -> String {
    match parent(source) {
        "" => format!("{name}.canton.yaml"),
        folder => format!("{folder}/{name}.canton.yaml"),
    }
}

/// The names that cantons have, and those that are about to get one.
pub(super) struct Names {
    taken: FxHashSet<String>,
    /// The number to try next for a name that all units have.
    next: FxHashMap<String, u32>,
}

impl Names {
    pub(super) fn new(db: &dyn Db) -> Names {
        let names = cantons(db, Workspace::get(db)).iter().filter_map(|(name, _)| name.clone());
        Names { taken: names.collect(), next: FxHashMap::default() }
    }

    /// A name that no canton has, for a manifest that is not there yet where each has its own: the unit's words,
    /// with those of its container or its folder before them where others have the name, and at last with a
    /// number.
    pub(super) fn take(&mut self, db: &dyn Db, unit: Unit<'_>, in_own_manifest: bool) -> String {
        let wanted = wanted_names(db, unit.file, unit.name());
        let is_there = |name: &str| find_file(db, &manifest_path(unit.file.path(db), name)).is_some();
        let is_taken = |name: &str| self.taken.contains(name) || (in_own_manifest && is_there(name));
        let name = match wanted.iter().find(|it| !is_taken(it)) {
            Some(name) => name.clone(),
            None => {
                let mut number = self.next.get(&wanted[0]).copied().unwrap_or(2);
                while is_taken(&format!("{}-{number}", wanted[0])) {
                    number += 1;
                }
                self.next.insert(wanted[0].clone(), number + 1);
                format!("{}-{number}", wanted[0])
            }
        };
        self.taken.insert(name.clone());
        name
    }
}

/// The names to try, the shortest first; at least one.
fn wanted_names(db: &dyn Db, file: File, symbol: &str) -> Vec<String> {
    let path = file.path(db);
    let stem = file_name(path).split('.').next().unwrap_or_default();
    let folder = file_name(parent(path));
    let (container, own) = match symbol.rsplit_once('.') {
        Some((container, own)) => (container, own),
        None if symbol.is_empty() => (folder, stem),
        None => (stem, symbol),
    };
    let own = without_ordinal(own);
    let joined = |parts: &[&str]| parts.iter().flat_map(|part| words(part)).collect::<Vec<_>>().join("-");
    let mut names = vec![joined(&[own]), joined(&[container, own]), joined(&[folder, container, own])];
    names.retain(|name| !name.is_empty());
    names.dedup();
    if names.is_empty() { vec![String::from("canton")] } else { names }
}
