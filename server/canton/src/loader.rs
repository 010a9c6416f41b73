//! Which files there are: the walk over a root.
//!
//! `.gitignore` and `exclude:` are honoured, symbolic links are never followed, hidden folders are passed
//! over but for the forges' own, and a folder with its own `federation.yaml` is another federation.

use canton_evidence::codeowners::{Dialect, LOCATIONS};
use canton_grammars::Language;
use canton_semantic::{FileKind, Skip};
use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::fs::Metadata;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::attributes::{self, Attributes};
use crate::vfs::read_file;

/// What marks the root of a federation.
pub const FEDERATION_FILES: [&str; 2] = ["federation.yaml", "federation.yml"];

/// Hidden folders that are looked into: CODEOWNERS and the like stand there.
const HIDDEN: [&str; 5] = [".github", ".gitlab", ".gitea", ".bitbucket", ".canton"];

/// Folders of other people's code that is installed, not written.
const INSTALLED: [&str; 3] = ["node_modules", ".git", "__pycache__"];

/// A file that Canton reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Relative to the root, with `/`.
    pub path: String,
    /// What it is read as.
    pub kind: FileKind,
    /// Another number whenever the file on disk is another: of its size, time and identity.
    pub revision: u64,
    /// In bytes.
    pub size: u64,
    /// `.gitattributes` says that it is generated or vendored.
    pub marked_generated: bool,
}

/// What a walk found, sorted by path.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files that Canton reads.
    pub files: Vec<FoundFile>,
    /// What would have been read and cannot be: path and reason.
    pub skipped: Vec<(String, Skip)>,
    /// Folders that are federations of their own.
    pub nested: Vec<String>,
    /// What `.gitattributes` files say.
    pub attributes: Attributes,
}

/// Walks `root` with `threads` threads (0: as many as there are cores), past what `exclude` fits.
pub fn walk(root: &Path, exclude: &[String], threads: usize) -> Walk {
    let (sender, receiver) = crossbeam_channel::unbounded();
    let nested = sender.clone();
    let at = root.to_owned();
    let mut builder = WalkBuilder::new(root);
    builder
        .standard_filters(false)
        .git_ignore(true)
        .git_exclude(true)
        .ignore(true)
        .parents(is_below_repository(root))
        .require_git(false)
        .threads(threads)
        .overrides(excluding(root, exclude))
        .filter_entry(move |entry| enters(&at, entry, &nested));
    builder.build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            if let Some(found) = visit(root, entry) {
                // The receiver lives until the walk is over.
                let _ = sender.send(found);
            }
            WalkState::Continue
        })
    });
    drop((sender, builder));
    gather(root, receiver.into_iter())
}

/// Whether the root is a folder of a repository: then the `.gitignore` files above it hold in it too.
fn is_below_repository(root: &Path) -> bool {
    !root.join(".git").exists() && root.ancestors().any(|folder| folder.join(".git").exists())
}

enum Found {
    File(FoundFile),
    Attributes(String),
    Skipped(String, Skip),
    Nested(String),
}

fn gather(root: &Path, found: impl Iterator<Item = Found>) -> Walk {
    let mut walk = Walk::default();
    let mut attributes = Vec::new();
    for found in found {
        match found {
            Found::File(file) => walk.files.push(file),
            Found::Attributes(path) => {
                if let Ok(text) = read_file(&root.join(&path)) {
                    attributes.push((path, text.as_ref().to_owned()));
                }
            }
            Found::Skipped(path, reason) => walk.skipped.push((path, reason)),
            Found::Nested(path) => walk.nested.push(path),
        }
    }
    walk.files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    walk.skipped.sort_unstable();
    walk.nested.sort_unstable();
    walk.attributes = Attributes::new(attributes);
    for file in &mut walk.files {
        file.marked_generated = walk.attributes.marks_generated(&file.path);
    }
    walk
}

/// The patterns of `exclude:` as the walk takes them; one that is no glob fits nothing, and is reported
/// where it is written.
fn excluding(root: &Path, exclude: &[String]) -> Override {
    let mut builder = OverrideBuilder::new(root);
    for pattern in exclude {
        let _ = builder.add(&format!("!{pattern}"));
    }
    builder.build().unwrap_or_else(|_| Override::empty())
}

/// Whether the walk goes into a folder, or looks at a file at all.
fn enters(root: &Path, entry: &DirEntry, nested: &crossbeam_channel::Sender<Found>) -> bool {
    if entry.depth() == 0 || !entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return true;
    }
    if is_installed(entry) {
        return false;
    }
    let own_federation = is_nested(entry);
    if own_federation && let Some(path) = relative_path(root, entry.path()) {
        let _ = nested.send(Found::Nested(path));
    }
    !own_federation
}

/// Whether a folder is passed over for its name: hidden, or of what is installed.
pub(crate) fn is_installed(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    INSTALLED.contains(&&*name) || name.starts_with('.') && !HIDDEN.contains(&&*name)
}

