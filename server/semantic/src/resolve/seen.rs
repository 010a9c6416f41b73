//! What a query has looked into, so that it asks for nothing twice: most of what is asked is asked again for the next
//! name, and an answer that is kept costs a fraction of one that the engine has to look up.

use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::Target;
use super::attributes::{Attributes, attributes};
use super::classes::class_order;
use super::modules::{Module, modules};
use super::top::{Top, top};
use crate::bodies::{Locals, locals};
use crate::{
    Body, Db, File, Scope, SymbolKey, SymbolNames, body, scope, symbol_key, symbol_keys, symbol_names,
};

/// What is known of one file.
pub(super) struct Source<'db> {
    file: File,
    pub(super) scope: &'db Scope,
    pub(super) names: &'db SymbolNames,
    modules: OnceCell<&'db [Option<Module>]>,
    top: OnceCell<&'db Top>,
    keys: OnceCell<&'db [SymbolKey<'db>]>,
}

impl<'db> Source<'db> {
    fn new(db: &'db dyn Db, file: File) -> Source<'db> {
        let (scope, names) = (scope(db, file), symbol_names(db, file));
        Source { file, scope, names, modules: OnceCell::new(), top: OnceCell::new(), keys: OnceCell::new() }
    }

    /// Where each import leads.
    pub(super) fn modules(&self, db: &'db dyn Db) -> &'db [Option<Module>] {
        self.modules.get_or_init(|| modules(db, self.file))
    }

    /// What the file has at its top from elsewhere.
    pub(super) fn top(&self, db: &'db dyn Db) -> &'db Top {
        self.top.get_or_init(|| top(db, self.file))
    }

    /// The key of one of its symbols.
    pub(super) fn key(&self, db: &'db dyn Db, symbol: u32) -> SymbolKey<'db> {
        let keys = self.keys.get_or_init(|| symbol_keys(db, self.file));
        keys.get(symbol as usize).copied().unwrap_or_else(|| symbol_key(db, self.file, symbol))
    }
}

/// What has been looked into, from one file on.
pub(super) struct Seen<'db> {
    first: Rc<Source<'db>>,
    others: RefCell<FxHashMap<File, Rc<Source<'db>>>>,
    locals: Known<&'db Locals>,
    bodies: Known<&'db Body>,
    orders: Known<&'db [Target]>,
    attributes: Known<&'db Attributes>,
}

/// What is known of symbols.
type Known<T> = RefCell<FxHashMap<Target, T>>;

impl<'db> Seen<'db> {
    pub(super) fn new(db: &'db dyn Db, file: File) -> Seen<'db> {
        Seen {
            first: Rc::new(Source::new(db, file)),
            others: RefCell::default(),
            locals: RefCell::default(),
            bodies: RefCell::default(),
            orders: RefCell::default(),
            attributes: RefCell::default(),
        }
    }

    /// The file from which this began.
    pub(super) fn first(&self) -> Rc<Source<'db>> {
        Rc::clone(&self.first)
    }

    /// What is known of a file.
    pub(super) fn source(&self, db: &'db dyn Db, file: File) -> Rc<Source<'db>> {
        if file == self.first.file {
            return self.first();
        }
        if let Some(known) = self.others.borrow().get(&file) {
            return Rc::clone(known);
        }
        let found = Rc::new(Source::new(db, file));
        self.others.borrow_mut().insert(file, Rc::clone(&found));
        found
    }

    /// The key of a symbol.
    pub(super) fn key(&self, db: &'db dyn Db, target: Target) -> SymbolKey<'db> {
        self.source(db, target.file).key(db, target.symbol)
    }

    /// What names stand for in a symbol.
    pub(super) fn locals(&self, db: &'db dyn Db, symbol: Target) -> &'db Locals {
        once(&self.locals, symbol, || locals(db, self.key(db, symbol)))
    }

    /// What a symbol does.
    pub(super) fn body(&self, db: &'db dyn Db, symbol: Target) -> &'db Body {
        once(&self.bodies, symbol, || body(db, self.key(db, symbol)))
    }

    /// The classes in which a member of a class is looked for.
    pub(super) fn order(&self, db: &'db dyn Db, class: Target) -> &'db [Target] {
        once(&self.orders, class, || class_order(db, self.key(db, class)))
    }

    /// What the methods of a class put into its objects.
    pub(super) fn attributes(&self, db: &'db dyn Db, class: Target) -> &'db Attributes {
        once(&self.attributes, class, || attributes(db, self.key(db, class)))
    }
}

/// What was found for a symbol before, or is found now.
fn once<T: Copy>(known: &Known<T>, symbol: Target, find: impl FnOnce() -> T) -> T {
    if let Some(found) = known.borrow().get(&symbol) {
        return *found;
    }
    let found = find();
    known.borrow_mut().insert(symbol, found);
    found
}
