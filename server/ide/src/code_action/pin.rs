//! Writes pins: what a canton's code is today is what was vouched for.
//!
//! A canton of one unit keeps its pin in `digest` of its manifest, every other one in `canton.lock` beside it.

use canton_semantic::{
    CantonId, Db, File, PinState, Workspace, canton_named, cantons, find_file, from_folder, lock_file,
    lock_path, pin_targets, source_text,
};
use canton_syntax::digest::Pin;
use canton_syntax::edit::{apply, set_value};
use canton_syntax::lock::render_lock;
use std::collections::BTreeMap;

use super::CodeAction;
use crate::pins::claims_only;
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
    let mut pinning = Pinning::new(db);
    for id in canton_named(db, canton) {
        pinning.add(id, |unit| units.is_empty() || units.contains(&unit));
    }
    let change = pinning.finish().change;
    (change != SourceChange::default()).then_some(change)
}

/// The pins of all units of the named cantons; of all cantons where none is named.
pub(crate) fn pin(db: &dyn Db, names: &[String]) -> PinResult {
    let mut pinning = Pinning::new(db);
    for name in names.iter().filter(|name| canton_named(db, name).is_empty()) {
        pinning.result.unknown.push(name.clone());
    }
    for (name, id) in cantons(db, Workspace::get(db)) {
        let Some(name) = name else { continue };
        if names.is_empty() || names.contains(name) {
            pinning.add(*id, |_| true);
            pinning.drop_stale(*id, name);
            pinning.mend_lock(*id);
        }
    }
    pinning.finish()
}

/// The units that a canton pins, without files that hold nothing but their symbols.
fn targets<'db>(db: &'db dyn Db, canton: Canton<'db>) -> Vec<Unit<'db>> {
    let targets = pin_targets(db, canton.id).into_iter();
    let units = targets.filter_map(|target| unit_of_symbol(db, target.file, target.symbol));
    units.filter(|unit| unit.standing.lines > 0).collect()
}

/// Texts that are about to change: several cantons share a manifest or a lock file.
struct Pinning<'db> {
    db: &'db dyn Db,
    manifests: BTreeMap<&'db str, (File, String)>,
    locks: BTreeMap<String, BTreeMap<(String, String), Pin>>,
    result: PinResult,
}

impl<'db> Pinning<'db> {
    fn new(db: &'db dyn Db) -> Pinning<'db> {
        Pinning { db, manifests: BTreeMap::new(), locks: BTreeMap::new(), result: PinResult::default() }
    }

    /// Pins the units of a canton that `wanted` names by their ids.
    fn add(&mut self, id: CantonId, wanted: impl Fn(&str) -> bool) {
        let db = self.db;
        let Some(canton) = Canton::new(db, id) else { return };
        let units = targets(db, canton);
        let in_manifest = matches!(units[..], [unit] if claims_only(db, canton, unit));
        for unit in units {
            let unit_id = unit.id(db);
            if !wanted(&unit_id) {
                continue;
            }
            let Some(pin) = unit.pin(db) else {
                self.result.unparsable.push(unit_id);
                continue;
            };
            if unit.standing.pin == PinState::Kept {
                continue;
            }
            if in_manifest {
                self.set_digest(id, &pin);
            } else {
                self.set_line(canton, unit, &pin);
            }
            self.result.pinned.push((unit_id, pin.to_string()));
        }
    }

    fn set_digest(&mut self, id: CantonId, pin: &Pin) {
        let db = self.db;
        // A line in the lock would go before the manifest's own pin.
        if let Some(canton) = Canton::new(db, id)
            && lock_file(db, id).is_some()
        {
            self.lock(id).retain(|(name, _), _| name != canton.name());
        }
        let Ok(text) = source_text(db, id.file) else { return };
        let entry = self.manifests.entry(id.file.path(db)).or_insert_with(|| (id.file, text.to_string()));
        let edits = set_value(&entry.1, id.index as usize, "digest", &pin.to_string());
        entry.1 = apply(&entry.1, &edits);
    }

    fn set_line(&mut self, canton: Canton<'db>, unit: Unit<'db>, pin: &Pin) {
        let path = from_folder(canton.folder(self.db), unit.file.path(self.db));
        let id = canton_semantic::symbol_id(&path, unit.name());
        self.lock(canton.id).insert((canton.name().to_owned(), id), pin.clone());
    }

    /// Takes the canton's lines out whose units are gone.
    fn drop_stale(&mut self, id: CantonId, name: &str) {
        let db = self.db;
        let Some(file) = lock_file(db, id) else { return };
        let lines = &canton_semantic::lock(db, file).0;
        for &index in canton_semantic::stale_lock_lines(db, file) {
            if let Some(line) = lines.get(index as usize).filter(|line| line.canton.value == name) {
                let key = (line.canton.value.clone(), line.unit.value.clone());
                self.lock(id).remove(&key);
            }
        }
    }

    /// Writes a lock anew that has lines which cannot be read, such as the marks of a merge.
    fn mend_lock(&mut self, id: CantonId) {
        let db = self.db;
        if lock_file(db, id).is_some_and(|file| !canton_semantic::lock(db, file).1.is_empty()) {
            self.lock(id);
        }
    }

    /// The lines of the lock beside a canton's manifest, as they will be.
    fn lock(&mut self, id: CantonId) -> &mut BTreeMap<(String, String), Pin> {
        let db = self.db;
        self.locks.entry(lock_path(db, id)).or_insert_with(|| {
            let lines = lock_file(db, id).map(|file| canton_semantic::lock(db, file).0.as_slice());
            let lines = lines.unwrap_or_default().iter();
            lines.map(|it| ((it.canton.value.clone(), it.unit.value.clone()), it.pin.value.clone())).collect()
        })
    }

    fn finish(mut self) -> PinResult {
        let mut change = SourceChange::default();
        for (path, (file, new)) in &self.manifests {
            let old = source_text(self.db, *file).unwrap_or_default();
            change.edits.extend(SourceChange::rewrite(path, &old, new).into_iter().flat_map(|it| it.edits));
        }
        for (path, lines) in self.locks {
            let lines: Vec<(String, String, Pin)> =
                lines.into_iter().map(|((canton, unit), pin)| (canton, unit, pin)).collect();
            let new = render_lock(&lines);
            match find_file(self.db, &path).map(|file| source_text(self.db, file)) {
                Some(Ok(old)) => {
                    let rewritten = SourceChange::rewrite(&path, &old, &new);
                    change.edits.extend(rewritten.into_iter().flat_map(|it| it.edits));
                }
                _ if new.is_empty() => {}
                _ => change.created.push((path, new)),
            }
        }
        self.result.change = change;
        self.result.pinned.sort();
        self.result.unparsable.sort();
        self.result
    }
}
