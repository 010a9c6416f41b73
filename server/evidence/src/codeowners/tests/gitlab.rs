use expect_test::expect;

use super::*;

#[track_caller]
fn check(pattern: &str, owned: &[&str], others: &[&str]) {
    check_pattern(Dialect::GitLab, pattern, owned, others);
}

#[test]
fn a_relative_path_is_anywhere() {
    check("README.md", &["README.md", "a/README.md", "a/b/README.md"], &["README.md/a", "README"]);
    check(
        "api/README.md",
        &["api/README.md", "a/api/README.md", "a/b/api/README.md"],
        &["README.md", "api/a/README.md"],
    );
    check("docs", &["docs", "a/docs"], &["docs/a", "xdocs"]);
    check("docs/*", &["docs/a", "x/docs/a", "docs/.a"], &["xdocs/a", "docs/a/b", "docs"]);
}

#[test]
fn an_absolute_path_is_at_the_root() {
    check("/README.md", &["README.md"], &["docs/README.md"]);
    check("/docs/README.md", &["docs/README.md"], &["README.md", "a/docs/README.md"]);
    check("/*", &["a", ".a"], &["a/b"]);
}

#[test]
fn a_path_with_a_slash_at_its_end_is_all_that_is_in_a_folder() {
    check("/docs/", &["docs/a", "docs/a/b", "docs/.a/.b"], &["docs", "x/docs/a"]);
    check("lib/", &["lib/a", "x/lib/a", "x/y/lib/a/b"], &["lib", "xlib/a"]);
    check("/", &["a", "a/b"], &[]);
    check("/docs/**/", &["docs/a", "docs/a/b"], &["docs"]);
}

#[test]
fn an_asterisk_stays_in_its_segment() {
    check("*", &["a", "a/b/c", ".a/.b"], &[]);
    check("*.rb", &["a.rb", "a/b.rb", ".rb"], &["a.rbs", "a.rb/c"]);
    check("/docs/*.md", &["docs/a.md"], &["docs/a/b.md", "a.md"]);
    check("/docs/index.*", &["docs/index.md"], &["docs/index", "docs/x/index.md"]);
    check("/docs/*spec*", &["docs/spec", "docs/qa_specs.rb", "docs/run.spec"], &["docs/a/spec"]);
    check("/docs/*/README.md", &["docs/api/README.md"], &["docs/README.md", "docs/a/b/README.md"]);
}

#[test]
fn two_asterisks_are_folders_only_before_a_slash() {
    check("/docs/**/index.md", &["docs/index.md", "docs/a/index.md", "docs/a/b/index.md"], &["index.md"]);
    check("/docs/**", &["docs/a"], &["docs/a/b", "docs"]);
    check("**/*.rb", &["a.rb", "a/b/c.rb"], &["a.rbs"]);
    check("/a**/b", &["a/b", "ax/b"], &["a/x/b"]);
}

#[test]
fn question_marks_and_classes() {
    check("/a?c", &["abc", "aéc"], &["ac", "a/c"]);
    check("/[ab]*.rb", &["a.rb", "bc.rb"], &["c.rb", "[ab]x.rb"]);
    check("/x[!0-9]", &["xa"], &["x1", "x"]);
    check(r"/\[ab\]", &["[ab]"], &["a"]);
    check("/x[ab", &[], &["xa", "x[ab"]);
}

#[test]
fn braces_are_themselves() {
    check("/{a,b}", &["{a,b}"], &["a", "b"]);
}

#[test]
fn blanks_and_hash_signs_can_be_escaped() {
    check(r"\#file.rb", &["#file.rb", "a/#file.rb"], &["file.rb"]);
    check(
        r"path\ with\ blanks/",
        &["path with blanks/a.md", "x/path with blanks/a/b"],
        &["path", "blanks/a"],
    );
    check_owners(
        Dialect::GitLab,
        r"a/odd\ path\ with/\ @name\ /\ and-mail@like.com\ / @user-1 mail@x.org @user-2",
        &[("a/odd path with/ @name / and-mail@like.com /t.rb", "@user-1 mail@x.org @user-2")],
    );
}

