//! What may be left out, and what is read wrongly.

use super::Kinds;

/// Nodes that end with one of some tokens, where the first of them may be left out.
#[derive(Debug)]
pub struct Ends {
    /// Their kinds.
    pub kinds: Kinds,
    /// The tokens.
    pub tokens: Kinds,
    /// The first of the tokens.
    pub first: String,
}

/// Names that are none: what holds one was misread.
#[derive(Debug)]
pub struct Misread {
    /// Kinds that hold them.
    pub parents: Kinds,
    /// Their kinds.
    pub kinds: Kinds,
    /// The words that they are.
    pub words: Vec<String>,
}
