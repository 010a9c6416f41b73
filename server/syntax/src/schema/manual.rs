//! What a key means, for people: in a hover and in the manual.

use super::{Fields, Key, Shape};
use crate::{federation, manifest};

impl Key {
    /// What a hover says of the key, in Markdown.
    pub fn hover(&self) -> String {
        let Key { name, doc, example, .. } = self;
        format!("**{name}** takes {}\n\n{doc}\n\n```yaml\n{example}\n```", self.takes())
    }

    /// What it takes, in words: `a list`.
    pub fn takes(&self) -> String {
        let takes = self.shape.takes();
        if self.required { format!("{takes} (required)") } else { takes }
    }

    /// The first sentence of its meaning, for a list of completions.
    pub fn summary(&self) -> &'static str {
        match self.doc.find(". ") {
            Some(end) => &self.doc[..=end],
            None => self.doc,
        }
    }
}

/// The manual of the manifest's keys, in Markdown.
pub fn manifest_manual() -> String {
    manual("The keys of a canton manifest", &manifest::FIELDS)
}

/// The manual of the federation's keys, in Markdown.
pub fn federation_manual() -> String {
    manual("The keys of a federation", &federation::FIELDS)
}

fn manual(title: &str, fields: &Fields) -> String {
    let mut res = format!("# {title}\n");
    keys(fields, "", &mut res);
    res
}

fn keys(fields: &Fields, outer: &str, acc: &mut String) {
    for key in fields.keys {
        let path = if outer.is_empty() { key.name.to_owned() } else { format!("{outer}.{}", key.name) };
        let level = "#".repeat(path.split('.').count() + 1);
        let Key { doc, example, .. } = key;
        acc.push_str(&format!(
            "\n{level} `{path}`\n\nTakes {}.\n\n{doc}\n\n```yaml\n{example}\n```\n",
            key.takes()
        ));
        if let Some(fields) = fields_in(&key.shape) {
            keys(fields, &path, acc);
        }
    }
}

/// The keys of a map that stands at a key, also as an item.
fn fields_in(shape: &Shape) -> Option<&'static Fields> {
    match shape {
        Shape::Map(fields) => Some(fields),
        Shape::List(inner) | Shape::OneOrMore(inner) | Shape::MapOf { value: inner, .. } => fields_in(inner),
        Shape::Either(shapes) => shapes.iter().find_map(fields_in),
        Shape::Scalar(_) | Shape::Any => None,
    }
}
