//! What holds for any text in any language.

use canton_grammars::Language;
use canton_syntax::outline::{Outline, outline, outline_of_tree};
use canton_syntax::parse::{Stopped, parse};
use proptest::prelude::*;

const SEEDS: &[(&str, &str)] = &[
    ("python", include_str!("../../../../grammars/python/examples/definitions.py")),
    ("javascript", include_str!("../../../../grammars/javascript/examples/definitions.js")),
    ("typescript", include_str!("../../../../grammars/typescript/examples/definitions.ts")),
    ("tsx", include_str!("../../../../grammars/tsx/examples/components.tsx")),
    ("go", include_str!("../../../../grammars/go/examples/definitions.go")),
    ("rust", include_str!("../../../../grammars/rust/examples/definitions.rs")),
    ("java", include_str!("../../../../grammars/java/examples/Definitions.java")),
    ("hcl", include_str!("../../../../grammars/hcl/examples/main.tf")),
    ("kotlin", include_str!("../../../../grammars/kotlin/examples/Definitions.kt")),
    ("swift", include_str!("../../../../grammars/swift/examples/Definitions.swift")),
    ("scala", include_str!("../../../../grammars/scala/examples/Definitions.scala")),
    ("scala", include_str!("../../../../grammars/scala/examples/indented.scala")),
    ("dart", include_str!("../../../../grammars/dart/examples/definitions.dart")),
    ("elixir", include_str!("../../../../grammars/elixir/examples/definitions.ex")),
    ("zig", include_str!("../../../../grammars/zig/examples/definitions.zig")),
];

#[track_caller]
fn check_outline(text: &str, outline: &Outline) {
    assert_eq!(outline.symbols.iter().map(|it| it.lines).sum::<u32>(), outline.lines, "lines of {text:?}");
    let module = outline.symbols[0].range;
    for (index, symbol) in outline.symbols.iter().enumerate() {
        let parent = &outline.symbols[symbol.parent as usize];
        assert!(module.contains_range(symbol.range) && usize::from(symbol.range.end()) <= text.len());
        assert!(symbol.range.contains_range(symbol.name_range), "name in {text:?}");
        assert!(text.get(std::ops::Range::<usize>::from(symbol.name_range)).is_some());
        assert!(index == 0 || (symbol.parent as usize) < index, "parents stand before their members");
        assert!(parent.range.contains_range(symbol.range), "{:?} in {:?}", symbol, parent);
        assert!(symbol.unit as usize <= index);
        assert_eq!(outline.symbols[symbol.unit as usize].unit, symbol.unit);
        outline.text(symbol.name);
    }
    assert!(outline.symbols.is_sorted_by_key(|it| it.range.start()));
    for call in &outline.calls {
        assert!(module.contains_range(call.range));
        assert!(outline.symbols.get(call.from as usize).is_some());
        outline.text(call.callee);
    }
    assert!(outline.imports.iter().all(|it| module.contains_range(it.range)));
}

#[track_caller]
fn check(language: &'static Language, text: &str) {
    let first = outline(text, language);
    match parse(text, language, None, &|| false) {
        Ok(_) => check_outline(text, &first),
        Err(stopped) => assert_eq!((stopped, &first), (Stopped::TooComplex, &Outline::default())),
    }
    assert_eq!(first, outline(text, language), "an outline is a function of its text");
}

#[test]
fn ten_thousand_brackets_do_not_overflow() {
    for language in Language::all() {
        for bracket in ["(", "[", "{", "f("] {
            check(language, &bracket.repeat(10_000));
        }
    }
    for (name, nested) in [
        ("javascript", "function f() {"),
        ("javascript", "`${"),
        ("typescript", "x => "),
        ("rust", "fn f() {"),
        ("rust", "|| {"),
        ("python", "lambda: "),
    ] {
        check(Language::by_name(name).expect("the test names languages"), &nested.repeat(10_000));
    }
}

#[test]
fn a_byte_order_mark_changes_no_digest() {
    for (name, text) in SEEDS {
        let language = Language::by_name(name).expect("the seeds name languages");
        let digests =
            |text: &str| -> Vec<_> { outline(text, language).symbols.iter().map(|it| it.digest).collect() };
        assert_eq!(digests(text), digests(&format!("\u{feff}{text}")), "{name}");
        assert_eq!(digests(text), digests(&text.replace('\n', "\r\n")), "{name}");
    }
}

