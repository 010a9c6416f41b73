use super::*;

mod github;
mod gitlab;
mod properties;

/// Asserts the paths that a file with only this pattern owns, and those that it does not.
#[track_caller]
fn check_pattern(dialect: Dialect, pattern: &str, owned: &[&str], others: &[&str]) {
    let (codeowners, problems) = parse(&format!("{pattern} @owner"), dialect);
    assert_eq!(problems, [], "{pattern}");
    for path in owned {
        let expected = Ownership::Owned(vec!["@owner".to_owned()]);
        assert_eq!(codeowners.owners(path), expected, "`{pattern}` has to match {path}");
    }
    for path in others {
        assert_eq!(codeowners.owners(path), Ownership::Unmatched, "`{pattern}` must not match {path}");
    }
}

/// Asserts who owns a path, as `@a @b`, `unowned` or `unmatched`.
#[track_caller]
fn check_owners(dialect: Dialect, text: &str, expected: &[(&str, &str)]) {
    let (codeowners, _) = parse(text, dialect);
    let actual: Vec<(&str, String)> =
        expected.iter().map(|(path, _)| (*path, said(&codeowners.owners(path)))).collect();
    let expected: Vec<(&str, String)> = expected.iter().map(|(path, it)| (*path, (*it).to_owned())).collect();
    assert_eq!(actual, expected);
}

fn said(ownership: &Ownership) -> String {
    match ownership {
        Ownership::Owned(owners) => owners.join(" "),
        Ownership::Unowned => "unowned".to_owned(),
        Ownership::Unmatched => "unmatched".to_owned(),
    }
}

/// All problems, each as the line's text and the message.
#[track_caller]
fn check_problems(dialect: Dialect, text: &str, expected: expect_test::Expect) {
    let (_, problems) = parse(text, dialect);
    let said = |it: &Problem| format!("{}\n    {}\n", &text[it.range], it.message);
    expected.assert_eq(&problems.iter().map(said).collect::<String>());
}

#[test]
fn nothing_owns_nothing() {
    for dialect in [Dialect::GitHub, Dialect::GitLab] {
        for text in ["", "\n\n", "# only this\n", "\u{feff}", " \t\r\n"] {
            check_owners(dialect, text, &[("a", "unmatched")]);
            assert_eq!(parse(text, dialect).1, []);
        }
    }
}

#[test]
fn the_place_tells_the_dialect() {
    assert_eq!(Dialect::detect(".gitlab/CODEOWNERS", "* @a"), Dialect::GitLab);
    assert_eq!(Dialect::detect(".github/CODEOWNERS", "^[Docs]"), Dialect::GitHub);
    assert_eq!(Dialect::detect("CODEOWNERS", "* @a"), Dialect::GitHub);
}

#[test]
fn the_syntax_tells_the_dialect() {
    for line in ["^[Docs]", "^[Docs] @a", "[Docs][2]", "[Docs][2] @a @b", "[Docs]", "  [Two words] @a"] {
        assert_eq!(Dialect::detect("CODEOWNERS", &format!("* @a\n{line}\n")), Dialect::GitLab, "{line}");
    }
    for line in ["[id]/page.ts @a", "[id] @a", "/app/[id]/ @a", "# [Docs][2]", "[id][", "^cpu @a"] {
        assert_eq!(Dialect::detect("docs/CODEOWNERS", line), Dialect::GitHub, "{line}");
    }
}

#[test]
fn locations_are_in_the_order_of_both_dialects() {
    for dialect in [Dialect::GitHub, Dialect::GitLab] {
        let mine = LOCATIONS.iter().filter(|it| dialect.locations().contains(it));
        assert!(mine.eq(dialect.locations().iter()), "{dialect:?}");
    }
}

#[test]
fn rules_know_their_lines() {
    let text = "\u{feff}# who\r\n\r\n  * @a  \r\n/docs/ @b # them\r\n";
    for (dialect, docs) in [(Dialect::GitHub, "/docs/ @b # them"), (Dialect::GitLab, "/docs/ @b # them")] {
        let (codeowners, _) = parse(text, dialect);
        let rules: Vec<_> = codeowners.rules().iter().map(|it| (it.line, &text[it.range])).collect();
        assert_eq!(rules, [(2, "* @a"), (3, docs)]);
        let decision = codeowners.decide("docs/a.md");
        assert_eq!(decision.rules, [&codeowners.rules()[1]]);
    }
}

#[test]
fn a_leading_slash_in_a_path_changes_nothing() {
    for dialect in [Dialect::GitHub, Dialect::GitLab] {
        check_owners(dialect, "/src/ @a\n*.md @b", &[("/src/a.rs", "@a"), ("/x/a.md", "@b")]);
    }
}

#[test]
fn two_thousand_rules_and_many_files() {
    let rules: String =
        (0..2_000).map(|it| format!("/packages/part-{it}/ @team-{it}\n*.ext{it} @x\n")).collect();
    for dialect in [Dialect::GitHub, Dialect::GitLab] {
        let (codeowners, _) = parse(&rules, dialect);
        for it in 0..2_000 {
            let path = format!("packages/part-{it}/src/deep/down/file.rs");
            assert_eq!(codeowners.owners(&path), Ownership::Owned(vec![format!("@team-{it}")]));
        }
    }
}
