//! What is worked out after a write, and what becomes of it.

use std::path::Path;
use std::sync::Arc;

use super::diagnostics::{Found, FoundIn, of_file, of_governance};
use super::federation::Written;
use super::global_state::GlobalState;
use super::loading::{self, Loaded, LoadedBase, Rewalked};
use super::main_loop::Event;
use super::outgoing::Outgoing;
use super::pool::cores;
use super::priming::Priming;
use super::snapshot::Snapshot;

impl GlobalState {
    /// Sends out what rests on what was written: first the diagnostics of what was edited.
    pub(super) fn schedule(&mut self, root: &Path, written: &Written) {
        let Some(federation) = self.federations.get(root) else { return };
        let governed = federation.is_governed();
        if !governed && !federation.started {
            return;
        }
        self.push_diagnostics(root, &written.edited);
        self.resting.touched(root, &written.edited);
        if written.beyond {
            self.refresh();
        }
        if governed && !federation.started {
            // What is on the screen comes first: it must not share its cores, nor be interrupted by a base.
            let (root, events) = (root.to_owned(), self.events.clone());
            return self.pool.at_rest(move || drop(events.send(Event::Start(root))));
        }
        self.prime(root);
    }

    /// Asks the client to ask again, as far as it can.
    pub(super) fn refresh(&self) {
        self.refresh_lenses();
        let Some(session) = &self.session else { return };
        if session.pulls_diagnostics && session.refreshes_diagnostics {
            self.outbox.send(Outgoing::RefreshDiagnostics);
        }
    }

    fn refresh_lenses(&self) {
        let Some(session) = &self.session else { return };
        if session.refreshes_lenses && session.switches.lens {
            self.outbox.send(Outgoing::RefreshLenses);
        }
    }

    /// Works out the diagnostics of a federation for a client that does not ask: those of the documents that
    /// were edited first, then of the other open ones, and those of closed manifests when nothing else is due.
    fn push_diagnostics(&self, root: &Path, edited: &[Arc<str>]) {
        let Some(session) = &self.session else { return };
        if session.pulls_diagnostics || !session.switches.diagnostics {
            return;
        }
        let Some(federation) = self.federations.get(root) else { return };
        let generation = federation.generation;
        let others = federation.places.open.keys().filter(|path| !edited.contains(path));
        let paths: Vec<Arc<str>> = edited.iter().chain(others).cloned().collect();
        let found = {
            let (root, events) = (root.to_owned(), self.events.clone());
            move |of| drop(events.send(Event::Found(Found { root: root.clone(), generation, of })))
        };
        if !paths.is_empty()
            && let Some(snapshot) = self.snapshot(root, Arc::from(""))
        {
            let found = found.clone();
            self.pool.spawn(move || open_documents(&snapshot, &paths, found));
        }
        if let Some(snapshot) = self.snapshot(root, Arc::from("")) {
            self.background.spawn(move || {
                if let Ok(governance) = of_governance(&snapshot) {
                    drop(snapshot);
                    found(FoundIn::Governance(governance));
                }
            });
        }
    }

    /// Does for documents that have had their rest what nobody waits for yet: those with syntax errors are read again,
    /// since with each keystroke they are read in haste; and where their calls lead is found before somebody asks.
    pub(super) fn at_leisure(&mut self) {
        for (root, path) in self.resting.take() {
            let Some(federation) = self.federations.get(&root) else { continue };
            let document = federation.places.open.get(&path);
            let (Some(document), Some(analysis)) = (document, federation.analysis()) else { continue };
            let (revision, events) = (document.revision, self.events.clone());
            let is_primed = federation.is_primed();
            self.background.spawn(move || {
                let Some(file) = analysis.file(&path) else { return };
                match analysis.confirm(file) {
                    Ok(true) => {
                        drop(analysis);
                        let _ = events.send(Event::Corrected(root, path, revision));
                    }
                    Ok(false) if is_primed => drop(analysis.prime_hover(file)),
                    Ok(false) | Err(_) => {}
                }
            });
        }
    }

    /// Publishes what was worked out, unless it is stale.
    pub(super) fn found(&mut self, found: Found) {
        let Some(federation) = self.federations.get(&found.root) else { return };
        if federation.generation != found.generation {
            return;
        }
        let places = Arc::clone(&federation.places);
        match found.of {
            FoundIn::Document(path, version, diagnostics) => {
                let Some(document) = places.open.get(&path).filter(|it| it.version == version) else {
                    return;
                };
                let uri = document.uri.clone();
                self.published.publish(&self.outbox, &found.root, uri, diagnostics, Some(version));
            }
            FoundIn::Governance(governance) => {
                let mut gone = self.published.shown_of(&found.root);
                for (path, diagnostics) in governance {
                    let Some(uri) = places.uri(&path) else { continue };
                    gone.retain(|it| *it != uri);
                    if !places.open.contains_key(&path) {
                        self.published.publish(&self.outbox, &found.root, uri, diagnostics, None);
                    }
                }
                for uri in gone {
                    if !self.documents.contains_key(&uri) {
                        self.published.clear(&self.outbox, &uri);
                    }
                }
            }
        }
    }

