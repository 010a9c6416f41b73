//! The keys of a federation.

use crate::manifest::RISKS;
use crate::schema::{Fields, Key, Rule, Scalar, Shape};

/// The keys of `federation.yaml`, in the order they are written.
pub static KEYS: &[Key] = &[
    Key {
        name: "canon",
        shape: Shape::Map(&Fields { keys: CANON, rule: Rule::Declared }),
        doc: "What a registered symbol needs to be canonical.",
        required: false,
        example: "canon: {requires: [owned, tested, pinned]}",
    },
    Key {
        name: "types",
        shape: Shape::List(&Shape::Scalar(Scalar::Type)),
        doc: "The type names there are. Left out, any name that a manifest uses is one.",
        required: false,
        example: "types: [infra.environment-spec, infra.environment.created]",
    },
    Key {
        name: "requirements",
        shape: Shape::MapOf {
            key: Scalar::Requirement,
            value: &Shape::Map(&Fields { keys: REQUIREMENT, rule: Rule::Declared }),
        },
        doc: "What `requires` may name, and who vouches for it outside the code. Left out, any name that a \
              manifest uses is one.",
        required: false,
        example: "requirements: {deployment-window: {given: ci}}",
    },
    Key {
        name: "environments",
        shape: Shape::List(&Shape::Scalar(Scalar::Environment)),
        doc: "The environments there are.",
        required: false,
        example: "environments: [preview, staging, production]",
    },
    Key {
        name: "protected",
        shape: Shape::List(&Shape::Scalar(Scalar::Environment)),
        doc: "The environments in which a hazard is an error.",
        required: false,
        example: "protected: [production]",
    },
    Key {
        name: "tiers",
        shape: Shape::List(&Shape::Scalar(Scalar::Tier)),
        doc: "The words that `tier` may be in a manifest.",
        required: false,
        example: "tiers: [edge, core, ledger]",
    },
    Key {
        name: "owners",
        shape: Shape::Map(&Fields { keys: OWNERS, rule: Rule::Declared }),
        doc: "Who may own. Left out, any owner that CODEOWNERS names.",
        required: false,
        example: "owners: {roster: .github/teams.yaml}",
    },
    Key {
        name: "risk",
        shape: Shape::List(&Shape::Map(&Fields { keys: RISK_RULE, rule: Rule::Declared })),
        doc: "The risk of what stands at a path; the first rule that matches holds.",
        required: false,
        example: "risk: [{path: \"src/payments/**\", level: critical, because: moves money}]",
    },
    Key {
        name: "evidence",
        shape: Shape::Map(&Fields { keys: EVIDENCE, rule: Rule::Declared }),
        doc: "Where the reports are.",
        required: false,
        example: "evidence: {coverage: [coverage/lcov.info]}",
    },
    Key {
        name: "exclude",
        shape: GLOBS,
        doc: "Files that are not analysed, on top of `.gitignore`.",
        required: false,
        example: "exclude: [\"third_party/**\"]",
    },
    Key {
        name: "generated",
        shape: GLOBS,
        doc: "Generated files, on top of `linguist-generated` and `DO NOT EDIT` headers.",
        required: false,
        example: "generated: [\"**/*.pb.go\"]",
    },
    Key {
        name: "tests",
        shape: GLOBS,
        doc: "Test files, on top of each language's own convention.",
        required: false,
        example: "tests: [\"**/testing/**\"]",
    },
    Key {
        name: "review",
        shape: Shape::Map(&Fields { keys: REVIEW, rule: Rule::Declared }),
        doc: "How changes are reviewed.",
        required: false,
        example: "review: {base: origin/main}",
    },
    Key {
        name: "severity",
        shape: Shape::MapOf { key: Scalar::Code, value: &Shape::Scalar(Scalar::OneOf(LEVELS)) },
        doc: "How loud each diagnostic is, by its code.",
        required: false,
        example: "severity: {unowned: warning, uncantonized: hint}",
    },
    Key {
        name: "exceptions",
        shape: Shape::List(&Shape::Map(&Fields { keys: EXCEPTION, rule: Rule::Declared })),
        doc: "Findings that are accepted for a while; an expired one is a finding itself.",
        required: false,
        example: "exceptions: [{code: drifted, symbol: \"src/a.py#f\", owner: \"@x\", until: 2027-01-31}]",
    },
];

const GLOBS: Shape = Shape::OneOrMore(&Shape::Scalar(Scalar::Glob));

const LEVELS: &[&str] = &["error", "warning", "information", "hint", "off"];

