//! Reading every file for the first time, in the background, so that what is asked later is there.

use canton_ide::Analysis;
use crossbeam_channel::Sender;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::watch;

use super::main_loop::Event;
use super::outgoing::Progress;

/// The files of a federation that were not read yet. Several tasks take from it, each with its own snapshot.
pub(crate) struct Priming {
    files: Vec<String>,
    next: AtomicUsize,
    /// The step before which the tasks end.
    end: AtomicUsize,
    running: AtomicUsize,
    progress: watch::Sender<Progress>,
}

impl Priming {
    /// All of `files` are still to be read, and nothing is asked of one before [`Priming::go_on`]; the receiver hears how far that is, and is closed at its end.
    pub(crate) fn new(files: Vec<String>) -> (Arc<Priming>, watch::Receiver<Progress>) {
        let (progress, shown) = watch::channel(Progress { done: 0, all: 2 * files.len() });
        let (next, running, end) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(files.len()));
        (Arc::new(Priming { files, next, end, running, progress }), shown)
    }

    /// Whether every file has been read, and nothing has been asked of one yet.
    pub(crate) fn has_read(&self) -> bool {
        self.next.load(Ordering::Relaxed) == self.files.len()
    }

    /// From now on the files are asked for what rests on all of them.
    pub(crate) fn go_on(&self) {
        self.end.store(self.steps(), Ordering::Relaxed);
    }

    /// Whether every step has been taken.
    pub(crate) fn is_over(&self) -> bool {
        self.next.load(Ordering::Relaxed) >= self.steps()
    }

    /// Every file is read before anything is asked of one: claims by name need the names of many files, and
    /// were they asked for at once, one thread would read all those while the others wait for it.
    fn steps(&self) -> usize {
        2 * self.files.len()
    }

    /// Whether a task still reads.
    pub(crate) fn is_running(&self) -> bool {
        self.running.load(Ordering::SeqCst) > 0
    }

    /// What one task does: reads file after file, until there are no more or a change comes. A file whose
    /// reading a change interrupts is read when somebody asks for it.
    pub(crate) fn task(
        self: &Arc<Priming>,
        root: PathBuf,
        analysis: Analysis,
        events: Sender<Event>,
    ) -> impl FnOnce() + use<> {
        self.running.fetch_add(1, Ordering::SeqCst);
        let priming = Arc::clone(self);
        move || {
            priming.read(&analysis);
            drop(analysis);
            priming.running.fetch_sub(1, Ordering::SeqCst);
            let _ = events.send(Event::Primed(root));
        }
    }

    fn read(&self, analysis: &Analysis) {
        let end = self.end.load(Ordering::Relaxed);
        let step = |at: usize| (at < end).then_some(at + 1);
        while let Ok(at) = self.next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step) {
            let Some(file) = analysis.file(&self.files[at % self.files.len()]) else { continue };
            let step = match at < self.files.len() {
                true => analysis.read(file),
                false => analysis.prime(file).and_then(|()| analysis.prime_callers(file)),
            };
            if step.is_err() {
                return;
            }
            self.progress.send_replace(Progress { done: at + 1, all: self.steps() });
        }
        if self.is_over() {
            let _ = analysis.prime_lists();
        }
    }
}
