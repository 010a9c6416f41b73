//! What is printed is what `canton schema` says.

use serde_json::Value;

use crate::support::{Sandbox, copy, workspaces};

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new(&[]);
    copy(&workspaces().join("environment-provision"), &sandbox.root);
    sandbox
}

#[test]
fn a_check_is_what_its_schema_says() {
    let sandbox = sandbox();
    let schema = sandbox.json(&["schema", "--of", "check"]);
    for arguments in [&["check", "--format=json"][..], &["check", "--format=json", "--symbols", "--calls"]] {
        validate(&schema, &schema, &sandbox.json(arguments), "$");
    }
}

#[test]
fn a_status_is_what_its_schema_says() {
    let sandbox = sandbox();
    let schema = sandbox.json(&["schema", "--of", "status"]);
    for place in ["infra/snapshot.py", "infra/snapshot.py:22", "infra/environment-snapshot.canton.yaml", "."]
    {
        validate(&schema, &schema, &sandbox.json(&["status", place, "--format=json"]), "$");
    }
}

#[test]
fn a_graph_is_what_its_schema_says() {
    let sandbox = sandbox();
    let schema = sandbox.json(&["schema", "--of", "graph"]);
    for arguments in [&["graph", "--format=json"][..], &["graph", "open-window", "--format=json"]] {
        validate(&schema, &schema, &sandbox.json(arguments), "$");
    }
}

#[test]
fn the_schemas_of_what_people_write_are_there() {
    let sandbox = sandbox();
    assert!(sandbox.json(&["schema"])["properties"]["name"].is_object());
    assert!(sandbox.json(&["schema", "--of", "federation"])["properties"]["canon"].is_object());
}

/// The part of JSON Schema that ours are written in. A word that it does not know is a mistake in the test.
fn validate(root: &Value, schema: &Value, value: &Value, at: &str) {
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$ref" => {
                let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                validate(root, root.pointer(pointer).unwrap(), value, at);
            }
            "const" => assert_eq!(value, rule, "{at}"),
            "enum" => assert!(rule.as_array().unwrap().contains(value), "{at}: {value}"),
            "type" => {
                let fits = |name: &Value| is_a(value, name.as_str().unwrap());
                assert!(
                    rule.as_array().map_or_else(|| fits(rule), |any| any.iter().any(fits)),
                    "{at}: {value}"
                );
            }
            "minimum" => {
                assert!(value.as_f64().is_none_or(|it| it >= rule.as_f64().unwrap()), "{at}: {value}")
            }
            "maximum" => {
                assert!(value.as_f64().is_none_or(|it| it <= rule.as_f64().unwrap()), "{at}: {value}")
            }
            "required" => {
                for key in rule.as_array().unwrap() {
                    assert!(value.get(key.as_str().unwrap()).is_some(), "{at} has no {key}: {value}");
                }
            }
            "additionalProperties" => {
                for key in value.as_object().unwrap().keys() {
                    assert!(schema["properties"].get(key).is_some(), "{at} has a {key} too many");
                }
            }
            "properties" => {
                for (key, rule) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        validate(root, rule, value, &format!("{at}.{key}"));
                    }
                }
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    validate(root, rule, value, &format!("{at}[{index}]"));
                }
            }
            "anyOf" => {
                let null = serde_json::json!({"type": "null"});
                let one = if value.is_null() { &null } else { &rule[0] };
                assert!(rule.as_array().unwrap().contains(one), "{at}");
                validate(root, one, value, at);
            }
            "$schema" | "$id" | "$defs" | "title" | "description" => {}
            word => panic!("{at}: what does {word} mean?"),
        }
    }
}

fn is_a(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        name => panic!("what is a {name}?"),
    }
}
