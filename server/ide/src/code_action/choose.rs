//! Takes one of several candidates for what a canton claims: writes `source`.

use canton_semantic::{Db, canton_named, find_file, from_folder, source_text};
use canton_syntax::edit::set_value;

use super::CodeAction;
use crate::SourceChange;
use crate::unit::Canton;

/// The action that lets `canton` claim `candidate`, the id of a symbol or a path.
pub(crate) fn action(db: &dyn Db, canton: Canton<'_>, candidate: &str) -> CodeAction {
    let title = format!("Claim `{}`", written(db, canton, candidate));
    let arguments = vec![canton.name().to_owned(), candidate.to_owned()];
    CodeAction::quick_fix("choose", canton.id.file.path(db), arguments, title)
}

/// The canton with `source`.
pub(crate) fn change(db: &dyn Db, path: &str, canton: &str, candidate: &str) -> Option<SourceChange> {
    let file = find_file(db, path)?;
    let id = canton_named(db, canton).into_iter().find(|id| id.file == file)?;
    let canton = Canton::new(db, id)?;
    if canton.manifest.source.is_some() {
        return None;
    }
    let text = source_text(db, file).ok()?;
    let claim = written(db, canton, candidate);
    SourceChange::edit(path, set_value(&text, id.index as usize, "source", &claim))
}

fn written(db: &dyn Db, canton: Canton<'_>, candidate: &str) -> String {
    let (path, name) = candidate.split_once('#').unwrap_or((candidate, ""));
    canton_semantic::symbol_id(&from_folder(canton.folder(db), path), name)
}
