//! Seeing what other programs change: through the client's watcher, or our own where it has none.

use canton_grammars::Language;
use crossbeam_channel::Sender;
use notify::{Event as Seen, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use rustc_hash::FxHashSet;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::Registration;

use super::documents::Home;
use super::federation::{Federation, governs};
use super::global_state::GlobalState;
use super::main_loop::Event;
use super::outgoing::Outgoing;
use crate::loader::{FEDERATION_FILES, kind_of, relative_path};

/// Files that say which files there are.
const WALK_FILES: [&str; 3] = [".gitignore", ".gitattributes", ".ignore"];

/// What is watched everywhere: what makes a folder a federation, and what every file there rests on.
const GOVERNANCE: &str = "**/{federation.yaml,federation.yml,canton.yaml,canton.yml,*.canton.yaml,*.canton.yml,\
                          canton.lock,CODEOWNERS,*.scip,.gitignore,.gitattributes,.ignore}";

/// The operating system's watcher, on a thread of its own: it takes its time over thousands of folders. They are
/// watched one by one, so that what is installed or built costs nothing.
pub(crate) struct Watcher {
    orders: Sender<Order>,
}

enum Order {
    /// These folders of a federation are watched too, but not what is below their folders.
    Follow(PathBuf, Vec<PathBuf>),
    /// A folder that is gone is watched anew when it comes back.
    Forget(PathBuf),
}

impl Watcher {
    /// A watcher that tells `events` which paths something happened at; `None` where the system has none.
    fn new(events: Sender<Event>) -> Option<Watcher> {
        let seen = events.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Seen>| match event {
            Ok(event) if !matches!(event.kind, EventKind::Access(_)) => {
                drop(seen.send(Event::Watched(event.paths)))
            }
            Ok(_) => {}
            Err(error) => tracing::warn!("the watcher lost something: {error}"),
        });
        let inner = watcher.inspect_err(|error| tracing::warn!("nothing can be watched: {error}")).ok()?;
        let (orders, queue) = crossbeam_channel::unbounded();
        let mut folders = Folders { inner, watched: FxHashSet::default() };
        let thread = std::thread::Builder::new().name(String::from("canton-watch"));
        let started = thread.spawn(move || {
            for order in queue {
                match order {
                    Order::Follow(root, more) => {
                        let new = folders.follow(more);
                        if !new.is_empty() {
                            drop(events.send(Event::Follows(root, new)));
                        }
                    }
                    Order::Forget(folder) => folders.watched.retain(|it| !it.starts_with(&folder)),
                }
            }
        });
        started.inspect_err(|error| tracing::warn!("nothing can be watched: {error}")).ok()?;
        Some(Watcher { orders })
    }

    fn order(&self, order: Order) {
        // The thread lives as long as the watcher.
        let _ = self.orders.send(order);
    }
}

/// The folders that are watched.
struct Folders {
    inner: RecommendedWatcher,
    watched: FxHashSet<PathBuf>,
}

impl Folders {
    /// Watches these too; those that were not watched before.
    fn follow(&mut self, mut folders: Vec<PathBuf>) -> Vec<PathBuf> {
        folders.retain(|folder| {
            !self.watched.contains(folder)
                && match self.inner.watch(folder, RecursiveMode::NonRecursive) {
                    Ok(()) => self.watched.insert(folder.clone()),
                    Err(error) => {
                        tracing::debug!("cannot watch {}: {error}", folder.display());
                        false
                    }
                }
        });
        folders
    }
}

impl GlobalState {
    /// Walks a federation again of which these folders are watched too: something may have come to be in them since
    /// the walk was there. Where nobody uses Canton, only a manifest matters.
    pub(super) fn follows(&mut self, root: &Path, folders: &[PathBuf]) {
        let Some(federation) = self.federations.get(root) else { return };
        let mut inside = folders.iter().filter_map(|it| it.read_dir().ok()).flatten().flatten();
        let is_news = |path: PathBuf| {
            relative_path(root, &path)
                .is_some_and(|it| kind_of(&it).is_some_and(governs) && !federation.knows(&it))
        };
        if federation.is_governed() || inside.any(|it| is_news(it.path())) {
            self.rewalk(root);
        }
    }

    /// Tells a client that can watch what to watch in every workspace.
    pub(super) fn start_watching(&mut self) {
        if self.session.as_ref().is_some_and(|session| session.watches_files) {
            self.outbox.send(Outgoing::Register(vec![registration("governance", &[(GOVERNANCE, ALL)])]));
        }
    }

    /// Watches a federation's files: through the client, which sees the folders of its workspace, or by
    /// ourselves.
    pub(super) fn watch(&mut self, root: &Path) {
        if self.client_watches(root) {
            return self.ask_for_sources(root);
        }
        let Some(federation) = self.federations.get(root) else { return };
        // Where nobody uses Canton, a first manifest comes to be at the root or beside an open document.
        let folders =
            if federation.is_governed() { federation.folders() } else { FxHashSet::from_iter([""]) };
        let open = federation.places.open.keys().map(|path| canton_semantic::parent(path));
        let folders = folders.into_iter().chain(open).chain([".git"]).map(|folder| root.join(folder));
        let folders = folders.collect();
        self.follow(root, folders);
    }

