//! What a digest leaves out: redundant delimiters and operators; and the lines' ends that it must see.

use canton_grammars::flags::{self, Flags};
use tree_sitter::Node;

use super::walk::{Frame, Walker};

const DELIMITER: Flags = flags::LEFT_PARENTHESIS
    .union(flags::RIGHT_PARENTHESIS)
    .union(flags::LEFT_BRACE)
    .union(flags::RIGHT_BRACE);

const SHAPED: Flags = flags::PARENTHESIZED
    .union(flags::EXPRESSION_BLOCK)
    .union(flags::ARROW_PARAMETERS)
    .union(flags::DROP_PARENTHESES)
    .union(flags::VERBATIM);

/// What happens to a frame's own delimiters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Delimiters {
    Keep,
    Drop,
    /// The opening one was skipped; the first child decides.
    Undecided,
    /// It has none, and parentheses are written around it.
    Add,
}

impl<'t> Walker<'t> {
    /// What a digest leaves out of the node under the cursor, and how it spells it.
    pub(super) fn shape(&mut self, node: Node<'t>, flags: Flags, frame: &mut Frame) {
        if flags.contains(flags::BLOCK)
            && flags.contains(flags::EXPRESSION_BLOCK)
            && self.is_expression_block()
        {
            // Only a line break stands between the expression and what it belongs to.
            frame.flags = flags.without(flags::BLOCK | flags::SEQUENCE);
        }
        if flags.contains(flags::ATOM) {
            frame.flags |= flags::VERBATIM;
            frame.style = self.style(node, flags);
            frame.end = node.end_byte() as u32;
            frame.joined = self.frame().joined;
            let start = self.string_start(node, flags);
            self.stream.gap(start);
        } else if flags.contains(flags::CONCATENATION) {
            self.enter_concatenation(node, frame);
        } else if flags.contains(flags::KEEP_COMMAS) && self.frame().flags.contains(flags::LOOSE_COMMAS) {
            frame.flags = flags.without(flags::KEEP_COMMAS) | flags::LOOSE_COMMAS;
        } else if flags.contains(SHAPED) {
            frame.delimiters = self.delimiters(flags);
            frame.end = node.end_byte() as u32;
        }
        self.enclose(node, frame);
    }

    /// Writes a parenthesis before an operand that needs none, but may have some.
    pub(super) fn enclose(&mut self, node: Node<'t>, frame: &mut Frame) {
        let parent = self.frame();
        if !parent.flags.contains(flags::OPERATION) {
            return;
        }
        let (operations, kind) = (&self.tables.operations, node.kind_id());
        let is_infix = operations.infixes.contains(kind);
        let is_operand = operations.prefixes.contains(parent.kind)
            || operations.infixes.contains(parent.kind) && !is_infix;
        let is_symbol = self.opens.last().is_some_and(|it| it.depth == self.frames.len());
        if is_operand && operations.enclosed.contains(kind) && !is_symbol {
            frame.delimiters = Delimiters::Add;
            self.stream.gap(node.start_byte());
            self.stream.restore(b"(");
        }
    }

    /// Ends a list without brackets, or what parentheses were written before.
    pub(super) fn leave_shape(&mut self, frame: Frame) {
        if frame.flags.contains(flags::COMMA_LIST) {
            self.stream.drop_comma(self.frames.len() + 1);
        }
        if frame.delimiters == Delimiters::Add {
            self.stream.restore(b")");
        }
        if let Some(ends) = self.tables.ends.as_ref().filter(|it| it.kinds.contains(frame.kind)) {
            let node = self.cursor.node();
            let mut cursor = node.walk();
            if !node.children(&mut cursor).any(|it| ends.tokens.contains(it.kind_id())) {
                self.stream.restore(ends.first.as_bytes());
            }
        }
    }

    /// Counts a keyword that the grammar took for a name as an error.
    pub(super) fn check_name(&mut self, node: Node<'t>) {
        let Some(misread) = &self.tables.misread else { return };
        let is_held = misread.parents.contains(self.frame().kind) && misread.kinds.contains(node.kind_id());
        if is_held && misread.words.iter().any(|it| it == self.slice(node)) {
            self.count_error();
        }
    }

