//! Follows pinned code to another name: with the old name put back, it is what was pinned.
//!
//! A name is part of a digest, so that a unit under another name has another one. Whether it is the same code
//! but for that is not guessed: its text is read again with the old name in it, in the definition alone or, for
//! a function that calls itself, wherever the name stands in it; only the very digest that was pinned will do.

use std::collections::BTreeMap;

use canton_semantic::{
    Db, File, FileKind, PinState, canton_named, find_file, from_folder, lock, parent, pin_targets,
    source_text, stale_lock_lines, symbol_id, without_ordinal,
};
use canton_syntax::digest::Pin;
use canton_syntax::lock::LockLine;
use canton_syntax::outline::outline;
use canton_syntax::{TextEdit, TextRange};

use super::follow_move::{follow_claim, renamed_lines};
use super::remove_lock_line::key;
use super::{CodeAction, replace};
use crate::SourceChange;
use crate::pins::rooted;
use crate::unit::{Canton, Unit, unit_named, unit_of_symbol, units};

/// The one unit of `units`, all of one file, that is the pinned code under another name; `None` where there is
/// none, or more than one.
fn renamed<'db>(db: &'db dyn Db, units: &[Unit<'db>], old: &str, pin: &Pin) -> Option<Unit<'db>> {
    let file = units.first()?.file;
    let Some(FileKind::Source(language)) = file.kind(db) else { return None };
    let text = source_text(db, file).ok()?;
    for everywhere in [false, true] {
        let text = with_name_back(&text, units, last_part(without_ordinal(old)), everywhere);
        let outline = outline(&text, language);
        // Another count of symbols means that the names put back made other code of it.
        if outline.symbols.len() != units[0].outline.symbols.len() {
            continue;
        }
        let is_same = |unit: &&Unit<'db>| {
            let digest = outline.symbols[unit.standing.symbol as usize].digest;
            digest.is_some_and(|digest| Pin::new(language.name, digest) == *pin)
        };
        let mut same = units.iter().filter(is_same);
        if let (Some(unit), None) = (same.next(), same.next()) {
            return Some(*unit);
        }
    }
    None
}

/// The text with every unit called `old`; `everywhere`, also wherever else its name stands in it.
fn with_name_back(text: &str, units: &[Unit<'_>], old: &str, everywhere: bool) -> String {
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for unit in units {
        let symbol = unit.symbol();
        let name = last_part(without_ordinal(unit.name()));
        let range = std::ops::Range::<usize>::from(symbol.name_range);
        if name.is_empty() || text.get(range.clone()) != Some(name) {
            continue;
        }
        places.insert(range.start, range.end);
        if everywhere {
            let whole = std::ops::Range::<usize>::from(symbol.range);
            let own = text.get(whole.clone()).unwrap_or_default();
            places.extend(words(own, name).map(|at| (whole.start + at, whole.start + at + name.len())));
        }
    }
    let mut res = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in places.into_iter().filter(|(start, end)| start <= end) {
        // Names of nested units may lie in one another.
        if start < at {
            continue;
        }
        res.push_str(text.get(at..start).unwrap_or_default());
        res.push_str(old);
        at = end;
    }
    res.push_str(text.get(at..).unwrap_or_default());
    res
}

/// Where a word stands as a whole.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_letter = |it: char| it.is_alphanumeric() || matches!(it, '_' | '$');
    text.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        !text[..at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter)
    })
}

/// The name itself, without what it stands in.
fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The action that lets a claim of a symbol follow it to another name in its file.
pub(super) fn of_claim(
    db: &dyn Db,
    canton: Canton<'_>,
    place: TextRange,
    path: &str,
    name: &str,
    pin: &Pin,
) -> Option<CodeAction> {
    let unit = in_file(db, path, name, pin)?;
    let claim = symbol_id(&from_folder(canton.folder(db), path), without_ordinal(unit.name()));
    let mut action = replace::action(db, canton.id.file, place, &claim)?;
    "follow-rename".clone_into(&mut action.id.action);
    action.id.arguments.extend([canton.name().to_owned(), symbol_id(path, name), unit.id(db)]);
    Some(CodeAction { title: title(&claim), ..action })
}

