//! Pins in the life of a repository: branches, moves and drift, with the real git.

use expect_test::{Expect, expect};

use crate::support::Sandbox;

const CODE: &str = "def a(x):\n    return x\n\n\ndef b(x):\n    return 2\n\n\ndef c(x):\n    return 3\n\n\n\
                    def d(x):\n    return 4\n\n\ndef e(x):\n    return 5\n";

/// Every claimed unit is what was vouched for.
#[track_caller]
fn expect_whole(sandbox: &Sandbox) {
    expect_check(sandbox, 0, expect![["every claimed unit is what was vouched for\n"]]);
}

#[track_caller]
fn expect_check(sandbox: &Sandbox, code: i32, expected: Expect) {
    let output = sandbox.run(&["pin", "--check"]);
    expected.assert_eq(&(output.stdout + &output.stderr));
    assert_eq!(output.code, Some(code));
}

/// A repository with one canton of one file, pinned and committed.
fn pinned() -> Sandbox {
    let sandbox = Sandbox::new(&[
        ("federation.yaml", ""),
        ("src/pay.py", CODE),
        ("src/canton.yaml", "name: payments\nsource: pay.py\n"),
    ]);
    sandbox.git(&["init", "-q"]);
    assert_eq!(sandbox.run(&["pin"]).code, Some(0));
    commit(&sandbox, "pinned");
    sandbox
}

fn commit(sandbox: &Sandbox, message: &str) {
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", message]);
}

fn change(sandbox: &Sandbox, path: &str, old: &str, new: &str) {
    let text = sandbox.read(path);
    assert!(text.contains(old), "{text}");
    sandbox.write(path, text.replace(old, new).as_bytes());
}

#[test]
fn branches_that_pin_different_units_merge_without_a_conflict() {
    let sandbox = pinned();
    for (branch, old, new) in [("one", "return x", "return x + 1"), ("other", "return 5", "return 6")] {
        sandbox.git(&["checkout", "-qb", branch, "main"]);
        change(&sandbox, "src/pay.py", old, new);
        assert_eq!(sandbox.run(&["pin"]).code, Some(0));
        commit(&sandbox, branch);
    }
    let before = sandbox.read("src/canton.lock");
    sandbox.git(&["merge", "-q", "--no-edit", "one"]);
    let merged = sandbox.read("src/canton.lock");
    let differing = before.lines().zip(merged.lines()).filter(|(old, new)| old != new).count();
    assert_eq!((differing, merged.lines().count()), (1, before.lines().count()), "{merged}");
    expect_whole(&sandbox);
    assert_eq!(sandbox.run(&["pin"]).stdout, "every pin is up to date\n");
}

#[test]
fn a_conflict_in_the_lock_is_a_finding_and_pinning_again_mends_it() {
    let sandbox = pinned();
    let lock = sandbox.read("src/canton.lock");
    let line = lock.lines().next().unwrap_or_default();
    let conflict = format!("<<<<<<< one\n{line}\n=======\n{line}\n>>>>>>> other\n");
    sandbox.write("src/canton.lock", lock.replacen(&format!("{line}\n"), &conflict, 1).as_bytes());
    let output = sandbox.run(&["check"]);
    assert!(output.stdout.contains("a merge has left a conflict here"), "{}", output.stdout);
    assert_eq!(sandbox.run(&["pin"]).code, Some(0));
    assert_eq!(sandbox.read("src/canton.lock"), lock);
    expect_whole(&sandbox);
}

