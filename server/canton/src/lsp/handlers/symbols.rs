//! Document symbols, folds and workspace symbols.

use canton_ide::LinkTarget;
use tower_lsp::ls_types::{
    self as lsp, DocumentLink, DocumentLinkParams, DocumentSymbolParams, DocumentSymbolResponse,
    FoldingRange, FoldingRangeParams, SymbolInformation, SymbolKind, WorkspaceSymbolParams,
};

use super::Handled;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use crate::position::{Encoding, LineIndex};

pub(crate) fn document_symbols(
    snapshot: &Snapshot,
    _: &DocumentSymbolParams,
) -> Handled<Option<DocumentSymbolResponse>> {
    let Some(file) = snapshot.file() else { return Ok(None) };
    let symbols = snapshot.analysis.document_symbols(file)?;
    if symbols.is_empty() {
        return Ok(None);
    }
    let (lines, encoding) = (snapshot.lines(file), snapshot.session.encoding);
    if snapshot.session.nested_symbols {
        let nested = symbols.iter().map(|it| nested(it, SymbolKind::MODULE, &lines, encoding));
        return Ok(Some(DocumentSymbolResponse::Nested(nested.collect())));
    }
    let Some(uri) = snapshot.uri(&snapshot.path) else { return Ok(None) };
    let mut flat = Vec::new();
    for symbol in &symbols {
        let mut add = |it: &canton_ide::DocumentSymbol, kind, container: Option<&str>| {
            let range = to_proto::range(&lines, it.range, encoding);
            flat.push(information(&it.name, kind, lsp::Location { uri: uri.clone(), range }, container));
        };
        add(symbol, SymbolKind::MODULE, None);
        symbol.children.iter().for_each(|it| add(it, SymbolKind::PROPERTY, Some(&symbol.name)));
    }
    Ok(Some(DocumentSymbolResponse::Flat(flat)))
}

#[expect(deprecated, reason = "the field has to be given")]
fn nested(
    symbol: &canton_ide::DocumentSymbol,
    kind: SymbolKind,
    lines: &LineIndex,
    encoding: Encoding,
) -> lsp::DocumentSymbol {
    let children = symbol.children.iter().map(|it| nested(it, SymbolKind::PROPERTY, lines, encoding));
    lsp::DocumentSymbol {
        name: symbol.name.clone(),
        detail: (!symbol.detail.is_empty()).then(|| symbol.detail.clone()),
        kind,
        tags: None,
        deprecated: None,
        range: to_proto::range(lines, symbol.range, encoding),
        selection_range: to_proto::range(lines, symbol.name_range, encoding),
        children: (!symbol.children.is_empty()).then(|| children.collect()),
    }
}

#[expect(deprecated, reason = "the field has to be given")]
fn information(
    name: &str,
    kind: SymbolKind,
    location: lsp::Location,
    container: Option<&str>,
) -> SymbolInformation {
    SymbolInformation {
        name: name.to_owned(),
        kind,
        tags: None,
        deprecated: None,
        location,
        container_name: container.map(str::to_owned),
    }
}

/// What can be folded in a manifest and in `federation.yaml`.
pub(crate) fn folding_ranges(
    snapshot: &Snapshot,
    _: &FoldingRangeParams,
) -> Handled<Option<Vec<FoldingRange>>> {
    let Some(file) = snapshot.file() else { return Ok(None) };
    let lines = snapshot.lines(file);
    let folds = snapshot.analysis.folding_ranges(file)?.into_iter().filter_map(|fold| {
        let range = to_proto::range(&lines, fold, snapshot.session.encoding);
        // A range that ends where a line starts does not reach into that line.
        let end = range.end;
        let end_line = if end.character == 0 { end.line.saturating_sub(1) } else { end.line };
        let fold = FoldingRange { start_line: range.start.line, end_line, ..FoldingRange::default() };
        (end_line > range.start.line).then_some(fold)
    });
    let folds = Vec::from_iter(folds);
    Ok((!folds.is_empty()).then_some(folds))
}

/// What can be followed in a manifest and in `federation.yaml`.
pub(crate) fn document_links(
    snapshot: &Snapshot,
    _: &DocumentLinkParams,
) -> Handled<Option<Vec<DocumentLink>>> {
    let Some(file) = snapshot.file() else { return Ok(None) };
    let lines = snapshot.lines(file);
    let links = snapshot.analysis.document_links(file)?.into_iter().filter_map(|link| {
        let target = match &link.target {
            LinkTarget::Path(path) => snapshot.uri(path)?,
            LinkTarget::Url(address) => address.parse().ok()?,
        };
        let range = to_proto::range(&lines, link.range, snapshot.session.encoding);
        Some(DocumentLink { range, target: Some(target), tooltip: None, data: None })
    });
    Ok(Some(links.collect()))
}

pub(crate) fn workspace_symbols(
    snapshot: &Snapshot,
    params: &WorkspaceSymbolParams,
) -> Handled<Vec<SymbolInformation>> {
    let found = snapshot.analysis.workspace_symbols(&params.query)?;
    let found = found.iter().filter_map(|symbol| {
        let kind = if symbol.is_canton { SymbolKind::MODULE } else { SymbolKind::INTERFACE };
        let location = to_proto::location(snapshot, symbol.file, symbol.range)?;
        Some(information(&symbol.name, kind, location, None))
    });
    Ok(found.collect())
}
