//! Threads for what takes long.

use crossbeam_channel::Sender;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Task = Box<dyn FnOnce() + Send>;

/// A few threads that take tasks from one queue. A task that panics ends alone.
#[derive(Clone)]
pub(crate) struct TaskPool {
    tasks: Sender<Task>,
    load: Arc<Mutex<Load>>,
}

/// What is still to be done.
#[derive(Default)]
struct Load {
    /// How many tasks wait or run.
    tasks: usize,
    /// What is done as soon as there are none.
    at_rest: Vec<Task>,
}

/// How much the threads of a pool matter beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Priority {
    /// Somebody waits for what they do.
    Normal,
    /// Nobody does: they take what others leave.
    Low,
}

/// Deeply nested code needs a deep stack.
const STACK_BYTES: usize = 16 << 20;

impl TaskPool {
    /// A pool of `threads` threads, which end when the pool is dropped.
    pub(crate) fn new(name: &str, threads: usize, priority: Priority) -> TaskPool {
        let (tasks, queue) = crossbeam_channel::unbounded::<Task>();
        let load = Arc::<Mutex<Load>>::default();
        for number in 0..threads {
            let (queue, load) = (queue.clone(), Arc::clone(&load));
            let builder =
                std::thread::Builder::new().name(format!("{name}-{number}")).stack_size(STACK_BYTES);
            let started = builder.spawn(move || {
                if priority == Priority::Low {
                    step_back();
                }
                for task in queue {
                    run(task);
                    end(&load);
                }
            });
            if let Err(error) = started {
                tracing::error!("cannot start a thread: {error}");
            }
        }
        TaskPool { tasks, load }
    }

    /// Runs a task as soon as a thread is free.
    pub(crate) fn spawn(&self, task: impl FnOnce() + Send + 'static) {
        lock(&self.load).tasks += 1;
        // The threads live as long as the pool.
        let _ = self.tasks.send(Box::new(task));
    }

    /// Runs what takes no time as soon as no task waits or runs: at once, or at the end of the last one.
    pub(crate) fn at_rest(&self, task: impl FnOnce() + Send + 'static) {
        let mut load = lock(&self.load);
        if load.tasks > 0 {
            load.at_rest.push(Box::new(task));
        } else {
            drop(load);
            task();
        }
    }
}

/// Nothing panics while it holds the lock.
fn lock(load: &Mutex<Load>) -> MutexGuard<'_, Load> {
    load.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run(task: Task) {
    if catch_unwind(AssertUnwindSafe(task)).is_err() {
        tracing::error!("a task panicked");
    }
}

fn end(load: &Mutex<Load>) {
    let mut load = lock(load);
    load.tasks -= 1;
    if load.tasks == 0 {
        let tasks = std::mem::take(&mut load.at_rest);
        drop(load);
        tasks.into_iter().for_each(run);
    }
}

/// The calling thread takes what others leave, where the system has priorities of threads and not of processes.
fn step_back() {
    #[cfg(target_os = "linux")]
    // `None` is the calling thread on Linux (setpriority(2), "C library/kernel differences").
    let _ = rustix::process::setpriority_process(None, LOW_NICENESS);
}

/// As niceness goes: 19 is the least.
#[cfg(target_os = "linux")]
const LOW_NICENESS: i32 = 10;

/// How many threads can run at once.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

#[cfg(test)]
mod tests {
    use super::{Priority, TaskPool};
    use std::time::Duration;

    #[test]
    fn what_comes_at_rest_comes_after_every_task_once() {
        let pool = TaskPool::new("test", 2, Priority::Low);
        let (sender, receiver) = crossbeam_channel::unbounded();
        let (go, gate) = crossbeam_channel::bounded::<()>(0);
        let task = |name: &'static str| {
            let (sender, gate) = (sender.clone(), gate.clone());
            move || {
                let _ = gate.recv();
                let _ = sender.send(name);
                assert_ne!(name, "two", "a task that panics has ended too");
            }
        };
        pool.spawn(task("one"));
        pool.spawn(task("two"));
        pool.at_rest({
            let sender = sender.clone();
            move || sender.send("rest").expect("somebody listens")
        });
        assert!(receiver.try_recv().is_err(), "two tasks still wait");
        drop(go);
        let mut said: Vec<&str> =
            (0..3).map(|_| receiver.recv_timeout(Duration::from_secs(60)).expect("three are sent")).collect();
        said[..2].sort_unstable();
        assert_eq!(said, ["one", "two", "rest"]);
        pool.at_rest(move || sender.send("again").expect("somebody listens"));
        assert_eq!(
            receiver.recv_timeout(Duration::from_secs(60)),
            Ok("again"),
            "a pool at rest does not wait"
        );
    }
}
