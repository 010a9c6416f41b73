use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::digest::Digest;
use crate::edit;
use crate::problem::annotate::annotate;

const PIN: &str = "canton-ast/1:python:00112233445566778899aabbccddeeff";

#[track_caller]
fn check(text: &str, expect: Expect) {
    let text = text.replace("PIN", PIN);
    let (lines, problems) = lock(&text);
    let lines = lines.iter().map(|it| {
        let parts = [it.canton.range, it.unit.range, it.pin.range].map(|it| format!("{:?}", &text[it]));
        format!("{} {:?}\n", parts.join(" "), it.range)
    });
    expect.assert_eq(&(lines.collect::<String>() + &annotate(&text, &problems)));
}

#[test]
fn lines_are_read() {
    check(
        "a src/a.py#f PIN\nb my file.py#g PIN",
        expect![[r#"
        "a" "src/a.py#f" "canton-ast/1:python:00112233445566778899aabbccddeeff" 0..65
        "b" "my file.py#g" "canton-ast/1:python:00112233445566778899aabbccddeeff" 66..133
    "#]],
    );
    check(
        "\u{feff}a é.py PIN\r\n\r\nb c.py PIN\r\n",
        expect![[r#"
        "a" "é.py" "canton-ast/1:python:00112233445566778899aabbccddeeff" 3..63
        "b" "c.py" "canton-ast/1:python:00112233445566778899aabbccddeeff" 67..126
    "#]],
    );
    check("", expect![[""]]);
}

#[test]
fn broken_lines_are_problems_at_that_line() {
    check(
        "a b PIN\na b\n a b PIN\na  PIN\na b canton-ast/1:python:12\n# c\n",
        expect![[r#"
        "a" "b" "canton-ast/1:python:00112233445566778899aabbccddeeff" 0..56
        a b
        ^^^ lock-syntax: a line of the lock is `<canton> <unit> <pin>`
         a b canton-ast/1:python:00112233445566778899aabbccddeeff
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ lock-syntax: a line of the lock is `<canton> <unit> <pin>`, with one space between them
        a  canton-ast/1:python:00112233445566778899aabbccddeeff
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ lock-syntax: a line of the lock is `<canton> <unit> <pin>`, with one space between them
        a b canton-ast/1:python:12
        ^^^^^^^^^^^^^^^^^^^^^^^^^^ lock-syntax: `canton-ast/1:python:12` is no pin: `canton-ast/1:<language>:<32 hex digits>`
        # c
        ^^^ lock-syntax: a line of the lock is `<canton> <unit> <pin>`
    "#]],
    );
    check(
        "<<<<<<< HEAD\na b PIN\n=======\na b PIN\n>>>>>>> other\n",
        expect![[r#"
        "a" "b" "canton-ast/1:python:00112233445566778899aabbccddeeff" 13..69
        <<<<<<< HEAD
        ^^^^^^^^^^^^ lock-syntax: a merge has left a conflict here; keep the lines of both sides and pin again
        =======
        ^^^^^^^ lock-syntax: a merge has left a conflict here; keep the lines of both sides and pin again
        a b canton-ast/1:python:00112233445566778899aabbccddeeff
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ lock-syntax: `a` has a pin for `b` twice
          line 2, `a b canton-ast/1:python:00112233445566778899aabbccddeeff`: the first one stands here
        >>>>>>> other
        ^^^^^^^^^^^^^ lock-syntax: a merge has left a conflict here; keep the lines of both sides and pin again
    "#]],
    );
}

#[test]
fn a_lock_is_sorted() {
    let pin = || Pin::parse(PIN).expect("a pin");
    let line = |canton: &str, unit: &str| (canton.to_owned(), unit.to_owned(), pin());
    let text = render_lock(&[line("b", "a"), line("a", "c"), line("a", "b")]);
    expect![[r#"
        a b canton-ast/1:python:00112233445566778899aabbccddeeff
        a c canton-ast/1:python:00112233445566778899aabbccddeeff
        b a canton-ast/1:python:00112233445566778899aabbccddeeff
    "#]]
    .assert_eq(&text);
    assert_eq!(render_lock(&[]), "");
}

#[test]
fn only_changed_lines_are_edited() {
    let pin = || Pin::parse(PIN).expect("a pin");
    let line = |canton: &str, unit: &str| (canton.to_owned(), unit.to_owned(), pin());
    let text = format!("a b {PIN}\r\nb broken\r\nc d {PIN}\r\n");
    let edits = lock_edits(&text, &[line("c", "d"), line("a", "b"), line("b", "c")]);
    assert_eq!(edit::apply(&text, &edits), format!("a b {PIN}\r\nb c {PIN}\r\nc d {PIN}\r\n"));
    assert_eq!(&text[edits[0].range], "b broken\r\n");
    assert_eq!(lock_edits(&text.replace("b broken\r\n", ""), &[line("c", "d"), line("a", "b")]), []);
    assert_eq!(edit::apply("", &lock_edits("", &[line("c", "d")])), format!("c d {PIN}\n"));
}

fn lines() -> impl Strategy<Value = Vec<(String, String, Pin)>> {
    let pin = ("[a-z]{1,6}", any::<[u8; 16]>()).prop_map(|(language, digest)| Pin {
        algorithm: "canton-ast/1".to_owned(),
        language,
        digest: Digest(digest),
    });
    prop::collection::vec(("[a-z-]{1,4}", "[a-zé/#.]{1,4}( [a-z]{1,3})?", pin), 0..6)
}

proptest! {
    #[test]
    fn what_is_written_is_read(mut lines in lines()) {
        lines.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        lines.dedup_by(|a, b| (&a.0, &a.1) == (&b.0, &b.1));
        let (read, problems) = lock(&render_lock(&lines));
        prop_assert_eq!(problems, []);
        let read: Vec<_> = read.into_iter().map(|it| (it.canton.value, it.unit.value, it.pin.value)).collect();
        prop_assert_eq!(read, lines);
    }

    #[test]
    fn edits_make_the_lock(old in lines(), new in lines()) {
        let text = render_lock(&old);
        prop_assert_eq!(edit::apply(&text, &lock_edits(&text, &new)), render_lock(&new));
    }
}
