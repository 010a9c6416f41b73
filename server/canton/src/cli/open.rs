//! From the paths of a command to an open federation.

use canton_semantic::Skip;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::progress::Progress;
use super::{Common, Failure, Terminal};
use crate::engine::{Engine, GivenPlan};
use crate::git::{Base, NoBase};
use crate::loader::{find_root, relative_path};

/// A federation, and the paths in it that a command is about.
pub(super) struct Opened {
    /// Never dropped: the process ends with its command, and that frees what is known of a big repository sooner.
    pub(super) engine: ManuallyDrop<Engine>,
    /// What its files were compared with.
    pub(super) base: Result<Base, NoBase>,
    /// Relative to the root; empty: everything.
    pub(super) scope: Vec<String>,
}

/// Opens the federation around `paths`, or around the current folder where there is none.
pub(super) fn open(paths: &[PathBuf], common: &Common, terminal: &Terminal) -> Result<Opened, Failure> {
    open_with(paths, common, terminal, |_| None)
}

/// As [`open`], with the plan that is to be judged in the federation at a root.
pub(super) fn open_with(
    paths: &[PathBuf],
    common: &Common,
    terminal: &Terminal,
    plan: impl FnOnce(&Path) -> Option<GivenPlan> + Send,
) -> Result<Opened, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut root: Option<(PathBuf, &Path)> = None;
    let mut scope = Vec::new();
    for path in paths {
        let full = path.canonicalize().map_err(|error| Failure::path(path, &error))?;
        let found = find_root(&full);
        match &root {
            None => root = Some((found.clone(), path)),
            Some((first, _)) if *first == found => {}
            Some((first, of)) => return Err(several_federations(first, of, &found, path)),
        }
        scope.push(path_in(&found, &full, path)?);
    }
    if scope.iter().any(String::is_empty) {
        scope.clear();
    }
    let root = root.map(|(root, _)| root).unwrap_or_default();
    std::fs::read_dir(&root).map_err(|error| Failure::path(&root, &error))?;
    let open = || Engine::open_once(&root, common.threads, plan(&root));
    let (engine, base) = on_threads(common.threads, open)?;
    if let Err(reason) = &base {
        explain_no_base(reason, terminal);
    }
    Ok(Opened { engine: ManuallyDrop::new(engine), base, scope })
}

/// `full` as seen from its root.
pub(super) fn path_in(root: &Path, full: &Path, shown: &Path) -> Result<String, Failure> {
    relative_path(root, full).ok_or_else(|| {
        let problem = format!("`{}` is not a name in UTF-8", shown.display());
        Failure::new(problem, "rename it, or name the folder that it is in")
    })
}

fn several_federations(first: &Path, of: &Path, second: &Path, path: &Path) -> Failure {
    let problem = format!(
        "`{}` belongs to the federation at `{}`, and `{}` to the one at `{}`",
        of.display(),
        first.display(),
        path.display(),
        second.display()
    );
    Failure::new(problem, "federations do not mix: run the command once for each")
}

impl Opened {
    /// Reads every source file.
    pub(super) fn prime(&mut self, common: &Common, terminal: &Terminal) -> Result<(), Failure> {
        let progress = Progress::new(terminal);
        let engine = &mut self.engine;
        on_threads(common.threads, move || engine.prime(&|done, all| progress.advance(done, all)))
    }

    /// Whether a path is what the command is about.
    pub(super) fn holds(&self, path: &str) -> bool {
        let names = |it: &String| {
            path.strip_prefix(&**it).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.scope.is_empty() || self.scope.iter().any(names)
    }

    /// What was found anywhere and is not read, by path: what the walk could not reach, and other federations.
    pub(super) fn unreached(&self) -> Vec<(String, String)> {
        let walk = self.engine.walk();
        let skipped = walk.skipped.iter().map(|(path, skip)| (path.clone(), skip.to_string()));
        let nested = walk.nested.iter().map(|path| (path.clone(), String::from(ANOTHER_FEDERATION)));
        let mut all: Vec<(String, String)> = skipped.chain(nested).collect();
        all.sort_unstable();
        all
    }

    /// Why the file at `path` cannot be spoken of.
    pub(super) fn why_unknown(&self, path: &str) -> Failure {
        let walk = self.engine.walk();
        let skip: Option<&Skip> = walk.skipped.iter().find(|(it, _)| it == path).map(|(_, skip)| skip);
        match skip {
            Some(skip) => Failure::skipped(path, skip),
            None => Failure::new(
                format!("`{path}` is no file that Canton reads"),
                "it is in no language that Canton knows, hidden, excluded, or ignored by `.gitignore`",
            ),
        }
    }
}

/// The reason that a folder with its own `federation.yaml` is skipped for.
pub(super) const ANOTHER_FEDERATION: &str = "another federation";

/// Runs on a pool of so many threads; 0: as many as there are cores.
pub(super) fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    // As deep as a main thread's stack: code may be nested deeply.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(8 << 20).build();
    match pool {
        Ok(pool) => Ok(pool.install(work)),
        Err(error) => {
            let problem = format!("threads cannot be started: {error}");
            Err(Failure::new(problem, "ask for fewer with `--threads`"))
        }
    }
}

/// Where nobody asked for a base there is nothing to say; a base that was asked for is missed aloud.
fn explain_no_base(reason: &NoBase, terminal: &Terminal) {
    match reason {
        NoBase::NoRepository | NoBase::NoWorkTree | NoBase::NoCommit => {}
        NoBase::NoRevision(_) | NoBase::NoCommonAncestor { .. } | NoBase::Unreadable(_) => {
            terminal.warn(format_args!("nothing to compare with, so nothing counts as changed: {reason}"));
        }
    }
}
