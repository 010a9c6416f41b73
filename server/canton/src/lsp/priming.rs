//! Reading every file for the first time, in the background, so that what is asked later is there.

use canton_ide::Analysis;
use crossbeam_channel::Sender;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
    /// Steps that a change interrupted.
    interrupted: Mutex<Vec<usize>>,
    progress: watch::Sender<Progress>,
}

impl Priming {
    /// All of `files` are still to be read, and nothing is asked of one before [`Priming::go_on`]; the receiver hears how
    /// far that is, and is closed at its end.
    pub(crate) fn new(files: Vec<String>) -> (Arc<Priming>, watch::Receiver<Progress>) {
        let (progress, shown) = watch::channel(Progress { done: 0, all: 2 * files.len() });
        let (next, running, end) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(files.len()));
        let interrupted = Mutex::default();
        (Arc::new(Priming { files, next, end, running, interrupted, progress }), shown)
    }

    /// Whether every file has been read, and nothing has been asked of one yet.
    pub(crate) fn has_read(&self) -> bool {
        self.next.load(Ordering::Relaxed) == self.files.len() && self.interrupted().is_empty()
    }

    /// From now on the files are asked for what rests on all of them.
    pub(crate) fn go_on(&self) {
        self.end.store(self.steps(), Ordering::Relaxed);
    }

    /// Whether every step has been taken.
    pub(crate) fn is_over(&self) -> bool {
        self.next.load(Ordering::Relaxed) >= self.steps() && self.interrupted().is_empty()
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
    /// reading a change interrupts is the next one's that goes on.
    pub(crate) fn task(
        self: &Arc<Priming>,
        root: PathBuf,
        analysis: Analysis,
        events: Sender<Event>,
    ) -> impl FnOnce() + use<> {
        self.running.fetch_add(1, Ordering::SeqCst);
        let running = Running { priming: Arc::clone(self), root, events };
        move || {
            running.priming.read(&analysis);
            drop(analysis);
            drop(running);
        }
    }

    /// The next step to take; `None` where the tasks end.
    fn take(&self) -> Option<usize> {
        if let Some(at) = self.interrupted().pop() {
            return Some(at);
        }
        let end = self.end.load(Ordering::Relaxed);
        let step = |at: usize| (at < end).then_some(at + 1);
        self.next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step).ok()
    }

    /// Nothing panics while it holds the lock.
    fn interrupted(&self) -> MutexGuard<'_, Vec<usize>> {
        self.interrupted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, analysis: &Analysis) {
        while let Some(at) = self.take() {
            let Some(file) = analysis.file(&self.files[at % self.files.len()]) else { continue };
            let step = match at < self.files.len() {
                true => analysis.read(file),
                false => analysis.prime(file).and_then(|()| analysis.prime_callers(file)),
            };
            if step.is_err() {
                return self.interrupted().push(at);
            }
            self.progress.send_replace(Progress { done: at + 1, all: self.steps() });
        }
        if self.is_over() {
            let _ = analysis.prime_lists();
        }
    }
}

/// A task that reads. It has ended when this is dropped, were it by a panic.
struct Running {
    priming: Arc<Priming>,
    root: PathBuf,
    events: Sender<Event>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.priming.running.fetch_sub(1, Ordering::SeqCst);
        let _ = self.events.send(Event::Primed(std::mem::take(&mut self.root)));
    }
}

#[cfg(test)]
mod tests {
    use super::Priming;

    #[test]
    fn a_step_that_was_interrupted_is_taken_again() {
        let (priming, _progress) = Priming::new(vec![String::from("a"), String::from("b")]);
        assert_eq!([priming.take(), priming.take(), priming.take()], [Some(0), Some(1), None]);
        assert!(priming.has_read());
        priming.interrupted().push(0);
        assert!(!priming.has_read(), "one of the files has not been read");
        assert_eq!(priming.take(), Some(0));
        priming.go_on();
        assert_eq!([priming.take(), priming.take()], [Some(2), Some(3)]);
        assert!(priming.is_over());
        priming.interrupted().push(3);
        assert!(!priming.is_over());
        assert_eq!([priming.take(), priming.take()], [Some(3), None]);
    }
}
