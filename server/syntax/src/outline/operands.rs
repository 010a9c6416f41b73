//! Parentheses around an operand that say no more than the operators around them do.
//!
//! They may go where the text would be read the same way without them. That is so where what is in them binds
//! tighter than what is around them, by the levels in `language.toml`; all else keeps them.

use canton_grammars::flags;
use canton_grammars::tables::Operations;
use tree_sitter::{Node, TreeCursor};

use super::walk::Walker;

/// A chain of more suffixes keeps the parentheses around it.
const LONGEST_CHAIN: usize = 64;

impl<'t> Walker<'t> {
    /// Whether the parentheses under a cursor, which are an operand, are redundant.
    pub(super) fn is_plain_operand(&self, mut cursor: TreeCursor<'t>) -> bool {
        let field = cursor.field_id().map(|it| it.get());
        let Some(inner) = self.in_parentheses(cursor.node()) else { return false };
        if !cursor.goto_parent() {
            return false;
        }
        let (around, operations) = (cursor.node(), &self.tables.operations);
        let kind = around.kind_id();
        if operations.infixes.contains(kind) {
            let is_first = field.is_some() && field == operations.fields.map(|(left, _)| left);
            return !(is_first && self.begins_otherwise(inner))
                && binds_in_infix(operations, around, inner, is_first);
        }
        if operations.prefixes.contains(kind) {
            let operator = around.child(0).map(|it| it.kind_id());
            let is_kept = operator.is_some_and(|it| operations.prefixes_except.contains(it));
            return !is_kept
                && (operations.plain.contains(inner.kind_id()) || is_prefixed(operations, inner));
        }
        if let Some(suffix) = operations.suffix(kind) {
            let constructs = self.is_constructed(cursor);
            return field == Some(suffix.operand)
                && constructs.is_some_and(|constructs| is_chain(operations, inner, constructs))
                && !self.begins_otherwise(inner);
        }
        if operations.conditionals.iter().any(|it| it.0 == kind && field == Some(it.1)) {
            return binds_in_conditional(operations, inner);
        }
        let construction = operations.constructions.iter().find(|it| it.0 == kind);
        construction.is_some_and(|it| field == Some(it.1)) && is_chain(operations, inner, true)
    }

    /// The one expression in any number of parentheses.
    fn in_parentheses(&self, mut node: Node<'t>) -> Option<Node<'t>> {
        while self.tables.flags(node.kind_id()).contains(flags::PARENTHESIZED) {
            let mut cursor = node.walk();
            let is_code = |it: &Node<'t>| !self.tables.flags(it.kind_id()).contains(flags::COMMENT);
            let mut children = node.named_children(&mut cursor).filter(is_code);
            let inner = children.next()?;
            if children.next().is_some() {
                return None;
            }
            node = inner;
        }
        Some(node)
    }

    /// Whether a statement that began with this expression would be something else.
    fn begins_otherwise(&self, node: Node<'t>) -> bool {
        let text = self.slice(node);
        let is_word = |it: char| it.is_alphanumeric() || matches!(it, '_' | '$');
        self.tables.operations.beginnings.iter().any(|beginning| {
            let rest = text.strip_prefix(beginning.as_str());
            rest.is_some_and(|rest| !beginning.ends_with(is_word) || !rest.starts_with(is_word))
        })
    }

    /// Whether the chain of suffixes that the cursor is at is what a construction constructs, so that a call in
    /// it would end that. `None` where the chain is too long to say so.
    fn is_constructed(&self, mut cursor: TreeCursor<'t>) -> Option<bool> {
        let operations = &self.tables.operations;
        for _ in 0..LONGEST_CHAIN {
            let field = cursor.field_id().map(|it| it.get());
            if field.is_none() || !cursor.goto_parent() {
                return Some(false);
            }
            let kind = cursor.node().kind_id();
            if operations.constructions.iter().any(|it| it.0 == kind && field == Some(it.1)) {
                return Some(true);
            }
            if operations.suffix(kind).is_none_or(|it| field != Some(it.operand)) {
                return Some(false);
            }
        }
        None
    }

    /// Whether a bracket begins the operand behind the operator under the cursor, as it would begin
    /// the arguments of a call.
    pub(super) fn is_before_arguments(&self) -> bool {
        let mut cursor = self.cursor.clone();
        let is_code =
            |node: Node<'t>| node.is_named() && !self.tables.flags(node.kind_id()).contains(flags::COMMENT);
        let mut is_inner = false;
        let mut found = cursor.goto_next_sibling();
        while found {
            while found && !is_code(cursor.node()) {
                found = cursor.goto_next_sibling();
            }
            let is_wrapped = self.tables.flags(cursor.node().kind_id()).contains(flags::PARENTHESIZED);
            if is_wrapped && !is_inner && !self.is_plain_operand(cursor.clone()) {
                return true;
            }
            is_inner = is_wrapped;
            found = cursor.goto_first_child();
        }
        self.slice(cursor.node()).starts_with('(')
    }
}

impl<'t> Walker<'t> {
    /// Whether the operator under the cursor, which the grammar reads as a comparison, ends type arguments: a
    /// template or the end of its line follows it, and a comparison that no bracket encloses stands before it.
    pub(super) fn may_end_types(&self) -> bool {
        let mut cursor = self.cursor.clone();
        let operator = cursor.node();
        let is_code = |it: &Node<'t>| !self.tables.flags(it.kind_id()).contains(flags::COMMENT);
        let siblings = std::iter::successors(operator.next_sibling(), |it| it.next_sibling());
        let Some(operand) = siblings.into_iter().find(is_code) else { return false };
        let between = self.text.get(operator.end_byte()..operand.start_byte()).unwrap_or_default();
        if !between.contains('\n') && !self.slice(operand).starts_with('`') {
            return false;
        }
        loop {
            while cursor.goto_previous_sibling() {
                if let Some(found) = self.begins_types(cursor.node(), LONGEST_CHAIN) {
                    return found;
                }
            }
            if !cursor.goto_parent() || self.tables.flags(cursor.node().kind_id()).contains(flags::STATEMENT)
            {
                return false;
            }
        }
    }

