//! What other programs change on disk is seen: through the client's watcher, or our own.

use serde_json::Value;
use std::path::Path;

use crate::support::{FEDERATION, Server, Workspace, capable, document, without_watcher};

#[test]
fn a_client_is_told_what_to_watch() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let watchers = server.until("both registrations", |server| {
        let asked = server.heard.iter().filter(|it| it["method"] == "client/registerCapability");
        let watchers: Vec<Value> = asked
            .flat_map(|it| it["params"]["registrations"].as_array().unwrap().clone())
            .filter(|it| it["method"] == "workspace/didChangeWatchedFiles")
            .flat_map(|it| it["registerOptions"]["watchers"].as_array().unwrap().clone())
            .collect();
        (watchers.len() >= 3).then_some(watchers)
    });
    let patterns: Vec<&str> = watchers.iter().map(|it| it["globPattern"].as_str().unwrap()).collect();
    assert!(patterns[0].contains("*.canton.yaml") && patterns[1].contains("py"), "{patterns:?}");
}

/// A change on disk, the documents that it is about, and what `pay.py` and `new/more.py` are afterwards.
struct Change {
    name: &'static str,
    make: fn(&Workspace),
    seen: &'static [(&'static str, u32)],
    pay: fn(&[String]) -> bool,
    more: usize,
}

const CHANGES: [Change; 6] = [
    Change {
        name: "a source changes",
        make: |it| it.write("pay.py", "def charge(amount):\n    return amount\n"),
        seen: &[("pay.py", 2)],
        pay: |lenses| lenses.len() == 1,
        more: 0,
    },
    Change {
        name: "a manifest is created",
        make: |it| it.write("refund.canton.yaml", "name: refund\nsource: pay.py#refund\n"),
        seen: &[("refund.canton.yaml", 1)],
        pay: |lenses| lenses.len() == 2 && lenses[1].contains("refund"),
        more: 0,
    },
    Change {
        name: "a manifest is deleted",
        make: |it| it.delete("pay.canton.yaml"),
        seen: &[("pay.canton.yaml", 3)],
        pay: |lenses| lenses.len() == 2 && lenses[0].starts_with("uncantonized"),
        more: 0,
    },
    Change {
        name: "a folder is created",
        make: |it| it.write("new/more.py", "def more():\n    pass\n"),
        seen: &[("new/more.py", 1)],
        pay: |lenses| lenses.len() == 2,
        more: 1,
    },
    Change {
        name: "a folder is renamed",
        make: |it| std::fs::rename(it.root().join("old"), it.root().join("new")).unwrap(),
        seen: &[("old", 3), ("new", 1)],
        pay: |lenses| lenses.len() == 2,
        more: 1,
    },
    Change {
        name: "files are left out",
        make: |it| it.write(".gitignore", "pay.py\n"),
        seen: &[(".gitignore", 1)],
        pay: <[String]>::is_empty,
        more: 0,
    },
];

#[track_caller]
fn check_changes(client: &Value, tells: bool) {
    for change in &CHANGES {
        let workspace = Workspace::new(FEDERATION);
        workspace.write("old/more.py", "def more():\n    pass\n");
        let mut server = Server::start(&workspace, client.clone());
        server.about = change.name;
        let (pay, more) = (workspace.uri("pay.py"), workspace.uri("new/more.py"));
        server.lenses_become(&pay, |lenses| lenses.len() == 2);
        (change.make)(&workspace);
        if tells {
            let seen: Vec<(String, u32)> =
                change.seen.iter().map(|(path, kind)| (workspace.uri(path), *kind)).collect();
            server.watched(&seen.iter().map(|(uri, kind)| (&**uri, *kind)).collect::<Vec<_>>());
        }
        let named = |server: &mut Server, uri: &str, right: &dyn Fn(&[String]) -> bool| {
            server.lenses_become(uri, |lenses| right(lenses));
        };
        named(&mut server, &pay, &change.pay);
        named(&mut server, &more, &|lenses| lenses.len() == change.more);
    }
}

#[test]
fn the_client_tells_what_changed() {
    check_changes(&capable(), true);
}

#[test]
fn we_see_what_changed() {
    check_changes(&without_watcher(), false);
}

#[test]
fn a_first_manifest_makes_a_federation() {
    for (client, tells) in [(capable(), true), (without_watcher(), false)] {
        let workspace = Workspace::new("//- src/pay.py\ndef charge(amount):\n    return amount\n");
        let mut server = Server::start(&workspace, client);
        let uri = workspace.uri("src/pay.py");
        server.open(&uri, 1, "def charge(amount):\n    return amount\n");
        assert!(server.lenses(&uri).is_empty());
        workspace.write("src/pay.canton.yaml", "name: pay\nsource: pay.py\n");
        if tells {
            server.watched(&[(&workspace.uri("src/pay.canton.yaml"), 1)]);
        }
        server.lenses_become(&uri, |lenses| lenses.len() == 1);
        server.until("a refresh", |server| (server.count("workspace/codeLens/refresh") > 0).then_some(()));
    }
}

#[test]
fn many_changes_at_once() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, without_watcher());
    server.lenses_become(&workspace.uri("pay.py"), |lenses| lenses.len() == 2);
    for round in 1..=3 {
        for file in 0..150 {
            let path = format!("gen/f{}/m{file}.py", file % 7);
            workspace.write(&path, &"def f():\n    pass\n\n\n".repeat(round));
        }
    }
    let ratio = |server: &mut Server| server.result("canton/ratio", document(&workspace.uri("pay.py")));
    server.until("all files", |server| {
        let counts = ratio(server);
        (counts["lines"]["uncantonized"] == 2 + 150 * 6).then_some(())
    });
    std::fs::remove_dir_all(workspace.root().join("gen")).unwrap();
    server.eventually("canton/ratio", &document(&workspace.uri("pay.py")), |it| {
        it["lines"]["uncantonized"] == 2
    });
}

#[test]
fn saving_a_document_that_was_new_keeps_it() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, without_watcher());
    let uri = workspace.uri("new.py");
    let text = "def fresh():\n    pass\n";
    server.open(&uri, 1, text);
    assert_eq!(server.lenses(&uri).len(), 1);
    workspace.write("new.py", text);
    server.notify("textDocument/didSave", document(&uri));
    server.lenses_become(&uri, |lenses| lenses.len() == 1);
    server.close(&uri);
    server.lenses_become(&uri, |lenses| lenses.len() == 1);
    assert!(Path::new(&workspace.root().join("new.py")).exists());
}
