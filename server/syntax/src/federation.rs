//! `federation.yaml`: what a federation asks of its cantons.

mod keys;
mod lower;

#[cfg(test)]
mod tests;

use crate::manifest::Risk;
use crate::schema::{self, Fields, KeyAt, Rule, Shape};
use crate::{Problem, ProblemCode, Spanned, TextSize, yaml};

pub use keys::KEYS;

/// What `federation.yaml` is.
pub static FIELDS: Fields = Fields { keys: KEYS, rule: Rule::Declared };

static ROOT: Shape = Shape::Map(&FIELDS);

/// The federation's settings; every key has a default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Federation {
    /// What a registered symbol needs to be canonical.
    pub canon: Canon,
    /// Closes the vocabulary; `None`: any name used in a manifest.
    pub types: Option<Vec<Spanned<String>>>,
    /// What `requires` may name.
    pub requirements: Option<Vec<Requirement>>,
    /// Environments.
    pub environments: Vec<Spanned<String>>,
    /// Protected environments.
    pub protected: Vec<Spanned<String>>,
    /// The words `tier` may be.
    pub tiers: Option<Vec<Spanned<String>>>,
    /// A file that lists the owners there are.
    pub roster: Option<Spanned<String>>,
    /// Risk by path, first match wins.
    pub risk: Vec<RiskRule>,
    /// Where the reports are: globs by kind.
    pub evidence: Evidence,
    /// Globs of files that are not analysed.
    pub exclude: Vec<Spanned<String>>,
    /// Globs of generated files.
    pub generated: Vec<Spanned<String>>,
    /// Globs of test files.
    pub tests: Vec<Spanned<String>>,
    /// The base of a review: a revision.
    pub review_base: Option<Spanned<String>>,
    /// Severities by diagnostic code.
    pub severity: Vec<(Spanned<String>, Spanned<SeverityLevel>)>,
    /// Findings that are accepted for a while.
    pub exceptions: Vec<Exception>,
}

/// What a registered symbol needs to be canonical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canon {
    /// The facets; `[owned, tested, pinned]` by default.
    pub requires: Vec<Facet>,
    /// Lines of code of one symbol, for *small*; 60 by default.
    pub max_lines: u32,
    /// The least evidence for *tested*; claimed by default.
    pub tested: TestedLevel,
    /// The share of a symbol's executable lines in thousandths; 800 by default.
    pub min_coverage: u32,
    /// The ratio that a report compares with, in thousandths; 900 by default.
    pub goal: u32,
}

/// What makes a registered symbol canonical. *Lawful* is always needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the format")]
pub enum Facet {
    Owned,
    Tested,
    Pinned,
    Lawful,
    Small,
    Pure,
}

/// Levels of evidence, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the format")]
pub enum TestedLevel {
    None,
    Claimed,
    Executed,
    Passing,
    MutationTested,
}

/// A word that `requires` may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Its name.
    pub name: Spanned<String>,
    /// What it means.
    pub description: Option<Spanned<String>>,
    /// Who vouches for it outside the code: `ci`.
    pub given: Option<Spanned<String>>,
}

/// The risk of what stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskRule {
    /// A glob.
    pub path: Spanned<String>,
    /// The level.
    pub level: Spanned<Risk>,
    /// Why.
    pub because: Option<Spanned<String>>,
}

/// Where the reports are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the format")]
pub struct Evidence {
    pub coverage: Vec<Spanned<String>>,
    pub tests: Vec<Spanned<String>>,
    pub mutation: Vec<Spanned<String>>,
    pub scip: Vec<Spanned<String>>,
}

/// How loud a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the format")]
pub enum SeverityLevel {
    Off,
    Hint,
    Information,
    Warning,
    Error,
}

/// A finding that is accepted for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The diagnostic's code.
    pub code: Spanned<String>,
    /// The symbol's id.
    pub symbol: Option<Spanned<String>>,
    /// Why.
    pub reason: Option<Spanned<String>>,
    /// Who accepts it.
    pub owner: Option<Spanned<String>>,
    /// The last day, as year, month, day.
    pub until: Option<Spanned<(u16, u8, u8)>>,
}

impl Default for Canon {
    fn default() -> Canon {
        Canon {
            requires: vec![Facet::Owned, Facet::Tested, Facet::Pinned],
            max_lines: 60,
            tested: TestedLevel::Claimed,
            min_coverage: 800,
            goal: 900,
        }
    }
}

/// Reads `federation.yaml`. Never fails: a key that cannot be read has its default.
pub fn federation(text: &str) -> (Federation, Vec<Problem>) {
    let yaml = yaml::parse(text);
    let mut problems = yaml.problems;
    let complete = !problems.iter().any(|it| it.code == ProblemCode::YamlSyntax);
    let mut documents = yaml.documents.into_iter();
    let res = match documents.next() {
        Some(root) => lower::federation(&schema::read(root, &FIELDS, complete, &mut problems)),
        None => Federation::default(),
    };
    if let Some(second) = documents.next() {
        let message = "a federation is one YAML document; this one is not read".to_owned();
        let range = second.entries().first().map_or(second.range, |(key, _)| key.range);
        problems.push(Problem {
            code: ProblemCode::InvalidValue,
            range,
            message,
            related: Vec::new(),
            fix: None,
        });
    }
    problems.sort_by_key(|it| (it.range.start(), it.range.end(), it.code));
    (res, problems)
}

/// What the cursor at `offset` in a federation rests on, for hover, completion and definition.
///
/// Works while a line is being typed; nothing in comments and where nothing can stand.
pub fn key_at(text: &str, offset: TextSize) -> Option<KeyAt> {
    schema::key_at(text, &ROOT, offset)
}
