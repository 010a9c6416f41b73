use proptest::prelude::*;

use super::*;

fn dialect() -> impl Strategy<Value = Dialect> {
    prop_oneof![Just(Dialect::GitHub), Just(Dialect::GitLab)]
}

/// Text made of what has a meaning in some dialect.
fn codeowners_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("*"),
        Just("**"),
        Just("/"),
        Just("?"),
        Just("["),
        Just("]"),
        Just("!"),
        Just("^"),
        Just("\\"),
        Just("#"),
        Just("@"),
        Just("@a"),
        Just("@@owner"),
        Just(" "),
        Just("\t"),
        Just("\n"),
        Just("\r\n"),
        Just("a"),
        Just("b.rs"),
        Just("."),
        Just("-"),
        Just("2"),
        Just("é"),
        Just("\u{feff}"),
        Just("x@y.z"),
    ];
    prop::collection::vec(word, 0..60).prop_map(|it| it.concat())
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-c.*?\\[\\] #@!\\\\é-]{1,6}", 1..5).prop_map(|it| it.join("/"))
}

/// A pattern of few letters, so that it often matches.
fn pattern() -> impl Strategy<Value = String> {
    let segment =
        prop_oneof![Just("a"), Just("b"), Just("*"), Just("**"), Just("a*"), Just("*.a"), Just("?")];
    let segments = prop::collection::vec(segment, 1..5);
    ("/?", segments, "/?").prop_map(|(start, segments, end)| format!("{start}{}{end}", segments.join("/")))
}

fn short_path() -> impl Strategy<Value = String> {
    let segment = prop_oneof![Just("a"), Just("b"), Just("ab"), Just("b.a")];
    prop::collection::vec(segment, 1..6).prop_map(|it| it.join("/"))
}

fn escaped(path: &str) -> String {
    path.chars().flat_map(|it| if it == '/' { vec![it] } else { vec!['\\', it] }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_can_be_read(text in prop_oneof![any::<String>(), codeowners_text()], dialect in dialect(), path in path()) {
        let (codeowners, problems) = parse(&text, dialect);
        for range in problems.iter().map(|it| it.range).chain(codeowners.rules().iter().map(|it| it.range)) {
            prop_assert!(!text[range].contains('\n'));
        }
        let decision = codeowners.decide(&path);
        prop_assert_eq!(decision.ownership == Ownership::Unmatched, decision.rules.is_empty());
        Dialect::detect(&path, &text);
    }

    #[test]
    fn a_rule_for_a_path_matches_that_path(path in path(), dialect in dialect()) {
        // These cannot be written: no escape of `#` on GitHub, and on GitLab every blank after a backslash
        // belongs to the pattern.
        prop_assume!(match dialect {
            Dialect::GitHub => !path.contains('#'),
            Dialect::GitLab => !path.ends_with('\\'),
        });
        let (codeowners, problems) = parse(&format!("/{} @a", escaped(&path)), dialect);
        prop_assert_eq!(problems, []);
        prop_assert_eq!(codeowners.owners(&path), Ownership::Owned(vec!["@a".to_owned()]));
    }

    #[test]
    fn the_index_leaves_out_no_rule(patterns in prop::collection::vec(pattern(), 1..8), path in short_path(), dialect in dialect()) {
        let text: String = patterns.iter().map(|it| format!("{it} @a\n")).collect();
        let (codeowners, _) = parse(&text, dialect);
        let segments: Vec<&str> = path.split('/').collect();
        let last = codeowners.rules().iter().rfind(|it| it.pattern.matches(&segments));
        prop_assert_eq!(codeowners.decide(&path).rules, last.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn matching_is_that_of_the_plain_definition(pattern in pattern(), path in short_path(), dialect in dialect()) {
        let (codeowners, _) = parse(&format!("{pattern} @a"), dialect);
        let segments: Vec<&str> = path.split('/').collect();
        let rule = &codeowners.rules()[0];
        prop_assert_eq!(rule.pattern.matches(&segments), matches_plainly(&rule.pattern.segments, &segments));
    }
}

/// What [`Pattern::matches`] says, by trying everything.
fn matches_plainly(pattern: &[pattern::Segment], path: &[&str]) -> bool {
    use pattern::Segment;
    match pattern {
        [] => path.is_empty(),
        [Segment::Many, rest @ ..] => (0..=path.len()).any(|it| matches_plainly(rest, &path[it..])),
        [first, rest @ ..] => {
            let one = Pattern { segments: vec![first.clone()] };
            !path.is_empty() && one.matches(&path[..1]) && matches_plainly(rest, &path[1..])
        }
    }
}
