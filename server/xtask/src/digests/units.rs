//! The units of a text, with their digests and their own text.

use std::collections::BTreeMap;

use canton_grammars::Language;
use canton_syntax::digest::Digest;
use canton_syntax::outline::outline;

/// A unit of code.
pub(super) struct Unit {
    /// A function, method, constructor or macro.
    pub(super) is_function: bool,
    pub(super) digest: Option<Digest>,
    /// Its text without that of the units in it.
    pub(super) text: String,
}

/// The units of a text by their dotted names.
pub(super) fn units(text: &str, language: &'static Language) -> BTreeMap<String, Unit> {
    let outline = outline(text, language);
    let mut units = BTreeMap::new();
    for (index, symbol) in outline.symbols.iter().enumerate() {
        if outline.is_unit(index) {
            let is_function = symbol.kind.is_function_like();
            let unit = Unit { is_function, digest: symbol.digest, text: outline.own_text(text, index) };
            units.insert(outline.text(symbol.name).to_owned(), unit);
        }
    }
    units
}

/// The digests of the units of a text by their dotted names.
pub(super) fn digests(text: &str, language: &'static Language) -> BTreeMap<String, Option<Digest>> {
    let outline = outline(text, language);
    let units = outline.symbols.iter().enumerate().filter(|(index, _)| outline.is_unit(*index));
    units.map(|(_, it)| (outline.text(it.name).to_owned(), it.digest)).collect()
}
