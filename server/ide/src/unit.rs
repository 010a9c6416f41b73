//! A unit of code and its canton: what every feature speaks of.

use canton_semantic::{
    CantonId, Db, File, UnitStanding, file_name, outline, owners, parent, standings, symbol_id,
};
use canton_syntax::digest::{Digest, Pin};
use canton_syntax::manifest::Manifest;
use canton_syntax::outline::{Outline, Symbol, SymbolKind};
use canton_syntax::{TextRange, TextSize};

/// A unit of code with all that is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Unit<'db> {
    pub(crate) file: File,
    pub(crate) outline: &'db Outline,
    pub(crate) standing: &'db UnitStanding,
}

/// The units of a file that hold code, in the order in which they stand.
pub(crate) fn units(db: &dyn Db, file: File) -> impl Iterator<Item = Unit<'_>> {
    let outline = outline(db, file).as_ref().ok();
    let units = outline.into_iter().flat_map(move |outline| {
        standings(db, file).iter().map(move |standing| Unit { file, outline, standing })
    });
    units.filter(|unit| unit.standing.lines > 0)
}

/// The unit that the symbol at `index` belongs to.
pub(crate) fn unit_of_symbol(db: &dyn Db, file: File, index: u32) -> Option<Unit<'_>> {
    let outline = outline(db, file).as_ref().ok()?;
    let unit = outline.symbols.get(index as usize)?.unit;
    let standings = standings(db, file);
    let at = standings.binary_search_by_key(&unit, |standing| standing.symbol).ok()?;
    Some(Unit { file, outline, standing: &standings[at] })
}

/// The unit of that dotted name.
pub(crate) fn unit_named<'db>(db: &'db dyn Db, file: File, name: &str) -> Option<Unit<'db>> {
    let outline = outline(db, file).as_ref().ok()?;
    let index = outline.symbols.iter().position(|symbol| outline.text(symbol.name) == name)?;
    unit_of_symbol(db, file, index as u32)
}

impl<'db> Unit<'db> {
    /// The definition.
    pub(crate) fn symbol(&self) -> &'db Symbol {
        &self.outline.symbols[self.standing.symbol as usize]
    }

    /// Its dotted name; empty for a module.
    pub(crate) fn name(&self) -> &'db str {
        self.outline.text(self.symbol().name)
    }

    /// Its id: path and dotted name.
    pub(crate) fn id(&self, db: &dyn Db) -> String {
        symbol_id(self.file.path(db), self.name())
    }

    /// What a person calls it: its dotted name, or the file's name.
    pub(crate) fn label(&self, db: &'db dyn Db) -> &'db str {
        if self.name().is_empty() { file_name(self.file.path(db)) } else { self.name() }
    }

    /// The canton that claims it.
    pub(crate) fn canton(&self, db: &'db dyn Db) -> Option<Canton<'db>> {
        Canton::new(db, self.standing.canton?)
    }

    /// Who answers for it; `None` where nothing says.
    pub(crate) fn owners(&self, db: &dyn Db) -> Option<Vec<String>> {
        owners(db, self.file, self.standing.canton)
    }

    /// What a pin of it would say today; `None` where it has a syntax error.
    pub(crate) fn pin(&self, db: &dyn Db) -> Option<Pin> {
        let digest = self.symbol().digest?;
        let language = language_name(db, self.file).to_owned();
        Some(Pin { algorithm: Digest::ALGORITHM.to_owned(), language, digest })
    }

    /// Whether a lens stands over it: it is function-like or class-like.
    pub(crate) fn has_head(&self) -> bool {
        let kind = self.symbol().kind;
        kind.is_function_like() || kind.is_class_like()
    }
}

/// A canton and its manifest.
#[derive(Clone, Copy)]
pub(crate) struct Canton<'db> {
    pub(crate) id: CantonId,
    pub(crate) manifest: &'db Manifest,
}

impl<'db> Canton<'db> {
    /// The canton of that id, where its manifest still has so many.
    pub(crate) fn new(db: &'db dyn Db, id: CantonId) -> Option<Canton<'db>> {
        let manifest = canton_semantic::manifest(db, id.file).cantons.get(id.index as usize)?;
        Some(Canton { id, manifest })
    }

    /// Its name; empty where it has none.
    pub(crate) fn name(&self) -> &'db str {
        self.manifest.name.as_ref().map_or("", |name| &name.value)
    }

    /// The folder of its manifest.
    pub(crate) fn folder(&self, db: &'db dyn Db) -> &'db str {
        parent(self.id.file.path(db))
    }

    /// Where its name stands, or where it starts.
    pub(crate) fn name_range(&self) -> TextRange {
        let start = TextRange::empty(self.manifest.range.start());
        self.manifest.name.as_ref().map_or(start, |name| name.range)
    }
}

/// The innermost symbol around an offset; the module where nothing else is.
pub(crate) fn innermost_symbol(outline: &Outline, offset: TextSize) -> u32 {
    // Symbols stand in the order of their starts, and a parent before its members, so the last one fits best.
    let around =
        |symbol: &Symbol| symbol.kind != SymbolKind::Module && symbol.range.contains_inclusive(offset);
    outline.symbols.iter().rposition(around).unwrap_or(0) as u32
}

/// The symbol whose name stands at an offset.
pub(crate) fn symbol_named_at(outline: &Outline, offset: TextSize) -> Option<u32> {
    let here =
        |symbol: &Symbol| !symbol.name_range.is_empty() && symbol.name_range.contains_inclusive(offset);
    outline.symbols.iter().position(here).map(|index| index as u32)
}

/// The call whose name stands at an offset.
pub(crate) fn call_at(outline: &Outline, offset: TextSize) -> Option<usize> {
    outline.calls.iter().position(|call| !call.form.is_write() && call.range.contains_inclusive(offset))
}

/// The name of a source file's language; empty for other files.
pub(crate) fn language_name(db: &dyn Db, file: File) -> &'static str {
    match file.kind(db) {
        Some(canton_semantic::FileKind::Source(language)) => language.name,
        _ => "",
    }
}