#[test]
fn the_last_rule_of_a_section_decides() {
    check_owners(
        Dialect::GitLab,
        "* @all\n*.rb @ruby\n/docs/ @docs\n/docs/* @root-docs\nlib/ @lib\n/config/ @config\nterms.md @legal\n",
        &[
            ("app/a.vue", "@all"),
            ("app/a.rb", "@ruby"),
            ("docs/a/b.md", "@docs"),
            ("docs/a.md", "@root-docs"),
            ("ee/lib/a/b.rb", "@lib"),
            ("config/a.yml", "@config"),
            ("x/config/a.yml", "@all"),
            ("x/terms.md", "@legal"),
        ],
    );
}

#[test]
fn a_repeated_pattern_counts_where_it_is_last() {
    check_owners(Dialect::GitLab, "docs/ @a\n* @b\ndocs/ @c\n", &[("docs/x", "@c"), ("y", "@b")]);
}

#[test]
fn sections_add_up() {
    check_owners(
        Dialect::GitLab,
        "* @admin\n[README Owners]\nREADME.md @user1 @user2\ninternal/README.md @user4\n\n[Others]\nREADME.md @user3\n",
        &[
            ("README.md", "@admin @user1 @user2 @user3"),
            ("internal/README.md", "@admin @user4 @user3"),
            ("a", "@admin"),
        ],
    );
}

#[test]
fn sections_of_one_name_are_one() {
    let text = "[Docs]\nee/docs/ @a\n[Database][2]\n*.md @db\n[dOcS][3]\nee/docs/*.md @b\n";
    check_owners(Dialect::GitLab, text, &[("ee/docs/a.md", "@db @b"), ("ee/docs/a", "@a")]);
    let (codeowners, _) = parse(text, Dialect::GitLab);
    let sections: Vec<_> =
        codeowners.sections().iter().map(|it| (it.name.as_deref(), it.approvals)).collect();
    assert_eq!(sections, [(None, 1), (Some("Docs"), 3), (Some("Database"), 2)]);
}

#[test]
fn a_section_has_default_owners() {
    check_owners(
        Dialect::GitLab,
        "[Docs] @docs\ndocs/\nREADME.md\n[Double::Colon] @db @agarcia\nmodel/db/\nmodel/db/setup.md @docs\n",
        &[
            ("docs/a", "@docs"),
            ("README.md", "@docs"),
            ("model/db/a", "@db @agarcia"),
            ("model/db/setup.md", "@docs"),
        ],
    );
}

#[test]
fn default_owners_are_those_of_the_header_above() {
    check_owners(
        Dialect::GitLab,
        "[Docs] @a\nx\n[Docs] @b\ny\n[Docs]\nz",
        &[("x", "@a"), ("y", "@b"), ("z", "unowned")],
    );
}

#[test]
fn headers() {
    let check = |line: &str, name: &str, optional: bool, approvals: u32, owners: &str| {
        let text = format!("{line}\na\n");
        let (codeowners, _) = parse(&text, Dialect::GitLab);
        let section = &codeowners.sections()[1];
        assert_eq!((section.name.as_deref(), section.optional), (Some(name), optional), "{line}");
        assert_eq!(section.approvals, approvals, "{line}");
        assert_eq!(codeowners.rules()[0].owners.join(" "), owners, "{line}");
    };
    check("[Docs]", "Docs", false, 1, "");
    check("^[Docs]", "Docs", true, 0, "");
    check("[Docs][1]", "Docs", false, 1, "");
    check("[Docs][2]", "Docs", false, 2, "");
    check("[Docs][0]", "Docs", false, 1, "");
    check("[Docs][99999999999]", "Docs", false, 1, "");
    check("^[Docs][2]", "Docs", true, 0, "");
    check("^[Docs][2] @a @gl/docs-1", "Docs", true, 0, "@a @gl/docs-1");
    check("[Docs] @a @r.dev @b", "Docs", false, 1, "@a @r.dev @b");
    check("[Docs][2] @a  @b ", "Docs", false, 2, "@a @b");
    check("[Docs][q] @a", "Docs", false, 1, "");
    check("[Docs]{2} @a", "Docs", false, 1, "");
    check("[Docs]@a", "Docs", false, 1, "");
    check("[Two Words] @a # @b", "Two Words", false, 1, "@a");
    check("  [Docs] @@developers", "Docs", false, 1, "@@developers");
    check("[] @a", "", false, 1, "@a");
}

