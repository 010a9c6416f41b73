//! What is wrong in a text, and where.

#[cfg(test)]
pub(crate) mod annotate;

use crate::{TextEdit, TextRange};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where, in bytes; the scalar with its quotes.
    pub range: TextRange,
}

/// Something wrong in a manifest, a federation or a lock file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    /// The kind of problem; `canton explain` has a page for each.
    pub code: ProblemCode,
    /// The text that is wrong: the key for a key, the value for a value.
    pub range: TextRange,
    /// A sentence for a person, without a final full stop.
    pub message: String,
    /// Other places in the same text that explain it.
    pub related: Vec<(TextRange, String)>,
    /// A change that mends it, where one is certain.
    pub fix: Option<Fix>,
}

/// A change that mends a problem.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What the editor shows: `Quote the owner`.
    pub title: String,
    /// The edits, in the text the problem stands in, in order and without overlaps.
    pub edits: Vec<TextEdit>,
}

/// The kinds of problems that one text alone can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProblemCode {
    /// The text is not YAML.
    YamlSyntax,
    /// `owner: @team` without quotes: not YAML, but understood.
    UnquotedOwner,
    /// A key that the format does not have.
    UnknownKey,
    /// A key that stands twice in one map.
    DuplicateKey,
    /// A required key is missing.
    MissingKey,
    /// A value of another type than the key takes.
    WrongType,
    /// A value of the right type that the key does not take.
    InvalidValue,
    /// A claim that is no path, symbol or glob, or leads above the federation's root.
    InvalidClaim,
    /// A pin that is no `canton-ast/1:<language>:<32 hex>`.
    InvalidPin,
    /// A line of a lock file that cannot be read.
    LockSyntax,
}

impl ProblemCode {
    /// The code as users write it, for instance in `severity:` of `federation.yaml`.
    pub fn as_str(self) -> &'static str {
        match self {
            ProblemCode::YamlSyntax => "yaml-syntax",
            ProblemCode::UnquotedOwner => "unquoted-owner",
            ProblemCode::UnknownKey => "unknown-key",
            ProblemCode::DuplicateKey => "duplicate-key",
            ProblemCode::MissingKey => "missing-key",
            ProblemCode::WrongType => "wrong-type",
            ProblemCode::InvalidValue => "invalid-value",
            ProblemCode::InvalidClaim => "invalid-claim",
            ProblemCode::InvalidPin => "invalid-pin",
            ProblemCode::LockSyntax => "lock-syntax",
        }
    }
}
