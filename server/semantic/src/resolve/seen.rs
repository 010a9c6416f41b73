//! What a query has looked into, so that it asks for nothing twice: most of what is asked is asked again for the next
//! name, and an answer that is kept costs a fraction of one that the engine has to look up.

use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::modules::{Module, modules};
use super::top::{Top, top};
use crate::bodies::{Locals, locals};
use crate::{Db, File, Scope, SymbolKey, SymbolNames, scope, symbol_key, symbol_keys, symbol_names};

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
    locals: RefCell<FxHashMap<(File, u32), &'db Locals>>,
}

impl<'db> Seen<'db> {
    pub(super) fn new(db: &'db dyn Db, file: File) -> Seen<'db> {
        let first = Rc::new(Source::new(db, file));
        Seen { first, others: RefCell::default(), locals: RefCell::default() }
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

    /// What names stand for in a symbol.
    pub(super) fn locals(&self, db: &'db dyn Db, file: File, symbol: u32) -> &'db Locals {
        if let Some(known) = self.locals.borrow().get(&(file, symbol)) {
            return known;
        }
        let found = locals(db, self.source(db, file).key(db, symbol));
        self.locals.borrow_mut().insert((file, symbol), found);
        found
    }
}
