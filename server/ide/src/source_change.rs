//! Edits as data; only the rim applies them.

use canton_syntax::TextEdit;

/// What an action changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceChange {
    /// Files that come to be: path and text.
    pub created: Vec<(String, String)>,
    /// Files that are edited.
    pub edits: Vec<FileEdit>,
}

/// The edits of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file's path.
    pub path: String,
    /// In order, without overlaps, in the text that the snapshot saw.
    pub edits: Vec<TextEdit>,
}
