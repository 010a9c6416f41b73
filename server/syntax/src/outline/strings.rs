//! Strings: what is one piece of a digest, and what is joined to one.

use canton_grammars::flags::{self, Flags};
use tree_sitter::Node;

use super::heredocs::shared_indent;
use super::walk::{Frame, Walker};
use crate::digest::{Style, literals};

impl<'t> Walker<'t> {
    /// Whether the string under the cursor has an interpolation that must be read as code.
    pub(super) fn has_interpolation(&mut self, node: Node<'t>) -> bool {
        self.interpolations(node) == (true, false)
    }

    /// Whether the string under the cursor has an interpolation, and one that shows its own text.
    fn interpolations(&mut self, node: Node<'t>) -> (bool, bool) {
        let mark = self.tables.interpolation_mark.as_str();
        if !self.tables.interpolates || !self.slice(node).contains(mark) || !self.cursor.goto_first_child() {
            return (false, false);
        }
        let mut found = false;
        let mut shows_itself = false;
        loop {
            let child = self.cursor.node();
            if self.tables.flags(child.kind_id()).contains(flags::INTERPOLATION) {
                found = true;
                shows_itself |= self.shows_itself();
            }
            if !self.cursor.goto_next_sibling() {
                break;
            }
        }
        self.cursor.goto_parent();
        (found, shows_itself)
    }

    /// Whether the interpolation under the cursor shows its own text (`{a=}`).
    fn shows_itself(&mut self) -> bool {
        let mut found = false;
        if self.cursor.goto_first_child() {
            loop {
                let kind = self.cursor.node().kind_id();
                found |= self.tables.flags(kind).contains(flags::SHOWS_ITSELF);
                if !self.cursor.goto_next_sibling() {
                    break;
                }
            }
            self.cursor.goto_parent();
        }
        found
    }

    /// A string that is one piece.
    pub(super) fn atom(&mut self, node: Node<'t>, flags: Flags) {
        let range = self.string_start(node, flags)..node.end_byte();
        if range.is_empty() {
            return;
        }
        let parent = self.frame();
        if parent.hole
            && parent.flags.contains(flags::KEY_PARENT)
            && let Some(name) = literals::quoted_name(self.slice(node))
        {
            self.stream.renamed(range, name);
            return;
        }
        let style = self.style(node, flags);
        match parent.joined {
            Joined::No => self.stream.atom(range, style),
            joined => self.stream.part(range, style, joined.doubles_braces(self.slice(node))),
        }
    }

    pub(super) fn piece(&mut self, node: Node<'t>, parent: Frame) {
        let range = node.byte_range();
        let is_first = self.frames.last().is_some_and(|it| it.hole);
        let is_edge = parent.flags.contains(flags::ATOM) && (is_first || range.end == parent.end as usize);
        if is_edge && parent.joined != Joined::No {
            self.stream.silent_edge(range, parent.style);
        } else {
            self.stream.piece(range, parent.style, is_edge);
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.hole = false;
        }
    }

    /// The text of a string before the interpolation under the cursor, where no piece covers it. Some grammars
    /// count the blanks before a token to the token, and so to the interpolation that it begins.
    pub(super) fn blanks_before(&mut self, node: Node<'t>, parent: Frame) {
        // A string writes its own blanks.
        let is_string = self.tables.flags(node.kind_id()).contains(flags::ATOM);
        let text = if is_string { "" } else { self.slice(node) };
        let start = node.start_byte() + (text.len() - text.trim_ascii_start().len());
        let blanks = self.text.as_bytes().get(self.stream.position()..start).unwrap_or_default();
        if !blanks.is_empty() {
            self.stream.piece(start..start, parent.style, false);
        }
    }

    /// The columns of indentation that are no part of the string's lines.
    fn indent(&self, text: &str) -> Option<u32> {
        let tables = self.tables;
        if tables.line_mark.as_ref().is_some_and(|it| text.starts_with(it.as_str())) {
            return Some(u32::MAX);
        }
        if let Style::Indented(columns) = self.frame().style
            && tables.indented_by_end.is_some()
        {
            // The text of a string that stands in it as a node of its own.
            return Some(columns);
        }
        let by_end = tables.indented_by_end.as_ref().is_some_and(|it| text.starts_with(it.as_str()));
        if tables.closing_indents.is_empty() && tables.common_indents.is_empty() && !by_end {
            return None;
        }
        let (lines, last) = text.rsplit_once('\n')?;
        let closing = last.trim_start_matches([' ', '\t']);
        if by_end || tables.closing_indents.iter().any(|it| closing.starts_with(it.as_str())) {
            return Some((last.len() - closing.len()) as u32);
        }
        let is_indented = tables.common_indents.iter().any(|it| text.starts_with(it.as_str()));
        shared_indent(lines).filter(|_| is_indented)
    }

