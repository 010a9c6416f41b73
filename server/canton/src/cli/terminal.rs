//! The terminal: colour, standard output that may be closed, and words on standard error.

use clap::ValueEnum;
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};

use super::Failure;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How to speak to whoever runs the command.
pub(super) struct Terminal {
    /// Standard output takes colour.
    pub(super) color: bool,
    /// Only what was asked for.
    pub(super) quiet: bool,
    error_color: bool,
}

impl Terminal {
    pub(super) fn new(choice: ColorChoice, quiet: bool) -> Terminal {
        let color = |is_terminal: bool| match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && environment_allows_color(),
        };
        Terminal {
            color: color(io::stdout().is_terminal()),
            quiet,
            error_color: color(io::stderr().is_terminal()),
        }
    }

    /// Writes to standard output, through a buffer that is emptied at the end.
    pub(super) fn print(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        write(&mut out)?;
        out.flush()?;
        Ok(())
    }

    /// Says why the command stopped, and what to do.
    pub(super) fn fail(&self, failure: &Failure) {
        let Failure::Refused { problem, hint } = failure else { return };
        self.say("error", "\x1b[1;31m", problem);
        self.say("hint", "\x1b[1;36m", hint);
    }

    /// Says what does not stop the command and should be known.
    pub(super) fn warn(&self, text: impl Display) {
        if !self.quiet {
            self.say("warning", "\x1b[1;33m", text);
        }
    }

    /// A word in bold, where there is colour.
    pub(super) fn bold(&self, word: &str) -> String {
        if self.color { format!("\x1b[1m{word}\x1b[0m") } else { word.to_owned() }
    }

    fn say(&self, label: &str, style: &str, text: impl Display) {
        let mut stderr = io::stderr().lock();
        // Where nobody listens there is nothing to say.
        let _ = match self.error_color {
            true => writeln!(stderr, "{style}{label}\x1b[0m: {text}"),
            false => writeln!(stderr, "{label}: {text}"),
        };
    }
}

/// `NO_COLOR` set to anything, or a terminal that says it can do nothing.
fn environment_allows_color() -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    !no_color && !dumb
}

/// A count and its word: `1 file`, `2 files`.
pub(super) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// A path as a line of text can hold it: a line break or another control character in it is escaped.
pub(super) fn one_line(path: &str) -> String {
    if !path.chars().any(char::is_control) {
        return path.to_owned();
    }
    path.chars()
        .flat_map(|char| match char.is_control() {
            true => char.escape_default().collect::<Vec<char>>(),
            false => vec![char],
        })
        .collect()
}
