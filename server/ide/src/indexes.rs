//! What became of the SCIP indexes.

use canton_semantic::{Db, index_states, scip_index};

/// An index, and how much of it is of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexReport {
    /// Its path.
    pub path: String,
    /// How many of its documents are still what was indexed.
    pub fresh: usize,
    /// How many are not.
    pub stale: usize,
    /// How many are no file that Canton reads.
    pub unknown: usize,
    /// What is wrong with it.
    pub problems: Vec<String>,
}

pub(crate) fn indexes(db: &dyn Db) -> Vec<IndexReport> {
    let report = |it: canton_semantic::IndexState| IndexReport {
        path: it.file.path(db).to_owned(),
        fresh: it.fresh,
        stale: it.stale,
        unknown: it.unknown,
        problems: scip_index(db, it.file).1.iter().map(|it| it.message.clone()).collect(),
    };
    index_states(db).into_iter().map(report).collect()
}
