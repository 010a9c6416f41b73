//! What runs without a call: members that a language calls by itself, what stands in classes, what decorates a
//! function, what an import in a function loads.
//!
//! Where it runs is not looked for: whoever makes an object, is given one, or calls one may run what its class has of
//! that kind. If that does nothing, nothing follows; else it is not known what is done.

use canton_grammars::tables::BodiesRun;
use canton_syntax::outline::{BindingKind, SymbolKind};

use super::nearby::{MOST_BELOW, implicit_below, names_in};
use super::run::Run;
use super::{Summary, summary, unasked};
use crate::bodies::{local_imports, locals};
use crate::resolve::{
    Decorated, class_around, class_of, class_of_type, class_order, decorated, imported_files,
    is_changed_unseen,
};
use crate::{Db, File, FileKind, Target, scope, symbol_key, symbol_names};

/// What is done without a call by the code of a symbol.
impl Run<'_> {
    pub(super) fn runs_by_itself(&mut self) {
        match decorated(self.db, self.file, self.symbol) {
            Decorated::No => {}
            Decorated::Outside => self.summary.open.external = true,
            Decorated::Otherwise => self.summary.open.dynamic = true,
        }
        if !self.summary.open.dynamic {
            self.summary.open.dynamic = self.uses_classes()
                || self.holds_classes()
                || self.uses_known()
                || self.reads_inherited()
                || self.hands_out()
                || self.imports();
        }
    }

    /// Whether one of the classes that it uses does something by itself.
    fn uses_classes(&self) -> bool {
        let called = self.edges.iter().filter(|(edge, _)| edge.how.is_one());
        let called = called.filter_map(|(_, targets)| targets.first()).any(|&it| self.uses(it));
        let own = locals(self.db, self.key);
        let mut types = own.parameters.iter().map(|it| own.text(it.type_)).chain(names_in(own));
        let mut declared = types.by_ref().filter_map(|it| class_of_type(self.db, self.file, it));
        called || declared.any(|it| self.runs_members(it) || self.runs_below(it)) || self.has_own_members()
    }

    /// Whether an object of a class below one that is declared does something by itself.
    fn runs_below(&self, class: Target) -> bool {
        let below = implicit_below(self.db, class);
        below.len() > MOST_BELOW
            || below.iter().any(|it| self.does(*it))
            || is_changed_unseen(self.db, class) && has_implicit(self.db, class)
    }

    /// Whether a class that stands in it inherits from one that does something by itself.
    fn holds_classes(&self) -> bool {
        let names = symbol_names(self.db, self.file);
        let is_function = names.get(self.symbol).is_some_and(|it| it.kind.is_function_like());
        let mut inner = names.below(self.symbol).filter(|(_, it)| it.kind.is_class_like() && is_function);
        inner.any(|(symbol, _)| self.runs_members(Target { file: self.file, symbol }))
    }

    /// Whether something that the file knows does something by itself.
    fn uses_known(&self) -> bool {
        let known = unasked::known(self.db, self.file);
        known.is_open || self.runs_file() || known.code.iter().any(|it| self.does(it.0))
    }

    /// Whether what stands at the top of the file runs when it is used first, and does something.
    fn runs_file(&self) -> bool {
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return false };
        let runs = self.symbol != 0 && language.tables().classes.bodies_run == BodiesRun::Used;
        let calls = || crate::bodies::callers(self.db, self.file).first() == Some(&true);
        runs && calls() && {
            let top = summary(self.db, symbol_key(self.db, self.file, 0));
            !(top.effects.is_empty() && top.acts.is_empty())
        }
    }

    fn uses(&self, target: Target) -> bool {
        let names = symbol_names(self.db, target.file);
        let is_class = names.get(target.symbol).is_some_and(|it| it.kind.is_class_like());
        if self.lets_go(target.file) {
            return true;
        }
        let class = if is_class { Some(target) } else { class_of(self.db, target) };
        let Some(class) = class else { return false };
        let makes = is_class || names.get(target.symbol).is_some_and(|it| it.kind == SymbolKind::Constructor);
        self.runs_members(class)
            || self.runs_body(class, makes)
            || is_class && self.runs_constructors(class)
            || unasked::of_class(self.db, class.key(self.db)).has_made_base
            || decorated(self.db, class.file, class.symbol) == Decorated::Otherwise
    }

    /// Whether an object of a class of the file of what is called, which may have been given back, does something when
    /// it goes.
    fn lets_go(&self, file: File) -> bool {
        let mut finalisers = unasked::loose(self.db, file).finalisers.iter();
        file != self.file && finalisers.any(|&symbol| self.does(Target { file, symbol }))
    }

    /// Whether a constructor that is not the one that is called does something where an object is made: one that takes
    /// something else, or one of a class above, where each begins with one of those.
    pub(super) fn runs_constructors(&self, class: Target) -> bool {
        let Some(FileKind::Source(language)) = class.file.kind(self.db) else { return false };
        let called = crate::entered(self.db, class);
        let above = usize::from(language.tables().classes.chains) * usize::MAX;
        let order = class_order(self.db, class.key(self.db)).iter();
        order.take(above.max(1)).any(|it| {
            let names = symbol_names(self.db, it.file).below(it.symbol);
            let mut own =
                names.filter(|(_, inner)| inner.parent == it.symbol && inner.kind == SymbolKind::Constructor);
            own.any(|(symbol, _)| {
                let constructor = Target { symbol, ..*it };
                constructor != called && self.does(constructor)
            })
        })
    }

    /// What the object itself does when its members are asked for, `self.total`, or it is used as a whole.
    fn has_own_members(&self) -> bool {
        let names = symbol_names(self.db, self.file);
        let is_implicit = names.get(self.symbol).is_some_and(|it| it.is_implicit);
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return false };
        let classes = &language.tables().classes;
        let used = self.body.members;
        let is_used = |name: &str| {
            used.may_have(name)
                || (used.uses_whole() || classes.named_receivers) && classes.is_implicit(name)
                || used.has_any() && classes.accessors.iter().any(|it| it == name)
        };
        let class = class_around(self.db, self.file, self.symbol).filter(|_| !is_implicit);
        class.is_some_and(|it| {
            it.symbol != self.symbol && (self.runs_members_if(it, is_used) || self.runs_attributes(it))
        })
    }

    /// Whether what one of its own attributes holds does something by itself.
    fn runs_attributes(&self, class: Target) -> bool {
        class_order(self.db, class.key(self.db)).iter().any(|class| {
            let scope = scope(self.db, class.file);
            let bound = scope.bindings_of(class.symbol).iter();
            let held = bound.filter(|it| self.body.members.may_have(scope.text(it.name)));
            let mut classes = held.filter_map(|it| {
                let value = scope.text(it.value);
                let type_ = match it.kind {
                    BindingKind::Made | BindingKind::Typed => value,
                    BindingKind::Path => self.type_given(*class, value)?,
                    _ => return None,
                };
                class_of_type(self.db, class.file, type_)
            });
            classes.any(|it| self.runs_members(it))
        })
    }

    /// The type of what a constructor of a class is given by a name.
    fn type_given(&self, class: Target, name: &str) -> Option<&str> {
        let mut members = symbol_names(self.db, class.file).below(class.symbol);
        members.find_map(|(symbol, it)| {
            let own = locals(self.db, symbol_key(self.db, class.file, symbol));
            let mut given = own.parameters.iter().filter(|_| it.kind == SymbolKind::Constructor);
            Some(own.text(given.find(|it| own.text(it.name) == name)?.type_))
        })
    }

    fn runs_members(&self, class: Target) -> bool {
        self.runs_members_if(class, |_| true)
    }

    /// Whether a member of a class that the language calls by itself, and whose name may be meant, does something.
    fn runs_members_if(&self, class: Target, is_meant: impl Fn(&str) -> bool) -> bool {
        let unasked = unasked::of_class(self.db, class.key(self.db));
        let mut meant = unasked.code.iter().filter(|it| it.1.as_deref().is_none_or(&is_meant));
        unasked.is_open || meant.any(|it| self.does(it.0))
    }

    /// Whether what stands in a class, and not in its members, does something when it is used so.
    pub(super) fn runs_body(&self, class: Target, is_made: bool) -> bool {
        let Some(FileKind::Source(language)) = class.file.kind(self.db) else { return false };
        let runs = match language.tables().classes.bodies_run {
            BodiesRun::Once => false,
            BodiesRun::Made => is_made,
            BodiesRun::Used => true,
        };
        let mut order = class_order(self.db, class.key(self.db)).iter();
        runs && order.any(|&it| self.does(it))
    }

    pub(super) fn does(&self, it: Target) -> bool {
        let has_body = crate::bodies::callers(self.db, it.file);
        let is_other = (it.file, it.symbol) != (self.file, self.symbol);
        is_other
            && has_body.get(it.symbol as usize) == Some(&true)
            && does_anything(summary(self.db, it.key(self.db)))
    }

    /// Whether an import in it loads what does something then.
    fn imports(&self) -> bool {
        let here = local_imports(self.db, self.file).iter().filter(|it| it.0 == self.symbol);
        let mut here = here.peekable();
        if here.peek().is_none() {
            return false;
        }
        let files = imported_files(self.db, self.file);
        here.filter_map(|it| files.get(it.1 as usize).copied().flatten()).any(|it| loads(self.db, it))
    }
}

