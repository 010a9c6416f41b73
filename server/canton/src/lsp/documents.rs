//! Open documents: ropes that are edited in the encoding that was negotiated.

use ropey::Rope;
use std::path::PathBuf;
use std::sync::Arc;
use tower_lsp::ls_types::{Position, Range, TextDocumentContentChangeEvent};

use crate::position::Encoding;

/// A document that an editor has open.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// The version that the client gave its last change.
    pub(crate) version: i32,
    /// The federation that it belongs to, and its path there; `None` for a document that is no file.
    pub(crate) home: Option<Home>,
    rope: Rope,
}

/// Where a document is at home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// The federation's root.
    pub(crate) root: PathBuf,
    /// Relative to the root, with `/`.
    pub(crate) path: Arc<str>,
}

impl Document {
    /// A document as it was opened.
    pub(crate) fn new(text: &str, version: i32, home: Option<Home>) -> Document {
        Document { version, home, rope: Rope::from_str(text) }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> Arc<str> {
        Arc::from(String::from(&self.rope))
    }

    /// Applies changes in the order in which they are given, each to the text that the one before it left.
    pub(crate) fn change(&mut self, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) {
        for change in changes {
            match change.range {
                None => self.rope = Rope::from_str(&change.text),
                Some(range) => self.replace(range, &change.text, encoding),
            }
        }
    }

    fn replace(&mut self, range: Range, text: &str, encoding: Encoding) {
        let (one, other) = (self.char_at(range.start, encoding), self.char_at(range.end, encoding));
        let (start, end) = (one.min(other), one.max(other));
        if start < end {
            self.rope.remove(start..end);
        }
        if !text.is_empty() {
            self.rope.insert(start, text);
        }
    }

    /// The character at a place. A column past the end of its line is that end, and a line past the end is the
    /// end of the text: clients write so when they replace all of it.
    fn char_at(&self, position: Position, encoding: Encoding) -> usize {
        let rope = &self.rope;
        let line = position.line as usize;
        if line >= rope.len_lines() {
            return rope.len_chars();
        }
        let start = rope.line_to_char(line);
        let column = position.character as usize;
        let at = match encoding {
            Encoding::Utf8 => {
                let byte = rope.char_to_byte(start).saturating_add(column);
                rope.byte_to_char(byte.min(rope.len_bytes()))
            }
            Encoding::Utf16 => {
                let unit = rope.char_to_utf16_cu(start).saturating_add(column);
                rope.utf16_cu_to_char(unit.min(rope.len_utf16_cu()))
            }
            Encoding::Utf32 => start.saturating_add(column),
        };
        at.min(start + line_length(rope, line))
    }
}

/// The characters of a line before its line break.
fn line_length(rope: &Rope, line: usize) -> usize {
    let text = rope.line(line);
    let breaks = text.chars_at(text.len_chars()).reversed().take_while(|char| matches!(char, '\r' | '\n'));
    text.len_chars() - breaks.count()
}

#[cfg(test)]
mod tests;
