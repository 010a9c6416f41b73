//! What a path of names means where it stands.

use std::rc::Rc;

use canton_syntax::outline::{Binding, BindingKind, Name, SymbolKind};

use super::attributes::Attributes;
use super::modules::Module;
use super::paths::split_name;
use super::seen::{Seen, Source};
use super::several::{Named, inner, member};
use super::top::Top;
use super::{How, Target};
use crate::bodies::Locals;
use crate::names::without_ordinal;
use crate::{Body, Db, File, Scope, SymbolKey, SymbolNames};

/// Words for the object itself, whose members are looked for in the class around.
pub(super) const RECEIVERS: [&str; 4] = ["self", "this", "cls", "Self"];

/// How far names are followed from one to the next.
pub(super) const MOST_HOPS: u32 = 12;

/// What a path of names means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A definition.
    Symbol(Target, How),
    /// An object of a class.
    Object(Target, How),
    /// A module.
    Module(Module),
    /// Something that is bound here, of which nothing is known: a parameter.
    Given,
    /// Something from outside the federation.
    External,
    /// Something of the language's own.
    Builtin,
    /// Nothing here binds it.
    Unbound,
}

/// Where names are looked up: in one symbol of one file.
#[derive(Clone)]
pub(super) struct Lookup<'db> {
    pub(super) db: &'db dyn Db,
    pub(super) file: File,
    pub(super) symbol: u32,
    pub(super) scope: &'db Scope,
    pub(super) names: &'db SymbolNames,
    /// Where imports lead is found out, and not asked for. So it is in what is asked for itself, and in what that rests
    /// on, as modules import each other in circles.
    pub(super) by_itself: bool,
    source: Rc<Source<'db>>,
    seen: Rc<Seen<'db>>,
}

impl<'db> Lookup<'db> {
    pub(super) fn new(db: &'db dyn Db, file: File, symbol: u32) -> Lookup<'db> {
        let seen = Rc::new(Seen::new(db, file));
        let source = seen.first();
        let (scope, names) = (source.scope, source.names);
        Lookup { db, file, symbol, scope, names, by_itself: false, source, seen }
    }

    /// At the top of a file, without asking where imports lead.
    pub(super) fn by_itself(db: &'db dyn Db, file: File) -> Lookup<'db> {
        Lookup { by_itself: true, ..Lookup::new(db, file, 0) }
    }

    /// In a symbol of another file, or of the same.
    pub(super) fn in_file(&self, file: File, symbol: u32) -> Lookup<'db> {
        if file == self.file {
            return Lookup { symbol, ..self.clone() };
        }
        let source = self.seen.source(self.db, file);
        let (scope, names) = (source.scope, source.names);
        Lookup { file, symbol, scope, names, source, ..self.clone() }
    }

    /// What the file has at its top from elsewhere.
    pub(super) fn top(&self) -> &'db Top {
        self.source.top(self.db)
    }

