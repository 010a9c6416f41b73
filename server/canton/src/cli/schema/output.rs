//! JSON Schemas of what `check` and `status` print, and the words that all of ours are made of.

use canton_semantic::Standing;
use serde_json::{Value, json};

/// `canton-check/1`.
pub(super) fn check() -> Value {
    root(
        "check",
        "What `canton check --format json` prints",
        json!({
            "type": "object",
            "properties": {
                "schema": {"const": "canton-check/1"},
                "root": text("The root of the federation, an absolute path."),
                "version": text("The version of Canton."),
                "summary": {"$ref": "#/$defs/summary"},
                "cantons": list("canton", "Every canton, by manifest and place."),
                "plan": plan(),
                "symbols": list("symbol", "Every symbol, by file and place; with `--symbols`."),
                "diagnostics": list("diagnostic", "Findings, by file and place."),
                "calls": list("call", "Every call, by file and place; with `--calls`."),
            },
            "required": ["schema", "root", "version", "summary", "cantons", "diagnostics"],
            "additionalProperties": false,
            "$defs": {
                "summary": summary(),
                "canton": canton(),
                "symbol": symbol(),
                "diagnostic": diagnostic(),
                "call": call(),
                "range": range(),
                "position": position(),
            },
        }),
    )
}

/// `canton-status/1`.
pub(super) fn status() -> Value {
    root(
        "status",
        "What `canton status --format json` prints",
        json!({
            "type": "object",
            "properties": {
                "schema": {"const": "canton-status/1"},
                "path": text("The file, relative to the root."),
                "owner": owner(),
                "symbol": {"anyOf": [{"$ref": "#/$defs/symbol"}, {"type": "null"}],
                    "description": "The innermost symbol at the line, or the file; null for a file that is no source."},
            },
            "required": ["schema", "path", "owner", "symbol"],
            "additionalProperties": false,
            "$defs": {
                "symbol": known_symbol(),
                "caller": caller(),
                "call": call(),
                "blast": blast(),
                "range": range(),
                "position": position(),
            },
        }),
    )
}

pub(super) fn root(name: &str, title: &str, body: Value) -> Value {
    let mut res = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:canton:schema:{name}:1"),
        "title": title,
    });
    if let (Value::Object(res), Value::Object(body)) = (&mut res, body) {
        res.extend(body);
    }
    res
}

fn summary() -> Value {
    let ratio = json!({"type": ["number", "null"], "minimum": 0, "maximum": 1});
    object(json!({
        "files": count("Source files that were read."),
        "skipped": {
            "type": "array",
            "items": object(json!({"path": {"type": "string"}, "reason": {"type": "string"}})),
            "description": "What was not read, and why; also folders that are federations of their own.",
        },
        "cantons": count("Cantons."),
        "symbols": by_standing("Units of code."),
        "lines": by_standing("Lines of code."),
        "ratio": described(
            object(json!({"symbols": ratio, "lines": ratio})),
            "The canonical share of all that counts, to three decimals; null where nothing counts.",
        ),
    }))
}

fn canton() -> Value {
    object(json!({
        "name": {"type": "string"},
        "manifest": text("The manifest's path."),
        "line": count("Its first line in it, counted from 0."),
        "claims": strings("The ids of what it claims: symbols, files, globs."),
        "owner": strings("Who answers for it."),
        "risk": risk(),
    }))
}

fn symbol() -> Value {
    let standings: Vec<&str> = Standing::ALL.iter().map(|it| it.as_str()).collect();
    let mut res = object(json!({
        "id": text("Path and dotted name: `infra/provision.py#provision_environment`; a module's is its path."),
        "kind": text("`module`, `class`, `function`, `method`, …"),
        "language": {"type": "string"},
        "range": {"$ref": "#/$defs/range"},
        "lines": count("Lines of code of its own; 0 for a symbol inside a function."),
        "standing": {"enum": standings},
        "canton": {"type": ["string", "null"], "description": "The canton that claims it."},
        "owner": owner(),
        "tested": {"enum": ["none", "claimed", "executed", "passing", "mutation-tested"]},
        "digest": {"type": ["string", "null"],
            "description": "What a pin of it would say; null with a syntax error and inside a function."},
        "missing": strings("What it lacks to be canonical."),
    }));
    res["properties"]["within"] = text("The id of its unit, for a symbol inside a function.");
    res
}

