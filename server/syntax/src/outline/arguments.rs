//! Arguments and parameters: what of them can be seen without running anything.

use canton_grammars::flags;
use canton_grammars::tables::{Call as Rule, ParameterShape};
use tree_sitter::Node;

use super::access::{is_path, word_in_quotes};
use super::calls::is_name_byte;
use super::walk::Walker;
use super::{CallForm, Name};
use crate::TextRange;

/// An argument whose value can be seen, or one with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The index of its call.
    pub call: u32,
    /// The byte at which its value starts, within the quotes.
    at: u32,
    key: u32,
    value: u32,
    key_length: u8,
    length: u8,
    /// Its place among the arguments without names; 0 for one with a name.
    pub position: u8,
    /// What its value is.
    pub kind: ValueKind,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ValueKind {
    /// A string of a word: `"staging"`.
    Word,
    /// `true` or `false`, whatever its case.
    Bool,
    /// A name, with dots where it is a member: a parameter, a constant, a member of an enumeration.
    Path,
    /// An access path that is more, or that rests on a name bound in the function: see [`super::access()`].
    Follow,
    /// The called expression itself, where it is computed: an access path as [`super::access()`] writes it.
    Callee,
    /// Anything else.
    Unknown,
}

/// A value that can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Its text without quotes; empty for an unknown one.
    pub text: Name,
}

/// A parameter of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The index of its function.
    pub symbol: u32,
    /// Its name; empty where it is no plain one.
    pub name: Name,
    /// Its default; `None` where it has none.
    pub default: Option<Value>,
    /// The name of its type, where that is a plain one; else empty.
    pub type_: Name,
    /// Arguments can reach it by its place.
    pub by_place: bool,
    /// It takes any number of arguments.
    pub is_rest: bool,
}

impl Argument {
    /// Its name; `None` for one that has only a place.
    pub fn key(&self) -> Option<Name> {
        (self.key_length > 0).then(|| Name { start: self.key, len: self.key_length.into() })
    }

    /// Its value.
    pub fn value(&self) -> Value {
        let text = match self.kind {
            ValueKind::Unknown => Name::default(),
            _ => Name { start: self.value, len: self.length.into() },
        };
        Value { kind: self.kind, text }
    }

    /// Where its value stands, without quotes.
    pub fn range(&self) -> TextRange {
        TextRange::at(self.at.into(), u32::from(self.length).into())
    }

    /// The called expression of the call at an index, where it is computed.
    pub(super) fn callee(call: u32, start: usize, path: Name) -> Argument {
        let (key, key_length, position) = (0, 0, u8::MAX);
        let (at, value, length, kind) = (start as u32, path.start, path.len as u8, ValueKind::Callee);
        Argument { call, at, key, value, key_length, length, position, kind }
    }

    /// It is no argument, but the called expression.
    pub fn is_callee(&self) -> bool {
        self.kind == ValueKind::Callee
    }

    /// Gives its names other places.
    pub(super) fn rename(&mut self, mut place: impl FnMut(&mut Name)) {
        let (mut key, mut value) = (self.key().unwrap_or_default(), self.value().text);
        place(&mut key);
        place(&mut value);
        (self.key, self.value) = (key.start, value.start);
    }

    /// The same argument of another call, so many bytes further on.
    pub(super) fn moved(self, call: u32, by: i64) -> Argument {
        Argument { call, at: (i64::from(self.at) + by) as u32, ..self }
    }

    /// The same argument, of which nothing is known any more.
    pub(super) fn forget(&mut self) {
        self.kind = ValueKind::Unknown;
        self.value = 0;
    }
}

/// The place and text of a value.
struct Seen<'t> {
    kind: ValueKind,
    at: usize,
    text: &'t str,
}

/// So many arguments are found by their index.
const FEW_ARGUMENTS: usize = 4;
/// The most bytes of a value or a name that is kept.
pub(super) const MOST_BYTES: usize = 64;

impl<'t> Walker<'t> {
    /// Reads the arguments of the call that is about to be kept.
    pub(super) fn arguments(&mut self, node: Node<'t>, rule: &Rule) -> CallForm {
        let mut form = CallForm(if self.is_awaited() { CallForm::AWAITED } else { 0 });
        let Some(list) = rule.arguments.and_then(|it| node.child_by_field_id(it)) else {
            // `new Foo` has no list of arguments, and no arguments.
            form.0 |= if rule.arguments.is_some() { CallForm::KNOWN } else { 0 };
            return form;
        };
        if self.tables.flags(list.kind_id()).contains(flags::ATOM | flags::FLOW) {
            return form;
        }
        form.0 |= CallForm::KNOWN;
        let (mut place, count) = (0, list.named_child_count());
        if count <= FEW_ARGUMENTS {
            // A cursor costs more than to count to four.
            for child in (0..count as u32).filter_map(|it| list.named_child(it)) {
                self.argument(child, &mut place, &mut form);
            }
        } else {
            for child in list.named_children(&mut list.walk()) {
                self.argument(child, &mut place, &mut form);
            }
        }
        form.0 |= place.min(CallForm::COUNT);
        form
    }

