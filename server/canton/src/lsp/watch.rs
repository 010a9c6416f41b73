//! Seeing what other programs change: through the client's watcher, or our own where it has none.

use canton_grammars::Language;
use crossbeam_channel::Sender;
use notify::{Event as Seen, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::Registration;

use super::federation::Federation;
use super::global_state::GlobalState;
use super::main_loop::Event;
use super::outgoing::Outgoing;
use crate::loader::{FEDERATION_FILES, kind_of, relative_path};

/// Files that say which files there are.
const WALK_FILES: [&str; 3] = [".gitignore", ".gitattributes", ".ignore"];

/// What is watched everywhere: what makes a folder a federation, and what every file there rests on.
const GOVERNANCE: &str = "**/{federation.yaml,federation.yml,canton.yaml,canton.yml,*.canton.yaml,*.canton.yml,\
                          canton.lock,CODEOWNERS,*.scip,.gitignore,.gitattributes,.ignore}";

/// The operating system's watcher. Folders are watched one by one, so that what is installed or built costs
/// nothing.
pub(crate) struct Watcher {
    inner: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
}

impl Watcher {
    /// A watcher that tells `events` which paths something happened at; `None` where the system has none.
    pub(crate) fn new(events: Sender<Event>) -> Option<Watcher> {
        let watcher = notify::recommended_watcher(move |seen: notify::Result<Seen>| match seen {
            Ok(seen) if !matches!(seen.kind, EventKind::Access(_)) => {
                drop(events.send(Event::Watched(seen.paths)))
            }
            Ok(_) => {}
            Err(error) => tracing::warn!("the watcher lost something: {error}"),
        });
        let inner = watcher.inspect_err(|error| tracing::warn!("nothing can be watched: {error}")).ok()?;
        Some(Watcher { inner, folders: BTreeSet::new() })
    }

    /// Watches a folder, but not what is below its folders. Whether it was not watched before.
    pub(crate) fn follow(&mut self, folder: &Path) -> bool {
        if self.folders.contains(folder) {
            return false;
        }
        match self.inner.watch(folder, RecursiveMode::NonRecursive) {
            Ok(()) => self.folders.insert(folder.to_owned()),
            Err(error) => {
                tracing::debug!("cannot watch {}: {error}", folder.display());
                false
            }
        }
    }

    /// A folder that is gone is watched anew when it comes back.
    fn forget(&mut self, folder: &Path) {
        self.folders.retain(|it| !it.starts_with(folder));
    }
}

impl GlobalState {
    /// Tells a client that can watch what to watch in every workspace.
    pub(super) fn start_watching(&mut self) {
        if self.session.as_ref().is_some_and(|session| session.watches_files) {
            self.outbox.send(Outgoing::Register(vec![registration("governance", &[(GOVERNANCE, ALL)])]));
        }
    }

    /// Watches a federation's files: through the client, which sees the folders of its workspace, or by
    /// ourselves. Whether we watch a folder that we did not watch before.
    pub(super) fn watch(&mut self, root: &Path) -> bool {
        let in_workspace = self.folders.iter().any(|folder| root.starts_with(&folder.path));
        if in_workspace && self.session.as_ref().is_some_and(|session| session.watches_files) {
            self.ask_for_sources(root);
            return false;
        }
        if self.watcher.is_none() {
            self.watcher = Watcher::new(self.events.clone());
        }
        let (Some(watcher), Some(federation)) = (&mut self.watcher, self.federations.get(root)) else {
            return false;
        };
        // Where nobody uses Canton, a first manifest comes to be at the root or beside an open document.
        let folders = if federation.is_governed() { federation.folders() } else { BTreeSet::from([""]) };
        let open = federation.places.open.keys().map(|path| canton_semantic::parent(path));
        let mut is_new = false;
        for folder in folders.into_iter().chain(open) {
            is_new |= watcher.follow(&root.join(folder));
        }
        watcher.follow(&root.join(".git"));
        is_new
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
            if let Some(watcher) = &mut self.watcher {
                watcher.follow(path);
            }
            return true;
        }
        if federation.knows_below(&relative) {
            if let Some(watcher) = &mut self.watcher {
                watcher.forget(path);
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
