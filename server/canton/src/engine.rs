//! One federation, opened: its texts and its analysis.

use canton_grammars::Language;
use canton_ide::{Analysis, AnalysisHost, Cancellable};
use canton_semantic::{BaseSymbols, Change, File, FileChange, FileKind, Skip, symbols_of_past};
use canton_syntax::federation::{Federation, federation};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::git::{Base, NoBase};
use crate::indexes::index_changes;
use crate::loader::{FEDERATION_FILES, FoundFile, Walk, revision_of, walk};
use crate::vfs::{Vfs, read_file, text_of};

/// A federation, opened.
pub struct Engine {
    vfs: Arc<Vfs>,
    host: AnalysisHost,
    walk: Walk,
    settings: Federation,
}

/// A Terraform plan that is judged too.
pub struct GivenPlan {
    /// Where it is shown: relative to the root.
    pub path: String,
    /// What stands in it.
    pub text: Arc<str>,
}

impl Engine {
    /// Walks `root`, an absolute path without symbolic links, on so many threads (0: as many as there are cores), and
    /// makes its files known, for an editor: they will change. Nothing is parsed yet, and nothing compared.
    pub fn open(root: &Path, threads: usize) -> Engine {
        let mut engine = Engine::walked(root, threads);
        let files = engine.walk.files.iter().map(file_change).collect();
        engine.make_known(files, None, false);
        engine
    }

    /// The same for a command, which looks at everything once: nothing changes afterwards. The files are compared with
    /// the base of the review, which is given back, or why there is none. Uses the threads of the current pool.
    pub fn open_once(root: &Path, threads: usize, plan: Option<GivenPlan>) -> (Engine, Result<Base, NoBase>) {
        let mut engine = Engine::walked(root, threads);
        let (base, files) = engine.compared();
        let plan = plan.map(|plan| {
            engine.vfs.set_open(&plan.path, plan.text);
            let (path, kind) = (plan.path, Some(FileKind::Plan));
            FileChange { path, kind, revision: 1, open: false, base: None, marked_generated: false }
        });
        engine.make_known(files, plan, true);
        (engine, base)
    }

    fn walked(root: &Path, threads: usize) -> Engine {
        let vfs = Arc::new(Vfs::new(root.to_owned()));
        let host = AnalysisHost::new(Arc::clone(&vfs) as Arc<_>);
        let settings = read_settings(root);
        let exclude: Vec<String> = settings.exclude.iter().map(|it| it.value.clone()).collect();
        let walk = walk(root, &exclude, threads);
        Engine { vfs, host, walk, settings }
    }

    fn make_known(&mut self, mut files: Vec<FileChange>, plan: Option<FileChange>, for_good: bool) {
        // A file that is named is what it is named as, whatever its own name says.
        let named = named_changes(self.root(), &self.settings).into_iter().chain(plan);
        let named: BTreeMap<String, FileChange> = named.map(|it| (it.path.clone(), it)).collect();
        files.retain(|it| !named.contains_key(&it.path));
        files.extend(named.into_values());
        self.host.apply(Change { files, today: Some(today()), for_good, ..Change::default() });
    }

    /// The base of the review, and what was found, with what the base had in the files that differ from it.
    fn compared(&self) -> (Result<Base, NoBase>, Vec<FileChange>) {
        let revision = self.settings.review_base.as_ref().map(|it| it.value.as_str());
        let base = Base::open(self.root(), revision);
        let compared = base.and_then(|base| base.changed_paths().map(|changed| (base, changed)));
        let (base, changed) = match compared {
            Ok((base, changed)) => (Ok(base), changed),
            Err(reason) => (Err(reason), Vec::new()),
        };
        let compare = |found: &FoundFile| {
            let of_base = match (&base, found.kind) {
                (Ok(base), FileKind::Source(language)) if changed.binary_search(&found.path).is_ok() => {
                    Some(symbols_of_base(base, &found.path, language))
                }
                _ => None,
            };
            FileChange { base: of_base, ..file_change(found) }
        };
        let files = self.walk.files.par_iter().map(compare).collect();
        (base, files)
    }

    /// The root.
    pub fn root(&self) -> &Path {
        self.vfs.root()
    }

    /// The texts.
    pub fn vfs(&self) -> &Arc<Vfs> {
        &self.vfs
    }

    /// What the walk found.
    pub fn walk(&self) -> &Walk {
        &self.walk
    }

    /// The settings that it was opened with.
    pub fn settings(&self) -> &Federation {
        &self.settings
    }

    /// A snapshot, for one task.
    pub fn analysis(&self) -> Analysis {
        self.host.analysis()
    }

    /// Cancels every snapshot and waits until it is gone: until the next one, texts may change unseen.
    pub fn settle(&mut self) {
        self.host.settle();
    }

