//! Starting, refusing, cancelling, ending.

use serde_json::{Value, json};

use crate::support::{FEDERATION, Server, Workspace, capable, document, place};

#[test]
fn encodings_are_negotiated() {
    let table = [
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-16", "utf-32"]), "utf-32"),
        (json!(["utf-16"]), "utf-16"),
        (Value::Null, "utf-16"),
    ];
    for (offered, expected) in table {
        let mut server = Server::spawn();
        let capabilities = json!({"general": {"positionEncodings": offered}});
        let result = server.result("initialize", json!({"processId": null, "capabilities": capabilities}));
        assert_eq!(result["capabilities"]["positionEncoding"], expected);
        assert_eq!(result["serverInfo"]["name"], "canton");
    }
}

#[test]
fn nothing_is_answered_before_initialize() {
    let mut server = Server::spawn();
    assert_eq!(server.error("textDocument/hover", place("file:///a.py", 0, 0)), -32002);
    server.open("file:///a.py", 1, "x = 1\n");
    server.result("initialize", json!({"processId": null, "capabilities": {}}));
}

#[test]
fn what_is_unknown_is_refused_or_ignored() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    server.notify("$/future", json!({}));
    server.notify("canton/future", json!({"a": 1}));
    server.notify("textDocument/didChange", json!({"nonsense": true}));
    server.edit("file:///never/opened.py", 1, json!([{"text": "x"}]));
    assert_eq!(server.error("canton/future", json!({})), -32601);
    assert_eq!(server.error("$/future", json!({})), -32601);
    assert_eq!(server.error("textDocument/rename", json!({"textDocument": 1})), -32602);
    assert_eq!(server.lenses(&workspace.uri("pay.py")).len(), 2);
}

#[test]
fn places_that_are_none_are_refused() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    assert_eq!(server.error("textDocument/hover", place(&workspace.uri("pay.py"), 99, 0)), -32602);
    for uri in [&*workspace.uri("none.py"), "untitled:Untitled-1", "git:/a.py?HEAD", "file:///none/a.py"] {
        assert_eq!(server.result("textDocument/hover", place(uri, 0, 0)), Value::Null, "{uri}");
    }
}

#[test]
fn a_request_about_everything_may_name_a_document() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.py");
    server.open(&uri, 1, "def charge(amount):\n    return amount\n");
    for version in 2..30 {
        let params = json!({"query": "pay", "textDocument": {"uri": uri}});
        let id = server.ask("workspace/symbol", params);
        server.rewrite(&uri, version, &format!("def charge(amount):\n    return {version}\n"));
        server.response(id);
    }
}

#[test]
fn exit_codes() {
    let mut server = Server::spawn();
    server.result("initialize", json!({"processId": null, "capabilities": {}}));
    server.result("shutdown", Value::Null);
    assert_eq!(server.error("textDocument/hover", place("file:///a.py", 0, 0)), -32600);
    server.notify("exit", Value::Null);
    assert_eq!(server.ended().code(), Some(0), "after shutdown");

    let mut server = Server::spawn();
    server.result("initialize", json!({"processId": null, "capabilities": {}}));
    server.notify("exit", Value::Null);
    assert_eq!(server.ended().code(), Some(1), "without shutdown");

    let mut server = Server::spawn();
    server.hang_up();
    assert_eq!(server.ended().code(), Some(1), "the client is gone");
}

/// Source that takes a while to read.
fn long_source() -> String {
    (0..120_000).map(|it| format!("def f{it}(a, b):\n    return a + b * {it}\n")).collect()
}

#[test]
fn a_cancelled_request_is_answered_so() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("long.py");
    server.open(&uri, 1, &long_source());
    let id = server.ask("textDocument/codeLens", document(&uri));
    server.notify("$/cancelRequest", json!({ "id": id }));
    let response = server.response(id);
    assert_eq!(response["error"]["code"], -32800, "{response}");
    // Cancelling twice, or what is over, does no harm.
    server.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(server.lenses(&workspace.uri("pay.py")).len(), 2);
}

#[test]
fn a_stale_request_is_answered_so_and_others_are_asked_again() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let (long, short) = (workspace.uri("long.py"), workspace.uri("pay.py"));
    server.open(&long, 1, &long_source());
    server.open(&short, 1, "def charge(amount):\n    return amount\n");
    let stale = server.ask("textDocument/hover", place(&long, 0, 4));
    server.edit(&long, 2, json!([{"range": range(0, 4, 0, 5), "text": "g"}]));
    let response = server.response(stale);
    assert_eq!(response["error"]["code"], -32801, "{response}");

    let asked_again = server.ask("canton/status", place(&long, 0, 4));
    server.edit(&short, 2, json!([{"range": range(0, 4, 0, 10), "text": "charge_all"}]));
    let response = server.response(asked_again);
    assert_eq!(response["result"]["symbol"]["id"], "long.py#g0", "{response}");
}

fn range(line: u32, start: u32, end_line: u32, end: u32) -> Value {
    json!({"start": {"line": line, "character": start}, "end": {"line": end_line, "character": end}})
}

#[test]
fn an_edit_and_its_question_do_not_wait_for_slow_ones() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let (long, short) = (workspace.uri("long.py"), workspace.uri("pay.py"));
    server.open(&long, 1, &long_source());
    let slow: Vec<i64> = (0..8).map(|_| server.ask("textDocument/hover", place(&long, 0, 4))).collect();
    server.open(&short, 1, "def charge_less(amount):\n    return amount\n");
    let status = server.result("canton/status", place(&short, 0, 4));
    assert_eq!(status["symbol"]["id"], "pay.py#charge_less");
    for id in slow {
        server.response(id);
    }
}

#[test]
fn a_client_without_any_capability_gets_what_it_can_take() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, json!({}));
    let uri = workspace.uri("pay.py");
    server.open(&uri, 1, "def charge(amount):\n    return amount\n\n\ndef refund(é):\n    return é\n");
    server.publishes(&uri, |version, codes| version == Some(1) && !codes.is_empty());
    assert_eq!(server.lenses(&uri).len(), 2);
    let hover = server.result("textDocument/hover", place(&uri, 0, 4));
    assert_eq!(hover["contents"]["kind"], "plaintext", "{hover}");
    let actions = server.result("textDocument/codeAction", crate::support::actions_at(&uri, 4, 5));
    assert_eq!(actions[0]["command"], "canton.apply", "{actions}");
    let declared = server.result("textDocument/declaration", place(&uri, 0, 4));
    assert_eq!(declared[0]["uri"], json!(workspace.uri("pay.canton.yaml")), "{declared}");
    for method in ["client/registerCapability", "workspace/codeLens/refresh", "workspace/configuration"] {
        assert_eq!(server.count(method), 0, "{method} is sent to a client that does not know it");
    }
    assert_eq!(server.count("window/workDoneProgress/create"), 0);
}
