//! What an access path leads to, where names alone do not say it: functions and objects are followed through
//! assignments, literals, results, arguments and attributes.
//!
//! It is a search over states: a place in the code, and the path that is still to be gone from there. A name that is
//! bound leads to what it is bound to, a parameter to the arguments of its callers, a call to what is returned. The
//! order of statements is not looked at, and a function is not told apart by who calls it, so what is found is what may
//! be; it is all there is only where nothing on the way could have been something else. The search is bounded, goes in
//! the order of the code, and reads only facts without positions.

use canton_grammars::Language;
use canton_syntax::outline::{Binding, BindingKind, LITERAL};

use super::Target;
use super::lookup::{Found, Lookup, MOST_HOPS, RECEIVERS};
use super::modules::{Module, part};
use super::paths::{behind, dotted_beginnings, split_first};
use super::several::{self, Named};
use super::states::States;
use super::top::Stars;
use crate::{Db, File, symbol_names};

/// So many states are looked at.
const MOST_STATES: usize = 96;
/// And so many where nobody is asked: what is further away is hardly ever found.
const NEAR_STATES: usize = 48;
/// And so many where callers can only make a choice of known candidates smaller.
const FEW_STATES: usize = 24;
/// So long paths are followed, in bytes.
const MOST_PATH: usize = 160;

/// What a path leads to when it is called.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// The definitions that are called.
    pub(super) targets: Vec<Target>,
    /// Nothing else can be called.
    pub(super) is_all: bool,
    /// Something from outside of the federation may be called.
    pub(super) external: bool,
    /// Some of the ways could not be followed to an end.
    pub(super) lost: bool,
    /// There were too many ways, or too long ones.
    pub(super) cut: bool,
}

/// Where a path goes on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum At {
    /// Its first name, as it is meant in a symbol of a file.
    Name(File, u32),
    /// A function or a class itself.
    Symbol(Target),
    /// An object of a class.
    Object(Target),
    /// A module.
    Module(Module),
}

/// A search.
pub(super) struct Follow<'db> {
    pub(super) db: &'db dyn Db,
    states: States,
    found: Followed,
    asks: Asks,
    /// Where it began, and what it has looked into.
    pub(super) from: Lookup<'db>,
}

/// Whether what callers give is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// Nobody is asked.
    Nobody,
    /// Callers can only make a choice of known candidates smaller.
    Few,
    /// Nothing is known without them.
    Callers,
}

/// What is called when a path is called in a symbol.
pub(super) fn follow(from: &Lookup<'_>, path: &str, asks: Asks) -> Followed {
    let found = Followed { is_all: true, ..Followed::default() };
    let mut search = Follow { db: from.db, states: States::default(), found, asks, from: from.clone() };
    search.push(At::Name(from.file, from.symbol), &[path, "()"]);
    let (mut next, mut path) = (0, String::new());
    while let Some(at) = search.states.read(next, &mut path) {
        search.step(at, &path);
        next += 1;
    }
    search.found
}

impl<'db> Follow<'db> {
    /// Goes on from a place by the path that is made of these parts.
    pub(super) fn push(&mut self, at: At, parts: &[&str]) {
        let most = match self.asks {
            Asks::Nobody => NEAR_STATES,
            Asks::Few => FEW_STATES,
            Asks::Callers => MOST_STATES,
        };
        let length: usize = parts.iter().map(|it| it.len()).sum();
        if length > MOST_PATH || self.states.len() >= most {
            self.found.cut = true;
            return self.lose();
        }
        self.states.add(at, parts);
    }

    /// Whether callers are looked for.
    pub(super) fn asks_callers(&self) -> bool {
        self.asks != Asks::Nobody
    }

    /// How many states there are so far.
    pub(super) fn count(&self) -> usize {
        self.states.len()
    }

    /// There may be more than what is found.
    pub(super) fn open(&mut self) {
        self.found.is_all = false;
    }

    /// One of the ways ends without an answer.
    pub(super) fn lose(&mut self) {
        self.found.lost = true;
        self.open();
    }

    fn step(&mut self, at: At, path: &str) {
        match at {
            At::Name(file, symbol) => self.name(file, symbol, path),
            At::Symbol(target) if path == "()" => self.reach(target),
            At::Symbol(target) => self.symbol(target, path),
            At::Object(class) => self.object(class, path),
            At::Module(module) => self.module(module, path),
        }
    }

    fn reach(&mut self, target: Target) {
        if !self.found.targets.contains(&target) {
            self.found.targets.push(target);
        }
    }

