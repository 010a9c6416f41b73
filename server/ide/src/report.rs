//! Everything that `canton check` prints.

use canton_semantic::{
    Claimed, CountedUnits, Db, File, FileKind, Skip, Standing, Workspace, all_files, cantons, changed_units,
    claims_of, federation, outline, pin_targets, resolve_call, shard_counts, source_files, source_text,
    standings, symbol_id,
};
use canton_syntax::TextRange;
use canton_syntax::digest::Pin;
use canton_syntax::federation::{Facet, TestedLevel};
use canton_syntax::manifest::Risk;
use canton_syntax::outline::SymbolKind;

use crate::Diagnostic;
use crate::canton::{canton_owners, canton_risk};
use crate::diagnostics;
use crate::unit::{Canton, language_name, unit_of_symbol};

/// What there is, what it is, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Units and lines by standing, and the files that were read.
    pub counts: CountedUnits,
    /// Files that were not read, and why, by path.
    pub skipped: Vec<SkippedFile>,
    /// Every canton, by manifest and place.
    pub cantons: Vec<CantonEntry>,
    /// Every symbol, by file and place; where asked for.
    pub symbols: Vec<SymbolEntry>,
    /// Findings by file, each file's in the order of its text.
    pub diagnostics: Vec<(File, Vec<Diagnostic>)>,
    /// Every call, by file and place; where asked for.
    pub calls: Vec<CallEntry>,
}

/// A file that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedFile {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: Skip,
}

/// A canton in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CantonEntry {
    /// Its name; empty where it has none.
    pub name: String,
    /// The manifest.
    pub file: File,
    /// Where it stands in it.
    pub range: TextRange,
    /// The ids of what it claims: symbols, files, globs, as they were resolved.
    pub claims: Vec<String>,
    /// Who answers for it.
    pub owner: Vec<String>,
    /// Its risk.
    pub risk: Risk,
}

/// A symbol in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolEntry {
    /// Its id: `infra/provision.py#provision_environment`; a module's is its path.
    pub id: String,
    /// The file.
    pub file: File,
    /// What it is.
    pub kind: SymbolKind,
    /// The language's name.
    pub language: &'static str,
    /// The whole definition.
    pub range: TextRange,
    /// Lines of code of its own.
    pub lines: u32,
    /// Its unit's standing.
    pub standing: Standing,
    /// The canton that claims it.
    pub canton: Option<String>,
    /// Who answers for it; `None` where nothing says.
    pub owner: Option<Vec<String>>,
    /// The level of evidence.
    pub tested: TestedLevel,
    /// `canton-ast/1:<language>:<hex>`; `None` for what is no unit and what has a syntax error.
    pub digest: Option<String>,
    /// The facets that it lacks.
    pub missing: Vec<Facet>,
    /// The id of its unit, for a symbol inside a function.
    pub within: Option<String>,
    /// New or changed since the base; `None` without a base.
    pub changed: bool,
}

/// A call in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallEntry {
    /// The id of the symbol it stands in.
    pub from: String,
    /// The id of what it leads to; several entries for an ambiguous call; `None` where nothing is known.
    pub to: Option<String>,
    /// How it was resolved.
    pub how: &'static str,
    /// The file.
    pub file: File,
    /// Where the call stands.
    pub range: TextRange,
}

/// How much is canonical.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    /// Units and lines by standing.
    pub counts: CountedUnits,
    /// The federation's goal, in thousandths.
    pub goal: u32,
}

/// The counts of each folder that holds sources of its own, by path.
pub(crate) fn map(db: &dyn Db) -> Vec<(String, CountedUnits)> {
    let folders = Workspace::get(db).shards(db).iter();
    let counted = folders.map(|&shard| (shard.folder(db).to_owned(), shard_counts(db, shard)));
    counted.filter(|(_, counts)| counts.files > 0).collect()
}

pub(crate) fn ratio(db: &dyn Db) -> Ratio {
    let workspace = Workspace::get(db);
    let mut counts = CountedUnits::default();
    for &shard in workspace.shards(db) {
        counts.add(&shard_counts(db, shard));
    }
    Ratio { counts, goal: federation(db, workspace).0.canon.goal }
}

pub(crate) fn report(db: &dyn Db, scope: &[String], symbols: bool, calls: bool) -> Report {
    let scope = Scope::new(scope);
    let mut report = Report { cantons: canton_entries(db, &scope), ..Report::default() };
    for file in all_files(db).filter(|file| scope.holds(file.path(db))) {
        if let Err(reason) = read(db, file) {
            report.skipped.push(SkippedFile { path: file.path(db).to_owned(), reason });
        }
        if matches!(file.kind(db), Some(FileKind::Source(_))) {
            report.counts.add(&counts(db, file));
            if symbols {
                report.symbols.extend(symbol_entries(db, file));
            }
            if calls {
                add_calls(&mut report.calls, db, file);
            }
        }
    }
    report.skipped.sort_by(|one, other| one.path.cmp(&other.path));
    report.diagnostics = findings(db, &scope);
    report
}

/// The paths that a report is about.
struct Scope<'a> {
    paths: Vec<&'a str>,
}

