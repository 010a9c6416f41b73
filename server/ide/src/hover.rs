//! What the cursor rests on, said for a person.

mod effects;
mod manifest;
mod rules;
mod unit;

use canton_semantic::{
    Db, File, FileKind, How, Resolution, Workspace, called_from, find_file, is_federation, lock, outline,
    parent, resolve_call, symbol_id, symbols_named,
};
use canton_syntax::{TextRange, TextSize};

use crate::pins::rooted;
use crate::reach;
use crate::unit::{call_at, symbol_named_at, unit_named, unit_of_symbol};

/// A text for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it speaks of.
    pub range: TextRange,
    /// CommonMark.
    pub markdown: String,
}

/// What a hover looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoverConfig {
    /// Who calls it, which takes a while before every file has been read.
    pub callers: bool,
}

pub(crate) fn hover(db: &dyn Db, file: File, offset: TextSize, config: HoverConfig) -> Option<Hover> {
    if !is_federation(db, Workspace::get(db)) {
        return None;
    }
    match file.kind(db)? {
        FileKind::Source(_) => source(db, file, offset, config),
        FileKind::Manifest | FileKind::Federation => manifest::hover(db, file, offset),
        FileKind::Lock => lock_line(db, file, offset),
        FileKind::Codeowners(_) | FileKind::Plan | FileKind::Project | FileKind::Roster | FileKind::Scip => {
            None
        }
    }
}

/// Finds what takes long of what hovers in a file tell: where its calls lead, and who calls what stands there and in
/// it.
pub(crate) fn prime(db: &dyn Db, file: File) {
    if !is_federation(db, Workspace::get(db)) || !matches!(file.kind(db), Some(FileKind::Source(_))) {
        return;
    }
    unit::of_symbol(db, file, 0);
    let own = outline(db, file).iter().flat_map(|it| 0..it.symbols.len() as u32);
    own.for_each(|symbol| reach::prime(db, file, symbol));
    called_from(db, file).into_iter().for_each(|it| reach::prime(db, it.file, it.symbol));
}

/// On a definition's name, or on a call.
fn source(db: &dyn Db, file: File, offset: TextSize, config: HoverConfig) -> Option<Hover> {
    let outline = outline(db, file).as_ref().ok()?;
    if let Some(symbol) = symbol_named_at(outline, offset) {
        let range = outline.symbols.get(symbol as usize)?.name_range;
        return Some(Hover { range, markdown: of_symbol(db, file, symbol, config)? });
    }
    let call = call_at(outline, offset)?;
    let range = outline.calls.get(call)?.range;
    Some(Hover { range, markdown: called(db, &resolve_call(db, file, call)?, config)? })
}

/// What a symbol is, and who calls it where that is asked for.
fn of_symbol(db: &dyn Db, file: File, symbol: u32, config: HoverConfig) -> Option<String> {
    let text = unit::of_symbol(db, file, symbol)?;
    match config.callers.then(|| reach::in_full(db, file, symbol)).flatten() {
        Some(reach) => Some(format!("{text}\n\n{reach}")),
        None => Some(text),
    }
}

/// What a call leads to; several are listed, none is made up.
fn called(db: &dyn Db, resolution: &Resolution, config: HoverConfig) -> Option<String> {
    let (file, name) = resolution.targets.first()?;
    let symbol = |file: File, name: &str| symbols_named(db, file, name).first().copied();
    if resolution.how != How::Ambiguous {
        let text = match name.as_str() {
            "" => of_symbol(db, *file, 0, config)?,
            name => of_symbol(db, *file, symbol(*file, name)?, config)?,
        };
        let by_name = "\n\nFound by its name, which only one definition in the federation has.";
        return Some(if resolution.how == How::UniqueName { text + by_name } else { text });
    }
    let mut text = String::from("Several definitions have this name:\n");
    for (file, name) in &resolution.targets {
        let unit = symbol(*file, name).and_then(|symbol| unit_of_symbol(db, *file, symbol));
        let standing = unit.map_or("", |unit| unit.standing.standing.as_str());
        text.push_str(&format!("\n- `{}` {standing}", symbol_id(file.path(db), name)));
    }
    Some(text)
}

/// The unit that a line of the lock pins.
fn lock_line(db: &dyn Db, file: File, offset: TextSize) -> Option<Hover> {
    let line = lock(db, file).0.iter().find(|line| line.range.contains_inclusive(offset))?;
    let id = rooted(parent(file.path(db)), &line.unit.value);
    let (path, name) = id.split_once('#').unwrap_or((&id, ""));
    let unit = unit_named(db, find_file(db, path)?, name)?;
    Some(Hover { range: line.unit.range, markdown: unit::of_symbol(db, unit.file, unit.standing.symbol)? })
}
