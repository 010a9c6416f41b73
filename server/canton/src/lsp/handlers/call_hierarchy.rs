//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`

use canton_ide::{HierarchyCall, HierarchyItem};
use canton_semantic::File;
use canton_syntax::TextRange;
use canton_syntax::outline::SymbolKind as Kind;
use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
    SymbolKind,
};

use super::{Handled, place};
use crate::lsp::snapshot::{Failure, Snapshot};
use crate::lsp::to_proto;

pub(crate) fn prepare(
    snapshot: &Snapshot,
    params: &CallHierarchyPrepareParams,
) -> Handled<Option<Vec<CallHierarchyItem>>> {
    if !snapshot.is_federation()? {
        return Ok(None);
    }
    let Some((file, _, offset)) = place(snapshot, &params.text_document_position_params)? else {
        return Ok(None);
    };
    let found = snapshot.analysis.prepare_call_hierarchy(file, offset.into())?;
    let items: Vec<CallHierarchyItem> = found.iter().filter_map(|it| item(snapshot, it)).collect();
    Ok((!items.is_empty()).then_some(items))
}

pub(crate) fn incoming(
    snapshot: &Snapshot,
    params: &CallHierarchyIncomingCallsParams,
) -> Handled<Option<Vec<CallHierarchyIncomingCall>>> {
    let calls = snapshot.analysis.incoming_calls(&snapshot.path, symbol(&params.item)?)?;
    let call = |it: &HierarchyCall| {
        let from_ranges = ranges(snapshot, it.item.file, &it.ranges);
        Some(CallHierarchyIncomingCall { from: item(snapshot, &it.item)?, from_ranges })
    };
    Ok(Some(calls.iter().filter_map(call).collect()))
}

pub(crate) fn outgoing(
    snapshot: &Snapshot,
    params: &CallHierarchyOutgoingCallsParams,
) -> Handled<Option<Vec<CallHierarchyOutgoingCall>>> {
    let Some(file) = snapshot.file() else { return Ok(None) };
    let calls = snapshot.analysis.outgoing_calls(&snapshot.path, symbol(&params.item)?)?;
    let call = |it: &HierarchyCall| {
        let from_ranges = ranges(snapshot, file, &it.ranges);
        Some(CallHierarchyOutgoingCall { to: item(snapshot, &it.item)?, from_ranges })
    };
    Ok(Some(calls.iter().filter_map(call).collect()))
}

/// The dotted name that an item was given on its way; its file is the snapshot's.
fn symbol(item: &CallHierarchyItem) -> Result<&str, Failure> {
    let symbol = item.data.as_ref().and_then(|data| data.get("symbol")).and_then(Value::as_str);
    symbol.ok_or_else(|| Failure::Refused(String::from("the item has lost its `data.symbol`")))
}

fn item(snapshot: &Snapshot, item: &HierarchyItem) -> Option<CallHierarchyItem> {
    let (lines, encoding) = (snapshot.lines(item.file), snapshot.session.encoding);
    let path = snapshot.analysis.path(item.file);
    Some(CallHierarchyItem {
        name: item.name.clone(),
        kind: kind(item.kind),
        tags: None,
        detail: Some(format!("{} · {path}", item.detail)),
        uri: snapshot.uri(&path)?,
        range: to_proto::range(&lines, item.range, encoding),
        selection_range: to_proto::range(&lines, item.focus, encoding),
        data: Some(json!({"symbol": item.symbol})),
    })
}

fn ranges(snapshot: &Snapshot, file: File, ranges: &[TextRange]) -> Vec<Range> {
    let lines = snapshot.lines(file);
    ranges.iter().map(|it| to_proto::range(&lines, *it, snapshot.session.encoding)).collect()
}

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Module => SymbolKind::FILE,
        Kind::Namespace => SymbolKind::NAMESPACE,
        Kind::Class | Kind::Record | Kind::Type => SymbolKind::CLASS,
        Kind::Struct => SymbolKind::STRUCT,
        Kind::Trait | Kind::Interface => SymbolKind::INTERFACE,
        Kind::Enum => SymbolKind::ENUM,
        Kind::Function | Kind::Macro => SymbolKind::FUNCTION,
        Kind::Method => SymbolKind::METHOD,
        Kind::Constructor => SymbolKind::CONSTRUCTOR,
        Kind::Resource => SymbolKind::OBJECT,
    }
}
