//! Diagnostics: worked out on the pool, and published where they are news.

use canton_ide::Cancellable;
use canton_semantic::File;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::outgoing::{Outbox, Outgoing};
use super::snapshot::Snapshot;
use super::to_proto;

/// No document shows more than this.
const MOST_OF_A_DOCUMENT: usize = 100;

/// Diagnostics that were worked out.
pub(crate) struct Found {
    /// The federation.
    pub(crate) root: PathBuf,
    /// The write that they were worked out after.
    pub(crate) generation: u64,
    /// Whose they are.
    pub(crate) of: FoundIn,
}

/// Whose diagnostics were worked out.
pub(crate) enum FoundIn {
    /// An open document's, in that version.
    Document(Arc<str>, i32, Vec<Diagnostic>),
    /// Those of all manifests and the like that have any.
    Governance(Vec<(Arc<str>, Vec<Diagnostic>)>),
}

/// What a file's findings are for the client: the worst, and how many more there are.
pub(crate) fn of_file(snapshot: &Snapshot, file: File) -> Cancellable<Vec<Diagnostic>> {
    Ok(shown(snapshot, file, &snapshot.analysis.diagnostics(file)?))
}

/// The findings of manifests and the like, by path.
pub(crate) fn of_governance(snapshot: &Snapshot) -> Cancellable<Vec<(Arc<str>, Vec<Diagnostic>)>> {
    let found = snapshot.analysis.governance_diagnostics()?;
    let shown =
        found.iter().map(|(file, found)| (snapshot.analysis.path(*file), shown(snapshot, *file, found)));
    Ok(shown.collect())
}

fn shown(snapshot: &Snapshot, file: File, found: &[canton_ide::Diagnostic]) -> Vec<Diagnostic> {
    let worst = found.iter().take(MOST_OF_A_DOCUMENT);
    let mut shown: Vec<Diagnostic> = worst.map(|it| to_proto::diagnostic(snapshot, file, it)).collect();
    let more = found.len() - shown.len();
    if more > 0
        && let Some(last) = shown.last_mut()
    {
        let findings = if more == 1 { "finding" } else { "findings" };
        last.message = format!("{} (and {more} more {findings} in this file)", last.message);
    }
    shown
}

/// What the client was told last.
#[derive(Debug, Default)]
pub(crate) struct Published {
    sent: FxHashMap<Uri, (PathBuf, Vec<Diagnostic>)>,
}

impl Published {
    /// Publishes what was found in a document of the federation at `root`, unless the client knows it already.
    pub(crate) fn publish(
        &mut self,
        outbox: &Outbox,
        root: &Path,
        uri: Uri,
        found: Vec<Diagnostic>,
        version: Option<i32>,
    ) {
        if self.sent.get(&uri).is_some_and(|(_, sent)| *sent == found) {
            return;
        }
        self.sent.insert(uri.clone(), (root.to_owned(), found.clone()));
        outbox.send(Outgoing::Publish { uri, diagnostics: found, version });
    }

    /// Publishes that there is nothing any more, where there was something.
    pub(crate) fn clear(&mut self, outbox: &Outbox, uri: &Uri) {
        if self.sent.remove(uri).is_some_and(|(_, sent)| !sent.is_empty()) {
            outbox.send(Outgoing::Publish { uri: uri.clone(), diagnostics: Vec::new(), version: None });
        }
    }

    /// Forgets a document that is opened, so that its first result is published whatever it is.
    pub(crate) fn forget(&mut self, uri: &Uri) {
        self.sent.remove(uri);
    }

    /// Every document that shows something.
    pub(crate) fn shown(&self) -> Vec<Uri> {
        self.sent.iter().filter(|(_, (_, found))| !found.is_empty()).map(|(uri, _)| uri.clone()).collect()
    }

    /// Every document of the federation at `root` that shows something.
    pub(crate) fn shown_of(&self, root: &Path) -> Vec<Uri> {
        let shows = self.sent.iter().filter(|(_, (home, found))| home == root && !found.is_empty());
        shows.map(|(uri, _)| uri.clone()).collect()
    }
}
