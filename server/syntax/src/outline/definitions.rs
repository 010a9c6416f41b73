//! Definitions, and what belongs to them: wrappers, attributes, scopes.

use canton_grammars::flags::{self, Flags};
use canton_grammars::tables::{Definition, FlowKind, Rules};
use tree_sitter::Node;

use super::draft::Extent;
use super::fields::{Found, MOST_MODIFIERS};
use super::origins::Mark;
use super::reuse::Known;
use super::text_range;
use super::walk::Walker;
use super::{Members, Name, Symbol, SymbolKind};

/// Dotted names are not made longer than about this many bytes: definitions nested thousands deep are no
/// code that anyone wrote, and their names would take the square of their number.
const MAX_PATH: usize = 2000;

/// A symbol or a scope that the walk is inside of.
pub(super) struct Open {
    /// It ends with the node at this depth.
    pub(super) depth: usize,
    /// The depth of the node that defines it; `depth` is that of the wrapper around it, if there is one.
    pub(super) node_depth: usize,
    /// It is a lambda with a name.
    pub(super) is_later: bool,
    pub(super) symbol: u32,
    pub(super) is_scope: bool,
    is_unit: bool,
    /// What is defined in it directly is a member.
    has_members: bool,
    in_function: bool,
    path_length: usize,
    written: usize,
    pub(super) lines: u32,
    /// Lines of the units inside it.
    pub(super) inner_lines: u32,
    pub(super) errors: u32,
    signature_errors: u32,
    /// It was taken over, and nothing in it was read.
    pub(super) known: Option<Known>,
    end: usize,
    /// The body of the symbol around it, if that is still to come.
    outer_body: usize,
}

