//! Claims follow files that the editor renames.

use serde_json::json;

use crate::support::{FEDERATION, Server, Workspace, capable};

#[test]
fn a_claim_follows_a_file() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let manifest = workspace.uri("pay.canton.yaml");
    let files = |old: &str, new: &str| json!({"files": [{"oldUri": workspace.uri(old), "newUri": workspace.uri(new)}]});
    let wanted = files("pay.py", "till/cash.py");
    let renamed = server.eventually("workspace/willRenameFiles", &wanted, |it| !it.is_null());
    let change = &renamed["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], manifest.as_str(), "{renamed:#}");
    assert_eq!(change["edits"][0]["newText"], "till/cash.py#charge", "{renamed:#}");
    let none = server.result("workspace/willRenameFiles", files("other.py", "another.py"));
    assert_eq!(none, json!(null));
}

#[test]
fn the_server_says_that_it_wants_to_hear_of_renames() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::spawn();
    let params = json!({"processId": null, "rootUri": workspace.uri(""), "capabilities": capable()});
    let offered = server.result("initialize", params);
    let filters = &offered["capabilities"]["workspace"]["fileOperations"]["willRename"]["filters"];
    assert_eq!(filters[0]["pattern"]["glob"], "**/*", "{offered:#}");
}
