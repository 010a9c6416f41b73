//! `canton status`: what a file or a symbol is.

use canton_ide::{Analysis, SymbolEntry};
use canton_semantic::{File, Standing};
use canton_syntax::TextSize;
use clap::Args;
use serde::Serialize;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::json::{Symbol, facet, line_index, tested};
use super::open::{Opened, open};
use super::terminal::one_line;
use super::{Common, Failure, Format, Terminal};
use crate::position::LineIndex;

#[derive(Args)]
pub(super) struct Options {
    /// A file, or a line of it counted from 1: `src/pay.py:12`; the current folder where there is none
    #[arg(value_name = "PATH[:LINE]")]
    place: Option<OsString>,
}

/// `canton-status/1`.
#[derive(Serialize)]
struct Output<'a> {
    schema: &'static str,
    path: &'a str,
    owner: Option<&'a [String]>,
    symbol: Option<Symbol<'a>>,
}

pub(super) fn run(options: &Options, common: &Common, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let Some(place) = &options.place else {
        return Err(Failure::new(
            "no file is named",
            "`canton status src/pay.py:12`; `canton check` speaks of folders",
        ));
    };
    let (path, line) = split(place);
    if path.is_dir() {
        let problem = format!("`{}` is a folder", path.display());
        return Err(Failure::new(problem, "name a file; `canton check` speaks of folders"));
    }
    let mut opened = open(std::slice::from_ref(&path), common)?;
    opened.prime(common, terminal)?;
    let analysis = opened.engine.analysis();
    let (path, file) = known_file(&opened, &analysis)?;
    if let Err(skip) = analysis.text(file) {
        return Err(Failure::skipped(path, &skip));
    }
    let lines = line_index(&analysis, file);
    let offset = line.map(|line| offset_of(&lines, line, path)).transpose()?;
    let Some(status) = analysis.status(file, offset.map(u32::from))? else {
        return Err(opened.why_unknown(path));
    };
    let owner = status.owner.as_deref();
    terminal.print(|out| match common.format {
        Format::Json => {
            let symbol = status.symbol.as_ref().map(|entry| Symbol::new(entry, &lines));
            let output = Output { schema: "canton-status/1", path: &status.path, owner, symbol };
            serde_json::to_writer_pretty(&mut *out, &output)?;
            writeln!(out)?;
            Ok(())
        }
        Format::Text => match &status.symbol {
            Some(symbol) => print_symbol(out, symbol, &lines, terminal),
            None => print_file(out, &status.path, owner, terminal),
        },
    })?;
    Ok(ExitCode::SUCCESS)
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
    lines: &LineIndex,
    terminal: &Terminal,
) -> Result<(), Failure> {
    writeln!(out, "{}", terminal.bold(&one_line(&symbol.id)))?;
    let mut row = |key: &str, value: String| writeln!(out, "  {key:<10}{value}");
    row("is", format!("{}, a {} in {}", standing_in_words(symbol), symbol.kind.as_str(), symbol.language))?;
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

/// The standing, and what is missing for a better one.
fn standing_in_words(symbol: &SymbolEntry) -> String {
    let standing = symbol.standing.as_str();
    if symbol.standing != Standing::Registered || symbol.missing.is_empty() {
        return standing.to_owned();
    }
    let missing: Vec<&str> = symbol.missing.iter().copied().map(facet).collect();
    format!("{standing} (not {})", missing.join(", not "))
}

/// Who answers for it.
pub(super) fn owner_in_words(owner: Option<&[String]>) -> String {
    match owner {
        None => String::from("nobody is named"),
        Some([]) => String::from("nobody, on purpose"),
        Some(owners) => owners.join(", "),
    }
}
