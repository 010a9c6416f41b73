//! Where definitions begin: with their wrappers, attributes and directives.

use canton_grammars::flags::{self, Flags};
use tree_sitter::Node;

use super::walk::{Frame, Walker};

/// A place where a definition may turn out to have begun.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    /// The length of the stream there.
    pub(super) written: usize,
    /// Lines of code begun there.
    pub(super) lines: u32,
    /// Errors of the unit there.
    pub(super) errors: u32,
    /// Where the code before it ends.
    pub(super) code_before: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) depth: usize,
    /// A test mark was met since.
    pub(super) test: bool,
    /// An attribute was met since, so that the definition's range begins here.
    pub(super) attribute: bool,
    /// One of them says on which condition it is there at all.
    pub(super) conditional: bool,
    /// How many symbols there were: once another begins, nothing else can begin here.
    pub(super) symbols: usize,
}

impl<'t> Walker<'t> {
    pub(super) fn begin_run(&mut self, start: usize) {
        let mark = self.mark(start, start);
        self.run = Some(Mark { attribute: false, ..mark });
    }

    pub(super) fn attribute_run(&mut self, node: Node<'t>) {
        if self.run.is_none_or(|it| it.depth != self.frames.len()) {
            self.begin_run(node.start_byte());
        }
        let text = self.slice(node).trim_start_matches(['#', '[', ' ']);
        let name = text.split(['(', ' ']).next().unwrap_or_default();
        let is_condition = self.tables.bodies.conditions.iter().any(|it| it == name);
        if let Some(run) = &mut self.run {
            run.conditional |= is_condition;
            if !run.attribute {
                run.attribute = true;
                run.start = node.start_byte();
            }
        }
    }

    /// The attributes before the node under the cursor; they are gone if it is no definition.
    pub(super) fn take_run(&mut self, flags: Flags) -> Option<Mark> {
        let depth = self.frames.len();
        if flags.contains(flags::SIBLING_ATTRIBUTE) || self.run.is_some_and(|it| it.depth < depth) {
            return None;
        }
        self.run.take().filter(|it| it.depth == depth)
    }

    /// Begins a wrapper with the node under the cursor, or goes on with the one around it.
    pub(super) fn wrap(&mut self, node: Node<'t>, frame: &mut Frame) {
        let tables = self.tables;
        if let Some(single) = &tables.rules(node.kind_id()).single
            && !self.has_one(|kind| single.contains(kind))
        {
            self.run = None;
            return;
        }
        let outer = self.frame().wrapper;
        if outer > 0 && self.marks[outer as usize - 1].symbols == self.symbols.len() {
            frame.wrapper = outer;
            return;
        }
        let mut mark = self.mark(node.start_byte(), node.end_byte());
        if let Some(run) = self.run.take().filter(|it| it.depth == mark.depth && it.symbols == mark.symbols) {
            let start = if run.attribute { run.start } else { mark.start };
            mark = Mark { start, end: mark.end, ..run };
        }
        self.marks.push(mark);
        frame.wrapper = self.marks.len() as u32;
        frame.owns_wrapper = true;
    }

    fn has_one(&mut self, matches: impl Fn(u16) -> bool) -> bool {
        let mut count = 0;
        if self.cursor.goto_first_child() {
            loop {
                count += u32::from(matches(self.cursor.node().kind_id()));
                if count > 1 || !self.cursor.goto_next_sibling() {
                    break;
                }
            }
            self.cursor.goto_parent();
        }
        count == 1
    }

    fn mark(&mut self, start: usize, end: usize) -> Mark {
        self.stream.border(start);
        Mark {
            written: self.stream.len(),
            lines: self.stream.lines(),
            errors: self.unit().errors,
            code_before: self.stream.code_end(),
            start,
            end,
            depth: self.frames.len(),
            test: false,
            attribute: false,
            conditional: false,
            symbols: self.symbols.len(),
        }
    }

    /// Where a definition at the node begins: with its wrapper, its attributes, or itself.
    pub(super) fn origin(&mut self, node: Node<'t>, run: Option<Mark>) -> Mark {
        let wrapper = self.frame().wrapper as usize;
        let wrapper = wrapper.checked_sub(1).and_then(|it| self.marks.get(it)).copied();
        let symbols = self.symbols.len();
        if let Some(mark) = wrapper.filter(|it| it.symbols == symbols) {
            return mark;
        }
        match run.filter(|it| it.symbols == symbols) {
            Some(run) if run.attribute => Mark { end: node.end_byte(), ..run },
            Some(run) => Mark { start: node.start_byte(), end: node.end_byte(), ..run },
            None => self.mark(node.start_byte(), node.end_byte()),
        }
    }

    /// Marks what the attribute under the cursor belongs to as test code.
    pub(super) fn mark_test(&mut self) {
        let wrapper = self.frame().wrapper as usize;
        if let Some(mark) = wrapper.checked_sub(1).and_then(|it| self.marks.get_mut(it))
            && mark.symbols == self.symbols.len()
        {
            mark.test = true;
        } else if let Some(run) = &mut self.run {
            run.test = true;
        } else if self.body != 0 {
            let current = self.current();
            self.symbols[current as usize].test = true;
        }
    }

    pub(super) fn is_test_mark(&self, node: Node<'t>) -> bool {
        if self.tables.test_marks.is_empty() {
            return false;
        }
        let text = self.slice(node);
        let text = text.trim_matches(|it: char| matches!(it, '#' | '[' | ']' | '@') || it.is_whitespace());
        let path = text.split(['(', '=']).next().unwrap_or_default().trim();
        let name = path.rsplit([':', '.']).next().unwrap_or_default();
        let compact: String = text.chars().filter(|it| !it.is_whitespace()).collect();
        self.tables.test_marks.iter().any(|mark| mark == name || *mark == compact)
    }
}
