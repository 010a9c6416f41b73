use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::problem::annotate::annotate;

const ARTICLE: &str = "\
name: environment-provision
accepts:
  - infra.environment-spec
  - auth.deploy-credential
emits:
  - infra.environment.created
  - notify.ops-channel
invariants:
  - target: [staging, preview]        # production excluded
  - requires: deployment-window
  - requires: rollback-snapshot
  - destructive: false                 # cannot destroy existing state
tested: true
owner: @infra-team
";

const EVERY_KEY: &str = r#"# Everything at once.
name: infra.environment-provision
description: >-
  Creates an environment
  for a preview
source: [provision.py#provision_environment, "billing.ts#Invoice.total", lib/, '**/*.tf', "app/[id]/page.tsx#Page"]
accepts: []
exposes: [provision_environment, "Invoice.*", "*.ts#Page"]
invariants:
  - target: staging
  - region: [eu, us]
  - idempotent: true
  - note: {any: shape}
  - nothing:
actions:
  - {create: env, key: $name}
  - destroy: env
tested: false
tests: tests/test_env.py::test_create
owner: ["@infra-team", ops@example.com, "@org/team"]
digest: canton-ast/1:python:00112233445566778899aabbccddeeff
effects: [fs.write, net]
risk: high
tier: core
environments: [staging, preview]
runbook: https://example.com/runbook#env
incidents:
  - {id: 4711, date: 2026-03-01, summary: Deleted staging, url: https://example.com/4711}
never:
  - rule: Call it twice
    because: the second call destroys the first
supervisor: {parent: environment-supervisor, restart: transient, intensity: 3, period: 60}
replaces: env
deprecated: environment-create
"#;

/// What is read, in short.
#[track_caller]
fn check(text: &str, expect: Expect) {
    let (manifests, problems) = manifests(text);
    let mut res = String::new();
    for manifest in &manifests {
        res.push_str(&render(manifest));
    }
    expect.assert_eq(&(res + &annotate(text, &problems)));
}

/// What is wrong.
#[track_caller]
fn check_problems(text: &str, expect: Expect) {
    expect.assert_eq(&annotate(text, &manifests(text).1));
}

/// A manifest without what is empty, and without spans.
fn render(manifest: &Manifest) -> String {
    let text = format!("{manifest:#?}");
    let mut res = String::new();
    // Spans are long, and asserted elsewhere: `Spanned { value: x, range: y }` is shown as `x`.
    for line in text.lines() {
        let line = line.trim();
        let skipped = line.starts_with("range: ") || line.ends_with(": None,") || line.ends_with(": [],");
        let closes = line.chars().all(|it| "()[]{},".contains(it));
        if skipped || closes || line == "Some(" || line == "Spanned {" {
            continue;
        }
        let line = line.replace("Spanned {", "").replace("Some(", "").replace("value: ", "");
        let line = line.trim().trim_end_matches(',').trim();
        if !line.is_empty() {
            let key = line.ends_with(['[', '{', '(', ':']);
            res.push_str(if key { "\n" } else { " " });
            res.push_str(line);
        }
    }
    res.trim().to_owned() + "\n"
}

#[test]
fn the_article_loads_as_it_stands() {
    check(
        ARTICLE,
        expect![[r#"
        Manifest {
        name: "environment-provision"
        accepts: [ "infra.environment-spec" "auth.deploy-credential"
        emits: [ "infra.environment.created" "notify.ops-channel"
        invariants: [
        Invariant {
        key: "target"
        List( "staging" "preview"
        Invariant {
        key: "requires"
        Word( "deployment-window"
        Invariant {
        key: "requires"
        Word( "rollback-snapshot"
        Invariant {
        key: "destructive"
        Bool( false
        tested: true
        owner: "@infra-team"
        owner: @infra-team
               ^^^^^^^^^^^ unquoted-owner: YAML reserves `@`: write `"@infra-team"`
          Quote the owner: owner: "@infra-team"
    "#]],
    );
}

#[test]
fn every_key_is_read() {
    check(
        EVERY_KEY,
        expect![[r#"
            Manifest {
            name: "infra.environment-provision"
            description: "Creates an environment for a preview"
            source:
            Symbol { path: "provision.py" symbol: "provision_environment"
            Symbol { path: "billing.ts" symbol: "Invoice.total"
            Glob( "lib/"
            Glob( "**/*.tf"
            Symbol { path: "app/[id]/page.tsx" symbol: "Page"
            exposes: "provision_environment" "Invoice.*" "*.ts#Page"
            invariants: [
            Invariant {
            key: "target"
            List( "staging"
            Invariant {
            key: "region"
            List( "eu" "us"
            Invariant {
            key: "idempotent"
            Bool( true
            Invariant {
            key: "note"
            Other( 384..396
            Invariant {
            key: "nothing"
            Other( 408..408
            actions: [
            Action { verb: Create
            kind: "env"
            key: "$name"
            Action { verb: Destroy
            kind: "env"
            tested: false
            tests: [ "tests/test_env.py::test_create"
            owner: "@infra-team" "ops@example.com" "@org/team"
            digest:
            Pin { algorithm: "canton-ast/1" language: "python"
            digest: Digest( 0 17 34 51 68 85 102 119 136 153 170 187 204 221 238 255
            effects: "fs.write" "net"
            risk: High
            tier: "core"
            environments: [ "staging" "preview"
            runbook: "https://example.com/runbook#env"
            incidents: [
            Incident {
            id: "4711"
            date: "2026-03-01"
            summary: "Deleted staging"
            url: "https://example.com/4711"
            never: [
            Never {
            rule: "Call it twice"
            because: "the second call destroys the first"
            supervisor:
            Supervisor {
            parent: "environment-supervisor"
            restart: "transient"
            intensity: 3
            period: 60
            replaces: "env"
            deprecated:
            UseInstead( "environment-create"
        "#]],
    );
}

#[test]
fn spans_are_those_of_the_text() {
    let (manifests, _) = manifests(EVERY_KEY);
    let manifest = &manifests[0];
    let texts: Vec<&str> = manifest.source.iter().flatten().map(|it| &EVERY_KEY[it.range]).collect();
    assert_eq!(texts[1], "\"billing.ts#Invoice.total\"");
    assert_eq!(texts[3], "'**/*.tf'");
    assert!(EVERY_KEY[manifest.range].starts_with("name:"));
    assert!(EVERY_KEY[manifest.range].ends_with("deprecated: environment-create"));
}

#[test]
fn unknown_keys() {
    check_problems(
        "name: a\nowners: b@c\ncode: a.py\nNAME: x\n<<: {}\n1: 2\n",
        expect![[r#"
        owners: b@c
        ^^^^^^ unknown-key: there is no key `owners`; did you mean `owner`?
          Change to `owner`: owner: b@c
        code: a.py
        ^^^^ unknown-key: there is no key `code`
        NAME: x
        ^^^^ unknown-key: there is no key `NAME`
        <<: {}
        ^^ unknown-key: there is no key `<<`
        1: 2
        ^ unknown-key: there is no key `1`
    "#]],
    );
    check_problems(
        "name: a\nactions: [{craete: env}]\nsupervisor: {parnt: b}\n",
        expect![[r#"
        actions: [{craete: env}]
                  ^^^^^^^^^^^^^ missing-key: an item of `actions` needs one of `create`, `use`, `update` or `destroy`
        actions: [{craete: env}]
                   ^^^^^^ unknown-key: there is no key `craete`; did you mean `create`?
          Change to `create`: actions: [{create: env}]
        supervisor: {parnt: b}
                     ^^^^^ unknown-key: there is no key `parnt`; did you mean `parent`?
          Change to `parent`: supervisor: {parent: b}
    "#]],
    );
    check_problems(
        "name: a\n? [x]\n: y\n? {a: b}\n: c\n",
        expect![[r#"
        ? [x]
          ^^^ wrong-type: a key is a word, not a list
        ? {a: b}
          ^^^^^^ wrong-type: a key is a word, not a map
    "#]],
    );
}

#[test]
fn duplicate_keys() {
    check_problems(
        "name: a\nrisk: low\nname: b\nnever: [{rule: a, because: b, rule: c}]\n",
        expect![[r#"
        name: b
        ^^^^ duplicate-key: the key `name` stands twice
          line 1, `name`: `name` stands here first
        never: [{rule: a, because: b, rule: c}]
                                      ^^^^ duplicate-key: the key `rule` stands twice
          line 4, `rule`: `rule` stands here first
    "#]],
    );
}

#[test]
fn missing_keys() {
    check_problems(
        "risk: low\nincidents: [{id: 1}]\nactions: [{key: a}, {}]\ninvariants: [{}]\n",
        expect![[r#"
            risk: low
            ^^^^ missing-key: the key `name` is missing
            incidents: [{id: 1}]
                         ^^ missing-key: the key `date` is missing
            incidents: [{id: 1}]
                         ^^ missing-key: the key `summary` is missing
            actions: [{key: a}, {}]
                      ^^^^^^^^ missing-key: an item of `actions` needs one of `create`, `use`, `update` or `destroy`
            actions: [{key: a}, {}]
                                ^^ missing-key: an item of `actions` needs one of `create`, `use`, `update` or `destroy`
            invariants: [{}]
                         ^^ missing-key: an item of `invariants` is a map of one key
        "#]],
    );
    check_problems(
        "{}",
        expect![[r#"
        {}
        ^^ missing-key: the key `name` is missing
    "#]],
    );
}

#[test]
fn wrong_types() {
    check_problems(
        "- name\n",
        expect![[r#"
        - name
        ^^^^^^ wrong-type: a map is expected, not a list
    "#]],
    );
    check_problems(
        "name\n",
        expect![[r#"
        name
        ^^^^ wrong-type: a map is expected, not text
    "#]],
    );
    check_problems(
        "name: [a]\naccepts: x\nemits: {a: b}\ntested: yes\nowner: true\nrisk:\n",
        expect![[r#"
            name: [a]
                  ^^^ wrong-type: `name` takes a name: words joined by `-`, with `.` between namespaces, not a list
            accepts: x
                     ^ wrong-type: `accepts` takes a list, not text
              Make it a list: accepts: [x]
            emits: {a: b}
                   ^^^^^^ wrong-type: `emits` takes a list, not a map
            tested: yes
                    ^^^ wrong-type: `tested` takes `true` or `false`, not `yes`
            owner: true
                   ^^^^ wrong-type: `owner` takes an owner: `@team`, `@org/team` or `name@host`, not `true`
            risk:
            ^^^^ wrong-type: `risk` has no value: it takes `low`, `medium`, `high` or `critical`
        "#]],
    );
    check_problems(
        "name: 12\ntier: 1.5\ndescription: 12\neffects: ~\nactions: [create]\n",
        expect![[r#"
            name: 12
                  ^^ wrong-type: `name` takes a name: words joined by `-`, with `.` between namespaces, not `12`
              Quote the value: name: "12"
            tier: 1.5
                  ^^^ wrong-type: `tier` takes a tier, not `1.5`
              Quote the value: tier: "1.5"
            effects: ~
                     ^ wrong-type: `effects` has no value: it takes a list
            actions: [create]
                      ^^^^^^ wrong-type: `actions` takes a map, not text
        "#]],
    );
    check_problems(
        "name: a\ninvariants: {target: [a]}\nsource: {path: a}\nsupervisor: [a]\n",
        expect![[r#"
            invariants: {target: [a]}
                        ^^^^^^^^^^^^^ wrong-type: `invariants` takes a list, not a map
            source: {path: a}
                    ^^^^^^^^^ wrong-type: `source` takes a claim: a path, `path#symbol` or a glob, not a map
            supervisor: [a]
                        ^^^ wrong-type: `supervisor` takes the name of a canton, or a map, not a list
        "#]],
    );
    check_problems(
        "name: a\ninvariants:\n  - target\n  - requires: [a, b]\n  - destructive: no\n  -\n",
        expect![[r#"
            invariants:
            ^^^^^^^^^^ wrong-type: `invariants` has an empty item: each is a map of one key
              - target
                ^^^^^^ wrong-type: `invariants` takes a map of one key, not text
              - requires: [a, b]
                          ^^^^^^ wrong-type: `requires` takes the name of a requirement, not a list
              - destructive: no
                             ^^ wrong-type: `destructive` takes `true` or `false`, not `no`
        "#]],
    );
    check_problems(
        "name: &n a\ntier: *n\nenvironments: &e [x]\naccepts: *e\nemits: *none\n",
        expect![[r#"
            accepts: *e
                     ^^ wrong-type: `accepts` takes a list, not an alias (those of lists and maps are not followed)
            emits: *none
                   ^^^^^ yaml-syntax: not YAML: no anchor `&none` stands before this alias
        "#]],
    );
}

#[test]
fn invalid_values() {
    check_problems(
        "name: environment_provision\n---\nname: -a\n---\nname: a..b\n---\nname: ''\n",
        expect![[r#"
            name: environment_provision
                  ^^^^^^^^^^^^^^^^^^^^^ invalid-value: `name` takes a name: words joined by `-`, with `.` between namespaces, not `environment_provision`; did you mean `environment-provision`?
              Change to `environment-provision`: name: environment-provision
            name: -a
                  ^^ invalid-value: `name` takes a name: words joined by `-`, with `.` between namespaces, not `-a`
            name: a..b
                  ^^^^ invalid-value: `name` takes a name: words joined by `-`, with `.` between namespaces, not `a..b`
            name: ''
                  ^^ invalid-value: `name` takes a name: words joined by `-`, with `.` between namespaces
        "#]],
    );
    check_problems(
        "name: a\nrisk: hihg\nowner: [infra-team, '@', 'a@b@c', '@a b']\n",
        expect![[r#"
        risk: hihg
              ^^^^ invalid-value: `risk` takes `low`, `medium`, `high` or `critical`, not `hihg`; did you mean `high`?
          Change to `high`: risk: high
        owner: [infra-team, '@', 'a@b@c', '@a b']
                ^^^^^^^^^^ invalid-value: `owner` takes an owner: `@team`, `@org/team` or `name@host`, not `infra-team`; did you mean `@infra-team`?
          Change to `@infra-team`: owner: ["@infra-team", '@', 'a@b@c', '@a b']
        owner: [infra-team, '@', 'a@b@c', '@a b']
                            ^^^ invalid-value: `owner` takes an owner: `@team`, `@org/team` or `name@host`, not `@`
        owner: [infra-team, '@', 'a@b@c', '@a b']
                                 ^^^^^^^ invalid-value: `owner` takes an owner: `@team`, `@org/team` or `name@host`, not `a@b@c`
        owner: [infra-team, '@', 'a@b@c', '@a b']
                                          ^^^^^^ invalid-value: `owner` takes an owner: `@team`, `@org/team` or `name@host`, not `@a b`
    "#]],
    );
    check_problems(
        "name: a\nincidents: [{id: 1, date: 2026-02-30, summary: s}]\naccepts: [a b]\n",
        expect![[r#"
            incidents: [{id: 1, date: 2026-02-30, summary: s}]
                                      ^^^^^^^^^^ invalid-value: `date` takes a date such as `2027-01-31`, not `2026-02-30`
            accepts: [a b]
                      ^^^ invalid-value: `accepts` takes the name of a type, such as `infra.environment.created`, not `a b`
        "#]],
    );
    check_problems(
        "name: a\nactions: [{create: a, destroy: b}]\ninvariants: [{target: a, requires: b}]\n",
        expect![[r#"
            actions: [{create: a, destroy: b}]
                                  ^^^^^^^ invalid-value: an item of `actions` takes only one of `create`, `use`, `update` or `destroy`
            invariants: [{target: a, requires: b}]
                                     ^^^^^^^^ invalid-value: an item of `invariants` is a map of one key: begin a new item with `- `
        "#]],
    );
    check_problems(
        "name: a\nsupervisor: {restart: always, intensity: -1, period: 1.5}\ntests: ''\n",
        expect![[r#"
            supervisor: {restart: always, intensity: -1, period: 1.5}
                                  ^^^^^^ invalid-value: `restart` takes `permanent`, `transient` or `temporary`, not `always`
            supervisor: {restart: always, intensity: -1, period: 1.5}
                                                     ^^ invalid-value: `intensity` takes a whole number, not `-1`
            supervisor: {restart: always, intensity: -1, period: 1.5}
                                                                 ^^^ invalid-value: `period` takes a whole number, not `1.5`
            tests: ''
                   ^^ invalid-value: `tests` takes text
        "#]],
    );
}

#[test]
fn claims() {
    let claims = [
        "a.py",
        "a.py#f",
        "a.py#C.m",
        "a/**",
        "a/",
        "../a.py",
        "./a.py",
        "a b.py#f",
        "a.js#C.#p",
        "",
        "/a.py",
        "C:/a.py",
        "~/a.py",
        "https://a.b/c",
        "a\\b.py",
        "!a.py",
        "#f",
        "a.py#",
        "a.py#.f",
        "*.py#f",
        "a/#f",
        "a.py#f g",
        "[a",
        "{a",
        "a[",
        "é/ü.py#ß",
    ];
    let res: String = claims.iter().map(|it| format!("{it:?} {:?}\n", claim::parse(it))).collect();
    expect![[r##"
        "a.py" Ok(File("a.py"))
        "a.py#f" Ok(Symbol { path: "a.py", symbol: "f" })
        "a.py#C.m" Ok(Symbol { path: "a.py", symbol: "C.m" })
        "a/**" Ok(Glob("a/**"))
        "a/" Ok(Glob("a/"))
        "../a.py" Ok(File("../a.py"))
        "./a.py" Ok(File("./a.py"))
        "a b.py#f" Ok(Symbol { path: "a b.py", symbol: "f" })
        "a.js#C.#p" Ok(Symbol { path: "a.js", symbol: "C.#p" })
        "" Err("it names nothing")
        "/a.py" Err("a path starts at the manifest's folder")
        "C:/a.py" Err("a path starts at the manifest's folder")
        "~/a.py" Err("a path starts at the manifest's folder")
        "https://a.b/c" Err("a path starts at the manifest's folder")
        "a\\b.py" Err("folders are separated by `/`")
        "!a.py" Err("a claim cannot leave anything out with `!`")
        "#f" Err("there is no path before `#`")
        "a.py#" Err("after `#` stands a symbol's name, with dots before members")
        "a.py#.f" Err("after `#` stands a symbol's name, with dots before members")
        "*.py#f" Err("a symbol stands in one file, so its path is no glob")
        "a/#f" Err("a symbol stands in one file, so its path is no glob")
        "a.py#f g" Err("after `#` stands a symbol's name, with dots before members")
        "[a" Err("as a glob, it has an unclosed character class; missing ']'")
        "{a" Err("as a glob, it has an unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)")
        "a[" Err("as a glob, it has an unclosed character class; missing ']'")
        "é/ü.py#ß" Ok(Symbol { path: "é/ü.py", symbol: "ß" })
    "##]]
    .assert_eq(&res);
    check_problems(
        "name: a\nsource: [a.py, /b.py, \"c\\\\d\"]\n",
        expect![[r#"
        source: [a.py, /b.py, "c\\d"]
                       ^^^^^ invalid-claim: `source` cannot claim `/b.py`: a path starts at the manifest's folder
        source: [a.py, /b.py, "c\\d"]
                              ^^^^^^ invalid-claim: `source` cannot claim `c\d`: folders are separated by `/`
    "#]],
    );
}

#[test]
fn pins() {
    for good in
        ["canton-ast/1:python:00112233445566778899aabbccddeeff", "x/12:c++:ffffffffffffffffffffffffffffffff"]
    {
        assert_eq!(Pin::parse(good).expect("a pin").to_string(), good);
    }
    check_problems(
        "name: a\ndigest: canton-ast/1:py:5d1c0e\n",
        expect![[r#"
        digest: canton-ast/1:py:5d1c0e
                ^^^^^^^^^^^^^^^^^^^^^^ invalid-pin: `digest` takes a pin: `canton-ast/1:<language>:<32 hex digits>`, not `canton-ast/1:py:5d1c0e`
    "#]],
    );
    check_problems(
        "name: a\ndigest: canton-ast:python:00112233445566778899AABBCCDDEEFF\n",
        expect![[r#"
        digest: canton-ast:python:00112233445566778899AABBCCDDEEFF
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-pin: `digest` takes a pin: `canton-ast/1:<language>:<32 hex digits>`, not `canton-ast:python:00112233445566778899AABBCCDDEEFF`
    "#]],
    );
}

#[test]
fn documents() {
    check(
        "# nothing\n---\n---\nname: a\n...\n# c\n---\nname: b\n",
        expect![[r#"
        Manifest {
        name: "a"
        Manifest {
        name: "b"
    "#]],
    );
    check("", expect![[""]]);
}

#[test]
fn what_can_be_read_is_read() {
    check(
        "name: a\naccepts: [b\nemits: [c]\nown\nrisk: hi\n",
        expect![[r#"
            Manifest {
            name: "a"
            emits: [ "c"
            accepts: [b
            ^^^^^^^^^^^ yaml-syntax: not YAML: no `:` can stand here; quote a value that holds one, and close brackets before the next key
            own
            ^^^ yaml-syntax: not YAML: a key is followed by `:`
            risk: hi
                  ^^ invalid-value: `risk` takes `low`, `medium`, `high` or `critical`, not `hi`
        "#]],
    );
    check(
        "name: \"a\nrisk: low\n---\nname: b\n",
        expect![[r#"
            Manifest {
            risk: Low
            Manifest {
            name: "b"
            name: "a
            ^^^^^^^^ yaml-syntax: not YAML: a quote is not closed
        "#]],
    );
}

/// A manifest with some of its bytes changed.
fn mutated() -> impl Strategy<Value = String> {
    let changes = prop::collection::vec(
        (
            any::<prop::sample::Index>(),
            "[ \\t\\n\\r:\\-\\[\\]{}#@&*|>\"'!?,a~é\u{0}\u{feff}]{0,3}",
            0..4usize,
        ),
        0..5,
    );
    (prop::sample::select(vec![ARTICLE, EVERY_KEY]), changes).prop_map(|(text, changes)| {
        let mut text: Vec<char> = text.chars().collect();
        for (at, new, removed) in changes {
            let at = at.index(text.len());
            let end = (at + removed).min(text.len());
            text.splice(at..end, new.chars());
        }
        text.into_iter().collect()
    })
}

/// Every span is one of the text.
fn assert_spans(text: &str, problems: &[Problem]) {
    for problem in problems {
        assert!(text.get(std::ops::Range::<usize>::from(problem.range)).is_some(), "{problem:?} in {text:?}");
        for (range, _) in &problem.related {
            assert!(text.get(std::ops::Range::<usize>::from(*range)).is_some(), "{problem:?} in {text:?}");
        }
        let edits = problem.fix.iter().flat_map(|it| &it.edits);
        for edit in edits {
            assert!(
                text.get(std::ops::Range::<usize>::from(edit.range)).is_some(),
                "{problem:?} in {text:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC*|[ \\t\\n\\r:\\-\\[\\]{}#@&*|>\"'!?,a~%é.\u{0}\u{feff}]{0,80}") {
        assert_spans(&text, &manifests(&text).1);
        assert_spans(&text, &crate::federation::federation(&text).1);
        assert_spans(&text, &crate::lock::lock(&text).1);
    }

    #[test]
    fn a_mutated_manifest_is_read(text in mutated()) {
        let (manifests, problems) = manifests(&text);
        assert_spans(&text, &problems);
        for manifest in manifests {
            assert!(text.get(std::ops::Range::<usize>::from(manifest.range)).is_some());
            for name in manifest.name.iter().chain(&manifest.accepts) {
                assert!(text.get(std::ops::Range::<usize>::from(name.range)).is_some());
            }
        }
    }

    #[test]
    fn a_cursor_may_stand_anywhere(text in mutated(), at in any::<prop::sample::Index>()) {
        let offset = TextSize::try_from(at.index(text.len() + 1)).expect("a short text");
        if let Some(found) = key_at(&text, offset) {
            assert!(text.get(std::ops::Range::<usize>::from(found.range)).is_some());
        }
    }

    #[test]
    fn a_fix_mends_its_problem(text in mutated()) {
        for problem in manifests(&text).1 {
            let Some(fix) = &problem.fix else { continue };
            let after = crate::edit::apply(&text, &fix.edits);
            let same = |it: &&Problem| it.code == problem.code && it.range.start() == problem.range.start();
            let problems = manifests(&after).1;
            prop_assert_eq!(problems.iter().find(same), None, "{}", text);
        }
    }
}
