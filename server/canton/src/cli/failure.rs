//! Why a command could not do its work.

use canton_semantic::Skip;
use canton_syntax::schema::suggest;
use std::io;
use std::path::Path;

use crate::write::WriteError;

/// Why a command stopped.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// Whoever read the output has gone: nothing is wrong, and nothing is left to do.
    ClosedPipe,
    /// The work could not be done.
    Refused {
        /// What is wrong, and where.
        problem: String,
        /// What to do about it.
        hint: String,
    },
}

impl Failure {
    pub(super) fn new(problem: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::Refused { problem: problem.into(), hint: hint.into() }
    }

    /// What was perhaps meant by a word, as a hint.
    pub(super) fn meant<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
        suggest(word, known).map(|meant| format!("did you mean `{meant}`?"))
    }

    /// A path that cannot be looked at.
    pub(super) fn path(path: &Path, error: &io::Error) -> Failure {
        let shown = path.display();
        match error.kind() {
            io::ErrorKind::NotFound => {
                let hint = beside(path).unwrap_or_else(|| {
                    "paths are relative to the folder that the command runs in".to_owned()
                });
                Failure::new(format!("there is no file or folder `{shown}`"), hint)
            }
            io::ErrorKind::PermissionDenied => Failure::new(
                format!("`{shown}` may not be read"),
                "change its permissions, or name another path",
            ),
            _ => Failure::new(format!("`{shown}` cannot be read: {error}"), "name another path"),
        }
    }

    /// A file that is there and cannot be analysed.
    pub(super) fn skipped(path: &str, skip: &Skip) -> Failure {
        Failure::new(format!("`{path}` is not analysed: {skip}"), "name a source file that can be read")
    }
}

/// What stands in the same folder and was perhaps meant. A path may go on with `:` and a line.
fn beside(path: &Path) -> Option<String> {
    let written = path.file_name()?.to_str()?;
    let written = written.rsplit_once(':').map_or(written, |it| it.0);
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = folder.read_dir().ok()?.filter_map(Result::ok);
    let mut names: Vec<String> = entries.filter_map(|it| it.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let meant = suggest(written, names.iter().map(String::as_str))?;
    Some(format!("did you mean `{}`?", path.with_file_name(meant).display()))
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::new(
                format!("the output cannot be written: {error}"),
                "is the disk full, or the terminal gone?",
            ),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::from(io::Error::from(error))
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Failure {
        Failure::new(error.to_string(), "nothing else was written; mend that and run the command again")
    }
}

impl From<canton_ide::Cancelled> for Failure {
    fn from(_: canton_ide::Cancelled) -> Failure {
        // A command never writes while it asks, so nothing cancels what it asks but a fault of ours.
        Failure::new("the analysis stopped half-way", "run the command again, and report this")
    }
}