    /// Starts what only a federation needs: the base, the first reading of all files, watching.
    pub(super) fn start_federation(&mut self, root: &Path) {
        let Some(federation) = self.federations.get_mut(root) else { return };
        if federation.started || federation.engine.is_none() || !federation.is_governed() {
            return;
        }
        federation.started = true;
        let sources = federation.sources();
        if !sources.is_empty() {
            let (priming, progress) = Priming::new(sources);
            federation.priming = Some(priming);
            if self.session.as_ref().is_some_and(|session| session.shows_progress) {
                self.outbox.send(Outgoing::Progress(String::from("Reading"), progress));
            }
        }
        loading::read_base(root.to_owned(), self.events.clone());
        self.watch(root);
        self.prime(root);
    }

    /// Goes on with the first reading of all files, where that is due and no task does it.
    pub(super) fn prime(&mut self, root: &Path) {
        let Some(federation) = self.federations.get_mut(root) else { return };
        let Some(priming) = federation.priming.clone() else { return };
        if priming.is_running() {
            return;
        }
        if priming.is_over() {
            federation.priming = None;
            self.resting.touched(root, federation.places.open.keys());
            // What was resolved before knew of no callers.
            return self.refresh_lenses();
        }
        if priming.has_read() {
            priming.go_on();
            // Where that is news, this comes again when it is seen.
            if federation.judge() {
                return;
            }
        }
        for _ in 0..cores() {
            let Some(analysis) = federation.analysis() else { return };
            self.background.spawn(priming.task(root.to_owned(), analysis, self.events.clone()));
        }
    }

    /// Takes a federation that was opened.
    pub(super) fn loaded(&mut self, loaded: Loaded) {
        let root = loaded.engine.root().to_owned();
        if let Some(federation) = self.federations.get_mut(&root) {
            federation.take_engine(loaded.engine);
            if !federation.is_governed() {
                self.watch(&root);
            }
        }
    }

    /// Takes what another walk found.
    pub(super) fn rewalked(&mut self, rewalked: Rewalked) {
        let Some(federation) = self.federations.get_mut(&rewalked.root) else { return };
        federation.take_walk(&rewalked.walk, rewalked.named);
        federation.exclude = rewalked.exclude;
        let again = federation.walking.take().unwrap_or_default();
        self.watch(&rewalked.root);
        if again {
            self.rewalk(&rewalked.root);
        }
    }

    /// Walks a federation again; where a walk is under way, after it.
    pub(super) fn rewalk(&mut self, root: &Path) {
        let Some(federation) = self.federations.get_mut(root) else { return };
        match &mut federation.walking {
            Some(again) => *again = true,
            walking => {
                *walking = Some(false);
                let exclude = federation.exclude.clone();
                loading::rewalk(root.to_owned(), self.threads, exclude, self.events.clone());
            }
        }
    }

    /// Takes what the base had.
    pub(super) fn base_read(&mut self, read: LoadedBase) {
        let Some(federation) = self.federations.get_mut(&read.root) else { return };
        federation.base = Some(read.base);
        for (path, symbols) in read.files {
            federation.set_base(Arc::from(path), symbols);
        }
        let open: Vec<Arc<str>> = federation.places.open.keys().cloned().collect();
        for path in open {
            self.read_base_of(&read.root, &path);
        }
    }

    /// Reads what the base had in a document that was opened: it may soon differ from that.
    pub(super) fn read_base_of(&self, root: &Path, path: &Arc<str>) {
        let Some(federation) = self.federations.get(root) else { return };
        let kind = federation.places.open.get(path).and_then(|document| document.kind);
        if let (Some(base), Some(kind)) = (federation.base.clone(), kind) {
            let (root, path, events) = (root.to_owned(), Arc::clone(path), self.events.clone());
            self.pool.spawn(move || loading::base_of(&root, &path, &base, kind, &events));
        }
    }
}

/// Works out the diagnostics of open documents, one after the other, until a change comes.
fn open_documents(snapshot: &Snapshot, paths: &[Arc<str>], found: impl Fn(FoundIn)) {
    for path in paths {
        let Some(document) = snapshot.places.open.get(path) else { continue };
        let diagnostics = match snapshot.analysis.file(path) {
            Some(file) => of_file(snapshot, file),
            None => Ok(Vec::new()),
        };
        let Ok(diagnostics) = diagnostics else { return };
        found(FoundIn::Document(Arc::clone(path), document.version, diagnostics));
    }
}
