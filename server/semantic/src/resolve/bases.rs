//! What a path means that a class inherits from: also a class that a module is as a whole, or that it gives under
//! another name than it has there.

use super::lookup::{Found, Lookup, MOST_HOPS};
use super::modules::Module;
use super::paths::split_name;
use super::{Target, class_order};
use crate::Db;

/// The name of what a module gives that is imported without one.
const DEFAULT: &str = "default";

impl Lookup<'_> {
    /// The class that a path at the top of the file means.
    pub(super) fn base(&self, path: &str) -> Option<Target> {
        match self.at_top(path, MOST_HOPS) {
            Found::Symbol(base, _) if self.is_class(base) => Some(base),
            Found::Given | Found::Unbound | Found::Module(_) => self.given_base(path),
            _ => None,
        }
    }

    /// What an import gives that is no definition by its name.
    fn given_base(&self, path: &str) -> Option<Target> {
        let (at, rest) = self.import_of(path)?;
        let Module::File(file) = self.modules().get(at).copied().flatten()? else { return None };
        let there = self.in_file(file, 0);
        match (self.scope.text(self.scope.imports[at].item), rest) {
            ("", "") => there.given_whole(),
            (DEFAULT, "") => there.given(DEFAULT).or_else(|| there.given_whole()),
            ("", name) | (name, "") => there.given(name),
            _ => None,
        }
    }

    /// The class that a file gives under a name: `exports.Base = Core`, `module.exports = { Base: Core }`.
    fn given(&self, name: &str) -> Option<Target> {
        self.exports().find_map(|place| {
            let put = self.class_at(&format!("{place}.{name}"));
            put.or_else(|| self.class_at(&format!("{place}[{name}]")))
        })
    }

    /// The class that a file gives as a whole: `module.exports = Core`.
    fn given_whole(&self) -> Option<Target> {
        self.exports().find_map(|place| {
            let own = self.names.last_named(place).map(|symbol| Target { file: self.file, symbol });
            own.filter(|it| self.is_class(*it)).or_else(|| self.class_at(place))
        })
    }

    fn exports(&self) -> impl Iterator<Item = &'static str> {
        self.names.language().into_iter().flat_map(|it| &it.modules().exports).map(String::as_str)
    }

    /// The class that something at the top of the file is put to stand for.
    fn class_at(&self, place: &str) -> Option<Target> {
        let head = split_name(place).0;
        let bound = self.scope.headed(0, head).iter().filter(|it| self.scope.text(it.name) == place);
        let mut values = bound.map(|it| self.scope.text(it.value)).filter(|it| !it.is_empty());
        values.find_map(|value| match self.at_top(value, MOST_HOPS) {
            Found::Symbol(it, _) if self.is_class(it) => Some(it),
            _ => None,
        })
    }
}

/// Whether a class inherits from something that may be one of the federation and is not known.
pub(crate) fn has_unknown_base(db: &dyn Db, class: Target) -> bool {
    class_order(db, class.key(db)).iter().any(|it| {
        let top = Lookup::new(db, it.file, 0);
        let mut bases = top.scope.bases.iter().filter(|base| base.symbol == it.symbol);
        // A class in a function may be below what only that function knows.
        let around = top.in_file(it.file, top.names.get(it.symbol).map_or(0, |it| it.parent));
        bases.any(|base| {
            let path = top.scope.text(base.name);
            top.base(path).is_none() && is_of_federation(&around, path)
        })
    })
}

/// Whether a class inherits directly from something that is of no file of the federation.
pub(crate) fn has_outer_base(db: &dyn Db, class: Target) -> bool {
    let top = Lookup::new(db, class.file, 0);
    let around = top.in_file(class.file, top.names.get(class.symbol).map_or(0, |it| it.parent));
    let mut bases = top.scope.bases.iter().filter(|it| it.symbol == class.symbol);
    bases.any(|it| {
        let path = top.scope.text(it.name);
        top.base(path).is_none() && !is_of_federation(&around, path)
    })
}

/// Whether a path may mean something of the federation.
fn is_of_federation(lookup: &Lookup<'_>, path: &str) -> bool {
    match lookup.called(path) {
        Found::Symbol(it, _) => !lookup.is_class(it),
        Found::Given | Found::Object(..) | Found::Module(_) => true,
        Found::External | Found::Builtin | Found::Unbound => false,
    }
}
