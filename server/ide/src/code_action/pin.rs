//! Writes pins: what a canton's code is today is what was vouched for.
//!
//! A canton of one unit keeps its pin in `digest` of its manifest, every other one in `canton.lock` beside it.

mod lost;
mod pinning;

use canton_semantic::{Db, PinState, Workspace, canton_named, cantons, find_file, pin_targets};
use pinning::Pinning;
use rustc_hash::FxHashSet;

use super::CodeAction;
use crate::unit::{Canton, Unit, unit_of_symbol};
use crate::{PinResult, SourceChange};

/// The action that pins one unit that has no pin yet.
pub(crate) fn unit_action(db: &dyn Db, unit: Unit<'_>, canton: Canton<'_>) -> Option<CodeAction> {
    let title = format!("Pin `{}` as it is now (canton `{}`)", unit.label(db), canton.name());
    action(db, "pin", unit, canton, title)
}

/// The action that pins a unit anew that is no longer what was pinned.
pub(crate) fn accept_action(db: &dyn Db, unit: Unit<'_>, canton: Canton<'_>) -> Option<CodeAction> {
    let title = format!("Accept the change of `{}`: pin it as it is now", unit.label(db));
    action(db, "accept-drift", unit, canton, title)
}

fn action(
    db: &dyn Db,
    action: &str,
    unit: Unit<'_>,
    canton: Canton<'_>,
    title: String,
) -> Option<CodeAction> {
    // A unit with a syntax error has nothing that could be pinned, and a lock needs a canton's name.
    if unit.symbol().digest.is_none() || canton.name().is_empty() {
        return None;
    }
    let arguments = vec![canton.name().to_owned(), unit.id(db)];
    Some(CodeAction::quick_fix(action, unit.file.path(db), arguments, title))
}

/// The action that pins every unit of a canton that has no pin yet.
pub(crate) fn canton_action(db: &dyn Db, canton: Canton<'_>) -> Option<CodeAction> {
    let unpinned = targets(db, canton).into_iter();
    let unpinned =
        unpinned.filter(|unit| unit.standing.pin == PinState::None && unit.symbol().digest.is_some());
    let ids: Vec<String> = unpinned.map(|unit| unit.id(db)).collect();
    if ids.is_empty() || canton.name().is_empty() {
        return None;
    }
    let title = format!("Pin `{}` ({})", canton.name(), crate::wording::counted(ids.len(), "unit"));
    let arguments = [canton.name().to_owned()].into_iter().chain(ids).collect();
    Some(CodeAction::quick_fix("pin", canton.id.file.path(db), arguments, title))
}

/// The pins of those units, by their ids; of all units of the canton where none is named.
pub(crate) fn change(db: &dyn Db, path: &str, canton: &str, units: &[&str]) -> Option<SourceChange> {
    find_file(db, path)?;
    let units: FxHashSet<&str> = units.iter().copied().collect();
    let mut pinning = Pinning::new(db);
    for id in canton_named(db, canton) {
        pinning.add(id, |unit| units.is_empty() || units.contains(unit));
    }
    let change = pinning.finish().change;
    (change != SourceChange::default()).then_some(change)
}

/// The pins of all units of the named cantons; of all cantons where none is named.
pub(crate) fn pin(db: &dyn Db, names: &[String]) -> PinResult {
    let all = cantons(db, Workspace::get(db));
    let known: FxHashSet<&str> = all.iter().filter_map(|(name, _)| name.as_deref()).collect();
    let asked: FxHashSet<&str> = names.iter().map(String::as_str).collect();
    let is_asked = |name: &str| asked.is_empty() || asked.contains(name);
    let mut pinning = Pinning::new(db);
    for (name, id) in all {
        if name.as_deref().is_some_and(is_asked) {
            pinning.add(*id, |_| true);
            pinning.mend_lock(*id);
        }
    }
    pinning.clear(is_asked);
    let unknown = names.iter().filter(|name| !known.contains(name.as_str())).cloned().collect();
    PinResult { unknown, ..pinning.finish() }
}

/// The units that a canton pins, without files that hold nothing but their symbols.
fn targets<'db>(db: &'db dyn Db, canton: Canton<'db>) -> Vec<Unit<'db>> {
    let targets = pin_targets(db, canton.id).into_iter();
    let units = targets.filter_map(|target| unit_of_symbol(db, target.file, target.symbol));
    units.filter(|unit| unit.standing.lines > 0).collect()
}
