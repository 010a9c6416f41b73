//! What becomes of an error that a call gives: whether what follows the call runs then.

use canton_grammars::flags;
use canton_grammars::tables::FlowKind;
use tree_sitter::Node;

use super::calls::is_name_byte;
use super::walk::Walker;

/// So many methods behind a call are looked at, and so many nodes around it.
const MOST_LINKS: usize = 16;

impl Walker<'_> {
    /// Whether an error that a call gives is handed on, or ends the program.
    pub(super) fn insists(&self, call: Node<'_>) -> bool {
        if self.tables.bodies.tails.is_empty() {
            return false;
        }
        let Some(mut rest) = self.text.get(call.end_byte()..) else { return false };
        for _ in 0..MOST_LINKS {
            rest = rest.trim_start();
            if rest.starts_with('?') {
                return true;
            }
            let Some(behind) = rest.strip_prefix('.') else { break };
            let behind = behind.trim_start();
            let length = behind.bytes().take_while(|it| is_name_byte(*it)).count();
            let (name, behind) = behind.split_at(length);
            let is_in = |list: &[String]| list.iter().any(|it| it == name);
            if is_in(&self.tables.bodies.insists) {
                return true;
            }
            if !is_in(&self.tables.bodies.passes) {
                return false;
            }
            rest = behind_arguments(behind);
        }
        let start = call.start_byte() as u32;
        let around = self.frames.iter().rev().find(|it| it.start != start);
        if around.is_some_and(|it| self.tables.rules(it.kind).flow == Some(FlowKind::Return)) {
            return true;
        }
        // What follows at the end of a block, or of an arm of several.
        rest.starts_with(['}', ',']) && self.is_given_back(call, self.text.len() - rest.len())
    }

    /// Whether a call leaves the function if there is an error.
    pub(super) fn may_fail(&self, call: usize) -> bool {
        let failing = &self.tables.bodies.failing;
        let callee = self.names.get(self.calls[call].callee);
        failing.iter().any(|it| it == callee)
    }

    /// Whether what a chain of calls gives, which ends before a byte, is what the function around gives.
    fn is_given_back(&self, call: Node<'_>, end: usize) -> bool {
        let tables = self.tables;
        let mut node = call;
        for _ in 0..MOST_LINKS {
            let Some(around) = node.parent() else { return false };
            if around.start_byte() == call.start_byte() && around.end_byte() <= end {
                node = around;
                continue;
            }
            if tables.rules(around.kind_id()).flow == Some(FlowKind::Return) {
                return true;
            }
            if tables.flags(around.kind_id()).contains(flags::DEFINITION) {
                return true;
            }
            let behind = self.text.get(node.end_byte()..around.end_byte()).unwrap_or_default();
            let is_last = behind.bytes().all(|it| it.is_ascii_whitespace() || matches!(it, b'}' | b','));
            let is_part = tables.rules(node.kind_id()).part.is_some()
                || tables
                    .rules(around.kind_id())
                    .parts
                    .iter()
                    .any(|it| around.child_by_field_id(it.0).is_some_and(|it| it.id() == node.id()));
            if !(tables.bodies.tails.contains(around.kind_id()) && (is_last || is_part)) {
                return false;
            }
            node = around;
        }
        false
    }
}

/// What follows the arguments that a text begins with, if it does.
fn behind_arguments(text: &str) -> &str {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let is_closed = byte == b')';
            return if is_closed { &text[at + 1..] } else { text };
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::behind_arguments;

    #[test]
    fn what_follows_arguments() {
        for (text, rest) in [("(a(b), c)?;", "?;"), ("()", ""), (" ?", " ?"), ("", ""), ("((", "")] {
            assert_eq!(behind_arguments(text), rest, "{text}");
        }
    }
}
