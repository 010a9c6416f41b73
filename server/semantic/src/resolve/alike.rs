//! Classes that look like others: where types are structural, an object of a class that has all members of another one
//! may be given in its place, whatever it inherits from.

use super::overrides::{class_of, is_bodiless, speaks};
use super::{Target, class_order};
use crate::index::{hash_of, members_named};
use crate::names::last_part;
use crate::{Db, File, symbol_names};

/// The members of a name in classes that have all members of a class, and are not below it.
pub(super) fn alike(db: &dyn Db, member: Target, class: Target) -> Box<[Target]> {
    let own = member_names(db, class.file, class.symbol);
    let name = last_part(symbol_names(db, member.file).name(member.symbol));
    let named = members_named(db, name, true).all().iter().copied();
    let others =
        named.filter(|it| *it != member && !is_bodiless(db, *it) && speaks(db, it.file, member.file));
    let looks_alike = |it: &Target| {
        class_of(db, *it).is_some_and(|other| {
            let theirs = member_names(db, other.file, other.symbol);
            let is_below = class_order(db, other.file, other.symbol).contains(&class);
            !is_below && own.iter().all(|it| theirs.binary_search(it).is_ok())
        })
    };
    others.filter(looks_alike).collect()
}

/// The hashes of the names of a class's methods, its own and those that it inherits, sorted.
#[salsa::tracked(returns(deref))]
fn member_names(db: &dyn Db, file: File, symbol: u32) -> Box<[u64]> {
    let mut found = Vec::new();
    for class in class_order(db, file, symbol) {
        let names = symbol_names(db, class.file);
        let own = names.below(class.symbol).filter(|(_, it)| it.parent == class.symbol);
        let methods = own.filter(|(_, it)| it.kind == canton_syntax::outline::SymbolKind::Method);
        found.extend(methods.map(|(symbol, _)| hash_of(&last_part(names.name(symbol)))));
    }
    found.sort_unstable();
    found.dedup();
    found.into()
}
