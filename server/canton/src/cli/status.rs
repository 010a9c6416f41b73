//! `canton status`: what a file or a symbol is.

use canton_ide::{Analysis, Drift, SymbolEntry};
use canton_semantic::{File, Standing};
use canton_syntax::TextSize;
use clap::Args;
use serde::Serialize;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::check::print_text::print_counts;
use super::json::{facet, line_index, tested};
use super::open::{Opened, open};
use super::reach::{KnownSymbol, Surroundings};
use super::terminal::one_line;
use super::{Common, Failure, Format, Terminal};
use crate::position::LineIndex;

#[derive(Args)]
pub(super) struct Options {
    /// A file, a line of it counted from 1 (`src/pay.py:12`), or a folder; the current one where there is none
    #[arg(value_name = "PATH[:LINE]")]
    place: Option<OsString>,
}

/// The version of the output's shape.
const SCHEMA: &str = "canton-status/1";

/// `canton-status/1`.
#[derive(Serialize)]
struct Output<'a> {
    schema: &'static str,
    path: &'a str,
    owner: Option<&'a [String]>,
    symbol: Option<KnownSymbol<'a>>,
}

pub(super) fn run(options: &Options, common: &Common, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let (path, line) = options.place.as_ref().map_or_else(|| (PathBuf::from("."), None), split);
    let mut opened = open(std::slice::from_ref(&path), common, terminal)?;
    opened.prime(common, terminal)?;
    match path.is_dir() {
        true => print_folder(&opened, common, terminal)?,
        false => print_place(&opened, line, common, terminal)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A folder has no standing of its own: what is in it is counted.
fn print_folder(opened: &Opened, common: &Common, terminal: &Terminal) -> Result<(), Failure> {
    let analysis = opened.engine.analysis();
    let path = opened.scope.first().map_or("", String::as_str);
    terminal.print(|out| match common.format {
        Format::Json => print_json(out, &Output { schema: SCHEMA, path, owner: None, symbol: None }),
        _ => {
            let report = analysis.report(&opened.scope, false, false)?;
            let shown = if path.is_empty() { "." } else { path };
            writeln!(out, "{}", terminal.bold(&one_line(shown)))?;
            print_counts(out, &report.counts, analysis.ratio()?.goal, terminal)
        }
    })
}

fn print_place(
    opened: &Opened,
    line: Option<u32>,
    common: &Common,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let analysis = opened.engine.analysis();
    let (path, file) = known_file(opened, &analysis)?;
    if let Err(skip) = analysis.text(file) {
        return Err(Failure::skipped(path, &skip));
    }
    let lines = line_index(&analysis, file);
    let offset = line.map(|line| offset_of(&lines, line, path)).transpose()?;
    let Some(status) = analysis.status(file, offset.map(u32::from))? else {
        return Err(opened.why_unknown(path));
    };
    let owner = status.owner.as_deref();
    let around = status.symbol.map(|entry| {
        let around = Surroundings::of(&analysis, &entry, offset.map(u32::from))?;
        Ok::<_, canton_ide::Cancelled>((entry, around))
    });
    let around = around.transpose()?;
    terminal.print(|out| match (common.format, &around) {
        (Format::Json, symbol) => {
            let known = symbol.as_ref();
            let symbol = known.map(|(entry, around)| KnownSymbol::new(entry, status.drift, around, &lines));
            print_json(out, &Output { schema: SCHEMA, path, owner, symbol })
        }
        (_, Some((symbol, around))) => print_symbol(out, symbol, status.drift, around, &lines, terminal),
        (_, None) => print_file(out, path, owner, terminal),
    })
}

fn print_json(out: &mut dyn Write, output: &Output<'_>) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, output)?;
    writeln!(out)?;
    Ok(())
}

/// The one file that the command names.
pub(super) fn known_file<'a>(opened: &'a Opened, analysis: &Analysis) -> Result<(&'a str, File), Failure> {
    let path = opened.scope.first().map_or("", String::as_str);
    match analysis.file(path) {
        Some(file) => Ok((path, file)),
        None => Err(opened.why_unknown(path)),
    }
}

/// A path and a line. A file whose own name ends like a line is taken as the file.
fn split(place: &OsString) -> (PathBuf, Option<u32>) {
    let whole = PathBuf::from(place);
    let parts = place.to_str().and_then(|text| text.rsplit_once(':'));
    match parts.map(|(path, line)| (path, line.parse())) {
        Some((path, Ok(line))) if !whole.exists() => (Path::new(path).to_owned(), Some(line)),
        _ => (whole, None),
    }
}

/// Where the code of a line, counted from 1, begins.
fn offset_of(lines: &LineIndex, line: u32, path: &str) -> Result<TextSize, Failure> {
    let range = line.checked_sub(1).and_then(|line| lines.line(line));
    let Some(range) = range else {
        let count = super::terminal::counted(lines.line_count() as usize, "line");
        return Err(Failure::new(
            format!("`{path}` has no line {line}"),
            format!("it has {count}, counted from 1"),
        ));
    };
    let text = &lines.text()[range.clone()];
    let blank = text.len() - text.trim_start().len();
    let offset = if blank == text.len() { range.start } else { range.start + blank };
    Ok(TextSize::new(offset as u32))
}

fn print_symbol(
    out: &mut dyn Write,
    symbol: &SymbolEntry,
    drift: Option<Drift>,
    around: &Surroundings,
    lines: &LineIndex,
    terminal: &Terminal,
) -> Result<(), Failure> {
    writeln!(out, "{}", terminal.bold(&one_line(&symbol.id)))?;
    let mut row = |key: &str, value: String| writeln!(out, "  {key:<10}{value}");
    let standing = standing_in_words(symbol, drift);
    row("is", format!("{standing}, a {} in {}", symbol.kind.as_str(), symbol.language))?;
    if let Some(within) = &symbol.within {
        row("within", one_line(within))?;
    }
    if let Some(canton) = &symbol.canton {
        row("canton", canton.clone())?;
    }
    row("owner", owner_in_words(symbol.owner.as_deref()))?;
    row("tested", tested(symbol.tested).to_owned())?;
    if let Some(digest) = &symbol.digest {
        row("digest", digest.clone())?;
    }
    let start = lines.line_of(symbol.range.start().into()) + 1;
    let end = lines.line_of(symbol.range.end().into()) + 1;
    row("lines", format!("{start} to {end}, {} of code of its own", symbol.lines))?;
    if symbol.changed {
        row("changed", String::from("new or changed since the base"))?;
    }
    for (key, value) in around.rows() {
        row(key, value)?;
    }
    Ok(())
}

fn print_file(
    out: &mut dyn Write,
    path: &str,
    owner: Option<&[String]>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    writeln!(out, "{}", terminal.bold(&one_line(path)))?;
    writeln!(out, "  {:<10}{}", "owner", owner_in_words(owner))?;
    Ok(())
}

/// The standing, with what is missing for a better one or what drifted.
fn standing_in_words(symbol: &SymbolEntry, drift: Option<Drift>) -> String {
    let standing = symbol.standing.as_str();
    match (symbol.standing, drift) {
        (Standing::Registered, _) if !symbol.missing.is_empty() => {
            let missing: Vec<&str> = symbol.missing.iter().copied().map(facet).collect();
            format!("{standing} (not {})", missing.join(", not "))
        }
        (Standing::Drifted, Some(drift)) => format!("{standing} ({})", drift.in_words()),
        _ => standing.to_owned(),
    }
}

/// Who answers for it.
pub(super) fn owner_in_words(owner: Option<&[String]>) -> String {
    match owner {
        None => String::from("nobody is named"),
        Some([]) => String::from("nobody, on purpose"),
        Some(owners) => owners.join(", "),
    }
}
