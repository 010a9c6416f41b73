//! From the protocol's words to ours.

use canton_ide::CodeActionId;
use canton_syntax::{TextRange, TextSize};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::{self as lsp, Uri};

use super::snapshot::Failure;
use crate::position::{Encoding, LineIndex, Position, Range};

/// The offset of a place; refused where the text has no such line.
pub(crate) fn offset(
    lines: &LineIndex,
    position: lsp::Position,
    encoding: Encoding,
) -> Result<TextSize, Failure> {
    Ok(lines.offset(place(position), encoding)?)
}

/// The offsets of a range.
pub(crate) fn text_range(
    lines: &LineIndex,
    range: lsp::Range,
    encoding: Encoding,
) -> Result<TextRange, Failure> {
    let range = Range { start: place(range.start), end: place(range.end) };
    Ok(lines.text_range(range, encoding)?)
}

fn place(position: lsp::Position) -> Position {
    Position { line: position.line, character: position.character }
}

/// The path of a document that is a file, in an absolute form without symbolic links in its folder. The file
/// itself may not be there yet.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let path = written_path(uri)?;
    let (folder, name) = (path.parent()?, path.file_name()?);
    Some(folder.canonicalize().map_or_else(|_| path.clone(), |folder| folder.join(name)))
}

/// The path of a document that is a file, as the client writes it.
pub(crate) fn written_path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file
        .then(|| uri.to_file_path())
        .flatten()
        .map(|path| path.into_owned())
        .filter(|path| path.is_absolute())
}

/// The URI of an absolute path.
pub(crate) fn uri_of(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}

/// What makes an action again, as it travels: in the `data` of an action, and as the argument of a command.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ActionData {
    /// The document that it was offered in.
    pub(crate) uri: Uri,
    /// Which action.
    pub(crate) action: String,
    /// The file, relative to the federation's root.
    pub(crate) path: String,
    /// What it takes.
    #[serde(default)]
    pub(crate) arguments: Vec<String>,
}

impl ActionData {
    /// Reads it where it is one.
    pub(crate) fn read(value: &Value) -> Result<ActionData, Failure> {
        ActionData::deserialize(value).map_err(|error| Failure::Refused(error.to_string()))
    }

    /// For the analysis.
    pub(crate) fn id(&self) -> CodeActionId {
        CodeActionId {
            action: self.action.clone(),
            path: self.path.clone(),
            arguments: self.arguments.clone(),
        }
    }
}