    /// A name where it stands: an object's own, one of the functions around, one of the file.
    fn name(&mut self, file: File, symbol: u32, path: &str) {
        let lookup = self.from.in_file(file, symbol);
        let (head, rest) = split_first(path);
        self.rewrite_name(&lookup, path);
        if head == LITERAL {
            self.found.external = true;
            return self.open();
        }
        if RECEIVERS.contains(&head) || head == "super" {
            return self.receiver(&lookup, head, rest);
        }
        let mut index = symbol;
        while let Some(around) = lookup.names.get(index).filter(|_| index != 0) {
            let is_here = index == symbol && around.kind.is_class_like();
            if (around.kind.is_function_like() || is_here) && self.name_in(&lookup, index, path) {
                return;
            }
            index = around.parent;
        }
        self.name_at_top(&lookup, path);
    }

    /// A name in one of the symbols around; false where it is not bound there.
    fn name_in(&mut self, lookup: &Lookup<'_>, index: u32, path: &str) -> bool {
        let (file, (head, rest)) = (lookup.file, split_first(path));
        let own = self.from.locals(file, index);
        let scope = lookup.scope;
        let in_class =
            scope.headed(index, head).iter().map(|it| (it, scope.text(it.name), scope.text(it.value)));
        let in_body = own.headed(head).iter().map(|it| (it, own.text(it.name), own.text(it.value)));
        let mut is_bound = self.bindings(At::Name(file, index), in_body.chain(in_class), path);
        let parameter = match head {
            "*" => own.parameters.iter().position(|it| it.is_rest),
            _ => own.parameters.iter().position(|it| own.text(it.name) == head),
        };
        if let Some(at) = parameter {
            is_bound = true;
            self.parameter(Target { file, symbol: index }, at, rest);
        }
        let inner: Vec<u32> = lookup.names.all_members(index, head).collect();
        let named = match inner[..] {
            [] => None,
            _ => several::inner(self.db, file, lookup.names, index, head),
        };
        is_bound | self.definitions(file, named, &inner, rest)
    }

    /// Follows what is bound at the places that a path leads through, all of which begin with its first name; true
    /// where there are any.
    pub(super) fn bindings<'a>(
        &mut self,
        at: At,
        bindings: impl Iterator<Item = (&'a Binding, &'a str, &'a str)>,
        path: &str,
    ) -> bool {
        let mut is_bound = false;
        for (binding, place, value) in bindings {
            is_bound = true;
            if let Some(rest) = behind(place, path) {
                if !binding.once && place != "()" {
                    self.open();
                }
                self.bound(at, binding.kind, value, rest);
            }
        }
        is_bound
    }

    /// What a binding leads to.
    pub(super) fn bound(&mut self, at: At, kind: BindingKind, value: &str, rest: &str) {
        match kind {
            BindingKind::Word | BindingKind::Bool => self.lose(),
            BindingKind::Follow if value.is_empty() => self.open(),
            BindingKind::Path | BindingKind::Follow => self.push(at, &[value, rest]),
            // What a class makes when it is called is of that class.
            BindingKind::Made | BindingKind::Typed => self.push(at, &[value, "()", rest]),
        }
    }

    fn name_at_top(&mut self, lookup: &Lookup<'_>, path: &str) {
        let (scope, file) = (lookup.scope, lookup.file);
        if lookup.is_set(split_first(path).0) {
            self.open();
        }
        let own = scope.headed(0, split_first(path).0).iter();
        let own = own.map(|it| (it, scope.text(it.name), scope.text(it.value)));
        let mut is_bound = self.bindings(At::Name(file, 0), own, path);
        let beginnings = dotted_beginnings(path);
        let defined =
            beginnings.iter().find_map(|(name, rest)| Some((name, lookup.definition(name)?, *rest)));
        if let Some((name, named, rest)) = defined {
            let all: Vec<u32> = lookup.names.all_named(name).collect();
            is_bound |= self.definitions(file, Some(named), &all, rest);
            if all.last().is_some_and(|&it| {
                lookup.is_loose(it, name)
                    || lookup.has_rival(it, split_first(path).0, MOST_HOPS, Stars::Followed)
            }) {
                self.open();
            }
            if is_bound && lookup.import_of(name).is_none_or(|it| !it.1.is_empty()) {
                return;
            }
        }
        let imported = beginnings.iter().find_map(|(name, rest)| {
            let (at, behind) = lookup.import_of(name).filter(|it| it.1.is_empty())?;
            debug_assert!(behind.is_empty());
            Some((at, *rest))
        });
        if let Some((at, rest)) = imported {
            let name = lookup.scope.text(lookup.scope.imports[at].local);
            if lookup.is_doubtful(at) {
                self.open();
                for (other, _) in lookup.imports_named(name).filter(|it| it.0 != at) {
                    self.imported(lookup, other, rest);
                }
            }
            self.imported(lookup, at, rest);
            is_bound = true;
        }
        if !is_bound {
            let (head, rest) = split_first(path);
            match lookup.at_top(head, MOST_HOPS) {
                // What nobody binds is the language's own.
                Found::Unbound if lookup.is_closed() => self.push_found(Found::Builtin, rest),
                found => self.push_found(found, rest),
            }
        }
    }

