//! `canton explain`: the manual pages of findings.

use clap::Args;
use std::process::ExitCode;

use super::{Failure, Terminal};

#[derive(Args)]
pub(super) struct Options {
    /// The code of a finding, such as `drifted`; without it, all codes are listed
    code: Option<String>,
}

pub(super) fn run(options: &Options, terminal: &Terminal) -> Result<ExitCode, Failure> {
    match &options.code {
        Some(code) => explain(code, terminal)?,
        None => list(terminal)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn explain(code: &str, terminal: &Terminal) -> Result<(), Failure> {
    let Some(page) = canton_ide::explain(code) else {
        let codes = canton_ide::codes().map(|(code, _)| code.0);
        let hint =
            Failure::meant(code, codes).unwrap_or_else(|| "`canton explain` lists all codes".to_owned());
        return Err(Failure::new(format!("there is no finding `{code}`"), hint));
    };
    terminal.print(|out| Ok(out.write_all(page.as_bytes())?))
}

fn list(terminal: &Terminal) -> Result<(), Failure> {
    terminal.print(|out| {
        for (code, severity) in canton_ide::codes() {
            let code = code.0;
            let severity = super::json::severity(severity);
            let summary = canton_ide::explain(code).map_or("", first_sentence);
            writeln!(out, "{code:<20} {severity:<11} {summary}")?;
        }
        Ok(())
    })
}

/// What a page says first, below its title: up to the first full stop of its first line.
fn first_sentence(page: &str) -> &str {
    let line = page.lines().skip(1).find(|line| !line.is_empty()).unwrap_or("");
    line.split_inclusive(". ").next().unwrap_or("").trim_end_matches(['.', ' ', ':'])
}
