//! Lenses.

use expect_test::{Expect, expect};

use super::World;

#[track_caller]
fn check(fixture: &str, expect: Expect) {
    let world = World::new(fixture);
    let mut shown = String::new();
    for file in world.analysis.files().expect("nothing cancels") {
        for lens in world.analysis.code_lenses(file).expect("nothing cancels") {
            shown.push_str(&format!("{}: {}\n", world.text(file, lens.range), lens.title));
        }
    }
    expect.assert_eq(&shown);
}

#[test]
fn a_lens_over_each_unit() {
    check(
        "\
//- a.py
def open_window():
    return 1

class Delete:
    def run(self):
        return 2

def other():
    def inner():
        return 3
    return inner

//- test_a.py
def test_it():
    return 1
//- canton.yaml
name: open-window
owner: \"@infra-team\"
tested: true
//- CODEOWNERS
* @app @more
",
        expect![[r#"
            open_window: registered · open-window · @infra-team · not pinned
            Delete: uncantonized · @app +1 · register…
            run: uncantonized · @app +1 · register…
            other: uncantonized · @app +1 · register…
        "#]],
    );
}

#[test]
fn no_federation_no_lens() {
    check("//- a.py\ndef f():\n    return 1\n", expect![""]);
}

#[test]
fn all_that_is_missing_is_said() {
    check(
        "//- a.py\ndef f():\n    return 1\n//- canton.yaml\nname: f\n",
        expect![[r#"
            f: registered · f · no owner · not tested · not pinned
        "#]],
    );
}
