//! Completion in manifests and in `federation.yaml`.

use expect_test::{Expect, expect};

use super::World;

const REST: &str = "\
//- infra/a.py
def open_window():
    return 1
//- infra/other.canton.yaml
name: other
emits: [a.b]
owner: \"@infra\"
//- federation.yaml
requirements: {window: {description: The window is open}}
environments: [preview, staging]
";

#[track_caller]
fn check(manifest: &str, expect: Expect) {
    let path = if manifest.contains("severity") {
        "//- x/canton.yaml\n//- federation.yaml\n"
    } else {
        "//- infra/canton.yaml\n"
    };
    let rest = if manifest.contains("severity") { "" } else { REST };
    let world = World::new(&format!("{path}{manifest}{rest}"));
    let (file, offset) = world.cursor();
    let items = world.analysis.completions(file, offset).expect("nothing cancels");
    let shown =
        items.iter().take(9).map(|it| format!("{:?} => {:?}", world.text(file, it.range), it.new_text));
    expect.assert_eq(&shown.collect::<Vec<_>>().join("\n"));
}

#[test]
fn keys_that_are_not_there_yet() {
    check(
        "name: a\n$0\ntested: true\n",
        expect![[r#"
            "" => "description: "
            "" => "source: "
            "" => "accepts: "
            "" => "emits: "
            "" => "exposes: "
            "" => "invariants: "
            "" => "actions: "
            "" => "tests: "
            "" => "owner: ""#]],
    );
    check(
        "name: a\nso$0: x\n",
        expect![[r#"
            "so" => "description"
            "so" => "source"
            "so" => "accepts"
            "so" => "emits"
            "so" => "exposes"
            "so" => "invariants"
            "so" => "actions"
            "so" => "tested"
            "so" => "tests""#]],
    );
    check(
        "name: a\ninvariants:\n  - re$0\n",
        expect![[r#"
        "re" => "target: "
        "re" => "requires: "
        "re" => "destructive: ""#]],
    );
    check(
        "name: a\nincidents:\n  - id: x\n    $0\n",
        expect![[r#"
        "" => "date: "
        "" => "summary: "
        "" => "url: ""#]],
    );
    check(
        "name: a\nincidents: [{id: x, da$0}]\n",
        expect![[r#"
        "da" => "id: "
        "da" => "date: "
        "da" => "summary: "
        "da" => "url: ""#]],
    );
}

#[test]
fn values() {
    check("name: a\naccepts: [$0]\n", expect![[r#""" => "a.b""#]]);
    check("name: a\naccepts:\n- $0\n", expect![[r#""" => "a.b""#]]);
    check("name: a\nowner: @in$0\n", expect![[r#""@in" => "\"@infra\"""#]]);
    check("name: a\nowner: \"@in$0\"\n", expect![[r#""@in" => "@infra""#]]);
    check("name: a\ninvariants:\n  - requires: w$0\n", expect![[r#""w" => "window""#]]);
    check(
        "name: a\ninvariants:\n  - target: [staging, $0]\n",
        expect![[r#"
        "" => "preview"
        "" => "staging""#]],
    );
    check("name: a\nsource: $0\n", expect![[r#""" => "a.py""#]]);
    check("name: a\nsource: a.py#$0\n", expect![[r#""a.py#" => "a.py#open_window""#]]);
    check("name: a\nsource: a.py\nexposes: [$0]\n", expect![[r#""" => "open_window""#]]);
    check(
        "name: a\nsupervisor:\n  parent: $0\n",
        expect![[r#"
        "" => "a"
        "" => "other""#]],
    );
    check(
        "name: a\nrisk: hi$0\n",
        expect![[r#"
        "hi" => "low"
        "hi" => "medium"
        "hi" => "high"
        "hi" => "critical""#]],
    );
    check(
        "severity:\n  unow$0\n",
        expect![[r#"
            "unow" => "boundary-crossed"
            "unow" => "claim-ambiguous"
            "unow" => "claim-not-found"
            "unow" => "claim-outside-root"
            "unow" => "claim-unbound"
            "unow" => "codeowners-syntax"
            "unow" => "deprecated-call"
            "unow" => "drifted"
            "unow" => "duplicate-claim""#]],
    );
    check(
        "severity:\n  unowned: $0\n",
        expect![[r#"
        "" => "error"
        "" => "warning"
        "" => "information"
        "" => "hint"
        "" => "off""#]],
    );
    check("name: a # com$0ment\n", expect![[r#""#]]);
}
