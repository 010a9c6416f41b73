//! The one walk over a syntax tree that makes an outline: symbols, calls, imports, lines and digests together.
//!
//! A cursor and a stack of frames instead of recursion, tables by kind id instead of queries; what the walk
//! needs to know of a node's surroundings is in the frame of its parent.

use canton_grammars::flags::{self, Flags};
use canton_grammars::tables::Tables;
use tree_sitter::{Node, Tree, TreeCursor};

use super::definitions::Open;
use super::heredocs::Heredocs;
use super::names::Names;
use super::origins::Mark;
use super::reuse::Earlier;
use super::{Call, Import, Outline, Symbol, SymbolKind};
use crate::TextRange;
use crate::digest::{Stream, Style};

/// A node that the walk is inside of.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) flags: Flags,
    pub(super) delimiters: Delimiters,
    /// The style of the pieces of a string.
    pub(super) style: Style,
    /// The last child was a comma or an opening token.
    pub(super) hole: bool,
    commas: u32,
    pub(super) end: u32,
    /// The wrapper that a definition in it begins with: one more than its index in the marks, or 0.
    pub(super) wrapper: u32,
    /// The frame's own wrapper ends with it.
    pub(super) owns_wrapper: bool,
}

/// What happens to a frame's own delimiters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Delimiters {
    Keep,
    Drop,
    /// The opening one was skipped; the first child decides.
    Undecided,
}

pub(super) struct Walker<'t> {
    pub(super) text: &'t str,
    pub(super) tables: &'t Tables,
    pub(super) cursor: TreeCursor<'t>,
    pub(super) stream: Stream<'t>,
    pub(super) frames: Vec<Frame>,
    pub(super) marks: Vec<Mark>,
    /// Attributes or directives that a definition may follow.
    pub(super) run: Option<Mark>,
    pub(super) opens: Vec<Open>,
    /// The node of the body of the innermost open symbol, before it is met; 0 for none.
    pub(super) body: usize,
    /// The dotted name of the innermost open symbol or scope.
    pub(super) path: String,
    pub(super) scratch: String,
    pub(super) names: Names,
    pub(super) symbols: Vec<Symbol>,
    pub(super) calls: Vec<Call>,
    pub(super) imports: Vec<Import>,
    /// How many frames there were around the silent node that the walk is inside of; 0 for none.
    pub(super) silent: usize,
    pub(super) heredocs: Heredocs,
    pub(super) earlier: Option<&'t Earlier<'t>>,
    has_error: bool,
    generated: bool,
}

/// Outlines a tree; with an earlier outline, what has not changed is taken over from it.
pub(super) fn walk<'t>(
    text: &'t str,
    tables: &'t Tables,
    tree: &'t Tree,
    earlier: Option<&'t Earlier<'t>>,
) -> Outline {
    let root = tree.root_node();
    let mut walker = Walker {
        text,
        tables,
        cursor: root.walk(),
        stream: Stream::new(text, tables.semicolons_hidden),
        frames: Vec::with_capacity(64),
        marks: Vec::new(),
        run: None,
        opens: Vec::with_capacity(16),
        body: 0,
        path: String::new(),
        scratch: String::new(),
        names: Names::default(),
        symbols: Vec::new(),
        calls: Vec::new(),
        imports: Vec::new(),
        silent: 0,
        heredocs: Heredocs::default(),
        earlier,
        has_error: root.has_error(),
        generated: false,
    };
    walker.open_module();
    walker.walk();
    walker.finish()
}

const STRUCTURE: Flags = flags::DEFINITION
    .union(flags::SCOPE)
    .union(flags::WRAPPER)
    .union(flags::CALL)
    .union(flags::TOKEN_TREE)
    .union(flags::IMPORT)
    .union(flags::ATTRIBUTE)
    .union(flags::SIBLING_ATTRIBUTE)
    .union(flags::SILENT);
const SHAPED: Flags = flags::PARENTHESIZED
    .union(flags::EXPRESSION_BLOCK)
    .union(flags::ARROW_PARAMETERS)
    .union(flags::DROP_PARENTHESES)
    .union(flags::VERBATIM);
