//! Documents that were edited a moment ago, and when there is time to read them again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// While somebody types, nothing is read twice.
const REST: Duration = Duration::from_millis(150);

/// What was edited since it was last read at leisure, and when the last edit was.
#[derive(Debug, Default)]
pub(super) struct Hasty {
    documents: BTreeSet<(PathBuf, Arc<str>)>,
    last_edit: Option<Instant>,
}

impl Hasty {
    /// Notes edits of documents of the federation at `root`.
    pub(super) fn edited(&mut self, root: &Path, paths: &[Arc<str>]) {
        if !paths.is_empty() {
            self.documents.extend(paths.iter().map(|path| (root.to_owned(), Arc::clone(path))));
            self.last_edit = Some(Instant::now());
        }
    }

    /// When the documents have had their rest; `None` where there are none.
    pub(super) fn due(&self) -> Option<Instant> {
        self.last_edit.map(|it| it + REST)
    }

    /// The documents, which are no longer noted.
    pub(super) fn take(&mut self) -> BTreeSet<(PathBuf, Arc<str>)> {
        self.last_edit = None;
        std::mem::take(&mut self.documents)
    }
}
