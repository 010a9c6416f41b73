//! Every kind of finding: one file each, with its manual page, message, fix and tests.

use canton_semantic::{Db, File};
use canton_syntax::TextRange;

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How loud it is, after `severity:` of the federation.
    pub severity: Severity,
    /// Where it stands.
    pub range: TextRange,
    /// A sentence for a person, without a final full stop.
    pub message: String,
    /// The id of the symbol it is about.
    pub symbol: Option<String>,
    /// The name of the canton it is about.
    pub canton: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
}

/// A place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub file: File,
    /// The place in it.
    pub range: TextRange,
    /// What is there.
    pub message: String,
}

/// How loud a finding is, the quietest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Severity {
    Hint,
    Information,
    Warning,
    Error,
}

/// The code of a finding: `uncantonized`, `drifted`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub &'static str);

/// The manual page of a code, in Markdown.
pub fn explain(_code: &str) -> Option<&'static str> {
    None
}

pub(crate) fn diagnostics(_db: &dyn Db, _file: File) -> Vec<Diagnostic> {
    Vec::new()
}

pub(crate) fn governance_diagnostics(_db: &dyn Db) -> Vec<(File, Vec<Diagnostic>)> {
    Vec::new()
}
