//! `textDocument/references`, `textDocument/prepareRename` and `textDocument/rename`

use tower_lsp::ls_types::{
    Location, PrepareRenameResponse, ReferenceParams, RenameParams, TextDocumentPositionParams, WorkspaceEdit,
};

use super::{Handled, place};
use crate::lsp::snapshot::{Failure, Snapshot};
use crate::lsp::to_proto;

pub(crate) fn references(snapshot: &Snapshot, params: &ReferenceParams) -> Handled<Option<Vec<Location>>> {
    let Some((file, _, offset)) = place(snapshot, &params.text_document_position)? else { return Ok(None) };
    let mut found = snapshot.analysis.references(file, offset.into())?;
    found.retain(|it| params.context.include_declaration || !it.is_declaration);
    let found = found.iter().filter_map(|it| to_proto::location(snapshot, it.file, it.range));
    let found: Vec<Location> = found.collect();
    Ok((!found.is_empty()).then_some(found))
}

pub(crate) fn prepare_rename(
    snapshot: &Snapshot,
    params: &TextDocumentPositionParams,
) -> Handled<Option<PrepareRenameResponse>> {
    let Some((file, lines, offset)) = place(snapshot, params)? else { return Ok(None) };
    let found = snapshot.analysis.prepare_rename(file, offset.into())?;
    Ok(found.map(|(range, placeholder)| PrepareRenameResponse::RangeWithPlaceholder {
        range: to_proto::range(&lines, range, snapshot.session.encoding),
        placeholder,
    }))
}

pub(crate) fn rename(snapshot: &Snapshot, params: &RenameParams) -> Handled<Option<WorkspaceEdit>> {
    let Some((file, _, offset)) = place(snapshot, &params.text_document_position)? else { return Ok(None) };
    let change =
        snapshot.analysis.rename(file, offset.into(), &params.new_name)?.map_err(Failure::Refused)?;
    Ok(to_proto::workspace_edit(snapshot, &change))
}
