//! Hovers.

use expect_test::{Expect, expect};

use super::World;
use crate::HoverConfig;

#[track_caller]
fn check(fixture: &str, expect: Expect) {
    let world = World::new(fixture);
    let (file, offset) = world.cursor();
    let hover = world.analysis.hover(file, offset, HoverConfig { callers: false }).expect("nothing cancels");
    let shown = hover.map(|it| format!("{}\n{}\n", world.text(file, it.range), it.markdown));
    expect.assert_eq(&shown.unwrap_or_default());
}

#[test]
fn on_an_uncantonized_function() {
    check(
        "//- federation.yaml\n//- CODEOWNERS\n/a.py @team\n//- a.py\ndef f$0(x):\n    return x\n",
        expect![[r#"
            f
            `f` · uncantonized

            No canton claims this code. The action *Register* writes a manifest for it.

            - Owner: `@team` (CODEOWNERS, line 1)
        "#]],
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
  - x: [one]
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
        expect![[r#"
            f
            **f** · registered

            Gives back what it takes

            Registered, not canonical yet: not tested, not pinned.

            - Owner: `@team` (manifest)
            - Tested: nothing says that it is
            - Pinned: no
            - Risk: high
            - Accepts: `a.b`
            - Emits: `c.d` and `e.f`
            - Invariant: `target` is `staging` or `preview` (unchecked at calls: it takes no `target`)
            - Invariant: `x` is `one` (checked at calls)
            - Invariant: requires `window` (checked at calls)
            - Invariant: `destructive` is `false` (holds)
            - Invariant: `odd` (unchecked)
            - Runbook: `docs/f.md`
            - **Deprecated**: use `g`
            - **Never**: Call it twice, because it counts
            - Incident: INC-1, 2026-01-02, It broke

            To make it canonical:

            - test it, and say `tested: true` in the manifest
            - pin it once it has been vouched for: the action *Pin*, or `canton pin`
        "#]],
    );
}

#[test]
fn on_a_key() {
    check(
        "//- canton.yaml\nname: a\ninvar$0iants:\n  - requires: b\n",
        expect![[r#"
        invariants
        **invariants**

        Rules that hold in every composition with this canton: a list of one-key maps. Besides `target`, `requires` and `destructive`, any `name: [list]` limits the parameter of that name, and any `name: false` is a property that all parts of a composition share.

        ```yaml
        invariants: [{target: [staging, preview]}]
        ```
    "#]],
    );
}

#[test]
fn on_values() {
    check(
        "//- canton.yaml\nname: a\nemits: [t]\n---\nname: b\naccepts:\n  - t$0\n",
        expect![[r#"
        t
        type **t**

        - Emitted by: `a`
        - Accepted by: `b`
    "#]],
    );
    check(
        "//- canton.yaml\nname: a\nsource: x.py#f$0\n//- x.py\ndef f():\n    return 1\n",
        expect![[r#"
            x.py#f
            **a** · registered

            Registered, not canonical yet: no owner, not tested, not pinned.

            - Owner: nobody
            - Tested: nothing says that it is
            - Pinned: no

            To make it canonical:

            - say who answers for it: `owner` in the manifest, or a rule in CODEOWNERS
            - test it, and say `tested: true` in the manifest
            - pin it once it has been vouched for: the action *Pin*, or `canton pin`
        "#]],
    );
    check(
        "//- canton.yaml\nname: a\nsource:\n  - x/*$0*\n//- x/y.py\ndef f():\n    return 1\n",
        expect![[r#"
            x/**
            `x/**`

            - 1 file
            - 1 unit, 2 lines: 1 registered
        "#]],
    );
    check(
        "//- federation.yaml\nseverity:\n  unow$0ned: error\n",
        expect![[r#"
        unowned
        # unowned

        Nobody answers for this canton: its manifest has no `owner`, and CODEOWNERS names none for its code.

        ```yaml
        name: environment-provision
        owner: "@infra-team"
        ```

        Write `owner`, or a rule for the code in CODEOWNERS. A canton without an owner is not canonical where
        the federation's `canon.requires` has `owned`.

    "#]],
    );
}

#[test]
fn drifted_code_is_shown_beside_what_was_pinned() {
    let before = "def f(x):\n    y = x\n    return y\n";
    let world = World::new(&format!("//- a.py\n{before}//- canton.yaml\nname: f\n"));
    let pinned = world.changed(&world.analysis.pin(&[]).expect("nothing cancels").change);
    let now = "def f$0(x):\n    y = x + 1\n    return y\n";
    let world = World::with_base(&format!("//- a.py\n{now}{pinned}"), &[("a.py", before)]);
    let (file, offset) = world.cursor();
    let hover = world
        .analysis
        .hover(file, offset, HoverConfig { callers: false })
        .expect("nothing cancels")
        .expect("it stands on a name");
    expect![[r#"
        **f** · drifted

        No longer the code that was pinned. Read the change: accept it with the action *Accept the change*, or take it back.

        ```diff
          def f(x):
        -     y = x
        +     y = x + 1
              return y
        ```

        - Owner: nobody
        - Tested: nothing says that it is
        - Pinned: yes, and it is other code now: only its body changed"#]].assert_eq(&hover.markdown);
}