const PUNCTUATION: Flags =
    flags::COMMA.union(flags::SEMICOLON).union(flags::OPENER).union(flags::CLOSER).union(TEXT);
const TEXT: Flags = flags::MARKUP.union(flags::PREPROCESSOR);
const DELIMITER: Flags = flags::LEFT_PARENTHESIS
    .union(flags::RIGHT_PARENTHESIS)
    .union(flags::LEFT_BRACE)
    .union(flags::RIGHT_BRACE);
const LEAVING: Flags = flags::STATEMENT.union(flags::BLOCK);

impl<'t> Walker<'t> {
    fn walk(&mut self) {
        self.frames.push(Frame::new(Flags::default(), 0));
        loop {
            if self.enter() {
                continue;
            }
            while !self.cursor.goto_next_sibling() {
                self.cursor.goto_parent();
                let Some(frame) = self.frames.pop() else { return };
                self.leave(frame);
                if self.frames.len() <= 1 {
                    return;
                }
            }
        }
    }

    fn finish(mut self) -> Outline {
        self.close_module();
        self.number_duplicates();
        Outline {
            names: self.names.finish(&mut self.symbols, &mut self.calls, &mut self.imports),
            symbols: self.symbols.into_boxed_slice(),
            calls: self.calls.into_boxed_slice(),
            imports: self.imports.into_boxed_slice(),
            generated: self.generated,
            lines: self.stream.lines(),
        }
    }

    /// Reads the node under the cursor; true if the cursor went down to its first child.
    fn enter(&mut self) -> bool {
        let node = self.cursor.node();
        let kind = node.kind_id();
        let flags = self.tables.flags(kind);
        let depth = self.frames.len();
        if flags.contains(flags::COMMENT) {
            self.comment(node);
            return false;
        }
        if self.has_error && (node.is_error() || node.is_missing()) && !self.is_left_out(node) {
            self.count_error();
        }
        let parent = self.frame();
        if parent.flags.contains(flags::VERBATIM) {
            if !flags.contains(flags::INTERPOLATION) {
                self.piece(node, parent);
                return false;
            }
            self.blanks_before(node, parent);
        }
        if node.id() == self.body {
            self.enter_body(node);
        }
        self.silent = if depth <= self.silent { 0 } else { self.silent };
        let is_structure = self.silent == 0 && (self.run.is_some() || flags.contains(STRUCTURE));
        let taken_over = is_structure && self.structure(node, kind, flags);
        if parent.delimiters == Delimiters::Undecided {
            self.decide(flags);
        }
        if taken_over {
            self.after_leaf(flags, depth);
            return false;
        }
        if flags.contains(flags::HEREDOC_BODY) {
            self.begin_heredoc_body();
        }
        if flags.contains(flags::ATOM) && !self.has_interpolation(node) {
            self.atom(node, flags);
            self.after_leaf(flags, depth);
            return false;
        }
        if flags.contains(flags::EMPTY_STATEMENT) && parent.flags.contains(flags::EMPTY_PARENT) {
            self.stream.skip(node.byte_range());
            return false;
        }
        let frame = self.frame_of(node, flags);
        if self.cursor.goto_first_child() {
            if frame.flags.contains(flags::BLOCK) {
                self.stream.begin_block();
            }
            if flags.contains(flags::CLOSER) {
                self.stream.drop_comma(depth);
            }
            self.frames.push(frame);
            return true;
        }
        self.leaf(node, flags);
        self.after_leaf(flags, depth);
        false
    }

