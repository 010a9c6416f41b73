use expect_test::expect_file;

use super::*;
use crate::{federation, manifest};

#[test]
fn schemas_are_written_from_the_declarations() {
    let pretty = |it: serde_json::Value| format!("{it:#}\n");
    expect_file!["tests/manifest.schema.json"].assert_eq(&pretty(manifest_schema()));
    expect_file!["tests/federation.schema.json"].assert_eq(&pretty(federation_schema()));
}

#[test]
fn manuals_are_written_from_the_declarations() {
    expect_file!["tests/manifest.md"].assert_eq(&manifest_manual());
    expect_file!["tests/federation.md"].assert_eq(&federation_manual());
}

#[test]
fn every_example_is_right() {
    every_example(&manifest::FIELDS);
    every_example(&federation::FIELDS);
}

/// The fields must be reachable as a static to be read against: each key's example is, with those around it.
fn every_example(fields: &'static Fields) {
    for key in fields.keys {
        let yaml = crate::yaml::parse(key.example);
        assert_eq!(yaml.problems, [], "{}", key.example);
        let mut problems = Vec::new();
        let root = yaml.documents.into_iter().next().expect("an example holds something");
        let read = read(root, fields, false, &mut problems);
        assert_eq!(problems, [], "{}", key.example);
        assert!(read.get(key.name).is_some(), "{}", key.example);
        for fields in nested(&key.shape) {
            every_example(fields);
        }
    }
}

fn nested(shape: &'static Shape) -> Vec<&'static Fields> {
    match shape {
        Shape::Map(fields) => vec![fields],
        Shape::List(inner) | Shape::OneOrMore(inner) | Shape::MapOf { value: inner, .. } => nested(inner),
        Shape::Either(shapes) => shapes.iter().flat_map(nested).collect(),
        Shape::Scalar(_) | Shape::Any => Vec::new(),
    }
}

#[test]
fn docs_are_sentences() {
    for key in manifest::KEYS.iter().chain(federation::KEYS) {
        assert!(key.doc.ends_with('.') && !key.doc.contains("  "), "{}: {}", key.name, key.doc);
        assert!(key.example.starts_with(key.name), "{}", key.name);
    }
}