#[test]
fn a_check_says_what_drifted() {
    let sandbox = pinned();
    change(&sandbox, "src/pay.py", "return x", "return -x");
    change(&sandbox, "src/pay.py", "def b(x)", "def b(x, y)");
    change(&sandbox, "src/pay.py", "return 3", "return = 3");
    expect_check(
        &sandbox,
        1,
        expect![[r#"
        drifted       src/pay.py#a  (canton payments): only its body changed
        drifted       src/pay.py#b  (canton payments): its contract changed
        syntax error  src/pay.py#c  (canton payments)
        3 units are not what was vouched for
    "#]],
    );
}

#[test]
fn a_check_says_which_pinned_code_is_gone() {
    let sandbox = pinned();
    sandbox.write("src/one.py", b"def one():\n    return 1\n");
    sandbox.write("src/one.canton.yaml", b"name: one\nsource: one.py#one\n");
    assert_eq!(sandbox.run(&["pin"]).code, Some(0));
    change(&sandbox, "src/pay.py", "def e(x):\n    return 5\n", "");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["mv", "src/one.py", "src/other.py"]);
    expect_check(
        &sandbox,
        1,
        expect![[r#"
        gone          src/one.py#one  (canton one)
        gone          src/pay.py#e  (canton payments)
        2 units are not what was vouched for
    "#]],
    );
    let named = sandbox.run(&["pin", "--check", "one"]);
    assert_eq!((named.stdout.lines().count(), named.code), (2, Some(1)));
}

#[test]
fn what_was_pinned_on_the_branch_is_known_too() {
    let sandbox = pinned();
    sandbox.git(&["checkout", "-qb", "work"]);
    change(&sandbox, "src/pay.py", "return x", "return x + 1");
    assert_eq!(sandbox.run(&["pin"]).code, Some(0));
    commit(&sandbox, "pinned again");
    change(&sandbox, "src/pay.py", "return x + 1", "return x + 2");
    expect_check(
        &sandbox,
        1,
        expect![[r#"
        drifted       src/pay.py#a  (canton payments): only its body changed
        1 unit is not what was vouched for
    "#]],
    );
}

#[test]
fn what_git_does_not_have_at_hand_is_not_made_up() {
    let sandbox = pinned();
    change(&sandbox, "src/pay.py", "return x", "return x + 1");
    commit(&sandbox, "drifted");
    expect_check(
        &sandbox,
        1,
        expect![[r#"
        drifted       src/pay.py#a  (canton payments)
        1 unit is not what was vouched for
    "#]],
    );
}

#[track_caller]
fn expect_run(sandbox: &Sandbox, arguments: &[&str], code: i32, expected: Expect) {
    let output = sandbox.run(arguments);
    expected.assert_eq(&(output.stdout + &output.stderr));
    assert_eq!(output.code, Some(code));
}

/// With a text that is read again for each of its pins, this would not end.
#[test]
fn thousands_of_cantons_in_one_manifest_are_pinned_at_once() {
    let sandbox = Sandbox::new(&[("federation.yaml", "")]);
    for file in 0..30 {
        let functions = (0..100).map(|it| format!("def f{file}_{it}(x):\n    return x + {it}\n\n\n"));
        sandbox.write(&format!("src/m{file}.py"), functions.collect::<String>().as_bytes());
    }
    let into = &["register", "--all", "src", "--into", "all.canton.yaml"];
    assert_eq!(sandbox.run(into).stdout, "registered 3000 units in all.canton.yaml\n");
    let pinned = sandbox.run(&["pin"]);
    assert_eq!((pinned.stdout.lines().count(), pinned.code), (3001, Some(0)), "{}", pinned.stderr);
    let manifest = sandbox.read("all.canton.yaml");
    assert_eq!(
        manifest.lines().filter(|line| line.starts_with("digest: canton-ast/1:python:")).count(),
        3000
    );
    expect_whole(&sandbox);
    assert_eq!(sandbox.run(&["pin"]).stdout, "every pin is up to date\n");
    assert_eq!(sandbox.read("all.canton.yaml"), manifest);
}

/// Cantons by claims of symbols, a class, a file and a pattern, and by name.
fn several() -> Sandbox {
    let class =
        "class Till:\n    def open(self):\n        return 1\n\n    def shut(self):\n        return 2\n";
    let sandbox = Sandbox::new(&[
        ("federation.yaml", ""),
        ("src/pay.py", CODE),
        ("src/till.py", class),
        ("src/one.py", "def one():\n    return 1\n"),
        ("src/sum.py", "def add(x):\n    return 1\n"),
        ("src/cash.py", &class.replace("Till", "Drawer")),
        ("src/glob/old.py", "def old():\n    return 1\n"),
        (
            "src/canton.yaml",
            "name: payments\nsource: [pay.py#a, pay.py#b]\n---\nname: till\nsource: till.py#Till\n---\n\
             name: one\nsource: one.py#one\n---\nname: sums\nsource: sum.py\n---\nname: drawer\n---\n\
             name: globbed\nsource: \"glob/**\"\n",
        ),
    ]);
    assert_eq!(sandbox.run(&["pin"]).code, Some(0));
    sandbox
}

fn rename(sandbox: &Sandbox, from: &str, to: &str) {
    std::fs::rename(sandbox.root.join(from), sandbox.root.join(to)).unwrap();
}

#[test]
fn pins_of_moved_code_stay_until_the_claim_follows() {
    let sandbox = several();
    let (lock, manifest) = (sandbox.read("src/canton.lock"), sandbox.read("src/canton.yaml"));
    change(&sandbox, "src/pay.py", "def b(x)", "def bee(x)");
    change(&sandbox, "src/cash.py", "Drawer", "Box");
    for (from, to) in
        [("src/till.py", "src/desk.py"), ("src/one.py", "src/two.py"), ("src/sum.py", "src/add.py")]
    {
        rename(&sandbox, from, to);
    }
    expect_run(
        &sandbox,
        &["pin"],
        1,
        expect![[r#"
            kept the pin of src/cash.py#Drawer in src/canton.lock  (canton drawer): the canton finds no code by its name, or too much
            kept the pin of src/cash.py#Drawer.open in src/canton.lock  (canton drawer): the canton finds no code by its name, or too much
            kept the pin of src/cash.py#Drawer.shut in src/canton.lock  (canton drawer): the canton finds no code by its name, or too much
            kept the pin of src/one.py#one in src/canton.yaml  (canton one): a claim names it, and it is not found
            kept the pin of src/pay.py#b in src/canton.lock  (canton payments): a claim names it, and it is not found
            kept the pin of src/sum.py#add in src/canton.lock  (canton sums): a claim names it, and it is not found
            kept the pin of src/till.py#Till in src/canton.lock  (canton till): a claim names it, and it is not found
            kept the pin of src/till.py#Till.open in src/canton.lock  (canton till): a claim names it, and it is not found
            kept the pin of src/till.py#Till.shut in src/canton.lock  (canton till): a claim names it, and it is not found
            correct the manifest (in an editor, the quick-fix *Follow* finds moved code by its pin), and pin again
        "#]],
    );
    assert_eq!(sandbox.read("src/canton.lock"), lock);
    assert_eq!(sandbox.read("src/canton.yaml"), manifest);
    expect_run(
        &sandbox,
        &["pin", "till"],
        1,
        expect![[r#"
        kept the pin of src/till.py#Till in src/canton.lock  (canton till): a claim names it, and it is not found
        kept the pin of src/till.py#Till.open in src/canton.lock  (canton till): a claim names it, and it is not found
        kept the pin of src/till.py#Till.shut in src/canton.lock  (canton till): a claim names it, and it is not found
        correct the manifest (in an editor, the quick-fix *Follow* finds moved code by its pin), and pin again
    "#]],
    );
    expect_check(
        &sandbox,
        1,
        expect![[r#"
        gone          src/cash.py#Drawer  (canton drawer)
        gone          src/cash.py#Drawer.open  (canton drawer)
        gone          src/cash.py#Drawer.shut  (canton drawer)
        gone          src/one.py#one  (canton one)
        gone          src/pay.py#b  (canton payments)
        gone          src/sum.py#add  (canton sums)
        gone          src/till.py#Till  (canton till)
        gone          src/till.py#Till.open  (canton till)
        gone          src/till.py#Till.shut  (canton till)
        9 units are not what was vouched for
    "#]],
    );
    change(&sandbox, "src/canton.yaml", "till.py#", "desk.py#");
    change(&sandbox, "src/canton.yaml", "one.py#one", "two.py#one");
    change(&sandbox, "src/canton.yaml", "sum.py", "add.py");
    change(&sandbox, "src/canton.yaml", "pay.py#b", "pay.py#bee");
    change(&sandbox, "src/canton.yaml", "name: drawer", "name: drawer\nsource: cash.py#Box");
    expect_run(
        &sandbox,
        &["pin"],
        0,
        expect![[r#"
        edited src/canton.lock
        pinned src/add.py#add canton-ast/1:python:b1fb1048b0b23562a5e87579e7eb0116
        pinned src/cash.py#Box canton-ast/1:python:8d15d089b4b41109216ba038a3756bb3
        pinned src/cash.py#Box.open canton-ast/1:python:f3aa992bae841e1c89fdf7aba33f8daf
        pinned src/cash.py#Box.shut canton-ast/1:python:5558757b713e2d99be7f692f57519238
        pinned src/desk.py#Till canton-ast/1:python:ebb00167f162a8f6d0dacdfd72ccd251
        pinned src/desk.py#Till.open canton-ast/1:python:f3aa992bae841e1c89fdf7aba33f8daf
        pinned src/desk.py#Till.shut canton-ast/1:python:5558757b713e2d99be7f692f57519238
        pinned src/pay.py#bee canton-ast/1:python:86517c1373d23eb76a7f02dba559e07f
        dropped the pin of src/cash.py#Drawer: canton drawer claims no such unit
        dropped the pin of src/cash.py#Drawer.open: canton drawer claims no such unit
        dropped the pin of src/cash.py#Drawer.shut: canton drawer claims no such unit
        dropped the pin of src/pay.py#b: canton payments claims no such unit
        dropped the pin of src/sum.py#add: canton sums claims no such unit
        dropped the pin of src/till.py#Till: canton till claims no such unit
        dropped the pin of src/till.py#Till.open: canton till claims no such unit
        dropped the pin of src/till.py#Till.shut: canton till claims no such unit
    "#]],
    );
    expect_whole(&sandbox);
}

#[test]
fn pins_that_nobody_claims_are_dropped() {
    let sandbox = several();
    rename(&sandbox, "src/glob/old.py", "src/glob/new.py");
    change(&sandbox, "src/till.py", "    def shut(self):\n        return 2\n", "");
    change(&sandbox, "src/canton.yaml", "[pay.py#a, pay.py#b]", "[pay.py#a, pay.py#c]");
    change(&sandbox, "src/canton.yaml", "name: sums\nsource: sum.py\n---\n", "");
    expect_run(
        &sandbox,
        &["pin"],
        0,
        expect![[r#"
        edited src/canton.lock
        pinned src/glob/new.py#old canton-ast/1:python:7320b49451f7602492535150b6cc0f83
        pinned src/pay.py#c canton-ast/1:python:ded6f4391a5f874c7d1c2fd7e377f07e
        dropped the pin of src/glob/old.py#old: canton globbed claims no such unit
        dropped the pin of src/pay.py#b: canton payments claims no such unit
        dropped the pin of src/sum.py#add: canton sums claims no such unit
        dropped the pin of src/till.py#Till.shut: canton till claims no such unit
    "#]],
    );
    expect_whole(&sandbox);
}

#[test]
fn what_cannot_be_read_drops_and_writes_no_pins() {
    let sandbox = several();
    let lock = sandbox.read("src/canton.lock");
    let broken = "name: payments\nsource: [pay.py#a\n---\nname: other\nsource: src/pay.py#c\n";
    sandbox.write("src/canton.yaml", broken.as_bytes());
    sandbox.write("c.canton.yaml", b"name: c\nsource: src/pay.py#c\n? digest\n");
    expect_run(
        &sandbox,
        &["pin"],
        1,
        expect![[r#"
            not pinned: src/pay.py#c, as no `digest` can be written in c.canton.yaml: mend that first
            kept the pin of src/cash.py#Drawer in src/canton.lock  (canton drawer): `src/canton.yaml` cannot be read whole
            kept the pin of src/cash.py#Drawer.open in src/canton.lock  (canton drawer): `src/canton.yaml` cannot be read whole
            kept the pin of src/cash.py#Drawer.shut in src/canton.lock  (canton drawer): `src/canton.yaml` cannot be read whole
            kept the pin of src/glob/old.py#old in src/canton.lock  (canton globbed): `src/canton.yaml` cannot be read whole
            kept the pin of src/pay.py#a in src/canton.lock  (canton payments): `src/canton.yaml` cannot be read whole
            kept the pin of src/pay.py#b in src/canton.lock  (canton payments): `src/canton.yaml` cannot be read whole
            kept the pin of src/sum.py#add in src/canton.lock  (canton sums): `src/canton.yaml` cannot be read whole
            kept the pin of src/till.py#Till in src/canton.lock  (canton till): `src/canton.yaml` cannot be read whole
            kept the pin of src/till.py#Till.open in src/canton.lock  (canton till): `src/canton.yaml` cannot be read whole
            kept the pin of src/till.py#Till.shut in src/canton.lock  (canton till): `src/canton.yaml` cannot be read whole
            correct the manifest (in an editor, the quick-fix *Follow* finds moved code by its pin), and pin again
        "#]],
    );
    assert_eq!(sandbox.read("src/canton.lock"), lock);
}

#[test]
fn a_status_says_what_drifted() {
    let sandbox = pinned();
    change(&sandbox, "src/pay.py", "return x", "return -x");
    change(&sandbox, "src/pay.py", "def b(x)", "def b(x, y)");
    for (place, is, drift) in [
        ("src/pay.py:1", "drifted (only its body changed), a function in python", "body"),
        ("src/pay.py:5", "drifted (its contract changed), a function in python", "contract"),
    ] {
        let text = sandbox.run(&["status", place]).stdout;
        assert!(text.contains(is), "{text}");
        assert_eq!(sandbox.json(&["status", place, "--format", "json"])["symbol"]["drift"], drift);
    }
    let kept = sandbox.json(&["status", "src/pay.py:9", "--format", "json"]);
    assert!(kept["symbol"].get("drift").is_none(), "{kept}");
}
