//! Formatters, each with two styles, and how they are run.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process::display;

/// One style of one formatter.
pub(super) struct Formatter {
    pub(super) languages: &'static [&'static str],
    pub(super) program: &'static str,
    /// What tells its style.
    pub(super) style: &'static [&'static str],
    /// What it needs besides.
    arguments: &'static [&'static str],
    input: Input,
    /// What happens to the text before.
    pub(super) before: Before,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Input {
    /// Many files at once, written in place.
    Files,
    /// One text at a time.
    Stdin,
}

/// A formatter without styles leaves code that it has formatted before as it is, so there the code is
/// disturbed first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    /// Lines lose their indentation, and runs of blanks become one; compared with what the formatter makes of it.
    Unaligned,
    /// Every list in brackets is broken, an element a line; the original is compared with what comes of it.
    Broken,
}

const SCRIPTS: &[&str] = &["javascript", "typescript", "tsx"];
/// What is in a template literal is text, and rewriting it is a change.
const PRETTIER: &[&str] = &[
    "--write",
    "--no-config",
    "--no-editorconfig",
    "--log-level=silent",
    "--embedded-language-formatting=off",
];
const RUFF: &[&str] = &["format", "--isolated", "--quiet"];
/// Reordered or removed imports and strings cut in two are other code.
const RUST: &[&str] = &["--edition=2021", "--quiet", "--config=reorder_imports=false,reorder_modules=false"];
const JAVA: &[&str] = &[
    "--replace",
    "--skip-removing-unused-imports",
    "--skip-sorting-imports",
    "--skip-reflowing-long-strings",
];

/// Every style that is tried.
pub(super) const FORMATTERS: [Formatter; 11] = [
    Formatter {
        languages: &["python"],
        program: "ruff",
        style: &["--line-length=72", "--config=format.quote-style='single'"],
        arguments: RUFF,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["python"],
        program: "ruff",
        style: &["--line-length=120", "--config=format.skip-magic-trailing-comma=true"],
        arguments: RUFF,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["python"],
        program: "black",
        style: &["--line-length=64"],
        arguments: &["--quiet", "--config=/dev/null"],
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: SCRIPTS,
        program: "prettier",
        style: &["--tab-width=4", "--print-width=80"],
        arguments: PRETTIER,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: SCRIPTS,
        program: "prettier",
        style: &[
            "--no-semi",
            "--single-quote",
            "--print-width=60",
            "--trailing-comma=none",
            "--arrow-parens=avoid",
        ],
        arguments: PRETTIER,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["rust"],
        program: "rustfmt",
        style: &["--config=max_width=80"],
        arguments: RUST,
        input: Input::Stdin,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["rust"],
        program: "rustfmt",
        style: &["--config=max_width=70,use_small_heuristics=Off"],
        arguments: RUST,
        input: Input::Stdin,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["go"],
        program: "gofmt",
        style: &[],
        arguments: &["-w"],
        input: Input::Files,
        before: Before::Unaligned,
    },
    Formatter {
        languages: &["go"],
        program: "gofmt",
        style: &[],
        arguments: &["-w"],
        input: Input::Files,
        before: Before::Broken,
    },
    Formatter {
        languages: &["java"],
        program: "google-java-format",
        style: &[],
        arguments: JAVA,
        input: Input::Files,
        before: Before::Nothing,
    },
    Formatter {
        languages: &["java"],
        program: "google-java-format",
        style: &["--aosp"],
        arguments: JAVA,
        input: Input::Files,
        before: Before::Nothing,
    },
];

/// So many files are handed to a formatter at once: a command line has an end.
const BATCH: usize = 40;

impl Formatter {
    /// What a table calls it.
    pub(super) fn name(&self) -> String {
        let before = match self.before {
            Before::Nothing => "",
            Before::Unaligned => "of unaligned code",
            Before::Broken => "of broken lists",
        };
        let words = [self.program].into_iter().chain(self.style.iter().copied()).chain([before]);
        words.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Formats files below `folder` in place. What the formatter cannot read stays as it is.
    pub(super) fn run(&self, program: &Path, folder: &Path, files: &[PathBuf]) -> Result<()> {
        let command = || {
            let mut command = Command::new(program);
            command.args(self.arguments).args(self.style).current_dir(folder).stderr(Stdio::null());
            command
        };
        if self.input == Input::Files {
            for files in files.chunks(BATCH) {
                let mut command = command();
                let name = display(&command);
                // It fails where it cannot read one of the files, and has formatted the others.
                command.args(files).stdout(Stdio::null()).status().with_context(|| format!("run {name}"))?;
            }
            return Ok(());
        }
        files.iter().try_for_each(|file| through_pipe(&mut command(), file))
    }
}

fn through_pipe(command: &mut Command, file: &Path) -> Result<()> {
    let name = display(command);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("run {name}"))?;
    let mut stdin = child.stdin.take().context("the formatter has an input")?;
    let text = fs::read(file)?;
    // The formatter may stop reading, or write before it has read all.
    let feed = std::thread::spawn(move || stdin.write_all(&text));
    let output = child.wait_with_output()?;
    let _fed = feed.join();
    if output.status.success() {
        fs::write(file, output.stdout)?;
    }
    Ok(())
}

/// The path of a program, in the folders first.
pub(super) fn find(program: &str, folders: &[PathBuf]) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut all = folders.iter().cloned().chain(std::env::split_paths(&path));
    let found = all.find(|folder| folder.join(program).is_file());
    let folder =
        found.with_context(|| format!("{program} is not there; name its folder with `--tool-dir`"))?;
    // It is run in another folder, and a link to it tells some programs who they are.
    Ok(std::path::absolute(folder.join(program))?)
}
