use expect_test::expect;

use super::*;

#[track_caller]
fn check(pattern: &str, owned: &[&str], others: &[&str]) {
    check_pattern(Dialect::GitHub, pattern, owned, others);
}

#[test]
fn a_name_is_a_file_or_a_folder_anywhere() {
    check(
        "src",
        &["src", "src/main.rs", "lib/src", "lib/src/main.rs"],
        &["src.rs", "lib/src.rs", "lib/main.rs"],
    );
}

#[test]
fn a_name_after_a_slash_is_at_the_root() {
    check(
        "/src",
        &["src", "src/main.rs", "src/a/b.rs"],
        &["srcs.rs", "lib/src", "lib/main.rs", "lib/src/main.rs"],
    );
}

#[test]
fn a_name_before_a_slash_is_a_folder_anywhere() {
    check(
        "src/",
        &["src/main.rs", "src/a/b.rs", "lib/src/main.rs", "lib/src/a/b.rs"],
        &["src", "lib/src", "lib/main.rs"],
    );
}

#[test]
fn a_name_between_slashes_is_a_folder_at_the_root() {
    check(
        "/src/",
        &["src/main.rs", "src/a/b.rs"],
        &["src", "lib/src", "lib/main.rs", "lib/src/a", "lib/src/a/b"],
    );
}

#[test]
fn a_path_is_at_the_root_with_and_without_slashes_around_it() {
    let below = ["lib/src/api", "lib/src/api/main.rs", "src/apis"];
    check("src/api", &["src/api", "src/api/main.rs"], &below);
    check("/src/api", &["src/api", "src/api/main.rs"], &below);
    check("src/api/", &["src/api/main.rs", "src/api/v1/a.rs"], &["src/api", "lib/src/api/a", "src/apis"]);
    check("/src/api/", &["src/api/main.rs", "src/api/v1/a.rs"], &["src/api", "lib/src/api/a", "src/apis"]);
}

#[test]
fn a_lone_asterisk_is_everything() {
    check("*", &["a", "a/b", "a/b/c", ".hidden", "a/.hidden"], &[]);
}

#[test]
fn an_asterisk_in_a_name() {
    check("s*", &["src", "src/a", "src/a/b", "lib/src", "lib/s/a"], &["lib/a", "xsrc"]);
    check("/s*", &["src", "src/a", "src/a/b"], &["lib/src", "lib/src/a", "lib/a", "xsrc"]);
    check("s*/", &["src/a", "lib/src/a"], &["src", "lib/src", "lib/a", "xsrc"]);
    check("/s*/", &["src/a"], &["src", "lib/src", "lib/src/a", "lib/a", "xsrc"]);
    check("*.rs", &["a.rs", "src/a.rs", ".rs"], &["a.rss", "rs"]);
}

#[test]
fn an_asterisk_as_the_last_segment_is_one_level() {
    check("/*", &["a", "b"], &["a/b", "a/b/c"]);
    check("docs/*", &["docs/a.md"], &["docs", "docs/x/a.md", "lib/docs", "lib/docs/a.md", "lib/a", "xdocs"]);
    check("docs/*.md", &["docs/a.md"], &["docs", "docs/x/a.md", "lib/docs/a.md", "lib/docs/x/a.md"]);
    check("/*/", &["a/b", "b/a", "b/a/c"], &["a"]);
}

#[test]
fn an_asterisk_as_a_segment_within() {
    check("src/*/test", &["src/a/test", "src/a/test/b.rs"], &["src", "src/a", "src/test", "src/a/b/test"]);
}

#[test]
fn a_question_mark_is_one_character() {
    check("l?b", &["lib", "lib/a", "x/lob", "léb"], &["lb", "liib", "l/b"]);
}

#[test]
fn a_backslash_takes_the_meaning_away() {
    check(r"l\*b", &["l*b"], &["lib", r"l\*b"]);
    check(r"l\?b", &["l?b"], &["lib"]);
    check(r"my\ docs/", &["my docs/a.md"], &["my", "docs/a.md"]);
    check(r"\[a\].md", &["[a].md"], &["a.md"]);
}

#[test]
fn two_asterisks_are_any_number_of_folders() {
    check("**/src/api", &["src/api", "lib/src/api", "lib/src/api/a"], &["src/x/api", "lib/src/x/api"]);
    check("**/*bar*", &["bar", "a/bar", "a/rebar", "a/barn", "a/b/bar"], &["a", "a/b"]);
    check("src/api/**", &["src/api/a", "src/api/a/b"], &["src/api", "lib/src/api", "lib/src/api/a"]);
    check(
        "src/**/api",
        &["src/api", "src/api/a", "src/x/api/a", "src/x/y/api/a", "src/api/a/b"],
        &["lib/src/api", "lib/src/api/a", "src/x"],
    );
    check("src/**/", &["src/a", "src/a/", "src/a/b"], &["src"]);
    check(
        "src/**/api/v*",
        &["src/api/v1", "src/x/api/v1"],
        &["src/api", "src/api/x", "src/x/api", "src/x/api/x"],
    );
    check("svc/pay:eu/**/*", &["svc/pay:eu/a.json", "svc/pay:eu/x/a.json"], &["svc/pay-eu/a.json"]);
    check("**", &["a", "a/b/c"], &[]);
    check("/**", &["a", "a/b/c"], &[]);
}

