//! Whether code puts something else in the place of a definition.

use rustc_hash::FxHashSet;

use super::follow::language;
use super::lookup::{Found, Lookup, MOST_HOPS, RECEIVERS};
use super::modules::Module;
use super::{Target, class_order};
use crate::heirs::{ANY, WHOLE, assigned, computes_names, has_heirs, overrides};
use crate::names::last_part;
use crate::{Db, File, Shard, Workspace, symbol_names};

/// Whether a member that is another name for what is called may be something else in some objects: code assigns one of
/// its name, or a class that inherits from another has one.
pub(super) fn is_alias_replaced(db: &dyn Db, lookup: &Lookup<'_>, callee: &str, target: Target) -> bool {
    let name = last_part(callee);
    let there = lookup.names_of(target.file);
    let is_alias = || last_part(there.name(target.symbol)) != name;
    callee.contains('.')
        && is_alias()
        && !lookup.is_class(target)
        && (assigned(db, name).any(|it| !it.2.is_empty()) || has_heirs(db, name, lookup.class_around()))
}

/// Whether code puts something else in the place of a definition: `Job.run = other`, `module.helper = other`.
pub(super) fn is_replaced(db: &dyn Db, target: Target, class: Option<Target>) -> bool {
    let Target { file, symbol } = target;
    let names = symbol_names(db, file);
    let name = last_part(names.name(symbol));
    // A member of an object that is no class: `jobs.run`.
    let object =
        names.plain_name(symbol).rsplit_once('.').map(|it| last_part(it.0)).filter(|_| class.is_none());
    let is_it = |(from, at, holder): (File, u32, &str)| {
        if holder.is_empty() && class.is_some() {
            return false;
        }
        let lookup = Lookup::new(db, from, at);
        if holder.is_empty() {
            let is_it = |found| matches!(found, Found::Symbol(it, _) if it == target);
            return is_it(lookup.called(name)) || is_it(lookup.at_top(name, MOST_HOPS));
        }
        if RECEIVERS.contains(&holder) {
            return class.zip(lookup.class_around()).is_some_and(|(one, other)| are_related(db, one, other));
        }
        if let Some(whole) = holder.strip_prefix(WHOLE) {
            return class
                .is_some_and(|it| last_part(symbol_names(db, it.file).name(it.symbol)) == last_part(whole));
        }
        if is_class_of(db, from, holder) {
            return class.is_some();
        }
        let holder = holder.strip_suffix(".prototype").unwrap_or(holder);
        match lookup.called(holder) {
            Found::Symbol(it, _) | Found::Object(it, _) => match class {
                Some(class) => class_order(db, it.key(db)).contains(&class),
                None => object.is_some_and(|it| it == last_part(holder)),
            },
            Found::Module(Module::File(it)) => class.is_none() && it == file,
            Found::Module(Module::Folder(it)) => class.is_none() && it == file.shard(db),
            Found::Given | Found::Unbound => object.is_some_and(|it| it == last_part(holder)),
            _ => false,
        }
    };
    has_computed(db, file, class.map(|it| it.symbol), object)
        || class.is_some_and(|it| overrides(db, it, ANY).next().is_some())
        || assigned(db, name).filter(|it| !(it.0 == file && is_own_definition(db, target, it))).any(is_it)
        || object == Some(PROTOTYPE) && is_on_another_prototype(db, target, name)
        || changed_unseen(db, Workspace::get(db)).holds(db, file, class, object)
}

/// The object that is behind all those that a function makes, where that is written so.
const PROTOTYPE: &str = "prototype";

/// Whether a class, or another function that makes objects, has a member of the name as well. Which of them inherits
/// from which is said by code: `inherits(Wipe, Job)`, `Wipe.prototype = Object.create(Job.prototype)`.
fn is_on_another_prototype(db: &dyn Db, target: Target, name: &str) -> bool {
    let is_prototype = |holder: &str| last_part(holder) == PROTOTYPE;
    let mut others = assigned(db, name).chain(assigned(db, ANY));
    has_heirs(db, name, None)
        || others.any(|it| is_prototype(it.2) && !(it.0 == target.file && is_own_definition(db, target, &it)))
}

