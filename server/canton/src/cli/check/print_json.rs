//! A check for programs: one object, an entry a line, written as it is made.

use canton_ide::{Analysis, Cancellable};
use canton_semantic::File;
use serde::Serialize;
use std::io::Write;

use super::{Checked, Options};
use crate::cli::Failure;
use crate::cli::json::{Call, Canton, Finding, Lines, Plan, Summary, Symbol, line_index};
use crate::position::LineIndex;

pub(super) fn print(out: &mut dyn Write, checked: &Checked, options: &Options) -> Result<(), Failure> {
    let analysis = checked.opened.engine.analysis();
    let report = &checked.report;
    write!(out, "{{\"schema\":\"canton-check/1\",\n\"root\":")?;
    serde_json::to_writer(&mut *out, &checked.opened.engine.root().to_string_lossy())?;
    write!(out, ",\n\"version\":\"{}\",\n\"summary\":", env!("CARGO_PKG_VERSION"))?;
    serde_json::to_writer(&mut *out, &Summary::new(&report.counts, report.cantons.len(), &checked.skipped))?;
    let mut cantons = List::start(out, "cantons")?;
    // One file may have thousands, which follow each other.
    let mut lines = Lines::new(&analysis);
    for entry in &report.cantons {
        cantons.push(&Canton::new(entry, &analysis, lines.of(entry.file)))?;
    }
    cantons.end()?;
    if let Some(plan) = &checked.plan {
        write!(out, ",\n\"plan\":")?;
        serde_json::to_writer(&mut *out, &Plan::new(plan))?;
    }
    if options.symbols {
        print_symbols(out, checked, &analysis)?;
    }
    print_findings(out, checked, &analysis)?;
    if options.calls {
        print_calls(out, checked, &analysis)?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn print_findings(out: &mut dyn Write, checked: &Checked, analysis: &Analysis) -> Result<(), Failure> {
    let mut list = List::start(out, "diagnostics")?;
    let mut others = Lines::new(analysis);
    for (file, findings) in &checked.report.diagnostics {
        let path = analysis.path(*file);
        let lines = line_index(analysis, *file);
        for finding in findings {
            list.push(&Finding::new(finding, &path, &lines, &mut others))?;
        }
    }
    list.end()
}

fn print_symbols(out: &mut dyn Write, checked: &Checked, analysis: &Analysis) -> Result<(), Failure> {
    let mut list = List::start(out, "symbols")?;
    each_file(checked, analysis, Analysis::symbols, |entry, lines| list.push(&Symbol::new(entry, lines)))?;
    list.end()
}

fn print_calls(out: &mut dyn Write, checked: &Checked, analysis: &Analysis) -> Result<(), Failure> {
    let mut list = List::start(out, "calls")?;
    each_file(checked, analysis, Analysis::calls, |entry, lines| list.push(&Call::new(entry, lines)))?;
    list.end()
}

/// Asks of one file after the other, so that nothing of a file is held longer than it takes to print it.
fn each_file<T>(
    checked: &Checked,
    analysis: &Analysis,
    mut ask: impl FnMut(&Analysis, File) -> Cancellable<Vec<T>>,
    mut print: impl FnMut(&T, &LineIndex) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let paths = checked.opened.engine.walk().files.iter().map(|found| &found.path);
    for path in paths.filter(|path| checked.opened.holds(path)) {
        let Some(file) = analysis.file(path) else { continue };
        let entries = ask(analysis, file)?;
        if entries.is_empty() {
            continue;
        }
        let lines = line_index(analysis, file);
        entries.iter().try_for_each(|entry| print(entry, &lines))?;
    }
    Ok(())
}

/// A list that is written entry by entry.
struct List<'a> {
    out: &'a mut dyn Write,
    empty: bool,
}

impl<'a> List<'a> {
    fn start(out: &'a mut dyn Write, key: &str) -> Result<List<'a>, Failure> {
        write!(out, ",\n\"{key}\":[")?;
        Ok(List { out, empty: true })
    }

    fn push(&mut self, entry: &impl Serialize) -> Result<(), Failure> {
        self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        serde_json::to_writer(&mut *self.out, entry)?;
        Ok(())
    }

    fn end(self) -> Result<(), Failure> {
        self.out.write_all(b"]")?;
        Ok(())
    }
}
