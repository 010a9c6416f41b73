//! `cargo xtask bench`: speed and memory, as ratios taken in one run.
//!
//! Wall time on a shared machine says little, a ratio of two things measured side by side says much. So
//! every figure that counts is one: our work beside the bare parse of the same bytes, beside a peer, beside
//! a ping, beside ourselves on a tenth of the files. Rounds are interleaved and medians quoted. Nothing here
//! is a test, and nothing fails for being slow.

mod client;
mod cold;
mod edits;
mod growth;
pub(crate) mod parse;
mod rules;
mod server;
mod stats;
mod workspace;

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::ValueEnum;

use crate::table::Table;
use crate::{corpora, smoke};

/// Measures speed and memory.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Corpora; `django`, `homeassistant` and `ts` by default
    names: Vec<String>,
    /// Where they are kept
    #[arg(long)]
    dir: Option<PathBuf>,
    /// The binary; `target/release/canton` by default
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Rounds, of which the median counts
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Single-character edits of each file
    #[arg(long, default_value_t = 200)]
    edits: usize,
    /// What is measured; everything by default
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// `canton check` beside the bare parse and ast-grep
    Cold,
    /// The server: edits, hover, definition, start, idling
    Server,
    /// Ten times the files, ten times the manifests
    Growth,
    /// Rules over everything beside none: a cold check, and edits
    Rules,
}

/// What every part needs.
struct Bench {
    binary: PathBuf,
    corpora: Vec<(String, PathBuf)>,
    /// Where the corpora are, and the peers.
    dir: PathBuf,
    rounds: usize,
    edits: usize,
    table: Table,
    /// What was run, for who wants to run it again.
    commands: Vec<String>,
}

/// Prints a table: what, measured, the limit of the first landing, and whether it holds.
pub(crate) fn run(options: &Options) -> Result<()> {
    let optimised = !cfg!(debug_assertions);
    ensure!(optimised, "the bare parse must be optimised too: `cargo run --release -p xtask -- bench`");
    let dir = options.dir.clone().unwrap_or_else(crate::default_corpora);
    let defaults = ["django", "homeassistant", "ts"].map(str::to_owned);
    let names = if options.names.is_empty() { &defaults[..] } else { &options.names[..] };
    let mut bench = Bench {
        binary: smoke::binary(options.binary.as_deref())?,
        corpora: corpora::present(&dir, names)?,
        dir,
        rounds: options.rounds.max(1),
        edits: options.edits.max(2),
        table: Table::new(["what", "on", "measured", "first", "", "of"]),
        commands: Vec::new(),
    };
    let wanted = |part| options.only.is_empty() || options.only.contains(&part);
    if wanted(Part::Cold) {
        cold::run(&mut bench)?;
    }
    if wanted(Part::Server) {
        server::run(&mut bench)?;
    }
    if wanted(Part::Growth) {
        growth::run(&mut bench)?;
    }
    if wanted(Part::Rules) {
        rules::run(&mut bench)?;
    }
    println!("{}", bench.table);
    println!("{} rounds, interleaved, medians; {} edits a file. Commands:\n", bench.rounds, bench.edits);
    bench.commands.sort();
    bench.commands.dedup();
    for command in &bench.commands {
        println!("- `{command}`");
    }
    Ok(())
}

impl Bench {
    /// Adds a line: a figure that must not be above `limit`.
    fn at_most(&mut self, what: &str, on: &str, measured: f64, limit: f64, of: String) {
        self.line(what, on, measured, (measured <= limit, format!("≤ {limit:.2}")), of);
    }

    /// Adds a line: a figure that must not be below `limit`.
    fn at_least(&mut self, what: &str, on: &str, measured: f64, limit: f64, of: String) {
        self.line(what, on, measured, (measured >= limit, format!("≥ {limit:.2}")), of);
    }

    fn line(&mut self, what: &str, on: &str, measured: f64, (holds, limit): (bool, String), of: String) {
        let holds = if holds { "holds" } else { "**missed**" };
        eprintln!("{what}, {on}: {measured:.2} ({limit}) {of}");
        self.table.row([
            what.to_owned(),
            on.to_owned(),
            format!("{measured:.2}"),
            limit,
            holds.to_owned(),
            of,
        ]);
    }

    /// Adds a line that has no figure, and says why.
    fn unknown(&mut self, what: &str, on: &str, why: &str) {
        eprintln!("{what}, {on}: {why}");
        let [dash, none] = ["–".to_owned(), String::new()];
        self.table.row([what.to_owned(), on.to_owned(), dash, none, "unknown".to_owned(), why.to_owned()]);
    }
}
