//! `textDocument/hover`

use canton_ide::HoverConfig;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent};

use super::{Handled, place};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;

pub(crate) fn hover(snapshot: &Snapshot, params: &HoverParams) -> Handled<Option<Hover>> {
    if !snapshot.session.switches.hover || !snapshot.is_federation()? {
        return Ok(None);
    }
    let Some((file, lines, offset)) = place(snapshot, &params.text_document_position_params)? else {
        return Ok(None);
    };
    // Before every file has been read once, looking for callers would make the hover wait for all of them.
    let config = HoverConfig { callers: snapshot.primed };
    let Some(hover) = snapshot.analysis.hover(file, offset.into(), config)? else { return Ok(None) };
    let contents: MarkupContent = to_proto::markup(&hover.markdown, snapshot.session.markdown_hover);
    Ok(Some(Hover {
        contents: HoverContents::Markup(contents),
        range: Some(to_proto::range(&lines, hover.range, snapshot.session.encoding)),
    }))
}
