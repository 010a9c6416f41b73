//! What names stand for: constants, members of enumerations, objects of a class, other names. And what must not
//! be taken for what it was, because something else binds it too.

use canton_grammars::tables::{Binding as Rule, Rules};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use tree_sitter::Node;

use super::arguments::ValueKind;
use super::calls::callee;
use super::draft::Draft;
use super::walk::Walker;
use super::{Call, Name};

/// A name that is bound once, and what it stands for.
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
            let Some(name) = rule.name.map_or(Some(node), |it| node.child_by_field_id(it)) else { continue };
            let is_function = self.tables.flags(node.kind_id()).contains(canton_grammars::flags::FLOW);
            if is_function && self.is_own_function(node) {
                continue;
            }
            self.bind_by(node, name, rule);
        }
    }

    fn bind_by(&mut self, node: Node<'t>, name: Node<'t>, rule: &Rule) {
        let bodies = &self.tables.bodies;
        let text = self.slice(name);
        let scope = self.current();
        if bodies.members.contains(name.kind_id()) {
            if let Some((class, attribute)) = self.attribute(text) {
                self.count(class, attribute, 1);
                self.keep(node, class, attribute, rule);
            }
        } else if self.unwrapped(name).child_count() == 0 && !text.is_empty() {
            let times = 1 + u32::from(rule.again);
            self.count(scope, text, times);
            if rule.again {
                self.count(0, text, times);
            } else {
                self.keep(node, scope, text, rule);
            }
        } else {
            self.bind_pattern(name, scope);
        }
    }

    /// Every name in a pattern is bound; those in its defaults and types are taken to be, which is safe.
    fn bind_pattern(&mut self, pattern: Node<'t>, scope: u32) {
        let mut rest = vec![pattern];
        while let Some(node) = rest.pop() {
            if node.child_count() == 0 {
                self.count(scope, self.slice(node), 2);
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
        let mut symbol = self.current();
        while symbol != 0 && !self.symbols[symbol as usize].kind.is_class_like() {
            symbol = self.symbols[symbol as usize].parent;
        }
        (symbol != 0).then_some((symbol, attribute))
    }

    fn count(&mut self, scope: u32, name: &str, times: u32) {
        self.bindings.counts.push(Count { symbol: scope, name: hash_of(name), times });
    }

    fn keep(&mut self, node: Node<'t>, symbol: u32, name: &str, rule: &Rule) {
        let in_function = self.symbols[symbol as usize].kind.is_function_like();
        let type_ = rule.type_.and_then(|it| node.child_by_field_id(it));
        let type_ = type_.map_or(Name::default(), |it| self.plain_type(self.slice(it)));
        let value = rule.value.and_then(|it| node.child_by_field_id(it)).map(|it| self.unwrapped(it));
        let is_constant = rule.constant.as_ref().is_none_or(|word| {
            let start = node.parent().map_or(0, |parent| parent.start_byte());
            let before = self.text.get(start..node.start_byte()).unwrap_or_default();
            before.split_whitespace().any(|it| it == word)
        });
        let found = match value {
            Some(value) if is_constant => self.meaning(value, in_function),
            _ => None,
        };
        let typed = (type_.len > 0).then_some((BindingKind::Typed, type_));
        let seen = |it: &(BindingKind, Name)| matches!(it.0, BindingKind::Word | BindingKind::Bool);
        let Some((kind, value)) = found.filter(|it| seen(it) || typed.is_none()).or(typed) else { return };
        let name = self.names.intern(name);
        self.bindings.kept.push(Binding { symbol, name, kind, value });
    }

    /// What a value makes of the name that it is bound to. A word in a function is no constant: control decides
    /// when it is bound.
    fn meaning(&mut self, value: Node<'t>, in_function: bool) -> Option<(BindingKind, Name)> {
        let tables = self.tables;
        let rule = tables.rules(value.kind_id()).call.as_ref().filter(|it| it.only.is_empty());
        if let Some(rule) = rule {
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
                if is_path {
                    let name = self.plain_type(self.slice(node));
                    self.bindings.bases.extend((name.len > 0).then_some(Base { symbol, name }));
                } else if !tables.bodies.keywords.iter().any(|it| it.0 == kind) {
                    let children: Vec<Node<'t>> = node.named_children(&mut node.walk()).collect();
                    rest.extend(children.into_iter().rev());
                }
            }
        }
    }
}

