use expect_test::{Expect, expect};

use super::*;
use crate::problem::annotate::annotate;

/// The file of the manual.
const EVERY_KEY: &str = r#"canon:                        # what a registered symbol needs to be canonical
  requires: [owned, small]
  max-lines: 40
  tested: mutation-tested
  min-coverage: 0.85
  goal: 1
types: [infra.environment-spec]
requirements:
  deployment-window: {description: At night, given: ci}
  approval:
environments: [preview, staging, production]
protected: [production]
tiers: [edge, core, ledger]
owners: {roster: .github/teams.yaml}
risk:
  - {path: "src/payments/**", level: critical, because: moves money}
evidence:
  coverage: [coverage/lcov.info, "**/cobertura.xml"]
  tests: "**/junit.xml"
  mutation: [reports/mutation.json]
  scip: index.scip
exclude: ["third_party/**"]
generated: ["**/*.pb.go"]
tests: ["**/testing/**"]
review: {base: origin/main}
severity: {unowned: warning, uncantonized: off}
exceptions:
  - {code: drifted, symbol: "src/a.py#f", reason: soon gone, owner: "@x", until: 2027-01-31}
"#;

#[track_caller]
fn check_problems(text: &str, expect: Expect) {
    expect.assert_eq(&annotate(text, &federation(text).1));
}

