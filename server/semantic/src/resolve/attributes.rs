//! What the methods of a class put into its objects: `self.run = f`.

use canton_syntax::outline::BindingKind;

use super::lookup::RECEIVERS;
use super::paths::split_first;
use crate::bodies::locals;
use crate::{Db, SymbolKey, symbol_key, symbol_names};

/// What the methods of a class put into its objects, sorted by the attribute's name, then in the order of the code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes(Box<[Attribute]>);

/// One assignment to an attribute, or to a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    /// Where it stands.
    pub(super) method: u32,
    /// The place in the object: `.table[a]`.
    pub(super) place: Box<str>,
    /// How the value is written.
    pub(super) kind: BindingKind,
    /// The value.
    pub(super) value: Box<str>,
}

impl Attribute {
    fn name(&self) -> &str {
        split_first(&self.place).0.strip_prefix('.').unwrap_or_default()
    }
}

impl Attributes {
    /// What is put into the attribute of a name.
    pub(super) fn of(&self, name: &str) -> &[Attribute] {
        let start = self.0.partition_point(|it| it.name() < name);
        let length = self.0[start..].partition_point(|it| it.name() == name);
        &self.0[start..start + length]
    }
}

/// What the methods of the class at `symbol` put into its objects. It stands between who asks and the methods, so that
/// an edit in one of them is seen only where it puts something else there.
#[salsa::tracked]
pub(super) fn attributes<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Attributes {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let names = symbol_names(db, file);
    let methods = names.below(symbol).filter(|it| it.1.parent == symbol && it.1.kind.is_function_like());
    let mut found: Vec<Attribute> = Vec::new();
    for (method, _) in methods {
        let own = locals(db, symbol_key(db, file, method));
        for it in &own.bindings {
            let (receiver, place) = split_first(own.text(it.name));
            if RECEIVERS.contains(&receiver) && place.starts_with('.') {
                let (place, value) = (place.into(), own.text(it.value).into());
                found.push(Attribute { method, place, kind: it.kind, value });
            }
        }
    }
    found.sort_by(|one, other| one.name().cmp(other.name()));
    Attributes(found.into())
}
