//! What code changes without a call: state of the program, what it was given, or what only it has.

use canton_grammars::effects;
use canton_syntax::outline::{Binding, BindingKind, LITERAL, SymbolKind};

use super::Effect;
use super::entered::entered;
use super::run::Run;
use crate::bodies::{Locals, locals};
use crate::resolve::{Externals, class_of_type, imported_files};
use crate::{FileKind, scope, symbol_key, symbol_names};

/// Words for the object itself.
const RECEIVERS: [&str; 2] = ["self", "this"];

/// Behind what is given away, and may be changed elsewhere.
const LENT: &str = ".&";

/// Behind what is only read.
const READ: &str = ".^";

/// How far names are followed from one to the next.
const MOST_HOPS: u32 = 6;

/// Whose what is changed is, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    /// Nobody else has it.
    Own,
    /// It was given, or may be somebody else's.
    Given,
    /// All of the program shares it.
    Shared,
}

impl Run<'_> {
    /// A call that is none: something is changed.
    pub(super) fn write(&mut self, call: u32) {
        let it = self.body.calls[call as usize];
        let written = self.body.text(it.callee);
        if let Some(path) = written.strip_suffix(READ) {
            self.summary.open.dynamic |= self.initialises(path);
            return;
        }
        if entered(written).is_some() {
            self.summary.open.dynamic |= self.enters(written);
            return;
        }
        let path = written.strip_suffix(LENT).unwrap_or(written);
        let declared = (it.form.is_declared(), it.form.is_given());
        match self.whose(path, declared, MOST_HOPS) {
            Whose::Own => {}
            Whose::Given => self.mutates(path),
            // Who is given it may do nothing to it.
            Whose::Shared if path.len() < written.len() => self.summary.open.mutates_given = true,
            Whose::Shared => self.shares(call),
        }
    }

    /// Something is changed that may be somebody else's: a member of the object itself, or what was given.
    fn mutates(&mut self, path: &str) {
        let is_own = path.split_once('.').is_some_and(|(head, rest)| {
            RECEIVERS.contains(&head) && !matches!(rest, "[]" | "") && !rest.contains(['.', '(', '['])
        });
        let own = locals(self.db, self.key);
        let mut values = own.bindings.iter().filter(|it| own.text(it.name) == path).peekable();
        let mut is_made = || {
            values.peek().is_some()
                && values.all(|it| it.kind == BindingKind::Made || own.text(it.value) == LITERAL)
        };
        match is_own && (!self.constructs() || is_made()) {
            true => self.summary.open.mutates = true,
            false => self.summary.open.mutates_given = true,
        }
    }

    fn constructs(&self) -> bool {
        let names = symbol_names(self.db, self.file);
        names.get(self.symbol).is_some_and(|it| it.kind == SymbolKind::Constructor)
    }

    /// A call of something of outside that changes what it is called on, or its first argument: false where nothing is
    /// done but to what nobody else has.
    pub(super) fn changes(&mut self, call: u32) -> bool {
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return true };
        let (writes, it) = (&language.tables().writes, self.body.calls[call as usize]);
        let called = self.body.text(it.callee);
        // `const assign = Object.assign` is another name for it.
        let outside = match called.contains('.') {
            true => Vec::new(),
            false => Externals::new(self.db, self.file).of(self.symbol, called, it.form),
        };
        let callee = outside.first().map_or(called, |it| it.name.as_str());
        let given = self.body.arguments_of(call).iter().find(|it| it.position == 0 && it.key.is_none());
        let place = match callee.rsplit_once('.') {
            _ if writes.functions.iter().any(|it| it == callee) => {
                given.filter(|it| it.value.kind.leads()).map_or("", |it| self.body.text(it.value.text))
            }
            Some((object, method)) if writes.methods.iter().any(|it| it == method) => object,
            _ => return true,
        };
        let is_declared = it.form.is_locally_bound();
        match self.whose(place, (is_declared, false), MOST_HOPS - 1) {
            Whose::Own => return !self.is_literal(place),
            Whose::Given => self.mutates(place),
            Whose::Shared if self.is_outside(place) => {}
            Whose::Shared => self.shares(call),
        }
        true
    }

    /// A method that changes what it is called on, and is handed on: `map(names.append, more)`.
    pub(super) fn hands_on_methods(&mut self, call: u32) {
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return };
        let methods = &language.tables().writes.methods;
        let given = self.body.arguments_of(call).iter().filter(|it| it.value.kind.leads());
        let of_method = given.filter_map(|it| self.body.text(it.value.text).rsplit_once('.'));
        let mut places = of_method.filter(|it| methods.iter().any(|method| method == it.1)).map(|it| it.0);
        self.summary.open.mutates_given |=
            places.any(|it| self.whose(it, (false, false), MOST_HOPS - 1) != Whose::Own);
    }

    /// Whether a path begins with what is imported from outside of the federation, or is the language's own.
    fn is_outside(&self, path: &str) -> bool {
        let head = path.split(['.', '[']).next().unwrap_or(path);
        let scope = scope(self.db, self.file);
        let modules = imported_files(self.db, self.file);
        let mut imports = scope.imports.iter().zip(modules).filter(|(it, _)| scope.text(it.local) == head);
        imports.any(|(_, file)| file.is_none()) || !self.is_at_top(head)
    }

    fn shares(&mut self, call: u32) {
        if self.judges_effects {
            let word = effects::Effect::Global.as_str();
            self.has_outside(call, Effect::Named(word.into()));
        }
    }

    /// Whether a name is bound to a literal and to nothing else, so that its methods are the language's own.
    fn is_literal(&self, name: &str) -> bool {
        let own = locals(self.db, self.key);
        let bound = own.named(name);
        let mut values = bound.map(|it| own.text(it.value)).peekable();
        values.peek().is_some() && values.all(|it| it == LITERAL)
    }

    /// Whose a place is: what its first name stands for.
    fn whose(&self, path: &str, declared: (bool, bool), hops: u32) -> Whose {
        let head = path.split(['.', '(', '[']).next().unwrap_or(path);
        if hops == 0 || head.is_empty() || path.contains('(') || RECEIVERS.contains(&head) {
            return Whose::Given;
        }
        let names = symbol_names(self.db, self.file);
        let is_name = path == head && hops == MOST_HOPS;
        let mut around = self.symbol;
        while let Some(it) = names.get(around).filter(|_| around != 0) {
            let own = locals(self.db, symbol_key(self.db, self.file, around));
            if own.parameter(head).is_some() {
                return if is_name { Whose::Own } else { Whose::Given };
            }
            if it.kind.is_function_like() && !is_name {
                let bound = own.named(head);
                // What else it is bound to may be told by its declaration alone.
                if declared.1 && own.named(head).any(|it| !it.is_plain()) {
                    return Whose::Given;
                }
                let whose = bound.map(|it| self.whose_value(it, own.text(it.value), hops));
                if let Some(whose) = whose.max() {
                    return whose.max(self.whose_part(own, (head, path), hops));
                }
            }
            around = it.parent;
        }
        match declared {
            (_, true) => return Whose::Given,
            (true, _) if self.is_part_of_member((head, path)) => return Whose::Given,
            (true, _) => return Whose::Own,
            _ => {}
        }
        match self.file.kind(self.db) {
            // A plain name may be a field of the object itself.
            Some(FileKind::Source(language))
                if language.modules().implicit_self && class_of_type(self.db, self.file, head).is_none() =>
            {
                Whose::Given
            }
            // What a local name stands for may be local too.
            _ if hops < MOST_HOPS && !self.is_at_top(head) => Whose::Given,
            _ => Whose::Shared,
        }
    }

    /// Whether a place is a part of what a member of an object holds, in a language that says nothing of what is put
    /// there: that may be somebody else's.
    fn is_part_of_member(&self, (head, path): (&str, &str)) -> bool {
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return false };
        let below = &path[head.len()..];
        language.modules().implicit_self && below.matches('.').count() > 1 && !below.contains('[')
    }

    /// Whose it is what a name holds that nobody else has, where not it but what it holds is changed.
    fn whose_part(&self, own: &Locals, (head, path): (&str, &str), hops: u32) -> Whose {
        if path[head.len()..].matches('.').count() < 2 {
            return Whose::Own;
        }
        let held = own.bindings.iter().filter_map(|it| {
            let below = own.text(it.name).strip_prefix(head)?;
            match it.kind {
                _ if below.starts_with(['[', '.']) => Some(self.whose_value(it, own.text(it.value), hops)),
                // What was made of something may hold that.
                BindingKind::Made | BindingKind::Typed => below.is_empty().then_some(Whose::Given),
                BindingKind::Follow => {
                    (below.is_empty() && own.text(it.value).ends_with("()")).then_some(Whose::Given)
                }
                _ => None,
            }
        });
        held.max().unwrap_or(Whose::Own)
    }

    /// Whether a name is one of the file: bound, imported or defined there.
    fn is_at_top(&self, name: &str) -> bool {
        let scope = scope(self.db, self.file);
        let is_bound = scope.bindings_of(0).iter().any(|it| scope.text(it.name) == name);
        is_bound || scope.imports.iter().any(|it| scope.text(it.local) == name)
    }

    /// Whose it is what a name is bound to.
    fn whose_value(&self, binding: &Binding, value: &str, hops: u32) -> Whose {
        match binding.kind {
            BindingKind::Word | BindingKind::Bool | BindingKind::Typed => Whose::Own,
            BindingKind::Follow if value.is_empty() => Whose::Given,
            BindingKind::Follow if value == LITERAL => Whose::Own,
            // A class makes something new, and so does what is called outside of the federation.
            BindingKind::Made => self.whose_made(value),
            BindingKind::Follow if value.ends_with("()") => self.whose_made(&value[..value.len() - 2]),
            BindingKind::Path | BindingKind::Follow => self.whose(value, (false, false), hops - 1),
        }
    }

    fn whose_made(&self, callee: &str) -> Whose {
        let is_class = class_of_type(self.db, self.file, callee).is_some();
        let calls = self.body.calls.iter().zip(self.edges.iter());
        let mut of_callee = calls.filter(|(it, _)| self.body.text(it.callee) == callee);
        let is_external = of_callee.any(|(_, (edge, _))| edge.how == crate::How::External);
        if is_class || is_external { Whose::Own } else { Whose::Given }
    }
}
