//! What a place may hold: the facts by which functions and objects are followed from where they are made to where
//! they are called.
//!
//! A place is an access path: `table[a]`, `self.job`, `()` for the result of the function around, `()[]` for each
//! thing that it yields. So is what is put there. Literals are taken apart, so that each of their parts has a place.

use canton_grammars::flags;
use canton_grammars::tables::FlowKind;
use tree_sitter::Node;

use super::access::{MOST_TEXT, access, literal_key, word_in_quotes};
use super::arguments::ValueKind;
use super::bindings::BindingKind;
use super::walk::Walker;
use super::{Argument, Binding, Name};

/// The value of a place that holds a literal, whose members are the language's own.
pub const LITERAL: &str = "#";

/// The place of what a function is handed to where it is defined: `const total = logged(() => …)`.
pub const WRAPPED: &str = "@wrapped";

/// So many parts of a literal are kept.
const MOST_PARTS: usize = 32;
/// So deep literals are taken apart.
const MOST_DEPTH: u32 = 4;

/// A value that is taken apart.
#[derive(Clone, Copy)]
struct Put<'t, 'p> {
    symbol: u32,
    node: Node<'t>,
    /// What is found in the value by this path is meant.
    through: &'p str,
    depth: u32,
}

impl<'t> Walker<'t> {
    /// Whether the language's data says how values are followed.
    pub(super) fn follows(&self) -> bool {
        !self.tables.bodies.lists.is_empty()
    }

    /// Keeps what a place holds from here on: the value, or what is found in it.
    pub(super) fn put(&mut self, symbol: u32, place: &str, node: Node<'t>, through: &str) {
        if place == self.tables.bodies.star_list && !place.is_empty() {
            return self.put_star_list(symbol, place, node);
        }
        if self.follows() && place.len() <= MOST_TEXT {
            self.put_in(place, Put { symbol, node, through, depth: MOST_DEPTH });
        }
    }

    fn put_in(&mut self, place: &str, mut put: Put<'t, '_>) {
        let bodies = &self.tables.bodies;
        put.node = self.unwrapped(put.node);
        let kind = put.node.kind_id();
        if put.depth == 0 {
            return;
        }
        let below = Put { depth: put.depth - 1, ..put };
        if bodies.lists.contains(kind) || bodies.maps.contains(kind) {
            self.put_literal(put.symbol, place);
        }
        if !put.through.is_empty() && (bodies.lists.contains(kind) || bodies.maps.contains(kind)) {
            return self.put_through(place, below);
        }
        if bodies.lists.contains(kind) {
            for (at, part) in parts(put.node).enumerate() {
                self.put_part(format!("{place}[{at}]"), Put { node: part, ..below });
            }
        } else if bodies.maps.contains(kind) {
            parts(put.node).for_each(|part| self.put_entry(place, Put { node: part, ..below }));
        } else if bodies.choices.contains(kind) && is_choice(put.node, self.text) {
            parts(put.node).for_each(|part| self.put_in(place, Put { node: part, ..below }));
        } else if let Some(inner) = self.value_of_binding(put.node).or_else(|| self.given_back(put.node)) {
            self.put_in(place, Put { node: inner, ..below });
        } else {
            self.put_path(put.symbol, place, self.slice(put.node), put.through);
        }
    }

    /// The names that a file gives to who imports all of it, if each can be seen.
    fn put_star_list(&mut self, symbol: u32, place: &str, node: Node<'t>) {
        let words: Option<Vec<&str>> =
            node.named_children(&mut node.walk()).map(|it| word_in_quotes(self.slice(it))).collect();
        for word in words.unwrap_or_default() {
            let (name, value) = (self.names.intern(place), self.names.intern(word));
            self.push_followed(Binding { symbol, name, kind: BindingKind::Word, value, once: false });
        }
    }

    fn put_literal(&mut self, symbol: u32, place: &str) {
        let (name, value) = (self.names.intern(place), self.names.intern(LITERAL));
        self.push_followed(Binding { symbol, name, kind: BindingKind::Follow, value, once: false });
    }

