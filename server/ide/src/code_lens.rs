//! The line over each unit: `canonical · environment-provision · @infra-team · tested (claimed)`.

use canton_semantic::{Db, File, Standing, Workspace, is_federation, outline};
use canton_syntax::TextRange;

use crate::CodeActionId;
use crate::code_action::register;
use crate::unit::{Unit, symbol_named_at, units};
use crate::{reach, wording};

/// A line over a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLens {
    /// The name of what it stands over.
    pub range: TextRange,
    /// Its text.
    pub title: String,
    /// What a click does.
    pub command: LensCommand,
}

/// What a click on a lens does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensCommand {
    /// Applies an action: register.
    Apply(CodeActionId),
    /// Shows a place: the manifest.
    Show {
        /// The file's path.
        path: String,
        /// The place in it.
        range: TextRange,
    },
}

pub(crate) fn code_lenses(db: &dyn Db, file: File) -> Vec<CodeLens> {
    if !is_federation(db, Workspace::get(db)) {
        return Vec::new();
    }
    units(db, file).filter(Unit::has_head).filter_map(|unit| lens(db, unit)).collect()
}

fn lens(db: &dyn Db, unit: Unit<'_>) -> Option<CodeLens> {
    let range = unit.symbol().name_range;
    let standing = unit.standing.standing;
    if !standing.counts() {
        return None;
    }
    let Some(canton) = unit.canton(db) else {
        let mut words = vec![String::from(standing.as_str())];
        words.extend(owners_in_short(db, unit));
        words.push(String::from("register…"));
        let action = register::action(db, unit)?;
        return Some(CodeLens { range, title: words.join(" · "), command: LensCommand::Apply(action.id) });
    };
    let mut words = vec![String::from(standing.as_str()), canton.name().to_owned()];
    words.extend(owners_in_short(db, unit));
    match standing {
        Standing::Registered => words.extend(unit.standing.missing().map(|it| wording::lack(it).to_owned())),
        _ => words.push(wording::tested_in_short(unit.standing.tested).to_owned()),
    }
    words.retain(|word| !word.is_empty());
    let path = canton.id.file.path(db).to_owned();
    let command = LensCommand::Show { path, range: canton.name_range() };
    Some(CodeLens { range, title: words.join(" · "), command })
}

/// A lens that also says how many call the unit, and how far a mistake in it goes. Where the unit has gone, the lens
/// stays as it is.
pub(crate) fn resolve(db: &dyn Db, file: File, lens: CodeLens) -> CodeLens {
    let outline = outline(db, file).as_ref().ok();
    let symbol = outline.and_then(|outline| symbol_named_at(outline, lens.range.start()));
    match symbol.and_then(|symbol| reach::in_short(db, file, symbol)) {
        Some(reach) => CodeLens { title: format!("{} · {reach}", lens.title), ..lens },
        None => lens,
    }
}

/// The first owner, and how many more there are.
fn owners_in_short(db: &dyn Db, unit: Unit<'_>) -> Option<String> {
    match unit.owners(db)?.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [one, more @ ..] => Some(format!("{one} +{}", more.len())),
    }
}
