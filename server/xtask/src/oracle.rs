//! `cargo xtask oracle`: what ran, held against what Canton says.
//!
//! A Python package's own tests are run with two hooks, and everything of the package is put into one canton that
//! promises to do nothing. A function that was running when a file, a socket or a process was asked for must not be
//! said to hold that promise; where a call is said for sure to lead to a definition, no other of that name may have
//! been called there. Nothing that tests do not reach is judged, and nothing that is said to be unknown.

mod compare;
mod known;
mod report;
mod run;
mod trace;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::smoke;
use compare::Comparison;
use known::Known;
use run::Workshop;

/// Runs a package's tests and compares.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folders of Python packages, each with its sources and its tests
    #[arg(required = true)]
    packages: Vec<PathBuf>,
    /// Where the tests are, from the package's folder; by default `tests`, `test` or `testing`
    #[arg(long)]
    tests: Vec<PathBuf>,
    /// Where imports start, from the package's folder; by default `src` or `lib`, and the folder itself
    #[arg(long)]
    path: Vec<PathBuf>,
    /// The binary; `target/release/canton` by default
    #[arg(long)]
    binary: Option<PathBuf>,
    /// How long tests may run, for each package
    #[arg(long, default_value_t = 300)]
    seconds: u64,
    /// Keeps the copies, traces and reports in this folder
    #[arg(long)]
    keep: Option<PathBuf>,
    /// What else is said to pytest
    #[arg(last = true)]
    pytest: Vec<String>,
}

/// Prints a table of the packages, and everything in which what ran contradicts us; fails if there is any of that.
pub(crate) fn run(options: &Options) -> Result<()> {
    let binary = smoke::binary(options.binary.as_deref())?;
    run::python()?;
    let known = Known::read()?;
    let temporary = tempfile::tempdir().context("make a temporary folder")?;
    let folder = options.keep.as_deref().unwrap_or(temporary.path());
    let mut table = report::table();
    let (mut contradictions, mut failures) = (Vec::new(), Vec::new());
    for package in &options.packages {
        let name = package.canonicalize().with_context(|| format!("find {}", package.display()))?;
        let name = name.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        match compared(package, &folder.join(&name), &binary, options) {
            Ok((tests, found)) => {
                let found = known.without(&name, found);
                report::add_row(&mut table, &name, &tests, &found);
                contradictions.extend(report::contradictions(&name, &found));
            }
            Err(error) => failures.push(format!("{name}: not tried: {error:#}\n")),
        }
    }
    println!("{table}\n{}{}", contradictions.concat(), failures.concat());
    match (contradictions.len(), failures.len()) {
        (0, 0) => Ok(()),
        (0, count) => bail!("{count} packages were not tried"),
        (count, _) => bail!("what ran contradicts what is said, {count} times"),
    }
}

/// How the tests ended, and what came of them.
fn compared(package: &Path, folder: &Path, binary: &Path, options: &Options) -> Result<(String, Comparison)> {
    let workshop = Workshop::make(package, folder)?;
    let tests = workshop.run_tests(options)?;
    let report = workshop.check(binary)?;
    let trace = trace::read(&workshop.trace, &workshop.written()?)?;
    if trace.functions() == 0 {
        bail!("no function of the package was seen to run; the tests said: {tests}");
    }
    Ok((tests, compare::compare(&report, &trace)))
}