    /// What is found in a literal: each of its parts.
    fn put_through(&mut self, place: &str, put: Put<'t, '_>) {
        let rest = put.through.strip_prefix("[]").unwrap_or_default();
        for part in parts(put.node) {
            let entry = self.tables.bodies.entries.iter().find(|it| it.0 == part.kind_id());
            let value = entry.and_then(|it| part.child_by_field_id(it.2)).unwrap_or(part);
            match rest.strip_prefix('[').and_then(|it| it.strip_suffix(']')?.parse::<usize>().ok()) {
                Some(at) if self.tables.bodies.lists.contains(value.kind_id()) => {
                    if let Some(node) = parts(value).nth(at) {
                        self.put_in(place, Put { node, through: "", ..put });
                    }
                }
                _ => self.put_in(place, Put { node: value, through: rest, ..put }),
            }
        }
    }

    /// A part of a list; what is spread in it may come to stand anywhere.
    fn put_part(&mut self, place: String, put: Put<'t, '_>) {
        let is_splat = self.tables.bodies.splats.contains(put.node.kind_id());
        match put.node.named_child(0).filter(|_| is_splat) {
            Some(node) => {
                let outer = place.rsplit_once('[').map_or("", |it| it.0);
                self.put_in(&format!("{outer}[]"), Put { node, through: "[]", ..put });
            }
            None => self.put_in(&place, put),
        }
    }

    fn put_entry(&mut self, place: &str, put: Put<'t, '_>) {
        let bodies = &self.tables.bodies;
        let kind = put.node.kind_id();
        if let Some(&(_, key, value)) = bodies.entries.iter().find(|it| it.0 == kind) {
            let (Some(key), Some(value)) =
                (put.node.child_by_field_id(key), put.node.child_by_field_id(value))
            else {
                return;
            };
            let text = self.slice(key);
            let is_name = key.child_count() == 0 && !bodies.names.contains(key.kind_id());
            let key = literal_key(text).or(Some(text).filter(|_| is_name)).unwrap_or_default();
            self.put_in(&format!("{place}[{key}]"), Put { node: value, ..put });
        } else if bodies.shorthands.contains(kind) {
            let name = self.slice(put.node);
            self.put_path(put.symbol, &format!("{place}[{name}]"), name, "");
        } else if let Some(node) = put.node.named_child(0).filter(|_| bodies.splats.contains(kind)) {
            self.put_in(place, Put { node, ..put });
        }
    }

