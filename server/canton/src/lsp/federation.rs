//! One federation of the session: its engine once it is there, and what changed since the last write.

use canton_ide::{Analysis, FileKind};
use canton_semantic::{BaseSymbols, Change, FileChange};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::oneshot;

use super::loading::excluded;
use super::priming::Priming;
use super::snapshot::{OpenDocument, Places, Snapshot};
use crate::engine::{Engine, named_changes, today};
use crate::git::Base;
use crate::loader::{FoundFile, Walk, kind_of, revision_of};

/// A federation.
pub(crate) struct Federation {
    /// Where its files are, and which are open.
    pub(crate) places: Arc<Places>,
    /// `None` while it is being walked for the first time.
    pub(crate) engine: Option<Engine>,
    /// Counts the writes.
    pub(crate) generation: u64,
    /// The base of the review, when it has been found.
    pub(crate) base: Option<Arc<Base>>,
    /// The first reading of all files, while it lasts.
    pub(crate) priming: Option<Arc<Priming>>,
    /// What the last walk left out.
    pub(crate) exclude: Vec<String>,
    /// Requests that came before the engine was there.
    pub(crate) waiting: Vec<Waiting>,
    /// What only a federation needs has been started: the base, the first reading, the watchers.
    pub(crate) started: bool,
    /// A walk is under way, and whether another one is due after it.
    pub(crate) walking: Option<bool>,
    /// Files on disk, as far as they are read.
    known: FxHashMap<Arc<str>, OnDisk>,
    /// How many of them make it a federation.
    governing: usize,
    /// The engine has just come.
    is_new: bool,
    /// Rules are judged: every file has been read once.
    judges: bool,
    /// What has to be written.
    pending: Pending,
}

/// A file on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OnDisk {
    kind: FileKind,
    revision: u64,
    marked_generated: bool,
}

/// What changed since the last write.
#[derive(Debug, Default)]
struct Pending {
    paths: BTreeSet<Arc<str>>,
    bases: BTreeMap<Arc<str>, BaseSymbols>,
    by_client: BTreeSet<Arc<str>>,
    judges: Option<bool>,
}

/// Up to so many sources are read before anything is shown: that takes no longer than a blink.
const FEW_SOURCES: usize = 200;

/// A request that waits for the engine.
pub(crate) struct Waiting {
    /// The document that it is about.
    pub(crate) path: Arc<str>,
    /// The document's version when it was asked.
    pub(crate) version: Option<i32>,
    /// Who waits.
    pub(crate) reply: oneshot::Sender<Option<Snapshot>>,
}

/// What a write was about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// The open documents that the client edited.
    pub(crate) edited: Vec<Arc<str>>,
    /// Something changed that other files rest on, or that the client does not know of.
    pub(crate) beyond: bool,
}

impl Federation {
    /// A federation that is yet to be walked.
    pub(crate) fn new(root: PathBuf, shown: PathBuf) -> Federation {
        Federation {
            places: Arc::new(Places { root, shown, open: BTreeMap::new(), lines: Arc::default() }),
            engine: None,
            generation: 0,
            base: None,
            priming: None,
            exclude: Vec::new(),
            waiting: Vec::new(),
            started: false,
            is_new: false,
            judges: false,
            walking: Some(false),
            known: FxHashMap::default(),
            governing: 0,
            pending: Pending::default(),
        }
    }

    /// The root, without symbolic links.
    pub(crate) fn root(&self) -> &Path {
        &self.places.root
    }

    /// A snapshot of the analysis, for one task.
    pub(crate) fn analysis(&self) -> Option<Analysis> {
        self.engine.as_ref().map(Engine::analysis)
    }

    /// Whether anybody uses Canton here, on disk or in an open document.
    pub(crate) fn is_governed(&self) -> bool {
        let open = || self.places.open.values().any(|document| document.kind.is_some_and(governs));
        self.governing > 0 || open()
    }

    /// Whether every file has been read once.
    pub(crate) fn is_primed(&self) -> bool {
        self.started && self.priming.is_none()
    }

    /// Whether the walk found the file, or a file was seen there since.
    pub(crate) fn knows(&self, path: &str) -> bool {
        self.known.contains_key(path)
    }

