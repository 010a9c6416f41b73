//! From code to manifests and back.

use canton_semantic::{
    CantonId, Claimed, Db, File, FileKind, Workspace, canton_named, cantons, claimed_files, federation,
    federation_file, find_file, join, lock, outline, parent, resolve_call, symbols_named,
};
use canton_syntax::federation::Federation;
use canton_syntax::schema::Scalar;
use canton_syntax::{Spanned, TextRange, TextSize};

use crate::canton::claims;
use crate::pins::rooted;
use crate::unit::{Canton, call_at, symbol_named_at, unit_named, unit_of_symbol};
use crate::yaml_position::{YamlPosition, YamlWhat, yaml_position};

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationTarget {
    /// What at the cursor leads there.
    pub origin: TextRange,
    /// The file.
    pub file: File,
    /// The whole of what is there.
    pub range: TextRange,
    /// Its name.
    pub focus: TextRange,
}

pub(crate) fn declaration(db: &dyn Db, file: File, offset: TextSize) -> Vec<NavigationTarget> {
    let Ok(outline) = outline(db, file) else { return Vec::new() };
    if let Some(symbol) = symbol_named_at(outline, offset) {
        let origin = outline.symbols[symbol as usize].name_range;
        let unit = unit_of_symbol(db, file, symbol);
        return unit.into_iter().filter_map(|unit| to_canton(unit.canton(db)?, origin)).collect();
    }
    let Some(call) = call_at(outline, offset) else { return Vec::new() };
    let origin = outline.calls[call].range;
    let resolution = resolve_call(db, file, call);
    let targets = resolution.iter().flat_map(|resolution| &resolution.targets);
    let units = targets.filter_map(|(file, name)| unit_named(db, *file, name));
    let mut found: Vec<NavigationTarget> =
        units.filter_map(|unit| to_canton(unit.canton(db)?, origin)).collect();
    found.dedup();
    found
}

