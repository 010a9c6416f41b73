use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::ProblemCode;
use crate::problem::annotate::annotate;

#[track_caller]
fn check(text: &str, expect: Expect) {
    expect.assert_eq(&render(text));
}

/// Each node with its range and the text there, then comments and problems.
fn render(text: &str) -> String {
    let yaml = parse(text);
    let mut res = String::new();
    for document in &yaml.documents {
        res.push_str("---\n");
        render_node(text, document, 0, &mut res);
    }
    for comment in &yaml.comments {
        res.push_str(&format!("{comment:?} {}\n", &text[*comment]));
    }
    for problem in &yaml.problems {
        res.push_str(&format!(
            "{} {:?} {:?} {}\n",
            problem.code.as_str(),
            problem.range,
            &text[problem.range],
            problem.message
        ));
    }
    res
}

fn render_node(text: &str, node: &Node, depth: usize, res: &mut String) {
    let indent = "  ".repeat(depth);
    let range = node.range;
    match &node.kind {
        NodeKind::Null => res.push_str(&format!("{indent}{range:?} null\n")),
        NodeKind::Alias { .. } => res.push_str(&format!("{indent}{range:?} alias {}\n", &text[range])),
        NodeKind::Scalar { value, style } => {
            res.push_str(&format!("{indent}{range:?} {style:?} {value:?}\n"));
        }
        NodeKind::Sequence { items, flow } => {
            res.push_str(&format!("{indent}{range:?} {} list\n", if *flow { "flow" } else { "block" }));
            for item in items {
                render_node(text, item, depth + 1, res);
            }
        }
        NodeKind::Mapping { entries, flow } => {
            res.push_str(&format!("{indent}{range:?} {} map\n", if *flow { "flow" } else { "block" }));
            for (key, value) in entries {
                render_node(text, key, depth + 1, res);
                render_node(text, value, depth + 2, res);
            }
        }
    }
}

