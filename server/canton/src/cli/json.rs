//! What programs read: the shapes of the output, to the letter of `canton schema --of check`.

use canton_ide::{Analysis, CallEntry, CantonEntry, Diagnostic, PlanReport, Related, Severity, SymbolEntry};
use canton_semantic::{CountedUnits, File, Standing};
use canton_syntax::federation::{Facet, TestedLevel};
use canton_syntax::manifest::Risk;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::sync::Arc;

use crate::position::{Encoding, LineIndex, Range};

/// `summary` of a check.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    pub(super) files: u32,
    pub(super) skipped: Vec<Skipped<'a>>,
    pub(super) cantons: usize,
    pub(super) symbols: Counts,
    pub(super) lines: Counts,
    pub(super) ratio: Ratio,
}

/// A file that was not read.
#[derive(Serialize)]
pub(super) struct Skipped<'a> {
    pub(super) path: &'a str,
    pub(super) reason: &'a str,
}

/// A number for each standing.
pub(super) struct Counts([u64; 6]);

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for standing in Standing::ALL {
            map.serialize_entry(standing.as_str(), &self.0[standing as usize])?;
        }
        map.end()
    }
}

/// How much of what counts is canonical; null where nothing counts.
#[derive(Serialize)]
pub(super) struct Ratio {
    symbols: Option<f64>,
    lines: Option<f64>,
}

impl<'a> Summary<'a> {
    pub(super) fn new(counts: &CountedUnits, cantons: usize, skipped: &'a [(String, String)]) -> Summary<'a> {
        let (symbols, lines) = counts.ratio();
        let skipped = skipped.iter().map(|(path, reason)| Skipped { path, reason });
        Summary {
            files: counts.files,
            skipped: skipped.collect(),
            cantons,
            symbols: Counts(counts.units.map(u64::from)),
            lines: Counts(counts.lines),
            ratio: Ratio { symbols: symbols.map(rounded), lines: lines.map(rounded) },
        }
    }
}

/// To three decimals.
pub(super) fn rounded(ratio: f64) -> f64 {
    (ratio * 1000.0).round() / 1000.0
}

fn shared<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// What became of a Terraform plan.
#[derive(Serialize)]
pub(super) struct Plan<'a> {
    changes: usize,
    partial: bool,
    lost: Vec<Lost<'a>>,
}

/// A change that was judged by nothing.
#[derive(Serialize)]
struct Lost<'a> {
    address: &'a str,
    actions: &'a [&'static str],
    why: &'static str,
}

impl<'a> Plan<'a> {
    pub(super) fn new(report: &'a PlanReport) -> Plan<'a> {
        let lost =
            report.lost.iter().map(|it| Lost { address: &it.address, actions: &it.actions, why: it.why });
        Plan { changes: report.changes, partial: report.is_partial, lost: lost.collect() }
    }
}

/// A canton.
#[derive(Serialize)]
pub(super) struct Canton<'a> {
    name: &'a str,
    #[serde(serialize_with = "shared")]
    manifest: Arc<str>,
    line: u32,
    claims: &'a [String],
    owner: &'a [String],
    risk: &'static str,
}

impl<'a> Canton<'a> {
    pub(super) fn new(entry: &'a CantonEntry, analysis: &Analysis, lines: &LineIndex) -> Canton<'a> {
        Canton {
            name: &entry.name,
            manifest: analysis.path(entry.file),
            line: lines.line_of(entry.range.start().into()),
            claims: &entry.claims,
            owner: &entry.owner,
            risk: risk(entry.risk),
        }
    }
}

/// A symbol.
#[derive(Serialize)]
pub(super) struct Symbol<'a> {
    id: &'a str,
    kind: &'static str,
    language: &'static str,
    range: Range,
    lines: u32,
    standing: &'static str,
    canton: Option<&'a str>,
    owner: Option<&'a [String]>,
    tested: &'static str,
    digest: Option<&'a str>,
    missing: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<&'a str>,
}

impl<'a> Symbol<'a> {
    pub(super) fn new(entry: &'a SymbolEntry, lines: &LineIndex) -> Symbol<'a> {
        Symbol {
            id: &entry.id,
            kind: entry.kind.as_str(),
            language: entry.language,
            range: lines.range(entry.range, Encoding::Utf16),
            lines: entry.lines,
            standing: entry.standing.as_str(),
            canton: entry.canton.as_deref(),
            owner: entry.owner.as_deref(),
            tested: tested(entry.tested),
            digest: entry.digest.as_deref(),
            missing: entry.missing.iter().copied().map(facet).collect(),
            within: entry.within.as_deref(),
        }
    }
}

/// A finding.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    path: &'a str,
    range: Range,
    message: &'a str,
    symbol: Option<&'a str>,
    canton: Option<&'a str>,
    related: Vec<RelatedPlace<'a>>,
    fingerprint: String,
}

