//! The units of a text, with their digests and their own text.

use std::collections::BTreeMap;

use canton_grammars::Language;
use canton_syntax::digest::Digest;
use canton_syntax::outline::{Outline, outline};

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
        if symbol.unit as usize == index {
            let is_function = symbol.kind.is_function_like();
            let unit = Unit { is_function, digest: symbol.digest, text: own_text(text, &outline, index) };
            units.insert(outline.text(symbol.name).to_owned(), unit);
        }
    }
    units
}

/// The digests of the units of a text by their dotted names.
pub(super) fn digests(text: &str, language: &'static Language) -> BTreeMap<String, Option<Digest>> {
    let outline = outline(text, language);
    let units = outline.symbols.iter().enumerate().filter(|(index, it)| it.unit as usize == *index);
    units.map(|(_, it)| (outline.text(it.name).to_owned(), it.digest)).collect()
}

fn own_text(text: &str, outline: &Outline, unit: usize) -> String {
    let range = outline.symbols[unit].range;
    let mut own = String::new();
    let mut at = usize::from(range.start());
    for (index, symbol) in outline.symbols.iter().enumerate().skip(unit + 1) {
        if symbol.range.start() >= range.end() {
            break;
        }
        let is_unit = symbol.unit as usize == index;
        if is_unit && usize::from(symbol.range.start()) >= at {
            own.push_str(&text[at..usize::from(symbol.range.start())]);
            at = usize::from(symbol.range.end());
        }
    }
    own.push_str(text.get(at..usize::from(range.end())).unwrap_or_default());
    own
}