    fn argument(&mut self, node: Node<'t>, place: &mut u16, form: &mut CallForm) {
        let bodies = &self.tables.bodies;
        let kind = node.kind_id();
        if node.is_extra() {
            return;
        }
        if bodies.splats.contains(kind) {
            form.0 |= CallForm::SPLAT;
        } else if let Some(&(_, name, value)) = bodies.keywords.iter().find(|it| it.0 == kind) {
            self.keyword(node, name, value);
        } else {
            if bodies.objects.contains(kind) {
                self.object(node, form);
            } else if form.0 & CallForm::SPLAT == 0 && *place < CallForm::COUNT {
                let seen = self.seen(node);
                if seen.kind != ValueKind::Unknown {
                    self.push_argument(None, seen, *place as u8);
                }
            }
            *place += 1;
        }
    }

    /// The entries of an object count as arguments with names.
    fn object(&mut self, node: Node<'t>, form: &mut CallForm) {
        let bodies = &self.tables.bodies;
        let first = self.arguments.len();
        for child in node.named_children(&mut node.walk()) {
            let kind = child.kind_id();
            if let Some(&(_, name, value)) = bodies.keywords.iter().find(|it| it.0 == kind) {
                self.keyword(child, name, value);
            } else if bodies.shorthands.contains(kind) {
                let text = self.slice(child);
                let seen = Seen { kind: ValueKind::Path, at: child.start_byte(), text };
                self.push_argument(Some(text), seen, 0);
            } else if bodies.splats.contains(kind) {
                // What is spread may have any of the names, and wins over those before it.
                form.0 |= CallForm::SPLAT;
                self.arguments[first..].iter_mut().for_each(Argument::forget);
            }
        }
    }

    fn keyword(&mut self, node: Node<'t>, name: u16, value: u16) {
        let (Some(name), Some(value)) = (node.child_by_field_id(name), node.child_by_field_id(value)) else {
            return;
        };
        let key = self.slice(name).trim_matches(['"', '\'']);
        let seen = self.seen(value);
        self.push_argument(Some(key), seen, 0);
    }

    fn push_argument(&mut self, key: Option<&str>, seen: Seen<'t>, position: u8) {
        if key.is_some_and(|it| it.is_empty() || it.len() > MOST_BYTES) {
            return;
        }
        let key = key.map_or(Name::default(), |it| self.names.intern(it));
        let value = match seen.kind {
            ValueKind::Unknown => Name::default(),
            _ => self.names.intern(seen.text),
        };
        self.arguments.push(Argument {
            call: self.calls.len() as u32,
            at: seen.at as u32,
            key: key.start,
            value: value.start,
            key_length: key.len as u8,
            length: seen.text.len() as u8,
            position,
            kind: seen.kind,
        });
    }

