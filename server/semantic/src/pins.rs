//! Pins: which one holds for a unit, and which units a canton pins.

use canton_syntax::digest::Pin;
use std::collections::BTreeMap;

use crate::files::find_file;
use crate::{
    CantonId, Claimed, Closeness, Db, File, claimants, claimed_files, claims_of, facts, lock, path,
    symbol_names,
};

/// Pins by canton and unit id, as the lock file has them.
#[salsa::tracked]
fn locked(db: &dyn Db, file: File) -> BTreeMap<(String, String), Pin> {
    let lines = lock(db, file).0.iter();
    lines.map(|it| ((it.canton.value.clone(), it.unit.value.clone()), it.pin.value.clone())).collect()
}

/// The lock file beside a canton's manifest.
pub fn lock_file(db: &dyn Db, canton: CantonId) -> Option<File> {
    lock_beside(db, canton.file)
}

#[salsa::tracked(returns(copy))]
fn lock_beside(db: &dyn Db, manifest: File) -> Option<File> {
    find_file(db, &path_beside(db, manifest))
}

/// Where the lock file beside a canton's manifest is, or would be.
pub fn lock_path(db: &dyn Db, canton: CantonId) -> String {
    path_beside(db, canton.file)
}

fn path_beside(db: &dyn Db, manifest: File) -> String {
    let folder = path::parent(manifest.path(db));
    if folder.is_empty() { String::from("canton.lock") } else { format!("{folder}/canton.lock") }
}

/// The pin that holds for a unit of `canton`: its line in `canton.lock`, else the manifest's `digest` where
/// the canton claims this unit and no other claim stands beside it.
pub fn pin_of(db: &dyn Db, canton: CantonId, file: File, name: &str) -> Option<Pin> {
    let facts = facts(db, canton.file).get(canton.index as usize)?;
    let locked = lock_file(db, canton).and_then(|lock| {
        let folder = path::parent(canton.file.path(db));
        let unit = crate::symbol_id(&path::from_folder(folder, file.path(db)), name);
        locked(db, lock).get(&(facts.name.clone().unwrap_or_default(), unit)).cloned()
    });
    locked.or_else(|| {
        let digest = facts.digest.clone()?;
        names_unit(db, canton, file, name).then_some(digest)
    })
}

/// Whether the canton's only claim names this very unit.
fn names_unit(db: &dyn Db, canton: CantonId, file: File, name: &str) -> bool {
    match claims_of(db, canton.file).get(canton.index as usize).map(Vec::as_slice) {
        Some([Claimed::Symbol { path, name: claimed }]) => path == file.path(db) && claimed == name,
        Some([Claimed::File(path)]) => path == file.path(db) && name.is_empty(),
        _ => false,
    }
}

/// A unit that a canton claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinTarget {
    /// Its file.
    pub file: File,
    /// The index of its symbol.
    pub symbol: u32,
}

/// The units that a canton claims more closely than any other, by path and place.
pub fn pin_targets(db: &dyn Db, canton: CantonId) -> Vec<PinTarget> {
    let claims = claims_of(db, canton.file).get(canton.index as usize).map_or(&[][..], Vec::as_slice);
    let mut files: Vec<File> = claims.iter().flat_map(|claimed| claimed_files(db, claimed)).collect();
    files.sort_unstable_by_key(|file| file.path(db));
    files.dedup();
    let mut targets = Vec::new();
    for file in files {
        let names = symbol_names(db, file);
        for (index, claimant) in claimants(db, file).iter().enumerate() {
            let symbol = index as u32;
            let is_unit = names.get(symbol).is_some_and(|it| it.unit == symbol);
            let claimed = matches!(claimant, Some((it, _)) if *it == canton);
            if is_unit && claimed {
                targets.push(PinTarget { file, symbol });
            }
        }
    }
    targets
}

/// The lines of a lock file, by index, whose unit is not there or is another canton's.
#[salsa::tracked(returns(deref))]
pub fn stale_lock_lines(db: &dyn Db, file: File) -> Vec<u32> {
    let folder = path::parent(file.path(db));
    let mut stale = Vec::new();
    for (index, line) in lock(db, file).0.iter().enumerate() {
        if !is_claimed_unit(db, folder, &line.canton.value, &line.unit.value) {
            stale.push(index as u32);
        }
    }
    stale
}

fn is_claimed_unit(db: &dyn Db, folder: &str, canton: &str, unit: &str) -> bool {
    let (path, name) = unit.split_once('#').unwrap_or((unit, ""));
    let Some(file) = path::join(folder, path).and_then(|path| find_file(db, &path)) else { return false };
    let names = symbol_names(db, file);
    let owners = claimants(db, file);
    let of_canton = |owner: &Option<(CantonId, Closeness)>| {
        owner.is_some_and(|(it, _)| {
            facts(db, it.file)
                .get(it.index as usize)
                .is_some_and(|facts| facts.name.as_deref() == Some(canton))
        })
    };
    names.iter().any(|(index, symbol)| {
        symbol.unit == index && names.name(index) == name && owners.get(index as usize).is_some_and(of_canton)
    })
}
