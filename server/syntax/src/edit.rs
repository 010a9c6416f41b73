//! Edits as data: the only way that Canton changes a text that a person wrote.
//!
//! An edit touches the lines it must and no others, in the file's own indentation, quotes and line ends. One
//! that would not read back as what was asked for is not made: each is applied to a copy and read again
//! before it is handed out.

mod entry;
mod many;
mod write;

#[cfg(test)]
mod tests;

use crate::{TextRange, federation, manifest, yaml};
use entry::Target;
use std::collections::BTreeMap;
use write::Writing;

pub use many::{replace_scalars, set_values};

/// Replaces `range` by `new_text`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextEdit {
    /// What is replaced; empty for an insertion.
    pub range: TextRange,
    /// What stands there afterwards.
    pub new_text: String,
}

/// An item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// `- value`.
    Scalar(&'a str),
    /// `- key: value`, as in `invariants`.
    Pair(&'a str, &'a str),
    /// `- {key: value, …}`, as in `exceptions`.
    Map(&'a [(&'a str, &'a str)]),
}

/// A manifest to be written; what is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewManifest {
    /// The canton's name.
    pub name: String,
    /// What it does.
    pub description: Option<String>,
    /// Its claims, as they are written.
    pub source: Vec<String>,
    /// The author's claim that it is tested.
    pub tested: Option<bool>,
    /// Who answers for it.
    pub owner: Vec<String>,
    /// The pin of its one unit.
    pub digest: Option<String>,
    /// Its risk.
    pub risk: Option<String>,
}

/// The text after `edits`. They stand in order; one that overlaps those before it is left out.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut res = String::with_capacity(text.len());
    let mut last = 0;
    for TextEdit { range, new_text } in edits {
        let (start, end) = (range.start().into(), range.end().into());
        let (Some(kept), Some(_)) = (text.get(last..start), text.get(start..end)) else { continue };
        res.push_str(kept);
        res.push_str(new_text);
        last = end;
    }
    res.push_str(&text[last..]);
    res
}

/// Sets a key of the `index`th canton (as [`crate::manifest::manifests`] counts them) to a scalar: in the
/// place of its value, or in a new line after the key that is written before it.
///
/// No edits where there is no such canton, or the text is no YAML.
pub fn set_value(text: &str, index: usize, key: &str, value: &str) -> Vec<TextEdit> {
    set_values(text, key, &BTreeMap::from([(index, value.to_owned())])).remove(&index).unwrap_or_default()
}

/// Adds an item to a list of the `index`th canton: after the last one. A scalar becomes a list of two, a
/// key that is not there is written.
///
/// No edits where there is no such canton, no list can stand, or the text is no YAML.
pub fn append_item(text: &str, index: usize, key: &str, item: Item<'_>) -> Vec<TextEdit> {
    match Target::new(text, index, manifest::KEYS) {
        Some(target) => append(&target, key, item),
        None => Vec::new(),
    }
}

/// Adds an exception, such as `[("code", "drifted"), ("symbol", "src/a.py#f")]`, to `federation.yaml`, which
/// may be empty. No edits where it is no YAML.
pub fn append_exception(text: &str, exception: &[(&str, &str)]) -> Vec<TextEdit> {
    let item = Item::Map(exception);
    let yaml = yaml::parse(text);
    if yaml.documents.is_empty() && yaml.problems.is_empty() {
        let empty = "{}";
        let Some(target) = Target::new(empty, 0, federation::KEYS) else { return Vec::new() };
        return append_document(text, &target.list("exceptions", item));
    }
    match Target::new(text, 0, federation::KEYS) {
        Some(target) => append(&target, "exceptions", item),
        None => Vec::new(),
    }
}

/// Replaces a scalar, wherever it stands: a name that is renamed, a claim whose file has moved. It keeps its
/// quotes, and is given some where it needs them; none where no scalar has that range.
pub fn replace_scalar(text: &str, range: TextRange, value: &str) -> Option<TextEdit> {
    replace_scalars(text, &[(range, value.to_owned())]).pop()
}

fn append(target: &Target<'_>, key: &str, item: Item<'_>) -> Vec<TextEdit> {
    let (edits, before) = match target.root.entry(key) {
        Some((name, old)) => (target.append(name, old, item), entry::item_count(old)),
        None => (target.insert_item(key, item), 0),
    };
    target.checked(edits, |root| {
        root.get(key).is_some_and(|it| entry::item_count(it) == before + 1 && entry::ends_with(it, item))
    })
}

/// Adds a YAML document, such as [`new_manifest`] writes, at the end of a text.
pub fn append_document(text: &str, document: &str) -> Vec<TextEdit> {
    let newline = write::newline(text);
    let mut new_text = String::new();
    if !text.ends_with(['\n', '\r', '\u{feff}']) && !text.is_empty() {
        new_text.push_str(newline);
    }
    let lines = || text.lines().map(str::trim_end);
    let last = lines().rfind(|it| !it.is_empty() && !it.starts_with('#'));
    if !matches!(last.map(|it| it.trim_start_matches('\u{feff}')), None | Some("" | "---")) {
        new_text.push_str("---");
        new_text.push_str(newline);
    }
    for line in document.lines() {
        new_text.push_str(line);
        new_text.push_str(newline);
    }
    vec![TextEdit { range: TextRange::empty(write::end(text)), new_text }]
}

/// Writes a manifest.
pub fn new_manifest(manifest: &NewManifest) -> String {
    let writing = Writing::default();
    let mut res = String::new();
    let scalar = |value: &str| writing.scalar(value, None, false);
    let mut line = |key: &str, value: &str| res.push_str(&format!("{key}: {value}\n"));
    let list = |values: &[String]| match values {
        [one] => scalar(one),
        _ => values.iter().map(|it| format!("\n  - {}", scalar(it))).collect(),
    };
    line("name", &scalar(&manifest.name));
    if let Some(description) = &manifest.description {
        line("description", &scalar(description));
    }
    if !manifest.source.is_empty() {
        line("source", &list(&manifest.source));
    }
    if let Some(tested) = manifest.tested {
        line("tested", &tested.to_string());
    }
    if !manifest.owner.is_empty() {
        line("owner", &list(&manifest.owner));
    }
    if let Some(digest) = &manifest.digest {
        line("digest", &scalar(digest));
    }
    if let Some(risk) = &manifest.risk {
        line("risk", &scalar(risk));
    }
    res.replace(": \n", ":\n")
}
