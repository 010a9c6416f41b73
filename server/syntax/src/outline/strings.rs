//! Strings: what is one piece of a digest, and what is joined to one.

use canton_grammars::flags::{self, Flags};
use tree_sitter::Node;

use super::walk::Walker;
use crate::digest::{Style, literals};

impl<'t> Walker<'t> {
    /// Whether the string under the cursor has an interpolation that must be read as code.
    pub(super) fn has_interpolation(&mut self, node: Node<'t>) -> bool {
        self.interpolations(node) == (true, false)
    }

    /// Whether the string under the cursor has an interpolation, and one that shows its own text.
    fn interpolations(&mut self, node: Node<'t>) -> (bool, bool) {
        let mark = self.tables.interpolation_mark.as_str();
        if mark.is_empty() || !self.slice(node).contains(mark) || !self.cursor.goto_first_child() {
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
        let range = node.byte_range();
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

    /// How the string under the cursor is spelt.
    pub(super) fn style(&mut self, node: Node<'t>, flags: Flags) -> Style {
        let text = self.slice(node);
        if let Some(mark) = &self.tables.text_block
            && text.starts_with(mark.as_str())
        {
            return Style::TextBlock;
        }
        if !flags.contains(flags::FREE_QUOTES) {
            return Style::Exact;
        }
        let parent = self.frame().flags;
        if parent.contains(flags::WITHOUT_ESCAPES) {
            return Style::FreeQuotesWithoutEscapes;
        }
        let prefix = text.split(['"', '\'']).next().unwrap_or_default();
        if prefix.contains(['r', 'R']) && !parent.contains(flags::DOCSTRING_PARENT) {
            return Style::FreeQuotesWithoutEscapes;
        }
        if parent.contains(flags::DOCSTRING_PARENT) { Style::Docstring } else { Style::FreeQuotes }
    }

    /// How the concatenation under the cursor is written as one string; begins to write it. Strings that read
    /// otherwise when they are put together, and docstrings, stay as they are.
    pub(super) fn join(&mut self, node: Node<'t>) -> Joined {
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
