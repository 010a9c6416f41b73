use expect_test::{Expect, expect};

use super::*;
use crate::manifest;

/// What the cursor, `$0`, rests on in each text.
#[track_caller]
fn check(texts: &[&str], expect: Expect) {
    let mut res = String::new();
    for shown in texts {
        let offset = shown.find("$0").expect("a cursor");
        let text = shown.replacen("$0", "", 1);
        res.push_str(&format!("{shown:?}\n    {}\n", render(&text, manifest::key_at(&text, size(offset)))));
    }
    expect.assert_eq(&res);
}

fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).expect("a short text")
}

fn render(text: &str, found: Option<KeyAt>) -> String {
    let Some(KeyAt { document, path, place, range }) = found else { return "nothing".to_owned() };
    let path: Vec<String> = path
        .iter()
        .map(|it| format!("{}{}@{:?}", it.name, if it.key.is_some() { "" } else { "?" }, it.range))
        .collect();
    let place = match place {
        Place::Key { keys, names, present, needs_dash } => {
            format!(
                "key of {} {names:?} beside {present:?}{}",
                keys.len(),
                if needs_dash { " with dash" } else { "" }
            )
        }
        Place::Value { shape, needs_dash } => {
            format!("value {shape:?}{}", if needs_dash { " with dash" } else { "" })
        }
    };
    format!(
        "{document}: {} {range:?} {:?} {}",
        path.join(" "),
        &text[range],
        place.chars().take(120).collect::<String>()
    )
}

