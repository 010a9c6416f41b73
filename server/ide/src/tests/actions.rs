//! Actions.

use expect_test::expect;

use super::{World, check_action};

const CODE: &str = "\
//- infra/a.py
def provision_$0environment(spec):
    return spec

class Invoice:
    def total(self):
        return 1
";

#[test]
fn register_writes_a_manifest_beside_the_file() {
    check_action(
        "Register",
        CODE,
        expect![[r#"
            //- infra/provision-environment.canton.yaml (new)
            name: provision-environment
            source: a.py#provision_environment
        "#]],
    );
}

#[test]
fn a_taken_name_gets_its_container() {
    check_action(
        "Register",
        &CODE
            .replace("$0", "")
            .replace("total", "to$0tal")
            .replace("//- infra/a.py", "//- b/canton.yaml\nname: total\n//- infra/a.py"),
        expect![[r#"
            //- infra/invoice-total.canton.yaml (new)
            name: invoice-total
            source: a.py#Invoice.total
        "#]],
    );
}

#[test]
fn register_in_a_canton_keeps_what_it_claimed_by_name() {
    check_action(
        "Register `Invoice.total` in canton `provision-environment`",
        &(CODE.replace("$0", "").replace("total", "to$0tal")
            + "//- infra/canton.yaml\n# kept\nname: provision-environment # here\ntested: true\n"),
        expect![[r#"
            //- infra/canton.yaml
            # kept
            name: provision-environment # here
            source:
              - a.py#provision_environment
              - a.py#Invoice.total
            tested: true
        "#]],
    );
}

#[test]
fn a_canton_of_one_unit_keeps_its_pin_in_the_manifest() {
    check_action(
        "Pin",
        &(CODE.to_owned() + "//- infra/canton.yaml\nname: provision-environment\ntested: true\n"),
        expect![[r#"
            //- infra/canton.yaml
            name: provision-environment
            tested: true
            digest: canton-ast/1:python:4991f1c34eb28deba3a2454b3588375f
        "#]],
    );
}

#[test]
fn a_canton_of_several_units_has_a_lock() {
    check_action(
        "Pin",
        &(CODE.replace("$0", "") + "//- infra/canton.yaml\nname: in$0voice\n"),
        expect![[r#"
            //- infra/canton.lock (new)
            invoice a.py#Invoice canton-ast/1:python:537086445890ae62ec89580e87b78885
            invoice a.py#Invoice.total canton-ast/1:python:cac2f1eb6993799edb03fa0f1067388c
        "#]],
    );
}

#[test]
fn an_action_that_no_longer_applies_does_nothing() {
    let world = World::new(CODE);
    let (file, offset) = world.cursor();
    let range = canton_syntax::TextRange::empty(offset.into());
    let action = world.analysis.code_actions(file, range).expect("nothing cancels").remove(0);
    let other = World::new(&(CODE.to_owned() + "//- infra/canton.yaml\nname: provision-environment\n"));
    assert_eq!(other.analysis.resolve_code_action(&action.id).expect("nothing cancels"), None);
}

#[test]
fn the_owner_is_quoted() {
    check_action(
        "Quote",
        &(CODE.replace("$0", "")
            + "//- infra/canton.yaml\nname: provision-environment\nowner: @te$0am # why\n"),
        expect![[r#"
            //- infra/canton.yaml
            name: provision-environment
            owner: "@team" # why
        "#]],
    );
}

#[test]
fn pin_writes_all_cantons_and_then_nothing() {
    let fixture =
        CODE.to_owned() + "//- infra/canton.yaml\nname: provision-environment\n---\nname: invoice\n";
    let world = World::new(&fixture);
    let result = world.analysis.pin(&[]).expect("nothing cancels");
    expect![[r#"
        //- infra/canton.lock (new)
        invoice a.py#Invoice canton-ast/1:python:537086445890ae62ec89580e87b78885
        invoice a.py#Invoice.total canton-ast/1:python:cac2f1eb6993799edb03fa0f1067388c
        //- infra/canton.yaml
        name: provision-environment
        digest: canton-ast/1:python:4991f1c34eb28deba3a2454b3588375f
        ---
        name: invoice
    "#]]
    .assert_eq(&world.changed(&result.change));
    let pinned = World::new(
        &("//- infra/a.py\n".to_owned()
            + &world.text(world.file("infra/a.py"), whole(&world))
            + &world.changed(&result.change).replace(" (new)", "")),
    );
    let again = pinned.analysis.pin(&[]).expect("nothing cancels");
    assert_eq!(again.pinned, []);
    assert_eq!(pinned.analysis.check_pins(&[]).expect("nothing cancels"), []);
    assert_eq!(pinned.changed(&again.change), "");
    let unknown = pinned.analysis.pin(&[String::from("nobody")]).expect("nothing cancels");
    assert_eq!(unknown.unknown, ["nobody"]);
}

fn whole(world: &World) -> canton_syntax::TextRange {
    let text = world.analysis.text(world.file("infra/a.py")).expect("it can be read");
    canton_syntax::TextRange::up_to(canton_syntax::TextSize::of(&*text))
}

#[test]
fn a_claim_follows_pinned_code_to_another_file() {
    let world = World::new(&(CODE.to_owned() + "//- infra/canton.yaml\nname: provision-environment\n"));
    let pinned = world.changed(&world.analysis.pin(&[]).expect("nothing cancels").change);
    let manifest =
        pinned.replace("name: provision-environment", "name: provision-environment\nsource: gone.p$0y#f");
    check_action(
        "Follow",
        &(CODE.replace("$0", "") + &manifest),
        expect![[r#"
        //- infra/canton.yaml
        name: provision-environment
        source: a.py#provision_environment
        digest: canton-ast/1:python:4991f1c34eb28deba3a2454b3588375f
    "#]],
    );
}

/// The code pinned as it stands, and then with other files: what the action at the cursor writes.
#[track_caller]
fn check_follow(code: &str, manifest: &str, moved: &str, cursor: (&str, &str), expect: expect_test::Expect) {
    let world = World::new(&format!("{code}{manifest}"));
    let change = world.analysis.pin(&[]).expect("nothing cancels").change;
    let mut pinned = world.changed(&change).replace(" (new)", "");
    if !pinned.contains("canton.yaml") {
        pinned += manifest;
    }
    check_action("Follow", &format!("{moved}{}", pinned.replace(cursor.0, cursor.1)), expect);
}

const TWO: &str = "//- a.py\ndef f(x):\n    return x\n\ndef g(x):\n    return 2\n";

#[test]
fn one_of_several_claims_follows_with_its_line_of_the_lock() {
    check_follow(
        TWO,
        "//- canton.yaml\nname: both\nsource:\n  - a.py#f # one\n  - a.py#g\n",
        "//- a.py\ndef f(x):\n    return x\n//- x/b.py\ndef g(x):\n    return 2\n",
        ("- a.py#g\n", "- a.py$0#g\n"),
        expect![[r#"
            //- canton.yaml
            name: both
            source:
              - a.py#f # one
              - x/b.py#g
            //- canton.lock
            both a.py#f canton-ast/1:python:bd69b59512bb58b17e77911103dd936c
            both x/b.py#g canton-ast/1:python:6d1efa83f4a9eea9173c37642272d215
        "#]],
    );
}

#[test]
fn a_claim_follows_pinned_code_to_another_name() {
    check_follow(
        "//- a.py\ndef f(x):\n    return f(x - 1) if x else 0\n\ndef g(x):\n    return x\n",
        "//- canton.yaml\nname: one\nsource: a.py#f\n",
        "//- a.py\ndef countdown(x):\n    return countdown(x - 1) if x else 0\n\ndef g(x):\n    return x\n",
        ("source: a.py#f\n", "source: a.py$0#f\n"),
        expect![[r#"
            //- canton.yaml
            name: one
            source: a.py#countdown
            digest: canton-ast/1:python:4573496ff2634b719fa560a186e50bd8
        "#]],
    );
    check_follow(
        TWO,
        "//- canton.yaml\nname: both\nsource:\n  - a.py#f\n  - a.py#g\n",
        &TWO.replace("def g", "def h"),
        ("- a.py#g\n", "- a.py$0#g\n"),
        expect![[r#"
            //- canton.yaml
            name: both
            source:
              - a.py#f
              - a.py#h
            //- canton.lock
            both a.py#f canton-ast/1:python:bd69b59512bb58b17e77911103dd936c
            both a.py#h canton-ast/1:python:2c2489a8dad8ac54e81246ac31260c2f
        "#]],
    );
}

#[test]
fn a_line_of_the_lock_follows_pinned_code_to_another_name() {
    check_follow(
        TWO,
        "//- canton.yaml\nname: all\nsource: a.py\n",
        &TWO.replace("def g", "def h"),
        ("all a.py#g", "all a.py$0#g"),
        expect![[r#"
            //- canton.lock
            all a.py#f canton-ast/1:python:bd69b59512bb58b17e77911103dd936c
            all a.py#h canton-ast/1:python:2c2489a8dad8ac54e81246ac31260c2f
        "#]],
    );
}

/// What was changed besides its name is other code, and so is what two units could be.
#[test]
fn changed_code_is_not_followed_to_another_name() {
    for moved in [
        TWO.replace("def g(x):\n    return 2", "def h(x):\n    return 3"),
        TWO.replace("def g(x)", "def h(y)"),
        TWO.replace("def g", "def h") + "\ndef i(x):\n    return 2\n",
    ] {
        let manifest = "//- canton.yaml\nname: one\nsource: a.py#g\n";
        let world = World::new(&format!("{TWO}{manifest}"));
        let change = world.analysis.pin(&[]).expect("nothing cancels").change;
        let pinned = world.changed(&change).replace(" (new)", "").replace("a.py#g", "a.py$0#g");
        let titles = crate::tests::action_titles(&format!("{moved}{pinned}"));
        assert!(!titles.iter().any(|it| it.contains("new name")), "{moved}: {titles:?}");
    }
}

#[test]
fn a_file_that_moved_is_followed_even_where_one_unit_of_it_changed() {
    check_follow(
        &(TWO.to_owned() + "\ndef h(x):\n    return 3\n"),
        "//- canton.yaml\nname: all\nsource: a.py\n",
        &(TWO.replace("a.py", "b.py") + "\ndef h(x):\n    return 4\n"),
        ("source: a.py", "source: a$0.py"),
        expect![[r#"
            //- canton.yaml
            name: all
            source: b.py
            //- canton.lock
            all b.py#f canton-ast/1:python:bd69b59512bb58b17e77911103dd936c
            all b.py#g canton-ast/1:python:6d1efa83f4a9eea9173c37642272d215
            all b.py#h canton-ast/1:python:bd9df6526f736e059128ec8778922b3d
        "#]],
    );
}

#[test]
fn all_units_of_a_file_are_registered_at_once() {
    let code = "//- b/a.py\n$0X = 1\n\ndef f():\n    return X\n\nclass C:\n    def f(self):\n        return 1\n\
                //- b/a.canton.yaml\nname: f\nsource: a.py#f\n";
    check_action(
        "(one manifest)",
        code,
        expect![[r#"
        //- b/a-2.canton.yaml (new)
        name: a
        source: a.py
        ---
        name: c
        source: a.py#C
        ---
        name: c-f
        source: a.py#C.f
    "#]],
    );
    check_action(
        "(a manifest for each)",
        code,
        expect![[r#"
        //- b/b-a.canton.yaml (new)
        name: b-a
        source: a.py
        //- b/c.canton.yaml (new)
        name: c
        source: a.py#C
        //- b/c-f.canton.yaml (new)
        name: c-f
        source: a.py#C.f
    "#]],
    );
    let world = World::new(&code.replace("$0", "").replace("class", "cl$0ass"));
    let (file, offset) = world.cursor();
    let range = canton_syntax::TextRange::empty(offset.into());
    let actions = world.analysis.code_actions(file, range).expect("nothing cancels");
    assert!(actions.iter().all(|it| !it.title.contains("all")), "{actions:#?}");
}
