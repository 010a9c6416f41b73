//! Small changes of code, each of which a digest must see.

use std::ops::Range;

use canton_grammars::Language;
use canton_grammars::flags;
use canton_syntax::outline::{Outline, outline};
use tree_sitter::{Node, Parser};

use super::readings;

/// What a mutation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Operator,
    Constant,
    Name,
    Dropped,
    Swapped,
    Indentation,
    Newline,
    Text,
    Parentheses,
    Blanks,
}

impl Class {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Class::Operator => "operators",
            Class::Constant => "constants",
            Class::Name => "names",
            Class::Dropped => "dropped statements",
            Class::Swapped => "swapped statements",
            Class::Indentation => "indentation",
            Class::Newline => "newline after `return`",
            Class::Text => "strings",
            Class::Parentheses => "parentheses",
            Class::Blanks => "blanks and lines",
        }
    }

    /// Not every such change means something: it does where the text is then read in another way.
    pub(super) fn must_change_reading(self) -> bool {
        matches!(self, Class::Parentheses | Class::Blanks)
    }
}

/// One change of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mutation {
    pub(super) class: Class,
    pub(super) range: Range<usize>,
    pub(super) new: String,
}

const OPERATORS: [(&str, &str); 36] = [
    ("+", "-"),
    ("-", "+"),
    ("*", "/"),
    ("/", "*"),
    ("%", "*"),
    ("==", "!="),
    ("!=", "=="),
    ("===", "=="),
    ("!==", "!="),
    ("<", "<="),
    ("<=", "<"),
    (">", ">="),
    (">=", ">"),
    ("&&", "||"),
    ("||", "&&"),
    ("and", "or"),
    ("or", "and"),
    ("+=", "-="),
    ("-=", "+="),
    ("++", "--"),
    ("--", "++"),
    ("&", "|"),
    ("|", "&"),
    ("<<", ">>"),
    (">>", "<<"),
    ("!", ""),
    ("not", ""),
    ("is", "=="),
    ("=", "+="),
    (":=", "="),
    ("..", "..="),
    ("..=", ".."),
    ("?", ""),
    ("?.", "."),
    ("await", ""),
    ("...", ""),
];

const WORDS: [(&str, &str); 8] = [
    ("true", "false"),
    ("false", "true"),
    ("True", "False"),
    ("False", "True"),
    ("None", "False"),
    ("null", "false"),
    ("nil", "false"),
    ("undefined", "null"),
];

/// Nodes whose children are statements or members.
const BODIES: [&str; 11] = [
    "block",
    "module",
    "statement_block",
    "statement_list",
    "program",
    "class_body",
    "source_file",
    "declaration_list",
    "constructor_body",
    "switch_block_statement_group",
    "field_declaration_list",
];

/// Languages in which a line's end may end a statement, and those in which its beginning says where it belongs.
const ENDS_BY_LINE: [&str; 5] = ["python", "javascript", "typescript", "tsx", "go"];
const INDENTED: [&str; 1] = ["python"];

/// Every mutation that a text offers.
pub(super) fn mutations(text: &str, language: &'static Language) -> Vec<Mutation> {
    let mut parser = Parser::new();
    let set = parser.set_language(language.grammar());
    let Some(tree) = set.ok().and_then(|()| parser.parse(text, None)) else { return Vec::new() };
    let outline = outline(text, language);
    let mut finder = Finder { text, language, outline: &outline, found: Vec::new() };
    finder.visit(tree.root_node());
    let mut found = finder.found;
    found.extend(readings::changes(text, language, tree.root_node()));
    found
}

struct Finder<'t> {
    text: &'t str,
    language: &'static Language,
    outline: &'t Outline,
    found: Vec<Mutation>,
}

impl<'t> Finder<'t> {
    fn visit(&mut self, node: Node<'t>) {
        let flags = self.language.tables().flags(node.kind_id());
        if flags.contains(flags::COMMENT) {
            return;
        }
        if flags.contains(flags::ATOM | flags::MARKUP) {
            self.string(node);
            self.around_interpolations(node);
            return;
        }
        let mut cursor = node.walk();
        let children: Vec<Node<'t>> = node.children(&mut cursor).collect();
        if children.is_empty() {
            self.leaf(node);
        }
        if BODIES.contains(&node.kind()) {
            self.statements(&children);
        }
        children.into_iter().for_each(|child| self.visit(child));
    }

    fn add(&mut self, class: Class, range: Range<usize>, new: impl Into<String>) {
        let new = new.into();
        if self.text.get(range.clone()).is_some_and(|old| old != new) {
            self.found.push(Mutation { class, range, new });
        }
    }

