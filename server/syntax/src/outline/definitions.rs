//! Definitions, and what belongs to them: wrappers, attributes, scopes.

use canton_grammars::flags::{self, Flags};
use canton_grammars::tables::{Definition, Rules};
use rustc_hash::FxHashMap;
use tree_sitter::Node;

use super::calls::is_name_byte;
use super::walk::{Frame, Walker, symbol_kind, text_range};
use super::{Name, Symbol, SymbolKind};

/// Dotted names are not made longer than about this many bytes: definitions nested thousands deep are no
/// code that anyone wrote, and their names would take the square of their number.
const MAX_PATH: usize = 2000;

/// A place where a definition may turn out to have begun.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    /// The length of the stream there.
    written: usize,
    /// Lines of code begun there.
    lines: u32,
    /// Errors of the unit there.
    errors: u32,
    start: usize,
    end: usize,
    depth: usize,
    /// A test mark was met since.
    test: bool,
    /// An attribute was met since, so that the definition's range begins here.
    attribute: bool,
    used: bool,
}

/// A symbol or a scope that the walk is inside of.
pub(super) struct Open {
    /// It ends with the node at this depth.
    pub(super) depth: usize,
    symbol: u32,
    is_scope: bool,
    is_unit: bool,
    /// What is defined in it directly is a member.
    has_members: bool,
    in_function: bool,
    path_length: usize,
    written: usize,
    lines: u32,
    /// Lines of the units inside it.
    inner_lines: u32,
    errors: u32,
    signature_errors: u32,
    end: usize,
    /// The body of the symbol around it, if that is still to come.
    outer_body: usize,
}

impl<'t> Walker<'t> {
    pub(super) fn open_module(&mut self) {
        let end = self.text.len();
        self.symbols.push(Symbol {
            name: Name::default(),
            kind: SymbolKind::Module,
            parent: 0,
            unit: 0,
            range: text_range(0..end),
            name_range: text_range(0..0),
            lines: 0,
            digest: None,
            signature: None,
            test: false,
        });
        self.opens.push(Open {
            depth: 0,
            symbol: 0,
            is_scope: false,
            is_unit: true,
            has_members: false,
            in_function: false,
            path_length: 0,
            written: 0,
            lines: 0,
            inner_lines: 0,
            errors: 0,
            signature_errors: 0,
            end,
            outer_body: 0,
        });
        // A file has no signature of its own: that of an empty stream.
        self.symbols[0].signature = Some(self.stream.digest(0));
    }

    pub(super) fn close_module(&mut self) {
        while !self.opens.is_empty() {
            self.close();
        }
    }

    /// Reads what the node under the cursor is beside its tokens.
    pub(super) fn structure(&mut self, node: Node<'t>, kind: u16, flags: Flags) {
        let tables = self.tables;
        if flags.contains(flags::SIBLING_ATTRIBUTE) && self.frame().wrapper == 0 {
            self.attribute_run(node);
        }
        let run = self.take_run(flags);
        if flags.contains(flags::ATTRIBUTE) && self.is_test_mark(node) {
            self.mark_test();
        }
        let rules = tables.rules(kind);
        if flags.contains(flags::DEFINITION) && self.define(node, rules, run) {
            self.run = None;
        } else if flags.contains(flags::WRAPPER) && run.is_some() {
            // The wrapper takes it over.
            self.run = run;
        }
        if flags.contains(flags::SCOPE) {
            self.enter_scope(node, rules);
        }
        if flags.contains(flags::CALL)
            && let Some(call) = &rules.call
        {
            self.call(node, call);
        }
        if flags.contains(flags::TOKEN_TREE) && self.frame().flags.contains(flags::TOKEN_TREE) {
            self.call_in_tokens(node);
        }
        if flags.contains(flags::IMPORT) {
            self.import(node, rules);
        }
    }

