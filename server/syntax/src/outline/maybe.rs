//! What stands there and may not run: what is there on some conditions alone, what is asked last, what is called on what
//! may be missing.

use canton_grammars::flags::Flags;
use tree_sitter::Node;

use super::flow::{Block, FrameFlow, Part, StepKind};
use super::walk::{Frame, Walker};

/// So many links of a chain of calls and members are looked at for one that lets it be left out, and so many parts of
/// each.
const MOST_LINKS: usize = 32;
const MOST_PARTS: u32 = 3;

impl<'t> Walker<'t> {
    /// As [`Walker::enter_flow`], of what is not there on some conditions.
    pub(super) fn enter_flow_maybe(
        &mut self,
        node: Node<'t>,
        kind: (u16, Flags),
        parent: Frame,
        calls: usize,
    ) -> FrameFlow {
        let begun = self.begin_maybe();
        let mut flow = self.enter_flow(node, kind, parent, calls);
        flow.outer += begun;
        flow
    }

    /// Begins what may not run; how many ends that takes.
    pub(super) fn begin_maybe(&mut self) -> u8 {
        self.flow.begin(StepKind::Begin(Block::Branch));
        self.flow.begin(StepKind::Part(Part::Arm));
        2
    }

    /// Whether something is called on what may not be there, and then is not called.
    pub(super) fn is_optional(&self, call: Node<'t>) -> bool {
        let kinds = &self.tables.bodies.optional;
        if kinds.is_empty() {
            return false;
        }
        let chain = std::iter::successors(Some(call), |it| it.child(0)).take(MOST_LINKS);
        let mut parts = chain.flat_map(|it| (1..MOST_PARTS).map_while(move |part| it.child(part)));
        parts.any(|it| kinds.contains(it.kind_id()))
    }
}

/// Whether two other things are asked before.
pub(super) fn is_late(node: Node<'_>) -> bool {
    node.is_named() && named_before(node) >= 2
}

/// Which of three the node is: what runs if so, what is asked, or what runs else.
pub(super) fn part_of_ternary(node: Node<'_>) -> Option<Part> {
    match named_before(node) {
        _ if !node.is_named() => None,
        0 => Some(Part::Arm),
        1 => None,
        _ => Some(Part::Otherwise),
    }
}

/// How many children with a name stand before a node; comments are none.
fn named_before(node: Node<'_>) -> usize {
    let before = std::iter::successors(node.prev_named_sibling(), |it| it.prev_named_sibling());
    before.filter(|it| !it.is_extra()).take(2).count()
}
