//! The bytes that a digest is made of, written as the walk goes.
//!
//! Units nest, and each is hashed without what stands in the units inside it: an inner unit's bytes lie on
//! top of the outer one's and are taken off when it is closed.

use std::ops::Range;

use super::Digest;
use super::literals;

const BLOCK_BEGIN: u8 = 1;
const BLOCK_END: u8 = 2;
const STATEMENT_END: u8 = 3;
const OPERATOR: u8 = 4;
const NO_COMMA: usize = usize::MAX;

pub(crate) struct Stream<'t> {
    text: &'t str,
    out: Vec<u8>,
    /// The end of what was read; what lies between it and the next token is blank, or a gap.
    position: usize,
    /// The end of the code met so far.
    code_end: usize,
    /// No code was met yet on the current line.
    fresh: bool,
    /// Lines of code begun so far.
    lines: u32,
    /// The depth of a comma that was not written yet, since it may turn out to be a trailing one.
    comma: usize,
    carriage_returns: bool,
    /// A `;` that no node covers says nothing.
    semicolons_hidden: bool,
    muted: bool,
}

impl<'t> Stream<'t> {
    pub(crate) fn new(text: &'t str, semicolons_hidden: bool) -> Stream<'t> {
        Stream {
            text,
            out: Vec::with_capacity(text.len()),
            position: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
            code_end: 0,
            fresh: true,
            lines: 0,
            comma: NO_COMMA,
            carriage_returns: text.contains('\r'),
            semicolons_hidden,
            muted: false,
        }
    }

    /// Writes nothing from here on, so that no digest means anything.
    pub(crate) fn mute(&mut self) {
        self.muted = true;
    }

    /// Whether nothing is written.
    #[inline]
    pub(crate) fn is_muted(&self) -> bool {
        self.muted
    }

    /// Lines of code begun so far.
    pub(crate) fn lines(&self) -> u32 {
        self.lines
    }

    /// The end of what was read.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// The end of the code met so far.
    pub(crate) fn code_end(&self) -> usize {
        self.code_end
    }

    /// Passes over code up to `offset` that is known: so many lines were begun with it.
    pub(crate) fn pass(&mut self, offset: usize, lines: u32) {
        self.position = offset;
        self.code_end = offset;
        self.lines = lines;
        self.fresh = false;
        self.comma = NO_COMMA;
    }

    /// Where the next byte goes.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// The current line holds no code yet.
    pub(crate) fn at_line_start(&self) -> bool {
        self.fresh
    }

    /// Hashes what was written since `start`.
    pub(crate) fn digest(&self, start: usize) -> Digest {
        if self.muted {
            return Digest([0; 16]);
        }
        Digest::of(&self.out[start..])
    }

    /// Takes off what was written since `start`.
    pub(crate) fn truncate(&mut self, start: usize) {
        self.out.truncate(start);
    }

    /// Writes what is held back or uncovered before `offset`: the border of a unit or of a body.
    pub(crate) fn border(&mut self, offset: usize) {
        self.gap(offset);
        self.flush_comma();
    }

    /// Passes over the text up to `offset`. What is not blank in it is code that no node covers, and is
    /// written as it stands.
    #[inline]
    pub(crate) fn gap(&mut self, offset: usize) {
        let Some(gap) = self.text.as_bytes().get(self.position..offset) else { return };
        for &byte in gap {
            if byte == b'\n' {
                self.fresh = true;
            } else if !matches!(byte, b' ' | b'\t' | b'\r' | 0x0b | 0x0c) {
                self.uncovered(offset);
                break;
            }
        }
        self.position = offset;
    }

    fn uncovered(&mut self, offset: usize) {
        let gap = self.text.get(self.position..offset).unwrap_or_default();
        if is_continuation(gap) {
            self.fresh = true;
            return;
        }
        let is_blank = |it: char| it.is_whitespace() || matches!(it, '\u{feff}' | '\u{200b}' | '\u{2060}');
        let start = self.position + (gap.len() - gap.trim_start_matches(is_blank).len());
        let end = start + gap.trim_matches(is_blank).len();
        if start < end {
            self.fresh |= self.text[self.position..start].contains('\n');
            self.code(start..end);
            let is_separator = |it: char| it == ';' || is_blank(it);
            if !(self.semicolons_hidden && self.text[start..end].trim_matches(is_separator).is_empty()) {
                self.write_text(start..end);
                self.put(0);
            }
            self.fresh |= self.text[end..offset].contains('\n');
        } else {
            self.fresh |= gap.contains('\n');
        }
    }

    /// Passes over a comment; it is no code.
    pub(crate) fn comment(&mut self, range: Range<usize>, directive: bool) {
        self.gap(range.start);
        let text = self.text.get(range.clone()).unwrap_or_default();
        if directive {
            self.flush_comma();
            self.put_all(b"P:");
            self.write(text.trim_end());
            self.put(0);
        }
        self.fresh |= text.contains('\n');
        self.position = range.end;
    }

    /// A token that means what it is.
    #[inline]
    pub(crate) fn token(&mut self, range: Range<usize>) {
        self.skip(range.clone());
        self.flush_comma();
        self.write_text(range);
        self.put(0);
    }

    /// A token that means what another one says.
    pub(crate) fn renamed(&mut self, range: Range<usize>, token: &str) {
        self.skip(range);
        self.restore(token.as_bytes());
    }

    /// A number whose letters mean the same in either case.
    pub(crate) fn number(&mut self, range: Range<usize>) {
        let start = self.out.len();
        self.token(range);
        self.out[start..].make_ascii_lowercase();
    }

    /// Whether a line break stands before `offset`, and nothing else but blanks and comments.
    pub(crate) fn begins_line(&self, offset: usize) -> bool {
        self.fresh || self.text.get(self.position..offset).is_some_and(|it| it.contains('\n'))
    }

    /// A token that means nothing.
    #[inline]
    pub(crate) fn skip(&mut self, range: Range<usize>) {
        self.gap(range.start);
        self.position = range.end;
        self.code(range);
    }

    /// A token that was skipped and means something after all.
    pub(crate) fn restore(&mut self, token: &[u8]) {
        self.flush_comma();
        self.put_all(token);
        self.put(0);
    }

    /// A comma that is dropped if a closing token follows at the same depth.
    pub(crate) fn comma(&mut self, range: Range<usize>, depth: usize) {
        self.skip(range);
        self.flush_comma();
        self.comma = depth;
    }

    /// Drops the comma that is held back at this depth, for a closing token follows.
    pub(crate) fn drop_comma(&mut self, depth: usize) {
        if self.comma == depth {
            self.comma = NO_COMMA;
        }
    }

    /// A string without interpolation, which is one piece.
    pub(crate) fn atom(&mut self, range: Range<usize>, style: literals::Style) {
        self.skip(range.clone());
        self.flush_comma();
        self.put_all(b"L:");
        let text = self.text.get(range).unwrap_or_default();
        // A string that ends with its line may end with half of a CRLF.
        let text = text.strip_suffix('\r').unwrap_or(text);
        let text = literals::without_returns(text, self.carriage_returns);
        self.spell(|out| literals::write(&text, style, out));
        self.put(0);
    }

    /// A part of a string with interpolations, and the blanks before it. An edge is its prefix and quotes.
    pub(crate) fn piece(&mut self, range: Range<usize>, style: literals::Style, edge: bool) {
        let from = self.position.min(range.start);
        self.flush_comma();
        self.code(from..range.end);
        self.position = range.end;
        let text = self.text.get(from..range.end).unwrap_or_default();
        let begins_line = style == literals::Style::WithoutTabs && self.text[..from].ends_with('\n');
        let text = if begins_line { text.trim_start_matches('\t') } else { text };
        let text = literals::without_returns(text, self.carriage_returns);
        if edge {
            self.spell(|out| literals::write_edge(&text, style, out));
        } else {
            self.spell(|out| literals::write_piece(&text, style, out));
        }
    }

    /// The end of a string with interpolations.
    pub(crate) fn end_pieces(&mut self) {
        self.put(0);
    }

    /// Begins a string that several are joined to.
    pub(crate) fn begin_joined(&mut self, offset: usize, prefix: &str, interpolated: bool) {
        self.gap(offset);
        self.flush_comma();
        self.put_all(if interpolated { b"" } else { b"L:" });
        self.put_all(prefix.as_bytes());
        self.put(b'S');
    }

    /// A string that is joined to others: what stands between its quotes.
    pub(crate) fn part(&mut self, range: Range<usize>, style: literals::Style, double_braces: bool) {
        self.skip(range.clone());
        let text = self.text.get(range).unwrap_or_default();
        let text = literals::without_returns(text, self.carriage_returns);
        self.spell(|out| literals::write_part(&text, style, double_braces, out));
    }

    /// The prefix and quotes of a string that is joined to others; what lies uncovered before them is text.
    pub(crate) fn silent_edge(&mut self, range: Range<usize>, style: literals::Style) {
        self.piece(range.start..range.start, style, false);
        self.code(range.clone());
        self.position = range.end;
    }

    /// Ends a string that several are joined to.
    pub(crate) fn end_joined(&mut self, interpolated: bool) {
        self.put_all(if interpolated { b"S\0" } else { b"\0" });
    }

    /// Text of markup, as it is shown: lines are joined, and the blanks around line breaks dropped.
    pub(crate) fn markup(&mut self, range: Range<usize>) {
        self.skip(range.clone());
        let text = self.text.get(range).unwrap_or_default();
        let before = self.out.len();
        self.flush_comma();
        self.spell(|out| literals::write_markup(text, out));
        if self.out.len() > before {
            self.put(0);
        }
    }

    /// Text of a preprocessor, as its tokens stand apart.
    pub(crate) fn preprocessor(&mut self, range: Range<usize>) {
        self.skip(range.clone());
        self.flush_comma();
        let text = self.text.get(range).unwrap_or_default();
        self.spell(|out| literals::write_preprocessor(text, out));
        self.put(0);
    }

    pub(crate) fn begin_block(&mut self) {
        self.flush_comma();
        self.put(BLOCK_BEGIN);
    }

    pub(crate) fn end_block(&mut self) {
        self.flush_comma();
        self.put(BLOCK_END);
    }

    pub(crate) fn end_statement(&mut self) {
        self.flush_comma();
        self.put(STATEMENT_END);
    }

    /// Says of the token before that it is an operator.
    pub(crate) fn operator(&mut self) {
        self.put(OPERATOR);
    }

    #[inline]
    fn flush_comma(&mut self) {
        if self.comma != NO_COMMA {
            self.comma = NO_COMMA;
            self.put_all(b",\0");
        }
    }

    /// Counts the lines that the code begins.
    #[inline]
    fn code(&mut self, range: Range<usize>) {
        let Some(bytes) = self.text.as_bytes().get(range.clone()) else { return };
        self.code_end = range.end;
        if !bytes.contains(&b'\n') {
            self.lines += u32::from(self.fresh);
            self.fresh = false;
            return;
        }
        for (index, line) in bytes.split(|&it| it == b'\n').enumerate() {
            self.fresh |= index > 0;
            if self.fresh && !line.trim_ascii().is_empty() {
                self.lines += 1;
                self.fresh = false;
            }
        }
    }

    #[inline]
    fn put(&mut self, byte: u8) {
        if !self.muted {
            self.out.push(byte);
        }
    }

    #[inline]
    fn put_all(&mut self, bytes: &[u8]) {
        if !self.muted {
            self.out.extend_from_slice(bytes);
        }
    }

    /// Writes a text as it is spelt.
    fn spell(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        if !self.muted {
            write(&mut self.out);
        }
    }

    #[inline]
    fn write_text(&mut self, range: Range<usize>) {
        let text = self.text.get(range).unwrap_or_default();
        self.write(text);
    }

    #[inline]
    fn write(&mut self, text: &str) {
        if self.carriage_returns {
            self.put_all(literals::without_returns(text, true).as_bytes());
        } else {
            self.put_all(text.as_bytes());
        }
    }
}

/// Whether a gap is blank but for escaped line ends.
fn is_continuation(gap: &str) -> bool {
    (gap.contains("\\\n") || gap.contains("\\\r\n"))
        && gap.replace("\\\n", "\n").replace("\\\r\n", "\n").trim().is_empty()
}
