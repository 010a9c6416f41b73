//! Makes the change that mends a problem of one text: quotes the owner, corrects a key.

use canton_semantic::{Db, File, FileKind, Workspace, find_file};
use canton_syntax::Problem;

use super::CodeAction;
use crate::SourceChange;

/// The action that mends `problem`, the `at`th of its file; `None` where nothing certain does.
pub(crate) fn action(db: &dyn Db, file: File, problem: &Problem, at: usize) -> Option<CodeAction> {
    let fix = problem.fix.as_ref()?;
    let arguments = vec![problem.code.as_str().to_owned(), at.to_string(), fix.title.clone()];
    Some(CodeAction::quick_fix("mend", file.path(db), arguments, fix.title.clone()).preferred())
}

/// Its edits, where the problem is still the one that the action was offered for.
pub(crate) fn change(db: &dyn Db, path: &str, code: &str, at: &str, title: &str) -> Option<SourceChange> {
    let file = find_file(db, path)?;
    let problem = problems(db, file).get(at.parse::<usize>().ok()?)?;
    let fix = problem.fix.as_ref().filter(|fix| fix.title == title && problem.code.as_str() == code)?;
    SourceChange::edit(path, fix.edits.clone())
}

/// What is wrong in the text of a manifest, a lock file or `federation.yaml`.
pub(crate) fn problems(db: &dyn Db, file: File) -> &[Problem] {
    match file.kind(db) {
        Some(FileKind::Manifest) => &canton_semantic::manifest(db, file).problems,
        Some(FileKind::Lock) => &canton_semantic::lock(db, file).1,
        Some(FileKind::Federation) if canton_semantic::federation_file(db) == Some(file) => {
            &canton_semantic::federation(db, Workspace::get(db)).1
        }
        _ => &[],
    }
}
