//! The names by which the world knows what a path means, where that is outside of the federation.
//!
//! A path begins with a name that an import binds, or that nothing in the file does; or with one that stands for an
//! object which such a path made, or whose type it is. Of anything else nothing is known.

use canton_grammars::effects::Origin;
use canton_syntax::outline::{Binding, BindingKind, CallForm};

use super::lookup::{Lookup, Texts};
use super::paths::split_name;
use crate::{Db, File};

/// A name outside of the federation: package and names in it, with dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct External {
    pub(crate) name: String,
    pub(crate) origin: Origin,
}

/// Words for the object itself.
const RECEIVERS: [&str; 3] = ["self", "this", "cls"];

/// How far names are followed from one to the next.
const MOST_HOPS: u32 = 8;

/// Where such names are found: one file.
pub(crate) struct Externals<'db> {
    file: File,
    top: Lookup<'db>,
}

impl<'db> Externals<'db> {
    /// In a file.
    pub(crate) fn new(db: &'db dyn Db, file: File) -> Externals<'db> {
        Externals { file, top: Lookup::new(db, file, 0) }
    }

    /// What a path in a symbol may be called outside of the federation, the likeliest first. `form` is that of the
    /// call, where the path is called.
    pub(crate) fn of(&self, symbol: u32, path: &str, form: CallForm) -> Vec<External> {
        self.path(form, symbol, path, MOST_HOPS)
    }

    fn path(&self, form: CallForm, symbol: u32, path: &str, hops: u32) -> Vec<External> {
        let (head, rest) = split_name(path);
        if RECEIVERS.contains(&head) {
            return self.attribute(form, symbol, rest, hops);
        }
        let mut around = symbol;
        while let Some(it) = self.top.names.get(around).filter(|_| around != 0) {
            if it.kind.is_function_like() {
                let own = self.top.locals(self.file, around);
                if let Some(it) = own.parameter(head) {
                    return self.typed(form, own.text(it.type_), rest, hops);
                }
                if let Some(it) = own.named(head).next() {
                    // What is bound to several things may be any of them.
                    let is_plain = it.is_plain();
                    return if is_plain {
                        self.bound((form, around), it, Texts::Locals(own), rest, hops)
                    } else {
                        Vec::new()
                    };
                }
            } else if self.has_implicit_self()
                && let Some(it) = self.top.scope.binding(around, head)
            {
                return self.bound((form, 0), it, Texts::Scope(self.top.scope), rest, hops);
            }
            around = it.parent;
        }
        // It is bound in a function, by something of which nothing is kept.
        let is_local = hops == MOST_HOPS && form.is_locally_bound();
        if is_local { Vec::new() } else { self.at_top(form, path, hops) }
    }

    fn has_implicit_self(&self) -> bool {
        self.top.names.language().is_some_and(|it| it.modules().implicit_self)
    }

    /// `self.x.y`: what the class around has bound to `x`.
    fn attribute(&self, form: CallForm, symbol: u32, path: &str, hops: u32) -> Vec<External> {
        let (attribute, rest) = split_name(path);
        let mut around = symbol;
        while let Some(it) = self.top.names.get(around).filter(|_| around != 0) {
            if it.kind.is_class_like() {
                let Some(binding) = self.top.scope.binding(around, attribute) else { return Vec::new() };
                let mut found = self.bound((form, 0), binding, Texts::Scope(self.top.scope), rest, hops);
                // What is given to a constructor may have the name of anything.
                found.retain(|it| binding.kind != BindingKind::Path || it.origin == Origin::Import);
                return found;
            }
            around = it.parent;
        }
        Vec::new()
    }

    /// What a bound name stands for. What a call gives is known by its members alone: what it does when it is
    /// called itself, nobody says.
    fn bound(
        &self,
        (form, symbol): (CallForm, u32),
        binding: &Binding,
        texts: Texts<'_>,
        rest: &str,
        hops: u32,
    ) -> Vec<External> {
        let (name, value) = (texts.text(binding.name), texts.text(binding.value));
        let is_itself = split_name(value).0 == name;
        if hops == 0 || is_itself {
            return Vec::new();
        }
        match binding.kind {
            BindingKind::Path => self.path(form, symbol, &joined(value, rest), hops - 1),
            BindingKind::Made if !rest.is_empty() => self.path(form, symbol, &joined(value, rest), hops - 1),
            BindingKind::Typed => self.typed(form, value, rest, hops),
            BindingKind::Made | BindingKind::Word | BindingKind::Bool | BindingKind::Follow => Vec::new(),
        }
    }

    /// A member of an object of a type.
    fn typed(&self, form: CallForm, type_: &str, rest: &str, hops: u32) -> Vec<External> {
        if type_.is_empty() || rest.is_empty() || hops == 0 {
            return Vec::new();
        }
        self.at_top(form, &joined(type_, rest), hops - 1)
    }

    fn at_top(&self, form: CallForm, path: &str, hops: u32) -> Vec<External> {
        let head = split_name(path).0;
        if self.top.names.last_named(head).is_some() {
            return Vec::new();
        }
        if let Some((at, rest)) = self.top.import_of(path) {
            let name = self.imported(at).map(|it| joined(&it, rest));
            return name.map(|name| External { name, origin: Origin::Import }).into_iter().collect();
        }
        if let Some(binding) = self.top.scope.binding(0, head) {
            let rest = path[head.len()..].trim_start_matches('.');
            return self.bound((form, 0), binding, Texts::Scope(self.top.scope), rest, hops);
        }
        let is_bound = self.top.scope.bindings_of(0).iter().any(|it| self.top.scope.text(it.name) == head);
        if is_bound || hops == MOST_HOPS && form.is_bound() {
            return Vec::new();
        }
        let own = External { name: path.to_owned(), origin: Origin::Everywhere };
        let stars = self.top.scope.imports_headed("").filter(|it| self.top.is_star(it.1)).map(|it| it.0);
        let starred = stars.filter_map(|at| {
            let name = joined(&self.imported(at)?, path);
            Some(External { name, origin: Origin::Star })
        });
        std::iter::once(own).chain(starred).collect()
    }

    /// The name of what an import binds, if that is of a package outside of the federation.
    fn imported(&self, at: usize) -> Option<String> {
        if self.top.modules().get(at).copied().flatten().is_some() {
            return None;
        }
        let import = &self.top.scope.imports[at];
        let (module, item) = (self.top.scope.text(import.module), self.top.scope.text(import.item));
        let rules = self.top.names.language()?.modules();
        let first = module.split(rules.separator.as_str()).next().unwrap_or(module);
        let is_place = rules.places.iter().any(|(word, _)| word == first);
        if is_place || module.starts_with(['.', '/', '~', '#']) {
            return None;
        }
        let module = module.replace("::", ".");
        Some(if matches!(item, "*" | "default") { module } else { joined(&module, item) })
    }
}

fn joined(path: &str, rest: &str) -> String {
    match (path, rest) {
        ("", it) | (it, "") => it.to_owned(),
        _ => format!("{path}.{rest}"),
    }
}
