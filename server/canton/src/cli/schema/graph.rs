//! The JSON Schema of what `graph` prints.

use canton_semantic::Standing;
use serde_json::{Value, json};

use super::output::{count, described, list, object, risk, root, strings, text};

/// `canton-graph/1`.
pub(super) fn graph() -> Value {
    let mut body = object(json!({
        "schema": {"const": "canton-graph/1"},
        "canton": {"type": ["string", "null"], "description": "The canton in the middle; null for all."},
        "depth": {"type": ["integer", "null"], "description": "How many calls away from it."},
        "direction": {"enum": ["callers", "callees", "both", null]},
        "nodes": list("node", "Cantons by name, then the files around them by path."),
        "edges": list("edge", "Calls, by their nodes."),
    }));
    body["$defs"] = json!({"node": node(), "edge": edge()});
    root("graph", "What `canton graph --format json` prints", body)
}

fn node() -> Value {
    let mut standings: Vec<Option<&str>> = Standing::ALL.iter().map(|it| Some(it.as_str())).collect();
    standings.push(None);
    object(json!({
        "id": text("Unique in the graph: `canton:<name>`, `file:<path>`."),
        "kind": {"enum": ["canton", "file"]},
        "name": text("The canton's name, or the file's path."),
        "path": text("The manifest's path, or the file's."),
        "standing": described(json!({"enum": standings}), "The worst standing of its units; null without any."),
        "owner": strings("Who answers for it."),
        "risk": risk(),
        "unresolved": count("Calls in it that may lead to several definitions, or nobody knows where."),
    }))
}

fn edge() -> Value {
    let ways: serde_json::Map<String, Value> = ["precise", "import", "local", "unique-name"]
        .into_iter()
        .map(|it| (it.to_owned(), count("Calls that were resolved in this way.")))
        .collect();
    object(json!({
        "from": text("The id of the node that calls."),
        "to": text("The id of the node that is called."),
        "calls": count("How many calls there are."),
        "how": {"type": "object", "properties": ways, "additionalProperties": false},
        "violated": count("How many of them break a rule."),
        "unknown": count("Of how many it cannot be told."),
        "verdict": {"enum": ["violated", "unknown", null],
            "description": "The worst that can be said; null where nothing was found wrong."},
    }))
}