/// A symbol that was just opened.
struct Opened<'t> {
    symbol: u32,
    /// The node that holds parameters and body.
    holder: Node<'t>,
    is_member: bool,
    wrappers: Vec<Node<'t>>,
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
            is_async: false,
            is_implicit: false,
            members: Members::default(),
            is_anonymous: false,
            is_bodiless: false,
        });
        self.extents.push(Extent::default());
        self.opens.push(Open {
            depth: 0,
            node_depth: 0,
            is_later: false,
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
            known: None,
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

    /// Reads what the node under the cursor is beside its tokens; true if it defines a unit that was taken over
    /// with all that is in it.
    pub(super) fn structure(&mut self, node: Node<'t>, kind: u16, flags: Flags) -> bool {
        let tables = self.tables;
        if flags.contains(flags::SIBLING_ATTRIBUTE) && self.frame().wrapper == 0 {
            self.attribute_run(node);
        }
        let run = self.take_run(flags);
        if flags.contains(flags::ATTRIBUTE) && self.is_test_mark(node) {
            self.mark_test();
        }
        let rules = tables.rules(kind);
        if flags.contains(flags::SILENT) && self.is_silent(node, rules) {
            self.silent = self.frames.len();
            return false;
        }
        if flags.contains(flags::DEFINITION)
            && let Some((mark, opened)) = self.define(node, rules, run)
        {
            self.run = None;
            if self.take_over(node, mark.code_before) {
                return true;
            }
            self.symbols[opened.symbol as usize].is_async = self.is_async(opened.holder);
            self.read_parameters(opened.holder, opened.symbol, opened.is_member);
            self.read_bases(opened.holder, opened.symbol);
            self.read_result(opened.holder, opened.symbol);
            self.read_decorators(node, opened.symbol, mark.start < node.start_byte());
            self.read_wrappers(&opened.wrappers, opened.symbol);
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
        if flags.contains(flags::BINDING) {
            let before = self.bindings.counts.len();
            self.bind(node, rules);
            self.declare_bound(node, before);
        }
        self.declare(node);
        false
    }

    fn is_silent(&self, node: Node<'t>, rules: &Rules) -> bool {
        let text = self.slice(node);
        rules.silent.is_empty() || rules.silent.iter().any(|it| text.starts_with(it.as_str()))
    }

    /// Opens a symbol if the node defines one, and says where it begins.
    fn define(&mut self, node: Node<'t>, rules: &'t Rules, run: Option<Mark>) -> Option<(Mark, Opened<'t>)> {
        if self.path.len() > MAX_PATH {
            return None;
        }
        for definition in &rules.definitions {
            let Some(found) = self.read_definition(node, definition) else { continue };
            self.write_defined(node, rules);
            let mark = self.origin(node, run);
            return Some((mark, self.open(definition, found, mark)));
        }
        None
    }

    fn open(&mut self, definition: &Definition, found: Found<'t>, mark: Mark) -> Opened<'t> {
        let is_member = self.opens.last().is_some_and(|it| it.has_members) || found.container.is_some();
        let parent = self.opens.last().map_or(0, |it| it.symbol);
        let in_function = self.opens.last().is_some_and(|it| it.in_function);
        let index = self.symbols.len() as u32;
        let path_length = self.path.len();
        if let Some(container) = &found.container {
            self.push_path(container);
        }
        let kind = self.kind_of(definition, &found.name, is_member);
        self.push_path(&found.name);
        let name = self.names.intern(&self.path);
        self.symbols.push(Symbol {
            name,
            kind,
            parent,
            unit: if in_function { self.symbols[parent as usize].unit } else { index },
            range: text_range(mark.start..self.text[..mark.end].trim_end().len()),
            name_range: text_range(found.name_range.clone()),
            lines: 0,
            digest: None,
            signature: None,
            test: mark.test || definition.test || self.symbols[parent as usize].test,
            is_async: false,
            is_implicit: is_member && self.is_implicit(&found, kind),
            members: Members::default(),
            is_anonymous: kind.is_function_like() && self.is_anonymous(),
            is_bodiless: kind.is_function_like() && found.is_bodiless,
        });
        self.flow.symbol(index);
        let errors = self.move_errors(mark, !in_function);
        self.opens.push(Open {
            depth: mark.depth,
            node_depth: self.frames.len(),
            is_later: self.tables.rules(found.holder.kind_id()).flow == Some(FlowKind::Later),
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
            known: None,
            end: mark.end,
            outer_body: self.body,
        });
        self.body = found.body;
        let here = self.position();
        self.extents.push(Extent { start: here, end: here });
        Opened { symbol: index, holder: found.holder, is_member, wrappers: found.wrappers }
    }

    /// What a definition of a name defines; the path is that of what it stands in.
    fn kind_of(&self, definition: &Definition, name: &str, is_member: bool) -> SymbolKind {
        let is_constructor = definition.constructors.iter().any(|it| it == name)
            || definition.constructs_container && self.path.rsplit('.').next() == Some(name);
        let word = definition.member.as_ref().filter(|_| is_member).unwrap_or(&definition.kind);
        match is_member && is_constructor {
            true => SymbolKind::Constructor,
            // The language's data names it; a test reads all of them.
            false => SymbolKind::from_word(word).unwrap_or(SymbolKind::Type),
        }
    }

    /// The node at this depth was left, and all that is found in it: what it defines is read.
    pub(super) fn end_extent(&mut self, depth: usize) {
        let here = self.opens.iter().rev().take_while(|it| it.node_depth >= depth);
        if let Some(open) = here.into_iter().find(|it| !it.is_scope && it.node_depth == depth) {
            self.extents[open.symbol as usize].end = self.position();
        }
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
            self.push_path(&found.name);
            self.opens.push(Open {
                depth: self.frames.len(),
                node_depth: self.frames.len(),
                is_later: false,
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
                known: None,
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
        if open.symbol != 0 {
            self.flow.end();
        }
        self.stream.border(open.end);
        if !open.is_unit {
            return;
        }
        let symbol = &mut self.symbols[open.symbol as usize];
        let lines = self.stream.lines() - open.lines;
        symbol.lines = lines - open.inner_lines;
        let is_whole = open.errors == 0 && !self.heredocs.is_open_in(open.symbol);
        let digest = match open.known {
            Some(known) => known.digest,
            None => is_whole.then(|| self.stream.digest(open.written)),
        };
        symbol.digest = digest;
        if let Some(known) = open.known {
            symbol.signature = known.signature;
        } else if has_body_ahead || symbol.signature.is_none() {
            symbol.signature = digest;
        } else if open.signature_errors > 0 {
            symbol.signature = None;
        }
        self.stream.truncate(open.written);
        if !self.opens.is_empty() {
            self.unit_mut().inner_lines += lines;
        }
    }

    pub(super) fn unit(&self) -> &Open {
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

    /// Whether the language calls a member by itself.
    fn is_implicit(&self, found: &Found<'t>, kind: SymbolKind) -> bool {
        let classes = &self.tables.classes;
        let mut first = (0..MOST_MODIFIERS).map_while(|it| found.holder.child(it));
        let mut has_word = || first.any(|it| classes.implicit_words.contains(it.kind_id()));
        matches!(kind, SymbolKind::Method) && (classes.is_implicit(&found.name) || has_word())
    }

    /// Whether what is defined here stands in a class without a name.
    fn is_anonymous(&self) -> bool {
        let kinds = &self.tables.classes.anonymous;
        let from = self.opens.iter().rev().find(|it| !it.is_scope).map_or(0, |it| it.node_depth + 1);
        !kinds.is_empty()
            && self.frames.get(from..).is_some_and(|it| it.iter().any(|it| kinds.contains(it.kind)))
    }

    /// The innermost symbol.
    pub(super) fn current(&self) -> u32 {
        self.opens.last().map_or(0, |it| it.symbol)
    }
}