    /// The frame to enter the node with; the cursor is where it was.
    fn frame_of(&mut self, node: Node<'t>, flags: Flags) -> Frame {
        let mut frame = Frame::new(flags, 0);
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
            let start = self.string_start(node, flags);
            self.stream.gap(start);
        } else if flags.contains(SHAPED) {
            frame.delimiters = self.delimiters(flags);
            frame.end = node.end_byte() as u32;
        }
        if flags.contains(flags::WRAPPER) {
            self.wrap(node, &mut frame);
        }
        frame
    }

    /// Leaves a node with children; its frame was taken off.
    fn leave(&mut self, frame: Frame) {
        if frame.flags.contains(flags::VERBATIM) {
            self.stream.piece(frame.end as usize..frame.end as usize, frame.style, false);
            self.stream.end_pieces();
        }
        if frame.flags.contains(flags::COMMA_LIST) {
            self.stream.drop_comma(self.frames.len() + 1);
        }
        self.after_leaf(frame.flags, self.frames.len());
        if frame.owns_wrapper {
            self.marks.pop();
        }
    }

    /// What follows every node that may be a statement or a definition.
    fn after_leaf(&mut self, flags: Flags, depth: usize) {
        let is_in_sequence = self.frame().flags.contains(flags::SEQUENCE) && self.cursor.node().is_named();
        if flags.contains(LEAVING) || is_in_sequence {
            if flags.contains(flags::BLOCK) {
                self.stream.end_block();
            }
            if flags.contains(flags::STATEMENT) || is_in_sequence {
                self.stream.end_statement();
            }
        }
        while self.opens.last().is_some_and(|it| it.depth == depth) {
            self.close();
        }
        if let Some(parent) = self.frames.last_mut() {
            parent.hole = flags.contains(flags::COMMA | flags::OPENER);
        }
    }

    fn leaf(&mut self, node: Node<'t>, flags: Flags) {
        let range = node.byte_range();
        if flags.contains(PUNCTUATION) {
            self.punctuation(range, flags);
            return;
        }
        let text = self.text.as_bytes().get(range.clone()).unwrap_or_default();
        // Layout tokens, and those that the parser made up, have no text of their own; some have blanks before it.
        let blanks = text.iter().take_while(|it| it.is_ascii_whitespace()).count();
        if blanks < text.len() {
            if flags.contains(flags::LINE_OPERATOR) {
                self.line_operator(range.start, text);
            }
            let behind =
                if flags.contains(flags::TRIMMED) { text.trim_ascii_end().len() } else { text.len() };
            self.stream.token(range.start + blanks..range.start + behind);
        }
        if flags.contains(flags::HEREDOC_BEGINNING) {
            self.begin_heredoc(node);
        }
    }

    fn punctuation(&mut self, range: std::ops::Range<usize>, flags: Flags) {
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
            if flags.contains(DELIMITER) && delimiters != Delimiters::Keep {
                self.stream.skip(range);
            } else {
                self.stream.token(range);
            }
        }
    }

    fn comment(&mut self, node: Node<'t>) {
        let range = node.byte_range();
        let text = self.text.get(range.clone()).unwrap_or_default();
        self.stream.gap(range.start);
        if self.stream.lines() == 0 && !self.generated {
            self.generated = text.contains("DO NOT EDIT") || text.contains("@generated");
        }
        let is_directive = self.tables.directives.iter().any(|it| text.starts_with(it.as_str()));
        if is_directive && self.tables.directives_lead && self.stream.at_line_start() && self.run.is_none() {
            self.begin_run(range.start);
        }
        self.stream.comment(range, is_directive);
    }

    pub(super) fn frame(&self) -> Frame {
        self.frames.last().copied().unwrap_or(Frame::new(Flags::default(), 0))
    }

    pub(super) fn slice(&self, node: Node<'_>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }
}

impl Frame {
    fn new(flags: Flags, end: u32) -> Frame {
        Frame {
            flags,
            delimiters: Delimiters::Keep,
            style: Style::Exact,
            hole: true,
            commas: 0,
            end,
            wrapper: 0,
            owns_wrapper: false,
        }
    }
}

/// A range of bytes as spans have it.
pub(super) fn text_range(range: std::ops::Range<usize>) -> TextRange {
    TextRange::new((range.start as u32).into(), (range.end as u32).into())
}

/// The kind that the language's data names; a test reads them all.
pub(super) fn symbol_kind(word: &str) -> SymbolKind {
    SymbolKind::from_word(word).unwrap_or(SymbolKind::Type)
}