const CANON: &[Key] = &[
    Key {
        name: "requires",
        shape: Shape::List(&Shape::Scalar(Scalar::OneOf(&[
            "owned", "tested", "pinned", "lawful", "small", "pure",
        ]))),
        doc: "The facets it needs; `[owned, tested, pinned]` by default. `lawful` is always needed.",
        required: false,
        example: "requires: [owned, tested, pinned, small]",
    },
    Key {
        name: "max-lines",
        shape: Shape::Scalar(Scalar::Integer),
        doc: "What is *small*: so many lines of code of one symbol; 60 by default.",
        required: false,
        example: "max-lines: 60",
    },
    Key {
        name: "tested",
        shape: Shape::Scalar(Scalar::OneOf(&["none", "claimed", "executed", "passing", "mutation-tested"])),
        doc: "The least evidence for *tested*; `claimed` by default.",
        required: false,
        example: "tested: executed",
    },
    Key {
        name: "min-coverage",
        shape: Shape::Scalar(Scalar::Share),
        doc: "The share of a symbol's executable lines that tests must execute; 0.8 by default.",
        required: false,
        example: "min-coverage: 0.8",
    },
    Key {
        name: "goal",
        shape: Shape::Scalar(Scalar::Share),
        doc: "The ratio that a report compares with; 0.9 by default.",
        required: false,
        example: "goal: 0.9",
    },
];

const REQUIREMENT: &[Key] = &[
    Key {
        name: "description",
        shape: Shape::Scalar(Scalar::Text),
        doc: "What it means.",
        required: false,
        example: "description: Changes are allowed at this hour",
    },
    Key {
        name: "given",
        shape: Shape::Scalar(Scalar::Word),
        doc: "Who vouches for it outside the code, such as `ci`.",
        required: false,
        example: "given: ci",
    },
];

const OWNERS: &[Key] = &[Key {
    name: "roster",
    shape: Shape::Scalar(Scalar::Path),
    doc: "A file that lists the owners there are.",
    required: false,
    example: "roster: .github/teams.yaml",
}];

const RISK_RULE: &[Key] = &[
    Key {
        name: "path",
        shape: Shape::Scalar(Scalar::Glob),
        doc: "Which files.",
        required: true,
        example: "path: \"src/payments/**\"",
    },
    Key {
        name: "level",
        shape: Shape::Scalar(Scalar::OneOf(RISKS)),
        doc: "Their risk.",
        required: true,
        example: "level: critical",
    },
    Key {
        name: "because",
        shape: Shape::Scalar(Scalar::Text),
        doc: "Why.",
        required: false,
        example: "because: moves money",
    },
];

const EVIDENCE: &[Key] = &[
    Key {
        name: "coverage",
        shape: GLOBS,
        doc: "Coverage reports: LCOV or Cobertura.",
        required: false,
        example: "coverage: [coverage/lcov.info, \"**/cobertura.xml\"]",
    },
    Key {
        name: "tests",
        shape: GLOBS,
        doc: "Test reports: JUnit.",
        required: false,
        example: "tests: [\"**/junit.xml\"]",
    },
    Key {
        name: "mutation",
        shape: GLOBS,
        doc: "Mutation reports.",
        required: false,
        example: "mutation: [reports/mutation.json]",
    },
    Key {
        name: "scip",
        shape: GLOBS,
        doc: "SCIP indexes, from which calls are known precisely, beside `index.scip` at the root: paths from the \
              root, or globs. What an index says of a file counts while the file's text is the one that the index \
              carries or, where it carries none, while the file has not been written since the index was.",
        required: false,
        example: "scip: [index.scip]",
    },
];

const REVIEW: &[Key] = &[Key {
    name: "base",
    shape: Shape::Scalar(Scalar::Revision),
    doc: "The revision that a change is compared with.",
    required: false,
    example: "base: origin/main",
}];

const EXCEPTION: &[Key] = &[
    Key {
        name: "code",
        shape: Shape::Scalar(Scalar::Code),
        doc: "The diagnostic's code.",
        required: true,
        example: "code: drifted",
    },
    Key {
        name: "symbol",
        shape: Shape::Scalar(Scalar::Symbol),
        doc: "The symbol's id; left out, every finding of that code.",
        required: false,
        example: "symbol: \"src/a.py#f\"",
    },
    Key {
        name: "reason",
        shape: Shape::Scalar(Scalar::Text),
        doc: "Why it is accepted.",
        required: false,
        example: "reason: The rewrite is under way",
    },
    Key {
        name: "owner",
        shape: Shape::Scalar(Scalar::Owner),
        doc: "Who accepts it.",
        required: false,
        example: "owner: \"@infra-team\"",
    },
    Key {
        name: "until",
        shape: Shape::Scalar(Scalar::Date),
        doc: "The last day on which it is accepted.",
        required: false,
        example: "until: 2027-01-31",
    },
];
