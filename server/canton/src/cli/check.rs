//! `canton check`: findings, counts and the ratio.

mod plan;
mod print_json;
pub(super) mod print_text;

use canton_ide::{PlanReport, Report, Severity};
use canton_semantic::FileKind;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

use super::open::{Opened, on_threads, open};
use super::terminal::one_line;
use super::{Common, Failure, Format, Terminal};

#[derive(Args)]
pub(super) struct Options {
    /// Files and folders to report on, all in one federation; the current folder where there is none
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The quietest finding that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Print hints too, which are only counted otherwise
    #[arg(long)]
    hints: bool,
    /// Judge a Terraform plan too: what `terraform show -json PLAN` printed
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// List every symbol (JSON)
    #[arg(long)]
    symbols: bool,
    /// List every call (JSON)
    #[arg(long)]
    calls: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    #[default]
    Error,
    Warning,
    #[value(alias = "note")]
    Information,
    Hint,
    /// Findings do not matter
    Never,
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Information => Some(Severity::Information),
            FailOn::Hint => Some(Severity::Hint),
            FailOn::Never => None,
        }
    }
}

/// What a check found, ready to be printed.
struct Checked {
    opened: Opened,
    report: Report,
    /// What became of the Terraform plan, where one was given.
    plan: Option<PlanReport>,
    /// Path and reason of everything that was not read, by path.
    skipped: Vec<(String, String)>,
}

pub(super) fn run(options: &Options, common: &Common, terminal: &Terminal) -> Result<ExitCode, Failure> {
    if common.format == Format::Text && (options.symbols || options.calls) {
        let problem = "`--symbols` and `--calls` list what programs read";
        return Err(Failure::new(problem, "add `--format json`"));
    }
    let mut opened = match &options.plan {
        Some(path) => plan::open_with_plan(&options.paths, path, common, terminal)?,
        None => open(&options.paths, common, terminal)?,
    };
    opened.prime(common, terminal)?;
    let analysis = opened.engine.analysis();
    let scope = opened.scope.clone();
    let report = on_threads(common.threads, move || analysis.report(&scope, false, false))??;
    let plan = opened.engine.analysis().plan_report()?;
    let skipped = skipped(&opened, &report);
    if report.counts.files == 0 && !reads_a_manifest(&opened, &skipped) {
        return Err(nothing(&opened, &skipped));
    }
    let checked = Checked { opened, report, plan, skipped };
    match common.format {
        Format::Json => terminal.print(|out| print_json::print(out, &checked, options))?,
        _ => terminal.print(|out| print_text::print(out, &checked, options, terminal))?,
    }
    let findings = checked.report.diagnostics.iter().flat_map(|(_, findings)| findings);
    let worst = findings.map(|finding| finding.severity).max();
    let fails = options.fail_on.severity().is_some_and(|least| worst.is_some_and(|worst| worst >= least));
    Ok(ExitCode::from(u8::from(fails)))
}

/// Green because nothing was checked would be a lie: a check without a source file needs a manifest at least.
fn reads_a_manifest(opened: &Opened, skipped: &[(String, String)]) -> bool {
    let manifests = opened.engine.walk().files.iter().filter(|file| file.kind == FileKind::Manifest);
    let is_skipped = |path: &str| skipped.iter().any(|(it, _)| it == path);
    manifests.into_iter().any(|file| opened.holds(&file.path) && !is_skipped(&file.path))
}

fn nothing(opened: &Opened, skipped: &[(String, String)]) -> Failure {
    let root = opened.engine.root();
    let places: Vec<String> = match opened.scope.as_slice() {
        [] => vec![format!("`{}`", root.display())],
        scope => scope.iter().map(|path| format!("`{}`", one_line(path))).collect(),
    };
    let mut problem = format!("nothing to check in {}: no source file and no manifest", places.join(" and "));
    if let Some((path, reason)) = skipped.first() {
        let others = if skipped.len() > 1 { ", among others" } else { "" };
        problem.push_str(&format!("; `{}` was skipped ({reason}){others}", one_line(path)));
    }
    let hint = "name a folder with code in it; what `.gitignore` and `exclude:` name is not looked at";
    Failure::new(problem, hint)
}

/// Everything that was found and not read, by path.
fn skipped(opened: &Opened, report: &Report) -> Vec<(String, String)> {
    let mut skipped = opened.unreached();
    skipped.retain(|(path, _)| opened.holds(path));
    skipped.extend(report.skipped.iter().map(|file| (file.path.clone(), file.reason.to_string())));
    skipped.sort_unstable();
    skipped.dedup();
    skipped
}
