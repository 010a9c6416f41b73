//! The one walk over a syntax tree that makes an outline: symbols, calls, imports, lines and digests together.
//!
//! A cursor and a stack of frames instead of recursion, tables by kind id instead of queries; what the walk
//! needs to know of a node's surroundings is in the frame of its parent.

use canton_grammars::flags::{self, Flags};
use canton_grammars::tables::Tables;
use std::sync::Arc;
use tree_sitter::{Node, Tree, TreeCursor};

use super::arguments::{Argument, Parameter};
use super::bindings::Bindings;
use super::definitions::Open;
use super::draft::{Draft, Extent};
use super::flow::{Flow, FrameFlow};
pub(super) use super::frame::Frame;
use super::heredocs::Heredocs;
use super::names::Names;
use super::origins::Mark;
use super::reuse::Earlier;
use super::shapes::Delimiters;
use super::strings::Joined;
use super::writes::Declared;
use super::{Call, Import, Symbol};
use crate::digest::Stream;

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
    pub(super) extents: Vec<Extent>,
    pub(super) calls: Vec<Call>,
    pub(super) imports: Vec<Import>,
    /// How many frames there were around the silent node that the walk is inside of; 0 for none.
    pub(super) silent: usize,
    pub(super) heredocs: Heredocs,
    pub(super) earlier: Option<&'t Earlier<'t>>,
    pub(super) flow: Flow,
    pub(super) arguments: Vec<Argument>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) bindings: Bindings,
    pub(super) declared: Declared,
    has_error: bool,
    generated: bool,
}

/// Reads a tree; what has not changed since an earlier text is taken over from its draft.
pub(super) fn walk<'t>(
    text: &'t str,
    tables: &'t Tables,
    tree: &'t Tree,
    earlier: Option<&'t Earlier<'t>>,
) -> Draft {
    walk_into(Stream::new(text, tables.semicolons_hidden), text, tables, tree, earlier)
}

