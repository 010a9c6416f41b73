//! Writing: atomic, below the root, never through a symbolic link.

use canton_ide::SourceChange;
use canton_syntax::edit;
use rayon::prelude::*;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

use crate::loader::revision_of;
use crate::vfs::read_file;

/// Why a change could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// The path, relative to the root.
    pub path: String,
    /// What the operating system said, or what is in the way.
    pub reason: String,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot write {}: {}", self.path, self.reason)
    }
}

impl std::error::Error for WriteError {}

/// A file that stands beside its place, whole, and is only to be moved there.
struct Prepared {
    path: String,
    target: PathBuf,
    file: TempPath,
    is_new: bool,
}

/// Writes a change and returns the paths that were written. Every file is made beside its place first, so that
/// whatever is in the way is met before anything has changed. `revision` says which revision of a file the
/// change was made from: one that is another by now is not overwritten.
pub fn apply(
    root: &Path,
    change: &SourceChange,
    revision: &dyn Fn(&str) -> Option<u64>,
) -> Result<Vec<String>, WriteError> {
    // A change may make thousands of files.
    let created = change.created.par_iter().map(|(path, text)| {
        let failed = |error: io::Error| WriteError { path: path.clone(), reason: error.to_string() };
        let target = target(root, path).map_err(failed)?;
        let file = beside(&target, text, None).map_err(failed)?;
        Ok(Prepared { path: path.clone(), target, file, is_new: true })
    });
    let mut prepared = created.collect::<Result<Vec<Prepared>, WriteError>>()?;
    for edited in &change.edits {
        let failed = |error: io::Error| WriteError { path: edited.path.clone(), reason: error.to_string() };
        let target = target(root, &edited.path).map_err(failed)?;
        let file = edit_beside(&target, &edited.edits, revision(&edited.path)).map_err(failed)?;
        prepared.push(Prepared { path: edited.path.clone(), target, file, is_new: false });
    }
    prepared.into_iter().map(Prepared::finish).collect()
}

impl Prepared {
    fn finish(self) -> Result<String, WriteError> {
        let moved = match self.is_new {
            true => self.file.persist_noclobber(&self.target),
            false => self.file.persist(&self.target),
        };
        match moved {
            Ok(_) => Ok(self.path),
            Err(error) => Err(WriteError { path: self.path, reason: error.error.to_string() }),
        }
    }
}

/// The full path of a file below the root. Its folder is made where there is none yet; nothing on the way to
/// it, nor the file itself, may be a symbolic link that leads elsewhere.
fn target(root: &Path, path: &str) -> io::Result<PathBuf> {
    let full = root.join(path);
    let outside = || io::Error::other("it leads out of the federation");
    let folder = full.parent().unwrap_or(root);
    // Looked at before a folder is made, so that none is made elsewhere.
    let existing = folder.ancestors().find(|folder| folder.symlink_metadata().is_ok()).unwrap_or(root);
    let named_plainly = Path::new(path).components().all(|it| matches!(it, std::path::Component::Normal(_)));
    if !named_plainly || !existing.canonicalize()?.starts_with(root.canonicalize()?) {
        return Err(outside());
    }
    fs::create_dir_all(folder)?;
    match full.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => Err(io::Error::other("it is a symbolic link")),
        Ok(metadata) if !metadata.is_file() => {
            Err(io::Error::other("something that is no file stands there"))
        }
        _ => Ok(full),
    }
}

/// The edited text of a file, beside it.
fn edit_beside(
    target: &Path,
    edits: &[canton_syntax::TextEdit],
    revision: Option<u64>,
) -> io::Result<TempPath> {
    let metadata = fs::metadata(target)?;
    if metadata.permissions().readonly() {
        return Err(io::Error::other("it is read-only"));
    }
    if revision.is_some_and(|revision| revision != revision_of(&metadata)) {
        return Err(io::Error::other("it has changed in the meantime"));
    }
    let text = read_file(target).map_err(|skip| io::Error::other(skip.to_string()))?;
    beside(target, &edit::apply(&text, edits), Some(metadata.permissions()))
}

/// A text in a file in the same folder, so that the rename is atomic; with the permissions of a new file, or those
/// of the file that it replaces. It is closed: no process may have thousands open.
fn beside(path: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<TempPath> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".canton-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
        // What is replaced must not be lost with the power. A new file has nothing to lose, and waiting for the
        // disk thousands of times takes a minute.
        file.as_file().sync_data()?;
    }
    Ok(file.into_temp_path())
}