    /// How the string under the cursor is spelt.
    pub(super) fn style(&mut self, node: Node<'t>, flags: Flags) -> Style {
        let text = self.slice(node);
        if let Some(mark) = &self.tables.text_block
            && text.starts_with(mark.as_str())
        {
            return Style::TextBlock;
        }
        if flags.contains(flags::HEREDOC_BODY) {
            return self.heredoc_style(node);
        }
        if let Some(columns) = self.indent(text) {
            return Style::Indented(columns);
        }
        if flags.contains(flags::PLAIN_QUOTES) {
            return Style::PlainQuotes;
        }
        if !flags.contains(flags::FREE_QUOTES) {
            return Style::Exact;
        }
        let parent = self.frame().flags;
        if parent.contains(flags::WITHOUT_ESCAPES) {
            return Style::FreeQuotesWithoutEscapes;
        }
        let prefix = text.split(['"', '\'']).next().unwrap_or_default();
        if !prefix.bytes().all(|it| it.is_ascii_alphabetic()) {
            // Long brackets, which have no escapes.
            return Style::Exact;
        }
        if prefix.contains(['r', 'R']) && !parent.contains(flags::DOCSTRING_PARENT) {
            return Style::FreeQuotesWithoutEscapes;
        }
        if parent.contains(flags::DOCSTRING_PARENT) { Style::Docstring } else { Style::FreeQuotes }
    }

    /// Strings one after the other are one string; in a string they are parts of it, and the blanks in them are text.
    pub(super) fn enter_concatenation(&mut self, node: Node<'t>, frame: &mut Frame) {
        if self.frame().flags.contains(flags::VERBATIM) {
            frame.flags |= flags::VERBATIM;
            frame.end = node.end_byte() as u32;
        } else {
            frame.joined = self.join(node);
        }
    }

    /// How the concatenation under the cursor is written as one string; begins to write it. Strings that read
    /// otherwise when they are put together, and docstrings, stay as they are.
    fn join(&mut self, node: Node<'t>) -> Joined {
        if self.frame().flags.contains(flags::DOCSTRING_PARENT) || !self.cursor.goto_first_child() {
            return Joined::No;
        }
        let mut prefix: Option<String> = None;
        let mut interpolated = false;
        let mut is_one = true;
        loop {
            let child = self.cursor.node();
            let flags = self.tables.flags(child.kind_id());
            if flags.contains(flags::FREE_QUOTES) {
                let (found, shows_itself) = self.interpolations(child);
                interpolated |= found;
                let of_child = literals::prefix(self.slice(child));
                is_one &= !shows_itself && !literals::reads_on(self.slice(child));
                prefix = match prefix {
                    None => Some(of_child),
                    Some(before) => literals::common_prefix(before, of_child),
                };
                is_one &= prefix.is_some();
            } else {
                is_one &= flags.contains(flags::COMMENT);
            }
            if !self.cursor.goto_next_sibling() {
                break;
            }
        }
        self.cursor.goto_parent();
        let Some(prefix) = prefix.filter(|it| is_one && !it.contains('r')) else { return Joined::No };
        let is_format = prefix == "f";
        self.stream.begin_joined(node.start_byte(), &prefix, interpolated);
        if interpolated { Joined::Pieces } else { Joined::Whole { is_format } }
    }
}

/// How the strings of a concatenation are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joined {
    /// Each by itself.
    No,
    /// As one string without interpolations.
    Whole {
        /// One of them has a prefix that gives braces a meaning.
        is_format: bool,
    },
    /// As one string with interpolations.
    Pieces,
}

impl Joined {
    /// Whether braces in a part must be doubled, because they have a meaning in the whole and none in it.
    fn doubles_braces(self, part: &str) -> bool {
        matches!(self, Joined::Pieces | Joined::Whole { is_format: true })
            && literals::prefix(part).is_empty()
    }
}
