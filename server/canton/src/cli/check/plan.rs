//! `--plan`: a Terraform plan, read where it stands, and what of it was lost.

use canton_ide::PlanReport;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::open::{Opened, open_with};
use crate::cli::terminal::{counted, one_line};
use crate::cli::{Common, Failure, Terminal};
use crate::engine::GivenPlan;
use crate::loader::relative_path;

/// Larger plans are refused: reading them would take all of the memory there is.
const MOST_BYTES: u64 = 512 << 20;

/// Opens the federation around `paths`, with the plan at `path`. One that cannot be relied on is refused: what is
/// missing in it would look as if nothing were done.
pub(super) fn open_with_plan(
    paths: &[PathBuf],
    path: &Path,
    common: &Common,
    terminal: &Terminal,
) -> Result<Opened, Failure> {
    let text = read(path)?;
    let given = |root: &Path| {
        let below = path.canonicalize().ok().and_then(|full| relative_path(root, &full));
        let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Some(GivenPlan { path: below.unwrap_or_else(name), text })
    };
    let opened = open_with(paths, common, terminal, given)?;
    let report = opened.engine.analysis().plan_report()?.unwrap_or_default();
    match report.problems.first() {
        Some((line, message)) => Err(unreliable(path, *line, message)),
        None => Ok(opened),
    }
}

fn read(path: &Path) -> Result<Arc<str>, Failure> {
    let metadata = std::fs::metadata(path).map_err(|error| Failure::path(path, &error))?;
    if !metadata.is_file() {
        return Err(unreliable(path, 0, "it is no file"));
    }
    if metadata.len() > MOST_BYTES {
        return Err(unreliable(path, 0, "it is larger than 512 MiB"));
    }
    let bytes = std::fs::read(path).map_err(|error| Failure::path(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| unreliable(path, 0, "it is not UTF-8"))?;
    Ok(Arc::from(text))
}

fn unreliable(path: &Path, line: usize, message: &str) -> Failure {
    let shown = one_line(&path.display().to_string());
    // The parser's messages name the line themselves.
    let place =
        if line > 0 && !message.contains(" at line ") { format!(", line {line}") } else { String::new() };
    let problem = format!("`{shown}` is no plan that can be judged: {}{place}", one_line(message));
    Failure::new(
        problem,
        "write it with `terraform plan -out tfplan && terraform show -json tfplan > plan.json`",
    )
}

/// What became of the plan, for people.
pub(super) fn print(out: &mut dyn Write, report: &PlanReport) -> Result<(), Failure> {
    let changes = counted(report.changes, "change");
    let lost = match report.lost.len() {
        0 => String::new(),
        count => format!(", {count} judged by nothing"),
    };
    writeln!(out, "plan: {changes}{lost}")?;
    for change in &report.lost {
        let actions = change.actions.join(", ");
        writeln!(out, "  {} ({actions}): {}", one_line(&change.address), change.why)?;
    }
    if report.is_partial {
        writeln!(out, "the plan puts more changes off to another one")?;
    }
    Ok(())
}
