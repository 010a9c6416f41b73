//! What is called without a call in the code: what is handed on by its name, what decorates something.

use canton_syntax::outline::{ValueKind, access};
use rustc_hash::FxHashSet;

use super::Target;
use super::follow::{Asks, follow};
use super::lookup::{Found, Lookup};
use crate::{Db, File};

/// The functions that an argument may be, and whether it may be others that are too far away.
pub(super) fn handed(lookup: &Lookup<'_>, kind: ValueKind, text: &str) -> (Vec<Target>, bool) {
    if kind == ValueKind::Path {
        return match lookup.called(text) {
            Found::Symbol(target, _) if is_function(lookup, target) => (vec![target], false),
            _ => (Vec::new(), false),
        };
    }
    let path = access(text).filter(|it| lookup.may_be_function(it));
    let mut found = path.map(|it| follow(lookup, &it, Asks::Nobody)).unwrap_or_default();
    found.targets.retain(|it| is_function(lookup, *it));
    (found.targets, found.cut)
}

fn is_function(lookup: &Lookup<'_>, target: Target) -> bool {
    lookup.names_of(target.file).get(target.symbol).is_some_and(|it| it.kind.is_function_like())
}

/// What a path leads to that is called in a symbol without a call, and whether it may be others that are too far away.
pub(crate) fn called_by_itself(db: &dyn Db, file: File, symbol: u32, path: &str) -> (Vec<Target>, bool) {
    let lookup = Lookup::new(db, file, symbol);
    match lookup.called(path) {
        Found::Symbol(target, _) => (vec![target], false),
        _ if lookup.follows() => {
            let found = follow(&lookup, path, Asks::Nobody);
            (found.targets, found.cut)
        }
        _ => (Vec::new(), false),
    }
}

/// What is called with the definitions that stand directly in a symbol, and whether it may be others that are too far
/// away.
pub(super) fn decorators(lookup: &Lookup<'_>) -> (Vec<Target>, bool) {
    let inner = lookup.names.below(lookup.symbol).filter(|it| it.1.parent == lookup.symbol);
    let here = (lookup.symbol == 0).then_some(0).into_iter().chain(inner.map(|it| it.0));
    let decorators = here.flat_map(|it| lookup.scope.headed(it, "@"));
    let mut seen = FxHashSet::default();
    let paths = decorators.map(|it| lookup.scope.text(it.value)).filter(|it| seen.insert(*it));
    let (mut targets, mut is_cut) = (Vec::new(), false);
    for found in paths.map(|it| follow(lookup, it, Asks::Nobody)) {
        targets.extend(found.targets);
        is_cut |= found.cut;
    }
    (targets, is_cut)
}
