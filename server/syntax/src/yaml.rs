//! YAML with the span of every key and value.
//!
//! The tree is built from parser events, so that every node knows the bytes it was written with; aliases are
//! never expanded, so that no text can blow up. Reading never fails: where the text is not YAML, the line at
//! fault is left out, said in a problem, and the rest is read.

mod attempt;
mod tolerant;

#[cfg(test)]
mod tests;

use crate::{Problem, TextRange};

pub use tolerant::parse;

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Yaml {
    /// The documents that hold anything, in order; those of nothing but comments are not here.
    pub documents: Vec<Node>,
    /// Where each comment stands, from `#` to the end of its line.
    pub comments: Vec<TextRange>,
    /// What is not YAML, in the order it stands.
    pub problems: Vec<Problem>,
}

/// A node and the bytes it was written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// A scalar with its quotes (a block scalar from its `|` to its last character), a collection from its
    /// first key or bracket to its last value or bracket; without anchor, tag and comments.
    pub range: TextRange,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Nothing, `~` or `null`.
    Null,
    /// Text, a number or a word: what it means is up to who reads it.
    Scalar {
        /// The text after escapes and folding.
        value: String,
        /// How it was written.
        style: Style,
    },
    /// A list.
    Sequence {
        /// Its items.
        items: Vec<Node>,
        /// Written in brackets.
        flow: bool,
    },
    /// A map. Keys may stand twice: parsers do not mind, readers do.
    Mapping {
        /// Keys and values, as they stand.
        entries: Vec<(Node, Node)>,
        /// Written in braces.
        flow: bool,
    },
    /// An alias that is not followed, of a list or a map. An alias of a scalar is that scalar.
    Alias {
        /// Its anchor stands before it; else, a problem says that it does not.
        anchored: bool,
    },
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Without quotes: may be a number, `true` or `false`.
    Plain,
    /// Without quotes but tagged `!!str`: text, whatever it looks like.
    Tagged,
    /// `'…'`.
    SingleQuoted,
    /// `"…"`.
    DoubleQuoted,
    /// `|`.
    Literal,
    /// `>`.
    Folded,
}

impl Node {
    /// The text of a scalar.
    pub fn scalar(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { value, .. } => Some(value),
            _ => None,
        }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.kind {
            NodeKind::Mapping { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            NodeKind::Sequence { items, .. } => items,
            _ => &[],
        }
    }

    /// The first entry of that key.
    pub fn entry(&self, key: &str) -> Option<&(Node, Node)> {
        self.entries().iter().find(|(name, _)| name.scalar() == Some(key))
    }

    /// The first value of that key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|(_, value)| value)
    }

    /// `true` or `false`, as YAML 1.2 has them; `yes`, `on` and the like are text.
    pub fn bool(&self) -> Option<bool> {
        match self.plain()? {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }

    /// A number, as YAML 1.2 has them; `1_000` and `12:30` are text.
    pub fn number(&self) -> Option<f64> {
        let text = self.plain()?;
        if let Some(digits) = text.strip_prefix("0o") {
            return u64::from_str_radix(digits, 8).ok().map(|it| it as f64);
        }
        if let Some(digits) = text.strip_prefix("0x") {
            return u64::from_str_radix(digits, 16).ok().map(|it| it as f64);
        }
        let numeric = text.bytes().all(|it| it.is_ascii_digit() || b"+-.eE".contains(&it));
        if numeric { text.parse().ok() } else { None }
    }

    /// The text of a scalar without quotes and tag.
    fn plain(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { value, style: Style::Plain } => Some(value),
            _ => None,
        }
    }
}
