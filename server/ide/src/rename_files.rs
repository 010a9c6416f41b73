//! Claims and pins follow files that are renamed.

use canton_semantic::{
    CantonId, Claimed, Db, File, FileKind, all_files, from_folder, join, parent, source_text, symbol_id,
};
use canton_syntax::TextEdit;
use canton_syntax::edit::set_values;
use canton_syntax::manifest::{Claim, Manifest};
use std::collections::BTreeMap;

use crate::canton::claims;
use crate::code_action::follow_move::renamed_lines;
use crate::code_action::replace::quoted_like;
use crate::pins::rooted;
use crate::{FileEdit, SourceChange};

/// What must be written before files or folders get other paths, so that every claim and every pin leads where
/// it led. `renames` are old and new paths from the root.
pub(crate) fn rename_files(db: &dyn Db, renames: &[(String, String)]) -> SourceChange {
    let moves = Moves(renames);
    let mut change = SourceChange::default();
    for file in all_files(db) {
        match file.kind(db) {
            Some(FileKind::Manifest) => change.edits.extend(manifest_edit(db, file, &moves)),
            Some(FileKind::Lock) => change.edits.extend(lock_edit(db, file, &moves)),
            _ => {}
        }
    }
    change
}

struct Moves<'a>(&'a [(String, String)]);

impl Moves<'_> {
    /// Where a path will be.
    fn moved(&self, path: &str) -> String {
        let inside = |old: &str| {
            let rest = path.strip_prefix(old)?;
            (rest.is_empty() || rest.starts_with('/')).then_some(rest)
        };
        let fitting = self.0.iter().filter_map(|(old, new)| Some((old.len(), new, inside(old)?)));
        let closest = fitting.max_by_key(|(length, ..)| *length);
        closest.map_or_else(|| path.to_owned(), |(_, new, rest)| format!("{new}{rest}"))
    }

    /// A path as it is written from a folder, and as it will be; `None` where nothing changes.
    fn rewritten(&self, written: &str, folder: &str, new_folder: &str) -> Option<String> {
        let path = join(folder, written)?;
        let moved = self.moved(&path);
        let new = from_folder(new_folder, &moved);
        ((moved != path || folder != new_folder) && new != from_folder(folder, &path)).then_some(new)
    }
}

fn manifest_edit(db: &dyn Db, file: File, moves: &Moves<'_>) -> Option<FileEdit> {
    let folder = parent(file.path(db));
    let moved = moves.moved(file.path(db));
    let new_folder = parent(&moved);
    let text = source_text(db, file).ok()?;
    let (mut edits, mut lost) = (Vec::new(), BTreeMap::new());
    for (index, manifest) in canton_semantic::manifest(db, file).cantons.iter().enumerate() {
        for claim in manifest.source.iter().flatten() {
            let Some(new) = new_claim(&claim.value, moves, folder, new_folder) else { continue };
            let old = text.get(std::ops::Range::<usize>::from(claim.range)).unwrap_or_default();
            edits.push(TextEdit { range: claim.range, new_text: quoted_like(old, &new) });
        }
        let id = CantonId { file, index: index as u32 };
        if let Some(claim) = lost_by_name(db, id, manifest, moves, new_folder) {
            lost.insert(index, claim);
        }
    }
    edits.extend(set_values(&text, "source", &lost).into_values().flatten());
    edits.sort_by_key(|edit| edit.range.start());
    (!edits.is_empty()).then(|| FileEdit { path: file.path(db).to_owned(), edits })
}

/// The claim as it must be written, where that is another text.
fn new_claim(claim: &Claim, moves: &Moves<'_>, folder: &str, new_folder: &str) -> Option<String> {
    match claim {
        Claim::Symbol { path, symbol } => {
            let path = moves.rewritten(path, folder, new_folder)?;
            Some(format!("{path}#{symbol}"))
        }
        // A path with such a character in it would be read as a pattern.
        Claim::File(path) => moves.rewritten(path, folder, new_folder).filter(|it| !is_glob(it)),
        Claim::Glob(pattern) => {
            let parts: Vec<&str> = pattern.split('/').collect();
            let plain = parts.iter().take_while(|it| !it.is_empty() && !is_glob(it)).count();
            let (folders, rest) = parts.split_at(plain);
            if folders.is_empty() {
                return None;
            }
            let moved = moves.rewritten(&folders.join("/"), folder, new_folder).filter(|it| !is_glob(it))?;
            Some(format!("{moved}/{}", rest.join("/")))
        }
    }
}

fn is_glob(path: &str) -> bool {
    path.contains(['*', '?', '[', '{'])
}

/// What a canton that claims by its name must claim, as it will not find its code any more: a file by another
/// name, or code that leaves the manifest's folder.
fn lost_by_name(
    db: &dyn Db,
    id: CantonId,
    manifest: &Manifest,
    moves: &Moves<'_>,
    new_folder: &str,
) -> Option<String> {
    let (path, name) = match claims(db, id) {
        [Claimed::Symbol { path, name }] if manifest.source.is_none() => (path, name.as_str()),
        [Claimed::File(path)] if manifest.source.is_none() => (path, ""),
        _ => return None,
    };
    let moved = moves.moved(path);
    let stays = join(new_folder, "")? == parent(&moved) || moved.starts_with(&format!("{new_folder}/"));
    let same_name = canton_semantic::file_name(path) == canton_semantic::file_name(&moved);
    let found = (stays || new_folder.is_empty()) && (!name.is_empty() || same_name);
    (!found).then(|| symbol_id(&from_folder(new_folder, &moved), name))
}

fn lock_edit(db: &dyn Db, file: File, moves: &Moves<'_>) -> Option<FileEdit> {
    let folder = parent(file.path(db));
    let moved = moves.moved(file.path(db));
    renamed_lines(db, file, |line| {
        let id = rooted(folder, &line.unit.value);
        let (path, name) = id.split_once('#').unwrap_or((&id, ""));
        let new = moves.rewritten(&from_folder(folder, path), folder, parent(&moved))?;
        Some((symbol_id(&new, name), line.pin.value.clone()))
    })
}
