//! All state of the session, and what each event does to it.

use crossbeam_channel::Sender;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tokio::sync::oneshot;
use tower_lsp::ls_types::Uri;

use super::client::Session;
use super::diagnostics::Published;
use super::documents::{Document, Home};
use super::federation::{Federation, Waiting, Written};
use super::main_loop::Event;
use super::outgoing::{Outbox, Outgoing};
use super::pool::{Priority, TaskPool, cores};
use super::resting::Resting;
use super::snapshot::{OpenDocument, Snapshot};
use super::watch::Watcher;
use super::{from_proto, loading};
use crate::loader::{FEDERATION_FILES, find_root, relative_path};

/// All state. Only the main loop has it.
pub(crate) struct GlobalState {
    /// For what is worked out elsewhere and comes back.
    pub(super) events: Sender<Event>,
    /// To the client.
    pub(super) outbox: Outbox,
    /// For what somebody waits for.
    pub(super) pool: TaskPool,
    /// For what nobody waits for.
    pub(super) background: TaskPool,
    /// How many threads walk.
    pub(super) threads: usize,
    /// `None` before `initialize`.
    pub(super) session: Option<Arc<Session>>,
    /// The folders of the workspace.
    pub(super) folders: Vec<Folder>,
    /// By root.
    pub(super) federations: BTreeMap<PathBuf, Federation>,
    /// Open documents, as the client names them.
    pub(super) documents: FxHashMap<Uri, Document>,
    /// What was published.
    pub(super) published: Published,
    /// Our own watcher, for a client that has none.
    pub(super) watcher: Option<Watcher>,
    /// The client has been told what to watch in federations.
    pub(super) watches_sources: bool,
    /// Documents that were opened since the last write.
    pub(super) opened: Vec<Home>,
    /// Documents that nothing more has been done for than what was asked.
    pub(super) resting: Resting,
    edited: FxHashSet<Uri>,
    written: Vec<(PathBuf, Written)>,
    revision: u64,
}

/// A folder of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Folder {
    /// As the client writes it.
    pub(crate) shown: PathBuf,
    /// Without symbolic links.
    pub(crate) path: PathBuf,
}

impl GlobalState {
    /// Nothing has happened yet.
    pub(crate) fn new(events: Sender<Event>, outbox: Outbox, pool: TaskPool, threads: usize) -> GlobalState {
        let background = if threads == 0 { cores() } else { threads };
        GlobalState {
            events,
            outbox,
            pool,
            background: TaskPool::new("canton-background", background, Priority::Low),
            threads,
            session: None,
            folders: Vec::new(),
            federations: BTreeMap::new(),
            documents: FxHashMap::default(),
            published: Published::default(),
            watcher: None,
            watches_sources: false,
            opened: Vec::new(),
            resting: Resting::default(),
            edited: FxHashSet::default(),
            written: Vec::new(),
            revision: 0,
        }
    }

    /// What an event does. What it changes is seen after the next [`GlobalState::write`].
    pub(crate) fn handle(&mut self, event: Event) {
        match event {
            Event::Client(notification) => self.notified(notification),
            Event::Ask { uri, reply } => self.ask(&uri, reply),
            Event::AskRoots { reply } => {
                let loaded = self.federations.values().filter(|it| it.engine.is_some());
                let _ = reply.send(loaded.filter_map(|it| from_proto::uri_of(it.root())).collect());
            }
            Event::Apply(edit) => self.outbox.send(Outgoing::Apply(edit)),
            Event::Settings(settings) => self.set_settings(&settings),
            Event::Watched(paths) => self.seen_on_disk(&paths),
            Event::Follows(root, folders) => self.follows(&root, &folders),
            Event::Start(root) => self.start_federation(&root),
            Event::Loaded(loaded) => self.loaded(*loaded),
            Event::Rewalked(rewalked) => self.rewalked(*rewalked),
            Event::Base(base) => self.base_read(*base),
            Event::BaseOf(root, path, symbols) => {
                if let Some(federation) = self.federations.get_mut(&root) {
                    federation.set_base(path, symbols);
                }
            }
            Event::Primed(root) => self.prime(&root),
            Event::Corrected(root, path, revision) => {
                self.revision += 1;
                if let Some(federation) = self.federations.get_mut(&root) {
                    federation.read_again(&path, revision, self.revision);
                }
            }
            Event::Found(found) => self.found(found),
        }
    }

    /// Makes the analyses see what changed. Waits for running tasks, which end soon because they are cancelled.
    pub(crate) fn write(&mut self) {
        for uri in std::mem::take(&mut self.edited) {
            self.lay_over(uri);
        }
        for (root, federation) in &mut self.federations {
            if let Some(written) = federation.write() {
                self.written.push((root.clone(), written));
            }
        }
    }

