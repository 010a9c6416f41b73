//! What holds for any text in any language.

use canton_grammars::Language;
use canton_syntax::outline::{Outline, StepKind, outline};
use canton_syntax::parse::{Stopped, parse};
use canton_syntax::parsed::Parsed;
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

/// Every example of every language.
static SEEDS: LazyLock<Vec<(&Language, String)>> = LazyLock::new(|| {
    let read = |path: PathBuf| {
        let language = Language::for_path(&path.to_string_lossy()).expect("examples have a language");
        (language, std::fs::read_to_string(path).expect("the file was listed"))
    };
    crate::examples::all().into_iter().map(read).collect()
});

fn language(name: &str) -> &'static Language {
    Language::by_name(name).expect("the test names languages")
}

/// The first example of a language.
fn seed(name: &str) -> &'static str {
    let seed = SEEDS.iter().find(|(language, _)| language.name == name);
    &seed.expect("every language has an example").1
}

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
    check_bodies(text, outline);
    assert!(outline.imports.iter().all(|it| module.contains_range(it.range)));
}

/// Every call happens once, every beginning ends, and what is kept of bodies belongs to what is there.
#[track_caller]
fn check_bodies(text: &str, outline: &Outline) {
    let mut happened = vec![0; outline.calls.len()];
    let mut depth = 0;
    for step in &outline.flow {
        match step.kind() {
            StepKind::Call(index) => happened[index as usize] += 1,
            StepKind::Begin(_) | StepKind::Part(_) | StepKind::Symbol(_) => depth += 1,
            StepKind::End => depth -= 1,
            StepKind::Leave(_) => {}
        }
        assert!(depth >= 0, "{text:?}");
    }
    assert_eq!(depth, 0, "{text:?}");
    assert!(happened.iter().all(|it| *it == 1), "{text:?}");
    assert!(outline.arguments.is_sorted_by_key(|it| it.call));
    for it in &outline.arguments {
        assert!((it.call as usize) < outline.calls.len());
        assert!(text.get(std::ops::Range::<usize>::from(it.range())).is_some(), "{text:?}");
        outline.text(it.value().text);
        outline.text(it.key().unwrap_or_default());
    }
    assert!(outline.parameters.is_sorted_by_key(|it| it.symbol));
    assert!(outline.bindings.is_sorted_by_key(|it| it.symbol));
    assert!(outline.bases.is_sorted_by_key(|it| it.symbol));
}

#[track_caller]
fn check(language: &'static Language, text: &str) {
    let first = outline(text, language);
    match parse(text, language, &|| false) {
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
        check(language(name), &nested.repeat(10_000));
    }
}

#[test]
fn a_byte_order_mark_changes_no_digest() {
    for (language, text) in SEEDS.iter() {
        let name = language.name;
        let digests =
            |text: &str| -> Vec<_> { outline(text, language).symbols.iter().map(|it| it.digest).collect() };
        assert_eq!(digests(text), digests(&format!("\u{feff}{text}")), "{name}");
        assert_eq!(digests(text), digests(&text.replace('\n', "\r\n")), "{name}");
    }
}

