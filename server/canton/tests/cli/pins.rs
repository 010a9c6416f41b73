//! Pins in the life of a repository: branches, moves and drift, with the real git.

use expect_test::{Expect, expect};

use crate::support::Sandbox;

const CODE: &str = "def a(x):\n    return x\n\n\ndef b(x):\n    return 2\n\n\ndef c(x):\n    return 3\n\n\n\
                    def d(x):\n    return 4\n\n\ndef e(x):\n    return 5\n";

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
    expect_check(
        &sandbox,
        0,
        expect![[r#"
        every claimed unit is what was vouched for
    "#]],
    );
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
    expect_check(
        &sandbox,
        0,
        expect![[r#"
        every claimed unit is what was vouched for
    "#]],
    );
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
