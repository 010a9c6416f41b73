//! What callers see of a function.

use canton_syntax::outline::ValueKind;

use super::locals;
use crate::{Db, SymbolKey};

/// What callers need to know of a symbol beside its summary: equal while only its body changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signature {
    /// What it can be given.
    pub(crate) parameters: Box<[NamedParameter]>,
}

/// A parameter with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedParameter {
    pub(crate) name: Box<str>,
    /// The kind and text of its default.
    pub(crate) default: Option<(ValueKind, Box<str>)>,
    pub(crate) by_place: bool,
}

/// What callers need to know of the symbol at `index` beside its summary.
#[salsa::tracked]
pub(crate) fn signature<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Signature {
    let locals = locals(db, key);
    let parameters = locals.parameters.iter().map(|it| NamedParameter {
        name: locals.text(it.name).into(),
        default: it.default.map(|value| (value.kind, locals.text(value.text).into())),
        by_place: it.by_place,
    });
    Signature { parameters: parameters.collect() }
}
