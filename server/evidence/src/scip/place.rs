//! From lines and columns to bytes, whatever columns count.

use std::ops::Range;

use super::Reference;

/// What the columns of a document count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// The index does not say. What is meant is told from the text.
    Unspecified,
    /// Bytes of UTF-8.
    Utf8,
    /// Units of UTF-16.
    Utf16,
    /// Characters.
    Utf32,
}

/// A text by its lines.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl Encoding {
    /// As SCIP numbers them.
    pub(super) fn from_number(number: u64) -> Encoding {
        match number {
            1 => Encoding::Utf8,
            2 => Encoding::Utf16,
            3 => Encoding::Utf32,
            _ => Encoding::Unspecified,
        }
    }

    fn width(self, char: char) -> usize {
        match self {
            Encoding::Utf8 => char.len_utf8(),
            Encoding::Utf16 => char.len_utf16(),
            Encoding::Utf32 | Encoding::Unspecified => 1,
        }
    }

    /// The byte of a line at which a column starts.
    fn byte(self, line: &str, column: u32) -> Option<usize> {
        let mut left = column as usize;
        for (at, char) in line.char_indices() {
            if left == 0 {
                return Some(at);
            }
            left = left.checked_sub(self.width(char))?;
        }
        (left == 0).then_some(line.len())
    }
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    pub fn new(text: &'t str) -> Lines<'t> {
        let ends = text.bytes().enumerate().filter(|(_, it)| *it == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Lines { text, starts }
    }

    /// Where a reference of a document of that encoding stands, in bytes: at one place, at one of several where the
    /// index does not say what columns count, and nowhere in a text that is another than the one that was indexed.
    pub fn places(&self, reference: &Reference, encoding: Encoding) -> Vec<Range<usize>> {
        let Some(&start) = self.starts.get(reference.line as usize) else { return Vec::new() };
        let end = self.starts.get(reference.line as usize + 1).copied().unwrap_or(self.text.len());
        let line = &self.text[start..end];
        let (from, to) = reference.columns();
        let place = |encoding: &Encoding| {
            let (from, to) = (encoding.byte(line, from)?, encoding.byte(line, to)?);
            Some(start + from..start + to)
        };
        let encodings = match encoding {
            Encoding::Unspecified => &[Encoding::Utf16, Encoding::Utf32, Encoding::Utf8][..],
            _ => std::slice::from_ref(&encoding),
        };
        let mut places: Vec<Range<usize>> = encodings.iter().filter_map(place).collect();
        places.dedup();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, line: u32, columns: (u32, u32), encoding: Encoding, expected: &str) {
        let reference = Reference::new([line, columns.0, columns.1], 0).expect("it is short");
        let places = Lines::new(text).places(&reference, encoding);
        let shown: Vec<&str> = places.into_iter().map(|it| &text[it]).collect();
        assert_eq!(shown.join(" or "), expected);
    }

    #[test]
    fn columns_count_what_the_encoding_says() {
        let text = "a()\n  é🚀.b(c)\r\n";
        check(text, 0, (0, 1), Encoding::Unspecified, "a");
        check(text, 1, (9, 10), Encoding::Utf8, "b");
        check(text, 1, (6, 7), Encoding::Utf16, "b");
        check(text, 1, (5, 6), Encoding::Utf32, "b");
        check(text, 1, (6, 7), Encoding::Unspecified, "b or (");
    }

    #[test]
    fn a_place_that_the_text_has_not() {
        let text = "é()\n";
        check(text, 0, (0, 9), Encoding::Utf16, "");
        check(text, 0, (0, 1), Encoding::Utf8, "");
        check(text, 2, (0, 1), Encoding::Utf16, "");
        check(text, u32::MAX >> 1, (0, 1), Encoding::Unspecified, "");
        check("", 0, (0, 0), Encoding::Utf8, "");
    }
}
