//! What fits at a place in a manifest.

use canton_semantic::{Db, File};
use canton_syntax::{TextRange, TextSize};

/// Something that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    /// What the list shows.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What is replaced.
    pub range: TextRange,
    /// By what.
    pub new_text: String,
    /// A word beside the label.
    pub detail: Option<String>,
    /// CommonMark.
    pub documentation: Option<String>,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum CompletionKind {
    Key,
    Value,
    Canton,
    Type,
    Owner,
    File,
    Symbol,
}

pub(crate) fn completions(_db: &dyn Db, _file: File, _offset: TextSize) -> Vec<CompletionItem> {
    Vec::new()
}
