//! Hovers.

use expect_test::{Expect, expect};

use super::World;

#[track_caller]
fn check(fixture: &str, expect: Expect) {
    let world = World::new(fixture);
    let (file, offset) = world.cursor();
    let hover = world.analysis.hover(file, offset).expect("nothing cancels");
    let shown = hover.map(|it| format!("{}\n{}\n", world.text(file, it.range), it.markdown));
    expect.assert_eq(&shown.unwrap_or_default());
}

#[test]
fn on_an_uncantonized_function() {
    check(
        "//- federation.yaml\n//- CODEOWNERS\n/a.py @team\n//- a.py\ndef f$0(x):\n    return x\n",
        expect![[r#""#]],
    );
}

#[test]
fn nothing_outside_a_federation() {
    check("//- a.py\ndef f$0(x):\n    return x\n", expect![""]);
}

#[test]
fn on_a_call() {
    check(
        "\
//- a.py
def f(x):
    return x
//- b.py
from a import f
def g():
    return f$0(1)
//- canton.yaml
name: f
description: Gives back what it takes
owner: \"@team\"
invariants:
  - target: [staging, preview]
  - requires: window
  - destructive: false
  - odd: {a: b}
accepts: [a.b]
emits: [c.d, e.f]
risk: high
runbook: docs/f.md
incidents: [{id: INC-1, date: 2026-01-02, summary: It broke}]
never: [{rule: Call it twice, because: it counts}]
deprecated: g
",
        expect![[r#""#]],
    );
}

#[test]
fn on_a_key_and_on_values() {
    check("//- canton.yaml\nname: a\ninvar$0iants:\n  - requires: b\n", expect![[r#""#]]);
    check("//- canton.yaml\nname: a\nemits: [t]\n---\nname: b\naccepts:\n  - t$0\n", expect![[r#""#]]);
    check(
        "//- canton.yaml\nname: a\nsource: x.py#f$0\n//- x.py\ndef f():\n    return 1\n",
        expect![[r#""#]],
    );
    check(
        "//- canton.yaml\nname: a\nsource:\n  - x/*$0*\n//- x/y.py\ndef f():\n    return 1\n",
        expect![[r#""#]],
    );
    check("//- federation.yaml\nseverity:\n  unow$0ned: error\n", expect![[r#""#]]);
}
