//! What fits at a place in a manifest.

mod context;
mod values;

use canton_semantic::{Db, File, source_text};
use canton_syntax::schema::{Fields, Key, Scalar};
use canton_syntax::{TextRange, TextSize};

use self::context::Context;
use self::values::candidates;
use crate::yaml_position::fields_of;

/// Something that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    /// What the list shows.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What is replaced.
    pub range: TextRange,
    /// By what.
    pub new_text: String,
    /// A word beside the label.
    pub detail: Option<String>,
    /// CommonMark.
    pub documentation: Option<String>,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum CompletionKind {
    Key,
    Value,
    Canton,
    Type,
    Owner,
    File,
    Symbol,
}

pub(crate) fn completions(db: &dyn Db, file: File, offset: TextSize) -> Vec<CompletionItem> {
    let (Some(fields), Ok(text)) = (fields_of(db, file), source_text(db, file)) else { return Vec::new() };
    let Some(context) = Context::new(&text, offset, fields) else { return Vec::new() };
    let mut items = Vec::new();
    if let Some(fields) = context.fields {
        keys(&mut items, fields, &context);
    }
    for scalar in &context.scalars {
        values(&mut items, db, file, *scalar, &context);
    }
    items
}

/// The keys of a map that are not there yet, in the order in which they are written.
fn keys(items: &mut Vec<CompletionItem>, fields: &'static Fields, context: &Context<'_>) {
    let has = |key: &Key| context.present.contains(&key.name);
    for key in fields.keys.iter().filter(|key| !has(key)) {
        let colon = if context.before_colon { "" } else { ": " };
        items.push(CompletionItem {
            label: key.name.to_owned(),
            kind: CompletionKind::Key,
            range: context.range,
            new_text: format!("{}{colon}", key.name),
            detail: if key.required { Some(String::from("required")) } else { None },
            documentation: Some(format!("{}\n\n```yaml\n{}\n```", key.doc, key.example)),
        });
    }
}

/// The values that fit, each once, in quotes where YAML wants them.
fn values(items: &mut Vec<CompletionItem>, db: &dyn Db, file: File, scalar: Scalar, context: &Context<'_>) {
    let fitting = candidates(db, file, scalar, context.token).into_iter();
    // What is typed is in use by being typed; to offer it would say that it is known.
    for candidate in fitting.filter(|candidate| candidate.text != context.token) {
        let new_text = context.written(&candidate.text);
        items.push(CompletionItem {
            label: candidate.text,
            kind: candidate.kind,
            range: context.range,
            new_text,
            detail: candidate.detail,
            documentation: None,
        });
    }
}