impl Draft {
    /// Drops what is bound more than once or never asked for, and forgets arguments that a function binds anew.
    pub(super) fn settle_bindings(&mut self) {
        let mut counts: FxHashMap<(u32, u64), u32> = FxHashMap::default();
        counts.reserve(self.bindings.counts.len());
        for it in &self.bindings.counts {
            *counts.entry((it.symbol, it.name)).or_default() += it.times;
        }
        let mut kept = std::mem::take(&mut self.bindings.kept);
        let called = if kept.is_empty() { FxHashSet::default() } else { self.called_heads() };
        kept.retain(|it| {
            let hash = hash_of(self.names.get(it.name));
            let is_asked = matches!(it.kind, BindingKind::Word | BindingKind::Bool) || called.contains(&hash);
            // What a module binds may be asked for by other files.
            (is_asked || it.symbol == 0) && counts.get(&(it.symbol, hash)) == Some(&1)
        });
        kept.sort_by_key(|it| it.symbol);
        self.bindings.kept = kept;
        self.parameters.sort_by_key(|it| it.symbol);
        self.bindings.bases.sort_by_key(|it| it.symbol);
        for at in 0..self.arguments.len() {
            let argument = self.arguments[at];
            if argument.kind == ValueKind::Path
                && self.is_bound_around(&counts, argument.call, argument.value().text)
            {
                self.arguments[at].forget();
            }
        }
        self.arguments.retain(|it| it.kind != ValueKind::Unknown || it.key().is_some());
        self.mark_bound_callees(&counts);
    }

    /// Says of each call whether something in the file binds the first name of what is called.
    fn mark_bound_callees(&mut self, counts: &FxHashMap<(u32, u64), u32>) {
        let bound: FxHashSet<u64> = counts.keys().map(|it| it.1).collect();
        for at in 0..self.calls.len() {
            let callee = self.calls[at].callee;
            let path = self.names.get(callee);
            let head = hash_of(path.split('.').next().unwrap_or(path));
            if !bound.contains(&head) {
                continue;
            }
            let is_local = self.is_bound_around(counts, at as u32, callee);
            let is_global = counts.contains_key(&(0, head));
            self.calls[at].form.bind(is_local, is_global);
        }
    }

    /// Whether one of the functions around a call binds the first part of a path.
    fn is_bound_around(&self, counts: &FxHashMap<(u32, u64), u32>, call: u32, path: Name) -> bool {
        let path = self.names.get(path);
        let head = hash_of(path.split('.').next().unwrap_or(path));
        let mut symbol = self.calls[call as usize].from;
        while symbol != 0 {
            let it = &self.symbols[symbol as usize];
            if it.kind.is_function_like() && counts.contains_key(&(symbol, head)) {
                return true;
            }
            symbol = it.parent;
        }
        false
    }

    /// The first names of what is called, and the attributes in `self.x.f`.
    fn called_heads(&self) -> FxHashSet<u64> {
        let mut heads = FxHashSet::default();
        let mut seen = FxHashSet::default();
        for Call { callee, .. } in self.calls.iter().filter(|it| seen.insert(it.callee.start)) {
            let mut parts = self.names.get(*callee).split('.');
            let head = parts.next().unwrap_or_default();
            heads.insert(hash_of(head));
            if let (Some(attribute), Some(_)) = (parts.next(), parts.next()) {
                heads.insert(hash_of(attribute));
            }
        }
        heads
    }
}

fn hash_of(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    hasher.finish()
}
