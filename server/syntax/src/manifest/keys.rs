//! The keys of a manifest.

use crate::schema::{Fields, Key, Rule, Scalar, Shape};

/// The keys of a manifest, in the order they are written.
pub static KEYS: &[Key] = &[
    Key {
        name: "name",
        shape: Shape::Scalar(Scalar::NewName),
        doc: "The canton's name, unique in the federation. Words joined by `-`, with `.` between \
              namespaces. Where `source` is left out, the canton claims the symbol or file below this \
              folder whose name has the same words.",
        required: true,
        example: "name: environment-provision",
    },
    Key {
        name: "description",
        shape: Shape::Scalar(Scalar::Text),
        doc: "What the canton does, in a sentence: the first line that a hover shows.",
        required: false,
        example: "description: Creates a preview or staging environment",
    },
    Key {
        name: "source",
        shape: Shape::OneOrMore(&Shape::Scalar(Scalar::Claim)),
        doc: "The code this canton owns: a claim or a list of them. A claim is a symbol \
              (`provision.py#provision_environment`), a file (`provision.py`) or a tree (`payments/**`); \
              paths start at the manifest's folder. Left out, the code is found by the canton's name.",
        required: false,
        example: "source: provision.py#provision_environment",
    },
    Key {
        name: "accepts",
        shape: Shape::List(&Shape::Scalar(Scalar::Type)),
        doc: "The types it takes. A composition must give them, or have them given by cantons called before.",
        required: false,
        example: "accepts: [infra.environment-spec]",
    },
    Key {
        name: "emits",
        shape: Shape::List(&Shape::Scalar(Scalar::Type)),
        doc: "The types it gives. They meet what later cantons accept, and requirements of the same name.",
        required: false,
        example: "emits: [infra.environment.created]",
    },
    Key {
        name: "exposes",
        shape: Shape::List(&Shape::Scalar(Scalar::Exposed)),
        doc: "What of it code outside may call: names of its symbols, each with all that stands in it, or globs of \
              names (`Account.*`); before a `#` stands the file, as in `source`. Left out, everything; `[]` for \
              nothing. A call of anything else is reported.",
        required: false,
        example: "exposes: [provision_environment]",
    },
    Key {
        name: "invariants",
        shape: Shape::List(&Shape::Map(&INVARIANT)),
        doc: "Rules that hold in every composition with this canton: a list of one-key maps. Besides \
              `target`, `requires` and `destructive`, any `name: [list]` limits the parameter of that name, \
              and any `name: false` is a property that all parts of a composition share.",
        required: false,
        example: "invariants: [{target: [staging, preview]}]",
    },
    Key {
        name: "actions",
        shape: Shape::List(&Shape::Map(&ACTION)),
        doc: "What it does to resources, so that orders such as destroy then create are seen.",
        required: false,
        example: "actions: [{create: env, key: $name}]",
    },
    Key {
        name: "tested",
        shape: Shape::Scalar(Scalar::Bool),
        doc: "The author's claim that it is tested. Evidence decides how it is shown: claimed, executed, \
              passing or mutation-tested.",
        required: false,
        example: "tested: true",
    },
    Key {
        name: "tests",
        shape: Shape::OneOrMore(&Shape::Scalar(Scalar::Test)),
        doc: "The tests that vouch for it: ids or paths.",
        required: false,
        example: "tests: [\"tests/test_env.py::test_create\"]",
    },
    Key {
        name: "owner",
        shape: Shape::OneOrMore(&Shape::Scalar(Scalar::Owner)),
        doc: "Who answers for it: `@team`, `@user`, `@org/team`, `name@host`, or a list of them. Quote an \
              owner that starts with `@`: YAML reserves the character. Left out, CODEOWNERS says it.",
        required: false,
        example: "owner: \"@infra-team\"",
    },
    Key {
        name: "digest",
        shape: Shape::Scalar(Scalar::Pin),
        doc: "The pin of a canton of one unit: the code that was vouched for. Written by `canton pin`; once \
              the code is no longer this, it has drifted.",
        required: false,
        example: "digest: canton-ast/1:python:9f86d081884c7d659a2feaa0c55ad015",
    },
    Key {
        name: "effects",
        shape: Shape::List(&Shape::Scalar(Scalar::Effect)),
        doc: "The side effects it may have, such as `fs.write`, `net` or `time`; `[]` for none: pure. Code \
              that does more is reported.",
        required: false,
        example: "effects: [net]",
    },
    Key {
        name: "risk",
        shape: Shape::Scalar(Scalar::OneOf(RISKS)),
        doc: "How much depends on its being right. Left out, the path rules of the federation say it, \
              else it is `low`.",
        required: false,
        example: "risk: high",
    },
    Key {
        name: "tier",
        shape: Shape::Scalar(Scalar::Tier),
        doc: "Its processing tier: one of the federation's `tiers`.",
        required: false,
        example: "tier: core",
    },
    Key {
        name: "environments",
        shape: Shape::List(&Shape::Scalar(Scalar::Environment)),
        doc: "The environments it may act on.",
        required: false,
        example: "environments: [staging, preview]",
    },
    Key {
        name: "runbook",
        shape: Shape::Scalar(Scalar::Link),
        doc: "What to do when it fails: a path or a URL.",
        required: false,
        example: "runbook: docs/runbooks/environments.md",
    },
    Key {
        name: "incidents",
        shape: Shape::List(&Shape::Map(&Fields { keys: INCIDENT, rule: Rule::Declared })),
        doc: "Its history: what went wrong with it.",
        required: false,
        example: "incidents: [{id: INC-12, date: 2026-03-01, summary: Deleted staging}]",
    },
    Key {
        name: "never",
        shape: Shape::List(&Shape::Map(&Fields { keys: NEVER, rule: Rule::Declared })),
        doc: "What must never be done with it, and why.",
        required: false,
        example: "never: [{rule: Call it twice for one name, because: the second call destroys the first}]",
    },
    Key {
        name: "supervisor",
        shape: Shape::Either(&[
            Shape::Scalar(Scalar::Canton),
            Shape::Map(&Fields { keys: SUPERVISOR, rule: Rule::Declared }),
        ]),
        doc: "Who restarts or answers when it fails: a canton's name, or a map that says how.",
        required: false,
        example: "supervisor: environment-supervisor",
    },
    Key {
        name: "replaces",
        shape: Shape::Scalar(Scalar::Kind),
        doc: "The kind of resource that this canton may destroy and create again: it is the one word for it.",
        required: false,
        example: "replaces: env",
    },
    Key {
        name: "deprecated",
        shape: Shape::Either(&[Shape::Scalar(Scalar::Bool), Shape::Scalar(Scalar::Canton)]),
        doc: "Calls to it are reported: `true`, or the name of the canton to use instead.",
        required: false,
        example: "deprecated: environment-create",
    },
];