    /// Where each import of the file leads.
    pub(super) fn modules(&self) -> &'db [Option<Module>] {
        self.source.modules(self.db)
    }

    /// The names of another file, or of the same.
    pub(super) fn names_of(&self, file: File) -> &'db SymbolNames {
        if file == self.file { self.names } else { self.seen.source(self.db, file).names }
    }

    /// The key of a symbol.
    pub(super) fn key(&self, target: Target) -> SymbolKey<'db> {
        self.seen.key(self.db, target)
    }

    /// What names stand for in a symbol of a file.
    pub(super) fn locals(&self, file: File, symbol: u32) -> &'db Locals {
        self.seen.locals(self.db, Target { file, symbol })
    }

    /// What a symbol of a file does.
    pub(super) fn body(&self, file: File, symbol: u32) -> &'db Body {
        self.seen.body(self.db, Target { file, symbol })
    }

    /// The classes in which a member of a class is looked for.
    pub(super) fn order(&self, class: Target) -> &'db [Target] {
        self.seen.order(self.db, class)
    }

    /// What the methods of a class put into its objects.
    pub(super) fn attributes(&self, class: Target) -> &'db Attributes {
        self.seen.attributes(self.db, class)
    }

    /// Whether a name must be bound in its file, or be the language's own.
    pub(super) fn is_closed(&self) -> bool {
        let Some(language) = self.names.language() else { return false };
        let rules = language.modules();
        !rules.separator.is_empty() && !rules.folder_scope
    }

    /// Whether the language itself binds the name everywhere.
    pub(super) fn is_global(&self, name: &str) -> bool {
        self.names.language().is_some_and(|it| it.modules().globals.iter().any(|it| it == name))
    }

    /// What a called path means.
    pub(super) fn called(&self, path: &str) -> Found {
        self.path(path, MOST_HOPS)
    }

    fn path(&self, path: &str, hops: u32) -> Found {
        if hops == 0 {
            return Found::Given;
        }
        let (head, rest) = split_name(path);
        if (RECEIVERS.contains(&head) || head == "super") && !self.is_place(head) {
            return self.of_receiver(head, rest, hops);
        }
        match self.around(head, hops) {
            Found::Unbound => self.implicit(path, hops).unwrap_or_else(|| self.at_top(path, hops)),
            found => self.members(found, rest, hops),
        }
    }

    /// A plain name that is a member of the class around, where the language has it so.
    fn implicit(&self, path: &str, hops: u32) -> Option<Found> {
        self.names.language().filter(|it| it.modules().implicit_self)?;
        let class = self.class_around()?;
        match self.members(Found::Object(class, How::Local), path, hops) {
            found @ (Found::Symbol(..) | Found::Object(..)) => Some(found),
            _ => None,
        }
    }

    /// `self.x`: a member of the class around.
    fn of_receiver(&self, head: &str, rest: &str, hops: u32) -> Found {
        let Some(class) = self.class_around() else { return Found::Given };
        if rest.is_empty() && self.is_global(head) {
            return Found::Builtin;
        }
        if rest.is_empty() {
            let base = (head == "super").then(|| self.bases(class).next()).flatten();
            return base.map_or(Found::Given, |base| Found::Symbol(base, self.how(base)));
        }
        if head == "super" {
            return self.of_super(class, rest, hops);
        }
        self.members(Found::Object(class, How::Local), rest, hops)
    }

    /// `super().x`: a member of the first class above that has it.
    fn of_super(&self, class: Target, path: &str, hops: u32) -> Found {
        let (name, rest) = split_name(path);
        let above = self.order(class).iter().skip(1);
        let found = above.copied().find_map(|base| {
            let found = self.own_member(base, name, self.how(base), hops.saturating_sub(1))?;
            Some(self.members(found, rest, hops.saturating_sub(1)))
        });
        found.unwrap_or(Found::Given)
    }

    pub(super) fn class_around(&self) -> Option<Target> {
        let mut index = self.symbol;
        while let Some(symbol) = self.names.get(index).filter(|_| index != 0) {
            if symbol.kind.is_class_like() {
                return Some(Target { file: self.file, symbol: index });
            }
            // A member that stands outside of its class (`impl`, a receiver) has the class in its name.
            if let Some((class, _)) = without_ordinal(self.names.name(index)).rsplit_once('.')
                && let Some(class) = self.names.last_named(class)
                && self.names.get(class).is_some_and(|it| it.kind.is_class_like())
            {
                return Some(Target { file: self.file, symbol: class });
            }
            index = symbol.parent;
        }
        None
    }

    /// A name in the functions around: a parameter, a binding, a function inside.
    fn around(&self, head: &str, hops: u32) -> Found {
        let mut index = self.symbol;
        while index != 0 {
            let Some(symbol) = self.names.get(index) else { break };
            if symbol.kind.is_function_like() {
                let own = self.locals(self.file, index);
                if let Some(it) = own.parameter(head) {
                    return self.object_of(own.text(it.type_), hops);
                }
                if let Some(it) = own.named(head).find(|it| it.is_plain()) {
                    return self.bound(it, Texts::Locals(own), head, hops);
                }
                if own.named(head).next().is_some() {
                    return Found::Given;
                }
            }
            let holds = symbol.kind.is_function_like() || symbol.kind == SymbolKind::Namespace;
            if let Some(inner) = holds.then(|| inner(self.db, self.file, self.names, index, head)).flatten() {
                return self.one(inner, How::Local);
            }
            index = symbol.parent;
        }
        Found::Unbound
    }

    /// What a binding makes of its name.
    pub(super) fn bound(&self, binding: &Binding, texts: Texts<'_>, name: &str, hops: u32) -> Found {
        let value = texts.text(binding.value);
        match binding.kind {
            BindingKind::Word | BindingKind::Bool | BindingKind::Follow => Found::Given,
            BindingKind::Path if split_name(value).0 == name => Found::Given,
            BindingKind::Path => match self.path(value, hops.saturating_sub(1)) {
                Found::Unbound => Found::Given,
                found => found,
            },
            BindingKind::Typed => self.object_of(value, hops),
            BindingKind::Made if split_name(value).0 == name => Found::Given,
            BindingKind::Made => match self.path(value, hops.saturating_sub(1)) {
                Found::Symbol(class, how) if self.is_class(class) => Found::Object(class, how),
                found @ (Found::External | Found::Builtin) => found,
                _ => Found::Given,
            },
        }
    }

    fn one(&self, named: Named, how: How) -> Found {
        match named {
            Named::One(symbol) => Found::Symbol(Target { file: self.file, symbol }, how),
            Named::Several => Found::Given,
        }
    }

    /// An object of a type.
    fn object_of(&self, type_: &str, hops: u32) -> Found {
        if type_.is_empty() {
            return Found::Given;
        }
        match self.at_top(type_, hops.saturating_sub(1)) {
            Found::Symbol(class, how) if self.is_class(class) => Found::Object(class, how),
            found @ (Found::External | Found::Builtin) => found,
            _ => Found::Given,
        }
    }

    /// What a path means from something on.
    pub(super) fn members(&self, mut found: Found, path: &str, hops: u32) -> Found {
        for name in path.split('.').filter(|it| !it.is_empty()) {
            found = match found {
                Found::Module(module) => self.export(module, name, hops),
                Found::Symbol(target, how) | Found::Object(target, how) if self.is_class(target) => {
                    self.member(target, name, how, hops)
                }
                Found::Symbol(target, how) => self.inner(target, name, how),
                Found::Object(..) | Found::Given => Found::Given,
                Found::External | Found::Builtin => found,
                Found::Unbound => return Found::Unbound,
            };
        }
        found
    }

    /// Something in a function or an object: `handlers.create`.
    fn inner(&self, target: Target, name: &str, how: How) -> Found {
        let names = self.names_of(target.file);
        match member(self.db, target.file, names, target.symbol, name) {
            Some(Named::One(symbol)) => Found::Symbol(Target { symbol, ..target }, how),
            _ => Found::Given,
        }
    }

    /// A member of a class, its own or inherited.
    pub(super) fn member(&self, class: Target, name: &str, how: How, hops: u32) -> Found {
        if hops == 0 {
            return Found::Given;
        }
        if let Some(found) = self.own_member(class, name, how, hops) {
            return found;
        }
        let above = self.order(class).iter().skip(1);
        let inherited = above.copied().find_map(|base| {
            let how = if base.file == self.file { how } else { How::Import };
            self.own_member(base, name, how, hops.saturating_sub(1))
        });
        inherited.unwrap_or(Found::Given)
    }

    /// A member that stands in the class itself.
    fn own_member(&self, class: Target, name: &str, how: How, hops: u32) -> Option<Found> {
        let there = self.in_file(class.file, class.symbol);
        if let Some(found) = member(self.db, class.file, there.names, class.symbol, name) {
            // What is put into an object hides what its class has.
            let is_hidden = !there.scope.headed(class.symbol, name).is_empty();
            return Some(match found {
                Named::One(symbol) if !is_hidden => Found::Symbol(Target { symbol, ..class }, how),
                _ => Found::Given,
            });
        }
        let binding = there.scope.binding(class.symbol, name)?;
        Some(there.bound(binding, Texts::Scope(there.scope), name, hops.saturating_sub(1)))
    }

    /// The classes in the federation that a class of this file inherits from directly.
    pub(super) fn bases(&self, class: Target) -> impl Iterator<Item = Target> + '_ {
        let there = self.in_file(class.file, 0);
        let bases = there.scope.bases.iter().filter(move |it| it.symbol == class.symbol);
        bases.filter_map(move |it| there.base(there.scope.text(it.name)).filter(|base| *base != class))
    }

    pub(super) fn is_class(&self, target: Target) -> bool {
        self.names_of(target.file).get(target.symbol).is_some_and(|it| it.kind.is_class_like())
    }

    pub(super) fn how(&self, target: Target) -> How {
        if target.file == self.file { How::Local } else { How::Import }
    }
}

/// The texts of a binding's names.
#[derive(Clone, Copy)]
pub(super) enum Texts<'a> {
    Locals(&'a Locals),
    Scope(&'a Scope),
}

impl<'a> Texts<'a> {
    pub(super) fn text(self, name: Name) -> &'a str {
        match self {
            Texts::Locals(locals) => locals.text(name),
            Texts::Scope(scope) => scope.text(name),
        }
    }
}