#[test]
fn comments_and_blank_lines_change_no_digest() {
    for (name, text) in SEEDS {
        let language = Language::by_name(name).expect("the seeds name languages");
        let comment = if ["python", "hcl", "elixir"].contains(name) { "# c\n\n" } else { "// c\n\n" };
        let tree = parse(text, language, None, &|| false).expect("nothing cancels it");
        let mut changed = String::from(comment);
        let mut end = 0;
        // Between statements of the root alone, where a comment is a comment in every language.
        for statement in tree.root_node().children(&mut tree.walk()) {
            let start = text[..statement.start_byte()].rfind('\n').map_or(0, |it| it + 1);
            if start >= end {
                changed.push_str(&text[end..start]);
                changed.push_str(comment);
                end = start;
            }
        }
        changed.push_str(&text[end..]);
        let digests =
            |text: &str| -> Vec<_> { outline(text, language).symbols.iter().map(|it| it.digest).collect() };
        assert_eq!(digests(text), digests(&changed), "{name}");
    }
}

/// The character that the offset is in begins here.
fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset).rev().find(|&it| text.is_char_boundary(it)).unwrap_or_default()
}

/// A seed with a few pieces cut out, doubled or replaced.
fn mutated() -> impl Strategy<Value = (&'static Language, String)> {
    let piece = prop_oneof![
        Just("".to_owned()),
        "[(){}<>\\[\\]`'\"$;:,.=#@*/\\\\ \n\r\t]{1,4}",
        "(def |class |fn |func |function |impl |=> |\"\"\"|f'\\{|\u{feff}|\u{e9}|\u{1f600}|\r\n){1,3}",
    ];
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, piece), 1..6);
    (prop::sample::select(SEEDS), cuts).prop_map(|((name, seed), cuts)| {
        let mut text = seed.to_owned();
        for (at, length, piece) in cuts {
            let start = boundary(&text, at.index(text.len().max(1)));
            let end = boundary(&text, (start + length).min(text.len())).max(start);
            text.replace_range(start..end, &piece);
        }
        (Language::by_name(name).expect("the seeds name languages"), text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_text_has_an_outline(text in ".{0,200}", index in 0..Language::all().len()) {
        check(&Language::all()[index], &text);
    }

    #[test]
    fn broken_code_has_an_outline((language, text) in mutated()) {
        check(language, &text);
    }

    #[test]
    fn an_incremental_parse_gives_the_same_outline(
        (name, seed) in prop::sample::select(SEEDS),
        at in any::<prop::sample::Index>(),
        piece in "( x|a|\n|1|\"s\"|\n\n|_b|[(){}\\[\\]<>\"'`,;:=]|/\\*|=>)",
    ) {
        let language = Language::by_name(name).expect("the seeds name languages");
        let old = parse(seed, language, None, &|| false).expect("nothing cancels it");
        let mut text = seed.to_owned();
        text.insert_str(boundary(seed, at.index(seed.len())), &piece);
        let fresh = parse(&text, language, None, &|| false).expect("nothing cancels it");
        let incremental = parse(&text, language, Some((seed, &old)), &|| false).expect("nothing cancels it");
        prop_assert_eq!(
            outline_of_tree(&text, language, &incremental),
            outline_of_tree(&text, language, &fresh)
        );
    }
}

/// Texts whose parse took seconds and a gigabyte, growing with the square of their length.
#[test]
fn what_is_too_complex_is_refused_whatever_stands_around_it() {
    for (name, seed, piece) in [
        ("java", SEEDS[6].1, "x => "),
        ("typescript", SEEDS[2].1, "fn f() {"),
        ("javascript", SEEDS[1].1, "a < b "),
    ] {
        let language = Language::by_name(name).expect("the test names languages");
        let broken = piece.repeat(20_000);
        for text in [broken.clone(), format!("{seed}\n{broken}"), format!("{}{broken}", seed.repeat(100))] {
            assert_eq!(parse(&text, language, None, &|| false).err(), Some(Stopped::TooComplex), "{name}");
            let old = parse(seed, language, None, &|| false).expect("the seed is code");
            let again = parse(&text, language, Some((seed, &old)), &|| false);
            assert_eq!(again.err(), Some(Stopped::TooComplex), "{name}");
        }
        check(language, seed);
    }
}

#[test]
fn long_code_is_not_too_complex() {
    for (name, seed) in SEEDS {
        let language = Language::by_name(name).expect("the seeds name languages");
        assert!(parse(&seed.repeat(200), language, None, &|| false).is_ok(), "{name}");
    }
    // As dense as a minifier makes it.
    let minified = format!("var a=[{}];", "a+(b?c:d(e))*f[1],function(g){return-g},".repeat(5000));
    let language = Language::by_name("javascript").expect("the test names languages");
    assert!(parse(&minified, language, None, &|| false).is_ok());
}

#[test]
fn a_cancelled_parse_is_none_and_the_next_one_is_whole() {
    let (name, seed) = SEEDS[0];
    let language = Language::by_name(name).expect("the seeds name languages");
    let text = seed.repeat(400);
    assert_eq!(parse(&text, language, None, &|| true).err(), Some(Stopped::Cancelled));
    check(language, seed);
}
