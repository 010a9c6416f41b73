//! `canton graph`, and what `canton status` says of callers.

use expect_test::{Expect, expect};

use crate::support::{Sandbox, copy, workspaces};

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new(&[]);
    copy(&workspaces().join("environment-provision"), &sandbox.root);
    sandbox
}

#[track_caller]
fn check(arguments: &[&str], expect: Expect) {
    let output = sandbox().run(arguments);
    let code = output.code.expect("it ends by itself");
    expect.assert_eq(&format!("{}{}exit code {code}\n", output.stdout, output.stderr));
}

#[test]
fn as_text() {
    check(
        &["graph"],
        expect![[r#"
            environment-delete (canonical · @infra-team · high risk)
              -> infra/backend.py (uncantonized · @infra-team · high risk): 5 calls, import 1, unique-name 4
            environment-provision (registered · @infra-team · high risk)
              -> infra/backend.py (uncantonized · @infra-team · high risk): 6 calls, import 1, unique-name 5
              -> infra/provision.py (uncantonized · @infra-team · high risk): 1 call, local
              -> infra/window.py (uncantonized · @infra-team · high risk): 1 call, import
            environment-snapshot (drifted · @infra-team · high risk · 1 call unresolved)
              -> infra/backend.py (uncantonized · @infra-team · high risk): 2 calls, import 1, unique-name 1
              -> infra/snapshot.py (uncantonized · @infra-team · high risk): 1 call, local
            open-window (canonical · @infra-team +1 · high risk)
              -> infra/window.py (uncantonized · @infra-team · high risk): 1 call, local
            app/deploy.py (uncantonized · @app-team · low risk · 2 calls unresolved)
              -> environment-delete (canonical · @infra-team · high risk): 1 call, import
              -> environment-provision (registered · @infra-team · high risk): 3 calls, import, 1 violated
              -> environment-snapshot (drifted · @infra-team · high risk · 1 call unresolved): 3 calls, import
              -> open-window (canonical · @infra-team +1 · high risk): 3 calls, import
            infra/backend.py (uncantonized · @infra-team · high risk)
            infra/provision.py (uncantonized · @infra-team · high risk)
            infra/snapshot.py (uncantonized · @infra-team · high risk)
            infra/window.py (uncantonized · @infra-team · high risk)
            exit code 0
        "#]],
    );
    check(
        &["graph", "environment-provision"],
        expect![[r#"
            environment-provision (registered · @infra-team · high risk)
              called by
                <- app/deploy.py (uncantonized · @app-team · low risk · 2 calls unresolved): 3 calls, import, 1 violated
              calls
                -> infra/backend.py (uncantonized · @infra-team · high risk): 6 calls, import 1, unique-name 5
                -> infra/provision.py (uncantonized · @infra-team · high risk): 1 call, local
                -> infra/window.py (uncantonized · @infra-team · high risk): 1 call, import
            exit code 0
        "#]],
    );
    check(
        &["graph", "environment-delete", "--direction", "callees", "--depth", "1"],
        expect![[r#"
            environment-delete (canonical · @infra-team · high risk)
              calls
                -> infra/backend.py (uncantonized · @infra-team · high risk): 5 calls, import 1, unique-name 4
            exit code 0
        "#]],
    );
}

#[test]
fn as_pictures() {
    check(
        &["graph", "open-window", "--format", "mermaid"],
        expect![[r#"
            flowchart LR
              n0["open-window<br/>canonical · @infra-team +1 · high risk"]
              n1(["app/deploy.py<br/>uncantonized · @app-team · low risk · 2 calls unresolved"])
              n2(["infra/window.py<br/>uncantonized · @infra-team · high risk"])
              n0 -->|"1 call, local"| n2
              n1 -->|"3 calls, import"| n0
              style n0 stroke:#2e7d32,stroke-width:4px
              style n1 stroke:#757575,stroke-width:2px
              style n2 stroke:#757575,stroke-width:2px
            exit code 0
        "#]],
    );
    check(
        &["graph", "open-window", "--format=dot"],
        expect![[r##"
            digraph canton {
              rankdir=LR;
              node [shape=box, fontname="sans-serif"];
              edge [fontname="sans-serif", fontsize=10];
              n0 [label="open-window\ncanonical · @infra-team +1 · high risk", style=solid, color="#2e7d32", penwidth=3];
              n1 [label="app/deploy.py\nuncantonized · @app-team · low risk · 2 calls unresolved", style=rounded, color="#757575", penwidth=1];
              n2 [label="infra/window.py\nuncantonized · @infra-team · high risk", style=rounded, color="#757575", penwidth=1];
              n0 -> n2 [label="1 call, local", color="#607d8b", fontcolor="#607d8b"];
              n1 -> n0 [label="3 calls, import", color="#607d8b", fontcolor="#607d8b"];
            }
            exit code 0
        "##]],
    );
    let svg = sandbox().run(&["graph", "--format", "svg"]).stdout;
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg}");
}

#[test]
fn the_same_every_time() {
    let sandbox = sandbox();
    let graph = || sandbox.run(&["graph", "--format", "json", "--threads", "4"]).stdout;
    assert_eq!(graph(), graph());
}

#[test]
fn what_cannot_be_drawn() {
    check(
        &["graph", "environment-provison"],
        expect![[r#"
        error: there is no canton `environment-provison`
        hint: did you mean `environment-provision`?
        exit code 2
    "#]],
    );
    check(
        &["graph", "zzz"],
        expect![[r#"
        error: there is no canton `zzz`
        hint: without a name, the graph shows all cantons
        exit code 2
    "#]],
    );
    check(
        &["check", "--format", "svg"],
        expect![[r#"
        error: `canton check` draws nothing
        hint: `mermaid`, `dot` and `svg` are formats of `canton graph`
        exit code 2
    "#]],
    );
    let empty = Sandbox::new(&[("a.py", "x = 1\n")]);
    let output = empty.run(&["graph"]);
    assert_eq!((output.code, output.stdout.as_str()), (Some(0), "no cantons\n"));
    assert_eq!(empty.run(&["graph", "a"]).code, Some(2));
}

#[test]
fn the_status_has_callers_and_the_blast_radius() {
    check(
        &["status", "infra/provision.py:40"],
        expect![[r#"
            infra/provision.py#provision_environment
              is        registered (not pinned), a function in python
              canton    environment-provision
              owner     @infra-team
              tested    claimed
              digest    canton-ast/1:python:3c5bbff0aedabbf0db1fb78ea0e0d439
              lines     28 to 49, 21 of code of its own
              callers   app/deploy.py#deploy_preview, app/deploy.py#release_to_production, app/deploy.py#reset_staging
              blast     high (5 units, 1 owner, 1 entry point, 2 tests; own risk high, highest risk low)
            exit code 0
        "#]],
    );
    let sandbox = sandbox();
    let status = sandbox.json(&["status", "infra/snapshot.py:22", "--format", "json"]);
    let symbol = &status["symbol"];
    expect![[r#"
        {
          "id": "infra/snapshot.py#snapshot_environment",
          "kind": "function",
          "language": "python",
          "range": {
            "start": {
              "line": 20,
              "character": 0
            },
            "end": {
              "line": 24,
              "character": 66
            }
          },
          "lines": 5,
          "standing": "drifted",
          "canton": "environment-snapshot",
          "owner": [
            "@infra-team"
          ],
          "tested": "claimed",
          "digest": "canton-ast/1:python:685767a1f7852bd4452db62ecf88bb02",
          "missing": [
            "pinned"
          ],
          "callers": [
            {
              "id": "app/deploy.py#deploy_preview",
              "how": "import",
              "canton": null
            },
            {
              "id": "app/deploy.py#release_to_production",
              "how": "import",
              "canton": null
            },
            {
              "id": "app/deploy.py#reset_staging",
              "how": "import",
              "canton": null
            }
          ],
          "calls": [
            {
              "from": "infra/snapshot.py#snapshot_environment",
              "to": "infra/backend.py#Backend.connect",
              "how": "import",
              "line": 22
            },
            {
              "from": "infra/snapshot.py#snapshot_environment",
              "to": "infra/backend.py#Backend.snapshot",
              "how": "unique-name",
              "line": 23
            },
            {
              "from": "infra/snapshot.py#snapshot_environment",
              "to": "infra/snapshot.py#Snapshot",
              "how": "local",
              "line": 24
            },
            {
              "from": "infra/snapshot.py#snapshot_environment",
              "to": "infra/backend.py#Pending.wait",
              "how": "ambiguous",
              "line": 24
            }
          ],
          "blast": {
            "class": "high",
            "risk": "high",
            "highest_risk": "low",
            "symbols": 5,
            "cantons": 0,
            "owners": 1,
            "entry_points": 1,
            "protected": 0,
            "tests": 0,
            "ambiguous": 0,
            "complete": true
          }
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(symbol).expect("it is JSON"));
    let test = sandbox.json(&["status", "tests/test_delete.py", "--format", "json"]);
    assert!(test["symbol"]["callers"].is_null() && test["symbol"]["blast"].is_null(), "{test}");
}
