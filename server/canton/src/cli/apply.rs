//! Writes what a command changes, and lets Ctrl-C wait for it.

use canton_ide::SourceChange;
use std::process;
use std::sync::{Mutex, PoisonError};

use super::open::Opened;
use super::terminal::one_line;
use super::{Failure, Terminal};

/// Held while files are written.
static WRITING: Mutex<()> = Mutex::new(());

/// What a shell expects of a program that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

/// Writes a change and says what was written.
pub(super) fn apply(opened: &Opened, change: &SourceChange, terminal: &Terminal) -> Result<(), Failure> {
    let written = write(opened, change)?;
    if terminal.quiet {
        return Ok(());
    }
    terminal.print(|out| {
        for path in &written {
            let is_new = change.created.iter().any(|(created, _)| created == path);
            writeln!(out, "{} {}", if is_new { "wrote" } else { "edited" }, one_line(path))?;
        }
        Ok(())
    })
}

/// Writes a change, and returns the paths that were written.
pub(super) fn write(opened: &Opened, change: &SourceChange) -> Result<Vec<String>, Failure> {
    // Where no handler can be set, Ctrl-C ends the process as ever: a file is still whole, but a temporary one
    // may be left beside it.
    let _ = ctrlc::set_handler(|| {
        let _written = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        process::exit(INTERRUPTED);
    });
    let writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let written = crate::write::apply(opened.engine.root(), change, &|path| opened.engine.revision(path));
    drop(writing);
    Ok(written?)
}
