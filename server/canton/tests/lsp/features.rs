//! What else is asked: each answer in the protocol's shape, at the right place.

use serde_json::{Value, json};

use crate::support::{FEDERATION, Server, Workspace, capable, document, place};

#[test]
fn hover_counts_columns_as_the_client_does() {
    for (encoding, column) in [("utf-8", 14), ("utf-16", 11), ("utf-32", 10)] {
        let workspace = Workspace::new(FEDERATION);
        let mut client = capable();
        client["general"] = json!({"positionEncodings": [encoding]});
        let mut server = Server::start(&workspace, client);
        let uri = workspace.uri("pay.py");
        // The canton's function, called behind é and 𝄞.
        server.open(&uri, 1, "def charge(amount):\n    return amount\n\n\nx = 'é𝄞'; charge(1)\n");
        let hover = server.eventually("textDocument/hover", &place(&uri, 4, column + 2), |it| !it.is_null());
        assert_eq!(hover["contents"]["kind"], "markdown");
        assert_eq!(hover["range"]["start"], json!({"line": 4, "character": column}), "{encoding}: {hover}");
    }
}

#[test]
fn from_code_to_the_manifest_and_back() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let (source, manifest) = (workspace.uri("pay.py"), workspace.uri("pay.canton.yaml"));
    let declared = server.result("textDocument/declaration", place(&source, 0, 5));
    assert_eq!(declared[0]["targetUri"], manifest.as_str(), "{declared}");
    let defined = server.result("textDocument/definition", place(&manifest, 1, 17));
    assert_eq!(defined[0]["targetUri"], source.as_str(), "{defined}");
    assert_eq!(defined[0]["targetSelectionRange"]["start"], json!({"line": 0, "character": 4}));
}

#[test]
fn manifests_have_symbols_folds_and_completion() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("two.canton.yaml");
    server.open(&uri, 1, "name: two\nsource: pay.py#refund\nrisk: low\ntests:\n  - none.py\n");
    let symbols = server.result("textDocument/documentSymbol", document(&uri));
    assert_eq!(symbols[0]["name"], "two", "{symbols}");
    assert!(symbols[0]["children"].as_array().is_some_and(|it| it.len() == 4), "{symbols}");
    let folds = server.result("textDocument/foldingRange", document(&uri));
    assert!(folds.as_array().is_some_and(|it| !it.is_empty()), "{folds}");
    let completion = server.result("textDocument/completion", place(&uri, 5, 0));
    let labels: Vec<&Value> = completion.as_array().unwrap().iter().map(|it| &it["label"]).collect();
    assert!(labels.contains(&&json!("owner")) && !labels.contains(&&json!("name")), "{labels:?}");
    let links = server.result("textDocument/documentLink", document(&uri));
    assert_eq!(links[0]["target"], workspace.uri("pay.py").as_str(), "{links}");
}

#[test]
fn cantons_are_found_in_every_folder() {
    let workspace = Workspace::new(
        "//- a/federation.yaml\ncanon: {goal: 0.5}\n//- a/pay.canton.yaml\nname: pay-a\nsource: x.py\n//- b/federation.yaml\ncanon: {goal: 0.5}\n//- b/pay.canton.yaml\nname: pay-b\nsource: x.py\n",
    );
    let root = workspace.root();
    let mut server = Server::start_in(&[&root.join("a"), &root.join("b")], capable(), Value::Null);
    let found = server
        .eventually("workspace/symbol", &json!({"query": "pay"}), |it| it.as_array().unwrap().len() == 2);
    assert_eq!(found[1]["location"]["uri"], workspace.uri("b/pay.canton.yaml").as_str(), "{found}");
}

#[test]
fn the_ratio_and_the_status() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.py");
    let ratio = server.result("canton/ratio", document(&uri));
    assert_eq!((&ratio["lines"]["registered"], &ratio["lines"]["uncantonized"]), (&json!(2), &json!(2)));
    assert_eq!((&ratio["ratio"]["lines"], &ratio["goal"]), (&json!(0.0), &json!(0.9)), "{ratio}");
    assert_eq!(server.result("canton/ratio", json!({})), ratio);
    let map = server.result("canton/map", json!({}));
    assert_eq!(map["folders"].as_array().unwrap().len(), 1, "{map}");
    let root = &map["folders"][0];
    assert_eq!(
        (&root["path"], &root["lines"], &root["ratio"]),
        (&json!(""), &ratio["lines"], &ratio["ratio"])
    );
    let status = server.result("canton/status", place(&uri, 5, 3));
    assert_eq!(status["schema"], "canton-status/1");
    assert_eq!(status["symbol"]["id"], "pay.py#refund");
    assert_eq!(status["symbol"]["standing"], "uncantonized");
    assert_eq!(status["symbol"]["range"]["start"], json!({"line": 4, "character": 0}));
}
