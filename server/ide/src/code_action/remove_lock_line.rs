//! Removes a line of `canton.lock` whose unit is gone.

use canton_semantic::{Db, File, find_file, lock, source_text, stale_lock_lines};
use canton_syntax::lock::LockLine;
use canton_syntax::{TextEdit, TextRange, TextSize};

use super::CodeAction;
use crate::SourceChange;

/// The action that removes `line`.
pub(crate) fn action(db: &dyn Db, file: File, line: &LockLine) -> CodeAction {
    let title = format!("Remove the pin of `{}`", line.unit.value);
    let arguments = vec![key(line)];
    CodeAction::quick_fix("remove-lock-line", file.path(db), arguments, title)
}

/// The removal, where the line is there and still stale.
pub(crate) fn change(db: &dyn Db, path: &str, wanted: &str) -> Option<SourceChange> {
    let file = find_file(db, path)?;
    let lines = &lock(db, file).0;
    let mut stale = stale_lock_lines(db, file).iter().filter_map(|&index| lines.get(index as usize));
    let line = stale.find(|line| key(line) == wanted)?;
    let text = source_text(db, file).ok()?;
    let rest = text.get(usize::from(line.range.end())..)?;
    let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let range = TextRange::new(line.range.start(), line.range.end() + TextSize::try_from(end).ok()?);
    SourceChange::edit(path, vec![TextEdit { range, new_text: String::new() }])
}

/// What tells the line from all others.
pub(super) fn key(line: &LockLine) -> String {
    format!("{} {}", line.canton.value, line.unit.value)
}
