//! Where a canton, a type or a requirement is named, in all manifests, `federation.yaml` and lock files; and another
//! name for it everywhere.

use canton_semantic::{
    CantonId, Claimed, Db, File, FileKind, all_files, canton_named, federation_file, from_folder, lock,
    source_text, symbol_id,
};
use canton_syntax::edit::{apply, replace_scalars, set_value};
use canton_syntax::lock::lock_edits;
use canton_syntax::manifest::manifests;
use canton_syntax::schema::{Scalar, Shape};
use canton_syntax::yaml::{self, Node, NodeKind};
use canton_syntax::{TextRange, TextSize};

use crate::canton::claims;
use crate::unit::Canton;
use crate::yaml_position::{YamlWhat, fields_of, yaml_position};
use crate::{FileEdit, SourceChange};

/// A place that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The file.
    pub file: File,
    /// The name there.
    pub range: TextRange,
    /// It is given its name here.
    pub is_declaration: bool,
}

/// What can be found and renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Canton,
    Type,
    Requirement,
}

/// A name in a text.
struct Named {
    kind: Kind,
    text: String,
    range: TextRange,
    is_declaration: bool,
}

impl Kind {
    fn of(scalar: Scalar) -> Option<Kind> {
        match scalar {
            Scalar::NewName | Scalar::Canton => Some(Kind::Canton),
            Scalar::Type => Some(Kind::Type),
            Scalar::Requirement => Some(Kind::Requirement),
            _ => None,
        }
    }

    /// Whether a manifest may have that name.
    fn takes(self, name: &str) -> bool {
        let quoted = format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
        let manifest = match self {
            Kind::Canton => format!("name: {quoted}\n"),
            Kind::Type => format!("name: a\naccepts: [{quoted}]\n"),
            Kind::Requirement => format!("name: a\ninvariants: [{{requires: {quoted}}}]\n"),
        };
        !name.is_empty() && manifests(&manifest).1.is_empty()
    }
}

/// Every place that names what stands at an offset, by path and place. To a requirement belong the types that meet
/// it, and the other way round.
pub(crate) fn references(db: &dyn Db, file: File, offset: TextSize) -> Vec<Reference> {
    let Some(wanted) = name_at(db, file, offset) else { return Vec::new() };
    let is_same = |it: &Named| match (wanted.kind, it.kind) {
        (Kind::Canton, kind) | (kind, Kind::Canton) => kind == wanted.kind && it.text == wanted.text,
        (Kind::Requirement, Kind::Type) => meets(&it.text, &wanted.text),
        (Kind::Type, Kind::Requirement) => meets(&wanted.text, &it.text),
        _ => it.text == wanted.text,
    };
    let mut found = Vec::new();
    for file in all_files(db) {
        let here = names(db, file).into_iter().filter(is_same);
        found.extend(here.map(|it| Reference { file, range: it.range, is_declaration: it.is_declaration }));
    }
    found
}

/// The name at an offset, where it can be another one.
pub(crate) fn prepare_rename(db: &dyn Db, file: File, offset: TextSize) -> Option<(TextRange, String)> {
    name_at(db, file, offset).map(|it| (it.range, it.text))
}

/// Gives what stands at an offset another name everywhere; or says why that cannot be.
pub(crate) fn rename(db: &dyn Db, file: File, offset: TextSize, new: &str) -> Result<SourceChange, String> {
    let Some(old) = name_at(db, file, offset) else {
        return Err(String::from("only cantons, types and requirements can be renamed here"));
    };
    if !old.kind.takes(new) {
        return Err(format!("`{new}` is no such name"));
    }
    if old.text == new {
        return Ok(SourceChange::default());
    }
    match old.kind {
        Kind::Canton => rename_canton(db, &old.text, new),
        Kind::Type | Kind::Requirement => rename_word(db, &old.text, new),
    }
}

