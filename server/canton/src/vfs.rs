//! Texts: the disk, with the open buffers laid over it.

use canton_semantic::{Skip, System};
use dashmap::DashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Larger files are skipped: nobody wrote them by hand, and no one reads them.
pub const MOST_BYTES: u64 = 8 << 20;

/// Larger indexes are skipped: reading them would take all of the memory there is.
const MOST_INDEX_BYTES: u64 = 1 << 30;

/// The texts below one root.
#[derive(Debug)]
pub struct Vfs {
    root: PathBuf,
    open: DashMap<String, Arc<str>>,
}

impl Vfs {
    /// The texts below `root`, an absolute path without symbolic links.
    pub fn new(root: PathBuf) -> Vfs {
        Vfs { root, open: DashMap::new() }
    }

    /// The root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Lays a buffer over a file, or a newer text of it.
    pub fn set_open(&self, path: &str, text: Arc<str>) {
        self.open.insert(path.to_owned(), text);
    }

    /// Takes the buffer away; the disk's text is back.
    pub fn close(&self, path: &str) {
        self.open.remove(path);
    }

    /// The text of an open buffer.
    pub fn open_text(&self, path: &str) -> Option<Arc<str>> {
        self.open.get(path).map(|text| Arc::clone(&text))
    }
}

impl System for Vfs {
    fn read(&self, path: &str) -> Result<Arc<str>, Skip> {
        match self.open_text(path) {
            Some(text) => Ok(text),
            None => read_file(&self.root.join(path)),
        }
    }

    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, Skip> {
        bytes_of(&self.root.join(path), MOST_INDEX_BYTES)
    }

    fn is_unchanged_since(&self, path: &str, index: &str) -> bool {
        let full = self.root.join(path);
        let written = |path: &Path| path.symlink_metadata().and_then(|it| it.modified()).ok();
        let is_older = written(&full).zip(written(&self.root.join(index))).is_some_and(|(it, at)| it <= at);
        is_older && self.open_text(path).is_none_or(|open| read_file(&full) == Ok(open))
    }
}

/// A file's text as far as Canton reads it.
pub fn read_file(path: &Path) -> Result<Arc<str>, Skip> {
    text_of(bytes_of(path, MOST_BYTES)?)
}

/// A file's bytes, of which there may be so many.
fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>, Skip> {
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Skip::Gone,
        _ => Skip::Unreadable(error.kind().to_string()),
    };
    // Looked at before it is opened: opening a pipe would wait for ever, and a link may lead out of the root.
    let metadata = path.symlink_metadata().map_err(unreadable)?;
    if metadata.is_symlink() {
        return Err(Skip::Unreadable(String::from("symbolic link")));
    }
    if !metadata.is_file() {
        return Err(Skip::Unreadable(String::from("not a file")));
    }
    if metadata.len() > most {
        return Err(Skip::TooLarge(most));
    }
    let file = File::open(path).map_err(unreadable)?;
    // The file may grow while it is read, so the limit holds here too.
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > most { Err(Skip::TooLarge(most)) } else { Ok(bytes) }
}

/// Bytes as text, or why they are none.
pub fn text_of(bytes: Vec<u8>) -> Result<Arc<str>, Skip> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Skip::TooLarge(MOST_BYTES));
    }
    if bytes.contains(&0) {
        return Err(Skip::Binary);
    }
    String::from_utf8(bytes).map(Arc::from).map_err(|_| Skip::NotUtf8)
}
