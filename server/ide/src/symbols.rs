//! Outlines of manifests, and search for cantons and types.

use canton_semantic::{Db, File};
use canton_syntax::TextRange;

/// A canton in a manifest, or a key of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSymbol {
    /// The canton's name or the key.
    pub name: String,
    /// A word beside it.
    pub detail: String,
    /// The whole of it.
    pub range: TextRange,
    /// Its name.
    pub name_range: TextRange,
    /// The keys of a canton.
    pub children: Vec<DocumentSymbol>,
}

/// A canton or a type somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// Its name.
    pub name: String,
    /// A canton; else a type.
    pub is_canton: bool,
    /// Where it is declared.
    pub file: File,
    /// Its name there.
    pub range: TextRange,
}

pub(crate) fn document_symbols(_db: &dyn Db, _file: File) -> Vec<DocumentSymbol> {
    Vec::new()
}

pub(crate) fn workspace_symbols(_db: &dyn Db, _query: &str) -> Vec<WorkspaceSymbol> {
    Vec::new()
}
