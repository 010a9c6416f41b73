//! `cargo xtask smoke`: the release binary on code that nobody here wrote.

pub(crate) mod report;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::ctags::{Definition, compare, plain_name, tags};
use crate::process::{self, Cost};
use crate::table::{Table, megabytes, seconds};
use crate::{corpora, root};

use report::Report;

/// Runs the release binary on the corpora.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Corpora; all that are there by default
    names: Vec<String>,
    /// Where they are kept
    #[arg(long)]
    dir: Option<PathBuf>,
    /// The binary; `target/release/canton` by default
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Does not compare with Universal Ctags
    #[arg(long)]
    no_ctags: bool,
    /// Classes of difference to show for each language and side
    #[arg(long, default_value_t = 12)]
    classes: usize,
}

/// Prints a table of the corpora, and a comparison with Ctags for each.
pub(crate) fn run(options: &Options) -> Result<()> {
    let dir = options.dir.clone().unwrap_or_else(crate::default_corpora);
    let binary = binary(options.binary.as_deref())?;
    let corpora = corpora::present(&dir, &options.names)?;
    let mut table =
        Table::new(["corpus", "files", "skipped", "lines", "symbols", "findings", "wall s", "CPU s", "peak"]);
    let mut comparisons = String::new();
    for (name, path) in &corpora {
        let (report, cost) = check(&binary, path).with_context(|| format!("check {name}"))?;
        table.row(summary(name, &report, &cost));
        if !options.no_ctags {
            comparisons += &comparison(name, path, &report, options.classes)?;
        }
    }
    println!("{table}\n`canton check --no-cache --format json --symbols CORPUS`\n\n{comparisons}");
    Ok(())
}

/// The binary that is measured: the one given, or the release build.
pub(crate) fn binary(given: Option<&Path>) -> Result<PathBuf> {
    let path = given.map_or_else(|| root().join("target/release/canton"), Path::to_path_buf);
    ensure!(path.is_file(), "{} is not there; `cargo build --release` builds it", path.display());
    path.canonicalize().context("find the binary")
}

fn check(binary: &Path, corpus: &Path) -> Result<(Report, Cost)> {
    let output = std::env::temp_dir().join(format!("xtask-smoke-{}.json", std::process::id()));
    let mut command = Command::new(binary);
    command.args(["check", "--no-cache", "--format", "json", "--symbols"]).arg(corpus);
    let cost = process::measure(&mut command, Some(&output))?;
    // 1 is a finding; a corpus may well have some.
    if !matches!(cost.status.code(), Some(0 | 1)) {
        bail!("{}: {}", process::display(&command), cost.status);
    }
    let report = Report::read(&output)?;
    fs::remove_file(output)?;
    Ok((report, cost))
}

fn summary(name: &str, report: &Report, cost: &Cost) -> [String; 9] {
    let symbols = counted(report.symbols.iter().map(|it| it.kind.as_str()));
    [
        name.to_owned(),
        report.summary.files.to_string(),
        counted(report.summary.skipped.iter().map(|it| it.reason.as_str())),
        report.lines().to_string(),
        symbols,
        counted(report.diagnostics.iter().map(|it| it.code.as_str())),
        seconds(cost.wall),
        seconds(cost.cpu),
        megabytes(cost.peak_memory),
    ]
}

/// `12 binary, 3 too-large`, the commonest first.
fn counted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| usize::MAX - count);
    let shown: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
}

/// What `check` found beside what Ctags finds in the files that `check` read.
fn comparison(name: &str, corpus: &Path, report: &Report, classes: usize) -> Result<String> {
    let mut files: Vec<String> = report.symbols.iter().map(|it| it.path().to_owned()).collect();
    files.sort_unstable();
    files.dedup();
    let ours = report.symbols.iter().filter_map(definition).collect();
    let comparison = compare(corpus, ours, tags(corpus, &files)?);
    let skipped: Vec<&str> = report.summary.skipped.iter().take(5).map(|it| it.path.as_str()).collect();
    let skipped =
        if skipped.is_empty() { String::new() } else { format!("Skipped: {} …\n\n", skipped.join(", ")) };
    Ok(format!("## {name}\n\n{skipped}{}\n{}\n", comparison.summary(), comparison.classes(classes, 3)))
}

fn definition(symbol: &report::Symbol) -> Option<Definition> {
    Some(Definition {
        path: symbol.path().to_owned(),
        name: plain_name(symbol.name()?).to_owned(),
        // The range starts at a decorator; the name stands somewhere below.
        lines: (symbol.range.start.line + 1, symbol.range.end.line + 1),
        kind: symbol.kind.clone(),
    })
}