pub(crate) fn definition(db: &dyn Db, file: File, offset: TextSize) -> Vec<NavigationTarget> {
    if file.kind(db) == Some(FileKind::Lock) {
        return lock_line(db, file, offset).unwrap_or_default();
    }
    let Some(position) = yaml_position(db, file, offset) else { return Vec::new() };
    let YamlWhat::Value { scalar, text, .. } = &position.what else { return Vec::new() };
    let origin = position.range;
    match scalar {
        Scalar::Claim | Scalar::NewName => claimed(db, file, &position),
        Scalar::Canton => canton_named(db, text)
            .into_iter()
            .filter_map(|id| to_canton(Canton::new(db, id)?, origin))
            .collect(),
        Scalar::Type => types(db, text, origin),
        Scalar::Requirement => requirements(db, text, origin),
        Scalar::Environment => vocabulary(db, &declared(db).environments, text, origin),
        Scalar::Tier => vocabulary(db, declared(db).tiers.as_deref().unwrap_or_default(), text, origin),
        Scalar::Symbol => symbol(db, text, origin).into_iter().collect(),
        Scalar::Link | Scalar::Test | Scalar::Path => file_at(db, file, text, origin).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn to_canton(canton: Canton<'_>, origin: TextRange) -> Option<NavigationTarget> {
    let (file, range) = (canton.id.file, canton.manifest.range);
    Some(NavigationTarget { origin, file, range, focus: canton.name_range() })
}

/// The code that a claim leads to; from a canton's name, the code of all its claims.
fn claimed(db: &dyn Db, file: File, position: &YamlPosition) -> Vec<NavigationTarget> {
    let id = CantonId { file, index: position.document };
    let Some(canton) = Canton::new(db, id) else { return Vec::new() };
    let written = canton.manifest.source.as_deref().unwrap_or_default();
    let at = written.iter().position(|claim| claim.range == position.range);
    let all = claims(db, id);
    let wanted = match at {
        Some(at) => all.get(at..=at).unwrap_or_default(),
        None => all,
    };
    wanted.iter().flat_map(|claimed| claimed_places(db, claimed, position.range)).collect()
}

fn claimed_places(db: &dyn Db, claimed: &Claimed, origin: TextRange) -> Vec<NavigationTarget> {
    let files = claimed_files(db, claimed);
    let whole = |file: File| NavigationTarget {
        origin,
        file,
        range: TextRange::default(),
        focus: TextRange::default(),
    };
    let Claimed::Symbol { name, .. } = claimed else { return files.into_iter().map(whole).collect() };
    let symbols = files.into_iter().flat_map(|file| {
        symbols_named(db, file, name).into_iter().filter_map(move |index| to_symbol(db, file, index, origin))
    });
    symbols.collect()
}

fn to_symbol(db: &dyn Db, file: File, index: u32, origin: TextRange) -> Option<NavigationTarget> {
    let symbol = outline(db, file).as_ref().ok()?.symbols.get(index as usize)?;
    Some(NavigationTarget { origin, file, range: symbol.range, focus: symbol.name_range })
}

/// Where a type is declared, else where it is emitted, else where it is accepted.
fn types(db: &dyn Db, name: &str, origin: TextRange) -> Vec<NavigationTarget> {
    let declared = vocabulary(db, declared(db).types.as_deref().unwrap_or_default(), name, origin);
    if !declared.is_empty() {
        return declared;
    }
    let (mut emitted, mut accepted) = (Vec::new(), Vec::new());
    for (_, id) in cantons(db, Workspace::get(db)) {
        let Some(manifest) = Canton::new(db, *id).map(|canton| canton.manifest) else { continue };
        let named = |list: &[Spanned<String>]| list.iter().find(|it| it.value == name).map(|it| it.range);
        let target = |range| NavigationTarget { origin, file: id.file, range, focus: range };
        emitted.extend(named(&manifest.emits).map(target));
        accepted.extend(named(&manifest.accepts).map(target));
    }
    if emitted.is_empty() { accepted } else { emitted }
}

/// Where a requirement is declared, and the cantons that emit it.
fn requirements(db: &dyn Db, name: &str, origin: TextRange) -> Vec<NavigationTarget> {
    let list: Vec<Spanned<String>> =
        declared(db).requirements.iter().flatten().map(|requirement| requirement.name.clone()).collect();
    let mut found = vocabulary(db, &list, name, origin);
    let dotted = format!(".{name}");
    for (_, id) in cantons(db, Workspace::get(db)) {
        let Some(manifest) = Canton::new(db, *id).map(|canton| canton.manifest) else { continue };
        let given = manifest.emits.iter().find(|it| it.value == name || it.value.ends_with(&dotted));
        let target =
            given.map(|it| NavigationTarget { origin, file: id.file, range: it.range, focus: it.range });
        found.extend(target);
    }
    found
}

fn declared(db: &dyn Db) -> &Federation {
    &federation(db, Workspace::get(db)).0
}

/// Where `federation.yaml` lists a word.
fn vocabulary(db: &dyn Db, list: &[Spanned<String>], word: &str, origin: TextRange) -> Vec<NavigationTarget> {
    let Some(file) = federation_file(db) else { return Vec::new() };
    let listed = list.iter().filter(|it| it.value == word);
    listed.map(|it| NavigationTarget { origin, file, range: it.range, focus: it.range }).collect()
}

/// The symbol of an id.
fn symbol(db: &dyn Db, id: &str, origin: TextRange) -> Option<NavigationTarget> {
    let (path, name) = id.split_once('#').unwrap_or((id, ""));
    let file = find_file(db, path)?;
    let index = if name.is_empty() { 0 } else { *symbols_named(db, file, name).first()? };
    to_symbol(db, file, index, origin)
}

/// A file that a manifest names: a path from its folder, or the path in a test's id.
fn file_at(db: &dyn Db, manifest: File, text: &str, origin: TextRange) -> Option<NavigationTarget> {
    let path = text.split("::").next()?;
    let path = path.split('#').next()?;
    let file = find_file(db, &join(parent(manifest.path(db)), path)?).or_else(|| find_file(db, path))?;
    Some(NavigationTarget { origin, file, range: TextRange::default(), focus: TextRange::default() })
}

/// From a line of the lock to its unit.
fn lock_line(db: &dyn Db, file: File, offset: TextSize) -> Option<Vec<NavigationTarget>> {
    let line = lock(db, file).0.iter().find(|line| line.unit.range.contains_inclusive(offset))?;
    let target = symbol(db, &rooted(parent(file.path(db)), &line.unit.value), line.unit.range)?;
    Some(vec![target])
}
