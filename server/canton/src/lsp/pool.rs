//! Threads for what takes long.

use crossbeam_channel::Sender;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Task = Box<dyn FnOnce() + Send>;

/// A few threads that take tasks from one queue. A task that panics ends alone.
#[derive(Clone)]
pub(crate) struct TaskPool {
    tasks: Sender<Task>,
}

/// Deeply nested code needs a deep stack.
const STACK_BYTES: usize = 16 << 20;

impl TaskPool {
    /// A pool of `threads` threads, which end when the pool is dropped.
    pub(crate) fn new(name: &str, threads: usize) -> TaskPool {
        let (tasks, queue) = crossbeam_channel::unbounded::<Task>();
        for number in 0..threads {
            let queue = queue.clone();
            let builder =
                std::thread::Builder::new().name(format!("{name}-{number}")).stack_size(STACK_BYTES);
            let started = builder.spawn(move || {
                for task in queue {
                    if catch_unwind(AssertUnwindSafe(task)).is_err() {
                        tracing::error!("a task panicked");
                    }
                }
            });
            if let Err(error) = started {
                tracing::error!("cannot start a thread: {error}");
            }
        }
        TaskPool { tasks }
    }

    /// Runs a task as soon as a thread is free.
    pub(crate) fn spawn(&self, task: impl FnOnce() + Send + 'static) {
        // The threads live as long as the pool.
        let _ = self.tasks.send(Box::new(task));
    }
}

/// How many threads can run at once.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}
