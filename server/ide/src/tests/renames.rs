//! Renamed files.

use expect_test::{Expect, expect};

use super::World;

#[track_caller]
fn check(fixture: &str, renames: &[(&str, &str)], expected: Expect) {
    let world = World::new(fixture);
    let renames: Vec<(String, String)> =
        renames.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
    let change = world.analysis.rename_files(&renames).expect("nothing cancels");
    expected.assert_eq(&world.changed(&change));
}

const PIN: &str = "canton-ast/1:python:00000000000000000000000000000000";

fn workspace() -> String {
    format!(
        "//- pay/a.py\ndef f():\n    return 1\n//- pay/b.py\ndef g():\n    return 2\n\
         //- pay/canton.yaml\nname: f\nsource: 'a.py#f' # kept\n---\nname: rest\nsource: [b.py, sub/**]\n\
         //- pay/canton.lock\nrest b.py {PIN}\nrest b.py#g {PIN}\n\
         //- all.canton.yaml\nname: all\nsource: pay/**\n"
    )
}

#[test]
fn a_file_takes_its_claim_and_its_pins_along() {
    check(
        &workspace(),
        &[("pay/a.py", "pay/c.py")],
        expect![[r#"
        //- pay/canton.yaml
        name: f
        source: 'c.py#f' # kept
        ---
        name: rest
        source: [b.py, sub/**]
    "#]],
    );
    check(
        &workspace(),
        &[("pay/b.py", "new/b.py")],
        expect![[r#"
        //- pay/canton.lock
        rest ../new/b.py canton-ast/1:python:00000000000000000000000000000000
        rest ../new/b.py#g canton-ast/1:python:00000000000000000000000000000000
        //- pay/canton.yaml
        name: f
        source: 'a.py#f' # kept
        ---
        name: rest
        source: [../new/b.py, sub/**]
    "#]],
    );
}

#[test]
fn a_folder_takes_along_what_leads_into_it() {
    check(
        &workspace(),
        &[("pay", "pay2")],
        expect![[r#"
            //- all.canton.yaml
            name: all
            source: pay2/**
        "#]],
    );
    check(&workspace(), &[("other", "pay")], expect![[""]]);
    check(
        &workspace(),
        &[("pay/sub", "pay/below")],
        expect![[r#"
            //- pay/canton.yaml
            name: f
            source: 'a.py#f' # kept
            ---
            name: rest
            source: [b.py, below/**]
        "#]],
    );
}

#[test]
fn a_manifest_that_moves_alone_still_names_its_code() {
    check(
        &workspace(),
        &[("all.canton.yaml", "x/all.canton.yaml")],
        expect![[r#"
            //- all.canton.yaml
            name: all
            source: ../pay/**
        "#]],
    );
}

#[test]
fn code_that_was_found_by_name_is_named_where_it_would_be_lost() {
    let code = "//- a.py\ndef f():\n    return 1\n//- x/y.py\ndef h():\n    return 1\n\
                //- canton.yaml\nname: f\n---\nname: y\n//- x/canton.yaml\nname: h\n";
    check(
        code,
        &[("a.py", "b.py"), ("x/y.py", "x/z.py")],
        expect![[r#"
        //- canton.yaml
        name: f
        ---
        name: y
        source: x/z.py
    "#]],
    );
    check(
        code,
        &[("x/y.py", "y.py")],
        expect![[r#"
        //- x/canton.yaml
        name: h
        source: ../y.py#h
    "#]],
    );
}
