//! Files and their outlines.

use canton_syntax::outline::Outline;
use canton_syntax::parse::Stopped;
use canton_syntax::parsed::Parsed;
use salsa::Cancelled;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use crate::{Db, File, FileKind, Skip, Workspace, path};

/// The text of `file` now. Not a query: texts are never kept.
pub fn source_text(db: &dyn Db, file: File) -> Result<Arc<str>, Skip> {
    let _ = file.revision(db);
    if file.kind(db).is_none() {
        return Err(Skip::Gone);
    }
    db.system().read(file.path(db))
}

/// A source file's outline, or why it has none. `Skip::Gone` for a file that is no source file.
#[salsa::tracked]
pub fn outline(db: &dyn Db, file: File) -> Result<Outline, Skip> {
    let Some(FileKind::Source(language)) = file.kind(db) else { return Err(Skip::Gone) };
    let text = source_text(db, file)?;
    let cancelled = || Cancelled::catch(AssertUnwindSafe(|| db.unwind_if_revision_cancelled())).is_err();
    let outline = match file.open(db) {
        true => db.trees().outline(file, text, language, &cancelled),
        false => Parsed::new(text, language, &cancelled).map(Parsed::into_outline),
    };
    match outline {
        Ok(outline) => Ok(outline),
        Err(Stopped::TooComplex) => Err(Skip::TooComplex),
        Err(Stopped::Cancelled) => {
            // A panic must not cross the parser's frames, so it stopped first and unwinds here.
            db.unwind_if_revision_cancelled();
            Err(Skip::Unreadable(String::from("the parser was stopped")))
        }
    }
}

/// The file at `path`, where there is one.
#[salsa::tracked(returns(copy))]
fn file_at<'db>(db: &'db dyn Db, path: PathKey<'db>) -> Option<File> {
    let text = path.text(db);
    let shard = shard_at(db, PathKey::new(db, path::parent(text).to_owned()))?;
    let files = shard.files(db);
    let at = files.binary_search_by(|file| file.path(db).cmp(text)).ok()?;
    Some(files[at])
}

/// The folder at `path`, where there is one.
#[salsa::tracked(returns(copy))]
pub(crate) fn shard_at<'db>(db: &'db dyn Db, path: PathKey<'db>) -> Option<crate::Shard> {
    Workspace::get(db).folders(db).get(&**path.text(db)).copied()
}

/// The file at `path`, where there is one.
pub fn find_file(db: &dyn Db, path: &str) -> Option<File> {
    file_at(db, PathKey::new(db, path.to_owned()))
}

/// A path as a key of queries.
#[salsa::interned]
pub(crate) struct PathKey<'db> {
    /// Relative to the root.
    #[returns(ref)]
    pub text: String,
}

/// A symbol's id: its file's path, `#`, its dotted name; the path alone for the module.
pub fn symbol_id(path: &str, name: &str) -> String {
    if name.is_empty() { path.to_owned() } else { format!("{path}#{name}") }
}
