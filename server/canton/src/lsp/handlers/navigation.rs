//! `textDocument/definition` and `textDocument/declaration`

use canton_ide::NavigationTarget;
use tower_lsp::ls_types::request::{GotoDeclarationParams, GotoDeclarationResponse};
use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink};

use super::{Handled, place};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use crate::position::LineIndex;

pub(crate) fn definition(
    snapshot: &Snapshot,
    params: &GotoDefinitionParams,
) -> Handled<Option<GotoDefinitionResponse>> {
    let Some((file, lines, offset)) = place(snapshot, &params.text_document_position_params)? else {
        return Ok(None);
    };
    let targets = snapshot.analysis.definition(file, offset.into())?;
    Ok(match snapshot.session.definition_links {
        true => some(links(snapshot, &lines, &targets)).map(GotoDefinitionResponse::Link),
        false => some(locations(snapshot, &targets)).map(GotoDefinitionResponse::Array),
    })
}

pub(crate) fn declaration(
    snapshot: &Snapshot,
    params: &GotoDeclarationParams,
) -> Handled<Option<GotoDeclarationResponse>> {
    let Some((file, lines, offset)) = place(snapshot, &params.text_document_position_params)? else {
        return Ok(None);
    };
    let targets = snapshot.analysis.declaration(file, offset.into())?;
    Ok(match snapshot.session.declaration_links {
        true => some(links(snapshot, &lines, &targets)).map(GotoDeclarationResponse::Link),
        false => some(locations(snapshot, &targets)).map(GotoDeclarationResponse::Array),
    })
}

fn some<T>(found: Vec<T>) -> Option<Vec<T>> {
    (!found.is_empty()).then_some(found)
}

fn links(snapshot: &Snapshot, origin: &LineIndex, targets: &[NavigationTarget]) -> Vec<LocationLink> {
    let encoding = snapshot.session.encoding;
    let link = |target: &NavigationTarget| {
        let lines = snapshot.lines(target.file);
        Some(LocationLink {
            origin_selection_range: Some(to_proto::range(origin, target.origin, encoding)),
            target_uri: snapshot.uri(&snapshot.analysis.path(target.file))?,
            target_range: to_proto::range(&lines, target.range, encoding),
            target_selection_range: to_proto::range(&lines, target.focus, encoding),
        })
    };
    targets.iter().filter_map(link).collect()
}

fn locations(snapshot: &Snapshot, targets: &[NavigationTarget]) -> Vec<Location> {
    targets.iter().filter_map(|target| to_proto::location(snapshot, target.file, target.focus)).collect()
}
