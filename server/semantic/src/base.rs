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
    /// What it had; nothing where it had no such file.
    Had(Arc<BaseFile>),
}

/// What is known of a file's past.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BaseFile {
    /// The units that the base had, by dotted name, with their digests.
    units: BTreeMap<Box<str>, Option<Digest>>,
    /// Every unit that git has in the base or in the last commit, by dotted name and digest.
    past: BTreeMap<(Box<str>, Digest), PastUnit>,
}

/// A unit as it once was.
#[derive(Debug, PartialEq, Eq)]
pub struct PastUnit {
    /// `canton-sig/1`.
    pub signature: Option<Digest>,
    /// Its text without that of the units in it.
    pub text: Box<str>,
}

/// What a file was: in the base, and in the last commit, as far as either has it and it can be read.
pub fn symbols_of_past(
    base: Option<&str>,
    last_commit: Option<&str>,
    language: &'static Language,
) -> BaseSymbols {
    let mut file = BaseFile::default();
    for (text, is_base) in [(base, true), (last_commit, false)] {
        let Some(text) = text else { continue };
        let outline = outline_of(text, language);
        for (index, symbol) in outline.symbols.iter().enumerate().filter(|(index, _)| outline.is_unit(*index))
        {
            let name: Box<str> = Box::from(outline.text(symbol.name));
            if is_base {
                file.units.insert(name.clone(), symbol.digest);
            }
            if let Some(digest) = symbol.digest {
                let text = outline.own_text(text, index).into_boxed_str();
                file.past.insert((name, digest), PastUnit { signature: symbol.signature, text });
            }
        }
    }
    BaseSymbols::Had(Arc::new(file))
}

/// The unit of that name in `file` as it was when it had `digest`; `None` where git has no such text at hand.
pub fn past_unit<'db>(db: &'db dyn Db, file: File, name: &str, digest: Digest) -> Option<&'db PastUnit> {
    let BaseSymbols::Had(had) = file.base(db) else { return None };
    had.past.get(&(Box::from(name), digest))
}

/// The indexes of the units that are new, or have another digest than in the base.
#[salsa::tracked(returns(deref))]
pub fn changed_units(db: &dyn Db, file: File) -> Vec<u32> {
    let BaseSymbols::Had(had) = file.base(db) else { return Vec::new() };
    let Ok(outline) = outline(db, file) else { return Vec::new() };
    let mut changed = Vec::new();
    for (index, symbol) in outline.symbols.iter().enumerate() {
        let same = |digest: &Option<Digest>| digest.is_some() && *digest == symbol.digest;
        let had_same = had.units.get(outline.text(symbol.name)).is_some_and(same);
        if outline.is_unit(index) && symbol.lines > 0 && !had_same {
            changed.push(index as u32);
        }
    }
    changed
}