/// The words for risk, the least first.
pub(crate) const RISKS: &[&str] = &["low", "medium", "high", "critical"];

static INVARIANT: Fields = Fields {
    keys: &[
        Key {
            name: "target",
            shape: Shape::OneOrMore(&Shape::Scalar(Scalar::Environment)),
            doc: "The environments that calls may name, and no others.",
            required: false,
            example: "target: [staging, preview]",
        },
        Key {
            name: "requires",
            shape: Shape::Scalar(Scalar::Requirement),
            doc: "What must have been given before: by a canton that emits it, or by the caller's own \
                  `requires`.",
            required: false,
            example: "requires: rollback-snapshot",
        },
        Key {
            name: "destructive",
            shape: Shape::Scalar(Scalar::Bool),
            doc: "`false`: neither it nor what it calls may destroy existing state.",
            required: false,
            example: "destructive: false",
        },
    ],
    rule: Rule::OneKey,
};

static ACTION: Fields = Fields {
    keys: &[
        Key {
            name: "create",
            shape: Shape::Scalar(Scalar::Kind),
            doc: "Creates a resource of this kind.",
            required: false,
            example: "create: env",
        },
        Key {
            name: "use",
            shape: Shape::Scalar(Scalar::Kind),
            doc: "Uses a resource of this kind, which must exist.",
            required: false,
            example: "use: env",
        },
        Key {
            name: "update",
            shape: Shape::Scalar(Scalar::Kind),
            doc: "Changes a resource of this kind.",
            required: false,
            example: "update: env",
        },
        Key {
            name: "destroy",
            shape: Shape::Scalar(Scalar::Kind),
            doc: "Destroys a resource of this kind.",
            required: false,
            example: "destroy: env",
        },
        Key {
            name: "key",
            shape: Shape::Scalar(Scalar::Text),
            doc: "Which resource: a literal, or `$param` for what the parameter of that name holds.",
            required: false,
            example: "key: $name",
        },
    ],
    rule: Rule::OneOf(&["create", "use", "update", "destroy"]),
};

const INCIDENT: &[Key] = &[
    Key {
        name: "id",
        shape: Shape::Scalar(Scalar::Text),
        doc: "The incident's id.",
        required: true,
        example: "id: INC-12",
    },
    Key {
        name: "date",
        shape: Shape::Scalar(Scalar::DateTime),
        doc: "When it happened.",
        required: true,
        example: "date: 2026-03-01",
    },
    Key {
        name: "summary",
        shape: Shape::Scalar(Scalar::Text),
        doc: "What happened, in a sentence.",
        required: true,
        example: "summary: Staging was deleted while it was in use",
    },
    Key {
        name: "url",
        shape: Shape::Scalar(Scalar::Link),
        doc: "Where to read more.",
        required: false,
        example: "url: https://example.com/INC-12",
    },
];

const NEVER: &[Key] = &[
    Key {
        name: "rule",
        shape: Shape::Scalar(Scalar::Text),
        doc: "What must never be done.",
        required: true,
        example: "rule: Call it for an environment in use",
    },
    Key {
        name: "because",
        shape: Shape::Scalar(Scalar::Text),
        doc: "Why.",
        required: true,
        example: "because: it deletes the old one first",
    },
];

const SUPERVISOR: &[Key] = &[
    Key {
        name: "parent",
        shape: Shape::Scalar(Scalar::Canton),
        doc: "The canton that restarts it or answers for it.",
        required: false,
        example: "parent: environment-supervisor",
    },
    Key {
        name: "restart",
        shape: Shape::Scalar(Scalar::OneOf(&["permanent", "transient", "temporary"])),
        doc: "When it is started again: always, after failures, or never.",
        required: false,
        example: "restart: transient",
    },
    Key {
        name: "intensity",
        shape: Shape::Scalar(Scalar::Integer),
        doc: "How many restarts within `period` are too many.",
        required: false,
        example: "intensity: 3",
    },
    Key {
        name: "period",
        shape: Shape::Scalar(Scalar::Integer),
        doc: "The time in which restarts are counted, in seconds.",
        required: false,
        example: "period: 60",
    },
];
