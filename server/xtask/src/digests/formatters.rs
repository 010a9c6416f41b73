//! Formatters, and how they are run.

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
    /// The options that tell its style.
    pub(super) style: &'static [&'static str],
    /// What it needs besides; `{tools}` is the folder that the program is in.
    pub(super) arguments: &'static [&'static str],
    /// The file beside the code that tells its style: what a table calls that, the file's name, and what is in it.
    pub(super) configuration: Option<(&'static str, &'static str, &'static str)>,
    pub(super) input: Input,
    /// What happens to the text before.
    pub(super) before: Before,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
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
    /// Every run of blanks is as long again; compared with what the formatter makes of it.
    Spread,
    /// Every list in brackets is broken, an element a line; the original is compared with what comes of it.
    Broken,
}

/// So many files are handed to a formatter at once: a command line has an end.
const BATCH: usize = 40;

impl Formatter {
    /// What a table calls it.
    pub(super) fn name(&self) -> String {
        let before = match self.before {
            Before::Nothing => "",
            Before::Unaligned => "of unaligned code",
            Before::Spread => "of spread code",
            Before::Broken => "of broken lists",
        };
        let configuration = self.configuration.map(|it| it.0);
        let style = self.style.iter().copied().chain(configuration);
        let words = [self.program].into_iter().chain(style).chain([before]);
        words.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Formats files below `folder` in place. What the formatter cannot read stays as it is.
    pub(super) fn run(&self, program: &Path, folder: &Path, files: &[PathBuf]) -> Result<()> {
        let tools = program.parent().unwrap_or(folder).display().to_string();
        let arguments = self.arguments.iter().map(|it| it.replace("{tools}", &tools));
        let arguments: Vec<String> = arguments.chain(self.style.iter().map(|it| (*it).to_owned())).collect();
        if let Some((_, name, text)) = self.configuration {
            fs::write(folder.join(name), text)?;
        }
        let command = || {
            let mut command = Command::new(program);
            command.args(&arguments).current_dir(folder).stderr(Stdio::null());
            command
        };
        if self.input != Input::Stdin {
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