/// Whether a folder is a federation of its own.
pub(crate) fn is_nested(entry: &DirEntry) -> bool {
    FEDERATION_FILES.iter().any(|file| entry.path().join(file).is_file())
}

fn visit(root: &Path, entry: Result<DirEntry, ignore::Error>) -> Option<Found> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return unreadable(root, &error),
    };
    let kind = entry.file_type()?;
    if kind.is_file() && entry.file_name() == attributes::FILE_NAME {
        return relative_path(root, entry.path()).map(Found::Attributes);
    }
    if kind.is_dir() || entry.file_name().to_string_lossy().starts_with('.') {
        return None;
    }
    let Some(path) = relative_path(root, entry.path()) else {
        let shown = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().into_owned();
        let reason = Skip::Unreadable(String::from("its name is not UTF-8"));
        return kind_of(&shown).map(|_| Found::Skipped(shown, reason));
    };
    let mut read_as = kind_of(&path)?;
    if kind.is_symlink() {
        return Some(Found::Skipped(path, Skip::Unreadable(String::from("symbolic link"))));
    }
    if !kind.is_file() {
        return Some(Found::Skipped(path, Skip::Unreadable(String::from("not a file"))));
    }
    if let FileKind::Codeowners(dialect) = &mut read_as {
        // Where the place does not say whose dialect it is, the text does.
        let text = read_file(entry.path()).unwrap_or_default();
        *dialect = Dialect::detect(&path, &text);
    }
    match entry.metadata() {
        Ok(metadata) => {
            let (revision, size) = (revision_of(&metadata), metadata.len());
            Some(Found::File(FoundFile { path, kind: read_as, revision, size, marked_generated: false }))
        }
        Err(_) => Some(Found::Skipped(path, Skip::Gone)),
    }
}

/// A folder that cannot be listed.
fn unreadable(root: &Path, error: &ignore::Error) -> Option<Found> {
    let ignore::Error::WithPath { path, err } = strip_depth(error) else { return None };
    let path = relative_path(root, path)?;
    let reason = err.io_error().map_or_else(|| err.to_string(), |error| error.kind().to_string());
    Some(Found::Skipped(path, Skip::Unreadable(reason)))
}

fn strip_depth(error: &ignore::Error) -> &ignore::Error {
    match error {
        ignore::Error::WithDepth { err, .. } => strip_depth(err),
        error => error,
    }
}

/// `path` as seen from `root`, with `/`; `None` where it is not below it or not UTF-8.
pub fn relative_path(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// What a file is read as, by its path relative to the root; `None` where Canton does not read it. The dialect
/// of a CODEOWNERS file is a guess: the walk looks into it.
pub fn kind_of(path: &str) -> Option<FileKind> {
    let name = path.rfind('/').map_or(path, |at| &path[at + 1..]);
    if FEDERATION_FILES.contains(&name) {
        return (name == path).then_some(FileKind::Federation);
    }
    if name == "canton.lock" {
        return Some(FileKind::Lock);
    }
    if is_manifest(name) {
        return Some(FileKind::Manifest);
    }
    if LOCATIONS.contains(&path) {
        let dialect = if path.starts_with(".gitlab/") { Dialect::GitLab } else { Dialect::GitHub };
        return Some(FileKind::Codeowners(dialect));
    }
    if Language::is_project_file(name) {
        return Some(FileKind::Project);
    }
    Language::for_path(path).map(FileKind::Source)
}

fn is_manifest(name: &str) -> bool {
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    stem.is_some_and(|stem| stem == "canton" || stem.ends_with(".canton"))
}

/// A number that is another whenever the file on disk is another.
pub fn revision_of(metadata: &Metadata) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    metadata.len().hash(&mut hasher);
    let time = metadata.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    time.hash(&mut hasher);
    #[cfg(unix)]
    std::os::unix::fs::MetadataExt::ino(metadata).hash(&mut hasher);
    hasher.finish()
}

/// The root of the federation that governs `path`, an absolute path: the nearest folder above it with a
/// `federation.yaml`, else with a `.git`, else the folder itself.
pub fn find_root(path: &Path) -> PathBuf {
    root_and_reason(path).0
}

/// Why a folder is a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootReason {
    /// It holds a `federation.yaml`.
    Federation,
    /// It is the top of a git repository.
    Repository,
    /// There is neither above the path that was given.
    Given,
}

/// As [`find_root`], with the reason.
pub fn root_and_reason(path: &Path) -> (PathBuf, RootReason) {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let is_federation = |folder: &&Path| FEDERATION_FILES.iter().any(|name| folder.join(name).is_file());
    if let Some(found) = folder.ancestors().find(is_federation) {
        return (found.to_owned(), RootReason::Federation);
    }
    match folder.ancestors().find(|folder| folder.join(".git").exists()) {
        Some(found) => (found.to_owned(), RootReason::Repository),
        None => (folder.to_owned(), RootReason::Given),
    }
}