/// A symbol with what is around it.
fn known_symbol() -> Value {
    let mut res = symbol();
    res["properties"]["drift"] = json!({"enum": ["body", "contract"],
        "description": "What is another than was pinned; only where it drifted and git has what was pinned at hand."});
    for (key, schema) in [
        (
            "callers",
            json!({"type": ["array", "null"], "items": {"$ref": "#/$defs/caller"},
            "description": "The units that call it or anything in it, by path and place; null for test code."}),
        ),
        ("calls", list("call", "The calls in it.")),
        (
            "blast",
            json!({"anyOf": [{"$ref": "#/$defs/blast"}, {"type": "null"}],
            "description": "What can reach it; null for test code."}),
        ),
    ] {
        res["properties"][key] = schema;
        if let Some(required) = res["required"].as_array_mut() {
            required.push(json!(key));
        }
    }
    res
}

fn caller() -> Value {
    object(json!({
        "id": text("The unit's id."),
        "how": {"enum": ["precise", "import", "local", "unique-name"],
            "description": "The surest way in which any of its calls was resolved."},
        "canton": {"type": ["string", "null"]},
    }))
}

fn blast() -> Value {
    object(json!({
        "class": described(
            risk(),
            "The greatest of `risk` and `highest_risk`; `high` at least from 25 cantons or 3 owners on; `critical` \
             where a canton in reach may act on a protected environment.",
        ),
        "risk": described(risk(), "Its own risk."),
        "highest_risk": {"enum": ["low", "medium", "high", "critical", null],
            "description": "The highest risk of what it reaches; null where it reaches nothing."},
        "symbols": count("The units that call it, or call something that does."),
        "cantons": count("The cantons of those."),
        "owners": count("The owners of those."),
        "entry_points": count("Those of them that nobody calls."),
        "protected": count("Cantons, its own among them, that may act on a protected environment."),
        "tests": count("Tests that call any of them."),
        "ambiguous": count("More units that may call any of them, by a name that several definitions have."),
        "complete": {"type": "boolean",
            "description": "False where there was too much to count it all: each number is one at least."},
    }))
}

pub(super) fn risk() -> Value {
    json!({"enum": ["low", "medium", "high", "critical"]})
}

fn plan() -> Value {
    let lost = object(json!({
        "address": text("As the plan writes it."),
        "actions": strings("What is done to it: `create`, `update`, `delete`."),
        "why": text("Why it leads to no block."),
    }));
    let plan = object(json!({
        "changes": count("How many resources it creates, updates or deletes."),
        "partial": {"type": "boolean", "description": "It puts more changes off to another plan."},
        "lost": {"type": "array", "items": lost, "description": "Those that were judged by nothing."},
    }));
    described(plan, "What became of the Terraform plan; with `--plan`.")
}

fn diagnostic() -> Value {
    object(json!({
        "code": text("`canton explain CODE` says what it means."),
        "severity": {"enum": ["error", "warning", "information", "hint"]},
        "path": text("The file, relative to the root."),
        "range": {"$ref": "#/$defs/range"},
        "message": {"type": "string"},
        "symbol": {"type": ["string", "null"]},
        "canton": {"type": ["string", "null"]},
        "related": {
            "type": "array",
            "items": object(json!({
                "path": {"type": "string"},
                "range": {"$ref": "#/$defs/range"},
                "message": {"type": "string"},
            })),
        },
        "fingerprint": text("Stays when lines move."),
    }))
}

fn call() -> Value {
    object(json!({
        "from": text("The id of the symbol it stands in."),
        "to": {"type": ["string", "null"], "description": "The id of what it leads to, where that is known."},
        "how": {"enum": ["precise", "import", "local", "unique-name", "ambiguous", "external", "dynamic"]},
        "line": count("Where it stands, counted from 0."),
    }))
}

fn range() -> Value {
    object(json!({"start": {"$ref": "#/$defs/position"}, "end": {"$ref": "#/$defs/position"}}))
}

fn position() -> Value {
    object(json!({"line": count("Counted from 0."), "character": count("Counted from 0, in UTF-16 units.")}))
}

/// An object of these properties, all of them required.
pub(super) fn object(properties: Value) -> Value {
    let required: Vec<String> =
        properties.as_object().into_iter().flat_map(|it| it.keys().cloned()).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

pub(super) fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = json!(description);
    schema
}

pub(super) fn list(of: &str, description: &str) -> Value {
    json!({"type": "array", "items": {"$ref": format!("#/$defs/{of}")}, "description": description})
}

pub(super) fn text(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

pub(super) fn strings(description: &str) -> Value {
    json!({"type": "array", "items": {"type": "string"}, "description": description})
}

pub(super) fn count(description: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "description": description})
}

fn owner() -> Value {
    json!({"type": ["array", "null"], "items": {"type": "string"},
        "description": "Who answers for it; empty where it is deliberately unowned, null where nothing says."})
}

fn by_standing(description: &str) -> Value {
    let standing = |it: Standing| (it.as_str().to_owned(), json!({"type": "integer", "minimum": 0}));
    let properties: serde_json::Map<String, Value> = Standing::ALL.into_iter().map(standing).collect();
    described(object(Value::Object(properties)), description)
}
