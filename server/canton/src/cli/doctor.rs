//! `canton doctor`: what was found, what is off, what a file's standing rests on.

use canton_evidence::codeowners::Dialect;
use canton_semantic::FileKind;
use canton_syntax::federation::SeverityLevel;
use clap::Args;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use super::json::{facet, tested};
use super::open::{Opened, open};
use super::status::{known_file, owner_in_words};
use super::terminal::{counted, one_line};
use super::{Common, Failure, Terminal};
use crate::loader::{RootReason, Walk, root_and_reason};

#[derive(Args)]
pub(super) struct Options {
    /// A file whose standing is to be explained
    path: Option<PathBuf>,
}

pub(super) fn run(options: &Options, common: &Common, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let paths: Vec<PathBuf> = options.path.iter().cloned().collect();
    let given = options.path.clone().unwrap_or_else(|| PathBuf::from("."));
    let full = given.canonicalize().map_err(|error| Failure::path(&given, &error))?;
    let mut opened = open(&paths, common, terminal)?;
    opened.prime(common, terminal)?;
    let (_, reason) = root_and_reason(&full);
    terminal.print(|out| {
        print_federation(out, &opened, reason)?;
        print_files(out, &opened)?;
        print_indexes(out, &opened)?;
        print_settings(out, &opened)?;
        match full.is_file() {
            true => print_file(out, &opened),
            false => Ok(()),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

fn row(out: &mut dyn Write, key: &str, value: &str) -> Result<(), Failure> {
    writeln!(out, "{key:<13}{value}")?;
    Ok(())
}

fn print_federation(out: &mut dyn Write, opened: &Opened, reason: RootReason) -> Result<(), Failure> {
    let engine = &opened.engine;
    let why = match reason {
        RootReason::Federation => "it holds `federation.yaml`",
        RootReason::Repository => "the top of the git repository; there is no `federation.yaml`",
        RootReason::Given => "the folder itself; there is neither `federation.yaml` nor git above it",
    };
    row(out, "root", &format!("{} ({why})", engine.root().display()))?;
    let report = engine.analysis().report(&[], false, false)?;
    let manifests = engine.walk().files.iter().filter(|file| file.kind == FileKind::Manifest).count();
    let cantons = counted(report.cantons.len(), "canton");
    row(out, "manifests", &format!("{manifests}, with {cantons}"))?;
    row(out, "codeowners", &codeowners(engine.walk()))?;
    match &opened.base {
        Ok(base) => row(out, "base", base.name()),
        Err(reason) => row(out, "base", &format!("none: {reason}")),
    }
}

/// The file that is read, and those that are passed over for it.
fn codeowners(walk: &Walk) -> String {
    let found = walk.files.iter().filter_map(|file| match file.kind {
        FileKind::Codeowners(dialect) => Some((&file.path, dialect)),
        _ => None,
    });
    let all: Vec<String> = found
        .map(|(path, dialect)| {
            let dialect = match dialect {
                Dialect::GitHub => "GitHub's",
                Dialect::GitLab => "GitLab's",
            };
            format!("{path}, in {dialect} dialect")
        })
        .collect();
    if all.is_empty() { String::from("none") } else { all.join("; ") }
}

fn print_files(out: &mut dyn Write, opened: &Opened) -> Result<(), Failure> {
    let walk = opened.engine.walk();
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &walk.files {
        if let FileKind::Source(language) = file.kind {
            *languages.entry(language.name).or_default() += 1;
        }
    }
    let counts: Vec<String> = languages.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let all: usize = languages.values().sum();
    row(out, "sources", &format!("{} ({})", counted(all, "file"), counts.join(", ")))?;
    let report = opened.engine.analysis().report(&[], false, false)?;
    let unread = report.skipped.iter().map(|file| (file.path.clone(), file.reason.to_string()));
    let skipped: Vec<(String, String)> = opened.unreached().into_iter().chain(unread).collect();
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, reason) in &skipped {
        reasons.entry(reason).or_default().push(path);
    }
    for (reason, paths) in reasons {
        let mut shown: Vec<String> = paths.iter().take(3).map(|path| one_line(path)).collect();
        if paths.len() > shown.len() {
            shown.push(format!("{} more", paths.len() - shown.len()));
        }
        row(out, "skipped", &format!("{reason}: {}", shown.join(", ")))?;
    }
    Ok(())
}

/// What became of each SCIP index.
fn print_indexes(out: &mut dyn Write, opened: &Opened) -> Result<(), Failure> {
    let indexes = opened.engine.analysis().indexes()?;
    for index in &indexes {
        let mut parts = vec![format!("{} fresh", counted(index.fresh, "document"))];
        let others = [(index.stale, "stale"), (index.unknown, "of no file that is read")];
        parts.extend(others.iter().filter(|it| it.0 > 0).map(|(count, what)| format!("{count} {what}")));
        parts.extend(index.problems.iter().cloned());
        row(out, "scip", &one_line(&format!("{}: {}", index.path, parts.join(", "))))?;
    }
    let named = opened.engine.settings().evidence.scip.iter().map(|it| it.value.as_str());
    let missing: Vec<&str> =
        named.filter(|entry| !indexes.iter().any(|it| canton_semantic::named_by(entry, &it.path))).collect();
    for entry in &missing {
        row(out, "scip", &one_line(&format!("{entry}: there is no such file")))?;
    }
    if indexes.is_empty() && missing.is_empty() { row(out, "scip", "none") } else { Ok(()) }
}

fn print_settings(out: &mut dyn Write, opened: &Opened) -> Result<(), Failure> {
    let settings = opened.engine.settings();
    let facets: Vec<&str> = settings.canon.requires.iter().copied().map(facet).collect();
    row(out, "canonical is", &format!("{} ({} at least)", facets.join(", "), tested(settings.canon.tested)))?;
    row(out, "goal", &(f64::from(settings.canon.goal) / 1000.0).to_string())?;
    let off = settings.severity.iter().filter(|(_, level)| level.value == SeverityLevel::Off);
    let off: Vec<&str> = off.map(|(code, _)| code.value.as_str()).collect();
    row(out, "off", &if off.is_empty() { String::from("nothing") } else { off.join(", ") })
}

/// What the standing of one file rests on.
fn print_file(out: &mut dyn Write, opened: &Opened) -> Result<(), Failure> {
    let analysis = opened.engine.analysis();
    let (path, file) = known_file(opened, &analysis)?;
    if let Err(skip) = analysis.text(file) {
        return Err(Failure::skipped(path, &skip));
    }
    writeln!(out)?;
    row(out, "file", &one_line(path))?;
    if let Some(status) = analysis.status(file, None)? {
        row(out, "owner", &owner_in_words(status.owner.as_deref()))?;
    }
    for symbol in analysis.symbols(file)?.iter().filter(|symbol| symbol.within.is_none() && symbol.lines > 0)
    {
        let name = symbol.id.split_once('#').map_or("(the file's own lines)", |(_, name)| name);
        let canton = symbol.canton.as_ref().map_or(String::new(), |canton| format!(", canton {canton}"));
        let missing: Vec<&str> = symbol.missing.iter().copied().map(facet).collect();
        let missing =
            if missing.is_empty() { String::new() } else { format!(", not {}", missing.join(", not ")) };
        writeln!(out, "  {name}: {}{canton}{missing}", symbol.standing.as_str())?;
    }
    Ok(())
}