/// So many files are looked at that are loaded with one.
const MOST_LOADED: usize = 256;

/// Whether loading a file does anything: it, or what it imports.
fn loads(db: &dyn Db, file: File) -> bool {
    let mut loaded = vec![file];
    let mut at = 0;
    while let Some(&file) = loaded.get(at) {
        at += 1;
        if loads_itself(db, file) || loaded.len() > MOST_LOADED {
            return true;
        }
        let in_functions = local_imports(db, file);
        for (import, imported) in imported_files(db, file).into_iter().enumerate() {
            let is_at_top = !in_functions.iter().any(|it| it.1 as usize == import);
            loaded.extend(imported.filter(|it| is_at_top && !loaded.contains(it)));
        }
    }
    false
}

/// Whether what stands at the top of a file, and in the classes there, does anything.
fn loads_itself(db: &dyn Db, file: File) -> bool {
    let callers = crate::bodies::callers(db, file);
    let names = symbol_names(db, file).iter();
    let runs = names.filter(|(index, it)| *index == 0 || it.parent == 0 && it.kind.is_class_like());
    let mut runs = runs.filter(|(index, _)| callers.get(*index as usize) == Some(&true));
    runs.any(|(index, _)| does_anything(summary(db, symbol_key(db, file, index))))
}

/// The members of a file's classes that the language calls by itself, with their classes.
#[salsa::tracked(returns(deref))]
pub(super) fn implicit_members(db: &dyn Db, file: File) -> Box<[(u32, u32)]> {
    let Some(FileKind::Source(language)) = file.kind(db) else { return Box::default() };
    let marks = &language.tables().classes.implicit_marks;
    let (scope, names) = (crate::scope(db, file), symbol_names(db, file));
    let is_marked = |symbol: u32| {
        let mut decorators = scope.bindings_of(symbol).iter().filter(|it| scope.text(it.name) == "@");
        decorators.any(|it| {
            let name = scope.text(it.value).rsplit('.').next().unwrap_or_default();
            marks.iter().any(|it| it == name)
        })
    };
    let members = names.iter().filter(|(index, it)| it.is_implicit || !marks.is_empty() && is_marked(*index));
    // A member of an object belongs to no class.
    let class = |symbol| class_of(db, Target { file, symbol }).map_or(0, |it| it.symbol);
    members.map(|(symbol, _)| (class(symbol), symbol)).collect()
}

/// Whether a class has members that the language calls by itself.
fn has_implicit(db: &dyn Db, class: Target) -> bool {
    let mut order = class_order(db, class.key(db)).iter();
    order.any(|class| implicit_members(db, class.file).iter().any(|it| it.0 == class.symbol))
}

fn does_anything(it: &Summary) -> bool {
    !(it.effects.is_empty() && it.acts.is_empty() && it.needs.is_empty()) || it.open.is_open()
}
