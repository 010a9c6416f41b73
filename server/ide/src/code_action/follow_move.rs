//! Follows pinned code to where it has moved: the same digest under another id.

use canton_semantic::{
    BindingProblemKind, Db, File, PinState, binding_problems, canton_named, find_file, from_folder, lock,
    parent, pin_targets, source_files, source_text, stale_lock_lines, symbol_id,
};
use canton_syntax::TextRange;
use canton_syntax::digest::Pin;
use canton_syntax::lock::{LockLine, render_lock};

use super::remove_lock_line::key;
use super::{CodeAction, register, replace};
use crate::SourceChange;
use crate::canton::claim_range;
use crate::unit::{Canton, Unit, unit_of_symbol, units};

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
    let moved = |it: &LockLine| if it == line { unit.to_owned() } else { it.unit.value.clone() };
    let rewritten: Vec<(String, String, Pin)> =
        lines.iter().map(|it| (it.canton.value.clone(), moved(it), it.pin.value.clone())).collect();
    SourceChange::rewrite(path, &source_text(db, file).ok()?, &render_lock(&rewritten))
}

/// The actions that let a claim at `range`, whose symbol is gone, follow the code that its `digest` pins.
///
/// This looks at every unit of the federation, so it is done when somebody asks, and never while they type.
pub(crate) fn in_manifest(db: &dyn Db, canton: Canton<'_>, range: TextRange) -> Vec<CodeAction> {
    let Some(pin) = canton.manifest.digest.as_ref().map(|it| &it.value) else { return Vec::new() };
    let gone = binding_problems(db, canton.id.file).iter().find(|problem| {
        let missing = matches!(problem.kind, BindingProblemKind::NoFile(_) | BindingProblemKind::NoSymbol(_));
        missing && problem.canton == canton.id.index
    });
    let Some(place) = gone.map(|problem| claim_range(canton, problem.claim)) else { return Vec::new() };
    if place.intersect(range).is_none() {
        return Vec::new();
    }
    let all = source_files(db).flat_map(|file| units(db, file));
    let same = all.filter(|unit| unit.standing.canton.is_none() && unit.pin(db).as_ref() == Some(pin));
    same.filter_map(|unit| claim_action(db, canton, place, unit)).collect()
}

fn claim_action(db: &dyn Db, canton: Canton<'_>, place: TextRange, unit: Unit<'_>) -> Option<CodeAction> {
    let claim = register::claim(db, unit, canton.folder(db));
    let action = replace::action(db, canton.id.file, place, &claim)?;
    Some(CodeAction { title: format!("Follow the code to `{claim}`: it is what was pinned"), ..action })
}
