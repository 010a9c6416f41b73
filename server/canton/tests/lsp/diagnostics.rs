//! Diagnostics: pushed or pulled, never twice, never for a text that is gone.

use serde_json::{Value, json};

use crate::support::{FEDERATION, Server, Workspace, capable, codes, document, pulling};

#[test]
fn an_open_document_is_told_its_version() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.canton.yaml");
    server.open(&uri, 7, "name: pay\nsource: pay.py#charge\nnonsense: 1\n");
    server.publishes(&uri, |version, codes| version == Some(7) && codes == ["unknown-key"]);
    server.rewrite(&uri, 8, "name: pay\nsource: pay.py#charge\n");
    server.publishes(&uri, |version, codes| version == Some(8) && codes.is_empty());
}

#[test]
fn equal_results_are_not_published_again() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.canton.yaml");
    server.open(&uri, 1, "name: pay\nsource: pay.py#charge\nnonsense: 1\n");
    server.publishes(&uri, |version, codes| version == Some(1) && codes == ["unknown-key"]);
    for version in 2..10 {
        server.rewrite(&uri, version, &format!("name: pay\nsource: pay.py#charge\nnonsense: {version}\n"));
        server.result("textDocument/hover", crate::support::place(&uri, 0, 0));
    }
    server.listen();
    assert_eq!(server.published(&uri).len(), 1);
}

#[test]
fn closed_manifests_show_what_is_wrong_with_them() {
    let workspace = Workspace::new(FEDERATION);
    workspace.write("late.canton.yaml", "name: late\nsource: none.py\n");
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("late.canton.yaml");
    server.publishes(&uri, |version, codes| version.is_none() && codes == ["claim-not-found", "unowned"]);
    workspace.write("none.py", "x = 1\n");
    server.watched(&[(&workspace.uri("none.py"), 1)]);
    server.publishes(&uri, |version, codes| {
        version.is_none() && !codes.contains(&String::from("claim-not-found"))
    });
}

#[test]
fn a_client_that_asks_is_not_told_by_itself() {
    let workspace = Workspace::new(FEDERATION);
    workspace.write("late.canton.yaml", "name: late\nsource: none.py\n");
    let mut server = Server::start(&workspace, pulling());
    let uri = workspace.uri("pay.py");
    server.open(
        &uri,
        1,
        "def charge(amount):\n    return amount\n\n\ndef refund(amount):\n    return -amount\n",
    );
    let first = server.result("textDocument/diagnostic", document(&uri));
    assert_eq!(
        (&first["kind"], codes(&first["items"])),
        (&json!("full"), vec![String::from("uncantonized")])
    );
    let mut again = document(&uri);
    again["previousResultId"] = first["resultId"].clone();
    let second = server.result("textDocument/diagnostic", again.clone());
    assert_eq!((&second["kind"], &second["resultId"]), (&json!("unchanged"), &first["resultId"]));
    server.rewrite(&uri, 2, "def charge(amount):\n    return amount\n");
    let third = server.result("textDocument/diagnostic", again);
    assert_eq!((&third["kind"], codes(&third["items"])), (&json!("full"), vec![]));

    let asked = json!({"previousResultIds": []});
    let whole = server.result("workspace/diagnostic", asked);
    let late = workspace.uri("late.canton.yaml");
    let report = report_of(&whole, &late);
    assert_eq!(codes(&report["items"]), ["claim-not-found", "unowned"]);
    let known = json!({"previousResultIds": [{"uri": late, "value": report["resultId"]}]});
    assert_eq!(report_of(&server.result("workspace/diagnostic", known.clone()), &late)["kind"], "unchanged");

    workspace.write("none.py", "x = 1\n");
    let before = server.count("workspace/diagnostic/refresh");
    server.watched(&[(&workspace.uri("none.py"), 1)]);
    server.until("a refresh", |server| (server.count("workspace/diagnostic/refresh") > before).then_some(()));
    let report = report_of(&server.result("workspace/diagnostic", known), &late);
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
    assert_eq!(server.count("textDocument/publishDiagnostics"), 0);
}

/// The report of one document.
#[track_caller]
fn report_of(result: &Value, uri: &str) -> Value {
    let reports = result["items"].as_array().unwrap();
    let found = reports.iter().find(|report| report["uri"] == uri);
    found.unwrap_or_else(|| panic!("no report of {uri}: {result:#}")).clone()
}

#[test]
fn a_hundred_at_most_and_the_rest_is_counted() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.canton.yaml");
    let keys: String = (0..130).map(|it| format!("key-{it}: 1\n")).collect();
    server.open(&uri, 1, &format!("name: pay\nsource: pay.py#charge\n{keys}"));
    server.publishes(&uri, |_, codes| codes.len() == 100);
    let last = &server.heard.last().unwrap()["params"]["diagnostics"][99]["message"];
    assert!(last.as_str().unwrap().ends_with("(and 30 more findings in this file)"), "{last}");
}

