//! Byte offsets as lines and columns, and back: the border between what is inside and what editors and
//! terminals count.
//!
//! Lines end as the language server protocol has it: with `\n`, `\r\n` or a lone `\r`. A byte order mark is a
//! character like any other, as it stands in the text. A column past the end of its line is clamped to it; a
//! line past the end of the text is refused.

use canton_syntax::{TextRange, TextSize};
use serde::Serialize;
use std::ops;
use std::sync::Arc;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what every client understands.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

/// A place in a text, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in units of an [`Encoding`].
    pub character: u32,
}

/// From a place to a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Range {
    /// Where it starts.
    pub start: Position,
    /// Where it ends: the first place that is no longer in it.
    pub end: Position,
}

/// A line that a text does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastEnd {
    /// The line that was asked for, counted from 0.
    pub line: u32,
    /// How many lines there are.
    pub lines: u32,
}

impl std::fmt::Display for PastEnd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = if self.lines == 1 { "line" } else { "lines" };
        write!(f, "line {} is past the end of the file, which has {} {word}", self.line + 1, self.lines)
    }
}

impl std::error::Error for PastEnd {}

/// A text and where its lines start.
#[derive(Clone, Debug)]
pub struct LineIndex {
    text: Arc<str>,
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads a text once.
    pub fn new(text: Arc<str>) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        LineIndex { text, starts }
    }

    /// The text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// How many lines there are; what follows the last line break is a line too.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The bytes of a line without its line break; `None` past the end.
    pub fn line(&self, line: u32) -> Option<ops::Range<usize>> {
        let start = *self.starts.get(line as usize)? as usize;
        let end = self.starts.get(line as usize + 1).map_or(self.text.len(), |&next| next as usize);
        let content = self.text[start..end].trim_end_matches(['\r', '\n']);
        Some(start..start + content.len())
    }

    /// The line, counted from 0, that an offset stands in. An offset past the end stands in the last one.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32 - 1
    }

    /// Where an offset stands. One past the end or inside a character is moved back to where it may stand.
    pub fn position(&self, offset: TextSize, encoding: Encoding) -> Position {
        let offset = floor_char_boundary(&self.text, offset.into());
        let line = self.line_of(offset as u32);
        let before = &self.text[self.starts[line as usize] as usize..offset];
        Position { line, character: length(before, encoding) }
    }

    /// Where a range stands.
    pub fn range(&self, range: TextRange, encoding: Encoding) -> Range {
        Range { start: self.position(range.start(), encoding), end: self.position(range.end(), encoding) }
    }

    /// The offset of a place. A column past the end of its line is its end, one inside a character that
    /// character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> Result<TextSize, PastEnd> {
        let past_end = PastEnd { line: position.line, lines: self.line_count() };
        let line = self.line(position.line).ok_or(past_end)?;
        let text = &self.text[line.clone()];
        Ok(TextSize::new((line.start + column_offset(text, position.character, encoding)) as u32))
    }

    /// The offsets of a range, whose ends may come in either order.
    pub fn text_range(&self, range: Range, encoding: Encoding) -> Result<TextRange, PastEnd> {
        let (start, end) = (self.offset(range.start, encoding)?, self.offset(range.end, encoding)?);
        Ok(TextRange::new(start.min(end), start.max(end)))
    }
}

/// The greatest offset up to `offset` where a character starts or the text ends.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How many units of an encoding a text takes.
fn length(text: &str, encoding: Encoding) -> u32 {
    let length = match encoding {
        Encoding::Utf8 => text.len(),
        _ if text.is_ascii() => text.len(),
        Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
        Encoding::Utf32 => text.chars().count(),
    };
    length as u32
}

/// The byte at which column `column` of a line starts.
fn column_offset(line: &str, column: u32, encoding: Encoding) -> usize {
    if encoding == Encoding::Utf8 || line.is_ascii() {
        return floor_char_boundary(line, column as usize);
    }
    let mut units = 0;
    for (at, char) in line.char_indices() {
        units += if encoding == Encoding::Utf16 { char.len_utf16() as u32 } else { 1 };
        if units > column {
            return at;
        }
    }
    line.len()
}

#[cfg(test)]
mod tests;