    pub(super) fn begin_run(&mut self, start: usize) {
        let mark = self.mark(start, start);
        self.run = Some(Mark { attribute: false, ..mark });
    }

    fn attribute_run(&mut self, node: Node<'t>) {
        if self.run.is_none_or(|it| it.depth != self.frames.len()) {
            self.begin_run(node.start_byte());
        }
        if let Some(run) = &mut self.run
            && !run.attribute
        {
            run.attribute = true;
            run.start = node.start_byte();
        }
    }

    /// The attributes before the node under the cursor; they are gone if it is no definition.
    fn take_run(&mut self, flags: Flags) -> Option<Mark> {
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
        if outer > 0 && !self.marks[outer as usize - 1].used {
            frame.wrapper = outer;
            return;
        }
        let mut mark = self.mark(node.start_byte(), node.end_byte());
        if let Some(run) = self.run.take().filter(|it| it.depth == mark.depth) {
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
            start,
            end,
            depth: self.frames.len(),
            test: false,
            attribute: false,
            used: false,
        }
    }

    /// Where a definition at the node begins: with its wrapper, its attributes, or itself.
    fn origin(&mut self, node: Node<'t>, run: Option<Mark>) -> Mark {
        let wrapper = self.frame().wrapper as usize;
        if let Some(mark) = wrapper.checked_sub(1).and_then(|it| self.marks.get_mut(it))
            && !mark.used
        {
            mark.used = true;
            return *mark;
        }
        match run {
            Some(run) if run.attribute => Mark { end: node.end_byte(), ..run },
            Some(run) => Mark { start: node.start_byte(), end: node.end_byte(), ..run },
            None => self.mark(node.start_byte(), node.end_byte()),
        }
    }

    /// Opens a symbol if the node defines one.
    fn define(&mut self, node: Node<'t>, rules: &'t Rules, run: Option<Mark>) -> bool {
        if self.path.len() > MAX_PATH {
            return false;
        }
        for definition in &rules.definitions {
            let Some(found) = self.read_definition(node, definition) else { continue };
            let mark = self.origin(node, run);
            self.open(definition, found, mark);
            return true;
        }
        false
    }

    fn open(&mut self, definition: &Definition, found: Found<'t>, mark: Mark) {
        let is_member = self.opens.last().is_some_and(|it| it.has_members) || found.container.is_some();
        let mut kind = match &definition.member {
            Some(member) if is_member => symbol_kind(member),
            _ => symbol_kind(&definition.kind),
        };
        if is_member && definition.constructors.iter().any(|it| it == found.name) {
            kind = SymbolKind::Constructor;
        }
        let parent = self.opens.last().map_or(0, |it| it.symbol);
        let in_function = self.opens.last().is_some_and(|it| it.in_function);
        let index = self.symbols.len() as u32;
        let path_length = self.path.len();
        if let Some(container) = found.container {
            self.push_path(container);
        }
        self.push_path(found.name);
        let name = self.names.intern(&self.path);
        self.symbols.push(Symbol {
            name,
            kind,
            parent,
            unit: if in_function { self.symbols[parent as usize].unit } else { index },
            range: text_range(mark.start..mark.end),
            name_range: text_range(found.name_range.clone()),
            lines: 0,
            digest: None,
            signature: None,
            test: mark.test || self.symbols[parent as usize].test,
        });
        let errors = self.move_errors(mark, !in_function);
        self.opens.push(Open {
            depth: mark.depth,
            symbol: index,
            is_scope: false,
            is_unit: !in_function,
            has_members: kind.is_class_like() && kind != SymbolKind::Namespace,
            in_function: in_function || kind.is_function_like(),
            path_length,
            written: mark.written,
            lines: mark.lines,
            inner_lines: 0,
            errors,
            signature_errors: 0,
            end: mark.end,
            outer_body: self.body,
        });
        self.body = found.body;
    }

