//! The texts that pinning changes: each is read once and written once, however many pins stand in it.

use canton_semantic::{
    CantonId, Db, File, FileKind, PinState, all_files, find_file, from_folder, lock, lock_file, lock_path,
    parent, source_text, stale_lock_lines, symbol_id,
};
use canton_syntax::digest::Pin;
use canton_syntax::edit::set_values;
use canton_syntax::lock::{LockLine, lock_edits};
use std::collections::BTreeMap;

use super::lost::Lost;
use super::targets;
use crate::pins::{KeptPin, claims_only, rooted};
use crate::unit::Canton;
use crate::{FileEdit, PinResult};

/// The lines of a lock: pins by canton and unit.
type Lines = BTreeMap<String, BTreeMap<String, Pin>>;

/// A unit whose pin is to stand in its manifest.
struct Digest {
    canton: CantonId,
    unit: String,
    pin: String,
}

/// Pins that are about to be written: several cantons share a manifest or a lock file.
pub(super) struct Pinning<'db> {
    db: &'db dyn Db,
    manifests: BTreeMap<&'db str, Vec<Digest>>,
    locks: BTreeMap<String, Lines>,
    result: PinResult,
}

impl<'db> Pinning<'db> {
    pub(super) fn new(db: &'db dyn Db) -> Pinning<'db> {
        Pinning { db, manifests: BTreeMap::new(), locks: BTreeMap::new(), result: PinResult::default() }
    }

    /// Pins the units of a canton that `wanted` names by their ids.
    pub(super) fn add(&mut self, id: CantonId, wanted: impl Fn(&str) -> bool) {
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
                let digests = self.manifests.entry(id.file.path(db)).or_default();
                digests.push(Digest { canton: id, unit: unit_id, pin: pin.to_string() });
            } else {
                let line = symbol_id(&from_folder(canton.folder(db), unit.file.path(db)), unit.name());
                self.result.pinned.push((unit_id, pin.to_string()));
                self.lock(id).entry(canton.name().to_owned()).or_default().insert(line, pin);
            }
        }
    }

    /// Writes a lock anew that has lines which cannot be read, such as the marks of a merge.
    pub(super) fn mend_lock(&mut self, id: CantonId) {
        let db = self.db;
        if lock_file(db, id).is_some_and(|file| !lock(db, file).1.is_empty()) {
            self.lock(id);
        }
    }

    /// Takes the pins of the cantons that are asked for out of the locks where no claim leads to their units, but for
    /// those whose units a claim still names: what was vouched for must not be lost with code that has moved.
    pub(super) fn clear(&mut self, is_asked: impl Fn(&str) -> bool) {
        let db = self.db;
        let lost = Lost::new(db);
        self.result.kept.extend(lost.digests().filter(|kept| is_asked(&kept.canton)));
        for file in all_files(db).filter(|file| file.kind(db) == Some(FileKind::Lock)) {
            let lines = &lock(db, file).0;
            let stale = stale_lock_lines(db, file).iter().filter_map(|&index| lines.get(index as usize));
            for line in stale.filter(|line| is_asked(&line.canton.value)) {
                self.clear_line(&lost, file, line);
            }
        }
    }

    fn clear_line(&mut self, lost: &Lost<'_>, file: File, line: &LockLine) {
        let (unit, canton) = (rooted(parent(file.path(self.db)), &line.unit.value), &line.canton.value);
        if let Some(reason) = lost.why_kept(file, canton, &unit) {
            let place = file.path(self.db).to_owned();
            return self.result.kept.push(KeptPin { unit, canton: canton.clone(), place, reason });
        }
        let lines = self.lines(file.path(self.db).to_owned());
        if lines.get_mut(canton).is_some_and(|units| units.remove(&line.unit.value).is_some()) {
            self.result.dropped.push((unit, canton.clone()));
        }
    }

    /// The lines of the lock beside a canton's manifest, as they will be.
    fn lock(&mut self, id: CantonId) -> &mut Lines {
        self.lines(lock_path(self.db, id))
    }

    /// The lines of the lock at a path, as they will be.
    fn lines(&mut self, path: String) -> &mut Lines {
        let db = self.db;
        self.locks.entry(path).or_insert_with_key(|path| {
            let mut lines = Lines::new();
            for line in find_file(db, path).map_or(&[][..], |file| &lock(db, file).0) {
                let units = lines.entry(line.canton.value.clone()).or_default();
                units.insert(line.unit.value.clone(), line.pin.value.clone());
            }
            lines
        })
    }

    pub(super) fn finish(mut self) -> PinResult {
        for (path, digests) in std::mem::take(&mut self.manifests) {
            self.write_manifest(path, digests);
        }
        for (path, lines) in std::mem::take(&mut self.locks) {
            self.write_lock(path, lines);
        }
        self.result.pinned.sort();
        self.result.unparsable.sort();
        self.result.unwritable.sort();
        self.result.dropped.sort();
        self.result.kept.sort();
        self.result
    }

    fn write_manifest(&mut self, path: &str, digests: Vec<Digest>) {
        let db = self.db;
        let text = find_file(db, path).and_then(|file| source_text(db, file).ok()).unwrap_or_default();
        let values = digests.iter().map(|it| (it.canton.index as usize, it.pin.clone())).collect();
        let made = set_values(&text, "digest", &values);
        for Digest { canton, unit, pin } in digests {
            if !made.contains_key(&(canton.index as usize)) {
                self.result.unwritable.push((unit, path.to_owned()));
                continue;
            }
            // A line in the lock would go before the manifest's own pin.
            if let Some(canton) = Canton::new(db, canton).filter(|it| lock_file(db, it.id).is_some()) {
                self.lock(canton.id).remove(canton.name());
            }
            self.result.pinned.push((unit, pin));
        }
        let edits: Vec<_> = made.into_values().flatten().collect();
        if !edits.is_empty() {
            self.result.change.edits.push(FileEdit { path: path.to_owned(), edits });
        }
    }

    fn write_lock(&mut self, path: String, lines: Lines) {
        let lines: Vec<(String, String, Pin)> = lines
            .into_iter()
            .flat_map(|(canton, units)| units.into_iter().map(move |(unit, pin)| (canton.clone(), unit, pin)))
            .collect();
        let old = find_file(self.db, &path).and_then(|file| source_text(self.db, file).ok());
        let edits = lock_edits(old.as_deref().unwrap_or_default(), &lines);
        match (old, edits) {
            (_, edits) if edits.is_empty() => {}
            (Some(_), edits) => self.result.change.edits.push(FileEdit { path, edits }),
            (None, edits) => {
                let text = edits.into_iter().map(|it| it.new_text).collect();
                self.result.change.created.push((path, text));
            }
        }
    }
}
