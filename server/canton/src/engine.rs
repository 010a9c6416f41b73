//! One federation, opened: its texts, its analysis, and what its base had.

use canton_ide::{Analysis, AnalysisHost};
use canton_semantic::{BaseSymbols, Change, FileChange, FileKind, Skip};
use canton_syntax::federation::{Federation, federation};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::loader::{FEDERATION_FILES, FoundFile, Walk, walk};
use crate::vfs::{Vfs, read_file};

/// A federation, opened.
pub struct Engine {
    vfs: Arc<Vfs>,
    host: AnalysisHost,
    walk: Walk,
}

/// What a federation is opened with.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// How many threads walk and parse; 0: as many as there are cores.
    pub threads: usize,
}

impl Engine {
    /// Walks `root`, an absolute path, and makes its files known. Nothing is parsed yet.
    pub fn open(root: &Path, options: &OpenOptions) -> Engine {
        let vfs = Arc::new(Vfs::new(root.to_owned()));
        let mut host = AnalysisHost::new(Arc::clone(&vfs) as Arc<_>);
        let settings = read_settings(root);
        let exclude: Vec<String> = settings.exclude.iter().map(|it| it.value.clone()).collect();
        let walk = walk(root, &exclude, options.threads);
        let files = walk.files.iter().map(file_change).chain(roster_change(root, &settings)).collect();
        host.apply(Change { files, today: Some(today()) });
        Engine { vfs, host, walk }
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

    /// A snapshot, for one task.
    pub fn analysis(&self) -> Analysis {
        self.host.analysis()
    }

    /// Makes a change seen.
    pub fn apply(&mut self, change: Change) {
        self.host.apply(change);
    }

    /// Reads every source file, the biggest first, on all threads of the current pool; `progress` hears the
    /// number of files that are done.
    pub fn prime(&self, progress: &(dyn Fn(usize) + Sync)) {
        let analysis = self.analysis();
        let sources = self.walk.files.iter().filter(|file| matches!(file.kind, FileKind::Source(_)));
        let mut files: Vec<&FoundFile> = sources.collect();
        files.sort_by_key(|file| std::cmp::Reverse(file.size));
        let done = std::sync::atomic::AtomicUsize::new(0);
        files.par_iter().with_max_len(1).for_each_with(analysis, |analysis, found| {
            if let Some(file) = analysis.file(&found.path) {
                // Nobody writes while the files are read for the first time.
                let _ = analysis.prime(file);
            }
            progress(1 + done.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        });
    }

    /// Everything that was not read, by path: what the walk could not reach.
    pub fn skipped(&self) -> impl Iterator<Item = (&str, &Skip)> {
        self.walk.skipped.iter().map(|(path, reason)| (path.as_str(), reason))
    }
}

/// A found file as a change.
pub fn file_change(found: &FoundFile) -> FileChange {
    FileChange {
        path: found.path.clone(),
        kind: Some(found.kind),
        revision: found.revision,
        open: false,
        base: None::<BaseSymbols>,
        marked_generated: false,
    }
}

/// The settings at a root, as far as the walk needs them; its problems are reported by the analysis.
pub fn read_settings(root: &Path) -> Federation {
    let text = FEDERATION_FILES.iter().find_map(|name| read_file(&root.join(name)).ok());
    text.map(|text| federation(&text).0).unwrap_or_default()
}

/// The roster is an input like any other file, but only its setting says which file it is.
fn roster_change(root: &Path, settings: &Federation) -> Option<FileChange> {
    let path = canton_semantic::join("", &settings.roster.as_ref()?.value)?;
    let full: PathBuf = root.join(&path);
    let metadata = full.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    let revision = crate::loader::revision_of(&metadata);
    let kind = Some(FileKind::Roster);
    Some(FileChange { path, kind, revision, open: false, base: None, marked_generated: false })
}

/// The date here and now, as year, month, day.
pub fn today() -> (u16, u8, u8) {
    let date = jiff::Zoned::now().date();
    (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())
}