    /// The value of `b = f` in `a = b = f`.
    fn value_of_binding(&self, node: Node<'t>) -> Option<Node<'t>> {
        let rules = &self.tables.rules(node.kind_id()).bindings;
        let rule = rules.iter().find(|it| it.name.is_some() && it.through.is_empty() && !it.again)?;
        rule.value.as_ref()?.of(node)
    }

    /// The first argument of a call that gives it back.
    pub(super) fn given_back(&self, node: Node<'t>) -> Option<Node<'t>> {
        let rule = self.tables.rules(node.kind_id()).call.as_ref()?;
        let callee = self.slice(rule.callee.of(node)?);
        if !self.tables.bodies.gives_back.iter().any(|it| it == callee) {
            return None;
        }
        node.child_by_field_id(rule.arguments?)?.named_child(0)
    }

    fn put_path(&mut self, symbol: u32, place: &str, text: &str, through: &str) {
        let path = access(text);
        if path.is_none() && place != "()" {
            return;
        }
        // That something else is given back must be known, or what is seen would be taken for all.
        let value = path.map_or(Name::default(), |it| self.names.intern(&(it + through)));
        let name = self.names.intern(place);
        self.push_followed(Binding { symbol, name, kind: BindingKind::Follow, value, once: false });
    }

    pub(super) fn push_followed(&mut self, it: Binding) {
        self.bindings.kept.push(it);
    }

    /// The names in a pattern, each with what it is given.
    pub(super) fn put_pattern(&mut self, symbol: u32, pattern: Node<'t>, value: Node<'t>, through: &str) {
        let put = Put { symbol, node: value, through, depth: MOST_DEPTH };
        self.put_pattern_in(pattern, put);
    }

    fn put_pattern_in(&mut self, pattern: Node<'t>, put: Put<'t, '_>) {
        let Put { symbol, node: value, through, depth } = put;
        if depth == 0 {
            return;
        }
        let value = self.unwrapped(value);
        let is_literal = self.tables.bodies.lists.contains(value.kind_id()) && through.is_empty();
        let is_list = self.tables.bodies.places.contains(pattern.kind_id());
        if is_literal && is_list {
            let pairs: Vec<(Node<'t>, Node<'t>)> = parts(pattern).zip(parts(value)).collect();
            for (part, value) in pairs {
                if self.tables.bodies.places.contains(part.kind_id()) {
                    self.put_pattern_in(part, Put { node: value, depth: depth - 1, ..put });
                } else if let Some(place) = access(self.slice(part)) {
                    self.put(symbol, &place, value, through);
                }
            }
            return;
        }
        for (place, key) in self.parts_of_pattern(pattern, depth) {
            self.put(symbol, &place, value, &format!("{through}{key}"));
        }
    }

    /// The names in a pattern, with what leads to them.
    fn parts_of_pattern(&self, pattern: Node<'t>, depth: u32) -> Vec<(String, String)> {
        let bodies = &self.tables.bodies;
        let is_list = bodies.places.contains(pattern.kind_id());
        if depth == 0 || !is_list && !bodies.patterns.contains(pattern.kind_id()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (at, part) in parts(pattern).enumerate() {
            let (key, value) = (part.child_by_field_name("key"), part.child_by_field_name("value"));
            let value = value.or(part.child_by_field_name("left")).unwrap_or(part);
            let step = match key.map_or(self.slice(value), |it| self.slice(it)) {
                _ if is_list => format!("[{at}]"),
                key => format!("[{}]", literal_key(key).unwrap_or(key)),
            };
            let inner = self.parts_of_pattern(value, depth - 1);
            found.extend(inner.into_iter().map(|(place, rest)| (place, format!("{step}{rest}"))));
            if let Some(place) = access(self.slice(value)).filter(|_| value.child_count() == 0) {
                found.push((place, step));
            }
        }
        found
    }

    /// Whether a lambda that is no symbol stands between here and the symbol around.
    pub(super) fn is_in_lambda(&self) -> bool {
        let Some((depth, own)) = self.opens.last().map(|it| (it.node_depth, u32::from(it.is_later))) else {
            return false;
        };
        let frames = self.frames.get(depth..).unwrap_or_default().iter();
        let is_later = |kind: u16| self.tables.rules(kind).flow == Some(FlowKind::Later);
        frames.filter(|it| is_later(it.kind)).count() as u32 > own
    }

    /// What a function that was just opened gives back without saying so, and the type of what it gives.
    pub(super) fn read_result(&mut self, function: Node<'t>, symbol: u32) {
        if !self.follows() {
            return;
        }
        let bodies = &self.tables.bodies;
        let field = |it: Option<u16>| it.and_then(|it| function.child_by_field_id(it));
        if let Some(body) = field(bodies.function_body)
            && !self.tables.flags(body.kind_id()).contains(flags::BLOCK)
            && access(self.slice(self.unwrapped(body))).is_some()
        {
            self.put(symbol, "()", body, "");
        }
        if let Some(type_) = field(bodies.result) {
            let value = self.plain_type(self.slice(type_));
            if value.len > 0 {
                let name = self.names.intern("()");
                self.push_followed(Binding { symbol, name, kind: BindingKind::Typed, value, once: false });
            }
        }
    }

    /// What is called with a definition that was just opened: decorators stand before it, or are its first children.
    pub(super) fn read_decorators(&mut self, node: Node<'t>, symbol: u32, is_wrapped: bool) {
        if !self.follows() {
            return;
        }
        let is_decorator = |it: &Node<'t>| self.tables.flags(it.kind_id()).contains(flags::ATTRIBUTE);
        if !is_wrapped && !node.named_child(0).is_some_and(|it| is_decorator(&it)) {
            return;
        }
        let before = std::iter::successors(node.prev_named_sibling(), Node::prev_named_sibling);
        let inside = (0..).map_while(|it| node.named_child(it));
        let mut found: Vec<Node<'t>> = before.take_while(is_decorator).collect();
        found.extend(inside.take_while(is_decorator));
        for decorator in found {
            self.put_path(symbol, "@", self.slice(decorator).trim_start_matches('@'), "");
        }
    }

    /// What a definition that was just opened is handed to, and stands for what that makes of it.
    pub(super) fn read_wrappers(&mut self, wrappers: &[Node<'t>], symbol: u32) {
        let follows = self.follows();
        for &wrapper in wrappers.iter().filter(|_| follows) {
            let text = self.slice(wrapper);
            if !self.tables.bodies.gives_back.iter().any(|it| it == text) {
                self.put_path(symbol, WRAPPED, text, "");
            }
        }
    }

    /// A parameter that takes any number of arguments holds `*`, what the callers give beyond the others.
    pub(super) fn put_rest(&mut self, symbol: u32, parameter: Node<'t>) {
        let text = self.slice(parameter).trim_start_matches(['*', '.']);
        if let Some(place) = access(text).filter(|it| self.follows() && !it.contains(['(', '['])) {
            let (name, value) = (self.names.intern(&place), self.names.intern("*"));
            self.push_followed(Binding { symbol, name, kind: BindingKind::Follow, value, once: false });
        }
    }

    /// Keeps a called expression that is computed, if it is an access path.
    pub(super) fn keep_computed(&mut self, text: &str, start: usize) {
        let path = access(text).or_else(|| self.above_this_class(text));
        let Some(path) = path.filter(|it| self.follows() && it.len() < 256) else { return };
        let value = self.names.intern(&path);
        self.arguments.push(Argument::callee(self.calls.len() as u32, start, value));
    }

    /// The access path of `super(C, self).f` in the class `C` itself, where it is `super().f`.
    fn above_this_class(&self, text: &str) -> Option<String> {
        let (given, rest) = text.strip_prefix("super(")?.split_once(')')?;
        let class = self.names.get(self.symbols[self.class_around()? as usize].name);
        let is_own = given.split(',').next()?.trim() == class.rsplit('.').next()?;
        is_own.then(|| access(&format!("super(){rest}"))).flatten()
    }

    /// What a method puts into what it is called on: `steps.append(f)`.
    pub(super) fn put_by_method(&mut self, path: &str, arguments: Option<Node<'t>>) {
        let Some((place, method)) = path.rsplit_once('.').filter(|_| self.follows()) else { return };
        let bodies = &self.tables.bodies;
        let has = |list: &[String]| list.iter().any(|it| it == method);
        let (adds, merges) = (has(&bodies.adds), has(&bodies.merges));
        if !adds && !merges {
            return;
        }
        let Some(value) = arguments.and_then(|it| parts(it).last()) else { return };
        let place = if adds { format!("{place}[]") } else { place.to_owned() };
        self.put(self.current(), &place, value, "");
    }

    /// Whether an argument is an access path that is more than a name.
    pub(super) fn is_followed(&self, node: Node<'t>, text: &str) -> bool {
        let is_call = self.tables.rules(node.kind_id()).call.is_some();
        self.follows() && (is_call || text.ends_with(']')) && access(text).is_some()
    }
}

/// The parts of a node, without comments.
fn parts<'t>(node: Node<'t>) -> impl Iterator<Item = Node<'t>> {
    let count = node.named_child_count().min(MOST_PARTS) as u32;
    (0..count).filter_map(move |it| node.named_child(it)).filter(|it| !it.is_extra())
}

/// Not `a + b`.
pub(super) fn is_choice(node: Node<'_>, text: &str) -> bool {
    let operator = node.child_by_field_name("operator").and_then(|it| text.get(it.byte_range()));
    operator.is_none_or(|it| matches!(it, "||" | "&&" | "??" | "or" | "and"))
}

impl ValueKind {
    /// Whether it is a name or leads on from one.
    pub fn leads(self) -> bool {
        matches!(self, ValueKind::Path | ValueKind::Follow)
    }
}