    /// Sends out what has to be worked out anew.
    pub(crate) fn after_write(&mut self) {
        for (root, written) in std::mem::take(&mut self.written) {
            self.answer_waiting(&root);
            self.schedule(&root, &written);
        }
        for home in std::mem::take(&mut self.opened) {
            self.read_base_of(&home.root, &home.path);
            self.watch_around(&home);
        }
    }

    /// Lays the text of an edited document over its file.
    fn lay_over(&mut self, uri: Uri) {
        let Some(document) = self.documents.get(&uri) else { return };
        let Some(home) = &document.home else { return };
        let Some(federation) = self.federations.get_mut(&home.root) else { return };
        self.revision += 1;
        let open = OpenDocument {
            uri,
            version: document.version,
            text: document.text(),
            kind: None,
            revision: self.revision,
            lines: Arc::new(OnceLock::new()),
        };
        federation.set_open(&home.path, open);
    }

    /// Notes that a document has another text.
    pub(super) fn edited(&mut self, uri: &Uri) {
        self.edited.insert(uri.clone());
    }

    /// Where a document is at home. Its federation is opened where it is not yet.
    pub(super) fn home_of(&mut self, uri: &Uri) -> Option<Home> {
        let path = from_proto::path_of(uri)?;
        let root = self.root_of(&path);
        let home = Home { path: Arc::from(relative_path(&root, &path)?), root };
        self.ensure_federation(&home.root);
        Some(home)
    }

    /// The root that governs a path: the nearest folder with a `federation.yaml`, else that of the workspace
    /// folder around it, else what governs it by itself.
    pub(super) fn root_of(&self, path: &Path) -> PathBuf {
        let above = path.ancestors().skip(1);
        let has_settings = |folder: &&Path| FEDERATION_FILES.iter().any(|name| folder.join(name).is_file());
        if let Some(root) = above.into_iter().find(has_settings) {
            return root.to_owned();
        }
        let around = self.folders.iter().filter(|folder| path.starts_with(&folder.path));
        let nearest = around.max_by_key(|folder| folder.path.as_os_str().len());
        find_root(nearest.map_or(path, |folder| &folder.path))
    }

    /// Starts to open a federation that is not yet.
    pub(super) fn ensure_federation(&mut self, root: &Path) {
        if self.federations.contains_key(root) {
            return;
        }
        let shown = self.folders.iter().find_map(|folder| {
            // Where the client reaches a folder through a symbolic link, it is told paths through that link.
            let below = root.strip_prefix(&folder.path).ok()?;
            Some(if below.as_os_str().is_empty() { folder.shown.clone() } else { folder.shown.join(below) })
        });
        let federation = Federation::new(root.to_owned(), shown.unwrap_or_else(|| root.to_owned()));
        self.federations.insert(root.to_owned(), federation);
        loading::open(root.to_owned(), self.threads, self.events.clone());
    }

    /// Answers with a snapshot of the federation that a document, or a root, belongs to.
    fn ask(&mut self, uri: &Uri, reply: oneshot::Sender<Option<Snapshot>>) {
        let Some(home) = self.place_of(uri) else {
            let _ = reply.send(None);
            return;
        };
        let Some(federation) = self.federations.get_mut(&home.root) else {
            let _ = reply.send(None);
            return;
        };
        if federation.engine.is_none() {
            let version = federation.places.open.get(&home.path).map(|document| document.version);
            federation.waiting.push(Waiting { path: home.path, version, reply });
            return;
        }
        let snapshot = self.snapshot(&home.root, home.path);
        // Where nobody waits any more the snapshot is dropped at once.
        let _ = reply.send(snapshot);
    }

    /// The federation and path of a document that need not be open.
    fn place_of(&self, uri: &Uri) -> Option<Home> {
        if let Some(document) = self.documents.get(uri) {
            return document.home.clone();
        }
        let path = from_proto::path_of(uri)?;
        if self.federations.contains_key(&path) {
            return Some(Home { root: path, path: Arc::from("") });
        }
        let root = self.root_of(&path);
        Some(Home { path: Arc::from(relative_path(&root, &path)?), root })
    }

    /// A snapshot of a federation, asked about the file at `path`.
    pub(super) fn snapshot(&self, root: &Path, path: Arc<str>) -> Option<Snapshot> {
        let federation = self.federations.get(root)?;
        let (session, places) = (self.session.clone()?, Arc::clone(&federation.places));
        Some(Snapshot::new(federation.analysis()?, session, places, path, federation.is_primed()))
    }

    fn answer_waiting(&mut self, root: &Path) {
        let Some(federation) = self.federations.get_mut(root) else { return };
        for Waiting { path, version, reply } in std::mem::take(&mut federation.waiting) {
            let snapshot = self.snapshot(root, path);
            // A question about an older text is stale: it hears so when the reply is dropped.
            if snapshot.as_ref().is_some_and(|it| it.version() == version) {
                let _ = reply.send(snapshot);
            }
        }
    }
}
