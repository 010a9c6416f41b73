//! A check for people: findings with the code they are about, then what there is and how much is canonical.

use canton_ide::Severity;
use canton_semantic::{CountedUnits, Standing};
use std::collections::BTreeMap;
use std::io::Write;

use super::{Checked, FailOn, Options, plan};
use crate::cli::excerpt::Excerpts;
use crate::cli::json::rounded;
use crate::cli::open::ANOTHER_FEDERATION;
use crate::cli::terminal::{counted, one_line};
use crate::cli::{Failure, Terminal};

pub(super) fn print(
    out: &mut dyn Write,
    checked: &Checked,
    options: &Options,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let hints = options.hints || options.fail_on == FailOn::Hint;
    let analysis = checked.opened.engine.analysis();
    for (file, findings) in &checked.report.diagnostics {
        let shown = findings.iter().filter(|finding| hints || finding.severity > Severity::Hint);
        let mut excerpts = None;
        for finding in shown {
            let excerpts = excerpts.get_or_insert_with(|| Excerpts::new(&analysis, *file, terminal.color));
            writeln!(out, "{}\n", excerpts.render(finding))?;
        }
    }
    if !terminal.quiet {
        print_summary(out, checked, hints, terminal)?;
    }
    Ok(())
}

fn print_summary(
    out: &mut dyn Write,
    checked: &Checked,
    hints: bool,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let counts = &checked.report.counts;
    let files = counted(counts.files as usize, "file");
    let cantons = counted(checked.report.cantons.len(), "canton");
    writeln!(out, "{}", terminal.bold(&format!("{files}, {cantons}")))?;
    let goal = checked.opened.engine.analysis().ratio()?.goal;
    print_counts(out, counts, goal, terminal)?;
    if let Ok(base) = &checked.opened.base {
        writeln!(out, "compared with {}", base.name())?;
    }
    print_skipped(out, checked)?;
    if let Some(plan) = &checked.plan {
        plan::print(out, plan)?;
    }
    print_findings_count(out, checked, hints)?;
    if checked.report.cantons.is_empty() {
        writeln!(out, "nothing is registered yet: `canton register PATH#SYMBOL` writes the first manifest")?;
    }
    Ok(())
}

/// How much there is of each standing, and the ratio beside its goal, which is given in thousandths.
pub(in crate::cli) fn print_counts(
    out: &mut dyn Write,
    counts: &CountedUnits,
    goal: u32,
    terminal: &Terminal,
) -> Result<(), Failure> {
    print_standings(out, counts)?;
    let goal = f64::from(goal) / 1000.0;
    let counting = Standing::ALL.iter().filter(|it| it.counts()).map(|it| counts.lines[*it as usize]);
    match counts.ratio().1 {
        Some(ratio) => {
            let ratio = terminal.bold(&format!("ratio {:.3}", rounded(ratio)));
            writeln!(out, "{ratio} of {}; goal {goal}", counted(counting.sum::<u64>() as usize, "line"))?;
        }
        None => writeln!(out, "no ratio: no line of code counts; goal {goal}")?,
    }
    Ok(())
}

fn print_standings(out: &mut dyn Write, counts: &CountedUnits) -> Result<(), Failure> {
    for standing in Standing::ALL {
        let (units, lines) = (counts.units[standing as usize], counts.lines[standing as usize]);
        if units > 0 || standing.counts() {
            let apart = if standing.counts() { "" } else { "  (does not count)" };
            let units = counted(units as usize, "unit");
            let lines = counted(lines as usize, "line");
            writeln!(out, "  {:<13}{units:>10}{lines:>13}{apart}", standing.as_str())?;
        }
    }
    Ok(())
}

fn print_skipped(out: &mut dyn Write, checked: &Checked) -> Result<(), Failure> {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let (nested, skipped): (Vec<_>, Vec<_>) =
        checked.skipped.iter().partition(|(_, reason)| reason == ANOTHER_FEDERATION);
    for (_, reason) in &skipped {
        *reasons.entry(reason).or_default() += 1;
    }
    if !reasons.is_empty() {
        let counts: Vec<String> = reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
        let files = counted(skipped.len(), "file");
        writeln!(out, "skipped {files}: {} (`--format json` lists them)", counts.join(", "))?;
    }
    for (path, _) in nested {
        writeln!(out, "not looked into: {}/ is a federation of its own", one_line(path))?;
    }
    Ok(())
}

fn print_findings_count(out: &mut dyn Write, checked: &Checked, hints: bool) -> Result<(), Failure> {
    let all = || checked.report.diagnostics.iter().flat_map(|(_, findings)| findings);
    let count = |severity: Severity| all().filter(|finding| finding.severity == severity).count();
    let words = [
        (count(Severity::Error), "error"),
        (count(Severity::Warning), "warning"),
        (count(Severity::Information), "note"),
    ];
    let words = words.into_iter().filter(|(count, _)| *count > 0);
    let mut words: Vec<String> = words.map(|(count, word)| counted(count, word)).collect();
    match count(Severity::Hint) {
        0 => {}
        count if hints => words.push(counted(count, "hint")),
        count => words.push(format!("{} (`--hints` shows them)", counted(count, "hint"))),
    }
    match words.is_empty() {
        true => writeln!(out, "no findings")?,
        false => writeln!(out, "{}; `canton explain CODE` says what a finding means", words.join(", "))?,
    }
    Ok(())
}
