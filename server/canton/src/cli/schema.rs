//! `canton schema`: the JSON Schemas of what people write and of what we print.

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
}

pub(super) fn run(options: &Options, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let text = match options.of {
        Of::Manifest => written(&canton_syntax::manifest::FIELDS, "A canton manifest")?,
        Of::Federation => written(&canton_syntax::federation::FIELDS, "A federation")?,
        Of::Check => include_str!("schema/check.json").to_owned(),
        Of::Status => include_str!("schema/status.json").to_owned(),
    };
    terminal.print(|out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(ExitCode::SUCCESS)
}
