//! `source.fixAll.canton`: mends every problem of a file that has one certain fix.

use canton_semantic::{Db, File, find_file};
use canton_syntax::{TextEdit, TextRange};

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
        if !fix.edits.iter().any(|edit| overlaps(&edits, edit.range)) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    SourceChange::edit(path, edits)
}

fn overlaps(edits: &[TextEdit], range: TextRange) -> bool {
    edits.iter().any(|edit| {
        edit.range.start() < range.end() && range.start() < edit.range.end() || edit.range == range
    })
}
