//! Requests of our own, for status bars and views.
//!
//! `canton/ratio` takes `{textDocument?: {uri}}` and answers for the federation of that document, else for the
//! first one: `{"symbols": {"canonical": 4, …}, "lines": {"canonical": 120, …},
//! "ratio": {"symbols": 0.25, "lines": 0.256}, "goal": 0.9}`, counts by standing as `canton check` prints them;
//! a share is null where nothing counts, and the whole answer where nobody uses Canton.
//!
//! `canton/map` takes the same and answers with the counts of each folder's own files:
//! `{"folders": [{"path": "infra", "files": 3, "symbols": …, "lines": …, "ratio": …}]}`, sorted by path.
//!
//! `canton/status` takes `{textDocument: {uri}, position?}` and answers as `canton status --format json` does:
//! `{"schema": "canton-status/1", "path": …, "owner": […], "symbol": {…}}`, but with ranges in the encoding that
//! was negotiated; null for a file that is not read, and where nobody uses Canton. Until every file has been read
//! once, `callers`, `calls` and `blast` are null.

use serde::Deserialize;
use tower_lsp::ls_types::{Position, TextDocumentIdentifier};

/// What `canton/ratio` and `canton/map` take.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FederationParams {
    /// Any document of the federation.
    #[serde(default)]
    pub(crate) text_document: Option<TextDocumentIdentifier>,
}

/// What `canton/status` takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StatusParams {
    /// The file; the snapshot has been taken for it already.
    #[serde(rename = "textDocument")]
    pub(crate) _text_document: TextDocumentIdentifier,
    /// A place in the symbol; the module without one.
    #[serde(default)]
    pub(crate) position: Option<Position>,
}