/// As [`walk`]; what digests are made of goes into a stream.
pub(super) fn walk_into<'t>(
    stream: Stream<'t>,
    text: &'t str,
    tables: &'t Tables,
    tree: &'t Tree,
    earlier: Option<&'t Earlier<'t>>,
) -> Draft {
    let root = tree.root_node();
    let names = earlier.and_then(Earlier::names);
    let earlier = earlier.filter(|_| names.is_some());
    let mut walker = Walker {
        text,
        tables,
        cursor: root.walk(),
        stream,
        frames: Vec::with_capacity(64),
        marks: Vec::new(),
        run: None,
        opens: Vec::with_capacity(16),
        body: 0,
        path: String::new(),
        scratch: String::new(),
        names: names.unwrap_or_default(),
        symbols: Vec::new(),
        extents: Vec::new(),
        calls: Vec::new(),
        imports: Vec::new(),
        silent: 0,
        heredocs: Heredocs::default(),
        earlier,
        flow: Flow::default(),
        arguments: Vec::new(),
        parameters: Vec::new(),
        bindings: Bindings::default(),
        declared: Declared::default(),
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
    .union(flags::SILENT)
    .union(flags::BINDING)
    .union(flags::DECLARES);
const PUNCTUATION: Flags =
    flags::COMMA.union(flags::SEMICOLON).union(flags::OPENER).union(flags::CLOSER).union(TEXT);
const TEXT: Flags = flags::MARKUP.union(flags::PREPROCESSOR);
const FLOWING: Flags = flags::FLOW.union(flags::PART).union(flags::CALL);
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

    fn finish(mut self) -> Draft {
        self.close_module();
        Draft {
            follows: self.follows(),
            names: Arc::new(self.names),
            symbols: self.symbols,
            extents: self.extents,
            calls: self.calls,
            imports: self.imports,
            steps: self.flow.finish(),
            arguments: self.arguments,
            parameters: self.parameters,
            bindings: self.bindings,
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
        if self.leading_operator(parent, node, flags) {
            return false;
        }
        if node.id() == self.body {
            self.enter_body(node);
        }
        self.silent = if depth <= self.silent { 0 } else { self.silent };
        let flow = self.meaning_of(node, (kind, flags), parent);
        if parent.delimiters == Delimiters::Undecided {
            self.decide(node, flags);
        }
        let Some(flow) = flow else {
            self.end_extent(depth);
            self.after_leaf(flags, depth);
            return false;
        };
        if flags.contains(flags::HEREDOC_BODY) {
            self.begin_heredoc_body();
        }
        if flags.contains(flags::ATOM) && !self.has_interpolation(node) {
            self.atom(node, flags);
            self.leave_flow(flow);
            self.after_leaf(flags, depth);
            return false;
        }
        let may_be_empty =
            flags.contains(flags::EMPTY_STATEMENT) && parent.flags.contains(flags::EMPTY_PARENT);
        if may_be_empty && node.named_child_count() == 0 {
            self.stream.skip(node.byte_range());
            return false;
        }
        let start = node.start_byte() as u32;
        let frame = Frame { kind, flow, start, ..self.frame_of(node, flags) };
        self.descend(node, flags, frame)
    }

    /// Reads what the node under the cursor is beside its tokens, and what it begins in the order of the calls; `None`
    /// if it defines a unit that was taken over.
    fn meaning_of(
        &mut self,
        node: Node<'t>,
        (kind, flags): (u16, Flags),
        parent: Frame,
    ) -> Option<FrameFlow> {
        let (calls, symbols) = (self.calls.len(), self.symbols.len());
        let is_conditional = self.run.is_some_and(|it| it.conditional && it.depth == self.frames.len());
        let is_structure = self.silent == 0 && (self.run.is_some() || flags.contains(STRUCTURE));
        if is_structure && self.structure(node, kind, flags) {
            return None;
        }
        let mut flow = FrameFlow::default();
        if is_conditional && symbols == self.symbols.len() && !flags.contains(flags::SIBLING_ATTRIBUTE) {
            flow = self.enter_flow_maybe(node, (kind, flags), parent, calls);
        } else if flags.contains(FLOWING) || parent.flags.contains(flags::PARTED) {
            flow = self.enter_flow(node, (kind, flags), parent, calls);
        }
        if flags.contains(flags::MEMBER) {
            self.name_member(node);
        }
        if self.silent == 0 && flags.contains(flags::WRITE) {
            self.write(node);
        }
        Some(flow)
    }

    /// Goes down to the first child of the node under the cursor; reads the node where it has none.
    fn descend(&mut self, node: Node<'t>, flags: Flags, frame: Frame) -> bool {
        let depth = self.frames.len();
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
        self.leave_flow(frame.flow);
        self.after_leaf(flags, depth);
        false
    }

    /// The frame to enter the node with; the cursor is where it was.
    fn frame_of(&mut self, node: Node<'t>, flags: Flags) -> Frame {
        let mut frame = Frame::new(flags, 0);
        if !self.stream.is_muted() {
            self.shape(node, flags, &mut frame);
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
            if frame.joined == Joined::No {
                self.stream.end_pieces();
            }
        } else if frame.joined != Joined::No {
            self.stream.end_joined(frame.joined == Joined::Pieces);
        }
        self.leave_shape(frame);
        self.leave_flow(frame.flow);
        self.end_extent(self.frames.len());
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
        self.check_name(node);
        let range = node.byte_range();
        let text = self.text.as_bytes().get(range.clone()).unwrap_or_default();
        if flags.contains(flags::LINE_OPERATOR) {
            self.line_operator(range.start, text);
        }
        if flags.contains(PUNCTUATION) {
            self.punctuation(range, flags);
            return;
        }
        let is_object = matches!(text, b"self" | b"this") && self.body == 0;
        if is_object && !self.frame().flags.contains(flags::MEMBER) {
            self.name_whole();
        }
        // Layout tokens, and those that the parser made up, have no text of their own; some have blanks before it.
        let blanks = text.iter().take_while(|it| it.is_ascii_whitespace()).count();
        if blanks < text.len() {
            let behind =
                if flags.contains(flags::TRIMMED) { text.trim_ascii_end().len() } else { text.len() };
            let range = range.start + blanks..range.start + behind;
            match flags.contains(flags::NUMBER) {
                true => self.stream.number(range),
                false => self.stream.token(range),
            }
        }
        if flags.contains(flags::LINE_ENDS)
            && let Some(frame) = self.frames.last_mut()
        {
            frame.line_end = node.end_byte() as u32;
        }
        if flags.contains(flags::HEREDOC_BEGINNING) {
            self.begin_heredoc(node);
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
