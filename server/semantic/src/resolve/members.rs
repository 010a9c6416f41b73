//! Following a path into an object, a class or a function: what members it has, its own and inherited.

use canton_syntax::outline::SymbolKind;

use super::Target;
use super::follow::{At, Follow};
use super::lookup::{Lookup, RECEIVERS};
use super::paths::{behind, dotted_beginnings, split_first};
use super::several;

impl Follow<'_> {
    /// What stands in a function and is reached from outside: `f.helper`, or the methods of an object that it gives
    /// back.
    pub(super) fn inside(&mut self, target: Target, path: &str) {
        let names = self.from.in_file(target.file, target.symbol).names;
        let (is_result, inner) = path.strip_prefix("()").map_or((false, path), |it| (true, it));
        let name = names.plain_name(target.symbol);
        let whole = format!("{name}{inner}");
        let mut named = dotted_beginnings(&whole).into_iter();
        let found = named.find_map(|(dotted, rest)| Some((names.last_named(&dotted)?, rest)));
        let Some((symbol, rest)) = found.filter(|it| it.0 != target.symbol) else { return };
        if !is_result || names.get(symbol).is_some_and(|it| it.kind == SymbolKind::Method) {
            self.open();
            self.push(At::Symbol(Target { symbol, ..target }), &[rest]);
        }
    }

    /// `this` in an object that is no class: what stands beside the symbol.
    pub(super) fn beside(&mut self, lookup: &Lookup<'_>, rest: &str) {
        let own = lookup.names.plain_name(lookup.symbol);
        match own.rsplit_once('.') {
            Some((object, _)) => self.push(At::Name(lookup.file, 0), &[object, rest]),
            None => self.lose(),
        }
    }

    /// A member of an object, or of a class.
    pub(super) fn object(&mut self, class: Target, path: &str) {
        if path.is_empty() {
            return self.lose();
        }
        let order = self.from.order(class);
        if self.member(order, path) {
            return;
        }
        let before = self.count();
        self.rewrite(At::Object(class), path);
        if self.count() == before {
            self.lose();
        }
    }

    /// What the first of the classes that has it has; false where none has.
    pub(super) fn member(&mut self, order: &[Target], path: &str) -> bool {
        order.iter().any(|&class| self.own_member(class, path))
    }

    fn own_member(&mut self, class: Target, path: &str) -> bool {
        let Some(inner) = path.strip_prefix('.') else { return false };
        let Target { file, symbol } = class;
        let Lookup { names, scope, .. } = self.from.in_file(file, symbol);
        let (head, rest) = split_first(inner);
        let bindings = scope.headed(symbol, head).iter();
        let bindings = bindings.map(|it| (it, scope.text(it.name), scope.text(it.value)));
        let mut has = self.bindings(At::Name(file, symbol), bindings, inner);
        let all: Vec<u32> = names.all_members(symbol, head).collect();
        let named = match all[..] {
            [] => None,
            _ => several::member(self.db, file, names, symbol, head),
        };
        has |= self.definitions(file, named, &all, rest);
        if let Some(&last) = all.last().filter(|_| !rest.is_empty() && !rest.starts_with('(')) {
            // A property: what it gives back has the rest.
            self.push(At::Symbol(Target { file, symbol: last }), &["()", rest]);
        }
        for it in self.from.attributes(class).of(head) {
            has = true;
            if let Some(rest) = behind(&it.place, path) {
                self.open();
                self.bound(At::Name(file, it.method), it.kind, &it.value, rest);
            }
        }
        has
    }
}

impl Lookup<'_> {
    /// Whether what is handed on may be a function of a name: no result, but of what gives it back as it is.
    pub(super) fn may_be_function(&self, path: &str) -> bool {
        let rewrites = self.names.language().map(|it| &it.tables().bodies.rewrites);
        let mut same = rewrites.into_iter().flatten().filter(|it| it.1.is_empty());
        !path.contains('(') || same.any(|it| path.ends_with(it.0.as_str()))
    }

    /// Whether the language's data says how values are followed.
    pub(super) fn follows(&self) -> bool {
        self.names.language().is_some_and(|it| !it.tables().bodies.lists.is_empty())
    }

    /// Whether a function may have been put where a path leads: into the object itself, or into one that a caller
    /// makes of a literal.
    pub(super) fn may_hold(&self, path: &str) -> bool {
        let Some((head, member)) = path.split_once('.') else { return false };
        let takes_literals =
            || self.names.language().is_some_and(|it| !it.tables().bodies.objects.is_empty());
        let is_parameter = || self.locals(self.file, self.symbol).parameter(head).is_some();
        !member.contains('.') && (RECEIVERS.contains(&head) || takes_literals() && is_parameter())
    }
}
