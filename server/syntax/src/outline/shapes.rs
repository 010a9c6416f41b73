//! What a digest leaves out or joins: redundant delimiters, and strings; and where a line ends a statement.

use canton_grammars::flags::{self, Flags};
use tree_sitter::Node;

use super::heredocs::shared_indent;
use super::walk::{Delimiters, Frame, Walker};
use crate::digest::Style;

impl<'t> Walker<'t> {
    /// What happens to the delimiters of the node under the cursor.
    pub(super) fn delimiters(&mut self, flags: Flags) -> Delimiters {
        let parent = self.frame().flags;
        if flags.contains(flags::DROP_PARENTHESES) {
            return Delimiters::Drop;
        }
        if flags.contains(flags::PARENTHESIZED) && parent.contains(flags::SAFE_PARENT) {
            return Delimiters::Undecided;
        }
        let is_block = flags.contains(flags::EXPRESSION_BLOCK) && parent.contains(flags::BLOCK_PARENT);
        if is_block && self.is_expression_block() {
            return Delimiters::Drop;
        }
        let is_arrow = flags.contains(flags::ARROW_PARAMETERS) && parent.contains(flags::ARROW);
        if is_arrow && self.is_plain_parameter() {
            return Delimiters::Drop;
        }
        Delimiters::Keep
    }

    /// Decides over an opening parenthesis by the expression that follows it.
    pub(super) fn decide(&mut self, child: Flags) {
        if child.contains(flags::LEFT_PARENTHESIS) {
            return;
        }
        let keep = child.contains(flags::KEEP_PARENTHESES);
        if let Some(frame) = self.frames.last_mut() {
            frame.delimiters = if keep { Delimiters::Keep } else { Delimiters::Drop };
        }
        if keep {
            self.stream.restore(b"(");
        }
    }

    /// Whether the block under the cursor holds one expression and nothing else.
    pub(super) fn is_expression_block(&mut self) -> bool {
        let mut expressions = 0;
        let mut is_plain = true;
        if !self.cursor.goto_first_child() {
            return false;
        }
        loop {
            let node = self.cursor.node();
            let flags = self.tables.flags(node.kind_id());
            if node.is_named() && !flags.contains(flags::COMMENT) {
                expressions += 1;
                is_plain &= !flags.contains(flags::NOT_EXPRESSION) && !self.ends_in_semicolon(node);
            }
            if expressions > 1 || !is_plain || !self.cursor.goto_next_sibling() {
                break;
            }
        }
        self.cursor.goto_parent();
        is_plain && expressions == 1
    }

    fn ends_in_semicolon(&self, node: Node<'t>) -> bool {
        self.slice(node).ends_with(';')
    }

    /// An operator of a statement of its own, if it begins a line. Only two are operators of one operand as well
    /// as of two.
    pub(super) fn line_operator(&mut self, start: usize, text: &[u8]) {
        let parent = self.frame();
        let is_operator = parent.flags.contains(flags::LINE_OPERATOR) && matches!(text, b"+" | b"-");
        if is_operator && !parent.hole && self.stream.begins_line(start) {
            self.stream.end_statement();
        }
    }

    /// Whether the parameter list under the cursor holds one plain name and nothing else.
    fn is_plain_parameter(&mut self) -> bool {
        let mut names = 0;
        let mut is_plain = true;
        if !self.cursor.goto_first_child() {
            return false;
        }
        loop {
            let node = self.cursor.node();
            let flags = self.tables.flags(node.kind_id());
            if node.is_named() && !flags.contains(flags::COMMENT) {
                names += 1;
                is_plain &= match node.child(0) {
                    Some(inner) if flags.contains(flags::ARROW_WRAP) && node.child_count() == 1 => {
                        self.tables.flags(inner.kind_id()).contains(flags::ARROW_PLAIN)
                    }
                    _ => flags.contains(flags::ARROW_PLAIN),
                };
            }
            if names > 1 || !is_plain || !self.cursor.goto_next_sibling() {
                break;
            }
        }
        self.cursor.goto_parent();
        is_plain && names == 1
    }

    /// Whether the string under the cursor has an interpolation that must be read as code.
    pub(super) fn has_interpolation(&mut self, node: Node<'t>) -> bool {
        let mark = self.tables.interpolation_mark.as_str();
        if !self.tables.interpolates || !self.slice(node).contains(mark) || !self.cursor.goto_first_child() {
            return false;
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
        found && !shows_itself
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

    /// Whether what the parser misses was left out rightly: in brackets that may be empty.
    pub(super) fn is_left_out(&self, node: Node<'t>) -> bool {
        let mut around = node.parent().filter(|_| node.is_missing());
        while let Some(it) = around.filter(|it| it.byte_range().is_empty()) {
            around = it.parent();
        }
        around.is_some_and(|it| {
            let between = self.slice(it).strip_prefix('(').and_then(|it| it.strip_suffix(')'));
            let flags = self.tables.flags(it.kind_id());
            flags.contains(flags::MAY_BE_EMPTY) && between.is_some_and(|it| it.trim().is_empty())
        })
    }

    pub(super) fn piece(&mut self, node: Node<'t>, parent: Frame) {
        let range = node.byte_range();
        let is_first = self.frames.last().is_some_and(|it| it.hole);
        let is_edge = parent.flags.contains(flags::ATOM) && (is_first || range.end == parent.end as usize);
        self.stream.piece(range, parent.style, is_edge);
        if let Some(frame) = self.frames.last_mut() {
            frame.hole = false;
        }
    }

    /// The text of a string before the interpolation under the cursor, where no piece covers it.
    pub(super) fn blanks_before(&mut self, node: Node<'t>, parent: Frame) {
        let start = node.start_byte();
        let blanks = self.text.as_bytes().get(self.stream.position()..start).unwrap_or_default();
        if !blanks.is_empty() {
            self.stream.piece(start..start, parent.style, false);
        }
    }

    /// A string that is one piece.
    pub(super) fn atom(&mut self, node: Node<'t>, flags: Flags) {
        let range = self.string_start(node, flags)..node.end_byte();
        if !range.is_empty() {
            let style = self.style(node, flags);
            self.stream.atom(range, style);
        }
    }

    /// The columns of indentation that are no part of the string's lines.
    fn indent(&self, text: &str) -> Option<u32> {
        let tables = self.tables;
        if tables.line_mark.as_ref().is_some_and(|it| text.starts_with(it.as_str())) {
            return Some(u32::MAX);
        }
        if tables.closing_indents.is_empty() && tables.common_indents.is_empty() {
            return None;
        }
        let (lines, last) = text.rsplit_once('\n')?;
        let closing = last.trim_start_matches([' ', '\t']);
        if tables.closing_indents.iter().any(|it| closing.starts_with(it.as_str())) {
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
            return self.heredoc_style(text);
        }
        if let Some(columns) = self.indent(text) {
            return Style::Indented(columns);
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
}
