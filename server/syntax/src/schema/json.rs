//! JSON Schema of the formats, for editors that know nothing of Canton.

use serde_json::{Map, Value, json};

use super::{Fields, Key, Rule, Scalar, Shape};
use crate::yaml::{self, Node, NodeKind};
use crate::{federation, manifest};

/// The JSON Schema of a document of a manifest.
pub fn manifest_schema() -> Value {
    root("urn:canton:schema:manifest:1", "A canton manifest", &manifest::FIELDS)
}

/// The JSON Schema of `federation.yaml`.
pub fn federation_schema() -> Value {
    root("urn:canton:schema:federation:1", "A Canton federation", &federation::FIELDS)
}

fn root(id: &str, title: &str, fields: &Fields) -> Value {
    let mut res = Map::new();
    res.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    res.insert("$id".to_owned(), json!(id));
    res.insert("title".to_owned(), json!(title));
    res.extend(map(fields));
    Value::Object(res)
}

/// A map of declared keys.
fn map(fields: &Fields) -> Map<String, Value> {
    let mut res = Map::new();
    res.insert("type".to_owned(), json!("object"));
    let properties = fields.keys.iter().map(|it| (it.name.to_owned(), property(it)));
    res.insert("properties".to_owned(), Value::Object(properties.collect()));
    let required: Vec<&str> = fields.keys.iter().filter(|it| it.required).map(|it| it.name).collect();
    if !required.is_empty() {
        res.insert("required".to_owned(), json!(required));
    }
    match fields.rule {
        Rule::Declared => (),
        Rule::OneOf(names) => {
            let one: Vec<Value> = names.iter().map(|it| json!({"required": [it]})).collect();
            res.insert("oneOf".to_owned(), json!(one));
        }
        Rule::OneKey => {
            res.insert("minProperties".to_owned(), json!(1));
            res.insert("maxProperties".to_owned(), json!(1));
            return res;
        }
    }
    res.insert("additionalProperties".to_owned(), json!(false));
    res
}

/// A key's value, with what the key means.
fn property(key: &Key) -> Value {
    let mut res = Map::new();
    res.insert("description".to_owned(), json!(key.doc));
    if let Some(example) = example(key) {
        res.insert("examples".to_owned(), json!([example]));
    }
    // Where anything is valid, the schema is no object but `true`.
    if let Value::Object(rest) = shape(&key.shape) {
        res.extend(rest);
    }
    Value::Object(res)
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Scalar(kind) => scalar(*kind),
        Shape::List(item) => json!({"type": "array", "items": shape(item)}),
        Shape::OneOrMore(item) => {
            json!({"anyOf": [shape(item), {"type": "array", "items": shape(item)}]})
        }
        Shape::Map(fields) => Value::Object(map(fields)),
        Shape::MapOf { value: value @ Shape::Map(_), .. } => {
            json!({"type": "object", "additionalProperties": {"anyOf": [shape(value), {"type": "null"}]}})
        }
        Shape::MapOf { value, .. } => json!({"type": "object", "additionalProperties": shape(value)}),
        Shape::Either(shapes) => json!({"anyOf": shapes.iter().map(shape).collect::<Vec<_>>()}),
        Shape::Any => json!(true),
    }
}

fn scalar(kind: Scalar) -> Value {
    match kind {
        Scalar::Text => json!({"type": ["string", "number"]}),
        Scalar::Bool => json!({"type": "boolean"}),
        Scalar::Integer => json!({"type": "integer", "minimum": 0}),
        Scalar::Share => json!({"type": "number", "minimum": 0, "maximum": 1}),
        Scalar::Date => json!({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
        Scalar::DateTime => json!({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([Tt ].*)?$"}),
        Scalar::OneOf(words) => json!({"enum": words}),
        Scalar::NewName | Scalar::Canton => {
            let word = r"[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*";
            json!({"type": "string", "pattern": format!(r"^{word}(\.{word})*$")})
        }
        Scalar::Owner => {
            let part = r"[\p{L}\p{N}._+-]+";
            json!({"type": "string", "pattern": format!("^(@{part}(/{part})*|{part}@{part})$")})
        }
        Scalar::Claim => json!({"type": "string", "pattern": r"^(?![/!#]|~/|[A-Za-z]:)[^\\]+$"}),
        Scalar::Pin => json!({"type": "string", "pattern": "^[a-z0-9-]+/[0-9]+:[a-z0-9_+#-]+:[0-9a-f]{32}$"}),
        Scalar::Type
        | Scalar::Requirement
        | Scalar::Environment
        | Scalar::Tier
        | Scalar::Effect
        | Scalar::Kind
        | Scalar::Code
        | Scalar::Exposed
        | Scalar::Word => json!({"type": "string", "pattern": r"^\S+$"}),
        Scalar::Test | Scalar::Path | Scalar::Link | Scalar::Glob | Scalar::Revision | Scalar::Symbol => {
            json!({"type": "string", "minLength": 1})
        }
    }
}

/// The value in a key's example.
fn example(key: &Key) -> Option<Value> {
    let yaml = yaml::parse(key.example);
    yaml.documents.first()?.get(key.name).map(value)
}

/// A node as JSON.
fn value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null | NodeKind::Alias { .. } => Value::Null,
        NodeKind::Scalar { value, .. } => match (node.bool(), node.number()) {
            (Some(bool), _) => json!(bool),
            (_, Some(number)) if number.fract() == 0.0 => json!(number as i64),
            (_, Some(number)) => json!(number),
            (None, None) => json!(value),
        },
        NodeKind::Sequence { items, .. } => items.iter().map(value).collect(),
        NodeKind::Mapping { entries, .. } => {
            let entries = entries.iter().filter_map(|(key, it)| Some((key.scalar()?.to_owned(), value(it))));
            Value::Object(entries.collect())
        }
    }
}
