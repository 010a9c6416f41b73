//! What an open file's text was made into, kept so that its next text is read the faster for it.

use std::sync::Arc;

use canton_grammars::Language;
use tree_sitter::{InputEdit, Point, Tree};

use crate::outline::{Earlier, Outline, outline_after, outline_of_tree};
use crate::parse::{Stopped, parse, parse_again};

/// A text, its tree and its outline. An accelerator and never a result: whatever came before, the outline is the
/// one that a fresh parse of the text gives.
pub struct Parsed {
    text: Arc<str>,
    tree: Tree,
    outline: Outline,
}

impl Parsed {
    /// Parses and outlines a text. `cancelled` is asked every now and then.
    pub fn new(
        text: Arc<str>,
        language: &'static Language,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Parsed, Stopped> {
        let tree = parse(&text, language, cancelled)?;
        let outline = outline_of_tree(&text, language, &tree);
        Ok(Parsed { text, tree, outline })
    }

    /// Parses and outlines the next text of the same file; what the edit did not touch is not read again.
    ///
    /// With errors in either text it is parsed afresh, as it always is where the grammar asks for it: then an
    /// incremental parse may differ from a fresh one.
    pub fn edited(
        &self,
        text: Arc<str>,
        language: &'static Language,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Parsed, Stopped> {
        let (outline, tree) = (self.outline.clone(), self.tree.clone());
        let Some(edit) = edit_between(&self.text, &text) else { return Ok(Parsed { text, tree, outline }) };
        if self.has_error() || language.is_always_whole() {
            return Parsed::new(text, language, cancelled);
        }
        let mut old = tree;
        old.edit(&edit);
        let Some(tree) = parse_again(&text, language, &old, cancelled) else {
            return Parsed::new(text, language, cancelled);
        };
        let earlier = Earlier::new(&self.outline, &edit, &old, &tree);
        let outline = outline_after(&text, language, &tree, &earlier);
        Ok(Parsed { text, tree, outline })
    }

    /// The outline of the text.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// The outline alone.
    pub fn into_outline(self) -> Outline {
        self.outline
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