#[test]
fn comments_and_blank_lines_change_no_digest() {
    for (language, text) in SEEDS.iter() {
        let name = language.name;
        if text.starts_with('<') && !text.starts_with("<?") {
            // What stands between the statements of a page is its text.
            continue;
        }
        let comment = format!("{} c\n\n", crate::line_comment(name));
        let tree = parse(text, language, &|| false).expect("nothing cancels it");
        // Before `<?php` nothing is a comment.
        let mut changed = if text.starts_with("<?") { String::new() } else { comment.clone() };
        let mut end = 0;
        // Between statements of the root alone, where a comment is a comment in every language.
        for statement in tree.root_node().children(&mut tree.walk()) {
            let start = text[..statement.start_byte()].rfind('\n').map_or(0, |it| it + 1);
            if start > end {
                changed.push_str(&text[end..start]);
                changed.push_str(&comment);
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
    (prop::sample::select(&SEEDS[..]), cuts).prop_map(|((language, seed), cuts)| {
        let mut text = seed;
        for (at, length, piece) in cuts {
            let start = boundary(&text, at.index(text.len().max(1)));
            let end = boundary(&text, (start + length).min(text.len())).max(start);
            text.replace_range(start..end, &piece);
        }
        (language, text)
    })
}

proptest! {
    #[test]
    fn any_text_has_an_outline(text in ".{0,200}", index in 0..Language::all().len()) {
        check(&Language::all()[index], &text);
    }

    #[test]
    fn broken_code_has_an_outline((language, text) in mutated()) {
        check(language, &text);
    }

    #[test]
    fn edits_give_the_outline_of_a_fresh_parse(
        (language, seed) in prop::sample::select(&SEEDS[..]),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..8, typed()), 1..5),
    ) {
        let mut parsed = Parsed::new(Arc::from(&*seed), language, &|| false).expect("nothing cancels it");
        let mut text = seed;
        for (at, cut, piece) in edits {
            let start = boundary(&text, at.index(text.len() + 1));
            let end = boundary(&text, (start + cut).min(text.len())).max(start);
            text.replace_range(start..end, &piece);
            let edited = parsed.edited(Arc::from(&*text), language, &|| false).expect("nothing cancels it");
            if edited.is_exact() {
                prop_assert_eq!(edited.outline(), outline(&text, language), "{}: {:?}", language.name, text);
            } else {
                prop_assert!(edited.has_error());
                check_outline(&text, &edited.outline());
            }
            if !edited.has_error() {
                parsed = edited;
            }
        }
    }
}

/// What people type: mostly what keeps code whole.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        6 => "( x|a|\n|1|\"s\"|\n\n|_b| |;|,|\n    )".prop_map(String::from),
        2 => "(//go:noinline\n|#\\[test\\]\n|@a\n|# type: x\n|// c\n|/\\* c \\*/|export )".prop_map(String::from),
        1 => "([(){}\\[\\]<>\"'`,;:=]|/\\*|=>)".prop_map(String::from),
    ]
}

/// Texts whose parse took seconds and a gigabyte, growing with the square of their length.
#[test]
fn what_is_too_complex_is_refused_whatever_stands_around_it() {
    for (name, piece) in [("java", "x => "), ("typescript", "fn f() {"), ("javascript", "a < b ")] {
        let (language, seed) = (language(name), seed(name));
        let broken = piece.repeat(20_000);
        for text in [broken.clone(), format!("{seed}\n{broken}"), format!("{}{broken}", seed.repeat(100))] {
            assert_eq!(parse(&text, language, &|| false).err(), Some(Stopped::TooComplex), "{name}");
            let old = Parsed::new(Arc::from(seed), language, &|| false).expect("the seed is code");
            let again = old.edited(Arc::from(text), language, &|| false);
            assert_eq!(again.err(), Some(Stopped::TooComplex), "{name}");
        }
        check(language, seed);
    }
}

#[test]
fn long_code_is_not_too_complex() {
    for (language, seed) in SEEDS.iter() {
        assert!(parse(&seed.repeat(200), language, &|| false).is_ok(), "{}", language.name);
    }
    // As dense as a minifier makes it.
    let minified = format!("var a=[{}];", "a+(b?c:d(e))*f[1],function(g){return-g},".repeat(5000));
    assert!(parse(&minified, language("javascript"), &|| false).is_ok());
}

#[test]
fn a_cancelled_parse_is_none_and_the_next_one_is_whole() {
    let (language, seed) = (language("python"), seed("python"));
    let text = seed.repeat(400);
    assert_eq!(parse(&text, language, &|| true).err(), Some(Stopped::Cancelled));
    check(language, seed);
}
