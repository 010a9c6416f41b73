//! `canton register --all`.

use expect_test::{Expect, expect};

use crate::support::Sandbox;

fn shop() -> Sandbox {
    Sandbox::new(&[
        ("federation.yaml", ""),
        ("src/pay.py", "LIMIT = 1\n\n\ndef charge(x):\n    return x\n\n\ndef refund(x):\n    return x\n"),
        (
            "src/till.py",
            "class Till:\n    def open(self):\n        return 1\n\n    def charge(self):\n        return 2\n",
        ),
        ("src/test_pay.py", "def test_charge():\n    assert True\n"),
        ("src/made_pb2.py", "def made():\n    return 1\n"),
        ("src/refund.canton.yaml", "name: refund\nsource: pay.py#refund\n"),
    ])
}

#[track_caller]
fn expect_run(sandbox: &Sandbox, arguments: &[&str], code: i32, expected: Expect) {
    let output = sandbox.run(arguments);
    expected
        .assert_eq(&(output.stdout + &output.stderr).replace(&sandbox.root.display().to_string(), "$ROOT"));
    assert_eq!(output.code, Some(code));
}

fn uncantonized(sandbox: &Sandbox) -> i64 {
    let report = sandbox.json(&["check", "--format", "json"]);
    report["summary"]["symbols"]["uncantonized"].as_i64().unwrap()
}

#[test]
fn each_unit_gets_a_manifest_of_its_own() {
    let sandbox = shop();
    expect_run(
        &sandbox,
        &["register", "--all", "src", "--print"],
        0,
        expect![[r#"
        # src/pay.canton.yaml
        name: pay
        source: pay.py
        # src/charge.canton.yaml
        name: charge
        source: pay.py#charge
        # src/till.canton.yaml
        name: till
        source: till.py#Till
        # src/open.canton.yaml
        name: open
        source: till.py#Till.open
        # src/till-charge.canton.yaml
        name: till-charge
        source: till.py#Till.charge
    "#]],
    );
    assert_eq!(uncantonized(&sandbox), 6, "--print writes nothing");
    expect_run(
        &sandbox,
        &["register", "--all", "src"],
        0,
        expect![[r#"
        registered 5 units in 5 manifests
    "#]],
    );
    // A file that holds nothing but a class is a unit without lines.
    assert_eq!(uncantonized(&sandbox), 1);
    expect_run(&sandbox, &["check", "--quiet"], 0, expect![[""]]);
    expect_run(
        &sandbox,
        &["register", "--all", "src"],
        0,
        expect![[r#"
        nothing to register: all code there is in a canton, test or generated
    "#]],
    );
}

#[test]
fn or_all_are_documents_of_one_manifest() {
    let sandbox = shop();
    expect_run(
        &sandbox,
        &["register", "--all", "src/till.py", "--into", "all.canton.yaml"],
        0,
        expect![[r#"
            registered 3 units in all.canton.yaml
        "#]],
    );
    expect![[r#"
        name: till
        source: src/till.py#Till
        ---
        name: open
        source: src/till.py#Till.open
        ---
        name: charge
        source: src/till.py#Till.charge
    "#]]
    .assert_eq(&sandbox.read("all.canton.yaml"));
    assert_eq!(uncantonized(&sandbox), 3);
    for (arguments, expected) in [
        (
            &["register", "--all", "src", "--into", "all.canton.yaml"][..],
            expect![[r#"
            error: `all.canton.yaml` is there, and nothing is overwritten
            hint: name a file that is not there yet
        "#]],
        ),
        (
            &["register", "--all", "src", "--into", "all.yaml"],
            expect![[r#"
            error: `all.yaml` is no name of a manifest
            hint: name it `canton.yaml` or `….canton.yaml`
        "#]],
        ),
        (
            &["register", "--all", "src", "--into", "../all.canton.yaml"],
            expect![[r#"
            error: `../all.canton.yaml` is outside the federation at `$ROOT`
            hint: a manifest stands in the federation whose code it claims
        "#]],
        ),
        (
            &["register", "src/pay.py#charge", "src/till.py"],
            expect![[r#"
            error: one symbol is registered at a time
            hint: `--all` registers everything in files and folders
        "#]],
        ),
    ] {
        expect_run(&sandbox, arguments, 2, expected);
    }
}

#[test]
fn git_takes_it_back() {
    let sandbox = shop();
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "one"]);
    let before = sandbox.files();
    assert_eq!(sandbox.run(&["register", "--all", "."]).code, Some(0));
    sandbox.git(&["clean", "-qfd"]);
    sandbox.git(&["diff", "--quiet"]);
    assert_eq!(sandbox.files(), before);
}
