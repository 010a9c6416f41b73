//! What takes long and needs no snapshot: walking, and reading the base. Each runs on a thread of its own and
//! ends in one event.

use canton_grammars::Language;
use canton_semantic::{BaseSymbols, FileChange, FileKind};
use canton_syntax::ProblemCode;
use canton_syntax::federation::{Federation, federation};
use crossbeam_channel::Sender;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::main_loop::Event;
use crate::engine::{Engine, named_changes, read_settings, symbols_of_base};
use crate::git::Base;
use crate::loader::{FEDERATION_FILES, Walk, walk};
use crate::vfs::read_file;

/// A federation that was opened.
pub(crate) struct Loaded {
    /// It.
    pub(crate) engine: Engine,
}

/// A federation's files as another walk found them.
pub(crate) struct Rewalked {
    /// The root.
    pub(crate) root: PathBuf,
    /// What was found.
    pub(crate) walk: Walk,
    /// The files that the settings name.
    pub(crate) named: Vec<FileChange>,
    /// What was left out.
    pub(crate) exclude: Vec<String>,
}

/// What a federation's base had.
pub(crate) struct LoadedBase {
    /// The root.
    pub(crate) root: PathBuf,
    /// The base.
    pub(crate) base: Arc<Base>,
    /// The files that differ from it.
    pub(crate) files: Vec<(String, BaseSymbols)>,
}

/// Opens the federation at `root`.
pub(crate) fn open(root: PathBuf, threads: usize, events: Sender<Event>) {
    in_background("canton-open", move || {
        let engine = Engine::open(&root, threads);
        let _ = events.send(Event::Loaded(Box::new(Loaded { engine })));
    });
}

/// Walks the federation at `root` again. Where its settings are broken, what was left out the last time is left
/// out again: half a line in `federation.yaml` must not bring in everything that is built or generated.
pub(crate) fn rewalk(root: PathBuf, threads: usize, last_exclude: Vec<String>, events: Sender<Event>) {
    in_background("canton-walk", move || {
        let settings = read_settings(&root);
        let exclude = if is_broken(&root) { last_exclude } else { excluded(&settings) };
        let walk = walk(&root, &exclude, threads);
        let named = named_changes(&root, &settings);
        let _ = events.send(Event::Rewalked(Box::new(Rewalked { root, walk, named, exclude })));
    });
}

/// What settings leave out.
pub(crate) fn excluded(settings: &Federation) -> Vec<String> {
    settings.exclude.iter().map(|it| it.value.clone()).collect()
}

/// Whether the settings at `root` are no YAML at the moment.
fn is_broken(root: &Path) -> bool {
    let text = FEDERATION_FILES.iter().find_map(|name| read_file(&root.join(name)).ok());
    text.is_some_and(|text| federation(&text).1.iter().any(|it| it.code == ProblemCode::YamlSyntax))
}

/// Finds the base of the federation at `root` and reads what it had in the files that differ from it.
pub(crate) fn read_base(root: PathBuf, events: Sender<Event>) {
    in_background("canton-base", move || {
        let settings = read_settings(&root);
        let revision = settings.review_base.as_ref().map(|it| it.value.as_str());
        let base = match Base::open(&root, revision) {
            Ok(base) => Arc::new(base),
            Err(reason) => return tracing::info!("no base to compare with: {reason}"),
        };
        let changed = match base.changed_paths() {
            Ok(changed) => changed,
            Err(reason) => return tracing::warn!("cannot compare with the base: {reason}"),
        };
        let files = changed.into_iter().filter_map(|path| {
            let language = Language::for_path(&path)?;
            let symbols = symbols_of_base(&base, &path, language);
            Some((path, symbols))
        });
        let files = files.collect();
        let _ = events.send(Event::Base(Box::new(LoadedBase { root, base, files })));
    });
}

/// What the base had in one file, for one that was opened and may soon differ.
pub(crate) fn base_of(root: &Path, path: &Arc<str>, base: &Base, kind: FileKind, events: &Sender<Event>) {
    if let FileKind::Source(language) = kind {
        let symbols = symbols_of_base(base, path, language);
        let _ = events.send(Event::BaseOf(root.to_owned(), Arc::clone(path), symbols));
    }
}

fn in_background(name: &str, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn(work) {
        tracing::error!("cannot start a thread: {error}");
    }
}
