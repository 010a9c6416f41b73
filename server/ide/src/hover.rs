//! What the cursor rests on, said for a person.

use canton_semantic::{Db, File};
use canton_syntax::{TextRange, TextSize};

/// A text for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it speaks of.
    pub range: TextRange,
    /// CommonMark.
    pub markdown: String,
}

pub(crate) fn hover(_db: &dyn Db, _file: File, _offset: TextSize) -> Option<Hover> {
    None
}
