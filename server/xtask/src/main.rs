//! The automation of this repository: `cargo xtask <command>`. Rust alone, no shell.

#![expect(clippy::disallowed_methods, reason = "automation reads files, clocks and the environment")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "automation talks to a terminal")]

mod bench;
mod calls;
mod codegen;
mod corpora;
mod ctags;
mod digests;
mod editors;
mod fuzz;
mod lines;
mod oracle;
mod process;
mod smoke;
mod table;
mod tidy;
mod walk;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

// The product's, so that the bare parse of the benchmark differs from it in nothing else.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The automation of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes what is generated: the JSON Schemas and the language table
    Codegen {
        /// Writes nothing; fails if a file is not what would be generated
        #[arg(long)]
        check: bool,
    },
    /// Checks the invariants that no compiler checks
    Tidy,
    /// Fetches real code from package registries, to measure on
    Corpora(corpora::Options),
    /// Runs the release binary on the corpora and compares what it finds with Universal Ctags
    Smoke(smoke::Options),
    /// Compares the outlines of a folder's files with Universal Ctags
    Ctags(ctags::outlines::Options),
    /// Tries digests on real code: formatters must keep them, mutations must move them
    Digests(digests::Options),
    /// Counts lines of code beside tokei, and whether those of units add up
    Lines(lines::Options),
    /// Counts resolved calls on small workspaces: precision and recall by class
    Calls(calls::Options),
    /// Runs a Python package's tests and holds what ran against what Canton says of it
    Oracle(oracle::Options),
    /// Runs every fuzz target for a while
    Fuzz {
        /// How long each target runs
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Tests the plugin in a real Neovim, which it installs below target/
    Neovim,
    /// Draws the README's picture: the plugin at work in a real Neovim
    Screenshot,
    /// Measures speed and memory, as ratios taken in one run
    Bench(bench::Options),
    /// Parses the files of a folder and does nothing else: the floor that `bench` compares with
    #[command(hide = true)]
    Parse(bench::parse::Options),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Codegen { check } => codegen::run(check),
        Command::Tidy => tidy::run(),
        Command::Corpora(options) => corpora::run(&options),
        Command::Smoke(options) => smoke::run(&options),
        Command::Ctags(options) => ctags::outlines::run(&options),
        Command::Digests(options) => digests::run(&options),
        Command::Lines(options) => lines::run(&options),
        Command::Calls(options) => calls::run(&options),
        Command::Oracle(options) => oracle::run(&options),
        Command::Fuzz { seconds } => fuzz::run(seconds),
        Command::Neovim => editors::neovim(&root()),
        Command::Screenshot => editors::screenshot(&root()),
        Command::Bench(options) => bench::run(&options),
        Command::Parse(options) => bench::parse::run(&options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The root of this repository.
fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .canonicalize()
        .expect("xtask is built where the repository stands")
}

/// Where corpora are kept: outside the repository, so that no tool of it finds them.
fn default_corpora() -> PathBuf {
    root().parent().map_or_else(|| PathBuf::from("corpora"), |parent| parent.join("corpora"))
}
