//! Progress on standard error: only on a terminal, and only once the work has taken a while.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::Terminal;

/// Work that takes less is over before a bar could be read.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that stays away as long as it is not needed.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    shown: AtomicBool,
}

impl Progress {
    pub(super) fn new(terminal: &Terminal) -> Progress {
        let bar = ProgressBar::hidden();
        let template = "{msg} {wide_bar} {human_pos}/{human_len}";
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_message("reading");
        // What is never to be shown counts as shown.
        let never = terminal.quiet || !io::stderr().is_terminal();
        Progress { bar, start: Instant::now(), shown: AtomicBool::new(never) }
    }

    /// So many of so many are done.
    pub(super) fn advance(&self, done: usize, all: usize) {
        let waited = || self.start.elapsed() >= PATIENCE;
        if !self.shown.load(Ordering::Relaxed) && waited() && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_length(all as u64);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if !self.bar.is_hidden() {
            self.bar.set_position(done as u64);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
