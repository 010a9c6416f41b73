//! What names stand for: constants, members of enumerations, objects of a class, other names. And what must not
//! be taken for what it was, because something else binds it too.

use canton_grammars::tables::{Binding as Rule, FlowKind, Rules, WriteKind};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use tree_sitter::Node;

use super::Name;
use super::access::access;
use super::arguments::ValueKind;
use super::calls::callee;
use super::follow::is_choice;
use super::walk::Walker;

/// A name or a place, and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The index of the symbol in which it is bound: a class for its attributes, 0 for the module.
    pub symbol: u32,
    /// The name.
    pub name: Name,
    /// What it stands for.
    pub kind: BindingKind,
    /// The word, the path or the name.
    pub value: Name,
    /// Nothing else binds it.
    pub once: bool,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum BindingKind {
    /// A string of a word.
    Word,
    /// `true` or `false`.
    Bool,
    /// The same as another name.
    Path,
    /// What a call gives: the callee.
    Made,
    /// Something of that type.
    Typed,
    /// The name is an access path, and what is found by the access path in `value` may be there: see
    /// [`super::access()`]. The place `()` is the result of the symbol, where an empty value says that it may be
    /// something else; `@` is a decorator of it.
    Follow,
}

impl Binding {
    /// A name that is bound once, and to what a plain kind can say.
    pub fn is_plain(&self) -> bool {
        self.once && self.kind != BindingKind::Follow
    }
}

/// A class that another one inherits from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base {
    /// The index of the class.
    pub symbol: u32,
    /// The base's name as written, with dots.
    pub name: Name,
}

/// What a walk has met so far.
#[derive(Clone, Default)]
pub(super) struct Bindings {
    pub(super) kept: Vec<Binding>,
    pub(super) bases: Vec<Base>,
    /// What is bound, each time that it is.
    pub(super) counts: Vec<Count>,
}

/// A name is bound so many times more in a symbol.
#[derive(Clone, Copy)]
pub(super) struct Count {
    pub(super) symbol: u32,
    pub(super) name: u64,
    pub(super) times: u32,
}

impl<'t> Walker<'t> {
    /// Reads what the node under the cursor binds.
    pub(super) fn bind(&mut self, node: Node<'t>, rules: &'t Rules) {
        for rule in &rules.bindings {
            if rule.with.as_ref().is_some_and(|it| it.of(node).is_none()) {
                continue;
            }
            if !rule.place.is_empty() {
                self.bind_place(node, rule);
                continue;
            }
            let Some(name) = rule.name.map_or(Some(node), |it| node.child_by_field_id(it)) else { continue };
            let is_function = self.tables.flags(node.kind_id()).contains(canton_grammars::flags::FLOW);
            if is_function && self.is_own_function(node) {
                continue;
            }
            self.bind_by(node, name, rule);
        }
    }

    /// What is bound where no child says it: a result.
    fn bind_place(&mut self, node: Node<'t>, rule: &Rule) {
        let scope = self.current();
        let is_result = rule.place.starts_with('(');
        if !is_result {
            self.count(scope, &rule.place, 1);
        }
        let before = self.bindings.kept.len();
        if is_result && !self.is_in_lambda() || !is_result && !self.keep(node, scope, &rule.place, rule) {
            let value = rule.value.as_ref().and_then(|it| it.of(node));
            value.into_iter().for_each(|it| self.put(scope, &rule.place, it, &rule.through));
        }
        // That there is something is said even where its value cannot be.
        if rule.place.starts_with('@') && self.bindings.kept.len() == before {
            self.put_unknown(scope, &rule.place);
        }
    }