/// The unit of a file that no canton claims and that was called `name` when it was pinned.
fn in_file<'db>(db: &'db dyn Db, path: &str, name: &str, pin: &Pin) -> Option<Unit<'db>> {
    let free: Vec<Unit<'db>> =
        units(db, find_file(db, path)?).filter(|unit| unit.standing.canton.is_none()).collect();
    renamed(db, &free, name, pin)
}

fn title(to: &str) -> String {
    format!("Follow the code to its new name `{to}`: the rest is what was pinned")
}

/// The claim with its new text, and the pin of the code under its new name.
pub(crate) fn change(
    db: &dyn Db,
    path: &str,
    [at, old, new]: [&str; 3],
    name: &str,
    [from, to]: [&str; 2],
) -> Option<SourceChange> {
    let (code, to_name) = to.split_once('#')?;
    let pin = unit_named(db, find_file(db, code)?, to_name)?.pin(db)?;
    let mut change = follow_claim(db, path, [at, old, new], name, [from, to], Some(&pin))?;
    let id = canton_named(db, name).into_iter().find(|id| id.file.path(db) == path)?;
    if let Some(digest) = &Canton::new(db, id)?.manifest.digest {
        let text = source_text(db, id.file).ok()?;
        let written = text.get(std::ops::Range::<usize>::from(digest.range))?;
        let new_text = match written.starts_with(['"', '\'']) {
            true => replace::quoted_like(written, &pin.to_string()),
            false => pin.to_string(),
        };
        let edits = &mut change.edits.iter_mut().find(|it| it.path == path)?.edits;
        edits.push(TextEdit { range: digest.range, new_text });
        edits.sort_by_key(|it| it.range.start());
    }
    Some(change)
}

/// The action that moves a line of the lock to the unit of its canton that is the same code under another name.
pub(crate) fn of_line(db: &dyn Db, file: File, line: &LockLine) -> Option<CodeAction> {
    let unit = of_line_unit(db, file, line)?;
    let to = symbol_id(&from_folder(parent(file.path(db)), unit.file.path(db)), unit.name());
    let action = CodeAction::quick_fix("follow-rename", file.path(db), vec![key(line)], title(&to));
    Some(action.preferred())
}

fn of_line_unit<'db>(db: &'db dyn Db, file: File, line: &LockLine) -> Option<Unit<'db>> {
    let id = rooted(parent(file.path(db)), &line.unit.value);
    let (path, name) = id.split_once('#')?;
    let canton = canton_named(db, &line.canton.value)
        .into_iter()
        .find(|id| parent(id.file.path(db)) == parent(file.path(db)))?;
    let targets = pin_targets(db, canton).into_iter();
    let unpinned: Vec<Unit<'db>> = targets
        .filter(|target| target.file.path(db) == path)
        .filter_map(|target| unit_of_symbol(db, target.file, target.symbol))
        .filter(|unit| unit.standing.pin == PinState::None)
        .collect();
    renamed(db, &unpinned, name, &line.pin.value)
}

/// The lock with the line at its unit's new name, and with the pin that it has under it.
pub(crate) fn change_line(db: &dyn Db, path: &str, wanted: &str) -> Option<SourceChange> {
    let file = find_file(db, path)?;
    let lines = &lock(db, file).0;
    let mut stale = stale_lock_lines(db, file).iter().filter_map(|&index| lines.get(index as usize));
    let line = stale.find(|line| key(line) == wanted)?;
    let unit = of_line_unit(db, file, line)?;
    let to = symbol_id(&from_folder(parent(path), unit.file.path(db)), unit.name());
    let pin = unit.pin(db)?;
    let edit = renamed_lines(db, file, |it| (it == line).then(|| (to.clone(), pin.clone())))?;
    Some(SourceChange { created: Vec::new(), edits: vec![edit] })
}
