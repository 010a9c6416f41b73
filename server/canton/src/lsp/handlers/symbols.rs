//! Document symbols, folds and workspace symbols.

use tower_lsp::ls_types::{
    self as lsp, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams,
    SymbolInformation, SymbolKind, WorkspaceSymbolParams,
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

/// Cantons fold, and so do their keys.
pub(crate) fn folding_ranges(
    snapshot: &Snapshot,
    _: &FoldingRangeParams,
) -> Handled<Option<Vec<FoldingRange>>> {
    let Some(file) = snapshot.file() else { return Ok(None) };
    let lines = snapshot.lines(file);
    let symbols = snapshot.analysis.document_symbols(file)?;
    let mut folds = Vec::new();
    for symbol in symbols.iter().flat_map(|it| std::iter::once(it).chain(&it.children)) {
        let range = to_proto::range(&lines, symbol.range, snapshot.session.encoding);
        // A range that ends where a line starts does not reach into that line.
        let end_line =
            if range.end.character == 0 { range.end.line.saturating_sub(1) } else { range.end.line };
        if end_line > range.start.line {
            folds.push(FoldingRange { start_line: range.start.line, end_line, ..FoldingRange::default() });
        }
    }
    Ok((!folds.is_empty()).then_some(folds))
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
