//! `workspace/willRenameFiles`

use std::path::Path;
use std::str::FromStr;
use tower_lsp::ls_types::{DocumentChanges, RenameFilesParams, Uri, WorkspaceEdit};

use super::Handled;
use crate::loader::relative_path;
use crate::lsp::from_proto::written_path;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;

/// What one federation's manifests and locks must say before files of it are renamed.
pub(crate) fn will_rename(snapshot: &Snapshot, params: &RenameFilesParams) -> Handled<Option<WorkspaceEdit>> {
    if !snapshot.is_federation()? {
        return Ok(None);
    }
    let path = |uri: &str| {
        let path = written_path(&Uri::from_str(uri).ok()?)?;
        below(&path, &snapshot.places.shown).or_else(|| below(&path, &snapshot.places.root))
    };
    // What comes from elsewhere was claimed by nobody here, and what leaves is lost.
    let renames = params.files.iter().filter_map(|it| Some((path(&it.old_uri)?, path(&it.new_uri)?)));
    let change = snapshot.analysis.rename_files(&renames.collect::<Vec<_>>())?;
    if change.edits.is_empty() {
        return Ok(None);
    }
    Ok(to_proto::workspace_edit(snapshot, &change))
}

fn below(path: &Path, root: &Path) -> Option<String> {
    relative_path(root, path).filter(|it| !it.is_empty())
}

/// The edits of several federations as one.
pub(crate) fn together(edits: Vec<WorkspaceEdit>) -> Option<WorkspaceEdit> {
    edits.into_iter().reduce(|mut all, other| {
        if let Some(changes) = other.changes {
            all.changes.get_or_insert_default().extend(changes);
        }
        all.document_changes = match (all.document_changes, other.document_changes) {
            (Some(DocumentChanges::Operations(mut one)), Some(DocumentChanges::Operations(other))) => {
                one.extend(other);
                Some(DocumentChanges::Operations(one))
            }
            (one, other) => one.or(other),
        };
        all
    })
}