#[test]
fn every_key_is_read() {
    let (read, problems) = federation(EVERY_KEY);
    assert_eq!(problems, []);
    let Federation { canon, requirements, roster, risk, evidence, review_base, severity, exceptions, .. } =
        read;
    expect![[r#"
        (
            Canon {
                requires: [
                    Owned,
                    Small,
                ],
                max_lines: 40,
                tested: MutationTested,
                min_coverage: 850,
                goal: 1000,
            },
            Some(
                Spanned {
                    value: ".github/teams.yaml",
                    range: 407..425,
                },
            ),
            Some(
                Spanned {
                    value: "origin/main",
                    range: 738..749,
                },
            ),
            (
                Spanned {
                    value: "uncantonized",
                    range: 780..792,
                },
                Spanned {
                    value: Off,
                    range: 794..797,
                },
            ),
            Some(
                Spanned {
                    value: (
                        2027,
                        1,
                        31,
                    ),
                    range: 892..902,
                },
            ),
            [
                RiskRule {
                    path: Spanned {
                        value: "src/payments/**",
                        range: 444..461,
                    },
                    level: Spanned {
                        value: Critical,
                        range: 470..478,
                    },
                    because: Some(
                        Spanned {
                            value: "moves money",
                            range: 489..500,
                        },
                    ),
                },
            ],
            [
                Spanned {
                    value: "**/junit.xml",
                    range: 574..588,
                },
            ],
        )
    "#]]
    .assert_debug_eq(&(canon, roster, review_base, &severity[1], &exceptions[0].until, risk, evidence.tests));
    let requirements = requirements.unwrap_or_default();
    let names: Vec<&str> = requirements.iter().map(|it| &*it.name.value).collect();
    assert_eq!(names, ["deployment-window", "approval"]);
}

#[test]
fn every_key_has_a_default() {
    for text in ["", "# c\n", "{}", "canon: {}\n"] {
        assert_eq!(federation(text), (Federation::default(), Vec::new()), "{text:?}");
    }
}

#[test]
fn a_key_that_cannot_be_read_has_its_default() {
    let text = "canon: {max-lines: many, min-coverage: 80, goal: 0.5, requires: [owend, tested]}\n";
    assert_eq!(
        federation(text).0.canon,
        Canon { goal: 500, requires: vec![Facet::Tested], ..Canon::default() }
    );
    check_problems(
        text,
        expect![[r#"
        canon: {max-lines: many, min-coverage: 80, goal: 0.5, requires: [owend, tested]}
                           ^^^^ wrong-type: `max-lines` takes a whole number, not `many`
        canon: {max-lines: many, min-coverage: 80, goal: 0.5, requires: [owend, tested]}
                                               ^^ invalid-value: `min-coverage` takes a number from 0 to 1, not `80`
        canon: {max-lines: many, min-coverage: 80, goal: 0.5, requires: [owend, tested]}
                                                                         ^^^^^ invalid-value: `requires` takes `owned`, `tested`, `pinned`, `lawful`, `small` or `pure`, not `owend`; did you mean `owned`?
          Change to `owned`: canon: {max-lines: many, min-coverage: 80, goal: 0.5, requires: [owned, tested]}
    "#]],
    );
}

#[test]
fn problems_stand_where_they_are() {
    check_problems(
        "canon: {max_lines: 3}\ntype: [a]\nreview:\nowners: {}\n",
        expect![[r#"
        canon: {max_lines: 3}
                ^^^^^^^^^ unknown-key: there is no key `max_lines`; did you mean `max-lines`?
          Change to `max-lines`: canon: {max-lines: 3}
        type: [a]
        ^^^^ unknown-key: there is no key `type`; did you mean `types`?
          Change to `types`: types: [a]
        review:
        ^^^^^^ wrong-type: `review` has no value: it takes a map
    "#]],
    );
    check_problems(
        "risk: [{path: '[', level: hgih}, {level: low}]\nexclude: ['']\n",
        expect![[r#"
        risk: [{path: '[', level: hgih}, {level: low}]
                      ^^^ invalid-value: `path` takes a glob, not `[`
        risk: [{path: '[', level: hgih}, {level: low}]
                                  ^^^^ invalid-value: `level` takes `low`, `medium`, `high` or `critical`, not `hgih`; did you mean `high`?
          Change to `high`: risk: [{path: '[', level: high}, {level: low}]
        risk: [{path: '[', level: hgih}, {level: low}]
                                          ^^^^^ missing-key: the key `path` is missing
        exclude: ['']
                  ^^ invalid-value: `exclude` takes a glob
    "#]],
    );
    check_problems(
        "severity: {unowned: loud, drifted: warn, 'a b': off}\n",
        expect![[r#"
            severity: {unowned: loud, drifted: warn, 'a b': off}
                                ^^^^ invalid-value: `unowned` takes `error`, `warning`, `information`, `hint` or `off`, not `loud`
            severity: {unowned: loud, drifted: warn, 'a b': off}
                                               ^^^^ invalid-value: `drifted` takes `error`, `warning`, `information`, `hint` or `off`, not `warn`; did you mean `warning`?
              Change to `warning`: severity: {unowned: loud, drifted: warning, 'a b': off}
            severity: {unowned: loud, drifted: warn, 'a b': off}
                                                     ^^^^^ invalid-value: `severity` takes the code of a diagnostic, not `a b`
        "#]],
    );
    check_problems(
        "exceptions: [{symbol: a, until: 2027-02-30}, {code: a, until: tomorrow}]\n",
        expect![[r#"
            exceptions: [{symbol: a, until: 2027-02-30}, {code: a, until: tomorrow}]
                          ^^^^^^ missing-key: the key `code` is missing
            exceptions: [{symbol: a, until: 2027-02-30}, {code: a, until: tomorrow}]
                                            ^^^^^^^^^^ invalid-value: `until` takes a date such as `2027-01-31`, not `2027-02-30`
            exceptions: [{symbol: a, until: 2027-02-30}, {code: a, until: tomorrow}]
                                                                          ^^^^^^^^ invalid-value: `until` takes a date such as `2027-01-31`, not `tomorrow`
        "#]],
    );
    check_problems(
        "requirements: [a]\nevidence: {coverage: {}}\n",
        expect![[r#"
        requirements: [a]
                      ^^^ wrong-type: `requirements` takes a map, not a list
        evidence: {coverage: {}}
                             ^^ wrong-type: `coverage` takes a glob, not a map
    "#]],
    );
    check_problems(
        "types: []\n---\ntypes: [a]\n",
        expect![[r#"
        types: [a]
        ^^^^^ invalid-value: a federation is one YAML document; this one is not read
    "#]],
    );
    check_problems(
        "- types\n",
        expect![[r#"
        - types
        ^^^^^^^ wrong-type: a map is expected, not a list
    "#]],
    );
}