    /// Errors since the mark belong to the unit that begins there.
    fn move_errors(&mut self, mark: Mark, is_unit: bool) -> u32 {
        if !is_unit {
            return 0;
        }
        let unit = self.unit_mut();
        let moved = unit.errors.saturating_sub(mark.errors);
        unit.errors -= moved;
        moved
    }

    fn enter_scope(&mut self, node: Node<'t>, rules: &'t Rules) {
        for scope in &rules.scopes {
            let Some(found) = self.read_definition(node, scope) else { continue };
            let (symbol, in_function, has_members) =
                self.opens.last().map_or((0, false, true), |it| (it.symbol, it.in_function, true));
            let path_length = self.path.len();
            self.push_path(found.name);
            self.opens.push(Open {
                depth: self.frames.len(),
                symbol,
                is_scope: true,
                is_unit: false,
                has_members,
                in_function,
                path_length,
                written: 0,
                lines: 0,
                inner_lines: 0,
                errors: 0,
                signature_errors: 0,
                end: 0,
                outer_body: self.body,
            });
            return;
        }
    }

    /// The signature ends where the body begins.
    pub(super) fn enter_body(&mut self, node: Node<'t>) {
        self.body = 0;
        self.stream.border(node.start_byte());
        let Some(open) = self.opens.iter_mut().rev().find(|it| !it.is_scope) else { return };
        open.signature_errors = open.errors;
        if open.is_unit {
            self.symbols[open.symbol as usize].signature = Some(self.stream.digest(open.written));
        }
    }

    pub(super) fn close(&mut self) {
        let Some(open) = self.opens.pop() else { return };
        let has_body_ahead = self.body != 0;
        self.body = open.outer_body;
        self.path.truncate(open.path_length);
        if open.is_scope {
            return;
        }
        self.stream.border(open.end);
        if !open.is_unit {
            return;
        }
        let symbol = &mut self.symbols[open.symbol as usize];
        let lines = self.stream.lines() - open.lines;
        symbol.lines = lines - open.inner_lines;
        let digest = (open.errors == 0).then(|| self.stream.digest(open.written));
        symbol.digest = digest;
        if has_body_ahead || symbol.signature.is_none() {
            symbol.signature = digest;
        } else if open.signature_errors > 0 {
            symbol.signature = None;
        }
        self.stream.truncate(open.written);
        if !self.opens.is_empty() {
            self.unit_mut().inner_lines += lines;
        }
    }

    fn unit(&self) -> &Open {
        let unit = self.opens.iter().rev().find(|it| it.is_unit);
        unit.expect("the module is a unit and is closed last")
    }

    fn unit_mut(&mut self) -> &mut Open {
        let unit = self.opens.iter_mut().rev().find(|it| it.is_unit);
        unit.expect("the module is a unit and is closed last")
    }

    pub(super) fn count_error(&mut self) {
        self.unit_mut().errors += 1;
    }

    pub(super) fn push_path(&mut self, name: &str) {
        if name.is_empty() {
            return;
        }
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
    }

    /// The innermost symbol.
    pub(super) fn current(&self) -> u32 {
        self.opens.last().map_or(0, |it| it.symbol)
    }

    /// Marks what the attribute under the cursor belongs to as test code.
    fn mark_test(&mut self) {
        let wrapper = self.frame().wrapper as usize;
        if let Some(mark) = wrapper.checked_sub(1).and_then(|it| self.marks.get_mut(it))
            && !mark.used
        {
            mark.test = true;
        } else if let Some(run) = &mut self.run {
            run.test = true;
        } else if self.body != 0 {
            let current = self.current();
            self.symbols[current as usize].test = true;
        }
    }

