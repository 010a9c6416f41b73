//! Running a program and saying what it cost.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// What a program's run cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) status: ExitStatus,
    pub(crate) wall: Duration,
    /// User and system time of all its threads.
    pub(crate) cpu: Duration,
    /// The most memory that it held, in bytes.
    pub(crate) peak_memory: u64,
}

/// Runs `command` to its end with its output in `output`, or nowhere.
pub(crate) fn measure(command: &mut Command, output: Option<&Path>) -> Result<Cost> {
    let stdout = match output {
        Some(path) => File::create(path).with_context(|| format!("create {}", path.display()))?.into(),
        None => Stdio::null(),
    };
    let name = display(command);
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("run {name}"))?;
    let used = child.wait4().with_context(|| format!("wait for {name}"))?;
    Ok(Cost {
        status: used.status,
        wall: start.elapsed(),
        cpu: used.rusage.utime + used.rusage.stime,
        peak_memory: used.rusage.maxrss,
    })
}

/// Runs `command`, and fails unless it succeeds; its output goes where ours goes.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let name = display(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("run {name}"))?;
    if !status.success() {
        bail!("{name}: {status}");
    }
    Ok(())
}

/// A command as a person would type it.
pub(crate) fn display(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