    /// Whether the walk found anything below a folder.
    pub(crate) fn knows_below(&self, folder: &str) -> bool {
        self.known.keys().any(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The folders that hold files, and those above them.
    pub(crate) fn folders(&self) -> FxHashSet<&str> {
        let mut folders = FxHashSet::from_iter([""]);
        for path in self.known.keys() {
            let mut folder = canton_semantic::parent(path);
            while folders.insert(folder) {
                folder = canton_semantic::parent(folder);
            }
        }
        folders
    }

    /// Takes the engine with what its walk found.
    pub(crate) fn take_engine(&mut self, engine: Engine) {
        self.walking = None;
        self.exclude = excluded(engine.settings());
        self.take_files(&engine.walk().files, named_changes(self.root(), engine.settings()));
        self.is_new = true;
        self.engine = Some(engine);
        // The engine has read what is on disk; only what lies over it is news.
        self.pending.paths = self.places.open.keys().cloned().collect();
        self.judges = self.known.values().filter(|it| is_source(it.kind)).count() <= FEW_SOURCES;
        self.pending.judges = Some(self.judges);
        self.renew_kinds();
    }

    /// Judges rules from now on; false where it does already.
    pub(crate) fn judge(&mut self) -> bool {
        let is_news = !std::mem::replace(&mut self.judges, true);
        if is_news {
            self.pending.judges = Some(true);
        }
        is_news
    }

    /// Takes what another walk found.
    pub(crate) fn take_walk(&mut self, walk: &Walk, named: Vec<FileChange>) {
        self.take_files(&walk.files, named);
        self.renew_kinds();
    }

    /// Makes these the files on disk, and notes which are others than before.
    fn take_files(&mut self, files: &[FoundFile], named: Vec<FileChange>) {
        let named = named.into_iter().filter_map(|file| {
            let FileChange { kind, revision, marked_generated, .. } = file;
            Some((Arc::from(file.path), OnDisk { kind: kind?, revision, marked_generated }))
        });
        let mut before = std::mem::take(&mut self.known);
        self.governing = 0;
        let found = files.iter().map(|file| {
            let disk =
                OnDisk { kind: file.kind, revision: file.revision, marked_generated: file.marked_generated };
            (Arc::<str>::from(&*file.path), disk)
        });
        for (path, disk) in found.chain(named) {
            if before.remove(&path) != Some(disk) {
                self.pending.paths.insert(Arc::clone(&path));
            }
            self.governing += usize::from(governs(disk.kind));
            self.known.insert(path, disk);
        }
        self.pending.paths.extend(before.into_keys());
    }

    /// What open documents are read as, now that the files on disk are others.
    fn renew_kinds(&mut self) {
        let paths: Vec<Arc<str>> = self.places.open.keys().cloned().collect();
        for path in paths {
            let kind = self.kind_when_open(&path);
            let places = Arc::make_mut(&mut self.places);
            let Some(document) = places.open.get_mut(&path).filter(|document| document.kind != kind) else {
                continue;
            };
            document.kind = kind;
            self.pending.paths.insert(path);
        }
    }

    /// What an open document is read as: as on disk; by its name where it has not been saved yet; not at all
    /// where it is on disk and the walk left it out.
    fn kind_when_open(&self, path: &str) -> Option<FileKind> {
        match self.known.get(path) {
            Some(disk) => Some(disk.kind),
            None if self.root().join(path).symlink_metadata().is_ok() => None,
            None => kind_of(path),
        }
    }

    /// Lays a document over a file, or a newer version of it.
    pub(crate) fn set_open(&mut self, path: &Arc<str>, mut document: OpenDocument) {
        document.kind = match self.places.open.get(path) {
            Some(before) => before.kind,
            None => self.kind_when_open(path),
        };
        Arc::make_mut(&mut self.places).open.insert(Arc::clone(path), document);
        self.pending.paths.insert(Arc::clone(path));
        self.pending.by_client.insert(Arc::clone(path));
    }

    /// What was made of a document at a revision is no longer right, though its text is the same.
    pub(crate) fn read_again(&mut self, path: &Arc<str>, at: u64, revision: u64) {
        let document = Arc::make_mut(&mut self.places).open.get_mut(path);
        if let Some(document) = document.filter(|it| it.revision == at) {
            document.revision = revision;
            self.pending.paths.insert(Arc::clone(path));
        }
    }

    /// Takes a document away: the disk's text is back.
    pub(crate) fn close(&mut self, path: &Arc<str>) {
        Arc::make_mut(&mut self.places).open.remove(path);
        self.touch(path);
        self.pending.paths.insert(Arc::clone(path));
    }

    /// Looks at a known file on disk again.
    pub(crate) fn touch(&mut self, path: &str) {
        let Some((path, &before)) = self.known.get_key_value(path) else { return };
        let path = Arc::clone(path);
        let metadata = self.root().join(&*path).symlink_metadata().ok().filter(std::fs::Metadata::is_file);
        let Some(metadata) = metadata else {
            self.known.remove(&path);
            self.governing -= usize::from(governs(before.kind));
            self.renew_kinds();
            self.pending.paths.insert(path);
            return;
        };
        let revision = revision_of(&metadata);
        if revision != before.revision {
            self.known.insert(Arc::clone(&path), OnDisk { revision, ..before });
            // What lies over the file counts, and saving it is no news.
            if !self.places.open.contains_key(&path) {
                self.pending.paths.insert(path);
            }
        }
    }

    /// Takes what the base had in a file.
    pub(crate) fn set_base(&mut self, path: Arc<str>, symbols: BaseSymbols) {
        self.pending.bases.insert(path, symbols);
    }

    /// Makes the analysis see what changed. The snapshots of it are cancelled and waited for before the texts
    /// of documents change, so that no task sees one half of a change. `None` where nothing changed.
    pub(crate) fn write(&mut self) -> Option<Written> {
        let engine = self.engine.as_mut()?;
        let is_new = std::mem::take(&mut self.is_new);
        let judges_now = self.pending.judges == Some(true) && !is_new;
        if self.pending.paths.is_empty() && self.pending.bases.is_empty() && !is_new && !judges_now {
            return None;
        }
        let pending = std::mem::take(&mut self.pending);
        engine.settle();
        pending.paths.iter().for_each(|path| drop(self.places.lines.remove(path)));
        for path in &pending.paths {
            match self.places.open.get(path) {
                Some(document) => engine.vfs().set_open(path, Arc::clone(&document.text)),
                None => engine.vfs().close(path),
            }
        }
        let mut files: BTreeMap<Arc<str>, FileChange> = BTreeMap::new();
        for path in pending.paths.iter().chain(pending.bases.keys()) {
            files.insert(Arc::clone(path), file_change(&self.known, &self.places, path));
        }
        for (path, symbols) in pending.bases {
            if let Some(change) = files.get_mut(&path) {
                change.base = Some(symbols);
            }
        }
        let written = Written {
            beyond: is_new
                || judges_now
                || files.iter().any(|(path, change)| {
                    !pending.by_client.contains(path)
                        || !matches!(change.kind, Some(FileKind::Source(_)) | None)
                }),
            edited: pending
                .by_client
                .into_iter()
                .filter(|path| self.places.open.contains_key(path))
                .collect(),
        };
        let (judges, files) = (pending.judges, files.into_values().collect());
        engine.apply(Change { files, judges, today: Some(today()), for_good: false });
        self.generation += 1;
        Some(written)
    }

    /// The sources that are on disk, the biggest first.
    pub(crate) fn sources(&self) -> Vec<String> {
        let Some(engine) = &self.engine else { return Vec::new() };
        let mut files: Vec<&FoundFile> =
            engine.walk().files.iter().filter(|file| matches!(file.kind, FileKind::Source(_))).collect();
        files.sort_by_key(|file| std::cmp::Reverse(file.size));
        files.into_iter().map(|file| file.path.clone()).collect()
    }
}

/// A file as it is now.
fn file_change(known: &FxHashMap<Arc<str>, OnDisk>, places: &Places, path: &str) -> FileChange {
    let disk = known.get(path);
    let marked_generated = disk.is_some_and(|disk| disk.marked_generated);
    let (kind, revision, open) = match places.open.get(path) {
        Some(document) => (document.kind, document.revision, true),
        None => (disk.map(|disk| disk.kind), disk.map_or(0, |disk| disk.revision), false),
    };
    FileChange { path: path.to_owned(), kind, revision, open, base: None, marked_generated }
}

fn is_source(kind: FileKind) -> bool {
    matches!(kind, FileKind::Source(_))
}

/// Whether a file of that kind makes its folder a federation.
pub(crate) fn governs(kind: FileKind) -> bool {
    matches!(kind, FileKind::Manifest | FileKind::Federation)
}