    /// Makes a change seen.
    pub fn apply(&mut self, change: Change) {
        self.host.apply(change);
    }

    /// The revision in which the walk found a file.
    pub fn revision(&self, path: &str) -> Option<u64> {
        let files = &self.walk.files;
        let at = files.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        Some(files[at].revision)
    }

    /// Reads every source file, the biggest first, on all threads of the current pool; `progress` hears how
    /// many of how many steps are done.
    pub fn prime(&self, progress: &(dyn Fn(usize, usize) + Sync)) {
        let sources = self.walk.files.iter().filter(|file| matches!(file.kind, FileKind::Source(_)));
        let mut files: Vec<&FoundFile> = sources.collect();
        files.sort_by_key(|file| std::cmp::Reverse(file.size));
        let all = 2 * files.len();
        let done = AtomicUsize::new(0);
        let advance = || progress(1 + done.fetch_add(1, Ordering::Relaxed), all);
        // Claims by name need the names of many files. Were they asked for at once, one thread would read all
        // those files while the others wait for it; so every file is read before anything is asked of it.
        self.each(&files, Analysis::read, &advance);
        let judge = |analysis: &Analysis, file| {
            analysis.prime(file)?;
            analysis.diagnostics(file).map(drop)
        };
        self.each(&files, judge, &advance);
    }

    /// Finds where every call leads, on all threads of the current pool: for what asks about all of them.
    pub fn resolve_calls(&self) {
        let sources = self.walk.files.iter().filter(|file| matches!(file.kind, FileKind::Source(_)));
        let files: Vec<&FoundFile> = sources.collect();
        self.each(&files, |analysis, file| analysis.calls(file).map(drop), &|| ());
    }

    /// Asks the same of many files, on all threads of the current pool.
    fn each(
        &self,
        files: &[&FoundFile],
        ask: impl Fn(&Analysis, File) -> Cancellable<()> + Sync,
        advance: &(dyn Fn() + Sync),
    ) {
        files.par_iter().with_max_len(1).for_each_with(self.analysis(), |analysis, found| {
            if let Some(file) = analysis.file(&found.path) {
                // Nobody writes while the files are read for the first time, so nothing is cancelled.
                let _ = ask(analysis, file);
            }
            advance();
        });
    }

    /// Everything that was not read, by path: what the walk could not reach.
    pub fn skipped(&self) -> impl Iterator<Item = (&str, &Skip)> {
        self.walk.skipped.iter().map(|(path, reason)| (path.as_str(), reason))
    }
}

/// What a base had in a file: nothing where it had no such file, or one that cannot be read.
pub(crate) fn symbols_of_base(base: &Base, path: &str, language: &'static Language) -> BaseSymbols {
    let text = base.text(path).and_then(|bytes| text_of(bytes).ok());
    let last = base.text_in_last_commit(path).and_then(|bytes| text_of(bytes).ok());
    symbols_of_past(text.as_deref(), last.as_deref(), language)
}

/// A found file as a change.
pub fn file_change(found: &FoundFile) -> FileChange {
    FileChange {
        path: found.path.clone(),
        kind: Some(found.kind),
        revision: found.revision,
        open: false,
        base: None::<BaseSymbols>,
        marked_generated: found.marked_generated,
    }
}

/// The settings at a root, as far as the walk needs them; its problems are reported by the analysis.
pub fn read_settings(root: &Path) -> Federation {
    let text = FEDERATION_FILES.iter().find_map(|name| read_file(&root.join(name)).ok());
    text.map(|text| federation(&text).0).unwrap_or_default()
}

/// The files that are inputs because the settings name them.
pub(crate) fn named_changes(root: &Path, settings: &Federation) -> Vec<FileChange> {
    roster_change(root, settings).into_iter().chain(index_changes(root, settings)).collect()
}

/// The roster is an input like any other file, but only its setting says which file it is.
fn roster_change(root: &Path, settings: &Federation) -> Option<FileChange> {
    let path = canton_semantic::join("", &settings.roster.as_ref()?.value)?;
    let full: PathBuf = root.join(&path);
    // Where a symbolic link leads out of the root, it is not read.
    let is_below = full.canonicalize().is_ok_and(|full| full.starts_with(root));
    let metadata = full.symlink_metadata().ok().filter(|it| it.is_file() && is_below)?;
    let kind = Some(FileKind::Roster);
    let revision = revision_of(&metadata);
    Some(FileChange { path, kind, revision, open: false, base: None, marked_generated: false })
}

/// The date here and now, as year, month, day.
pub fn today() -> (u16, u8, u8) {
    let date = jiff::Zoned::now().date();
    (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())
}
