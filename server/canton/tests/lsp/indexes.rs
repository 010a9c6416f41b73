//! A SCIP index that comes to be while the server runs, and documents that are edited after it.

use serde_json::Value;
use test_fixture::scip::{Document, index};

use crate::support::{Server, Workspace, capable, place, without_watcher};

const FEDERATION: &str = "\
//- federation.yaml
//- store.py
class Store:
    def save(self): pass
class Cache:
    def save(self): pass
//- app.py
def go(it):
    it.save()
";
const APP: &str = "def go(it):\n    it.save()\n";
const SAVE: &str = "x . shop 1 `store.py`/Store#save().";

fn bytes() -> Vec<u8> {
    let store =
        Document { path: "store.py", occurrences: vec![([1, 8, 12], 1, SAVE)], ..Document::default() };
    let app = Document { path: "app.py", occurrences: vec![([1, 7, 11], 0, SAVE)], ..Document::default() };
    index(&[store, app])
}

/// Waits until the hover on the call speaks of the one method, or of both.
fn hover_becomes(server: &mut Server, uri: &str, is_one: bool) {
    server.eventually("textDocument/hover", &place(uri, 1, 8), |it: &Value| {
        let text = it["contents"]["value"].as_str().unwrap_or_default();
        text.contains("Store.save") && text.contains("Several") != is_one
    });
}

#[test]
fn an_index_counts_while_a_document_is_what_was_indexed() {
    for (client, tells) in [(capable(), true), (without_watcher(), false)] {
        let workspace = Workspace::new(FEDERATION);
        let mut server = Server::start(&workspace, client);
        let uri = workspace.uri("app.py");
        server.open(&uri, 1, APP);
        hover_becomes(&mut server, &uri, false);
        std::fs::write(workspace.root().join("index.scip"), bytes()).unwrap();
        if tells {
            server.watched(&[(&workspace.uri("index.scip"), 1)]);
        }
        hover_becomes(&mut server, &uri, true);
        server.rewrite(&uri, 2, "def go(it):\n    it.save()\n    it.save()\n");
        hover_becomes(&mut server, &uri, false);
        server.rewrite(&uri, 3, APP);
        hover_becomes(&mut server, &uri, true);
    }
}
