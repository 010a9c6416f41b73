//! What is made of bindings when the whole text has been read: what nobody asks for is dropped, and of arguments and
//! calls it is said whether something in the file binds their names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Name;
use super::access;
use super::arguments::ValueKind;
use super::bindings::{Binding, BindingKind, hash_of};
use super::draft::Draft;

impl Draft {
    /// Drops what is never asked for, and forgets arguments that a function binds anew.
    pub(super) fn settle_bindings(&mut self) {
        let mut counts: FxHashMap<(u32, u64), u32> = FxHashMap::default();
        counts.reserve(self.bindings.counts.len());
        for it in &self.bindings.counts {
            *counts.entry((it.symbol, it.name)).or_default() += it.times;
        }
        let mut kept = std::mem::take(&mut self.bindings.kept);
        let asked = if kept.is_empty() { FxHashSet::default() } else { self.asked_names(&kept) };
        let hides = self.hiding_members(&kept);
        kept.retain_mut(|it| {
            let name = self.names.get(it.name);
            let hash = hash_of(name);
            it.once = counts.get(&(it.symbol, hash)) == Some(&1);
            let is_constant = matches!(it.kind, BindingKind::Word | BindingKind::Bool);
            let is_followed = it.kind == BindingKind::Follow;
            // What a module binds may be asked for by other files, and so may a function that a class has by name.
            let is_member = || {
                let may_be_called = it.kind == BindingKind::Path || is_followed && it.value.len == 0;
                may_be_called && self.symbols[it.symbol as usize].kind.is_class_like()
            };
            let is_asked = is_constant
                || it.symbol == 0
                || is_asked(name, &asked)
                || is_member()
                || hides.contains(&(it.symbol, hash));
            is_asked && (it.once || !is_constant && (is_followed || self.follows))
        });
        self.drop_unknown_results(&mut kept);
        kept.sort_by_key(|it| it.symbol);
        self.bindings.kept = kept;
        self.parameters.sort_by_key(|it| it.symbol);
        self.bindings.bases.sort_by_key(|it| it.symbol);
        let followed = self.followed_heads();
        for at in 0..self.arguments.len() {
            let argument = self.arguments[at];
            if argument.kind != ValueKind::Path {
                continue;
            }
            let head = head_hash(self.names.get(argument.value().text));
            match self.binder(&counts, argument.call, head) {
                None => {}
                Some(it) if followed.contains(&(it, head)) => self.arguments[at].kind = ValueKind::Follow,
                Some(_) => self.arguments[at].forget(),
            }
        }
        self.arguments.retain(|it| it.kind != ValueKind::Unknown || it.key().is_some());
        self.mark_bound_callees(&counts);
    }

    /// Says of each call whether something in the file binds the first name of what is called.
    fn mark_bound_callees(&mut self, counts: &FxHashMap<(u32, u64), u32>) {
        let bound: FxHashSet<u64> = counts.keys().map(|it| it.1).collect();
        // The same names are called again and again.
        let mut heads: FxHashMap<u32, Option<u64>> = FxHashMap::default();
        for at in 0..self.calls.len() {
            let callee = self.calls[at].callee;
            let head = *heads.entry(callee.start).or_insert_with(|| {
                Some(head_hash(self.names.get(callee))).filter(|head| bound.contains(head))
            });
            let Some(head) = head else { continue };
            let is_local = self.binder(counts, at as u32, head).is_some();
            let is_global = counts.contains_key(&(0, head));
            self.calls[at].form.bind(is_local, is_global);
        }
    }

    /// What is put into the objects of a class under the name of one of its members.
    fn hiding_members(&self, kept: &[Binding]) -> FxHashSet<(u32, u64)> {
        let is_class = |symbol: u32| symbol != 0 && self.symbols[symbol as usize].kind.is_class_like();
        let key = |it: &Binding| (it.symbol, hash_of(self.names.get(it.name)));
        let in_classes = kept.iter().filter(|it| it.kind == BindingKind::Made && is_class(it.symbol));
        let mut hides: FxHashSet<(u32, u64)> = in_classes.map(key).collect();
        if !hides.is_empty() {
            let members = self.symbols.iter().filter(|it| it.kind.is_function_like());
            let last = |name: &str| hash_of(name.rsplit('.').next().unwrap_or(name));
            let members: FxHashSet<_> =
                members.map(|it| (it.parent, last(self.names.get(it.name)))).collect();
            hides.retain(|it| members.contains(it));
        }
        hides
    }

    /// That a function may give back something that cannot be seen matters only beside what can, or to the language.
    fn drop_unknown_results(&self, kept: &mut Vec<Binding>) {
        let is_unknown = |it: &Binding| {
            it.kind == BindingKind::Follow && it.value.len == 0 && self.names.get(it.name).starts_with('(')
        };
        let seen: FxHashSet<u32> = kept
            .iter()
            .filter(|it| !is_unknown(it) && self.names.get(it.name).starts_with('('))
            .map(|it| it.symbol)
            .collect();
        let is_asked = |symbol: u32| seen.contains(&symbol) || self.symbols[symbol as usize].is_implicit;
        let mut said = FxHashSet::default();
        kept.retain(|it| !is_unknown(it) || is_asked(it.symbol) && said.insert(it.symbol));
    }

    /// The innermost function around a call that binds a name.
    fn binder(&self, counts: &FxHashMap<(u32, u64), u32>, call: u32, name: u64) -> Option<u32> {
        let mut symbol = self.calls[call as usize].from;
        while symbol != 0 {
            let it = &self.symbols[symbol as usize];
            if it.kind.is_function_like() && counts.contains_key(&(symbol, name)) {
                return Some(symbol);
            }
            symbol = it.parent;
        }
        None
    }

    /// The names that places begin with whose value is kept, with the symbol that binds them.
    fn followed_heads(&self) -> FxHashSet<(u32, u64)> {
        let kept = self.bindings.kept.iter().filter(|_| self.follows);
        kept.map(|it| (it.symbol, hash_of(access::heads(self.names.get(it.name)).0))).collect()
    }

    /// The names in what is called, inherited from, handed on and bound to something.
    fn asked_names(&self, kept: &[Binding]) -> FxHashSet<u64> {
        let (mut asked, mut seen) = (FxHashSet::default(), FxHashSet::default());
        // Most names stand many times.
        let mut ask = |path: Name| {
            if seen.insert(path.start) {
                let names = self.names.get(path).split(['.', '(', ')', '[', ']']);
                asked.extend(names.filter(|it| !it.is_empty()).map(hash_of));
            }
        };
        self.calls.iter().for_each(|it| ask(it.callee));
        self.bindings.bases.iter().for_each(|it| ask(it.name));
        if self.follows {
            let arguments = self.arguments.iter().filter(|it| it.kind.leads() || it.is_callee());
            arguments.for_each(|it| ask(it.value().text));
            let bound = kept.iter().filter(|it| matches!(it.kind, BindingKind::Path | BindingKind::Follow));
            bound.for_each(|it| ask(it.value));
        }
        asked
    }
}

/// Whether a place is asked for: by its first name, or by what it is in the object itself.
fn is_asked(place: &str, asked: &FxHashSet<u64>) -> bool {
    if place.starts_with(['(', '@']) {
        return true;
    }
    let (head, next) = access::heads(place);
    let name = if matches!(head, "self" | "this" | "cls") { next } else { head };
    asked.contains(&hash_of(name))
}

/// The hash of what a path begins with.
fn head_hash(path: &str) -> u64 {
    hash_of(path.split('.').next().unwrap_or(path))
}
