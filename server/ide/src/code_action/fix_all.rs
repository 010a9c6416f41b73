//! `source.fixAll.canton`: mends every problem of a file that has one certain fix.

use canton_semantic::{Db, File, find_file};
use canton_syntax::{TextEdit, TextRange, TextSize};

use super::mend::problems;
use super::{CodeAction, CodeActionKind};
use crate::SourceChange;

/// The action, where there is anything to mend.
pub(crate) fn action(db: &dyn Db, file: File) -> Option<CodeAction> {
    problems(db, file).iter().find(|problem| problem.fix.is_some())?;
    let title = String::from("Mend everything that has one certain fix");
    let action = CodeAction::quick_fix("fix-all", file.path(db), Vec::new(), title);
    Some(CodeAction { kind: CodeActionKind::FixAll, ..action })
}

/// The edits of all certain fixes, the first of those that touch the same text.
pub(crate) fn change(db: &dyn Db, path: &str) -> Option<SourceChange> {
    let file = find_file(db, path)?;
    let mut edits: Vec<TextEdit> = Vec::new();
    for fix in problems(db, file).iter().filter_map(|problem| problem.fix.as_ref()) {
        if fix.edits.iter().any(|edit| overlaps(&edits, edit.range)) {
            continue;
        }
        for edit in &fix.edits {
            let at = edits.partition_point(|it| place(it.range) <= place(edit.range));
            edits.insert(at, edit.clone());
        }
    }
    SourceChange::edit(path, edits)
}

/// Whether a range touches one of the edits, which stand in order and apart.
fn overlaps(edits: &[TextEdit], range: TextRange) -> bool {
    let before = edits.partition_point(|edit| edit.range.start() < range.end());
    let touches = edits[..before].last().is_some_and(|edit| range.start() < edit.range.end());
    touches || edits.binary_search_by_key(&place(range), |edit| place(edit.range)).is_ok()
}

fn place(range: TextRange) -> (TextSize, TextSize) {
    (range.start(), range.end())
}
