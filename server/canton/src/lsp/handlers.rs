//! What answers requests and takes notifications, one file for each kind.
//!
//! A request's handler is a plain function: from the protocol, ask the analysis, to the protocol. It runs on the
//! pool with a snapshot of its own.

pub(crate) mod call_hierarchy;
pub(crate) mod code_action;
pub(crate) mod code_lens;
pub(crate) mod completion;
pub(crate) mod custom;
pub(crate) mod diagnostic;
pub(crate) mod hover;
pub(crate) mod navigation;
mod notification;
pub(crate) mod references;
pub(crate) mod rename_files;
pub(crate) mod symbols;

use canton_semantic::File;
use canton_syntax::TextSize;
use std::sync::Arc;
use tower_lsp::ls_types::TextDocumentPositionParams;

use super::from_proto;
use super::snapshot::{Failure, Snapshot};
use crate::position::LineIndex;

/// An answer, or why there is none.
pub(crate) type Handled<T> = Result<T, Failure>;

/// The file, its lines and the offset that a request is about; `None` for a file that is not read.
fn place(
    snapshot: &Snapshot,
    params: &TextDocumentPositionParams,
) -> Handled<Option<(File, Arc<LineIndex>, TextSize)>> {
    let Some(file) = snapshot.file() else { return Ok(None) };
    let lines = snapshot.lines(file);
    let offset = from_proto::offset(&lines, params.position, snapshot.session.encoding)?;
    Ok(Some((file, lines, offset)))
}
