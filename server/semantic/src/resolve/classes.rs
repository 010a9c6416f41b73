//! Classes and what they inherit from: the order in which their members are looked up.

use canton_syntax::outline::SymbolKind;
use rustc_hash::FxHashSet;

use super::Target;
use super::lookup::{Found, Lookup, MOST_HOPS};
use crate::index::members_named;
use crate::names::last_part;
use crate::{Db, SymbolKey, symbol_names};

/// So many classes are looked at above one.
const MOST_CLASSES: usize = 64;

/// The classes in which a member of a class is looked for, itself first, in the order of C3: each before its bases,
/// bases in the order in which they are written. Where no order is like that, depth first.
#[salsa::tracked(returns(deref), cycle_result = only_itself)]
pub(crate) fn class_order<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Vec<Target> {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let mut path = Vec::new();
    order(db, Target { file, symbol }, &mut path)
}

/// A base that is looked up in the class itself.
fn only_itself(db: &dyn Db, _: salsa::Id, key: SymbolKey<'_>) -> Vec<Target> {
    vec![Target { file: key.file(db), symbol: key.symbol(db) }]
}

/// What a class inherits from directly.
#[salsa::tracked(returns(deref), cycle_result = nothing)]
fn bases<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Vec<Target> {
    let (file, symbol) = (key.file(db), key.symbol(db));
    Lookup::by_itself(db, file).bases(Target { file, symbol }).collect()
}

/// The classes that a class may be below by the names of bases of which it is not known what they stand for, and those
/// above them: a base that code sets elsewhere, or that is a member of an object.
#[salsa::tracked(returns(deref), cycle_result = nothing)]
pub(crate) fn perhaps_above<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Vec<Target> {
    let mut found = Vec::new();
    for class in class_order(db, key) {
        let there = Lookup::new(db, class.file, 0);
        let bases = there.scope.bases.iter().filter(|it| it.symbol == class.symbol);
        let unknown = bases
            .map(|it| there.scope.text(it.name))
            .filter(|it| matches!(there.at_top(it, MOST_HOPS), Found::Given | Found::Unbound));
        for base in unknown {
            let import = there.scope.imports.iter().find(|it| there.scope.text(it.local) == base);
            let item = import.map(|it| there.scope.text(it.item)).filter(|it| !it.is_empty());
            let name = last_part(item.unwrap_or(base));
            // What stands in a function is listed nowhere else.
            let here = there.names.iter().filter(|it| last_part(there.names.name(it.0)) == name);
            let here = here.map(|it| Target { symbol: it.0, ..*class });
            let named = [true, false].into_iter().flat_map(|it| members_named(db, name, it).all());
            let classes = here.chain(named.copied()).filter(|&it| there.is_class(it) && it != *class);
            found.extend(classes.flat_map(|it| class_order(db, it.key(db))));
        }
    }
    let mut seen = FxHashSet::default();
    found.retain(|it| seen.insert(*it));
    found
}

fn nothing(_: &dyn Db, _: salsa::Id, _: SymbolKey<'_>) -> Vec<Target> {
    Vec::new()
}

/// `path` are the classes whose order is being made, so that a circle ends.
fn order(db: &dyn Db, class: Target, path: &mut Vec<Target>) -> Vec<Target> {
    if path.contains(&class) || path.len() >= MOST_CLASSES {
        return Vec::new();
    }
    path.push(class);
    let bases = bases(db, class.key(db)).to_vec();
    let mut lists: Vec<Vec<Target>> = bases.iter().map(|&base| order(db, base, path)).collect();
    path.pop();
    lists.push(bases);
    let mut merged = vec![class];
    while lists.iter().any(|it| !it.is_empty()) && merged.len() < MOST_CLASSES {
        let is_free = |it: &Target| lists.iter().all(|list| !list.iter().skip(1).any(|other| other == it));
        let heads = || lists.iter().filter_map(|it| it.first());
        let Some(&next) = heads().find(|it| is_free(it)).or_else(|| heads().next()) else { break };
        lists.iter_mut().for_each(|it| it.retain(|other| *other != next));
        if !merged.contains(&next) {
            merged.push(next);
        }
    }
    merged
}

/// What runs when a target is called: of a class its constructor, its own or the one that it inherits; else itself.
pub fn entered(db: &dyn Db, target: Target) -> Target {
    let kind = symbol_names(db, target.file).get(target.symbol).map(|it| it.kind);
    if !kind.is_some_and(SymbolKind::is_class_like) {
        return target;
    }
    let order = class_order(db, target.key(db)).iter();
    order.copied().find_map(|class| constructor_of(db, class)).unwrap_or(target)
}

fn constructor_of(db: &dyn Db, class: Target) -> Option<Target> {
    let names = symbol_names(db, class.file);
    let own =
        |it: &(u32, crate::NamedSymbol)| it.1.parent == class.symbol && it.1.kind == SymbolKind::Constructor;
    let (symbol, _) = names.below(class.symbol).filter(own).last()?;
    Some(Target { symbol, ..class })
}