    fn bind_by(&mut self, node: Node<'t>, name: Node<'t>, rule: &Rule) {
        let bodies = &self.tables.bodies;
        let text = self.slice(name);
        let scope = self.current();
        let value = rule.value.as_ref().and_then(|it| it.of(node));
        if bodies.members.contains(name.kind_id()) {
            let mut plain = String::new();
            let own = if text.starts_with('(') {
                super::writes::place(text, &mut plain);
                &plain
            } else {
                text
            };
            let is_seen = self.attribute(own).is_some_and(|(class, attribute)| {
                self.count(class, attribute, 1);
                let is_kept = self.keep(node, class, attribute, rule);
                if !is_kept && value.is_some_and(|it| self.may_be_function(it)) {
                    self.put_unknown(class, attribute);
                }
                is_kept && !self.is_path(value)
            });
            if let (Some(value), false, Some(place)) = (value, is_seen, access(text)) {
                self.put(scope, &place, value, &rule.through);
            }
        } else if self.unwrapped(name).child_count() == 0 && !text.is_empty() {
            let times = 1 + u32::from(rule.again);
            self.count(scope, text, times);
            if rule.again || self.assigns(node, name) {
                self.count_around(text, times);
            }
            if rule.again {
            } else if let (false, Some(value)) = (self.keep(node, scope, text, rule), value) {
                self.put(scope, text, value, &rule.through);
            }
        } else {
            let is_outer = rule.again || self.assigns(node, name);
            self.bind_pattern(name, scope, is_outer, rule.outer);
            match (value, access(text)) {
                (Some(value), Some(place)) => self.put(scope, &place, value, &rule.through),
                (Some(value), None) if self.follows() => {
                    self.put_pattern(scope, name, value, &rule.through);
                }
                _ => {}
            }
        }
    }

    /// Whether a value is a path, which may mean something else in the class than where it stands.
    fn is_path(&self, value: Option<Node<'t>>) -> bool {
        let bodies = &self.tables.bodies;
        value.is_some_and(|it| bodies.names.contains(it.kind_id()) || bodies.members.contains(it.kind_id()))
    }

    /// Every name in a pattern is bound; those in its defaults and types are taken to be, which is safe.
    fn bind_pattern(&mut self, pattern: Node<'t>, scope: u32, is_outer: bool, is_declared: bool) {
        let mut rest = vec![pattern];
        while let Some(node) = rest.pop() {
            if node.child_count() == 0 {
                let name = self.slice(node);
                self.count(scope, name, 2);
                if is_outer {
                    self.count_around(name, 2);
                }
                if is_declared && node.is_named() {
                    self.put_unknown_around(name);
                }
            }
            rest.extend(node.named_children(&mut node.walk()));
        }
    }

    /// The class and the attribute of `self.x`.
    fn attribute(&self, text: &'t str) -> Option<(u32, &'t str)> {
        let (object, attribute) = text.split_once('.')?;
        if !matches!(object, "self" | "this") || attribute.contains('.') {
            return None;
        }
        Some((self.class_around()?, attribute))
    }

    /// The innermost class.
    pub(super) fn class_around(&self) -> Option<u32> {
        let mut symbol = self.current();
        while symbol != 0 && !self.symbols[symbol as usize].kind.is_class_like() {
            symbol = self.symbols[symbol as usize].parent;
        }
        (symbol != 0).then_some(symbol)
    }

    /// Whether a node assigns to a name that it does not declare, which may be one of the functions around or of the
    /// file.
    fn assigns(&self, node: Node<'t>, target: Node<'t>) -> bool {
        let tables = self.tables;
        !tables.writes.names.is_empty()
            && self.write_rule(node).is_some_and(|it| it.is != WriteKind::Declared)
            && !tables.bodies.members.contains(target.kind_id())
    }

    /// A name is bound in what is around the innermost symbol too.
    fn count_around(&mut self, name: &str, times: u32) {
        let mut symbol = self.current();
        while symbol != 0 {
            symbol = self.symbols[symbol as usize].parent;
            self.count(symbol, name, times);
        }
    }

    /// A name of what is around the innermost symbol is bound to something of which nothing is kept.
    fn put_unknown_around(&mut self, name: &str) {
        let mut symbol = self.current();
        while symbol != 0 {
            symbol = self.symbols[symbol as usize].parent;
            self.put_unknown(symbol, name);
        }
    }

    fn put_unknown(&mut self, symbol: u32, name: &str) {
        let (name, value) = (self.names.intern(name), Name::default());
        let it = Binding { symbol, name, kind: BindingKind::Follow, value, once: false };
        self.bindings.kept.push(it);
    }

    /// Whether a value is a lambda, or one of several.
    fn may_be_function(&self, value: Node<'t>) -> bool {
        let value = self.unwrapped(value);
        let is_later = self.tables.rules(value.kind_id()).flow == Some(FlowKind::Later);
        is_later || self.tables.bodies.choices.contains(value.kind_id()) && is_choice(value, self.text)
    }

    fn count(&mut self, scope: u32, name: &str, times: u32) {
        self.bindings.counts.push(Count { symbol: scope, name: hash_of(name), times });
    }