#[test]
fn a_finding_says_where_from_and_how_to_mend_it() {
    let workspace = Workspace::new(FEDERATION);
    workspace.write("twice.canton.yaml", "name: pay\nsource: pay.py#refund\nowner: @a\n");
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("twice.canton.yaml");
    server.publishes(&uri, |_, codes| codes.len() >= 2);
    let all = server.heard.iter().rfind(|it| it["params"]["uri"] == uri.as_str()).unwrap();
    let all = all["params"]["diagnostics"].as_array().unwrap();
    let of = |code: &str| all.iter().find(|it| it["code"] == code).unwrap_or_else(|| panic!("{all:#?}"));
    let duplicate = of("duplicate-name");
    assert_eq!(duplicate["source"], "canton");
    assert_eq!(
        duplicate["relatedInformation"][0]["location"]["uri"],
        workspace.uri("pay.canton.yaml").as_str()
    );
    assert!(duplicate["data"]["fingerprint"].is_string());
    assert_eq!(of("unquoted-owner")["data"]["fixes"].as_array().unwrap().len(), 1);
}

#[test]
fn nothing_is_said_where_nobody_uses_canton() {
    let workspace = Workspace::new("//- pay.py\ndef charge(amount):\n    return amount\n");
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("pay.py");
    server.open(&uri, 1, "def charge(amount):\n    return amount\n");
    assert!(server.lenses(&uri).is_empty());
    assert_eq!(server.result("textDocument/hover", crate::support::place(&uri, 0, 5)), Value::Null);
    assert_eq!(server.result("canton/status", document(&uri)), Value::Null);
    assert_eq!(server.result("canton/ratio", document(&uri)), Value::Null);
    let actions = server.result("textDocument/codeAction", crate::support::actions_at(&uri, 0, 5));
    assert_eq!(actions.as_array().map(Vec::len), Some(1), "{actions}");
    server.edit(&uri, 2, json!([{"text": "def charge(all):\n    return all\n"}]));
    server.listen();
    let silent =
        ["textDocument/publishDiagnostics", "workspace/codeLens/refresh", "window/workDoneProgress/create"];
    assert!(silent.iter().all(|method| server.count(method) == 0), "{:#?}", server.heard);
}

#[test]
fn each_surface_can_be_switched_off() {
    let workspace = Workspace::new(FEDERATION);
    let options =
        json!({"diagnostics": false, "lens": {"enabled": false}, "hover": false, "codeActions": false});
    let mut client = capable();
    client["workspace"]["configuration"] = Value::Null;
    let mut server = Server::start_in(&[&workspace.root()], client, options);
    let uri = workspace.uri("pay.py");
    server.open(
        &uri,
        1,
        "def charge(amount):\n    return amount\n\n\ndef refund(amount):\n    return -amount\n",
    );
    assert_eq!(server.result("textDocument/codeLens", document(&uri)), Value::Null);
    assert_eq!(server.result("textDocument/hover", crate::support::place(&uri, 0, 5)), Value::Null);
    let action = crate::support::actions_at(&uri, 4, 5);
    assert_eq!(server.result("textDocument/codeAction", action), Value::Null);
    server.listen();
    assert_eq!(server.count("textDocument/publishDiagnostics"), 0);
    let settings = json!({"canton": {"diagnostics": true, "lens": true}});
    server.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    server.publishes(&uri, |_, codes| codes == ["uncantonized"]);
    assert_eq!(server.lenses(&uri).len(), 2);
}

#[test]
fn settings_are_asked_for() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::spawn();
    server.settings = json!({"lens": false});
    let folders = json!([{"uri": crate::support::uri_of(&workspace.root()), "name": "it"}]);
    let params = json!({"processId": null, "capabilities": capable(), "workspaceFolders": folders});
    server.result("initialize", params);
    server.notify("initialized", json!({}));
    server.eventually("textDocument/codeLens", &document(&workspace.uri("pay.py")), Value::is_null);
}

#[test]
fn rules_are_judged_when_every_file_was_read() {
    const MANIFEST: &str = "name: drop\nsource: drop.py#drop\ninvariants:\n  - target: [staging]\n";
    const TEXT: &str = "from drop import drop\n\ndef go():\n    drop(target=\"production\")\n";
    let workspace = Workspace::new(FEDERATION);
    workspace.write("drop.canton.yaml", MANIFEST);
    workspace.write("drop.py", "def drop(target):\n    pass\n");
    workspace.write("go.py", TEXT);
    for number in 0..300 {
        workspace.write(&format!("many/m{number}.py"), "def f():\n    pass\n");
    }
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("go.py");
    server.open(&uri, 1, TEXT);
    server.publishes(&uri, |_, codes| codes.contains(&String::from("target-excluded")));
    let shown = server.published(&uri);
    assert!(shown.len() <= 2, "nothing in between: {shown:?}");
}
