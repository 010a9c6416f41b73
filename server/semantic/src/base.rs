//! What the base of a review had, and what is new or changed since.

use canton_grammars::Language;
use canton_syntax::digest::Digest;
use canton_syntax::outline::outline as outline_of;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Db, File, outline};

/// What the base had in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BaseSymbols {
    /// There is no base, or it had the same text: nothing here counts as changed.
    #[default]
    Same,
    /// The units that it had, by dotted name, with their digests; empty where it had no such file.
    Had(Arc<BTreeMap<Box<str>, Option<Digest>>>),
}

/// The units of a text, to compare with; an unreadable text has none.
pub fn symbols_of_text(text: &str, language: &'static Language) -> BaseSymbols {
    let outline = outline_of(text, language);
    let units = outline.symbols.iter().enumerate().filter(|&(index, symbol)| symbol.unit as usize == index);
    let units = units.map(|(_, symbol)| (Box::from(outline.text(symbol.name)), symbol.digest));
    BaseSymbols::Had(Arc::new(units.collect()))
}

/// The indexes of the units that are new, or have another digest than in the base.
#[salsa::tracked(returns(deref))]
pub fn changed_units(db: &dyn Db, file: File) -> Vec<u32> {
    let BaseSymbols::Had(had) = file.base(db) else { return Vec::new() };
    let Ok(outline) = outline(db, file) else { return Vec::new() };
    let mut changed = Vec::new();
    for (index, symbol) in outline.symbols.iter().enumerate() {
        let is_unit = symbol.unit as usize == index;
        let same = |digest: &Option<Digest>| digest.is_some() && *digest == symbol.digest;
        if is_unit && symbol.lines > 0 && !had.get(outline.text(symbol.name)).is_some_and(same) {
            changed.push(index as u32);
        }
    }
    changed
}
