//! How tightly operators bind.

use serde::Deserialize;

/// Which parentheses around an operand say no more than the operators around them do: `(a && b) || c` is
/// `a && b || c`. Parentheses stay wherever this does not say that the text is read the same way without them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Operations {
    /// Kinds of operations of two operands, with the fields `left`, `operator` and `right`.
    pub(crate) infixes: Vec<String>,
    /// The operators of those, the loosest level first. Around operations with another operator, and around
    /// operations and prefixes that are its operands, parentheses stay.
    pub(crate) levels: Vec<Vec<String>>,
    /// Operators that are read from the left within their level: `(a + b) - c` is `a + b - c`.
    pub(crate) chains: Vec<String>,
    /// Operators for which it does not matter how three operands are grouped: `a && (b && c)` is `(a && b) && c`.
    pub(crate) associative: Vec<String>,
    /// Operators that stand beside no other without parentheses.
    pub(crate) alone: Vec<String>,
    /// Operators that a closing angle bracket looks like. A mark stands between one and a bracket behind it, so
    /// that two comparisons are no call with type arguments.
    pub(crate) angles: Vec<String>,
    /// Kinds of operations with one operand, whose operator stands before it.
    pub(crate) prefixes: Vec<String>,
    /// Operators among those whose operand keeps its parentheses.
    pub(crate) prefixes_except: Vec<String>,
    /// Kinds that bind as those do, but keep the parentheses of their operand.
    pub(crate) as_prefixes: Vec<String>,
    /// Kinds that stand as an operand without parentheses though they bind looser, as nothing else can be meant
    /// (`!a instanceof B`, `a && b = c`): behind a prefix, and behind an operator if they are no operation of two.
    /// They are compared with parentheses.
    pub(crate) enclosed: Vec<String>,
    /// Kinds of conditional expressions, with the field `condition`, which binds looser than every level.
    pub(crate) conditionals: Vec<String>,
    /// `a.b`, `a[b]`, `a()`: kinds whose operand comes first.
    pub(crate) suffixes: Vec<Suffix>,
    /// `new a()`: kinds whose operand ends where a call begins.
    pub(crate) constructions: Vec<Construction>,
    /// Kinds of expressions that are one operand, whatever stands around them.
    pub(crate) plain: Vec<String>,
    /// Kinds of expressions that may stand before a suffix.
    pub(crate) heads: Vec<String>,
    /// Kinds of expressions that are a name, with or without suffixes what is constructed.
    pub(crate) names: Vec<String>,
    /// Kinds of children that make a chain of suffixes end where it ends (`(a?.b).c`).
    pub(crate) optional: Vec<String>,
    /// An operand that begins like this keeps its parentheses where it comes first: a statement that begins so
    /// is something else.
    pub(crate) beginnings: Vec<String>,
}

/// A kind of expression whose operand comes first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Suffix {
    /// The node's kind.
    pub(crate) node: String,
    /// The field of the operand.
    pub(crate) operand: String,
    /// It is a call.
    #[serde(default)]
    pub(crate) call: bool,
}

/// A kind of expression that constructs what its operand names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Construction {
    /// The node's kind.
    pub(crate) node: String,
    /// The field of the operand.
    pub(crate) operand: String,
    /// The field of the arguments, without which no suffix may follow.
    pub(crate) arguments: String,
}