#[test]
fn a_key() {
    check(
        &[
            "na$0me: x\n",
            "name: $0x\n",
            "name$0: x\n",
            "$0",
            "na$0",
            "name: x\n$0\nowner: y\n",
            "name: x\now$0\ntested: true\n",
            "name: x\now$0n\ntested: true\n",
            "name: x\nowner: $0\n",
            "a: b: c\nri$0\nname: x\n",
            "name: x\r\nri$0\r\n",
            "source:\n  - a\n$0",
            "source:\n$0",
            "name: x\n\n$0",
        ],
        expect![[r#"
            "na$0me: x\n"
                0: name@0..4 0..4 "name" key of 22 None beside []
            "name: $0x\n"
                0: name@0..4 6..7 "x" value Some(Scalar(NewName))
            "name$0: x\n"
                0: name@0..4 0..4 "name" key of 22 None beside []
            "$0"
                0: ?@0..0 0..0 "" key of 22 None beside []
            "na$0"
                0: na?@0..2 0..2 "na" key of 22 None beside []
            "name: x\n$0\nowner: y\n"
                0: ?@8..8 8..8 "" key of 22 None beside ["name", "owner"]
            "name: x\now$0\ntested: true\n"
                0: ow?@8..10 8..10 "ow" key of 22 None beside ["name", "tested"]
            "name: x\now$0n\ntested: true\n"
                0: own?@8..11 8..11 "own" key of 22 None beside ["name", "tested"]
            "name: x\nowner: $0\n"
                0: owner@8..13 15..15 "" value Some(Scalar(Owner))
            "a: b: c\nri$0\nname: x\n"
                0: ri?@8..10 8..10 "ri" key of 22 None beside []
            "name: x\r\nri$0\r\n"
                0: ri?@9..11 9..11 "ri" key of 22 None beside ["name"]
            "source:\n  - a\n$0"
                0: ?@14..14 14..14 "" key of 22 None beside ["source"]
            "source:\n$0"
                0: ?@8..8 8..8 "" key of 22 None beside ["source"]
            "name: x\n\n$0"
                0: ?@9..9 9..9 "" key of 22 None beside ["name"]
        "#]],
    );
}

#[test]
fn a_key_of_an_item_or_a_nested_map() {
    check(
        &[
            "invariants:\n  - $0\n",
            "invariants:\n  - req$0\n",
            "invariants:\n  $0\n",
            "actions: [{$0\n",
            "actions: [{create: env, k$0\n",
            "actions: [{create: env, k$0}]\n",
            "actions:\n  - create: env\n    $0\n",
            "supervisor: {par$0}\n",
            "supervisor:\n  $0\n",
            "supervisor: $0\n",
        ],
        expect![[r#"
            "invariants:\n  - $0\n"
                0: invariants@0..10 ?@16..16 16..16 "" key of 3 None beside []
            "invariants:\n  - req$0\n"
                0: invariants@0..10 req?@16..19 16..19 "req" key of 3 None beside []
            "invariants:\n  $0\n"
                0: invariants@0..10 ?@14..14 14..14 "" key of 3 None beside [] with dash
            "actions: [{$0\n"
                0: actions@0..7 ?@11..11 11..11 "" key of 5 None beside []
            "actions: [{create: env, k$0\n"
                0: actions@0..7 k?@24..25 24..25 "k" key of 5 None beside ["create"]
            "actions: [{create: env, k$0}]\n"
                0: actions@0..7 k?@24..25 24..25 "k" key of 5 None beside ["create"]
            "actions:\n  - create: env\n    $0\n"
                0: actions@0..7 ?@29..29 29..29 "" key of 5 None beside ["create"]
            "supervisor: {par$0}\n"
                0: supervisor@0..10 par?@13..16 13..16 "par" key of 4 None beside []
            "supervisor:\n  $0\n"
                0: supervisor@0..10 ?@14..14 14..14 "" key of 4 None beside []
            "supervisor: $0\n"
                0: supervisor@0..10 12..12 "" value Some(Either([Scalar(Canton), Map(Fields { keys: [Key { name: "parent", shape: Scalar(Canton), doc: "The canton tha
        "#]],
    );
}

#[test]
fn a_list() {
    check(
        &[
            "accepts: [$0\nname: x\n",
            "accepts: [a, b$0\nname: x\n",
            "accepts: [a, $0]\n",
            "accepts:\n  $0\n",
            "accepts:\n  - $0\nname: x\n",
            "accepts:\n  -$0\nname: x\n",
            "accepts:\n  - a$0\n",
            "accepts:\n  - a\n  $0\nname: x\n",
            "accepts:\n  - a\n    $0\n",
        ],
        expect![[r#"
            "accepts: [$0\nname: x\n"
                0: accepts@0..7 10..10 "" value Some(Scalar(Type))
            "accepts: [a, b$0\nname: x\n"
                0: accepts@0..7 13..14 "b" value Some(Scalar(Type))
            "accepts: [a, $0]\n"
                0: accepts@0..7 13..13 "" value Some(Scalar(Type))
            "accepts:\n  $0\n"
                0: accepts@0..7 11..11 "" value Some(Scalar(Type)) with dash
            "accepts:\n  - $0\nname: x\n"
                0: accepts@0..7 13..13 "" value Some(Scalar(Type))
            "accepts:\n  -$0\nname: x\n"
                0: accepts@0..7 12..12 "" value Some(Scalar(Type))
            "accepts:\n  - a$0\n"
                0: accepts@0..7 13..14 "a" value Some(Scalar(Type))
            "accepts:\n  - a\n  $0\nname: x\n"
                0: accepts@0..7 17..17 "" value Some(Scalar(Type)) with dash
            "accepts:\n  - a\n    $0\n"
                nothing
        "#]],
    );
}

#[test]
fn a_value() {
    check(
        &[
            "name: x\nowner:$0\n",
            "owner: \"@in$0\n",
            "owner: @in$0\n",
            "invariants:\n  - requires: $0\n",
            "invariants:\n  - target: [$0]\n",
            "invariants:\n  - target: [staging, $0\n",
            "name: a\n---\nname: b\nrisk: $0\n---\nname: c\n",
            "deprecated: tr$0ue\n",
            "foo: {bar: b$0}\n",
            "source: a.py#$0\n",
            "name: é\nrisk: hi$0\n",
        ],
        expect![[r#"
            "name: x\nowner:$0\n"
                0: owner@8..13 14..14 "" value Some(Scalar(Owner))
            "owner: \"@in$0\n"
                0: owner@0..5 7..11 "\"@in" value Some(Scalar(Owner))
            "owner: @in$0\n"
                0: owner@0..5 7..10 "@in" value Some(Scalar(Owner))
            "invariants:\n  - requires: $0\n"
                0: invariants@0..10 requires@16..24 26..26 "" value Some(Scalar(Requirement))
            "invariants:\n  - target: [$0]\n"
                0: invariants@0..10 target@16..22 25..25 "" value Some(Scalar(Environment))
            "invariants:\n  - target: [staging, $0\n"
                0: invariants@0..10 target@16..22 34..34 "" value Some(Scalar(Environment))
            "name: a\n---\nname: b\nrisk: $0\n---\nname: c\n"
                1: risk@20..24 26..26 "" value Some(Scalar(OneOf(["low", "medium", "high", "critical"])))
            "deprecated: tr$0ue\n"
                0: deprecated@0..10 12..16 "true" value Some(Either([Scalar(Bool), Scalar(Canton)]))
            "foo: {bar: b$0}\n"
                0: foo?@0..3 bar?@6..9 11..12 "b" value None
            "source: a.py#$0\n"
                0: source@0..6 8..13 "a.py#" value Some(Scalar(Claim))
            "name: é\nrisk: hi$0\n"
                0: risk@9..13 15..17 "hi" value Some(Scalar(OneOf(["low", "medium", "high", "critical"])))
        "#]],
    );
}

#[test]
fn a_comment() {
    check(
        &["name: x # c$0\n", "# $0\n"],
        expect![[r##"
        "name: x # c$0\n"
            nothing
        "# $0\n"
            nothing
    "##]],
    );
}
