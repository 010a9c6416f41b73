//! Who calls a symbol and what it calls, from symbol to symbol.

use canton_semantic::{
    Db, Effort, File, Target, call_indexes, callers_of, edges, file_name, find_file, outline, symbol_key,
    symbol_names, symbols_named,
};
use canton_syntax::outline::SymbolKind;
use canton_syntax::{TextRange, TextSize};

use crate::unit::{call_at, symbol_named_at, unit_of_symbol};

/// A symbol in a hierarchy of calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyItem {
    /// Its file.
    pub file: File,
    /// Its dotted name, with an ordinal where it needs one; empty for a module.
    pub symbol: String,
    /// What a person calls it.
    pub name: String,
    /// Its standing, its canton, and whether the call may lead elsewhere.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// The whole of it.
    pub range: TextRange,
    /// Its name.
    pub focus: TextRange,
}

/// A step in a hierarchy: the symbol at its other end, and where the calls stand in the one that calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyCall {
    /// Who calls, or is called.
    pub item: HierarchyItem,
    /// The calls, in the caller's file.
    pub ranges: Vec<TextRange>,
}

/// The symbol whose name stands at an offset, or those that the call there may lead to.
pub(crate) fn prepare(db: &dyn Db, file: File, offset: TextSize) -> Vec<HierarchyItem> {
    let Ok(outline) = outline(db, file) else { return Vec::new() };
    if let Some(symbol) = symbol_named_at(outline, offset) {
        return item(db, Target { file, symbol }, true).into_iter().collect();
    }
    let Some(call) = call_at(outline, offset) else { return Vec::new() };
    let from = outline.calls[call].from;
    let at = call_indexes(db, file, from).binary_search(&(call as u32));
    let edge = at.ok().and_then(|at| edges(db, symbol_key(db, file, from)).get(at as u32));
    let Some((edge, targets)) = edge else { return Vec::new() };
    targets.iter().filter_map(|&target| item(db, target, edge.how.is_one())).collect()
}

/// Who calls the symbol of that dotted name, by path and place; those whose calls may lead elsewhere too.
pub(crate) fn incoming(db: &dyn Db, path: &str, symbol: &str) -> Vec<HierarchyCall> {
    let Some(wanted) = target(db, path, symbol) else { return Vec::new() };
    let callers = callers_of(db, wanted.file, wanted.symbol, Effort::Full);
    let known = callers.known.iter().map(|it| (it.symbol, true));
    let all = known.chain(callers.ambiguous.iter().map(|&it| (it, false)));
    let calls = all.filter_map(|(from, is_sure)| {
        let calls = edges(db, from.key(db)).iter().enumerate();
        let leads = calls.filter(|(_, (edge, targets))| {
            edge.how.is_one() == is_sure && targets.iter().any(|it| makes(db, *it, wanted))
        });
        let ranges = ranges(db, from, leads.map(|(at, _)| at as u32));
        Some(HierarchyCall { item: item(db, from, is_sure)?, ranges })
    });
    calls.collect()
}

/// Whether to call one symbol is to call the other: that itself, or the class that it constructs.
fn makes(db: &dyn Db, called: Target, wanted: Target) -> bool {
    let names = symbol_names(db, wanted.file);
    let constructed = names.get(wanted.symbol).filter(|it| it.kind == SymbolKind::Constructor);
    called == wanted || constructed.is_some_and(|it| called == Target { symbol: it.parent, ..wanted })
}

/// What the symbol of that dotted name calls, in the order of its first calls.
pub(crate) fn outgoing(db: &dyn Db, path: &str, symbol: &str) -> Vec<HierarchyCall> {
    let Some(from) = target(db, path, symbol) else { return Vec::new() };
    let mut called: Vec<(Target, bool, Vec<u32>)> = Vec::new();
    for (at, (edge, targets)) in edges(db, from.key(db)).iter().enumerate() {
        for &target in targets {
            let is_sure = edge.how.is_one();
            match called.iter_mut().find(|it| it.0 == target && it.1 == is_sure) {
                Some((_, _, calls)) => calls.push(at as u32),
                None => called.push((target, is_sure, vec![at as u32])),
            }
        }
    }
    let calls = called.into_iter().filter_map(|(target, is_sure, calls)| {
        Some(HierarchyCall { item: item(db, target, is_sure)?, ranges: ranges(db, from, calls.into_iter()) })
    });
    calls.collect()
}

fn target(db: &dyn Db, path: &str, symbol: &str) -> Option<Target> {
    let file = find_file(db, path)?;
    let symbol = if symbol.is_empty() { 0 } else { *symbols_named(db, file, symbol).first()? };
    Some(Target { file, symbol })
}

/// Where some calls of a symbol stand.
fn ranges(db: &dyn Db, from: Target, calls: impl Iterator<Item = u32>) -> Vec<TextRange> {
    let Ok(outline) = outline(db, from.file) else { return Vec::new() };
    let indexes = call_indexes(db, from.file, from.symbol);
    calls.filter_map(|at| Some(outline.calls.get(*indexes.get(at as usize)? as usize)?.range)).collect()
}

fn item(db: &dyn Db, symbol: Target, is_sure: bool) -> Option<HierarchyItem> {
    let unit = unit_of_symbol(db, symbol.file, symbol.symbol)?;
    let it = unit.outline.symbols.get(symbol.symbol as usize)?;
    let name = unit.outline.text(it.name);
    let mut detail = vec![unit.standing.standing.as_str()];
    detail.extend(unit.canton(db).map(|canton| canton.name()).filter(|name| !name.is_empty()));
    if !is_sure {
        detail.push("perhaps: the name is ambiguous");
    }
    let path = symbol.file.path(db);
    Some(HierarchyItem {
        file: symbol.file,
        symbol: name.to_owned(),
        name: if name.is_empty() { file_name(path) } else { canton_semantic::without_ordinal(name) }
            .to_owned(),
        detail: detail.join(" · "),
        kind: it.kind,
        range: it.range,
        focus: it.name_range,
    })
}