    /// The one value in what only holds values.
    pub(super) fn unwrapped(&self, node: Node<'t>) -> Node<'t> {
        let is_wrap = self.tables.bodies.wraps.contains(node.kind_id()) && node.named_child_count() == 1;
        node.named_child(0).filter(|_| is_wrap).unwrap_or(node)
    }

    /// What can be seen of an expression. Of anything that is no word and no path, only where it stands.
    fn seen(&self, node: Node<'t>) -> Seen<'t> {
        let (at, text, kind) = (node.start_byte(), self.slice(node), node.kind_id());
        let bodies = &self.tables.bodies;
        let unknown = || {
            let line = text.lines().next().unwrap_or_default();
            Seen { kind: ValueKind::Unknown, at, text: if line.len() > MOST_BYTES { "" } else { line } }
        };
        if self.tables.flags(kind).contains(flags::ATOM) {
            return match word_in_quotes(text) {
                Some(word) => {
                    Seen { kind: ValueKind::Word, at: at + (text.len() - word.len()) / 2, text: word }
                }
                None => unknown(),
            };
        }
        let kind = if bodies.bools.contains(kind) {
            ValueKind::Bool
        } else if (bodies.names.contains(kind) || bodies.members.contains(kind)) && is_path(text) {
            ValueKind::Path
        } else if text.len() <= MOST_BYTES && self.is_followed(node, text) {
            ValueKind::Follow
        } else {
            ValueKind::Unknown
        };
        if kind == ValueKind::Unknown || text.len() > MOST_BYTES {
            unknown()
        } else {
            Seen { kind, at, text }
        }
    }

    /// A value as it is kept with what it is the value of.
    pub(super) fn value(&mut self, node: Node<'t>) -> Value {
        let seen = self.seen(node);
        let text = match seen.kind {
            ValueKind::Unknown => Name::default(),
            _ => self.names.intern(seen.text),
        };
        Value { kind: seen.kind, text }
    }

    /// Reads the parameters of a function that was just opened.
    pub(super) fn read_parameters(&mut self, function: Node<'t>, symbol: u32, is_member: bool) {
        let tables = self.tables;
        let fields = &tables.bodies.parameter_fields;
        let Some(list) = fields.iter().find_map(|&it| function.child_by_field_id(it)) else { return };
        if tables.bodies.parameter_names.contains(list.kind_id()) {
            return self.parameter(list, symbol, true);
        }
        let mut by_place = true;
        for (at, child) in list.named_children(&mut list.walk()).enumerate() {
            let kind = child.kind_id();
            let is_receiver = at == 0 && is_member && self.is_receiver(child);
            if tables.bodies.keyword_only.contains(kind) {
                by_place = false;
            } else if child.is_extra() || tables.bodies.separators.contains(kind) || is_receiver {
                continue;
            } else {
                self.parameter(child, symbol, by_place);
                by_place &= !self.parameters.last().is_some_and(|it| it.symbol == symbol && it.is_rest);
            }
        }
    }

    fn is_receiver(&self, node: Node<'t>) -> bool {
        let name = self.slice(node).split([':', '=']).next().unwrap_or_default().trim();
        self.tables.bodies.receivers.iter().any(|it| it == name)
    }

    fn parameter(&mut self, node: Node<'t>, symbol: u32, by_place: bool) {
        let bodies = &self.tables.bodies;
        let shape = bodies.parameters.iter().find(|it| it.kind == node.kind_id());
        let Some(shape) = shape else {
            let nothing = ParameterShape { kind: 0, name: None, value: None, type_: None };
            return self.named_parameter(node, node, &nothing, (symbol, by_place));
        };
        let field = shape.name.and_then(std::num::NonZeroU16::new);
        let names: Vec<Node<'t>> = match field {
            Some(field) => node.children_by_field_id(field, &mut node.walk()).collect(),
            None => node.named_child(0).into_iter().collect(),
        };
        for name in names.into_iter().filter(Node::is_named) {
            self.named_parameter(node, name, shape, (symbol, by_place));
        }
    }

    fn named_parameter(
        &mut self,
        node: Node<'t>,
        name: Node<'t>,
        shape: &ParameterShape,
        (symbol, by_place): (u32, bool),
    ) {
        let bodies = &self.tables.bodies;
        if bodies.patterns.contains(name.kind_id()) {
            let type_ = shape.type_.and_then(|it| node.child_by_field_id(it)).map_or("", |it| self.slice(it));
            return self.parameter_pattern(name, symbol, type_);
        }
        let is_rest = bodies.rests.contains(name.kind_id()) || bodies.rests.contains(node.kind_id());
        let is_plain = !is_rest && bodies.parameter_names.contains(name.kind_id());
        let default = shape.value.and_then(|it| node.child_by_field_id(it));
        let type_ = shape.type_.and_then(|it| node.child_by_field_id(it)).map_or("", |it| self.slice(it));
        let parameter = Parameter {
            symbol,
            name: if is_plain { self.names.intern(self.slice(name)) } else { Name::default() },
            default: default.map(|it| self.value(it)),
            type_: self.whole_type(type_),
            by_place,
            is_rest,
        };
        self.parameters.push(parameter);
        if is_rest {
            self.put_rest(symbol, name);
        }
        let is_field = |it: Node<'_>| bodies.fields_too.contains(it.kind_id());
        if is_plain && !bodies.fields_too.is_empty() && node.named_child(0).is_some_and(is_field) {
            self.put(symbol, &format!("this.{}", self.slice(name)), name, "");
        }
    }

    /// `{ target, size = "small" }`: names that callers give, in one place.
    fn parameter_pattern(&mut self, node: Node<'t>, symbol: u32, type_: &str) {
        // All of it has the type: what a part has is not said.
        let mut whole = self.composed_type(type_);
        for child in node.named_children(&mut node.walk()) {
            let text = self.slice(child);
            let name = text.split(['=', ':']).next().unwrap_or_default().trim();
            let is_name = !name.is_empty() && name.len() <= MOST_BYTES && name.bytes().all(is_name_byte);
            if !is_name {
                continue;
            }
            let name = self.names.intern(name);
            // A default within a pattern is an expression of any shape: it is there, and not read.
            let unknown = Value { kind: ValueKind::Unknown, text: Name::default() };
            let default = text.contains('=').then_some(unknown);
            let type_ = std::mem::take(&mut whole);
            self.parameters.push(Parameter { symbol, name, default, type_, by_place: false, is_rest: false });
        }
    }

    /// The name of a type that is a plain path: without `:` and quotes, and without `| None` and `?`.
    pub(super) fn plain_type(&mut self, text: &str) -> Name {
        let text = text.trim_start_matches(':').trim();
        let text = text.trim_matches(['"', '\'', '*', '&', '?']);
        let text = text.strip_suffix("| None").or(text.strip_suffix("| undefined")).unwrap_or(text).trim();
        if text.len() > MOST_BYTES || !is_path(text) {
            return Name::default();
        }
        self.names.intern(text)
    }
}