#[test]
fn spans_are_bytes() {
    check(
        "näme: é # ü\nb:\n  - ß\n  - {c: \"ö\"}\n",
        expect![[r#"
        ---
        0..38 block map
          0..5 Plain "näme"
            7..9 Plain "é"
          15..16 Plain "b"
            20..38 block list
              22..24 Plain "ß"
              29..38 flow map
                30..31 Plain "c"
                  33..37 DoubleQuoted "ö"
        10..14 # ü
    "#]],
    );
    check(
        "a:\n\nb: |\n  x\n\nc: >-\n  y\n",
        expect![[r#"
            ---
            0..23 block map
              0..1 Plain "a"
                1..1 null
              4..5 Plain "b"
                7..12 Literal "x\n"
              14..15 Plain "c"
                17..23 Folded "y"
        "#]],
    );
}

#[test]
fn an_unquoted_owner_is_read() {
    check(
        "owner: @infra-team # who\nb: [@a, '@b', c@d]\nc:\n  - @e/f\nd: |\n  @g\n",
        expect![[r#"
            ---
            0..65 block map
              0..5 Plain "owner"
                7..18 Plain "@infra-team"
              25..26 Plain "b"
                28..43 flow list
                  29..31 Plain "@a"
                  33..37 SingleQuoted "@b"
                  39..42 Plain "c@d"
              44..45 Plain "c"
                49..55 block list
                  51..55 Plain "@e/f"
              56..57 Plain "d"
                59..65 Literal "@g\n"
            19..24 # who
            unquoted-owner 7..18 "@infra-team" YAML reserves `@`: write `"@infra-team"`
            unquoted-owner 29..31 "@a" YAML reserves `@`: write `"@a"`
            unquoted-owner 51..55 "@e/f" YAML reserves `@`: write `"@e/f"`
        "#]],
    );
}

#[test]
fn a_half_typed_line_is_left_out() {
    check(
        "a: 1\nown\nb: 2\n",
        expect![[r#"
            ---
            0..13 block map
              0..1 Plain "a"
                3..4 Plain "1"
              9..10 Plain "b"
                12..13 Plain "2"
            yaml-syntax 5..8 "own" not YAML: a key is followed by `:`
        "#]],
    );
    check(
        "a: [1\nb: 2\nc: 3\n",
        expect![[r#"
            ---
            6..15 block map
              6..7 Plain "b"
                9..10 Plain "2"
              11..12 Plain "c"
                14..15 Plain "3"
            yaml-syntax 0..5 "a: [1" not YAML: no `:` can stand here; quote a value that holds one, and close brackets before the next key
        "#]],
    );
    check(
        "a: \"x\nb: 2\nc: 3\n",
        expect![[r#"
            ---
            6..15 block map
              6..7 Plain "b"
                9..10 Plain "2"
              11..12 Plain "c"
                14..15 Plain "3"
            yaml-syntax 0..5 "a: \"x" not YAML: a quote is not closed
        "#]],
    );
    check(
        "a: 1\nb:\n\t- x\nc: d: e\nf: 2\n",
        expect![[r#"
            ---
            0..25 block map
              0..1 Plain "a"
                3..4 Plain "1"
              5..6 Plain "b"
                6..6 null
              21..22 Plain "f"
                24..25 Plain "2"
            yaml-syntax 9..12 "- x" not YAML: lines are indented with spaces, not with tabs
            yaml-syntax 13..20 "c: d: e" not YAML: no `:` can stand here; quote a value that holds one, and close brackets before the next key
        "#]],
    );
}

/// A value in few characters: plain words and numbers bare, all other text in quotes.
fn value(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => "null".to_owned(),
        NodeKind::Alias { .. } => "*".to_owned(),
        NodeKind::Scalar { value, style: Style::Plain } => value.clone(),
        NodeKind::Scalar { value, .. } => format!("{value:?}"),
        NodeKind::Sequence { items, .. } => {
            format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", "))
        }
        NodeKind::Mapping { entries, .. } => {
            let entries = entries.iter().map(|(key, it)| format!("{}: {}", value(key), value(it)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Texts of all the kinds that YAML knows, and what they mean.
const SUITE: &[(&str, &str)] = &[
    // Plain scalars.
    ("a: b c # d", "{a: b c}"),
    ("a: b#c", "{a: b#c}"),
    ("a:b: c:d", "{a:b: c:d}"),
    ("a: b\n  c\n\n  d", "{a: b c\nd}"),
    ("- -1\n- ?a\n- :b\n- -", "[-1, ?a, :b, [null]]"),
    ("a: 'no'\nb: no", "{a: \"no\", b: no}"),
    ("http://a.b/c: http://d", "{http://a.b/c: http://d}"),
    ("a: b,c[d]", "{a: b,c[d]}"),
    ("a: 12:30\nb: 1_000", "{a: 12:30, b: 1_000}"),
    // Quoted scalars.
    ("a: 'it''s'", "{a: \"it's\"}"),
    ("a: \"\\u263A \\x41 \\t\"", "{a: \"☺ A \\t\"}"),
    ("a: \"b\n  c\n\n  d\"", "{a: \"b c\\nd\"}"),
    ("a: 'b\n\n  c'", "{a: \"b\\nc\"}"),
    ("a: \"b \\\n  c\"", "{a: \"b c\"}"),
    ("\"a\": b\n'c': d", "{\"a\": b, \"c\": d}"),
    ("a: '#b'", "{a: \"#b\"}"),
    ("a: ''", "{a: \"\"}"),
    // Block scalars.
    ("a: |\n  b\n   c\n", "{a: \"b\\n c\\n\"}"),
    ("a: |-\n  b\n", "{a: \"b\"}"),
    ("a: |+\n  b\n\n", "{a: \"b\\n\\n\"}"),
    ("a: >\n  b\n  c\n\n  d\n", "{a: \"b c\\nd\\n\"}"),
    ("a: >\n  b\n    c\n  d\n", "{a: \"b\\n  c\\nd\\n\"}"),
    ("a: |2\n   b\n", "{a: \" b\\n\"}"),
    ("a: | # c\n  # d\n", "{a: \"# d\\n\"}"),
    ("- |\n a\n- >-\n b", "[\"a\\n\", \"b\"]"),
    ("a: |\n\n  b\n", "{a: \"\\nb\\n\"}"),
    ("a: |\nb: c", "{a: \"\", b: c}"),
    // Block collections.
    ("- a\n- - b\n  - c\n-\n  - d", "[a, [b, c], [d]]"),
    ("a:\n- b\n- c", "{a: [b, c]}"),
    ("- a: b\n  c: d\n- e:", "[{a: b, c: d}, {e: null}]"),
    ("? a\n: b\n? c", "{a: b, c: null}"),
    ("? [a, b]\n: c", "{[a, b]: c}"),
    ("? - a\n: - b", "{[a]: [b]}"),
    ("a:\n  b:\n    c: d\n  e: f", "{a: {b: {c: d}, e: f}}"),
    (": a", "{null: a}"),
    // Flow collections.
    ("[a, b, ]", "[a, b]"),
    ("{a: b, c, 'd': , ? e : f}", "{a: b, c: null, \"d\": null, e: f}"),
    ("[a: b, c]", "[{a: b}, c]"),
    ("{\"a\":b}", "{\"a\": b}"),
    ("[a,\n  b # c\n  , d]", "[a, b, d]"),
    ("[[], {}]", "[[], {}]"),
    ("{a: [b, {c: d}]}", "{a: [b, {c: d}]}"),
    ("[a b, -c, d:e]", "[a b, -c, d:e]"),
    // Nothing.
    ("a: ~\nb: null\nc:\nd: Null\ne: 'null'", "{a: null, b: null, c: null, d: null, e: \"null\"}"),
    ("- \n-", "[null, null]"),
    // Anchors, aliases, tags.
    ("a: &x b\nc: *x", "{a: b, c: b}"),
    ("- &x 'b'\n- *x\n- &x c\n- *x", "[\"b\", \"b\", c, c]"),
    ("a: &x [b]\nc: *x", "{a: [b], c: *}"),
    ("a: &x\n  b: c\nd: *x", "{a: {b: c}, d: *}"),
    ("&x a: b\nc: *x", "{a: b, c: a}"),
    ("a: &x\nb: *x", "{a: null, b: null}"),
    ("a: &x [*x]", "{a: [*]}"),
    ("a: !!str 1\nb: !!int 1\nc: !d e", "{a: \"1\", b: 1, c: e}"),
    ("!!map\na: !!seq\n- b", "{a: [b]}"),
    ("%TAG !e! tag:e,1:\n---\na: !e!b c", "{a: c}"),
    ("a: !!str\nb: c", "{a: \"\", b: c}"),
    // Comments and documents.
    ("# a\nb: c # d\n# e", "{b: c}"),
    ("a: # b\n  # c\n  d", "{a: d}"),
    ("a: b\n---\nc: d\n", "{a: b} {c: d}"),
    ("--- a\n--- # b\nc\n...\n# d\n---\n---\n", "a c"),
    ("%YAML 1.2\n---\na: b", "{a: b}"),
    ("--- |\n a\n--- {b: c}", "\"a\\n\" {b: c}"),
    ("...\na: b", "{a: b}"),
    // Line ends, marks and white space.
    ("\u{feff}a: b", "{a: b}"),
    ("a: b\r\nc:\r\n  - d\r\n", "{a: b, c: [d]}"),
    ("a: |\r\n  b\r\n  c\r\n", "{a: \"b\\nc\\n\"}"),
    ("a: b\rc: d", "{a: b, c: d}"),
    ("a:   b  \n\n\n  c\t", "{a: b\n\nc}"),
    ("a:\tb\t# c", "{a: b}"),
    ("\n\n  \n", ""),
    ("\ta: b", "{a: b}"),
    // The character that YAML reserves and people write.
    ("a: @b", "{a: @b}"),
    ("a: @b/c # d\ne: [@f, @g]\nh:\n- @i\n-   @j", "{a: @b/c, e: [@f, @g], h: [@i, @j]}"),
    ("{a: @b, c: '@d', e: \"x @y\"}", "{a: @b, c: \"@d\", e: \"x @y\"}"),
    ("a: |\n  @b\nc: d @e\n# @f", "{a: \"@b\\n\", c: d @e}"),
    ("@a: b", "{@a: b}"),
    ("a:\n  @b\n  @c", "{a: @b @c}"),
];

#[test]
fn every_kind_of_yaml_is_read() {
    for (text, expected) in SUITE {
        let yaml = parse(text);
        let values: Vec<String> = yaml.documents.iter().map(value).collect();
        assert_eq!(values.join(" "), *expected, "{text:?}");
        let wrong = yaml.problems.iter().find(|it| it.code != ProblemCode::UnquotedOwner);
        assert_eq!(wrong, None, "{text:?}");
    }
}

#[test]
fn what_is_no_yaml_is_said() {
    let texts = [
        "a: b: c",
        "a: [b",
        "a: {b",
        "a: 'b",
        "a: \"b",
        "a: \"\\q\"",
        "a:\n  b: c\n d: e",
        "- a\nb: c",
        "a: b\n- c",
        "a: `b`",
        "a: %b\nb: %",
        "a: *x",
        "a: &x *x",
        "a: ]",
        "a: [b]c",
        "a: 'b'c",
        "[a]: b: c",
        "a: \u{0}",
        "a: b\n\u{feff}c: d",
        "a: !<",
        "%x\na: b",
        "a: |\n b\nc\n",
        "--- a: b",
        "? a\n  b: c",
        "a\nb",
        "a: @",
        "{a: b}}",
        "a: &x b\n---\nc: *x",
    ];
    let mut res = String::new();
    for text in texts {
        let yaml = parse(text);
        res.push_str(&format!("== {}\n", yaml.documents.iter().map(value).collect::<Vec<_>>().join(" ")));
        res.push_str(&annotate(text, &yaml.problems).replace('\0', "␀"));
    }
    expect![[r#"
        == 
        a: b: c
        ^^^^^^^ yaml-syntax: not YAML: no `:` can stand here; quote a value that holds one, and close brackets before the next key
        == 
        a: [b
        ^^^^^ yaml-syntax: not YAML: unclosed bracket '['
        == 
        a: {b
        ^^^^^ yaml-syntax: not YAML: unclosed bracket '{'
        == 
        a: 'b
        ^^^^^ yaml-syntax: not YAML: a quote is not closed
        == 
        a: "b
        ^^^^^ yaml-syntax: not YAML: a quote is not closed
        == 
        a: "\q"
        ^^^^^^^ yaml-syntax: not YAML: while parsing a quoted scalar, found unknown escape character
        == {a: {b: c}}
         d: e
         ^^^^ yaml-syntax: not YAML: a key is expected at this indentation
        == [a]
        b: c
        ^^^^ yaml-syntax: not YAML: an item that starts with `-` is expected at this indentation
        == {a: b}
        - c
        ^^^ yaml-syntax: not YAML: a key is expected at this indentation
        == 
        a: `b`
        ^^^^^^ yaml-syntax: not YAML: unexpected character: ``'
        == 
        a: %b
        ^^^^^ yaml-syntax: not YAML: unexpected character: `%'
        b: %
        ^^^^ yaml-syntax: not YAML: unexpected character: `%'
        == {a: *}
        a: *x
           ^^ yaml-syntax: not YAML: no anchor `&x` stands before this alias
        == 
        a: &x *x
        ^^^^^^^^ yaml-syntax: not YAML: a key is expected at this indentation
        == 
        a: ]
        ^^^^ yaml-syntax: not YAML: misplaced bracket
        == 
        a: [b]c
        ^^^^^^^ yaml-syntax: not YAML: a key is expected at this indentation
        == 
        a: 'b'c
        ^^^^^^^ yaml-syntax: not YAML: invalid trailing content after single-quoted scalar
        == 
        [a]: b: c
        ^^^^^^^^^ yaml-syntax: not YAML: no `:` can stand here; quote a value that holds one, and close brackets before the next key
        == 
        a: ␀
        ^^^^ yaml-syntax: not YAML: unexpected character: `\u{0}'
        == {a: b}
        ﻿c: d
        ^^^^^ yaml-syntax: not YAML: a BOM must not appear inside a document
        == 
        a: !<
        ^^^^^ yaml-syntax: not YAML: while parsing a tag, did not find expected tag URI
        == {a: b}
        %x
        ^^ yaml-syntax: not YAML: did not find expected <document start>
        == {a: "b\n"}
        c
        ^ yaml-syntax: not YAML: a key is followed by `:`
        == 
        --- a: b
        ^^^^^^^^ yaml-syntax: not YAML: no `:` can stand here; quote a value that holds one, and close brackets before the next key
        == {a: null}
          b: c
          ^^^^ yaml-syntax: not YAML: no `:` can stand here; quote a value that holds one, and close brackets before the next key
        == a b
        == {a: @}
        a: @
           ^ unquoted-owner: YAML reserves `@`: write `"@"`
          Quote the owner: a: "@"
        == 
        {a: b}}
        ^^^^^^^ yaml-syntax: not YAML: misplaced bracket
        == {a: b} {c: *}
        c: *x
           ^^ yaml-syntax: not YAML: no anchor `&x` stands before this alias
    "#]].assert_eq(&res);
}

#[test]
fn documents_stay_apart() {
    check(
        "a: 'b\n---\nc: d\n--- e: f: g\n---\nh: [i\n---\nj: k",
        expect![[r#"
        ---
        10..14 block map
          10..11 Plain "c"
            13..14 Plain "d"
        ---
        41..45 block map
          41..42 Plain "j"
            44..45 Plain "k"
        yaml-syntax 0..5 "a: 'b" not YAML: a quote is not closed
        yaml-syntax 15..26 "--- e: f: g" not YAML: no `:` can stand here; quote a value that holds one, and close brackets before the next key
        yaml-syntax 31..36 "h: [i" not YAML: unclosed bracket '['
    "#]],
    );
}

#[test]
fn numbers_and_words() {
    let yaml = parse(
        "[1, -1.5, 1e3, 0x10, 0o7, .5, 1_000, 12:30, nan, '1', !!str 1, +1, 1-2, true, False, yes, 'true', .inf]",
    );
    let items = yaml.documents[0].items().iter();
    let res: Vec<String> =
        items.map(|it| format!("{} {:?} {:?}", value(it), it.number(), it.bool())).collect();
    expect![[r#"
        1 Some(1.0) None
        -1.5 Some(-1.5) None
        1e3 Some(1000.0) None
        0x10 Some(16.0) None
        0o7 Some(7.0) None
        .5 Some(0.5) None
        1_000 None None
        12:30 None None
        nan None None
        "1" None None
        "1" None None
        +1 Some(1.0) None
        1-2 None None
        true None Some(true)
        False None Some(false)
        yes None None
        "true" None None
        .inf None None"#]]
    .assert_eq(&res.join("\n"));
}

#[test]
fn texts_made_to_break_a_parser_are_read() {
    let bomb: String =
        (0..20).map(|it| format!("a{it}: &a{it} [*a{0}, *a{0}, *a{0}]\n", it.max(1) - 1)).collect();
    let long = "x".repeat(10_000);
    let aliases = format!("a: &a {long}\nb: [{}]\n", "*a, ".repeat(5_000));
    let texts = [
        "[".repeat(10_000),
        "{".repeat(10_000),
        "- ".repeat(10_000),
        "? ".repeat(10_000),
        "a: ".repeat(10_000),
        "&a ".repeat(10_000),
        "[a: ".repeat(5_000),
        "\t- x\n".repeat(5_000),
        "a: b: c\n".repeat(5_000),
        "'".repeat(10_001),
        "#".repeat(10_000),
        "# c\n".repeat(10_000),
        "@".repeat(10_000),
        "- @a\n".repeat(5_000),
        "---\n".repeat(5_000),
        "a: &x [b]\nc: *x\n".repeat(3_000),
        "\n".repeat(10_000),
        "a:\n".repeat(5_000),
        format!("{}{}", "- ".repeat(200), "[".repeat(200)),
        (0..300).map(|it| format!("{}a:\n", " ".repeat(it))).collect(),
        "|".repeat(10_000),
        "- |\n  a\n\n".repeat(3_000),
        bomb,
        aliases,
        "!".repeat(10_000),
        "%".repeat(10_000),
        "\"\\".repeat(5_000),
        "é@ ".repeat(5_000),
        "{a: [".repeat(300),
        long.repeat(10),
    ];
    for text in texts {
        // Each takes milliseconds; what takes the square of its length would be noticed.
        assert!(parse(&text).problems.len() <= text.len());
    }
}

proptest! {
    #[test]
    fn spans_nest_and_lie_in_the_text(text in "[ \\t\\n\\r:\\-\\[\\]{}#@&*|>\"'!?,a~%é.\u{0}\u{feff}]{0,60}") {
        let yaml = parse(&text);
        for document in &yaml.documents {
            assert_nested(&text, document);
        }
        for comment in &yaml.comments {
            assert!(text[*comment].starts_with('#'));
        }
    }
}

fn assert_nested(text: &str, node: &Node) {
    assert!(text.get(std::ops::Range::<usize>::from(node.range)).is_some(), "{text:?} {node:?}");
    let entries = node.entries().iter().flat_map(|(key, value)| [key, value]);
    for inner in node.items().iter().chain(entries) {
        assert!(node.range.contains_range(inner.range), "{text:?} {node:?}");
        assert_nested(text, inner);
    }
}

#[test]
fn nothing_stands_somewhere() {
    check(
        "a:\n  - x\n  -\n\n# c\nb:\n  ? k\nc: [a, ]\nd: {x, y: }\ne: !!str\nf: &a\n\ng : \n  # x\nh: ~\n",
        expect![[r#"
            ---
            0..79 block map
              0..1 Plain "a"
                5..12 block list
                  7..8 Plain "x"
                  12..12 null
              18..19 Plain "b"
                23..26 block map
                  25..26 Plain "k"
                    26..26 null
              27..28 Plain "c"
                30..35 flow list
                  31..32 Plain "a"
              36..37 Plain "d"
                39..47 flow map
                  40..41 Plain "x"
                    41..41 null
                  43..44 Plain "y"
                    44..44 null
              48..49 Plain "e"
                56..56 Tagged ""
              57..58 Plain "f"
                62..62 null
              64..65 Plain "g"
                65..65 null
              75..76 Plain "h"
                78..79 null
            14..17 # c
            71..74 # x
        "#]],
    );
}

#[test]
fn block_scalars_start_at_their_sign() {
    check(
        "a: | # c | d\n  x\n\n  y\n\nb:\n  - >-\n   z\n  - !!str |2+\n    w\n\n\nc: |\nd: &x\n  |\n  v",
        expect![[r#"
        ---
        0..78 block map
          0..1 Plain "a"
            3..21 Literal "x\n\ny\n"
          23..24 Plain "b"
            28..57 block list
              30..37 Folded "z"
              48..57 Literal "w\n\n\n"
          60..61 Plain "c"
            63..64 Literal ""
          65..66 Plain "d"
            73..78 Literal "v\n"
        5..12 # c | d
    "#]],
    );
}

#[test]
fn a_list_may_stand_at_the_column_of_its_key() {
    check(
        "a:\n- x\n- y # c\nb:\n# c\n-\n  - z\nc: &x\n- - v\n",
        expect![[r#"
        ---
        0..41 block map
          0..1 Plain "a"
            3..10 block list
              5..6 Plain "x"
              9..10 Plain "y"
          15..16 Plain "b"
            22..29 block list
              26..29 block list
                28..29 Plain "z"
          30..31 Plain "c"
            36..41 block list
              38..41 block list
                40..41 Plain "v"
        11..14 # c
        18..21 # c
    "#]],
    );
}
