//! Documents that were opened or edited a moment ago, and when there is time for more than their diagnostics.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// While somebody types, nothing is done that nobody waits for.
const REST: Duration = Duration::from_millis(150);

/// What was touched since there was last time for it, and when that was.
#[derive(Debug, Default)]
pub(super) struct Resting {
    documents: BTreeSet<(PathBuf, Arc<str>)>,
    last_touch: Option<Instant>,
}

impl Resting {
    /// Notes that something became of documents of the federation at `root`.
    pub(super) fn touched<'p>(&mut self, root: &Path, paths: impl IntoIterator<Item = &'p Arc<str>>) {
        let mut paths = paths.into_iter().peekable();
        if paths.peek().is_some() {
            self.documents.extend(paths.map(|path| (root.to_owned(), Arc::clone(path))));
            self.last_touch = Some(Instant::now());
        }
    }

    /// When the documents have had their rest; `None` where there are none.
    pub(super) fn due(&self) -> Option<Instant> {
        self.last_touch.map(|it| it + REST)
    }

    /// The documents, which are no longer noted.
    pub(super) fn take(&mut self) -> BTreeSet<(PathBuf, Arc<str>)> {
        self.last_touch = None;
        std::mem::take(&mut self.documents)
    }
}
