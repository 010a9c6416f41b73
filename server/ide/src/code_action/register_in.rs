//! Registers a unit of code in a canton that is there: one more claim in its `source`.

use canton_semantic::{
    CantonId, Claimed, Db, File, FileKind, canton_named, find_file, from_folder, symbol_id,
};
use canton_syntax::edit::{Item, append_item, apply};

use super::CodeAction;
use super::register::claim;
use crate::SourceChange;
use crate::canton::claims;
use crate::unit::{Canton, Unit, unit_named};

/// So many cantons of the folder are offered.
const MOST: usize = 5;

/// The actions that register `unit` in a canton of its folder.
pub(crate) fn actions(db: &dyn Db, unit: Unit<'_>) -> Vec<CodeAction> {
    let manifests = unit.file.shard(db).files(db).iter().copied();
    let manifests = manifests.filter(|file| file.kind(db) == Some(FileKind::Manifest));
    let cantons = manifests.flat_map(|file| cantons_of(db, file)).filter(|canton| !canton.name().is_empty());
    let action = |canton: Canton<'_>| {
        let title = format!("Register `{}` in canton `{}`", unit.label(db), canton.name());
        let manifest = canton.id.file.path(db).to_owned();
        let arguments = vec![unit.name().to_owned(), manifest, canton.name().to_owned()];
        CodeAction::quick_fix("register-in", unit.file.path(db), arguments, title)
    };
    cantons.take(MOST).map(action).collect()
}

fn cantons_of(db: &dyn Db, file: File) -> impl Iterator<Item = Canton<'_>> {
    let count = canton_semantic::manifest(db, file).cantons.len() as u32;
    (0..count).filter_map(move |index| Canton::new(db, CantonId { file, index }))
}

/// The claim, appended. A canton that claimed by its name gets that claim written too, or it would lose it.
pub(crate) fn change(
    db: &dyn Db,
    path: &str,
    symbol: &str,
    manifest: &str,
    canton: &str,
) -> Option<SourceChange> {
    let unit = unit_named(db, find_file(db, path)?, symbol)?;
    let file = find_file(db, manifest)?;
    let id = canton_named(db, canton).into_iter().find(|id| id.file == file)?;
    let canton = Canton::new(db, id)?;
    if unit.standing.canton.is_some() {
        return None;
    }
    let mut wanted = Vec::new();
    if canton.manifest.source.is_none() {
        wanted.extend(claims(db, id).iter().filter_map(|claimed| written(canton.folder(db), claimed)));
    }
    wanted.push(claim(db, unit, canton.folder(db)));
    let text = canton_semantic::source_text(db, file).ok()?;
    let mut edited = text.to_string();
    for claim in &wanted {
        let edits = append_item(&edited, id.index as usize, "source", Item::Scalar(claim));
        if edits.is_empty() {
            return None;
        }
        edited = apply(&edited, &edits);
    }
    SourceChange::rewrite(manifest, &text, &edited)
}

/// A claim as the manifest would write it.
fn written(folder: &str, claimed: &Claimed) -> Option<String> {
    match claimed {
        Claimed::Symbol { path, name } => Some(symbol_id(&from_folder(folder, path), name)),
        Claimed::File(path) => Some(from_folder(folder, path)),
        Claimed::Glob(_) | Claimed::Outside | Claimed::Unbound(_) => None,
    }
}
