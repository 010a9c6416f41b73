//! Writing: atomic, below the root, never through a symbolic link.

use canton_ide::SourceChange;
use canton_syntax::edit;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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

/// Writes a change, file by file, and returns the paths that were written.
pub fn apply(root: &Path, change: &SourceChange) -> Result<Vec<String>, WriteError> {
    let mut written = Vec::new();
    for (path, text) in &change.created {
        let failed = |error: io::Error| WriteError { path: path.clone(), reason: error.to_string() };
        create(&target(root, path).map_err(failed)?, text).map_err(failed)?;
        written.push(path.clone());
    }
    for file in &change.edits {
        let refused = |reason: String| WriteError { path: file.path.clone(), reason };
        let full = target(root, &file.path).map_err(|error| refused(error.to_string()))?;
        let text = read_file(&full).map_err(|skip| refused(skip.to_string()))?;
        let text = edit::apply(&text, &file.edits);
        replace(&full, &text).map_err(|error| refused(error.to_string()))?;
        written.push(file.path.clone());
    }
    Ok(written)
}

/// The full path of a file below the root, whose folder exists and is no link that leads elsewhere.
fn target(root: &Path, path: &str) -> io::Result<PathBuf> {
    let full = root.join(path);
    let folder = full.parent().unwrap_or(root);
    fs::create_dir_all(folder)?;
    let outside = || io::Error::other("it leads out of the federation through a symbolic link");
    if !folder.canonicalize()?.starts_with(root.canonicalize()?) {
        return Err(outside());
    }
    match full.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => Err(outside()),
        _ => Ok(full),
    }
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = temporary_beside(path)?;
    file.write_all(text.as_bytes())?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let permissions = fs::metadata(path)?.permissions();
    let mut file = temporary_beside(path)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A file in the same folder, so that the rename is atomic; with the permissions that a new file has.
fn temporary_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".canton-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))
}