#[test]
fn brackets_are_themselves() {
    check(
        "/app/[id]/page.ts",
        &["app/[id]/page.ts"],
        &["app/i/page.ts", "app/d/page.ts", "app/id/page.ts", "app/[other]/page.ts"],
    );
}

#[test]
fn other_punctuation_is_itself() {
    for name in
        ["a(1).txt", "(a", "a)", "a|b", "{a", "a}", "a{b}", "a|{b}", "a~", "v1/^cpu", "+a", "ünï", "a\\b"]
    {
        let path = name.replace('\\', "");
        check(name, &[&path], &["a", "b", "v1/cpu", "a1.txt"]);
    }
}

#[test]
fn case_matters() {
    check("/Src/", &["Src/a"], &["src/a"]);
}

#[test]
fn a_slash_alone_is_nothing() {
    check("/", &[], &["a", "a/b"]);
}

#[test]
fn owners_are_users_teams_and_addresses() {
    check_owners(
        Dialect::GitHub,
        "a @user @org/team who+x@sub.example.com\n b\t@tab  @more \n",
        &[("a", "@user @org/team who+x@sub.example.com"), ("b", "@tab @more")],
    );
}

#[test]
fn an_owner_counts_once() {
    check_owners(Dialect::GitHub, "a @x @y @x", &[("a", "@x @y")]);
}

#[test]
fn the_last_rule_decides_alone() {
    check_owners(
        Dialect::GitHub,
        "* @all\n*.rs @rust\n/docs/ @docs\ndocs/*.rs @both\n",
        &[
            ("a.txt", "@all"),
            ("src/a.rs", "@rust"),
            ("docs/x/a.rs", "@docs"),
            ("docs/a.rs", "@both"),
            ("src/docs/a.txt", "@all"),
        ],
    );
}

#[test]
fn a_pattern_without_owners_takes_them_away() {
    check_owners(
        Dialect::GitHub,
        "/apps/ @octo\n/apps/hub\n/apps/lab # nobody\n",
        &[
            ("apps/a", "@octo"),
            ("apps/hub", "unowned"),
            ("apps/hub/a", "unowned"),
            ("apps/lab/a", "unowned"),
            ("lib/a", "unmatched"),
        ],
    );
}

#[test]
fn comments_end_lines() {
    check_owners(
        Dialect::GitHub,
        "# * @no\n  # * @no\na @x # @no\nb @y#@no\n",
        &[("a", "@x"), ("b", "@y"), ("c", "unmatched")],
    );
}

#[test]
fn what_cannot_be_read_is_skipped_and_the_rest_stands() {
    let text = r"* @all
/a nobody
/b @org/team/sub
/c @
/d who@nowhere
!/e @x
***/f @x
\#g @x
/h#i @x
/j @ok
";
    check_problems(
        Dialect::GitHub,
        text,
        expect![[r"
            /a nobody
                `nobody` is not an owner: `@user`, `@organization/team` or an e-mail address; GitHub skips this line
            /b @org/team/sub
                `@org/team/sub` is not an owner: `@user`, `@organization/team` or an e-mail address; GitHub skips this line
            /c @
                `@` is not an owner: `@user`, `@organization/team` or an e-mail address; GitHub skips this line
            /d who@nowhere
                `who@nowhere` is not an owner: `@user`, `@organization/team` or an e-mail address; GitHub skips this line
            !/e @x
                a pattern cannot be negated with `!`; GitHub skips this line
            ***/f @x
                a pattern cannot have three asterisks in a row; GitHub skips this line
            \#g @x
                `\#` does not stand for `#`, which always starts a comment; GitHub skips this line
            /h#i @x
                the pattern is `/h`: `#` starts a comment here
        "]],
    );
    check_owners(
        Dialect::GitHub,
        text,
        &[("a", "@all"), ("e", "@all"), ("f", "@all"), ("h", "unowned"), ("j", "@ok"), ("#g", "@all")],
    );
}

#[test]
fn a_file_over_the_limit_is_not_loaded() {
    let rule = "* @a\n";
    let comment = "#".repeat(super::super::github::SIZE_LIMIT - rule.len());
    let text = format!("{rule}{comment}");
    check_owners(Dialect::GitHub, &text, &[("a", "@a")]);
    let text = format!("{text}#");
    check_owners(Dialect::GitHub, &text, &[("a", "unmatched")]);
    assert_eq!(parse(&text, Dialect::GitHub).1.len(), 1);
    check_owners(Dialect::GitLab, &text, &[("a", "@a")]);
}