    fn is_test_mark(&self, node: Node<'t>) -> bool {
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

    /// The second and later symbols of one dotted name get `~2`, `~3`.
    pub(super) fn number_duplicates(&mut self) {
        let mut seen: FxHashMap<Name, u32> = FxHashMap::default();
        for index in 1..self.symbols.len() {
            let name = self.symbols[index].name;
            let count = seen.entry(name).or_default();
            *count += 1;
            if *count > 1 {
                let numbered = format!("{}~{count}", self.names.get(name));
                self.symbols[index].name = self.names.intern(&numbered);
            }
        }
    }
}

/// What a definition's fields say.
struct Found<'t> {
    name: &'t str,
    name_range: std::ops::Range<usize>,
    container: Option<&'t str>,
    /// The id of the body's node; 0 for none.
    body: usize,
}

impl<'t> Walker<'t> {
    /// `None` if the node is no such definition.
    fn read_definition(&self, node: Node<'t>, definition: &'t Definition) -> Option<Found<'t>> {
        let mut holder = node;
        if let Some(field) = definition.value {
            holder =
                only_child(node.child_by_field_id(field)?, |it| definition.values.contains(it.kind_id()));
            if !definition.values.contains(holder.kind_id()) {
                return None;
            }
        }
        let body = definition.body.and_then(|it| holder.child_by_field_id(it));
        if definition.body_required && body.is_none() {
            return None;
        }
        let container = definition.container.and_then(|it| node.child_by_field_id(it));
        let (name, name_range) = match definition.name {
            Some(field) => self.read_name(node.child_by_field_id(field)?, definition)?,
            None => (definition.called.as_str(), node.start_byte()..node.start_byte()),
        };
        Some(Found {
            name,
            name_range,
            container: container.and_then(|it| type_name(self.slice(it))),
            body: body.map_or(0, |it| it.id()),
        })
    }

    fn read_name(
        &self,
        node: Node<'t>,
        definition: &Definition,
    ) -> Option<(&'t str, std::ops::Range<usize>)> {
        let accepts = |it: Node<'_>| definition.names.is_empty() || definition.names.contains(it.kind_id());
        let node = only_child(node, accepts);
        if !accepts(node) {
            return None;
        }
        let text = self.slice(node);
        if !text.bytes().all(|it| is_name_byte(it) || it == b'.') {
            // A type: `impl<T> a::S<T>`. Anything else is computed.
            let name = if definition.kind.is_empty() { type_name(text)? } else { return None };
            return Some((name, node.byte_range()));
        }
        let last = text.rfind('.').map_or(0, |it| it + 1);
        if text.is_empty() || last == text.len() {
            return None;
        }
        let range = node.start_byte() + last..node.end_byte();
        Some((without_prefix(text, definition), range))
    }
}

fn without_prefix<'n>(name: &'n str, definition: &Definition) -> &'n str {
    for prefix in &definition.drop_prefixes {
        match name.strip_prefix(prefix.as_str()) {
            // A scope of that name adds nothing; a function has no other name.
            Some("") if definition.kind.is_empty() => return "",
            Some(rest) if rest.starts_with('.') => return &rest[1..],
            _ => (),
        }
    }
    name
}

/// The accepted node inside one that is nothing but that node.
fn only_child<'n>(mut node: Node<'n>, accepts: impl Fn(Node<'n>) -> bool) -> Node<'n> {
    while !accepts(node) {
        match node.named_child(0) {
            Some(child) if child.byte_range() == node.byte_range() => node = child,
            _ => break,
        }
    }
    node
}

/// The name of a type, in whatever it is written: `S` in `&'a mut a::S<T>`, `(s *S[T])`, `dyn S + Send`.
fn type_name(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['(', '&', '*', ' ']);
    let head = text.split(['<', '[', '+']).next().unwrap_or_default();
    let head = head.trim_end_matches(|it: char| it.is_whitespace() || matches!(it, ')' | ':' | '!' | ','));
    let begin = head.bytes().rposition(|it| !is_name_byte(it)).map_or(0, |it| it + 1);
    let name = &head[begin..];
    (!name.is_empty()).then_some(name)
}
