//! Who calls what: the hierarchy of calls, and counts in hovers, lenses and the status.

use serde_json::{Value, json};

use crate::support::{Server, Workspace, capable, document, place};

const FEDERATION: &str = "\
//- federation.yaml
//- pay.py
def charge(amount):
    return amount
//- shop/till.py
from pay import charge


def sell(it):
    x = '𝄞'; charge(1)
    return charge(2)


def day():
    sell(1)
//- pay.canton.yaml
name: pay
source: pay.py#charge
risk: high
";

#[test]
fn the_hierarchy_goes_both_ways() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let (pay, till) = (workspace.uri("pay.py"), workspace.uri("shop/till.py"));
    let items =
        server.eventually("textDocument/prepareCallHierarchy", &place(&pay, 0, 6), |it| !it.is_null());
    let item = &items[0];
    assert_eq!((&item["name"], &item["kind"], &item["uri"]), (&json!("charge"), &json!(12), &json!(pay)));
    assert_eq!(item["detail"], "registered · pay · pay.py");
    assert_eq!(item["selectionRange"]["start"], json!({"line": 0, "character": 4}));

    let incoming = server.result("callHierarchy/incomingCalls", json!({"item": item}));
    assert_eq!(incoming.as_array().map(Vec::len), Some(1), "{incoming}");
    let sell = &incoming[0]["from"];
    assert_eq!((&sell["name"], &sell["uri"]), (&json!("sell"), &json!(till)));
    assert_eq!(sell["detail"], "uncantonized · shop/till.py");
    let starts: Vec<&Value> =
        incoming[0]["fromRanges"].as_array().unwrap().iter().map(|it| &it["start"]).collect();
    assert_eq!(starts, [&json!({"line": 4, "character": 16}), &json!({"line": 5, "character": 11})]);

    let outgoing = server.result("callHierarchy/outgoingCalls", json!({"item": sell}));
    assert_eq!(outgoing[0]["to"]["name"], "charge", "{outgoing}");
    assert_eq!(outgoing[0]["fromRanges"], incoming[0]["fromRanges"]);
    let above = server.result("callHierarchy/incomingCalls", json!({"item": sell}));
    assert_eq!(above[0]["from"]["name"], "day", "{above}");
}

#[test]
fn callers_are_said_when_every_file_has_been_read() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.py");
    let says = |it: &Value| it["contents"]["value"].as_str().is_some_and(|it| it.contains("Called by"));
    let hover = server.eventually("textDocument/hover", &place(&uri, 0, 6), says);
    let hover = hover["contents"]["value"].as_str().unwrap();
    assert!(hover.contains("Called by `shop/till.py#sell`."), "{hover}");
    assert!(hover.contains("Blast radius: **high** (2 units, 1 entry point; own risk high"), "{hover}");

    let lenses = server.result("textDocument/codeLens", document(&uri));
    let resolved = server.result("codeLens/resolve", lenses[0].clone());
    let title = resolved["command"]["title"].as_str().unwrap();
    assert!(title.ends_with("1 caller · blast radius high (2 units, own risk high)"), "{title}");

    let status = server.result("canton/status", place(&uri, 0, 6));
    assert_eq!(status["symbol"]["callers"][0]["id"], "shop/till.py#sell", "{status}");
    assert_eq!(status["symbol"]["blast"]["class"], "high", "{status}");
}

#[test]
fn a_canton_is_renamed_in_every_manifest() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let (manifest, other) = (workspace.uri("pay.canton.yaml"), workspace.uri("day.canton.yaml"));
    server.open(&other, 1, "name: day\nsource: shop/till.py#day\nsupervisor: pay\n");
    let prepared = server.result("textDocument/prepareRename", place(&manifest, 0, 7));
    assert_eq!(prepared["placeholder"], "pay", "{prepared}");
    let mut params = place(&manifest, 0, 7);
    params["context"] = json!({"includeDeclaration": false});
    let found = server.eventually("textDocument/references", &params, |it| !it.is_null());
    assert_eq!(found[0]["uri"], other.as_str(), "{found}");
    params["newName"] = json!("charge");
    let edit = server.result("textDocument/rename", params.clone()).to_string();
    assert!(edit.contains(&manifest) && edit.contains(&other) && edit.contains("charge"), "{edit}");
    params["newName"] = json!("day");
    assert_eq!(server.error("textDocument/rename", params), -32602);
    let code = workspace.uri("pay.py");
    assert!(server.result("textDocument/prepareRename", place(&code, 0, 6)).is_null());
}