/// A place that explains a finding.
#[derive(Serialize)]
struct RelatedPlace<'a> {
    #[serde(serialize_with = "shared")]
    path: Arc<str>,
    range: Range,
    message: &'a str,
}

impl<'a> Finding<'a> {
    pub(super) fn new(
        finding: &'a Diagnostic,
        path: &'a str,
        lines: &LineIndex,
        others: &mut Lines<'_>,
    ) -> Finding<'a> {
        let related = finding.related.iter().map(|it| RelatedPlace::new(it, path, lines, others));
        Finding {
            code: finding.code.0,
            severity: severity(finding.severity),
            path,
            range: lines.range(finding.range, Encoding::Utf16),
            message: &finding.message,
            symbol: finding.symbol.as_deref(),
            canton: finding.canton.as_deref(),
            related: related.collect(),
            fingerprint: finding.fingerprint(),
        }
    }
}

impl<'a> RelatedPlace<'a> {
    fn new(related: &'a Related, path: &str, lines: &LineIndex, others: &mut Lines<'_>) -> RelatedPlace<'a> {
        let its_path = others.analysis.path(related.file);
        let lines = if &*its_path == path { lines } else { others.of(related.file) };
        RelatedPlace {
            path: its_path,
            range: lines.range(related.range, Encoding::Utf16),
            message: &related.message,
        }
    }
}

/// A call.
#[derive(Serialize)]
pub(super) struct Call<'a> {
    from: &'a str,
    to: Option<&'a str>,
    how: &'static str,
    line: u32,
}

impl<'a> Call<'a> {
    pub(super) fn new(entry: &'a CallEntry, lines: &LineIndex) -> Call<'a> {
        let line = lines.line_of(entry.range.start().into());
        Call { from: &entry.from, to: entry.to.as_deref(), how: entry.how, line }
    }
}

/// The lines of the file that was asked for last: what stands in one file is mostly asked for in a row.
pub(super) struct Lines<'a> {
    analysis: &'a Analysis,
    last: Option<(File, LineIndex)>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Lines<'a> {
        Lines { analysis, last: None }
    }

    pub(super) fn of(&mut self, file: File) -> &LineIndex {
        let last = self.last.take().filter(|(it, _)| *it == file);
        let last = last.unwrap_or_else(|| (file, line_index(self.analysis, file)));
        &self.last.insert(last).1
    }
}

/// The lines of a file as it is now; those of an empty text where it can no longer be read.
pub(super) fn line_index(analysis: &Analysis, file: File) -> LineIndex {
    LineIndex::new(analysis.text(file).unwrap_or_default())
}

/// The word for a severity.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
        Severity::Hint => "hint",
    }
}

/// The word for a level of evidence, as `federation.yaml` has it.
pub(super) fn tested(level: TestedLevel) -> &'static str {
    match level {
        TestedLevel::None => "none",
        TestedLevel::Claimed => "claimed",
        TestedLevel::Executed => "executed",
        TestedLevel::Passing => "passing",
        TestedLevel::MutationTested => "mutation-tested",
    }
}

/// The word for a facet, as `federation.yaml` has it.
pub(super) fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Owned => "owned",
        Facet::Tested => "tested",
        Facet::Pinned => "pinned",
        Facet::Lawful => "lawful",
        Facet::Small => "small",
        Facet::Pure => "pure",
    }
}

/// The word for a level of risk.
pub(super) fn risk(risk: Risk) -> &'static str {
    match risk {
        Risk::Low => "low",
        Risk::Medium => "medium",
        Risk::High => "high",
        Risk::Critical => "critical",
    }
}

/// A symbol, for the language server.
pub(crate) fn symbol_value(entry: &SymbolEntry, lines: &LineIndex) -> serde_json::Value {
    serde_json::to_value(Symbol::new(entry, lines)).unwrap_or_default()
}

/// Units and lines by standing, for the language server.
pub(crate) fn counts_value(counts: &CountedUnits) -> (serde_json::Value, serde_json::Value) {
    let value = |counts| serde_json::to_value(Counts(counts)).unwrap_or_default();
    (value(counts.units.map(u64::from)), value(counts.lines))
}

/// The shares, for the language server.
pub(crate) fn ratio_value(counts: &CountedUnits) -> serde_json::Value {
    let (symbols, lines) = counts.ratio();
    serde_json::to_value(Ratio { symbols: symbols.map(rounded), lines: lines.map(rounded) })
        .unwrap_or_default()
}