fn rename_canton(db: &dyn Db, old: &str, new: &str) -> Result<SourceChange, String> {
    if !canton_named(db, new).is_empty() {
        return Err(format!("there is a canton `{new}` already"));
    }
    let is_broken = |file: &File| file.kind(db) == Some(FileKind::Lock) && !lock(db, *file).1.is_empty();
    if let Some(file) = all_files(db).find(is_broken) {
        return Err(format!("`{}` has lines that cannot be read: mend it first", file.path(db)));
    }
    let mut change = rewritten(db, |it| (it.kind == Kind::Canton && it.text == old).then(|| new.to_owned()));
    for id in canton_named(db, old) {
        let Some(claim) = claim_by_old_name(db, id) else { continue };
        let path = id.file.path(db);
        let Some(edited) = change.iter_mut().find(|it| it.path == path) else { continue };
        edited.text = apply(&edited.text, &set_value(&edited.text, id.index as usize, "source", &claim));
    }
    Ok(finished(change))
}

/// What a canton must claim that has found its code by its name.
fn claim_by_old_name(db: &dyn Db, id: CantonId) -> Option<String> {
    let canton = Canton::new(db, id).filter(|canton| canton.manifest.source.is_none())?;
    match claims(db, id) {
        [Claimed::Symbol { path, name }] => Some(symbol_id(&from_folder(canton.folder(db), path), name)),
        [Claimed::File(path)] => Some(from_folder(canton.folder(db), path)),
        _ => None,
    }
}

/// Types and requirements are one vocabulary: a requirement is met by a type that ends with it, and still must be.
fn rename_word(db: &dyn Db, old: &str, new: &str) -> Result<SourceChange, String> {
    let words: Vec<Named> = all_files(db).flat_map(|file| names(db, file)).collect();
    let words = || words.iter().filter(|it| it.kind != Kind::Canton);
    if words().any(|it| it.text == new) {
        return Err(format!("there is a type or a requirement `{new}` already"));
    }
    let shorter = words().find(|it| {
        let is_met = it.kind == Kind::Requirement && it.text != old && meets(old, &it.text);
        is_met && !meets(new, &it.text)
    });
    if let Some(it) = shorter {
        return Err(format!("it meets `requires: {}`, which it would not as `{new}`", it.text));
    }
    // Only where something is required by that word do longer ones go with it.
    let is_required = words().any(|it| it.kind == Kind::Requirement && it.text == old);
    Ok(finished(rewritten(db, |it| {
        let start = it.text.strip_suffix(old).filter(|_| it.kind != Kind::Canton)?;
        (start.is_empty() || is_required && start.ends_with('.')).then(|| format!("{start}{new}"))
    })))
}

/// Whether a type that is emitted meets a requirement.
fn meets(type_: &str, requirement: &str) -> bool {
    let start = type_.strip_suffix(requirement);
    start.is_some_and(|start| start.is_empty() || start.ends_with('.'))
}

/// A file with names that are others now.
struct Rewritten {
    path: String,
    old: String,
    text: String,
}

/// Every file of which some names become others.
fn rewritten(db: &dyn Db, renamed: impl Fn(&Named) -> Option<String>) -> Vec<Rewritten> {
    let mut files = Vec::new();
    for file in all_files(db) {
        let mut named = names(db, file);
        named.retain(|it| renamed(it).is_some());
        let Ok(old) = source_text(db, file) else { continue };
        if named.is_empty() {
            continue;
        }
        let text = match file.kind(db) {
            Some(FileKind::Lock) => renamed_lock(db, file, &old, &renamed),
            _ => {
                let values = named.iter().filter_map(|it| Some((it.range, renamed(it)?)));
                let mut edits = replace_scalars(&old, &values.collect::<Vec<_>>());
                edits.sort_by_key(|it| it.range.start());
                apply(&old, &edits)
            }
        };
        files.push(Rewritten { path: file.path(db).to_owned(), old: old.to_string(), text });
    }
    files
}

fn renamed_lock(db: &dyn Db, file: File, old: &str, renamed: &impl Fn(&Named) -> Option<String>) -> String {
    let lines = lock(db, file).0.iter().map(|line| {
        let canton = in_lock(&line.canton.value, line.canton.range);
        let canton = renamed(&canton).unwrap_or(canton.text);
        (canton, line.unit.value.clone(), line.pin.value.clone())
    });
    let lines: Vec<_> = lines.collect();
    apply(old, &lock_edits(old, &lines))
}

