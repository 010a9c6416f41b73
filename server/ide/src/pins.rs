//! Where pins stand, and the edits that write them.

use canton_semantic::{
    Claimed, Db, File, FileKind, PinState, Workspace, all_files, cantons, join, lock, lock_file, parent,
    pin_targets, stale_lock_lines, symbol_id,
};
use canton_syntax::TextRange;

use crate::SourceChange;
use crate::canton::claims;
use crate::drift::{Drift, drift};
use crate::unit::{Canton, Unit, unit_of_symbol};

/// What pinning changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PinResult {
    /// The edits; none where everything is up to date.
    pub change: SourceChange,
    /// The ids of the units that get another pin, and their pins, by id.
    pub pinned: Vec<(String, String)>,
    /// The ids of the units that have a syntax error and keep the pin that they have, by id.
    pub unparsable: Vec<String>,
    /// The ids of the units whose manifest cannot be edited, so that they keep the pin that they have, and its path.
    pub unwritable: Vec<(String, String)>,
    /// The pins that are kept although no claim leads to their units, by id.
    pub kept: Vec<KeptPin>,
    /// The units whose pins went out of a lock, as no claim leads to them or names them, and their cantons; by id.
    pub dropped: Vec<(String, String)>,
    /// The names that no canton has, in the order in which they were given.
    pub unknown: Vec<String>,
}

/// A pin of a unit that no claim leads to, and that must not be lost.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptPin {
    /// The unit's id, as it was when it was pinned.
    pub unit: String,
    /// Its canton.
    pub canton: String,
    /// The path of the lock or the manifest that the pin stands in.
    pub place: String,
    /// Why the pin is kept.
    pub reason: String,
}

/// How a unit compares with its pin, where it is not the code that was vouched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinFault {
    /// The unit's id.
    pub unit: String,
    /// Its canton.
    pub canton: String,
    /// What is wrong; `None` where there is no such unit, or its canton claims it no longer.
    pub state: Option<PinState>,
    /// What drifted, where git has at hand what was pinned.
    pub drift: Option<Drift>,
}

/// The units of the named cantons (of all where none is named) that are not what was vouched for: drifted, not
/// pinned, unparsable, pinned in another way, or pinned and gone; by id.
pub(crate) fn check_pins(db: &dyn Db, names: &[String]) -> Vec<PinFault> {
    let is_asked = |name: &str| names.is_empty() || names.iter().any(|it| it == name);
    let mut faults = gone_lines(db);
    faults.retain(|fault| is_asked(&fault.canton));
    for (name, id) in cantons(db, Workspace::get(db)) {
        let name = name.as_deref().unwrap_or_default();
        if !is_asked(name) {
            continue;
        }
        let targets = pin_targets(db, *id);
        let canton = Canton::new(db, *id).filter(|it| targets.is_empty() && it.manifest.digest.is_some());
        faults.extend(canton.map(|canton| gone(claimed_unit(db, canton), name)));
        for target in targets {
            let unit = unit_of_symbol(db, target.file, target.symbol);
            let Some(unit) = unit.filter(|unit| unit.standing.lines > 0) else { continue };
            if unit.standing.pin != PinState::Kept {
                let canton = name.to_owned();
                let drift = Canton::new(db, *id).and_then(|canton| drift(db, unit, canton));
                faults.push(PinFault { unit: unit.id(db), canton, state: Some(unit.standing.pin), drift });
            }
        }
    }
    faults.sort_by(|one, other| (&one.unit, &one.canton).cmp(&(&other.unit, &other.canton)));
    faults
}

fn gone(unit: String, canton: &str) -> PinFault {
    PinFault { unit, canton: canton.to_owned(), state: None, drift: None }
}

/// The pins of the lock files whose unit is not there, or is not claimed.
fn gone_lines(db: &dyn Db) -> Vec<PinFault> {
    let mut faults = Vec::new();
    for file in all_files(db).filter(|file| file.kind(db) == Some(FileKind::Lock)) {
        let (lines, folder) = (&lock(db, file).0, parent(file.path(db)));
        let stale = stale_lock_lines(db, file).iter().filter_map(|&index| lines.get(index as usize));
        faults.extend(stale.map(|line| gone(rooted(folder, &line.unit.value), &line.canton.value)));
    }
    faults
}

/// What a canton that claims nothing that is there was to claim: its first claim, else its manifest.
pub(crate) fn claimed_unit(db: &dyn Db, canton: Canton<'_>) -> String {
    match claims(db, canton.id) {
        [Claimed::Symbol { path, name }, ..] => symbol_id(path, name),
        [Claimed::File(path) | Claimed::Glob(path), ..] => path.clone(),
        [Claimed::Outside | Claimed::Unbound(_), ..] | [] => canton.id.file.path(db).to_owned(),
    }
}

/// Where the pin of a unit stands: in `canton.lock`, else in the manifest.
pub(crate) fn pin_place(db: &dyn Db, unit: Unit<'_>, canton: Canton<'_>) -> Option<(File, TextRange)> {
    if unit.standing.pin == PinState::None {
        return None;
    }
    if let Some(file) = lock_file(db, canton.id) {
        let folder = parent(file.path(db));
        let id = unit.id(db);
        let fits =
            |canton_name: &str, written: &str| canton_name == canton.name() && rooted(folder, written) == id;
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
