//! A canton manifest: every key declared once.
//!
//! From this one declaration come the parser, hover and completion texts, the JSON Schema and the manual.

pub mod claim;
mod keys;
pub(crate) mod lower;

#[cfg(test)]
mod tests;

use crate::digest::Pin;
use crate::schema::{self, Fields, KeyAt, Rule, Shape};
use crate::yaml::{self, NodeKind};
use crate::{Problem, ProblemCode, Spanned, TextRange, TextSize};

pub use keys::KEYS;
pub(crate) use keys::RISKS;

/// What a document of a manifest is.
pub static FIELDS: Fields = Fields { keys: KEYS, rule: Rule::Declared };

static ROOT: Shape = Shape::Map(&FIELDS);

/// A canton: one YAML document of a manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The whole document, from its first key to its last value.
    pub range: TextRange,
    /// Unique in the federation.
    pub name: Option<Spanned<String>>,
    /// First line of the hover.
    pub description: Option<Spanned<String>>,
    /// The code this canton owns; `None` when the key is absent: found by name.
    pub source: Option<Vec<Spanned<Claim>>>,
    /// The type names it takes.
    pub accepts: Vec<Spanned<String>>,
    /// The type names it gives.
    pub emits: Vec<Spanned<String>>,
    /// What of it others may call: names of its symbols, and globs of them; `None` when the key is absent: all.
    pub exposes: Option<Vec<Spanned<String>>>,
    /// Rules that hold in every composition.
    pub invariants: Vec<Spanned<Invariant>>,
    /// What it does to resources.
    pub actions: Vec<Spanned<Action>>,
    /// The author's claim.
    pub tested: Option<Spanned<bool>>,
    /// The tests that vouch for it.
    pub tests: Vec<Spanned<String>>,
    /// Who answers for it; `None` when the key is absent: from CODEOWNERS.
    pub owner: Option<Vec<Spanned<String>>>,
    /// The pin of a canton of one unit.
    pub digest: Option<Spanned<Pin>>,
    /// The side effects it may have; `Some([])` for pure.
    pub effects: Option<Vec<Spanned<String>>>,
    /// Its risk.
    pub risk: Option<Spanned<Risk>>,
    /// Its processing tier.
    pub tier: Option<Spanned<String>>,
    /// The environments it may act on.
    pub environments: Vec<Spanned<String>>,
    /// What to do when it fails: a path or a URL.
    pub runbook: Option<Spanned<String>>,
    /// Its history.
    pub incidents: Vec<Incident>,
    /// What must never be done with it, and why.
    pub never: Vec<Never>,
    /// Who restarts or answers when it fails.
    pub supervisor: Option<Supervisor>,
    /// It is the one word for destroying and creating this kind of resource.
    pub replaces: Option<Spanned<String>>,
    /// Calls are reported.
    pub deprecated: Option<Spanned<Deprecated>>,
}

/// What a claim names, as written; paths are relative to the manifest's folder, with `/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// `provision.py#provision_environment`, `billing.ts#Invoice.total`.
    Symbol {
        /// The file.
        path: String,
        /// The dotted name.
        symbol: String,
    },
    /// `provision.py`.
    File(String),
    /// `payments/**`: anything with `*`, `?`, `[` or `{`, or ending in `/`.
    Glob(String),
}

/// A rule: a map of one key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Invariant {
    /// `target`, `requires`, `destructive`, or any other word.
    pub key: Spanned<String>,
    /// Its value.
    pub value: InvariantValue,
}

/// The value of an invariant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InvariantValue {
    /// `target: [staging, preview]`.
    List(Vec<Spanned<String>>),
    /// `destructive: false`.
    Bool(Spanned<bool>),
    /// `requires: deployment-window`.
    Word(Spanned<String>),
    /// Any other shape: shown, never checked.
    Other(TextRange),
}

/// What a canton does to a resource.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Action {
    /// Create, use, update or destroy.
    pub verb: Verb,
    /// The kind of resource.
    pub kind: Spanned<String>,
    /// A literal, or `$param`.
    pub key: Option<Spanned<String>>,
}

/// The verb of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Verb {
    Create,
    Use,
    Update,
    Destroy,
}

/// How much depends on a canton's being right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Risk {
    #[default]
    Low,
    Medium,
    High,
    Critical,
}

/// Something that went wrong once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Incident {
    pub id: Option<Spanned<String>>,
    pub date: Option<Spanned<String>>,
    pub summary: Option<Spanned<String>>,
    pub url: Option<Spanned<String>>,
}

/// What must never be done, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Never {
    pub rule: Option<Spanned<String>>,
    pub because: Option<Spanned<String>>,
}

/// Who restarts or answers when a canton fails.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Supervisor {
    /// A canton's name.
    pub parent: Option<Spanned<String>>,
    /// `permanent`, `transient` or `temporary`.
    pub restart: Option<Spanned<String>>,
    /// How many restarts.
    pub intensity: Option<Spanned<u32>>,
    /// In how many seconds.
    pub period: Option<Spanned<u32>>,
}

/// `deprecated: true`, or the canton to use instead.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Deprecated {
    No,
    Yes,
    UseInstead(String),
}

/// Every canton of a manifest file, one a YAML document, and what is wrong in it.
///
/// Never fails: what can be read is there. Documents that hold nothing but comments yield no canton.
pub fn manifests(text: &str) -> (Vec<Manifest>, Vec<Problem>) {
    let yaml = yaml::parse(text);
    let mut problems = yaml.problems;
    let complete = !problems.iter().any(|it| it.code == ProblemCode::YamlSyntax);
    let mut res = Vec::new();
    for document in yaml.documents {
        let range = document.range;
        let is_map = matches!(document.kind, NodeKind::Mapping { .. });
        let checked = schema::read(document, &FIELDS, complete, &mut problems);
        if is_map {
            res.push(lower::manifest(&checked, range));
        }
    }
    problems.sort_by_key(|it| (it.range.start(), it.range.end(), it.code));
    (res, problems)
}

/// What the cursor at `offset` in a manifest rests on, for hover, completion and definition.
///
/// Works while a line is being typed; nothing in comments and where nothing can stand.
pub fn key_at(text: &str, offset: TextSize) -> Option<KeyAt> {
    schema::key_at(text, &ROOT, offset)
}