    /// Watches the folder of a document that was opened.
    pub(super) fn watch_around(&mut self, home: &Home) {
        if self.client_watches(&home.root) {
            return self.ask_for_sources(&home.root);
        }
        let folder = home.root.join(canton_semantic::parent(&home.path));
        self.follow(&home.root, vec![home.root.join(""), folder]);
    }

    /// Whether the client sees what changes below a root.
    fn client_watches(&self, root: &Path) -> bool {
        let in_workspace = self.folders.iter().any(|folder| root.starts_with(&folder.path));
        in_workspace && self.session.as_ref().is_some_and(|session| session.watches_files)
    }

    fn follow(&mut self, root: &Path, folders: Vec<PathBuf>) {
        // What is being opened is watched when it is there.
        if self.federations.get(root).is_none_or(|it| it.engine.is_none()) {
            return;
        }
        if self.watcher.is_none() {
            self.watcher = Watcher::new(self.events.clone());
        }
        if let Some(watcher) = &self.watcher {
            watcher.order(Order::Follow(root.to_owned(), folders));
        }
    }

    /// Asks the client to watch sources too, once there is a federation.
    fn ask_for_sources(&mut self, root: &Path) {
        let governed = self.federations.get(root).is_some_and(Federation::is_governed);
        if !governed || self.watches_sources {
            return;
        }
        self.watches_sources = true;
        let sources = source_pattern();
        // Where a folder is deleted, clients name the folder alone.
        let watchers = [(&*sources, ALL), ("**/*", DELETED), ("**/.git/HEAD", ALL)];
        self.outbox.send(Outgoing::Register(vec![registration("sources", &watchers)]));
    }

    /// Looks at what is at these paths now.
    pub(super) fn seen_on_disk(&mut self, paths: &[PathBuf]) {
        let mut walks = BTreeSet::new();
        let mut settings = false;
        for path in paths {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            settings |= FEDERATION_FILES.contains(&name);
            if name == "HEAD" && path.parent().is_some_and(|folder| folder.ends_with(".git")) {
                self.base_moved(path);
                continue;
            }
            let Some(root) = self.root_around(path) else { continue };
            if self.look_at(&root, path, name) {
                walks.insert(root);
            }
        }
        if settings {
            self.rehome();
        }
        for root in walks {
            self.rewalk(&root);
        }
    }

    /// The root of the nearest federation around a path.
    fn root_around(&self, path: &Path) -> Option<PathBuf> {
        path.ancestors().find(|folder| self.federations.contains_key(*folder)).map(Path::to_owned)
    }

    /// Looks at a path again; whether there may be other files than before.
    fn look_at(&mut self, root: &Path, path: &Path, name: &str) -> bool {
        let Some(federation) = self.federations.get_mut(root) else { return false };
        let Some(relative) = relative_path(root, path) else { return false };
        if federation.knows(&relative) {
            federation.touch(&relative);
            return FEDERATION_FILES.contains(&name);
        }
        if path.is_dir() {
            if let Some(watcher) = &self.watcher {
                watcher.order(Order::Follow(root.to_owned(), vec![path.to_owned()]));
            }
            return true;
        }
        if federation.knows_below(&relative) {
            if let Some(watcher) = &self.watcher {
                watcher.order(Order::Forget(path.to_owned()));
            }
            return true;
        }
        WALK_FILES.contains(&name)
            || (kind_of(&relative).is_some() || name.ends_with(".scip")) && path.is_file()
    }

    /// Reads the base again: another commit is checked out.
    fn base_moved(&mut self, head: &Path) {
        let repository = head.parent().and_then(Path::parent).unwrap_or(head);
        let roots = self.federations.iter().filter(|(root, it)| it.started && root.starts_with(repository));
        for (root, _) in roots {
            super::loading::read_base(root.clone(), self.events.clone());
        }
    }
}

/// Created, changed, deleted.
const ALL: u32 = 7;
const DELETED: u32 = 4;

fn registration(name: &str, watchers: &[(&str, u32)]) -> Registration {
    let watchers: Vec<_> =
        watchers.iter().map(|(pattern, kind)| json!({"globPattern": pattern, "kind": kind})).collect();
    Registration {
        id: format!("canton/watch/{name}"),
        method: String::from("workspace/didChangeWatchedFiles"),
        register_options: Some(json!({ "watchers": watchers })),
    }
}

/// Every source file of every language.
fn source_pattern() -> String {
    let extensions: BTreeSet<&str> =
        Language::all().iter().flat_map(Language::extensions).map(|it| it.trim_start_matches('.')).collect();
    format!("**/*.{{{}}}", Vec::from_iter(extensions).join(","))
}
