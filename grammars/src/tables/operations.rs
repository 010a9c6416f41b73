//! How tightly operators bind, by kind id: see `language.toml`.

use super::Kinds;

/// Which parentheses around an operand are redundant.
#[derive(Debug, Default)]
pub struct Operations {
    /// Operations of two operands.
    pub infixes: Kinds,
    /// The fields of an operation of two: its first operand, and its operator.
    pub fields: Option<(u16, u16)>,
    /// The operators in levels: the kind of the token, and a number that is higher the tighter it binds.
    pub(crate) levels: Vec<(u16, u8)>,
    /// Operators that are read from the left within their level.
    pub chains: Kinds,
    /// Operators whose operands may be grouped in any way.
    pub associative: Kinds,
    /// Operators that stand beside no other without parentheses.
    pub alone: Kinds,
    /// Operations with an operator before their operand.
    pub prefixes: Kinds,
    /// Operators among those whose operand keeps its parentheses.
    pub prefixes_except: Kinds,
    /// Expressions that bind as tightly as prefixes do.
    pub as_prefixes: Kinds,
    /// Operands that are compared with parentheses.
    pub enclosed: Kinds,
    /// Conditional expressions: their kind, and the field of the condition.
    pub conditionals: Vec<(u16, u16)>,
    /// Expressions whose operand comes first.
    pub suffixes: Vec<Suffix>,
    /// The kind of a construction, the field of its operand and that of its arguments.
    pub constructions: Vec<(u16, u16, u16)>,
    /// Expressions that are one operand anywhere.
    pub plain: Kinds,
    /// Expressions that may stand before a suffix.
    pub heads: Kinds,
    /// Names.
    pub names: Kinds,
    /// Children that make a chain of suffixes end where it ends.
    pub optional: Kinds,
    /// How an operand begins that keeps its parentheses where it comes first.
    pub beginnings: Vec<String>,
}

/// An expression whose operand comes first.
#[derive(Clone, Copy, Debug)]
pub struct Suffix {
    /// Its kind.
    pub kind: u16,
    /// The field of the operand.
    pub operand: u16,
    /// It is a call.
    pub call: bool,
}

impl Operations {
    /// How tightly an operator binds; `None` for one of no level.
    pub fn level(&self, operator: u16) -> Option<u8> {
        self.levels.iter().find(|it| it.0 == operator).map(|it| it.1)
    }

    /// The suffix of a kind.
    pub fn suffix(&self, kind: u16) -> Option<Suffix> {
        self.suffixes.iter().find(|it| it.kind == kind).copied()
    }
}
