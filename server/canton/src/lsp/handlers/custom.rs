//! Requests of our own: see [`crate::lsp::custom`].

use canton_ide::{Drift, SymbolEntry};
use canton_syntax::TextSize;
use serde_json::{Value, json};

use super::Handled;
use crate::cli::json::{counts_value, ratio_value, symbol_value};
use crate::cli::reach::Surroundings;
use crate::lsp::custom::{FederationParams, StatusParams};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{from_proto, to_proto};
use crate::position::LineIndex;

pub(crate) fn map(snapshot: &Snapshot, _: &FederationParams) -> Handled<Value> {
    if !snapshot.is_federation()? {
        return Ok(Value::Null);
    }
    let folders = snapshot.analysis.map()?.into_iter().map(|(path, counts)| {
        let (symbols, lines) = counts_value(&counts);
        let ratio = ratio_value(&counts);
        json!({"path": path, "files": counts.files, "symbols": symbols, "lines": lines, "ratio": ratio})
    });
    Ok(json!({"folders": folders.collect::<Vec<_>>()}))
}

pub(crate) fn ratio(snapshot: &Snapshot, _: &FederationParams) -> Handled<Value> {
    if !snapshot.is_federation()? {
        return Ok(Value::Null);
    }
    let ratio = snapshot.analysis.ratio()?;
    let (symbols, lines) = counts_value(&ratio.counts);
    let goal = f64::from(ratio.goal) / 1000.0;
    Ok(json!({"symbols": symbols, "lines": lines, "ratio": ratio_value(&ratio.counts), "goal": goal}))
}

pub(crate) fn status(snapshot: &Snapshot, params: &StatusParams) -> Handled<Value> {
    let Some(file) = snapshot.file() else { return Ok(Value::Null) };
    if !snapshot.is_federation()? {
        return Ok(Value::Null);
    }
    let (lines, encoding) = (snapshot.lines(file), snapshot.session.encoding);
    let offset: Option<TextSize> =
        params.position.map(|position| from_proto::offset(&lines, position, encoding)).transpose()?;
    let Some(status) = snapshot.analysis.status(file, offset.map(Into::into))? else {
        return Ok(Value::Null);
    };
    let symbol = match &status.symbol {
        Some(symbol) => Some(known_symbol(snapshot, symbol, status.drift, &lines, offset)?),
        None => None,
    };
    Ok(json!({"schema": "canton-status/1", "path": status.path, "owner": status.owner, "symbol": symbol}))
}

/// A symbol as `canton status` has it; before every file has been read, nothing is known around it.
fn known_symbol(
    snapshot: &Snapshot,
    symbol: &SymbolEntry,
    drift: Option<Drift>,
    lines: &LineIndex,
    offset: Option<TextSize>,
) -> Handled<Value> {
    let mut value = symbol_value(symbol, lines);
    value["range"] = json!(to_proto::range(lines, symbol.range, snapshot.session.encoding));
    if let Some(drift) = drift {
        value["drift"] = json!(drift.as_str());
    }
    let around = match snapshot.primed {
        true => Surroundings::of(&snapshot.analysis, symbol, offset.map(Into::into))?.value(lines),
        false => json!({"callers": null, "calls": null, "blast": null}),
    };
    if let (Value::Object(value), Value::Object(around)) = (&mut value, around) {
        value.extend(around);
    }
    Ok(value)
}