    /// Follows a path into definitions of one name: one of `all`, where it is not the one of `named`.
    pub(super) fn definitions(&mut self, file: File, named: Option<Named>, all: &[u32], rest: &str) -> bool {
        match named {
            None => false,
            Some(Named::One(symbol)) => {
                self.push(At::Symbol(Target { file, symbol }), &[rest]);
                true
            }
            Some(Named::Several) => {
                self.open();
                all.iter().for_each(|&symbol| self.push(At::Symbol(Target { file, symbol }), &[rest]));
                true
            }
        }
    }

    fn imported(&mut self, lookup: &Lookup<'_>, at: usize, rest: &str) {
        let item = lookup.scope.text(lookup.scope.imports[at].item);
        let module = lookup.modules().get(at).copied().flatten();
        match (lookup.imported(at, MOST_HOPS), module) {
            (Found::Given | Found::Unbound, Some(module)) if !matches!(item, "" | "*") => {
                self.push(At::Module(module), &[".", item, rest]);
            }
            (found, _) => self.push_found(found, rest),
        }
    }

    fn push_found(&mut self, found: Found, rest: &str) {
        let at = match found {
            Found::Symbol(target, _) => At::Symbol(target),
            Found::Object(class, _) => At::Object(class),
            Found::Module(module) => At::Module(module),
            Found::External | Found::Builtin => {
                self.found.external = true;
                return self.open();
            }
            Found::Given | Found::Unbound => return self.lose(),
        };
        self.push(at, &[rest]);
    }

    /// `self`, `cls`, `super()`.
    fn receiver(&mut self, lookup: &Lookup<'_>, head: &str, rest: &str) {
        let Some(class) = lookup.class_around() else { return self.beside(lookup, rest) };
        match head {
            "super" => {
                let rest = rest.strip_prefix("()").unwrap_or(rest);
                let above = lookup.order(class).get(1..).unwrap_or_default();
                if !self.member(above, rest) {
                    self.lose();
                }
            }
            "cls" | "Self" => self.push(At::Symbol(class), &[rest]),
            _ => self.push(At::Object(class), &[rest]),
        }
    }

    /// What a function gives back, or what stands in it; what a class makes, or has.
    fn symbol(&mut self, target: Target, path: &str) {
        let names = self.from.in_file(target.file, target.symbol).names;
        let Some(symbol) = names.get(target.symbol) else { return self.lose() };
        if symbol.kind.is_class_like() {
            return match path.strip_prefix("()") {
                Some(rest) => self.push(At::Object(target), &[rest]),
                None => self.object(target, path),
            };
        }
        let own = self.from.locals(target.file, target.symbol);
        let bindings = own.headed(split_first(path).0).iter();
        let bindings = bindings.map(|it| (it, own.text(it.name), own.text(it.value)));
        let at = At::Name(target.file, target.symbol);
        let before = self.states.len();
        self.bindings(at, bindings, path);
        self.inside(target, path);
        self.rewrite(At::Symbol(target), path);
        if self.states.len() == before {
            self.lose();
        }
    }

    fn module(&mut self, module: Module, path: &str) {
        let Some(inner) = path.strip_prefix('.') else { return self.exports(module, path) };
        let (name, rest) = split_first(inner);
        let Module::File(file) = module else {
            return match part(self.db, module, name) {
                Some(part) => self.push(At::Module(part), &[rest]),
                None => self.lose(),
            };
        };
        match self.from.in_file(file, 0).export(module, name, MOST_HOPS) {
            Found::Given | Found::Unbound => {
                self.push(At::Name(file, 0), &[inner]);
                self.exports(module, path);
            }
            found => self.push_found(found, rest),
        }
    }

    /// What a file gives as a whole: `module.exports`.
    fn exports(&mut self, module: Module, path: &str) {
        let Module::File(file) = module else { return self.lose() };
        for place in language(self.db, file).into_iter().flat_map(|it| &it.modules().exports) {
            self.push(At::Name(file, 0), &[place, path]);
        }
    }
}

pub(super) fn language(db: &dyn Db, file: File) -> Option<&'static Language> {
    symbol_names(db, file).language()
}
