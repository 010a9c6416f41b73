use expect_test::{Expect, expect};

use super::*;

#[track_caller]
fn check_set(text: &str, key: &str, value: &str, expect: Expect) {
    let edits = set_value(text, 0, key, value);
    expect.assert_eq(&shown(text, &edits));
}

#[track_caller]
fn check_append(text: &str, key: &str, item: Item<'_>, expect: Expect) {
    let edits = append_item(text, 0, key, item);
    expect.assert_eq(&shown(text, &edits));
}

/// The text after the edits, with what cannot be seen made visible.
fn shown(text: &str, edits: &[TextEdit]) -> String {
    if edits.is_empty() {
        return "no edits\n".to_owned();
    }
    let res = apply(text, edits).replace('\r', "␍").replace('\u{feff}', "<BOM>");
    if res.ends_with('\n') { res } else { format!("{res}<no newline>\n") }
}

/// What a value may look like: a key is inserted after it, or takes its place.
const VALUES: &[&str] = &[
    "name: |\n  x\n  y\nrisk: low\n",
    "name: >-\n  x\n  y\n\n# c\nrisk: low\n",
    "name: {x: 1,\n  y: 2}   # t\nrisk: low\n",
    "name: 1 # c\r\nrisk: low\r\n",
    "name:\n  n: 1 # c\n  m: 2\n  # trailing of name\nrisk: low\n",
    "name: 1",
    "name: \"x\n  y\" # q\nrisk: low\n",
    "name:\nrisk: low\n",
    "name: |+\n  x\n\n\nrisk: low\n",
    "\u{feff}name: x",
    "  name: x\n  risk: low\n",
    "{name: x, risk: low}\n",
    "{}",
    "---\n# c\nname: x\n...\n",
    "? name\n: x\n",
    "name: 'x' # c\n# d\n",
    "name:   # c\nrisk: low\n",
    "name: ~\n",
    "name: &a x\nrisk: low\n",
    "name:\n- a # c\n- b # d\nrisk: low\n",
    "name:\n  - a\n  -\nrisk: low\n",
    "name: x\nown\n",
];

#[test]
fn a_key_is_inserted_and_replaced() {
    for text in VALUES {
        println!("== {text:?}\n{}", shown(text, &set_value(text, 0, "owner", "@a")));
        println!("-- set\n{}", shown(text, &set_value(text, 0, "name", "new")));
    }
}

#[test]
fn items() {
    for text in [
        "name: x\nsource: a.py#f # main\nrisk: low\n",
        "name: x\nsource: a.py#f",
        "name: x\r\nsource: 'a.py#f'\r\n",
        "name: x\nsource: [a.py]\n",
        "name: x\nsource: []\n",
        "name: x\nsource: [\n    a.py,\n    b.py, # c\n]\n",
        "name: x\nsource:\n- a.py\n- b.py # c\n  # deep\n# d\nrisk: low\n",
        "name: x\naccepts:\n    - t\nsource: a.py\n",
        "name: x\nsource:\n",
        "name: x\n",
        "{name: x}",
        "{name: x, source: a}",
        "name: x\nsource: |\n  a.py\n",
        "name: x\nsource: {a: b}\n",
        "name: x\nsource:\n  - \"a.py\"\n",
    ] {
        println!("== {text:?}\n{}", shown(text, &append_item(text, 0, "source", Item::Scalar("new/**"))));
        println!("-- inv\n{}", shown(text, &append_item(text, 0, "invariants", Item::Pair("requires", "r"))));
    }
}