fn finished(files: Vec<Rewritten>) -> SourceChange {
    let edits = files.iter().filter_map(|it| SourceChange::rewrite(&it.path, &it.old, &it.text));
    let edits: Vec<FileEdit> = edits.flat_map(|it| it.edits).collect();
    SourceChange { created: Vec::new(), edits }
}

fn in_lock(canton: &str, range: TextRange) -> Named {
    Named { kind: Kind::Canton, text: canton.to_owned(), range, is_declaration: false }
}

fn name_at(db: &dyn Db, file: File, offset: TextSize) -> Option<Named> {
    if file.kind(db) == Some(FileKind::Lock) {
        return names(db, file).into_iter().find(|it| it.range.contains_inclusive(offset));
    }
    let position = yaml_position(db, file, offset)?;
    let YamlWhat::Value { scalar, text, .. } = position.what else { return None };
    let (kind, range) = (Kind::of(scalar)?, position.range);
    (!text.is_empty()).then_some(Named { kind, text, range, is_declaration: false })
}

/// Every name in a manifest, in `federation.yaml` or in a lock file.
fn names(db: &dyn Db, file: File) -> Vec<Named> {
    let is_other = file.kind(db) == Some(FileKind::Federation) && federation_file(db) != Some(file);
    if is_other {
        return Vec::new();
    }
    if file.kind(db) == Some(FileKind::Lock) {
        return lock(db, file).0.iter().map(|it| in_lock(&it.canton.value, it.canton.range)).collect();
    }
    let (Some(fields), Ok(text)) = (fields_of(db, file), source_text(db, file)) else { return Vec::new() };
    let mut found = Vec::new();
    for document in yaml::parse(&text).documents {
        if matches!(document.kind, NodeKind::Mapping { .. }) {
            let is_vocabulary = file.kind(db) == Some(FileKind::Federation);
            in_shape(&mut found, &document, &Shape::Map(fields), is_vocabulary);
        }
    }
    found
}

/// The names in a value of that shape; in a vocabulary they are declared.
fn in_shape(found: &mut Vec<Named>, node: &Node, shape: &Shape, is_vocabulary: bool) {
    let mut add = |node: &Node, scalar: Scalar| {
        if let (Some(kind), Some(text)) = (Kind::of(scalar), node.scalar().filter(|it| !it.is_empty())) {
            let is_declaration = scalar == Scalar::NewName || is_vocabulary;
            found.push(Named { kind, text: text.to_owned(), range: node.range, is_declaration });
        }
    };
    match shape {
        Shape::Scalar(scalar) => add(node, *scalar),
        Shape::OneOrMore(item) if node.items().is_empty() => in_shape(found, node, item, is_vocabulary),
        Shape::List(item) | Shape::OneOrMore(item) => {
            node.items().iter().for_each(|it| in_shape(found, it, item, is_vocabulary));
        }
        Shape::Map(fields) => {
            for (name, value) in node.entries() {
                if let Some(key) = name.scalar().and_then(|name| fields.key(name)) {
                    in_shape(found, value, &key.shape, is_vocabulary);
                }
            }
        }
        Shape::MapOf { key, value } => {
            for (name, node) in node.entries() {
                if let (Some(kind), Some(text)) = (Kind::of(*key), name.scalar()) {
                    let text = text.to_owned();
                    found.push(Named { kind, text, range: name.range, is_declaration: is_vocabulary });
                }
                in_shape(found, node, value, is_vocabulary);
            }
        }
        Shape::Either(shapes) => {
            let boolean = node.bool().is_some();
            let fits = |shape: &&Shape| boolean == matches!(shape, Shape::Scalar(Scalar::Bool));
            shapes.iter().filter(fits).for_each(|it| in_shape(found, node, it, is_vocabulary));
        }
        Shape::Any => {}
    }
}
