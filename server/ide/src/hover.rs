//! What the cursor rests on, said for a person.

mod manifest;
mod rules;
mod unit;

use canton_semantic::{
    Db, File, FileKind, How, Resolution, Workspace, find_file, is_federation, lock, outline, parent,
    resolve_call, symbol_id, symbols_named,
};
use canton_syntax::{TextRange, TextSize};

use crate::pins::rooted;
use crate::unit::{call_at, symbol_named_at, unit_named, unit_of_symbol};

/// A text for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it speaks of.
    pub range: TextRange,
    /// CommonMark.
    pub markdown: String,
}

pub(crate) fn hover(db: &dyn Db, file: File, offset: TextSize) -> Option<Hover> {
    if !is_federation(db, Workspace::get(db)) {
        return None;
    }
    match file.kind(db)? {
        FileKind::Source(_) => source(db, file, offset),
        FileKind::Manifest | FileKind::Federation => manifest::hover(db, file, offset),
        FileKind::Lock => lock_line(db, file, offset),
        FileKind::Codeowners(_) | FileKind::Project | FileKind::Roster => None,
    }
}

/// On a definition's name, or on a call.
fn source(db: &dyn Db, file: File, offset: TextSize) -> Option<Hover> {
    let outline = outline(db, file).as_ref().ok()?;
    if let Some(symbol) = symbol_named_at(outline, offset) {
        let range = outline.symbols.get(symbol as usize)?.name_range;
        return Some(Hover { range, markdown: unit::of_symbol(db, file, symbol)? });
    }
    let call = call_at(outline, offset)?;
    let range = outline.calls.get(call)?.range;
    Some(Hover { range, markdown: called(db, &resolve_call(db, file, call)?)? })
}

/// What a call leads to; several are listed, none is made up.
fn called(db: &dyn Db, resolution: &Resolution) -> Option<String> {
    let (file, name) = resolution.targets.first()?;
    let symbol = |file: File, name: &str| symbols_named(db, file, name).first().copied();
    if resolution.how != How::Ambiguous {
        let text = match name.as_str() {
            "" => unit::of_symbol(db, *file, 0)?,
            name => unit::of_symbol(db, *file, symbol(*file, name)?)?,
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
