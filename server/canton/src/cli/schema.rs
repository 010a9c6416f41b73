//! `canton schema`: the JSON Schemas of what people write and of what we print.

mod graph;
mod output;

use canton_syntax::schema::{federation_schema, manifest_schema};
use clap::{Args, ValueEnum};
use std::process::ExitCode;

use super::{Failure, Terminal};

#[derive(Args)]
pub(super) struct Options {
    /// Which format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    of: Of,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Of {
    /// `*.canton.yaml`
    #[default]
    Manifest,
    /// `federation.yaml`
    Federation,
    /// `canton check --format json`
    Check,
    /// `canton status --format json`
    Status,
    /// `canton graph --format json`
    Graph,
}

pub(super) fn run(options: &Options, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let schema = match options.of {
        Of::Manifest => manifest_schema(),
        Of::Federation => federation_schema(),
        Of::Check => output::check(),
        Of::Status => output::status(),
        Of::Graph => graph::graph(),
    };
    terminal.print(|out| {
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        writeln!(out)?;
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}