    /// Whether type arguments may begin in a node and go on behind it; `None` where what stands before it decides.
    /// What is deeper than `depth` may hold anything.
    fn begins_types(&self, node: Node<'t>, depth: usize) -> Option<bool> {
        let text = self.slice(node);
        if depth == 0 {
            return Some(true);
        }
        if node.child_count() == 0 {
            let is_of_types = node.is_named() || text.starts_with(char::is_alphabetic);
            return match text {
                "<" => Some(true),
                "," | "." | "|" | "&" | "-" => None,
                _ => (!is_of_types).then_some(false),
            };
        }
        if text.starts_with(['(', '[', '{', '<']) {
            return None;
        }
        let mut cursor = node.walk();
        let children: Vec<Node<'t>> = node.children(&mut cursor).collect();
        children.into_iter().rev().find_map(|child| self.begins_types(child, depth - 1))
    }
}

fn is_prefixed(operations: &Operations, node: Node<'_>) -> bool {
    let kind = node.kind_id();
    operations.prefixes.contains(kind) || operations.as_prefixes.contains(kind)
}

/// Whether the condition of a conditional expression needs no parentheses.
fn binds_in_conditional(operations: &Operations, inner: Node<'_>) -> bool {
    let field = operations.fields.filter(|_| operations.infixes.contains(inner.kind_id()));
    let operator = field.and_then(|(_, field)| inner.child_by_field_id(field));
    operations.plain.contains(inner.kind_id())
        || is_prefixed(operations, inner)
        || operator.is_some_and(|it| operations.level(it.kind_id()).is_some())
}

/// Whether an operand of an operation of two needs no parentheses.
fn binds_in_infix(operations: &Operations, around: Node<'_>, inner: Node<'_>, is_first: bool) -> bool {
    if operations.plain.contains(inner.kind_id()) {
        return true;
    }
    let operator = |node: Node<'_>| {
        let (_, field) = operations.fields?;
        let kind = node.child_by_field_id(field)?.kind_id();
        Some((kind, operations.level(kind)?))
    };
    let Some((outer, level)) = operator(around) else { return false };
    if is_prefixed(operations, inner) {
        return true;
    }
    if !operations.infixes.contains(inner.kind_id()) {
        return false;
    }
    let Some((operator, inner)) = operator(inner) else { return false };
    if operator == outer && operations.associative.contains(operator) {
        return true;
    }
    let is_alone = operations.alone.contains(operator) || operations.alone.contains(outer);
    let is_chain = is_first && operations.chains.contains(outer) && operations.chains.contains(operator);
    !is_alone && (inner > level || inner == level && is_chain)
}

/// Whether an expression is a name or a value with suffixes alone; what is constructed has no call in it.
fn is_chain(operations: &Operations, mut node: Node<'_>, constructed: bool) -> bool {
    for _ in 0..LONGEST_CHAIN {
        let kind = node.kind_id();
        let Some(suffix) = operations.suffix(kind) else {
            let mut constructions = operations.constructions.iter().filter(|it| it.0 == kind);
            let heads = if constructed { &operations.names } else { &operations.heads };
            let is_whole = constructions.any(|it| node.child_by_field_id(it.2).is_some());
            return heads.contains(kind) || is_whole && !constructed;
        };
        let mut cursor = node.walk();
        if constructed && suffix.call
            || node.children(&mut cursor).any(|it| operations.optional.contains(it.kind_id()))
        {
            return false;
        }
        let Some(operand) = node.child_by_field_id(suffix.operand) else { return false };
        node = operand;
    }
    false
}
