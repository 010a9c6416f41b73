//! What an open file's text was made into, kept so that its next text is read the faster for it.

use std::sync::Arc;

use canton_grammars::Language;
use tree_sitter::{InputEdit, Point, Tree};

use crate::outline::{Draft, Earlier, Outline, draft};
use crate::parse::{Stopped, parse, parse_again};

/// A text, its tree and what was found in it. An accelerator and never a result: whatever came before, an
/// [exact](Parsed::is_exact) outline is the one that a fresh parse of the text gives.
pub struct Parsed {
    text: Arc<str>,
    tree: Tree,
    draft: Draft,
    is_exact: bool,
}

impl Parsed {
    /// Parses and reads a text. `cancelled` is asked every now and then.
    pub fn new(
        text: Arc<str>,
        language: &'static Language,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Parsed, Stopped> {
        let tree = parse(&text, language, cancelled)?;
        let draft = draft(&text, language, &tree, None);
        Ok(Parsed { text, tree, draft, is_exact: true })
    }

    /// Parses and reads the next text of the same file; what the edit did not touch is not read again.
    ///
    /// Where errors come up, the outline is not [exact](Parsed::is_exact); from there on texts are parsed afresh, as
    /// they always are where the grammar asks for it.
    pub fn edited(
        &self,
        text: Arc<str>,
        language: &'static Language,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Parsed, Stopped> {
        let mut old = self.tree.clone();
        let Some(edit) = edit_between(&self.text, &text) else {
            let (draft, is_exact) = (self.draft.clone(), self.is_exact);
            return Ok(Parsed { text, tree: old, draft, is_exact });
        };
        if self.has_error() || language.is_always_whole() {
            return Parsed::new(text, language, cancelled);
        }
        old.edit(&edit);
        let Ok(tree) = parse_again(&text, language, &old, cancelled) else {
            return Parsed::new(text, language, cancelled);
        };
        let is_exact = !tree.root_node().has_error();
        let earlier = Earlier::new(&self.draft, &edit, &old, &tree);
        let draft = draft(&text, language, &tree, Some(&earlier));
        Ok(Parsed { text, tree, draft, is_exact })
    }

    /// The outline of the text.
    pub fn outline(&self) -> Outline {
        self.draft.clone().settle()
    }

    /// The outline is the one that a fresh parse gives. An incremental parse of a text with errors may differ from
    /// a fresh one, in how far it takes an error to reach.
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// Whether the text has syntax errors.
    pub fn has_error(&self) -> bool {
        self.tree.root_node().has_error()
    }
}

/// The one edit that makes `new` of `old`: what lies between their common beginning and their common end.
/// `None` if they are equal.
fn edit_between(old: &str, new: &str) -> Option<InputEdit> {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    if a == b {
        return None;
    }
    let mut start = common_prefix(a, b);
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = common_suffix(&a[start..], &b[start..]);
    while !old.is_char_boundary(a.len() - end) || !new.is_char_boundary(b.len() - end) {
        end -= 1;
    }
    let start_position = point_after(Point::default(), &b[..start]);
    Some(InputEdit {
        start_byte: start,
        old_end_byte: a.len() - end,
        new_end_byte: b.len() - end,
        start_position,
        old_end_position: point_after(start_position, &a[start..a.len() - end]),
        new_end_position: point_after(start_position, &b[start..b.len() - end]),
    })
}

/// Texts are compared in pieces of so many bytes, which is several times faster than byte by byte.
const PIECE: usize = 64;

fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    let pieces = a.chunks_exact(PIECE).zip(b.chunks_exact(PIECE)).take_while(|(x, y)| x == y).count();
    let start = pieces * PIECE;
    start + a[start..].iter().zip(&b[start..]).take_while(|(x, y)| x == y).count()
}

fn common_suffix(a: &[u8], b: &[u8]) -> usize {
    let pieces = a.rchunks_exact(PIECE).zip(b.rchunks_exact(PIECE)).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - pieces * PIECE], &b[..b.len() - pieces * PIECE]);
    pieces * PIECE + a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count()
}

/// Where a text ends that begins at `start`.
fn point_after(start: Point, text: &[u8]) -> Point {
    let rows = text.iter().filter(|&&it| it == b'\n').count();
    match text.iter().rposition(|&it| it == b'\n') {
        Some(newline) => Point { row: start.row + rows, column: text.len() - newline - 1 },
        None => Point { row: start.row, column: start.column + text.len() },
    }
}

#[cfg(test)]
mod tests;
