use expect_test::{Expect, expect};

use super::*;
use crate::manifest;

/// `$0` is the cursor.
#[track_caller]
fn check(text: &str, expect: Expect) {
    let offset = text.find("$0").expect("a cursor");
    let text = text.replacen("$0", "", 1);
    expect.assert_eq(&render(&text, manifest::key_at(&text, size(offset))));
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
fn probe() {
    for text in [
        "na$0me: x\n",
        "name: $0x\n",
        "name$0: x\n",
        "$0",
        "na$0",
        "name: x\n$0\nowner: y\n",
        "name: x\now$0\ntested: true\n",
        "name: x\now$0n\ntested: true\n",
        "name: x\nowner: $0\n",
        "name: x\nowner:$0\n",
        "owner: \"@in$0\n",
        "owner: @in$0\n",
        "accepts: [$0\nname: x\n",
        "accepts: [a, b$0\nname: x\n",
        "accepts: [a, $0]\n",
        "accepts:\n  $0\n",
        "accepts:\n  - $0\nname: x\n",
        "accepts:\n  -$0\nname: x\n",
        "accepts:\n  - a$0\n",
        "accepts:\n  - a\n  $0\nname: x\n",
        "accepts:\n  - a\n    $0\n",
        "invariants:\n  - $0\n",
        "invariants:\n  - req$0\n",
        "invariants:\n  $0\n",
        "invariants:\n  - requires: $0\n",
        "invariants:\n  - target: [$0]\n",
        "invariants:\n  - target: [staging, $0\n",
        "actions: [{$0\n",
        "actions: [{create: env, k$0\n",
        "actions: [{create: env, k$0}]\n",
        "actions:\n  - create: env\n    $0\n",
        "supervisor: {par$0}\n",
        "supervisor:\n  $0\n",
        "supervisor: $0\n",
        "name: x # c$0\n",
        "# $0\n",
        "name: a\n---\nname: b\nrisk: $0\n---\nname: c\n",
        "deprecated: tr$0ue\n",
        "foo: {bar: b$0}\n",
        "source: a.py#$0\n",
        "name: é\nrisk: hi$0\n",
        "a: b: c\nri$0\nname: x\n",
        "name: x\r\nri$0\r\n",
        "source:\n  - a\n$0",
        "source:\n$0",
        "name: x\n\n$0",
    ] {
        let offset = text.find("$0").expect("a cursor");
        let shown = text;
        let text = text.replacen("$0", "", 1);
        println!("{shown:?}\n    {}", render(&text, manifest::key_at(&text, size(offset))));
    }
}
