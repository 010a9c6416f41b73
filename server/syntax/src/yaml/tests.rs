use expect_test::{Expect, expect};

use super::*;

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
        NodeKind::Alias => res.push_str(&format!("{indent}{range:?} alias {}\n", &text[range])),
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
        yaml-syntax 5..8 "own" not YAML: simple key expected ':'
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
        yaml-syntax 0..5 "a: [1" not YAML: illegal placement of ':' indicator
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
        yaml-syntax 0..5 "a: \"x" not YAML: invalid indentation in multiline quoted scalar
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
        yaml-syntax 9..12 "- x" not YAML: tabs disallowed within this context (block indentation)
        yaml-syntax 13..20 "c: d: e" not YAML: mapping values are not allowed in this context
    "#]],
    );
}

#[test]
fn odd_texts() {
    for text in [
        "",
        "\u{feff}",
        "\u{feff}a: 1\n",
        "a: 1\r\nb: 2\r\n",
        "a: \0\nb: 1\n",
        "\n\n",
        "# x",
        "---\n---\na: 1\n...\n",
        "\t",
        "a: 1\rb: 2\r",
    ] {
        println!("{text:?}\n{}", render(text));
    }
    let deep = "[".repeat(10_000);
    println!("{}", parse(&deep).problems.len());
    println!("{}", parse(&"- ".repeat(10_000)).problems.len());
    println!("{}", parse(&format!("{}{}", "- ".repeat(200), "[".repeat(200))).problems.len());
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
                23..27 block map
                  25..26 Plain "k"
                    27..27 null
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
                66..66 null
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
