use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::TextSize;

/// Each text, and what it is after the edit.
#[track_caller]
fn check(texts: &[&str], edit: impl Fn(&str) -> Vec<TextEdit>, expect: Expect) {
    let mut res = String::new();
    for text in texts {
        let edits = edit(text);
        assert_untouched(text, &edits);
        res.push_str(&format!("== {text:?}\n{}", shown(text, &edits)));
    }
    expect.assert_eq(&res);
}

/// Every byte that no edit replaces is there afterwards, in order; edits do not overlap.
#[track_caller]
fn assert_untouched(text: &str, edits: &[TextEdit]) {
    let after = apply(text, edits);
    let (mut rest, mut last) = (&*after, 0);
    for TextEdit { range, new_text } in edits {
        let (start, end): (usize, usize) = (range.start().into(), range.end().into());
        assert!(last <= start, "edits overlap: {edits:?}");
        rest = rest.strip_prefix(&text[last..start]).expect("what stands before an edit");
        rest = rest.strip_prefix(&**new_text).expect("the new text");
        last = end;
    }
    assert_eq!(rest, &text[last..]);
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

/// Lists, and what may stand where one should.
const LISTS: &[&str] = &[
    "name: x\nsource: a.py#f # main\nrisk: low\n",
    "name: x\nsource: a.py#f",
    "name: x\r\nsource: 'a.py#f'\r\n",
    "name: x\nsource: [a.py]\n",
    "name: x\nsource: []\n",
    "name: x\nsource: [\n    a.py,\n    b.py, # c\n]\n",
    "name: x\nsource:\n- a.py\n- b.py # c\n  # deep\n# d\nrisk: low\n",
    "name: x\naccepts:\n    - t\nsource: a.py\n",
    "name: x\nsource:\n",
    "name: x\nsource: # c\n  # d\nrisk: low\n",
    "name: x\nsource: ~\n",
    "name: x\n",
    "{name: x}",
    "{name: x, source: a}",
    "{name: x, source: , risk: low}",
    "name: x\nsource: |\n  a.py\n",
    "name: x\nsource:\n  a.py\n",
    "name: x\nsource: {a: b}\n",
    "name: x\nsource: *none\n",
    "name: x\nsource:\n  - \"a.py\"\n",
    "name: x\nsource:\n  - a.py\n  -\n",
    "name: x\nsource: @a\n",
];

#[test]
fn a_key_is_inserted_after_any_value() {
    check(
        VALUES,
        |text| set_value(text, 0, "owner", "@a"),
        expect![[r#"
        == "name: |\n  x\n  y\nrisk: low\n"
        name: |
          x
          y
        owner: "@a"
        risk: low
        == "name: >-\n  x\n  y\n\n# c\nrisk: low\n"
        name: >-
          x
          y
        owner: "@a"

        # c
        risk: low
        == "name: {x: 1,\n  y: 2}   # t\nrisk: low\n"
        name: {x: 1,
          y: 2}   # t
        owner: "@a"
        risk: low
        == "name: 1 # c\r\nrisk: low\r\n"
        name: 1 # c␍
        owner: "@a"␍
        risk: low␍
        == "name:\n  n: 1 # c\n  m: 2\n  # trailing of name\nrisk: low\n"
        name:
          n: 1 # c
          m: 2
          # trailing of name
        owner: "@a"
        risk: low
        == "name: 1"
        name: 1
        owner: "@a"<no newline>
        == "name: \"x\n  y\" # q\nrisk: low\n"
        name: "x
          y" # q
        owner: "@a"
        risk: low
        == "name:\nrisk: low\n"
        name:
        owner: "@a"
        risk: low
        == "name: |+\n  x\n\n\nrisk: low\n"
        name: |+
          x


        owner: "@a"
        risk: low
        == "\u{feff}name: x"
        <BOM>name: x
        owner: "@a"<no newline>
        == "  name: x\n  risk: low\n"
          name: x
          owner: "@a"
          risk: low
        == "{name: x, risk: low}\n"
        {name: x, owner: "@a", risk: low}
        == "{}"
        {owner: "@a"}<no newline>
        == "---\n# c\nname: x\n...\n"
        ---
        # c
        name: x
        owner: "@a"
        ...
        == "? name\n: x\n"
        ? name
        : x
        owner: "@a"
        == "name: 'x' # c\n# d\n"
        name: 'x' # c
        owner: '@a'
        # d
        == "name:   # c\nrisk: low\n"
        name:   # c
        owner: "@a"
        risk: low
        == "name: ~\n"
        name: ~
        owner: "@a"
        == "name: &a x\nrisk: low\n"
        name: &a x
        owner: "@a"
        risk: low
        == "name:\n- a # c\n- b # d\nrisk: low\n"
        name:
        - a # c
        - b # d
        owner: "@a"
        risk: low
        == "name:\n  - a\n  -\nrisk: low\n"
        name:
          - a
          -
        owner: "@a"
        risk: low
        == "name: x\nown\n"
        no edits
    "#]],
    );
}

#[test]
fn any_value_is_replaced() {
    check(
        VALUES,
        |text| set_value(text, 0, "name", "new"),
        expect![[r#"
        == "name: |\n  x\n  y\nrisk: low\n"
        name: new
        risk: low
        == "name: >-\n  x\n  y\n\n# c\nrisk: low\n"
        name: new

        # c
        risk: low
        == "name: {x: 1,\n  y: 2}   # t\nrisk: low\n"
        name: new   # t
        risk: low
        == "name: 1 # c\r\nrisk: low\r\n"
        name: new # c␍
        risk: low␍
        == "name:\n  n: 1 # c\n  m: 2\n  # trailing of name\nrisk: low\n"
        name: new
          # trailing of name
        risk: low
        == "name: 1"
        name: new<no newline>
        == "name: \"x\n  y\" # q\nrisk: low\n"
        name: "new" # q
        risk: low
        == "name:\nrisk: low\n"
        name: new
        risk: low
        == "name: |+\n  x\n\n\nrisk: low\n"
        name: new


        risk: low
        == "\u{feff}name: x"
        <BOM>name: new<no newline>
        == "  name: x\n  risk: low\n"
          name: new
          risk: low
        == "{name: x, risk: low}\n"
        {name: new, risk: low}
        == "{}"
        {name: new}<no newline>
        == "---\n# c\nname: x\n...\n"
        ---
        # c
        name: new
        ...
        == "? name\n: x\n"
        ? name
        : new
        == "name: 'x' # c\n# d\n"
        name: 'new' # c
        # d
        == "name:   # c\nrisk: low\n"
        name: new   # c
        risk: low
        == "name: ~\n"
        name: new
        == "name: &a x\nrisk: low\n"
        name: &a new
        risk: low
        == "name:\n- a # c\n- b # d\nrisk: low\n"
        name: new # d
        risk: low
        == "name:\n  - a\n  -\nrisk: low\n"
        name: new
        risk: low
        == "name: x\nown\n"
        no edits
    "#]],
    );
}

#[test]
fn an_item_is_appended_to_any_list() {
    check(
        LISTS,
        |text| append_item(text, 0, "source", Item::Scalar("new/**")),
        expect![[r#"
        == "name: x\nsource: a.py#f # main\nrisk: low\n"
        name: x
        source:
          - a.py#f # main
          - new/**
        risk: low
        == "name: x\nsource: a.py#f"
        name: x
        source:
          - a.py#f
          - new/**<no newline>
        == "name: x\r\nsource: 'a.py#f'\r\n"
        name: x␍
        source:␍
          - 'a.py#f'␍
          - 'new/**'␍
        == "name: x\nsource: [a.py]\n"
        name: x
        source: [a.py, new/**]
        == "name: x\nsource: []\n"
        name: x
        source: [new/**]
        == "name: x\nsource: [\n    a.py,\n    b.py, # c\n]\n"
        name: x
        source: [
            a.py,
            b.py,
            new/**, # c
        ]
        == "name: x\nsource:\n- a.py\n- b.py # c\n  # deep\n# d\nrisk: low\n"
        name: x
        source:
        - a.py
        - b.py # c
          # deep
        - new/**
        # d
        risk: low
        == "name: x\naccepts:\n    - t\nsource: a.py\n"
        name: x
        accepts:
            - t
        source:
            - a.py
            - new/**
        == "name: x\nsource:\n"
        name: x
        source: new/**
        == "name: x\nsource: # c\n  # d\nrisk: low\n"
        name: x
        source: new/** # c
          # d
        risk: low
        == "name: x\nsource: ~\n"
        name: x
        source: new/**
        == "name: x\n"
        name: x
        source: new/**
        == "{name: x}"
        {name: x, source: new/**}<no newline>
        == "{name: x, source: a}"
        {name: x, source: [a, new/**]}<no newline>
        == "{name: x, source: , risk: low}"
        {name: x, source: new/** , risk: low}<no newline>
        == "name: x\nsource: |\n  a.py\n"
        name: x
        source: ["a.py\n", new/**]
        == "name: x\nsource:\n  a.py\n"
        name: x
        source:
          [a.py, new/**]
        == "name: x\nsource: {a: b}\n"
        no edits
        == "name: x\nsource: *none\n"
        no edits
        == "name: x\nsource:\n  - \"a.py\"\n"
        name: x
        source:
          - "a.py"
          - "new/**"
        == "name: x\nsource:\n  - a.py\n  -\n"
        name: x
        source:
          - a.py
          -
          - new/**
        == "name: x\nsource: @a\n"
        name: x
        source:
          - @a
          - new/**
    "#]],
    );
}

#[test]
fn a_rule_is_appended() {
    let texts = [
        "name: x\ninvariants:\n  - target: [a] # c\n  - requires: b\nowner: c\n",
        "name: x\ninvariants: [{target: [a]}]\n",
        "name: x\ninvariants: []\n",
        "name: x\ninvariants:\n",
        "name: x\ninvariants:\nowner: y@z\n",
        "name: x\nowner: y@z\n",
        "name: x\r\nowner: y@z\r\n",
        "name: x\ninvariants: b\n",
    ];
    check(
        &texts,
        |text| append_item(text, 0, "invariants", Item::Pair("requires", "window")),
        expect![[r#"
        == "name: x\ninvariants:\n  - target: [a] # c\n  - requires: b\nowner: c\n"
        name: x
        invariants:
          - target: [a] # c
          - requires: b
          - requires: window
        owner: c
        == "name: x\ninvariants: [{target: [a]}]\n"
        name: x
        invariants: [{target: [a]}, {requires: window}]
        == "name: x\ninvariants: []\n"
        name: x
        invariants: [{requires: window}]
        == "name: x\ninvariants:\n"
        name: x
        invariants:
          - requires: window
        == "name: x\ninvariants:\nowner: y@z\n"
        name: x
        invariants:
          - requires: window
        owner: y@z
        == "name: x\nowner: y@z\n"
        name: x
        invariants:
          - requires: window
        owner: y@z
        == "name: x\r\nowner: y@z\r\n"
        name: x␍
        invariants:␍
          - requires: window␍
        owner: y@z␍
        == "name: x\ninvariants: b\n"
        name: x
        invariants:
          - b
          - requires: window
    "#]],
    );
    check(
        &texts[..1],
        |text| append_item(text, 0, "invariants", Item::Pair("destructive", "false")),
        expect![[r#"
            == "name: x\ninvariants:\n  - target: [a] # c\n  - requires: b\nowner: c\n"
            name: x
            invariants:
              - target: [a] # c
              - requires: b
              - destructive: false
            owner: c
        "#]],
    );
}

#[test]
fn values_are_quoted_where_they_must_be() {
    let values = [
        "plain",
        "a b",
        "@a",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "[a",
        "{a}",
        "a,b",
        "*a",
        "&a",
        "!a",
        "|",
        "'a'",
        "\"a\"",
        "a\\b",
        "",
        " a",
        "true",
        "12",
        "1e3",
        "null",
        "~",
        "no",
        "a\nb",
        "\u{7}",
        "é",
        "\u{2028}",
        "a\tb",
        "%a",
        "`a`",
        "? a",
        "src/**/*.py",
        "a.py#f",
        "---",
    ];
    let mut res = String::new();
    for value in values {
        for text in ["name: x\n", "{name: x}\n", "name: x\ntier: 'y'\n"] {
            let edits = set_value(text, 0, "tier", value);
            let after = apply(text, &edits);
            res.push_str(after.replace("name: x", "").trim());
            res.push_str("   ");
        }
        res.push('\n');
    }
    expect![[r##"
        tier: plain   {, tier: plain}   tier: 'plain'   
        tier: a b   {, tier: a b}   tier: 'a b'   
        tier: "@a"   {, tier: "@a"}   tier: '@a'   
        tier: "a: b"   {, tier: "a: b"}   tier: 'a: b'   
        tier: "a #b"   {, tier: "a #b"}   tier: 'a #b'   
        tier: "#a"   {, tier: "#a"}   tier: '#a'   
        tier: "- a"   {, tier: "- a"}   tier: '- a'   
        tier: "[a"   {, tier: "[a"}   tier: '[a'   
        tier: "{a}"   {, tier: "{a}"}   tier: '{a}'   
        tier: a,b   {, tier: "a,b"}   tier: 'a,b'   
        tier: "*a"   {, tier: "*a"}   tier: '*a'   
        tier: "&a"   {, tier: "&a"}   tier: '&a'   
        tier: "!a"   {, tier: "!a"}   tier: '!a'   
        tier: "|"   {, tier: "|"}   tier: '|'   
        tier: "'a'"   {, tier: "'a'"}   tier: '''a'''   
        tier: "\"a\""   {, tier: "\"a\""}   tier: '"a"'   
        tier: a\b   {, tier: a\b}   tier: 'a\b'   
        tier: ""   {, tier: ""}   tier: ''   
        tier: " a"   {, tier: " a"}   tier: ' a'   
        tier: "true"   {, tier: "true"}   tier: 'true'   
        tier: "12"   {, tier: "12"}   tier: '12'   
        tier: "1e3"   {, tier: "1e3"}   tier: '1e3'   
        tier: "null"   {, tier: "null"}   tier: 'null'   
        tier: "~"   {, tier: "~"}   tier: '~'   
        tier: "no"   {, tier: "no"}   tier: 'no'   
        tier: "a\nb"   {, tier: "a\nb"}   tier: "a\nb"   
        tier: "\U00000007"   {, tier: "\U00000007"}   tier: "\U00000007"   
        tier: é   {, tier: é}   tier: 'é'   
        tier: "\U00002028"   {, tier: "\U00002028"}   tier: "\U00002028"   
        tier: "a\tb"   {, tier: "a\tb"}   tier: "a\tb"   
        tier: "%a"   {, tier: "%a"}   tier: '%a'   
        tier: "`a`"   {, tier: "`a`"}   tier: '`a`'   
        tier: "? a"   {, tier: "? a"}   tier: '? a'   
        tier: src/**/*.py   {, tier: src/**/*.py}   tier: 'src/**/*.py'   
        tier: a.py#f   {, tier: a.py#f}   tier: 'a.py#f'   
        tier: ---   {, tier: ---}   tier: '---'   
    "##]]
    .assert_eq(&res);
}

#[test]
fn words_that_are_no_text_stay_as_they_are() {
    let text = "name: x\n";
    let res = [("tested", "true"), ("deprecated", "true"), ("deprecated", "other"), ("tier", "true")]
        .map(|(key, value)| apply(text, &set_value(text, 0, key, value)));
    expect![[r#"
        name: x
        tested: true
        name: x
        deprecated: true
        name: x
        deprecated: other
        name: x
        tier: "true"
    "#]]
    .assert_eq(&res.concat());
}

#[test]
fn only_the_document_at_hand_is_edited() {
    let text = "# first\nname: a\n---\n---\nname: b\n...\n# third\n---\nname: c";
    let res = [0, 1, 2, 3].map(|it| shown(text, &set_value(text, it, "risk", "low")));
    expect![[r#"
        # first
        name: a
        risk: low
        ---
        ---
        name: b
        ...
        # third
        ---
        name: c<no newline>
        ==
        # first
        name: a
        ---
        ---
        name: b
        risk: low
        ...
        # third
        ---
        name: c<no newline>
        ==
        # first
        name: a
        ---
        ---
        name: b
        ...
        # third
        ---
        name: c
        risk: low<no newline>
        ==
        no edits
    "#]]
    .assert_eq(&res.join("==\n"));
}

#[test]
fn documents_are_written() {
    let manifest = NewManifest {
        name: "environment-provision".to_owned(),
        description: Some("Creates: an environment".to_owned()),
        source: vec!["provision.py#provision_environment".to_owned()],
        tested: Some(false),
        owner: vec!["@infra-team".to_owned(), "ops@example.com".to_owned()],
        digest: Some("canton-ast/1:python:00112233445566778899aabbccddeeff".to_owned()),
        risk: Some("high".to_owned()),
    };
    let written = new_manifest(&manifest);
    expect![[r#"
        name: environment-provision
        description: "Creates: an environment"
        source: provision.py#provision_environment
        tested: false
        owner:
          - "@infra-team"
          - ops@example.com
        digest: canton-ast/1:python:00112233445566778899aabbccddeeff
        risk: high
    "#]]
    .assert_eq(&written);
    assert_eq!(crate::manifest::manifests(&written).1, []);
    let texts = [
        "",
        "# c\n",
        "name: a",
        "name: a\r\n",
        "name: a\n---\n",
        "name: a\n...\n",
        "\u{feff}",
        "name: |+\n  a\n\n",
    ];
    check(
        &texts,
        |text| append_document(text, "name: b\nrisk: low\n"),
        expect![[r##"
            == ""
            name: b
            risk: low
            == "# c\n"
            # c
            name: b
            risk: low
            == "name: a"
            name: a
            ---
            name: b
            risk: low
            == "name: a\r\n"
            name: a␍
            ---␍
            name: b␍
            risk: low␍
            == "name: a\n---\n"
            name: a
            ---
            name: b
            risk: low
            == "name: a\n...\n"
            name: a
            ...
            ---
            name: b
            risk: low
            == "\u{feff}"
            <BOM>name: b
            risk: low
            == "name: |+\n  a\n\n"
            name: |+
              a

            ---
            name: b
            risk: low
        "##]],
    );
}

#[test]
fn an_exception_is_added() {
    let exception = [
        ("code", "drifted"),
        ("symbol", "src/a.py#f"),
        ("reason", "soon: gone"),
        ("owner", "@x"),
        ("until", "2027-01-31"),
    ];
    let texts = [
        "",
        "# c\n",
        "canon: {goal: 0.5}\n",
        "severity: {unowned: hint}\r\nexceptions:\r\n  - code: a # c\r\n    owner: b@c\r\n",
        "exceptions: [{code: a}]\n",
        "exceptions: []\ncanon: {}\n",
        "canon: [\n",
    ];
    check(
        &texts,
        |text| append_exception(text, &exception),
        expect![[r##"
        == ""
        exceptions:
          - {code: drifted, symbol: src/a.py#f, reason: "soon: gone", owner: "@x", until: 2027-01-31}
        == "# c\n"
        # c
        exceptions:
          - {code: drifted, symbol: src/a.py#f, reason: "soon: gone", owner: "@x", until: 2027-01-31}
        == "canon: {goal: 0.5}\n"
        canon: {goal: 0.5}
        exceptions:
          - {code: drifted, symbol: src/a.py#f, reason: "soon: gone", owner: "@x", until: 2027-01-31}
        == "severity: {unowned: hint}\r\nexceptions:\r\n  - code: a # c\r\n    owner: b@c\r\n"
        severity: {unowned: hint}␍
        exceptions:␍
          - code: a # c␍
            owner: b@c␍
          - {code: drifted, symbol: src/a.py#f, reason: "soon: gone", owner: "@x", until: 2027-01-31}␍
        == "exceptions: [{code: a}]\n"
        exceptions: [{code: a}, {code: drifted, symbol: src/a.py#f, reason: "soon: gone", owner: "@x", until: 2027-01-31}]
        == "exceptions: []\ncanon: {}\n"
        exceptions: [{code: drifted, symbol: src/a.py#f, reason: "soon: gone", owner: "@x", until: 2027-01-31}]
        canon: {}
        == "canon: [\n"
        no edits
    "##]],
    );
}

#[test]
fn a_scalar_is_replaced_where_it_stands() {
    let text = "name: x\nsource: ['a.py#f', b.py] # c\naccepts:\n- t.u\nowner: @a\nown\n";
    let replace = |old: &str, new: &str| {
        let start = TextSize::of(&text[..text.find(old).expect("the old value")]);
        let edit = replace_scalar(text, TextRange::at(start, TextSize::of(old)), new);
        edit.map_or("none".to_owned(), |it| it.new_text)
    };
    assert_eq!(replace("'a.py#f'", "it's.py#f"), "'it''s.py#f'");
    assert_eq!(replace("b.py", "c,d.py"), "'c,d.py'");
    assert_eq!(replace("t.u", "t.v"), "t.v");
    assert_eq!(replace("t.u", "- t"), "'- t'");
    assert_eq!(replace("@a", "@b"), "'@b'");
    assert_eq!(replace("name", "title"), "title");
    assert_eq!(replace("a.py", "b.py"), "none");
    assert_eq!(replace("own\n", "b"), "none");
}

#[test]
fn edits_are_applied_in_order() {
    let edit = |start: u32, end: u32, new_text: &str| TextEdit {
        range: TextRange::new(start.into(), end.into()),
        new_text: new_text.to_owned(),
    };
    assert_eq!(apply("abc", &[edit(0, 1, "x"), edit(1, 1, "y"), edit(2, 3, "")]), "xyb");
    // The second one overlaps, the third one ends after the text.
    assert_eq!(apply("abc", &[edit(0, 2, "x"), edit(1, 2, "y"), edit(2, 9, "z")]), "xc");
}

/// A manifest of pieces that people write.
fn manifest() -> impl Strategy<Value = String> {
    let entries = prop::sample::select(vec![
        "description: |\n  a\n  b\n",
        "description: >-\n  a\n\n",
        "description: |+\n  a\n\n",
        "description: \"a\n  b\" # c\n",
        "tier: x # c\n",
        "tier:\n",
        "tier: 'x'\n",
        "# c\n",
        "  # c\n",
        "\n",
        "accepts:\n- a\n- b\n",
        "accepts:\n  - a # c\n  # d\n",
        "accepts: [a,\n  b]  # c\n",
        "source: a.py\n",
        "source: [\n  a.py, # c\n  ]\n",
        "source:\n",
        "owner: @a\n",
        "owner: [@a, 'b@c']\n",
        "owner:\n    - \"@a\"\n",
        "invariants:\n  - target: [a] # c\n    # d\n",
        "supervisor: {parent: a}\n",
        "supervisor:\n  parent: a\n\n  # c\n",
        "risk: &r low\n",
        "runbook: é/ü.md\n",
    ]);
    (prop::collection::vec(entries, 0..6), any::<bool>(), any::<bool>()).prop_map(|(entries, crlf, ended)| {
        let mut text = format!("name: x\n{}", entries.concat());
        if !ended {
            text.truncate(text.trim_end().len());
        }
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

proptest! {
    #[test]
    fn what_is_set_reads_back(text in manifest(), key in "digest|owner|tier|description|risk|name", value in "\\PC{0,12}|[a-z@ #:'\",\\[{*&\\n-]{0,8}") {
        let edits = set_value(&text, 0, &key, &value);
        assert_untouched(&text, &edits);
        let after = yaml_value(&apply(&text, &edits), &key);
        if edits.is_empty() {
            prop_assert!(!crate::yaml::parse(&text).problems.is_empty() || yaml_value(&text, &key).is_some(), "{text:?}");
        } else {
            prop_assert_eq!(after, Some(value));
        }
    }

    #[test]
    fn many_at_once_are_as_one_after_the_other(texts in prop::collection::vec(manifest(), 1..4), key in "digest|owner|tier|risk") {
        let text = texts.join("---\n");
        let values: BTreeMap<usize, String> = (0..texts.len()).map(|it| (it, format!("v{it}"))).collect();
        let edits: Vec<TextEdit> = set_values(&text, &key, &values).into_values().flatten().collect();
        assert_untouched(&text, &edits);
        let one_by_one = values.iter().fold(text.clone(), |text, (&index, value)| {
            apply(&text, &set_value(&text, index, &key, value))
        });
        prop_assert_eq!(apply(&text, &edits), one_by_one);
    }

    #[test]
    fn what_is_appended_reads_back(text in manifest(), key in "source|accepts|owner|invariants", value in "[a-z@ #:'\",\\[{*&-]{1,8}") {
        let item = if key == "invariants" { Item::Pair("requires", &value) } else { Item::Scalar(&value) };
        let edits = append_item(&text, 0, &key, item);
        assert_untouched(&text, &edits);
        prop_assert!(edits.iter().all(|it| text.get(std::ops::Range::<usize>::from(it.range)).is_some()));
    }

    #[test]
    fn no_edit_of_any_text_panics(text in "[ \\t\\n\\r:\\-\\[\\]{}#@&*|>\"'!?,a~%é.\u{0}\u{feff}]{0,40}", index in 0..3usize) {
        for key in ["name", "a", "source"] {
            assert_untouched(&text, &set_value(&text, index, key, "v"));
            assert_untouched(&text, &append_item(&text, index, key, Item::Scalar("v")));
        }
        assert_untouched(&text, &append_document(&text, "name: b\n"));
    }
}

/// The scalar at a key of the first document.
fn yaml_value(text: &str, key: &str) -> Option<String> {
    let yaml = crate::yaml::parse(text);
    Some(yaml.documents.first()?.get(key)?.scalar()?.to_owned())
}
