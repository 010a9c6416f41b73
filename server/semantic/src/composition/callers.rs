//! Who is called by anybody, and what code is judged at all.

use rustc_hash::FxHashMap;

use super::canton_of;
use crate::index::folder_sources;
use crate::standing::is_apart;
use crate::{CantonId, Db, File, Shard, Target, Workspace, edges, symbol_key, symbol_names};

/// Which symbols of a file are product code, by their index: no tests, nothing generated.
#[salsa::tracked(returns(deref))]
pub(crate) fn judged(db: &dyn Db, file: File) -> Box<[bool]> {
    let is_apart = is_apart(db, file);
    symbol_names(db, file).iter().map(|(_, it)| !is_apart && !it.is_test).collect()
}

/// Whether compositions in a symbol are judged: in product code, not in tests and generated code.
pub(crate) fn is_judged(db: &dyn Db, file: File, symbol: u32) -> bool {
    judged(db, file).get(symbol as usize).copied().unwrap_or(false)
}

/// What the product code of a folder calls, and from where: file and symbol.
#[salsa::tracked]
fn folder_calls(db: &dyn Db, shard: Shard) -> FxHashMap<Target, Vec<(File, u32)>> {
    let mut called: FxHashMap<Target, Vec<(File, u32)>> = FxHashMap::default();
    for file in folder_sources(db, shard) {
        let callers = crate::bodies::callers(db, file).iter().enumerate();
        for (symbol, _) in callers.filter(|(_, calls)| **calls) {
            let symbol = symbol as u32;
            if !is_judged(db, file, symbol) {
                continue;
            }
            for (_, targets) in
                edges(db, symbol_key(db, file, symbol)).iter().filter(|(edge, _)| edge.how.is_one())
            {
                let recursion = |it: &&Target| it.file == file && it.symbol == symbol;
                for target in targets.iter().filter(|it| !recursion(it)) {
                    let from = called.entry(*target).or_default();
                    if from.last() != Some(&(file, symbol)) {
                        from.push((file, symbol));
                    }
                }
            }
        }
    }
    called
}

/// Whether product code calls a symbol, or the class that it makes objects of: within a canton, if one is given.
pub(super) fn is_called(db: &dyn Db, wanted: &[Target], within: Option<CantonId>) -> bool {
    Workspace::get(db).shards(db).iter().any(|&shard| {
        let called = folder_calls(db, shard);
        let mut from = wanted.iter().filter_map(|it| called.get(it)).flatten();
        from.any(|&(file, symbol)| within.is_none() || canton_of(db, file, symbol) == within)
    })
}