    /// Keeps what a name stands for that is bound at the node under the cursor; false where that cannot be said by one of the plain kinds.
    fn keep(&mut self, node: Node<'t>, symbol: u32, name: &str, rule: &Rule) -> bool {
        let in_function = self.symbols[symbol as usize].kind.is_function_like();
        let type_ = rule.type_.and_then(|it| node.child_by_field_id(it));
        let type_ = type_.map_or(Name::default(), |it| self.plain_type(self.slice(it)));
        let value = rule.value.as_ref().filter(|_| rule.through.is_empty()).and_then(|it| it.of(node));
        let value = value.map(|it| self.unwrapped(it));
        let is_constant = rule.constant.as_ref().is_none_or(|word| {
            let before = self.text.get(self.frame().start as usize..node.start_byte()).unwrap_or_default();
            before.split_whitespace().any(|it| it == word)
        });
        let found = match value {
            Some(value) if is_constant => self.meaning(value, in_function),
            _ => None,
        };
        let typed = (type_.len > 0).then_some((BindingKind::Typed, type_));
        let seen = |it: &(BindingKind, Name)| matches!(it.0, BindingKind::Word | BindingKind::Bool);
        let Some((kind, value)) = found.filter(|it| seen(it) || typed.is_none()).or(typed) else {
            return false;
        };
        let name = self.names.intern(name);
        self.bindings.kept.push(Binding { symbol, name, kind, value, once: false });
        // What is declared to be of a type may still be followed.
        kind != BindingKind::Typed
    }

    /// What a value makes of the name that it is bound to. A word in a function is no constant: control decides
    /// when it is bound.
    fn meaning(&mut self, value: Node<'t>, in_function: bool) -> Option<(BindingKind, Name)> {
        let tables = self.tables;
        let rule = tables.rules(value.kind_id()).call.as_ref().filter(|it| it.only.is_empty());
        if let Some(rule) = rule {
            if self.given_back(value).is_some() {
                return None;
            }
            let text = self.slice(rule.callee.of(value)?);
            let mut path = std::mem::take(&mut self.scratch);
            callee(text, &mut path);
            let made = (!path.is_empty()).then(|| (BindingKind::Made, self.names.intern(&path)));
            self.scratch = path;
            return made;
        }
        let value = self.value(value);
        match value.kind {
            ValueKind::Word if !in_function => Some((BindingKind::Word, value.text)),
            ValueKind::Bool if !in_function => Some((BindingKind::Bool, value.text)),
            ValueKind::Path => Some((BindingKind::Path, value.text)),
            _ => None,
        }
    }

    /// Reads what a class that was just opened inherits from.
    pub(super) fn read_bases(&mut self, class: Node<'t>, symbol: u32) {
        let tables = self.tables;
        for rule in &tables.rules(class.kind_id()).bases {
            let list = match rule.field {
                Some(field) => class.child_by_field_id(field),
                None => class.named_children(&mut class.walk()).find(|it| rule.child.contains(it.kind_id())),
            };
            let mut rest: Vec<Node<'t>> = list.into_iter().collect();
            while let Some(node) = rest.pop() {
                let kind = node.kind_id();
                let is_path = tables.bodies.names.contains(kind) || tables.bodies.members.contains(kind);
                if rule.except.contains(kind) {
                    continue;
                }
                // A call may make a class below what it is given, or below what it is a method of.
                let called = tables.rules(kind).call.as_ref().and_then(|it| it.callee.of(node));
                let called = called.filter(|it| *it != node);
                if let Some((object, _)) = called.and_then(|it| self.slice(it).rsplit_once('.')) {
                    let name = self.plain_type(object);
                    self.bindings.bases.extend((name.len > 0).then_some(Base { symbol, name }));
                }
                if is_path {
                    let name = self.plain_type(self.slice(node));
                    self.bindings.bases.extend((name.len > 0).then_some(Base { symbol, name }));
                } else if !tables.bodies.keywords.iter().any(|it| it.0 == kind)
                    || rule.keyword.as_ref().is_some_and(|it| self.slice(node).starts_with(it.as_str()))
                {
                    let children: Vec<Node<'t>> = node.named_children(&mut node.walk()).collect();
                    rest.extend(children.into_iter().rev());
                }
            }
        }
    }
}

pub(super) fn hash_of(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    hasher.finish()
}
