//! Where pins stand, and the edits that write them.

use canton_semantic::{Claimed, Db, File, PinState, join, lock, lock_file, parent};
use canton_syntax::TextRange;
use canton_syntax::digest::Pin;

use crate::canton::claims;
use crate::unit::{Canton, Unit};

/// A pin as it is written.
pub(crate) fn pin_text(pin: &Pin) -> String {
    let hex: String = pin.digest.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}:{}:{hex}", pin.algorithm, pin.language)
}

/// Where the pin of a unit stands: in `canton.lock`, else in the manifest.
pub(crate) fn pin_place(db: &dyn Db, unit: Unit<'_>, canton: Canton<'_>) -> Option<(File, TextRange)> {
    if unit.standing.pin == PinState::None {
        return None;
    }
    if let Some(file) = lock_file(db, canton.id) {
        let folder = parent(file.path(db));
        let id = unit.id(db);
        let fits = |canton_name: &str, written: &str| canton_name == canton.name() && rooted(folder, written) == id;
        let line = lock(db, file).0.iter().find(|line| fits(&line.canton.value, &line.unit.value));
        if let Some(line) = line {
            return Some((file, line.pin.range));
        }
    }
    canton.manifest.digest.as_ref().map(|digest| (canton.id.file, digest.range))
}

/// A unit's id in a lock file as seen from the root; empty where it leads above it.
pub(crate) fn rooted(folder: &str, unit: &str) -> String {
    let (path, name) = unit.split_once('#').map_or((unit, None), |(path, name)| (path, Some(name)));
    let Some(path) = join(folder, path) else { return String::new() };
    name.map_or_else(|| path.clone(), |name| format!("{path}#{name}"))
}

/// Whether the canton's one claim names this very unit, so that its `digest` is this unit's pin.
pub(crate) fn claims_only(db: &dyn Db, canton: Canton<'_>, unit: Unit<'_>) -> bool {
    match claims(db, canton.id) {
        [Claimed::Symbol { path, name }] => path == unit.file.path(db) && name == unit.name(),
        [Claimed::File(path)] => path == unit.file.path(db) && unit.name().is_empty(),
        _ => false,
    }
}
