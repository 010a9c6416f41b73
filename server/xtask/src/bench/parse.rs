//! The floor: the grammars alone, on the same bytes, with the same allocator.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use canton_grammars::Language;
use rayon::prelude::*;
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};
use tree_sitter::{Parser, Tree};

use crate::walk::source_files;

/// Parses the files of a folder and does nothing else.
#[derive(clap::Args)]
pub(crate) struct Options {
    dir: PathBuf,
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

/// What parsing a folder took; printed by the child as JSON, read by the benchmark.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Parsed {
    pub(crate) files: usize,
    pub(crate) bytes: u64,
    /// CPU time inside tree-sitter alone, of all threads: parse, and free the tree.
    pub(crate) parse_seconds: f64,
}

/// Parses, in a process of its own, and prints what it took.
pub(crate) fn run(options: &Options) -> Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(options.threads).build_global()?;
    let files = source_files(&options.dir);
    let parsed: Vec<(u64, Duration)> = files
        .par_iter()
        .with_max_len(1)
        .filter_map(|file| {
            let text = fs::read(&file.path).ok()?;
            let start = thread_cpu();
            drop(parse(file.language, &text, None));
            Some((text.len() as u64, thread_cpu() - start))
        })
        .collect();
    let total = Parsed {
        files: parsed.len(),
        bytes: parsed.iter().map(|it| it.0).sum(),
        parse_seconds: parsed.iter().map(|it| it.1).sum::<Duration>().as_secs_f64(),
    };
    println!("{}", serde_json::to_string(&total)?);
    Ok(())
}

/// Runs ourselves as that process.
pub(crate) fn measure(dir: &Path, threads: usize) -> Result<Parsed> {
    let mut command = Command::new(std::env::current_exe().context("find this program")?);
    command.arg("parse").arg(dir).arg("--threads").arg(threads.to_string());
    let output = command.output().context("run the bare parse")?;
    ensure!(output.status.success(), "the bare parse: {}", String::from_utf8_lossy(&output.stderr).trim());
    serde_json::from_slice(&output.stdout).context("read what the bare parse printed")
}

/// A tree, by a parser that this thread keeps for the language.
pub(crate) fn parse(language: &'static Language, text: &[u8], old: Option<&Tree>) -> Option<Tree> {
    thread_local! {
        static PARSERS: RefCell<HashMap<&'static str, Parser>> = RefCell::default();
    }
    PARSERS.with_borrow_mut(|parsers| {
        let parser = parsers.entry(language.name).or_insert_with(|| {
            let mut parser = Parser::new();
            parser.set_language(language.grammar()).expect("the grammar fits the library it is built with");
            parser
        });
        parser.parse(text, old)
    })
}

/// CPU time of this thread.
fn thread_cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}