/// Whether a class, or the objects of a file, have members under names that are computed, which may be any.
fn has_computed(db: &dyn Db, file: File, class: Option<u32>, object: Option<&str>) -> bool {
    let Some(holder) = class.or(object.map(|_| 0)) else { return false };
    computes_names(db, file, holder)
}

/// Whether a path is the class of some object.
fn is_class_of(db: &dyn Db, file: File, path: &str) -> bool {
    let last = path.rsplit_once('.').map_or("", |it| it.1);
    language(db, file).is_some_and(|it| it.tables().writes.class_members.iter().any(|it| it == last))
}

/// Whether one class inherits from the other.
fn are_related(db: &dyn Db, one: Target, other: Target) -> bool {
    class_order(db, one.key(db)).contains(&other) || class_order(db, other.key(db)).contains(&one)
}

/// What code puts something into under names that are not seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ChangedUnseen {
    /// Classes, and those that they inherit from.
    classes: FxHashSet<Target>,
    /// Classes whose objects do so with themselves, which may be of a class below.
    own: FxHashSet<Target>,
    files: FxHashSet<File>,
    folders: FxHashSet<Shard>,
    /// The names of objects of which nothing else is known.
    objects: FxHashSet<Box<str>>,
}

impl ChangedUnseen {
    /// Whether a definition in a file, which is a member of a class, of an object or of neither, may be among it.
    fn holds(&self, db: &dyn Db, file: File, class: Option<Target>, object: Option<&str>) -> bool {
        let is_named = object.is_some_and(|it| self.objects.contains(it));
        match class {
            Some(class) => {
                self.classes.contains(&class)
                    || !self.own.is_empty()
                        && class_order(db, class.key(db)).iter().any(|it| self.own.contains(it))
            }
            None => is_named || self.files.contains(&file) || self.folders.contains(&file.shard(db)),
        }
    }
}

#[salsa::tracked]
fn changed_unseen(db: &dyn Db, _workspace: Workspace) -> ChangedUnseen {
    let mut res = ChangedUnseen::default();
    for (from, at, holder) in assigned(db, ANY) {
        let lookup = Lookup::new(db, from, at);
        if RECEIVERS.contains(&holder) {
            let around = lookup.class_around();
            res.own.extend(around);
            res.classes.extend(around.into_iter().flat_map(|it| class_order(db, it.key(db))));
            continue;
        }
        let holder = holder.strip_suffix(".prototype").unwrap_or(holder);
        match lookup.called(holder) {
            Found::Symbol(it, _) => res.classes.extend(class_order(db, it.key(db))),
            Found::Module(Module::File(it)) => drop(res.files.insert(it)),
            Found::Module(Module::Folder(it)) => drop(res.folders.insert(it)),
            Found::Given | Found::Unbound => drop(res.objects.insert(last_part(holder).into())),
            _ => {}
        }
    }
    res
}

/// Whether other members may be asked for than those that a class has: code puts something into it under names that are
/// not seen, or a class below it that does not say so.
pub(crate) fn is_changed_unseen(db: &dyn Db, class: Target) -> bool {
    let all = changed_unseen(db, Workspace::get(db));
    all.holds(db, class.file, Some(class), None)
}

/// Whether what is assigned is the definition itself: `jobs.run = () => …`.
fn is_own_definition(db: &dyn Db, target: Target, (_, at, holder): &(File, u32, &str)) -> bool {
    let names = symbol_names(db, target.file);
    let own = names.plain_name(target.symbol);
    let is_defined = names.get(target.symbol).is_some_and(|it| it.parent == *at);
    is_defined && own.rsplit_once('.').is_some_and(|it| it.0.ends_with(holder)) && !holder.is_empty()
}
