//! `canton register`: the manifest that the quick-fix writes.

mod bulk;

use canton_ide::{Analysis, CodeActionId, FileEdit, SourceChange};
use canton_semantic::File;
use canton_syntax::edit;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::apply::apply;
use super::open::open;
use super::status::known_file;
use super::terminal::one_line;
use super::{Common, Failure, Terminal};

#[derive(Args)]
pub(super) struct Options {
    /// What to register: `src/pay.py#charge`, a member with dots, or a file alone; with `--all`, files and folders
    #[arg(value_name = "PATH#SYMBOL", required = true)]
    targets: Vec<String>,
    /// Add it to a canton that there is
    #[arg(long = "in", value_name = "CANTON")]
    canton: Option<String>,
    /// Register every unit below the paths that is in no canton, each in a manifest of its own beside its file;
    /// test and generated code is left out, and nothing that is there is overwritten
    #[arg(long, conflicts_with = "canton")]
    all: bool,
    /// Write one new manifest with a document for each unit
    #[arg(long, requires = "all", value_name = "FILE")]
    into: Option<PathBuf>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    print: bool,
}

pub(super) fn run(options: &Options, common: &Common, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let target = match options.targets.as_slice() {
        targets if options.all => return bulk::run(targets, options, common, terminal),
        [target] => target,
        _ => {
            let problem = String::from("one symbol is registered at a time");
            return Err(Failure::new(problem, "`--all` registers everything in files and folders"));
        }
    };
    let (path, symbol) = split(target);
    let mut opened = open(&[PathBuf::from(path)], common, terminal)?;
    opened.prime(common, terminal)?;
    let analysis = opened.engine.analysis();
    let (path, file) = known_file(&opened, &analysis)?;
    refuse_unknown(&analysis, path, file, symbol)?;
    let change = match &options.canton {
        Some(canton) => register_in(&analysis, path, symbol, canton)?,
        None => analysis.register(path, symbol)?,
    };
    let Some(change) = change else {
        return Err(cannot_register(target, options.canton.as_deref()));
    };
    if options.print {
        terminal.print(|out| show(out, &analysis, &change))?;
        return Ok(ExitCode::SUCCESS);
    }
    // A snapshot is dropped before anything is written.
    drop(analysis);
    apply(&opened, &change, terminal)?;
    Ok(ExitCode::SUCCESS)
}

/// Path and symbol. Both may hold a `#` of their own, so the first path that is there decides.
fn split(id: &str) -> (&str, &str) {
    let parts = || id.match_indices('#').map(|(at, _)| (&id[..at], &id[at + 1..]));
    let whole = Some((id, "")).filter(|_| Path::new(id).exists());
    let there = whole.or_else(|| parts().find(|(path, _)| Path::new(path).exists()));
    there.or_else(|| parts().next()).unwrap_or((id, ""))
}

fn refuse_unknown(analysis: &Analysis, path: &str, file: File, symbol: &str) -> Result<(), Failure> {
    if let Err(skip) = analysis.text(file) {
        return Err(Failure::skipped(path, &skip));
    }
    let symbols = analysis.symbols(file)?;
    let name = |id: &str| id[path.len()..].strip_prefix('#').unwrap_or_default().to_owned();
    if symbols.iter().any(|entry| name(&entry.id) == symbol) {
        return Ok(());
    }
    if symbols.is_empty() {
        return Err(Failure::new(format!("`{path}` is not a source file"), "name a file with code in it"));
    }
    let last = |dotted: &str| dotted.rsplit('.').next().unwrap_or_default().to_lowercase();
    let near: Vec<String> =
        symbols.iter().map(|it| name(&it.id)).filter(|it| last(it) == last(symbol)).collect();
    let hint = match near.as_slice() {
        [] => format!("`canton check {path} --format json --symbols` lists what is in it"),
        near => format!("did you mean {}?", near.join(" or ")),
    };
    Err(Failure::new(format!("there is no symbol `{symbol}` in `{path}`"), hint))
}

/// The change that adds a symbol to the canton of that name.
fn register_in(
    analysis: &Analysis,
    path: &str,
    symbol: &str,
    canton: &str,
) -> Result<Option<SourceChange>, Failure> {
    let report = analysis.report(&[], false, false)?;
    let mut named = report.cantons.iter().filter(|entry| entry.name == canton);
    let Some(entry) = named.next() else {
        let hint =
            Failure::meant(canton, report.cantons.iter().map(|it| it.name.as_str())).unwrap_or_else(|| {
                "`canton doctor` counts them, `canton check --format json` lists them".to_owned()
            });
        return Err(Failure::new(format!("there is no canton `{canton}`"), hint));
    };
    let manifest = analysis.path(entry.file).to_string();
    let arguments = vec![symbol.to_owned(), manifest, canton.to_owned()];
    let id = CodeActionId { action: String::from("register-in"), path: path.to_owned(), arguments };
    Ok(analysis.resolve_code_action(&id)?)
}

fn cannot_register(symbol: &str, canton: Option<&str>) -> Failure {
    match canton {
        Some(canton) => Failure::new(
            format!("`{symbol}` cannot be added to canton `{canton}`"),
            "the manifest must stand above the code, and the code in no canton yet",
        ),
        None => Failure::new(
            format!("`{symbol}` cannot be registered"),
            "`canton status` says what it is: in a canton already, or part of a unit that can be registered",
        ),
    }
}

/// What would be written: new files whole, edited ones with the lines that change.
fn show(out: &mut dyn Write, analysis: &Analysis, change: &SourceChange) -> Result<(), Failure> {
    for (path, text) in &change.created {
        writeln!(out, "# {}", one_line(path))?;
        out.write_all(text.as_bytes())?;
    }
    for FileEdit { path, edits } in &change.edits {
        let text = analysis.file(path).and_then(|file| analysis.text(file).ok()).unwrap_or_default();
        writeln!(out, "# {}", one_line(path))?;
        out.write_all(edit::apply(&text, edits).as_bytes())?;
    }
    Ok(())
}
