//! Outlines of manifests, and search for cantons and types.

use canton_semantic::{Db, File, FileKind, Workspace, cantons, federation, federation_file, source_text};
use canton_syntax::TextRange;
use canton_syntax::schema::Fields;
use canton_syntax::yaml::{self, Node, NodeKind};
use std::collections::BTreeMap;

use crate::unit::Canton;
use crate::yaml_position::fields_of;

/// A canton in a manifest, or a key of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSymbol {
    /// The canton's name or the key.
    pub name: String,
    /// A word beside it.
    pub detail: String,
    /// The whole of it.
    pub range: TextRange,
    /// Its name.
    pub name_range: TextRange,
    /// The keys of a canton.
    pub children: Vec<DocumentSymbol>,
}

/// A canton or a type somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// Its name.
    pub name: String,
    /// A canton; else a type.
    pub is_canton: bool,
    /// Where it is declared.
    pub file: File,
    /// Its name there.
    pub range: TextRange,
}

pub(crate) fn document_symbols(db: &dyn Db, file: File) -> Vec<DocumentSymbol> {
    let (Some(fields), Ok(text)) = (fields_of(db, file), source_text(db, file)) else { return Vec::new() };
    let documents = yaml::parse(&text).documents;
    if file.kind(db) == Some(FileKind::Federation) {
        return documents.first().map(|root| keys(root, fields)).unwrap_or_default();
    }
    let maps = documents.iter().filter(|document| matches!(document.kind, NodeKind::Mapping { .. }));
    maps.map(|root| canton(root, fields)).collect()
}

fn canton(root: &Node, fields: &'static Fields) -> DocumentSymbol {
    let name = root.get("name").filter(|name| name.scalar().is_some_and(|text| !text.is_empty()));
    let first = root.entries().first().map_or(root.range, |(key, _)| key.range);
    DocumentSymbol {
        name: name.and_then(Node::scalar).unwrap_or("(no name)").to_owned(),
        detail: String::from("canton"),
        range: root.range,
        name_range: name.map_or(first, |name| name.range),
        children: keys(root, fields),
    }
}

/// The keys of a map that are declared; an editor shows no symbol without a name.
fn keys(map: &Node, fields: &'static Fields) -> Vec<DocumentSymbol> {
    let known =
        map.entries().iter().filter(|(key, _)| key.scalar().is_some_and(|it| fields.key(it).is_some()));
    known
        .map(|(key, value)| DocumentSymbol {
            name: key.scalar().unwrap_or_default().to_owned(),
            detail: value.scalar().map(shown).unwrap_or_default(),
            range: key.range.cover(value.range),
            name_range: key.range,
            children: Vec::new(),
        })
        .collect()
}

/// The first words of a value.
fn shown(value: &str) -> String {
    value.lines().next().unwrap_or_default().chars().take(60).collect()
}

pub(crate) fn workspace_symbols(db: &dyn Db, query: &str) -> Vec<WorkspaceSymbol> {
    let query: Vec<char> = query.chars().flat_map(char::to_lowercase).collect();
    let mut found = Vec::new();
    let mut types: BTreeMap<&str, (File, TextRange)> = BTreeMap::new();
    let workspace = Workspace::get(db);
    for name in federation(db, workspace).0.types.iter().flatten() {
        types.extend(federation_file(db).map(|file| (name.value.as_str(), (file, name.range))));
    }
    for (_, id) in cantons(db, workspace) {
        let Some(canton) = Canton::new(db, *id) else { continue };
        if !canton.name().is_empty() && holds_in_order(canton.name(), &query) {
            let name = canton.name().to_owned();
            found.push(WorkspaceSymbol { name, is_canton: true, file: id.file, range: canton.name_range() });
        }
        for name in canton.manifest.emits.iter().chain(&canton.manifest.accepts) {
            types.entry(&name.value).or_insert((id.file, name.range));
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    let types = types.into_iter().filter(|(name, _)| holds_in_order(name, &query));
    found.extend(types.map(|(name, (file, range))| WorkspaceSymbol {
        name: name.to_owned(),
        is_canton: false,
        file,
        range,
    }));
    found
}

/// Whether the letters of `query` stand in `name` in their order.
fn holds_in_order(name: &str, query: &[char]) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query.iter().all(|wanted| letters.any(|letter| letter == *wanted))
}
