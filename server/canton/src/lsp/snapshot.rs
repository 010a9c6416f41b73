//! What one task sees: an analysis, and the documents that belong to it.

use canton_ide::{Analysis, Cancellable};
use canton_semantic::{File, FileKind};
use dashmap::DashMap;
use rustc_hash::FxHashMap;
use salsa::Cancelled;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tower_lsp::jsonrpc;
use tower_lsp::ls_types::Uri;

use super::client::Session;
use super::from_proto;
use crate::position::{LineIndex, PastEnd};

/// One federation as it is at one moment. Lives inside one task and is never stored.
pub(crate) struct Snapshot {
    /// The analysis.
    pub(crate) analysis: Analysis,
    /// What the client can take.
    pub(crate) session: Arc<Session>,
    /// Where documents are.
    pub(crate) places: Arc<Places>,
    /// The path of the document that is asked about, relative to the root; empty where none is.
    pub(crate) path: Arc<str>,
    /// Every file has been read once, so what asks all of them does not wait.
    pub(crate) primed: bool,
    lines: RefCell<FxHashMap<File, Arc<LineIndex>>>,
}

/// Where the files of a federation are for the client.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// The root, without symbolic links.
    pub(crate) root: PathBuf,
    /// The root as the client writes it.
    pub(crate) shown: PathBuf,
    /// The open documents, by path relative to the root.
    pub(crate) open: BTreeMap<Arc<str>, OpenDocument>,
    /// The lines of closed manifests and the like, by path: after each change their findings are placed anew.
    /// What changes is taken out while no task runs.
    pub(crate) lines: Arc<DashMap<Arc<str>, Arc<LineIndex>>>,
}

/// An open document as tasks see it.
#[derive(Clone, Debug)]
pub(crate) struct OpenDocument {
    /// As the client writes it.
    pub(crate) uri: Uri,
    /// The client's version.
    pub(crate) version: i32,
    /// The text of that version.
    pub(crate) text: Arc<str>,
    /// What the analysis reads it as; `None` for a file that is left out.
    pub(crate) kind: Option<FileKind>,
    /// Another number for every text.
    pub(crate) revision: u64,
    /// Its lines, counted when they are first needed.
    pub(crate) lines: Arc<OnceLock<Arc<LineIndex>>>,
}

/// Why a request has no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A newer change, or the client, cancelled it.
    Cancelled(Cancelled),
    /// What was asked makes no sense here.
    Refused(String),
}

impl From<Cancelled> for Failure {
    fn from(cancelled: Cancelled) -> Failure {
        Failure::Cancelled(cancelled)
    }
}

impl From<PastEnd> for Failure {
    fn from(error: PastEnd) -> Failure {
        Failure::Refused(error.to_string())
    }
}

impl Failure {
    /// The error for the client, where asking again does not help.
    pub(crate) fn into_error(self) -> jsonrpc::Error {
        match self {
            Failure::Cancelled(Cancelled::Local) => jsonrpc::Error::request_cancelled(),
            Failure::Cancelled(_) => jsonrpc::Error::content_modified(),
            Failure::Refused(reason) => jsonrpc::Error::invalid_params(reason),
        }
    }
}

impl Snapshot {
    /// A snapshot that is asked about the document at `path`.
    pub(crate) fn new(
        analysis: Analysis,
        session: Arc<Session>,
        places: Arc<Places>,
        path: Arc<str>,
        primed: bool,
    ) -> Snapshot {
        Snapshot { analysis, session, places, path, primed, lines: RefCell::default() }
    }

    /// The file that is asked about, where the analysis reads it.
    pub(crate) fn file(&self) -> Option<File> {
        self.analysis.file(&self.path)
    }

    /// The version of the document that is asked about, where it is open.
    pub(crate) fn version(&self) -> Option<i32> {
        self.places.open.get(&self.path).map(|document| document.version)
    }

    /// The lines of a file's text in this snapshot; of an empty text for a file that cannot be read.
    pub(crate) fn lines(&self, file: File) -> Arc<LineIndex> {
        let path = self.analysis.path(file);
        if let Some(document) = self.places.open.get(&path) {
            return Arc::clone(document.lines());
        }
        if let Some(lines) = self.lines.borrow().get(&file) {
            return Arc::clone(lines);
        }
        let is_source = matches!(self.analysis.kind(file), Some(FileKind::Source(_)));
        let kept = self.places.lines.get(&path).filter(|_| !is_source).map(|lines| Arc::clone(&lines));
        let lines =
            kept.unwrap_or_else(|| Arc::new(LineIndex::new(self.analysis.text(file).unwrap_or_default())));
        if !is_source {
            self.places.lines.insert(path, Arc::clone(&lines));
        }
        self.lines.borrow_mut().insert(file, Arc::clone(&lines));
        lines
    }

    /// The URI of a path relative to the root: the client's own where it has the document open.
    pub(crate) fn uri(&self, path: &str) -> Option<Uri> {
        self.places.uri(path)
    }

    /// Whether anybody uses Canton here.
    pub(crate) fn is_federation(&self) -> Cancellable<bool> {
        self.analysis.is_federation()
    }
}

impl Places {
    /// The URI of a path relative to the root.
    pub(crate) fn uri(&self, path: &str) -> Option<Uri> {
        match self.open.get(path) {
            Some(document) => Some(document.uri.clone()),
            None => from_proto::uri_of(&self.shown.join(path)),
        }
    }
}

impl OpenDocument {
    /// The lines of the text.
    pub(crate) fn lines(&self) -> &Arc<LineIndex> {
        self.lines.get_or_init(|| Arc::new(LineIndex::new(Arc::clone(&self.text))))
    }
}
