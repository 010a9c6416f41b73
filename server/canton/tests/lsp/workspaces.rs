//! Several folders, federations in federations, files outside of all.

use serde_json::{Value, json};

use crate::support::{FEDERATION, Server, Workspace, capable, document, place, uri_of};

#[test]
fn folders_come_and_go() {
    let (one, other) = (Workspace::new(FEDERATION), Workspace::new(FEDERATION));
    other.write("broken.canton.yaml", "name: broken\nsource: none.py\n");
    let mut server = Server::start(&one, capable());
    assert_eq!(server.lenses(&one.uri("pay.py")).len(), 2);
    let folder = json!({"uri": uri_of(&other.root()), "name": "other"});
    server
        .notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [folder], "removed": []}}));
    server.publishes(&other.uri("broken.canton.yaml"), |_, codes| !codes.is_empty());
    assert_eq!(server.lenses(&other.uri("pay.py")).len(), 2);
    server
        .notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [], "removed": [folder]}}));
    server.publishes(&other.uri("broken.canton.yaml"), |_, codes| codes.is_empty());
    assert_eq!(server.lenses(&one.uri("pay.py")).len(), 2);
}

#[test]
fn a_nested_federation_is_its_own() {
    let workspace = Workspace::new(FEDERATION);
    workspace.write("inner/federation.yaml", "canon: {goal: 0.5}\n");
    workspace.write("inner/pay.py", "def charge(amount):\n    return amount\n");
    workspace.write("inner/pay.canton.yaml", "name: pay\nsource: pay.py#charge\n");
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("inner/pay.py");
    server.open(&uri, 1, "def charge(amount):\n    return amount\n");
    let status = server.result("canton/status", place(&uri, 0, 5));
    assert_eq!((&status["path"], &status["symbol"]["canton"]), (&json!("pay.py"), &json!("pay")), "{status}");
    let ratio = server.result("canton/ratio", document(&uri));
    assert_eq!(ratio["symbols"]["registered"], 1);
    assert_eq!(ratio["lines"]["uncantonized"], 0, "the outer federation's are not counted: {ratio}");
}

#[test]
fn a_federation_that_comes_to_be_takes_over_its_documents() {
    let workspace = Workspace::new(FEDERATION);
    workspace.write("inner/pay.py", "def charge(amount):\n    return amount\n");
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("inner/pay.py");
    server.open(&uri, 1, "def charge(amount):\n    return amount\n");
    assert_eq!(server.result("canton/status", document(&uri))["path"], "inner/pay.py");
    workspace.write("inner/federation.yaml", "canon: {goal: 0.5}\n");
    server.watched(&[(&workspace.uri("inner/federation.yaml"), 1)]);
    server.eventually("canton/status", &document(&uri), |status| status["path"] == "pay.py");
    workspace.delete("inner/federation.yaml");
    server.watched(&[(&workspace.uri("inner/federation.yaml"), 3)]);
    server.eventually("canton/status", &document(&uri), |status| status["path"] == "inner/pay.py");
}

#[test]
fn a_file_outside_of_every_folder_works_alone() {
    let (inside, outside) = (Workspace::new(FEDERATION), Workspace::new(FEDERATION));
    let mut server = Server::start(&inside, capable());
    let uri = outside.uri("pay.py");
    server.open(&uri, 1, "def charge(amount):\n    return amount\n");
    let status = server.result("canton/status", place(&uri, 0, 5));
    assert_eq!(status["symbol"]["canton"], "pay", "{status}");
    server.close(&uri);
    server.eventually("canton/status", &document(&uri), Value::is_null);
}

#[test]
fn broken_settings_do_not_end_a_federation() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let (uri, settings) = (workspace.uri("pay.py"), workspace.uri("federation.yaml"));
    assert_eq!(server.lenses(&uri).len(), 2);
    server.open(&settings, 1, "canon: [0.9\nrisk:\n");
    server.publishes(&settings, |version, codes| {
        version == Some(1) && codes.contains(&String::from("yaml-syntax"))
    });
    assert_eq!(server.lenses(&uri).len(), 2);
    server.rewrite(&settings, 2, "canon: {goal: 0.9}\n");
    server.publishes(&settings, |version, codes| version == Some(2) && codes.is_empty());
}

#[test]
fn a_root_behind_a_symbolic_link_is_shown_as_the_client_writes_it() {
    let workspace = Workspace::new(FEDERATION);
    let place_for_link = Workspace::new("//- empty.txt\n");
    let link = place_for_link.root().join("link");
    std::os::unix::fs::symlink(workspace.root(), &link).unwrap();
    let mut server = Server::start_in(&[&link], capable(), Value::Null);
    let uri = uri_of(&link.join("pay.py"));
    server.open(&uri, 1, "def charge(amount):\n    return amount\n");
    let declared = server.result("textDocument/declaration", place(&uri, 0, 5));
    assert_eq!(declared[0]["targetUri"], uri_of(&link.join("pay.canton.yaml")).as_str(), "{declared}");
}

#[test]
fn paths_with_blanks_and_accents() {
    let workspace = Workspace::new("//- federation.yaml\ncanon: {goal: 0.9}\n");
    workspace.write("my café/pay.py", "def charge(amount):\n    return amount\n");
    workspace.write("my café/pay.canton.yaml", "name: pay\nsource: pay.py#charge\n");
    let mut server = Server::start(&workspace, capable());
    let root = uri_of(&workspace.root());
    let uri = format!("{root}/my%20caf%C3%A9/pay.py");
    let declared = server.result("textDocument/declaration", place(&uri, 0, 5));
    assert_eq!(declared[0]["targetUri"], format!("{root}/my%20caf%C3%A9/pay.canton.yaml"), "{declared}");
}
