//! What runs when a class is used first: its initialisers, where a member of it is read.

use canton_grammars::tables::BodiesRun;
use canton_syntax::outline::SymbolKind;

use super::run::Run;
use crate::index::members_named;
use crate::names::last_part;
use crate::resolve::{class_around, class_in, class_order};
use crate::{Db, File, FileKind, Target, scope, symbol_names};

impl Run<'_> {
    /// Whether what stands in the class whose member a path names, and runs when it is used first, does something.
    pub(super) fn initialises(&self, path: &str) -> bool {
        let mut object = path;
        while let Some((rest, _)) = object.rsplit_once('.') {
            object = rest;
            if let Some(class) = class_in(self.db, self.file, self.symbol, object) {
                let own = class_around(self.db, self.file, self.symbol);
                return own != Some(class) && self.runs_first(class);
            }
        }
        // It is named by its package: `a.Config.LIMIT`.
        let mut named = path.split('.').rev().skip(1).filter(|it| is_capital(it));
        !is_capital(path) && named.any(|it| classes_named(self.db, it).any(|it| self.runs_first(it)))
    }

    /// Whether a class does something when it is used first.
    fn runs_first(&self, class: Target) -> bool {
        let names = symbol_names(self.db, class.file);
        let is_listed = names.get(class.symbol).is_some_and(|it| it.kind == SymbolKind::Enum);
        let makes = || self.runs_constructors(class) || self.does(crate::entered(self.db, class));
        self.runs_body(class, false) || is_listed && makes()
    }

    /// Whether an interface above the class around, whose members are read by their plain names here, does something
    /// when it is used first. A class above is, when the class around is.
    pub(super) fn reads_inherited(&self) -> bool {
        if !runs_when_used(self.db, self.file) {
            return false;
        }
        let Some(class) = class_around(self.db, self.file, self.symbol) else { return false };
        let above = class_order(self.db, class.key(self.db)).iter().skip(1);
        let mut interfaces = above.filter(|it| {
            let names = symbol_names(self.db, it.file);
            names.get(it.symbol).is_some_and(|it| it.kind == SymbolKind::Interface)
        });
        interfaces.any(|it| self.does(*it))
    }
}

/// The classes whose members a file imports by their plain names.
pub(super) fn imported_classes(db: &dyn Db, file: File) -> Vec<Target> {
    if !runs_when_used(db, file) {
        return Vec::new();
    }
    let here = scope(db, file);
    let members = here.imports.iter().filter(|it| is_capital(last_part(here.text(it.module))));
    let classes = members.flat_map(|it| {
        let item = here.text(it.item);
        let is_class = move |class: &Target| {
            let names = symbol_names(db, class.file);
            let member = names.last_member(class.symbol, item).and_then(|it| names.get(it));
            member.is_some_and(|it| it.kind.is_class_like())
        };
        classes_named(db, last_part(here.text(it.module))).filter(move |it| !is_class(it))
    });
    classes.collect()
}

/// Whether what stands in a class runs when a member of it is read, by its plain name too.
fn runs_when_used(db: &dyn Db, file: File) -> bool {
    let Some(FileKind::Source(language)) = file.kind(db) else { return false };
    language.tables().classes.bodies_run == BodiesRun::Used && language.modules().implicit_self
}

/// The classes of a name, wherever they are.
fn classes_named<'db>(db: &'db dyn Db, name: &str) -> impl Iterator<Item = Target> + use<'db> {
    let named = [false, true].into_iter().map(|it| members_named(db, name, it).all());
    let is_class = move |it: &Target| {
        let names = symbol_names(db, it.file);
        names.get(it.symbol).is_some_and(|it| it.kind.is_class_like())
    };
    named.collect::<Vec<_>>().into_iter().flatten().copied().filter(is_class)
}

fn is_capital(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}