impl<'a> Scope<'a> {
    fn new(paths: &'a [String]) -> Scope<'a> {
        let paths: Vec<&str> = paths.iter().map(|path| path.trim_end_matches('/')).collect();
        let all = paths.iter().any(|path| matches!(*path, "" | "."));
        Scope { paths: if all { Vec::new() } else { paths } }
    }

    /// The file itself is named, or a folder that it is in; everything is where nothing is.
    fn holds(&self, path: &str) -> bool {
        let names =
            |it: &&str| path.strip_prefix(it).is_some_and(|rest| matches!(rest.as_bytes(), [] | [b'/', ..]));
        self.paths.is_empty() || self.paths.iter().any(names)
    }
}

/// Whether the file could be read.
fn read(db: &dyn Db, file: File) -> Result<(), Skip> {
    match file.kind(db) {
        Some(FileKind::Source(_)) => outline(db, file).as_ref().map(|_| ()).map_err(Skip::clone),
        Some(_) => source_text(db, file).map(|_| ()),
        None => Ok(()),
    }
}

fn counts(db: &dyn Db, file: File) -> CountedUnits {
    let mut counts = CountedUnits { files: u32::from(outline(db, file).is_ok()), ..CountedUnits::default() };
    for unit in standings(db, file) {
        counts.count(unit);
    }
    counts
}

/// The cantons whose manifest is in the scope, or any of whose code is.
fn canton_entries(db: &dyn Db, scope: &Scope<'_>) -> Vec<CantonEntry> {
    let ids = cantons(db, Workspace::get(db)).iter().map(|&(_, id)| id);
    let all = ids.filter_map(|id| Canton::new(db, id));
    let in_scope = all.filter(|canton| {
        let claimed = || pin_targets(db, canton.id).iter().any(|it| scope.holds(it.file.path(db)));
        scope.holds(canton.id.file.path(db)) || claimed()
    });
    let mut entries: Vec<CantonEntry> = in_scope.map(|canton| canton_entry(db, canton)).collect();
    entries.sort_by(|one, other| {
        (one.file.path(db), one.range.start()).cmp(&(other.file.path(db), other.range.start()))
    });
    entries
}

fn canton_entry(db: &dyn Db, canton: Canton<'_>) -> CantonEntry {
    let claims = claims_of(db, canton.id.file).get(canton.id.index as usize).map_or(&[][..], Vec::as_slice);
    CantonEntry {
        name: canton.name().to_owned(),
        file: canton.id.file,
        range: canton.manifest.range,
        claims: claims.iter().filter_map(claim_id).collect(),
        owner: canton_owners(db, canton).unwrap_or_default(),
        risk: canton_risk(db, canton).0,
    }
}

/// A claim as an id; `None` for one that leads nowhere.
pub(crate) fn claim_id(claimed: &Claimed) -> Option<String> {
    match claimed {
        Claimed::Symbol { path, name } => Some(symbol_id(path, name)),
        Claimed::File(path) | Claimed::Glob(path) => Some(path.clone()),
        Claimed::Outside | Claimed::Unbound(_) => None,
    }
}

/// The entries of every symbol of a file.
pub(crate) fn symbol_entries(db: &dyn Db, file: File) -> Vec<SymbolEntry> {
    let count = outline(db, file).as_ref().map_or(0, |outline| outline.symbols.len());
    (0..count as u32).filter_map(|index| symbol_entry(db, file, index)).collect()
}

/// What is known of the symbol at `index`.
pub(crate) fn symbol_entry(db: &dyn Db, file: File, index: u32) -> Option<SymbolEntry> {
    let unit = unit_of_symbol(db, file, index)?;
    let symbol = unit.outline.symbols.get(index as usize)?;
    let is_unit = symbol.unit == index;
    let pin = if is_unit { unit.pin(db) } else { None };
    Some(SymbolEntry {
        id: symbol_id(file.path(db), unit.outline.text(symbol.name)),
        file,
        kind: symbol.kind,
        language: language_name(db, file),
        range: symbol.range,
        lines: symbol.lines,
        standing: unit.standing.standing,
        canton: unit.canton(db).map(|canton| canton.name().to_owned()),
        owner: unit.owners(db),
        tested: unit.standing.tested,
        digest: pin.as_ref().map(Pin::to_string),
        missing: unit.standing.missing().collect(),
        within: (!is_unit).then(|| unit.id(db)),
        changed: changed_units(db, file).contains(&symbol.unit),
    })
}

pub(crate) fn add_calls(acc: &mut Vec<CallEntry>, db: &dyn Db, file: File) {
    let Ok(outline) = outline(db, file) else { return };
    for (index, call) in outline.calls.iter().enumerate().filter(|(_, it)| !it.form.is_write()) {
        let Some(resolution) = resolve_call(db, file, index) else { continue };
        let from = outline.symbols.get(call.from as usize).map_or("", |symbol| outline.text(symbol.name));
        let from = symbol_id(file.path(db), from);
        let entry =
            |to| CallEntry { from: from.clone(), to, how: resolution.how.as_str(), file, range: call.range };
        if resolution.targets.is_empty() {
            acc.push(entry(None));
        }
        for (target, name) in &resolution.targets {
            acc.push(entry(Some(symbol_id(target.path(db), name))));
        }
    }
}

/// The findings of every file in the scope, by path, each file's by place.
fn findings(db: &dyn Db, scope: &Scope<'_>) -> Vec<(File, Vec<Diagnostic>)> {
    let sources = source_files(db).filter(|file| scope.holds(file.path(db)));
    let mut findings: Vec<(File, Vec<Diagnostic>)> =
        sources.map(|file| (file, diagnostics::diagnostics(db, file))).collect();
    let governance = diagnostics::governance_diagnostics(db).into_iter();
    findings.extend(governance.filter(|(file, _)| scope.holds(file.path(db))));
    findings.retain(|(_, found)| !found.is_empty());
    for (_, found) in &mut findings {
        found.sort_by_key(|it| (it.range.start(), it.range.end(), it.code));
    }
    findings.sort_by_key(|(file, _)| file.path(db));
    findings
}