    /// What happens to the delimiters of the node under the cursor.
    pub(super) fn delimiters(&mut self, flags: Flags) -> Delimiters {
        let parent = self.frame().flags;
        if flags.contains(flags::DROP_PARENTHESES) {
            return Delimiters::Drop;
        }
        if flags.contains(flags::PARENTHESIZED) {
            // Two pairs are one, and the outer one decides.
            if parent.contains(flags::PARENTHESIZED) {
                return Delimiters::Drop;
            }
            return match parent.contains(flags::SAFE_PARENT) {
                true if parent.contains(flags::TARGET) && self.frame().hole => Delimiters::Keep,
                true => Delimiters::Undecided,
                false if self.holds_bare() => Delimiters::Drop,
                false if parent.contains(flags::OPERATION) && self.is_plain_operand(self.cursor.clone()) => {
                    Delimiters::Drop
                }
                false => Delimiters::Keep,
            };
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
    pub(super) fn decide(&mut self, node: Node<'t>, flags: Flags) {
        if flags.contains(flags::LEFT_PARENTHESIS) {
            return;
        }
        let child = self.without_parentheses(node, flags);
        let (around, is_first) =
            self.frames.iter().nth_back(1).map_or((Flags::default(), false), |it| (it.flags, it.hole));
        let is_narrow_place =
            around.contains(flags::NARROW_PARENT) || is_first && around.contains(flags::NARROW_FIRST);
        let is_narrow = child.contains(flags::NARROW) && is_narrow_place;
        let keep = is_narrow || child.contains(flags::KEEP_PARENTHESES);
        if let Some(frame) = self.frames.last_mut() {
            frame.delimiters = if keep { Delimiters::Keep } else { Delimiters::Drop };
        }
        if keep {
            self.stream.restore(b"(");
        }
    }

    /// What the expression inside any number of parentheses is.
    fn without_parentheses(&self, node: Node<'t>, flags: Flags) -> Flags {
        let (mut node, mut flags) = (node, flags);
        while flags.contains(flags::PARENTHESIZED) {
            let mut cursor = node.walk();
            let inner = node.named_children(&mut cursor).find_map(|child| {
                let flags = self.tables.flags(child.kind_id());
                (!flags.contains(flags::COMMENT)).then_some((child, flags))
            });
            let Some(inner) = inner else { break };
            (node, flags) = inner;
        }
        flags
    }

    /// Whether the expression in the parentheses under the cursor needs none anywhere.
    fn holds_bare(&mut self) -> bool {
        let mut found = false;
        if self.cursor.goto_first_child() {
            loop {
                let kind = self.cursor.node().kind_id();
                found |= self.tables.flags(kind).contains(flags::BARE);
                if !self.cursor.goto_next_sibling() {
                    break;
                }
            }
            self.cursor.goto_parent();
        }
        found
    }

    /// Marks that a line ends between a word and what the grammar reads as belonging to it.
    fn line_end(&mut self, parent: Frame, next: Node<'t>, flags: Flags) {
        if let Some(frame) = self.frames.last_mut() {
            frame.line_end = 0;
        }
        let between = self.text.get(parent.line_end as usize..next.start_byte()).unwrap_or_default();
        let ends = between.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
        if ends && !flags.contains(flags::SEMICOLON) {
            self.stream.end_statement();
        }
    }

    /// Passes over an operator that stands before the first operand; false where this is none.
    pub(super) fn leading_operator(&mut self, parent: Frame, node: Node<'t>, flags: Flags) -> bool {
        if parent.line_end != 0 {
            self.line_end(parent, node, flags);
        }
        let is_leading = parent.flags.contains(flags::LEADING_OPERATOR) && parent.hole && !node.is_named();
        if is_leading {
            self.stream.skip(node.byte_range());
            if let Some(frame) = self.frames.last_mut() {
                frame.hole = false;
            }
        }
        is_leading
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

    /// An operator or bracket of a statement of its own, if it begins a line. Only two are operators of one operand
    /// as well as of two.
    pub(super) fn line_operator(&mut self, start: usize, text: &[u8]) {
        let parent = self.frame();
        let is_operator = parent.flags.contains(flags::LINE_OPERATOR) && matches!(text, b"+" | b"-" | b"[");
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

    /// Writes punctuation, or leaves out what means nothing.
    pub(super) fn punctuation(&mut self, range: std::ops::Range<usize>, flags: Flags) {
        let depth = self.frames.len();
        let Some(parent) = self.frames.last_mut() else { return };
        let in_parent = parent.flags;
        let was_hole = parent.hole;
        if range.is_empty() {
            return;
        }
        if flags.contains(flags::MARKUP) {
            self.stream.markup(range);
        } else if flags.contains(flags::PREPROCESSOR) {
            self.stream.preprocessor(range);
        } else if flags.contains(flags::COMMA) {
            parent.commas += 1;
            if in_parent.contains(flags::DROP_COMMAS) {
                self.stream.skip(range);
            } else if was_hole || in_parent.contains(flags::KEEP_COMMAS) {
                self.stream.token(range);
            } else {
                self.stream.comma(range, depth);
            }
        } else if flags.contains(flags::OPTIONAL_SEMICOLON) && !in_parent.contains(flags::KEEP_SEMICOLONS) {
            self.stream.drop_comma(depth);
            self.stream.skip(range);
        } else {
            let is_tuple = in_parent.contains(flags::TUPLE) && parent.commas == 1;
            let delimiters = parent.delimiters;
            if flags.contains(flags::CLOSER) && !is_tuple {
                self.stream.drop_comma(depth);
            }
            if flags.contains(DELIMITER) && matches!(delimiters, Delimiters::Drop | Delimiters::Undecided) {
                self.stream.skip(range);
            } else {
                self.stream.token(range);
                let is_operator = flags.contains(flags::ANGLE) && in_parent.contains(flags::OPERATION);
                if is_operator && (self.is_before_arguments() || self.may_end_types()) {
                    self.stream.operator();
                }
            }
        }
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
}
