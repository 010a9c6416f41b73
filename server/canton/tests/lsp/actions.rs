//! Actions: offered, resolved, applied.

use serde_json::{Value, json};

use crate::support::{FEDERATION, Server, Workspace, actions_at, capable};

/// The first action at a place whose title has that word.
#[track_caller]
fn action(server: &mut Server, params: Value, word: &str) -> Value {
    let actions = server.result("textDocument/codeAction", params);
    let found = actions.as_array().unwrap().iter().find(|it| it["title"].as_str().unwrap().contains(word));
    found.unwrap_or_else(|| panic!("no action with `{word}`: {actions:#}")).clone()
}

#[test]
fn registering_creates_a_manifest() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.py");
    let offered = action(&mut server, actions_at(&uri, 4, 5), "Register");
    assert!(offered.get("edit").is_none(), "edits are worked out when they are asked for: {offered}");
    let resolved = server.result("codeAction/resolve", offered);
    let created = workspace.uri("refund.canton.yaml");
    let changes = &resolved["edit"]["documentChanges"];
    assert_eq!(changes[0]["kind"], "create", "{resolved:#}");
    assert_eq!(changes[0]["uri"], created.as_str());
    assert_eq!(changes[1]["textDocument"], json!({"uri": created, "version": null}));
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert!(text.contains("name: refund") && text.contains("pay.py#refund"), "{text}");

    workspace.write("refund.canton.yaml", text);
    server.watched(&[(&created, 1)]);
    server
        .lenses_become(&uri, |lenses| lenses.len() == 2 && !lenses.iter().any(|it| it.contains("register…")));
}

#[test]
fn edits_name_the_version_that_they_are_for() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.canton.yaml");
    server.open(&uri, 41, "name: pay\nsource: pay.py#charge\nowner: @é-team\n");
    let offered = action(&mut server, actions_at(&uri, 2, 8), "uote");
    let resolved = server.result("codeAction/resolve", offered);
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": uri, "version": 41}), "{resolved:#}");
}

#[test]
fn edits_come_with_the_action_where_they_cannot_come_later() {
    let workspace = Workspace::new(FEDERATION);
    let mut client = capable();
    client["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    client["workspace"]["workspaceEdit"] = json!({});
    let mut server = Server::start(&workspace, client);
    let offered = action(&mut server, actions_at(&workspace.uri("pay.py"), 4, 5), "Register");
    let created = &offered["edit"]["changes"][workspace.uri("refund.canton.yaml")];
    assert!(created[0]["newText"].as_str().is_some_and(|it| it.contains("name: refund")), "{offered:#}");
}

#[test]
fn the_command_of_a_lens_applies_its_edit() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.py");
    let lenses = server.result("textDocument/codeLens", crate::support::document(&uri));
    let resolved = server.result("codeLens/resolve", lenses[1].clone());
    let command = &resolved["command"];
    assert_eq!(command["command"], "canton.register", "{lenses:#}");
    server.result(
        "workspace/executeCommand",
        json!({"command": "canton.register", "arguments": command["arguments"]}),
    );
    let edit = server.until("the edit", |server| {
        let asked = server.heard.iter().find(|it| it["method"] == "workspace/applyEdit")?;
        Some(asked["params"]["edit"].clone())
    });
    assert_eq!(edit["documentChanges"][0]["uri"], workspace.uri("refund.canton.yaml").as_str());

    let shown = &lenses[0]["command"];
    assert_eq!(shown["command"], "canton.show");
    assert_eq!(shown["arguments"][0], workspace.uri("pay.canton.yaml").as_str(), "{shown}");
    let refused = json!({"command": "canton.none", "arguments": [{"uri": uri}]});
    assert_eq!(server.error("workspace/executeCommand", refused), -32602);
}

#[test]
fn only_the_kinds_that_are_wanted_are_offered() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.canton.yaml");
    server.open(&uri, 1, "name: pay\nsource: pay.py#charge\nowner: @team\n");
    let mut params = actions_at(&uri, 2, 8);
    params["context"]["only"] = json!(["refactor"]);
    assert_eq!(server.result("textDocument/codeAction", params.clone()), json!([]));
    for (only, kind) in [("quickfix", "quickfix"), ("source.fixAll", "source.fixAll.canton")] {
        params["context"]["only"] = json!([only]);
        let offered = server.result("textDocument/codeAction", params.clone());
        let kinds: Vec<&Value> = offered.as_array().unwrap().iter().map(|it| &it["kind"]).collect();
        assert!(!kinds.is_empty() && kinds.iter().all(|it| **it == kind), "{only}: {offered:#}");
    }
}
