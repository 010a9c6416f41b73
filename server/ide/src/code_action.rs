//! What can be done at a place: register, pin, accept drift, quote the owner, choose a candidate.
//!
//! An action is offered by its id and title alone; its edits are made when they are asked for, against the
//! text of that moment, and not at all where the world has moved on.

pub(crate) mod choose;
pub(crate) mod except;
pub(crate) mod fix_all;
pub(crate) mod follow_move;
pub(crate) mod follow_rename;
pub(crate) mod mend;
pub(crate) mod pin;
pub(crate) mod register;
pub(crate) mod register_all;
pub(crate) mod register_in;
pub(crate) mod remove_lock_line;
pub(crate) mod replace;
pub(crate) mod require;

use canton_semantic::{Db, File, FileKind, PinState, Standing, Workspace, is_federation, outline};
use canton_syntax::TextRange;
use rustc_hash::FxHashSet;

use crate::SourceChange;
use crate::diagnostics::diagnostics;
use crate::unit::{innermost_symbol, unit_of_symbol};

/// An action, without its edits yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeAction {
    /// What makes it again.
    pub id: CodeActionId,
    /// What the editor shows.
    pub title: String,
    /// Where the editor lists it.
    pub kind: CodeActionKind,
    /// The one that a person most likely wants.
    pub preferred: bool,
}

/// Where an editor lists an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeActionKind {
    /// Mends a finding.
    QuickFix,
    /// `source.fixAll.canton`: mends every finding that has one certain fix.
    FixAll,
}

/// What makes an action again, when its edits are asked for: plain words, so that it can travel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CodeActionId {
    /// Which action: `register`, `register-in`, `pin`, `accept-drift`, `mend`, …
    pub action: String,
    /// The file it was asked in.
    pub path: String,
    /// The symbol's dotted name, the canton's name, the candidate: whatever the action takes.
    pub arguments: Vec<String>,
}

impl CodeAction {
    /// A quick-fix.
    fn quick_fix(action: &str, path: &str, arguments: Vec<String>, title: String) -> CodeAction {
        let id = CodeActionId { action: action.to_owned(), path: path.to_owned(), arguments };
        CodeAction { id, title, kind: CodeActionKind::QuickFix, preferred: false }
    }

    fn preferred(self) -> CodeAction {
        CodeAction { preferred: true, ..self }
    }
}

pub(crate) fn code_actions(db: &dyn Db, file: File, range: TextRange) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    for finding in diagnostics(db, file) {
        if finding.range.intersect(range).is_some() {
            actions.extend(finding.actions);
        }
    }
    match file.kind(db) {
        Some(FileKind::Source(_)) => at_unit(&mut actions, db, file, range),
        Some(FileKind::Manifest) => at_canton(&mut actions, db, file, range),
        _ => {}
    }
    actions.extend(fix_all::action(db, file));
    let mut seen = FxHashSet::default();
    actions.retain(|action| seen.insert(action.id.clone()));
    actions
}

/// What can be done with the unit around a range of source code.
fn at_unit(actions: &mut Vec<CodeAction>, db: &dyn Db, file: File, range: TextRange) {
    let Ok(outline) = outline(db, file) else { return };
    let symbol = innermost_symbol(outline, range.start());
    // On a definition it would be one more thing to choose from.
    let all = if symbol == 0 { register_all::actions(db, file) } else { Vec::new() };
    let Some(unit) = unit_of_symbol(db, file, symbol).filter(|unit| unit.standing.lines > 0) else {
        return actions.extend(all);
    };
    match (unit.standing.standing, unit.canton(db)) {
        (Standing::Uncantonized, _) => {
            actions.extend(register::action(db, unit));
            if is_federation(db, Workspace::get(db)) {
                actions.extend(register_in::actions(db, unit));
            }
        }
        (Standing::Drifted, Some(canton)) => actions.extend(pin::accept_action(db, unit, canton)),
        (Standing::Registered | Standing::Canonical, Some(canton)) if unit.standing.pin == PinState::None => {
            actions.extend(pin::unit_action(db, unit, canton));
        }
        _ => {}
    }
    actions.extend(all);
}

/// What can be done with the canton around a range of a manifest.
fn at_canton(actions: &mut Vec<CodeAction>, db: &dyn Db, file: File, range: TextRange) {
    let manifests = &canton_semantic::manifest(db, file).cantons;
    let around = manifests.iter().position(|canton| canton.range.intersect(range).is_some());
    let canton = around.map(|index| canton_semantic::CantonId { file, index: index as u32 });
    let canton = canton.and_then(|id| crate::unit::Canton::new(db, id));
    let Some(canton) = canton else { return };
    actions.extend(follow_move::in_manifest(db, canton, range));
    actions.extend(pin::canton_action(db, canton));
}

pub(crate) fn resolve(db: &dyn Db, id: &CodeActionId) -> Option<SourceChange> {
    let arguments: Vec<&str> = id.arguments.iter().map(String::as_str).collect();
    match (id.action.as_str(), arguments.as_slice()) {
        ("register", [symbol]) => register::change(db, &id.path, symbol),
        ("register-all", [form]) => register_all::change(db, &id.path, form),
        ("register-in", [symbol, manifest, canton]) => {
            register_in::change(db, &id.path, symbol, manifest, canton)
        }
        ("pin" | "accept-drift", [canton, units @ ..]) => pin::change(db, &id.path, canton, units),
        ("choose", [canton, candidate]) => choose::change(db, &id.path, canton, candidate),
        ("replace", [at, old, new]) => replace::change(db, &id.path, at, old, new),
        ("require", [manifest, canton, requirement]) => require::change(db, manifest, canton, requirement),
        ("mend", [code, at, title]) => mend::change(db, &id.path, code, at, title),
        ("follow-move", [line, unit]) => follow_move::change(db, &id.path, line, unit),
        ("follow-claim", [at, old, new, canton, from, to]) => {
            follow_move::follow_claim(db, &id.path, [at, old, new], canton, [from, to], None)
        }
        ("follow-rename", [at, old, new, canton, from, to]) => {
            follow_rename::change(db, &id.path, [at, old, new], canton, [from, to])
        }
        ("follow-rename", [line]) => follow_rename::change_line(db, &id.path, line),
        ("remove-lock-line", [line]) => remove_lock_line::change(db, &id.path, line),
        ("except", [code, symbol]) => except::change(db, code, symbol),
        ("fix-all", []) => fix_all::change(db, &id.path),
        _ => None,
    }
}
