//! What calls lead to, for who asks from outside: by name, call by call.

use canton_syntax::outline::Call;
use rustc_hash::FxHashSet;

use super::candidates::Resolved;
use super::lookup::Lookup;
use super::{How, Target, by_index, called, edges, indexed_edges};
use crate::bodies::callers;
use crate::{Db, File, call_indexes, outline, symbol_key, symbol_names};

/// What a call leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// How it was resolved.
    pub how: How,
    /// The definitions: file and dotted name; one unless ambiguous, at most [`super::MOST_CANDIDATES`].
    pub targets: Vec<(File, String)>,
}

/// What the call at `index` in the file's outline leads to; `None` where there is no such call. It is looked up alone:
/// somebody waits with the pointer over it.
pub fn resolve_call(db: &dyn Db, file: File, index: usize) -> Option<Resolution> {
    let outline = outline(db, file).as_ref().ok()?;
    let &Call { from, form, .. } = outline.calls.get(index).filter(|it| !it.form.is_write())?;
    let index = index as u32;
    let callee = outline.text(outline.called_path(index));
    let at = call_indexes(db, file, from).binary_search(&index).ok()? as u32;
    let precise = indexed_edges(db, symbol_key(db, file, from));
    let indexed = precise.binary_search_by_key(&at, |it| it.call).ok().map(|it| &precise[it]);
    let lookup = Lookup::new(db, file, from);
    let Resolved { how, found, .. } =
        by_index(db, indexed, || called(db, &lookup, callee, lookup.counted(form)));
    Some(Resolution::new(db, how, &found))
}

/// What the calls of a file lead to for sure, each once.
pub fn called_from(db: &dyn Db, file: File) -> FxHashSet<Target> {
    let callers = callers(db, file).iter().enumerate().filter(|it| *it.1);
    let edges = callers.flat_map(|(symbol, _)| edges(db, symbol_key(db, file, symbol as u32)).iter());
    edges.filter(|(edge, _)| edge.how.is_one()).flat_map(|(_, targets)| targets).copied().collect()
}

/// What every call of a file leads to, with its index in the outline, in order.
pub fn resolve_calls(db: &dyn Db, file: File) -> Vec<(u32, Resolution)> {
    let callers = callers(db, file).iter().enumerate().filter(|it| *it.1);
    let of = |symbol: u32| {
        call_indexes(db, file, symbol).into_iter().zip(edges(db, symbol_key(db, file, symbol)).iter())
    };
    let Ok(outline) = outline(db, file) else { return Vec::new() };
    let mut calls: Vec<_> = callers
        .flat_map(|(symbol, _)| of(symbol as u32))
        .filter(|(index, _)| !outline.calls[*index as usize].form.is_write())
        .map(|(index, (edge, targets))| (index, Resolution::new(db, edge.how, targets)))
        .collect();
    calls.sort_unstable_by_key(|it| it.0);
    calls
}

impl Resolution {
    fn new(db: &dyn Db, how: How, targets: &[Target]) -> Resolution {
        let named = targets.iter().map(|it| {
            let name = symbol_names(db, it.file).plain_name(it.symbol);
            (it.file, name.to_owned())
        });
        Resolution { how, targets: named.collect() }
    }
}
