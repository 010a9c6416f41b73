//! The one thread that owns all state: it takes events from one channel, and nothing else changes anything.
//!
//! A turn takes what is waiting, edits ropes, and at its end makes the analysis see one change and sends out
//! what has to be worked out anew. Nothing that takes long happens here but the parse of what was edited, on which all
//! else waits.

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::thread::Thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tower_lsp::ls_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, InitializeParams, Uri, WorkspaceEdit,
};

use super::diagnostics::Found;
use super::global_state::GlobalState;
use super::loading::{Loaded, LoadedBase, Rewalked};
use super::outgoing::Outbox;
use super::pool::TaskPool;
use super::snapshot::Snapshot;
use canton_semantic::BaseSymbols;

/// Everything that can happen.
pub(crate) enum Event {
    /// The client told something.
    Client(Notification),
    /// A request about a document wants a snapshot; nothing where no analysis reads it.
    Ask {
        /// The document, or a federation's root.
        uri: Uri,
        /// Who wants it.
        reply: oneshot::Sender<Option<Snapshot>>,
    },
    /// A request about everything wants to know the roots.
    AskRoots {
        /// Who wants them.
        reply: oneshot::Sender<Vec<Uri>>,
    },
    /// A command made an edit.
    Apply(WorkspaceEdit),
    /// The client said what its settings are.
    Settings(Value),
    /// Our own watcher saw something at these paths.
    Watched(Vec<PathBuf>),
    /// Our own watcher watches these folders of a federation, the root first, that it did not watch before.
    Follows(PathBuf, Vec<PathBuf>),
    /// What this federation needs beyond its open documents may begin.
    Start(PathBuf),
    /// A federation was opened.
    Loaded(Box<Loaded>),
    /// A federation was walked again.
    Rewalked(Box<Rewalked>),
    /// The base of a federation was read.
    Base(Box<LoadedBase>),
    /// What the base had in one file that was opened.
    BaseOf(PathBuf, Arc<str>, BaseSymbols),
    /// A task that reads files for the first time has ended: all are read, or a change came.
    Primed(PathBuf),
    /// A broken text that was read in haste was read at leisure, which says something else of it: the root of its
    /// federation, its path, its revision.
    Corrected(PathBuf, Arc<str>, u64),
    /// Diagnostics were worked out.
    Found(Found),
}

/// What a client tells, in the order in which it does.
pub(crate) enum Notification {
    /// `initialize`, a request, but its order counts.
    Initialize(Box<InitializeParams>),
    /// The client is ready.
    Initialized,
    /// A document was opened.
    Open(DidOpenTextDocumentParams),
    /// A document was edited.
    Change(DidChangeTextDocumentParams),
    /// A document was closed.
    Close(DidCloseTextDocumentParams),
    /// A document was saved.
    Save(DidSaveTextDocumentParams),
    /// Files changed on disk.
    Watched(DidChangeWatchedFilesParams),
    /// Folders came or went.
    Folders(DidChangeWorkspaceFoldersParams),
    /// Settings changed.
    Settings(DidChangeConfigurationParams),
}

/// So many events at most are taken before their changes are made seen.
const MOST_EVENTS_A_TURN: usize = 256;

/// The thread that owns all state.
pub(crate) struct MainLoop {
    state: GlobalState,
}

impl MainLoop {
    /// A loop without state yet, which sends itself events through `events`.
    pub(crate) fn new(events: Sender<Event>, outbox: Outbox, pool: TaskPool, threads: usize) -> MainLoop {
        MainLoop { state: GlobalState::new(events, outbox, pool, threads) }
    }

    /// Starts the thread.
    pub(crate) fn spawn(mut self, events: Receiver<Event>) -> std::io::Result<()> {
        let watchdog = Watchdog::spawn()?;
        std::thread::Builder::new().name(String::from("canton-main")).spawn(move || {
            loop {
                match self.next(&events) {
                    Ok(event) => self.turn(event, &events, &watchdog),
                    Err(RecvTimeoutError::Timeout) => self.state.at_leisure(),
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        })?;
        Ok(())
    }

    /// Waits for the next event; times out where edited documents have had their rest.
    fn next(&self, events: &Receiver<Event>) -> Result<Event, RecvTimeoutError> {
        match self.state.resting.due() {
            Some(due) => events.recv_deadline(due),
            None => events.recv().map_err(RecvTimeoutError::from),
        }
    }

    fn turn(&mut self, event: Event, events: &Receiver<Event>, watchdog: &Watchdog) {
        let rest = events.try_iter().take(MOST_EVENTS_A_TURN);
        for event in std::iter::once(event).chain(rest) {
            // A snapshot holds every edit before it and none after it.
            if matches!(event, Event::Ask { .. }) {
                self.make_seen(watchdog);
            }
            self.state.handle(event);
        }
        self.make_seen(watchdog);
    }

    fn make_seen(&mut self, watchdog: &Watchdog) {
        watchdog.watch(|| self.state.write());
        self.state.after_write();
    }
}

/// Says so when a write waits long: a snapshot is kept somewhere that should have been dropped.
///
/// Its thread looks every now and then while there are writes, and rests while there are none: a keystroke must
/// not have to wake it.
struct Watchdog {
    watched: Arc<Watched>,
    thread: Thread,
}

#[derive(Default)]
struct Watched {
    /// How many writes have begun, and how many have ended.
    begun: AtomicU64,
    ended: AtomicU64,
    is_resting: AtomicBool,
}

const LONG_WRITE: Duration = Duration::from_secs(5);

impl Watchdog {
    fn spawn() -> std::io::Result<Watchdog> {
        let watched = Arc::new(Watched::default());
        let name = String::from("canton-watchdog");
        let thread = std::thread::Builder::new().name(name).spawn({
            let watched = Arc::clone(&watched);
            move || watched.look()
        })?;
        Ok(Watchdog { watched, thread: thread.thread().clone() })
    }

    fn watch(&self, write: impl FnOnce()) {
        self.watched.begun.fetch_add(1, SeqCst);
        if self.watched.is_resting.swap(false, SeqCst) {
            self.thread.unpark();
        }
        write();
        self.watched.ended.fetch_add(1, SeqCst);
    }
}

impl Watched {
    fn look(&self) {
        loop {
            let before = self.begun.load(SeqCst);
            std::thread::sleep(LONG_WRITE);
            if self.begun.load(SeqCst) != before {
                continue;
            }
            if self.ended.load(SeqCst) < before {
                tracing::error!("a change has been waiting for {LONG_WRITE:?} and more for a task to end");
                continue;
            }
            self.is_resting.store(true, SeqCst);
            // A write that began in between found nobody resting.
            if self.begun.load(SeqCst) != before {
                self.is_resting.store(false, SeqCst);
            }
            while self.is_resting.load(SeqCst) {
                std::thread::park();
            }
        }
    }
}