#[test]
fn a_section_is_optional_if_all_its_headers_are() {
    let (codeowners, _) = parse("[A]\n*.md @a\n^[A]\ndoc/* @b\n^[B]\n* @b\n", Dialect::GitLab);
    let optional: Vec<_> = codeowners.sections().iter().map(|it| it.optional).collect();
    assert_eq!(optional, [false, false, true]);
}

#[test]
fn headers_are_at_the_start_of_a_line() {
    let (codeowners, _) = parse("some [A]\n*.md @a\nmore ^[B]\ndoc/* @b\n", Dialect::GitLab);
    assert_eq!(codeowners.sections().len(), 1);
}

#[test]
fn exclusions_hold_for_their_section_and_for_good() {
    check_owners(
        Dialect::GitLab,
        "* @all\n!pom.xml\n!*.gen # by @bot\n/special/a.gen @late\n[Ruby]\n*.rb @ruby\n!/config/**/*.rb\n/config/routes.rb @ops\n",
        &[
            ("a.rb", "@all @ruby"),
            ("config/routes.rb", "@all"),
            ("config/x/a.rb", "@all"),
            ("pom.xml", "unowned"),
            ("special/a.gen", "unowned"),
        ],
    );
    check_owners(Dialect::GitLab, "[Ruby]\n!a.rb\n*.rb @ruby\n", &[("a.rb", "unowned"), ("b.rb", "@ruby")]);
}

#[test]
fn decisive_rules_are_one_for_each_section() {
    let text = "* @all\n*.rb @b\n!x.rb\n[Ruby]\n*.rb @ruby\n";
    let (codeowners, _) = parse(text, Dialect::GitLab);
    let decisive = |path| codeowners.decide(path).rules.iter().map(|it| &text[it.range]).collect::<Vec<_>>();
    assert_eq!(decisive("a.rb"), ["*.rb @b", "*.rb @ruby"]);
    assert_eq!(decisive("x.rb"), ["!x.rb", "*.rb @ruby"]);
    assert_eq!(decisive("a"), ["* @all"]);
}

#[test]
fn owners_are_found_among_other_words() {
    check_owners(
        Dialect::GitLab,
        "a @legal this does not match jane@x.com\nb @one, (@two) @three/nested.group/x.\nc @@maintainer @@boss\nd @a,@b\n",
        &[
            ("a", "@legal jane@x.com"),
            ("b", "@one @two @three/nested.group/x"),
            ("c", "@@maintainer"),
            ("d", "@a @b"),
        ],
    );
}

#[test]
fn there_are_no_comments_after_a_pattern() {
    check_owners(Dialect::GitLab, "*.rb @ruby # ask @bob\n", &[("a.rb", "@ruby @bob")]);
}

#[test]
fn a_rule_for_nobody_leaves_unowned() {
    check_owners(
        Dialect::GitLab,
        "* @all\n/a\n/b nobody\n",
        &[("a", "unowned"), ("b", "unowned"), ("c", "@all")],
    );
}

#[test]
fn problems() {
    check_problems(
        Dialect::GitLab,
        "*.rb\n[]\n*_spec.rb @a\n^[Optional][5]\n*.txt @user\n[Invalid section\n^[Invalid\n[Docs] malformed\n\
         some_entry not_a_user\nmixed malformed @a @@boss\n*.js @js # ask @bob\n!x.rb # fine\n",
        expect![[r#"
            *.rb
                no owner is named: GitLab approves this by itself
            []
                a section needs a name
            ^[Optional][5]
                an optional section asks for no approvals: the number has no effect
            [Invalid section
                the name of this section has no `]`: the line has no effect
            ^[Invalid
                the name of this section has no `]`: the line has no effect
            [Docs] malformed
                no owner is named by `malformed`
            some_entry not_a_user
                `not_a_user` is not an owner: `@user`, `@group`, `@@role` or an e-mail address
            mixed malformed @a @@boss
                `malformed` is not an owner: `@user`, `@group`, `@@role` or an e-mail address
            *.js @js # ask @bob
                GitLab has no comments after a pattern: whoever is named in this one is an owner
        "#]],
    );
}
