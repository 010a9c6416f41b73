//! Follows pinned code to where it has moved: the same digest under another id.

use canton_semantic::{
    BindingProblemKind, Claimed, Db, File, PinState, binding_problems, canton_named, find_file, from_folder,
    lock, lock_file, parent, pin_targets, source_files, source_text, stale_lock_lines, symbol_id,
    without_ordinal,
};
use canton_syntax::TextRange;
use canton_syntax::digest::Pin;
use canton_syntax::lock::{LockLine, lock_edits};
use std::collections::BTreeMap;

use super::remove_lock_line::key;
use super::{CodeAction, follow_rename, replace};
use crate::canton::{claim_range, claims};
use crate::pins::rooted;
use crate::unit::{Canton, Unit, unit_of_symbol, units};
use crate::{FileEdit, SourceChange};

/// The action that moves a line of the lock to the unit of its canton that is the same code and has no pin.
pub(crate) fn in_lock(db: &dyn Db, file: File, line: &LockLine) -> Option<CodeAction> {
    let id = canton_named(db, &line.canton.value)
        .into_iter()
        .find(|id| parent(id.file.path(db)) == parent(file.path(db)))?;
    let targets = pin_targets(db, id).into_iter();
    let mut moved = targets
        .filter_map(|target| unit_of_symbol(db, target.file, target.symbol))
        .filter(|unit| unit.standing.pin == PinState::None && unit.pin(db).as_ref() == Some(&line.pin.value));
    let unit = moved.next()?;
    let to = symbol_id(&from_folder(parent(file.path(db)), unit.file.path(db)), unit.name());
    let title = format!("Follow `{}` to `{to}`: it is the same code", line.unit.value);
    Some(CodeAction::quick_fix("follow-move", file.path(db), vec![key(line), to], title).preferred())
}

/// The lock with the line's pin at its new unit.
pub(crate) fn change(db: &dyn Db, path: &str, wanted: &str, unit: &str) -> Option<SourceChange> {
    let file = find_file(db, path)?;
    let lines = &lock(db, file).0;
    let mut stale = stale_lock_lines(db, file).iter().filter_map(|&index| lines.get(index as usize));
    let line = stale.find(|line| key(line) == wanted)?;
    let edit = renamed_lines(db, file, |it| (it == line).then(|| (unit.to_owned(), it.pin.value.clone())))?;
    Some(SourceChange { created: Vec::new(), edits: vec![edit] })
}

/// The actions that let a claim at `range`, whose code is gone, follow the code that its pins name.
///
/// This looks at every unit of the federation, so it is done when somebody asks, and never while they type.
pub(crate) fn in_manifest(db: &dyn Db, canton: Canton<'_>, range: TextRange) -> Vec<CodeAction> {
    let gone = binding_problems(db, canton.id.file).iter().find(|problem| {
        let missing = matches!(problem.kind, BindingProblemKind::NoFile(_) | BindingProblemKind::NoSymbol(_));
        let place = claim_range(canton, problem.claim);
        missing && problem.canton == canton.id.index && place.intersect(range).is_some()
    });
    let Some(gone) = gone else { return Vec::new() };
    let Some(claimed) = claims(db, canton.id).get(gone.claim as usize) else { return Vec::new() };
    let pins = pins_of(db, canton, claimed);
    let found = match claimed {
        Claimed::Symbol { name, .. } => same_unit(db, &pins, name),
        Claimed::File(_) => same_file(db, &pins),
        Claimed::Glob(_) | Claimed::Outside | Claimed::Unbound(_) => Vec::new(),
    };
    let place = claim_range(canton, gone.claim);
    if let (Claimed::Symbol { path, name }, true) = (claimed, found.is_empty()) {
        let pin = pins.iter().find(|(unit, _)| unit == name);
        let action = pin.and_then(|(_, pin)| follow_rename::of_claim(db, canton, place, path, name, pin));
        return action.into_iter().collect();
    }
    found
        .into_iter()
        .filter_map(|(path, name)| claim_action(db, canton, place, claimed, &path, &name))
        .collect()
}

/// The pins of the units that a claim named, by dotted name: the canton's own, and its lines in the lock.
fn pins_of(db: &dyn Db, canton: Canton<'_>, claimed: &Claimed) -> Vec<(String, Pin)> {
    let (path, name) = match claimed {
        Claimed::Symbol { path, name } => (path, name.as_str()),
        Claimed::File(path) => (path, ""),
        Claimed::Glob(_) | Claimed::Outside | Claimed::Unbound(_) => return Vec::new(),
    };
    let own = canton.manifest.digest.as_ref().filter(|_| claims(db, canton.id).len() == 1);
    let mut pins: Vec<(String, Pin)> =
        own.map(|it| (name.to_owned(), it.value.clone())).into_iter().collect();
    let lock_file = lock_file(db, canton.id);
    for line in lock_file.map_or(&[][..], |file| &lock(db, file).0) {
        let id = rooted(canton.folder(db), &line.unit.value);
        let (of, unit) = id.split_once('#').unwrap_or((&id, ""));
        let is_below = unit == name || is_part(name, unit);
        if line.canton.value == canton.name() && of == path && is_below {
            pins.push((unit.to_owned(), line.pin.value.clone()));
        }
    }
    pins
}

