//! Heredocs in two parts: `<<A`, and after the end of the line the text.

use std::collections::VecDeque;

use canton_grammars::flags::{self, Flags};
use tree_sitter::Node;

use super::walk::Walker;
use crate::digest::Style;

/// The heredocs that have begun and whose text is still to come.
#[derive(Default)]
pub(super) struct Heredocs {
    open: VecDeque<Heredoc>,
    /// Units that hold the first part of a heredoc alone.
    torn: Vec<u32>,
    /// The text that the walk is at is without the indentation that its lines share.
    is_indented: bool,
}

struct Heredoc {
    /// The unit that it begins in.
    unit: u32,
    is_indented: bool,
}

impl Heredocs {
    /// Whether the text of one is still to come.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether the text of one that begins in the unit stands outside of it.
    pub(super) fn is_open_in(&self, unit: u32) -> bool {
        self.open.iter().any(|it| it.unit == unit) || self.torn.contains(&unit)
    }
}

impl<'t> Walker<'t> {
    pub(super) fn begin_heredoc(&mut self, node: Node<'t>) {
        let text = self.slice(node);
        let is_indented =
            self.tables.indented_heredoc.as_ref().is_some_and(|it| text.starts_with(it.as_str()));
        let unit = self.unit().symbol;
        self.heredocs.open.push_back(Heredoc { unit, is_indented });
    }

    pub(super) fn begin_heredoc_body(&mut self) {
        let beginning = self.heredocs.open.pop_front();
        self.heredocs.is_indented = beginning.as_ref().is_some_and(|it| it.is_indented);
        if let Some(beginning) = beginning.filter(|it| it.unit != self.unit().symbol) {
            self.heredocs.torn.push(beginning.unit);
            self.count_error();
        }
    }

    /// Where a string begins: the text of a heredoc does so behind the end of the line before it.
    pub(super) fn string_start(&self, node: Node<'t>, flags: Flags) -> usize {
        let start = node.start_byte();
        if !flags.contains(flags::HEREDOC_BODY) {
            return start;
        }
        let position = self.stream.position();
        let before = self.text.get(position..start).unwrap_or_default();
        before.find('\n').map_or(start, |line_end| position + line_end + 1)
    }

    /// How the text of the heredoc under the cursor is spelt.
    pub(super) fn heredoc_style(&self, node: Node<'t>) -> Style {
        let text = self.slice(node);
        if let (Some(mark), Some(around)) = (&self.tables.heredoc_without_tabs, node.parent()) {
            let mut cursor = around.walk();
            let is_without = around.children(&mut cursor).any(|it| self.slice(it) == mark);
            return if is_without { Style::WithoutTabs } else { Style::Exact };
        }
        let Some((lines, _)) = text.rsplit_once('\n').filter(|_| self.heredocs.is_indented) else {
            return Style::Exact;
        };
        shared_indent(lines).map_or(Style::Exact, Style::Indented)
    }
}

/// The blanks that all lines but the first begin with. `None` where there are tabs among them, which may count for
/// several.
pub(super) fn shared_indent(lines: &str) -> Option<u32> {
    let code = lines.split('\n').skip(1).filter(|it| !it.trim().is_empty());
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    if code.clone().any(|line| line[..blanks(line)].contains('\t')) {
        return None;
    }
    code.map(|line| blanks(line) as u32).min()
}