    fn slice(&self, node: Node<'_>) -> &'t str {
        &self.text[node.byte_range()]
    }

    fn leaf(&mut self, node: Node<'t>) {
        let text = self.slice(node);
        let range = node.byte_range();
        if let Some((_, new)) = WORDS.iter().find(|(old, _)| *old == text) {
            self.add(Class::Constant, range, *new);
        } else if !node.is_named() && text == "return" {
            self.newline(node);
        } else if !node.is_named() {
            if let Some((_, new)) = OPERATORS.iter().find(|(old, _)| *old == text) {
                self.add(Class::Operator, range, *new);
            }
        } else if text.starts_with(|it: char| it.is_ascii_digit()) {
            self.number(node);
        } else if node.kind().ends_with("identifier") && text.starts_with(|it: char| it.is_alphabetic()) {
            self.add(Class::Name, range.end..range.end, "_x");
        }
    }

    /// Another first digit.
    fn number(&mut self, node: Node<'t>) {
        let text = self.slice(node);
        let skipped =
            if text.len() > 2 && text[1..].starts_with(['x', 'X', 'b', 'B', 'o', 'O']) { 2 } else { 0 };
        let Some(digit) = text[skipped..].bytes().next().filter(u8::is_ascii_digit) else { return };
        let new = match digit {
            b'9' => '8',
            b'1' => '0',
            digit => char::from(digit + 1),
        };
        let at = node.start_byte() + skipped;
        self.add(Class::Constant, at..at + 1, new);
    }

    /// A line's end between `return` and what it returns.
    fn newline(&mut self, node: Node<'t>) {
        let Some(value) = node.next_sibling().filter(Node::is_named) else { return };
        if ENDS_BY_LINE.contains(&self.language.name) && value.start_position().row == node.end_position().row
        {
            let indentation = self.indentation(node);
            self.add(Class::Newline, node.end_byte()..value.start_byte(), format!("\n{indentation}"));
        }
    }

    /// A letter more inside a word, or two words of one.
    fn string(&mut self, node: Node<'t>) {
        let range = node.byte_range();
        let bytes = self.text[range.clone()].as_bytes();
        let inside = |at: &usize| bytes[at - 1].is_ascii_alphanumeric() && bytes[*at].is_ascii_alphanumeric();
        let middle = bytes.len() / 2;
        let places = (1..bytes.len()).filter(inside).min_by_key(|at| at.abs_diff(middle));
        if let Some(at) = places.map(|at| range.start + at) {
            self.add(Class::Text, at..at, if at % 2 == 0 { "q" } else { " " });
        }
    }

    /// A blank before an interpolation, and one after it.
    fn around_interpolations(&mut self, string: Node<'t>) {
        let mut cursor = string.walk();
        for child in string.named_children(&mut cursor) {
            if self.language.tables().flags(child.kind_id()).contains(flags::INTERPOLATION) {
                self.add(Class::Text, child.start_byte()..child.start_byte(), " ");
                self.add(Class::Text, child.end_byte()..child.end_byte(), " ");
            }
        }
    }

    fn statements(&mut self, children: &[Node<'t>]) {
        let tables = self.language.tables();
        let is_code = |node: &&Node<'t>| {
            let is_comment = tables.flags(node.kind_id()).contains(flags::COMMENT);
            // An empty statement says nothing.
            node.is_named() && !is_comment && !self.slice(**node).trim_matches([';', ' ', '\n']).is_empty()
        };
        let statements: Vec<Node<'t>> = children.iter().filter(is_code).copied().collect();
        for &statement in &statements {
            self.add(Class::Dropped, statement.byte_range(), "");
        }
        for pair in statements.windows(2) {
            self.swap(pair[0], pair[1]);
            if INDENTED.contains(&self.language.name) {
                self.indent(pair[0], pair[1]);
            }
        }
        if let [.., before, last] = statements[..]
            && INDENTED.contains(&self.language.name)
        {
            self.dedent(before, last);
        }
    }

    /// The other order. A unit does not see in which order the units in it stand, so those stay.
    fn swap(&mut self, one: Node<'t>, other: Node<'t>) {
        let range = one.start_byte()..other.end_byte();
        let defines = |at: usize| range.contains(&at);
        if self.outline.symbols.iter().skip(1).any(|it| defines(it.range.start().into())) {
            return;
        }
        if self.slice(one) != self.slice(other) {
            let between = &self.text[one.end_byte()..other.start_byte()];
            let new = format!("{}{between}{}", self.slice(other), self.slice(one));
            self.add(Class::Swapped, range, new);
        }
    }

    /// A statement after a compound one becomes part of it.
    fn indent(&mut self, compound: Node<'t>, statement: Node<'t>) {
        let mut inner = compound;
        while let Some(last) = inner.child(inner.child_count().saturating_sub(1)) {
            inner = last;
            if inner.kind() == "block" {
                let column = inner.start_position().column;
                if inner.start_position().row > compound.start_position().row {
                    self.reindent(statement, column);
                }
                return;
            }
        }
    }

    /// The last statement of a block comes to stand after it.
    fn dedent(&mut self, before: Node<'t>, last: Node<'t>) {
        let around = last.parent().filter(|it| it.kind() == "block").and_then(|it| it.parent());
        let Some(around) = around else { return };
        if before.start_position().row < last.start_position().row {
            let indentation = self.indentation(around);
            self.reindent(last, indentation.len());
        }
    }

    /// Moves a statement of one line, which stands there alone.
    fn reindent(&mut self, statement: Node<'t>, column: usize) {
        let start = statement.start_byte();
        let line = self.text[..start].rfind('\n').map_or(0, |it| it + 1);
        let is_alone = self.text[line..start].trim().is_empty();
        if is_alone && statement.start_position().row == statement.end_position().row {
            self.add(Class::Indentation, line..start, " ".repeat(column));
        }
    }

    /// The blanks before the line in which a node begins.
    fn indentation(&self, node: Node<'_>) -> &'t str {
        let line = self.text[..node.start_byte()].rfind('\n').map_or(0, |it| it + 1);
        let rest = &self.text[line..];
        &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]
    }
}