/// Whether the unit `name` stands in the one called `outer`, or in a file.
fn is_part(outer: &str, name: &str) -> bool {
    outer.is_empty() || name.strip_prefix(outer).is_some_and(|rest| rest.starts_with(['.', '~']))
}

/// Units that no canton claims and that are the code which `name` was.
fn same_unit(db: &dyn Db, pins: &[(String, Pin)], name: &str) -> Vec<(String, String)> {
    let Some((_, pin)) = pins.iter().find(|(unit, _)| unit == name) else { return Vec::new() };
    let all = source_files(db).flat_map(|file| units(db, file));
    let same = all.filter(|unit| unit.standing.canton.is_none() && unit.pin(db).as_ref() == Some(pin));
    same.map(|unit| (unit.file.path(db).to_owned(), unit.name().to_owned())).collect()
}

/// The files that hold most of the pinned units under their names, in no canton: equally many each.
fn same_file(db: &dyn Db, pins: &[(String, Pin)]) -> Vec<(String, String)> {
    let pinned: BTreeMap<&str, &Pin> = pins.iter().map(|(name, pin)| (name.as_str(), pin)).collect();
    let is_kept = |unit: &Unit<'_>| {
        let pin = pinned.get(unit.name()).copied();
        pin.is_some() && unit.standing.canton.is_none() && unit.pin(db).as_ref() == pin
    };
    let counted = source_files(db).map(|file| (file, units(db, file).filter(is_kept).count()));
    let mut counted: Vec<(File, usize)> = counted.filter(|(_, kept)| kept * 2 > pins.len()).collect();
    let most = counted.iter().map(|(_, kept)| *kept).max();
    counted.retain(|(_, kept)| Some(*kept) == most);
    counted.into_iter().map(|(file, _)| (file.path(db).to_owned(), String::new())).collect()
}

fn claim_action(
    db: &dyn Db,
    canton: Canton<'_>,
    place: TextRange,
    claimed: &Claimed,
    path: &str,
    name: &str,
) -> Option<CodeAction> {
    let old = match claimed {
        Claimed::Symbol { path, name } => symbol_id(path, name),
        Claimed::File(path) => path.clone(),
        Claimed::Glob(_) | Claimed::Outside | Claimed::Unbound(_) => return None,
    };
    let claim = symbol_id(&from_folder(canton.folder(db), path), without_ordinal(name));
    let mut action = replace::action(db, canton.id.file, place, &claim)?;
    "follow-claim".clone_into(&mut action.id.action);
    action.id.arguments.extend([canton.name().to_owned(), old, symbol_id(path, name)]);
    Some(CodeAction { title: format!("Follow the code to `{claim}`: it is what was pinned"), ..action })
}

/// The claim with its new text, and the canton's lines of the lock with the new ids; the unit that the claim
/// names gets the pin that is given.
pub(crate) fn follow_claim(
    db: &dyn Db,
    path: &str,
    [at, old, new]: [&str; 3],
    canton: &str,
    [from, to]: [&str; 2],
    pin: Option<&Pin>,
) -> Option<SourceChange> {
    let mut change = replace::change(db, path, at, old, new)?;
    let id = canton_named(db, canton).into_iter().find(|id| id.file.path(db) == path);
    if let Some(file) = id.and_then(|id| lock_file(db, id)) {
        let folder = parent(file.path(db));
        let renamed = |line: &LockLine| {
            let id = rooted(folder, &line.unit.value);
            let rest =
                id.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with(['#', '.', '~']));
            let rest = rest.filter(|_| line.canton.value == canton)?;
            let new = pin.filter(|_| rest.is_empty()).unwrap_or(&line.pin.value);
            Some((from_folder(folder, &format!("{to}{rest}")), new.clone()))
        };
        change.edits.extend(renamed_lines(db, file, renamed));
    }
    Some(change)
}

/// The lock with other ids, and their pins, for some of its lines.
pub(crate) fn renamed_lines(
    db: &dyn Db,
    file: File,
    renamed: impl Fn(&LockLine) -> Option<(String, Pin)>,
) -> Option<FileEdit> {
    let lines = lock(db, file).0.iter().map(|line| {
        let as_it_is = || (line.unit.value.clone(), line.pin.value.clone());
        let (unit, pin) = renamed(line).unwrap_or_else(as_it_is);
        (line.canton.value.clone(), unit, pin)
    });
    let lines: Vec<(String, String, Pin)> = lines.collect();
    let edits = lock_edits(&source_text(db, file).ok()?, &lines);
    (!edits.is_empty()).then(|| FileEdit { path: file.path(db).to_owned(), edits })
}
