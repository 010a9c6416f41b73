//! SCIP indexes: an index of a real indexer in a real folder, fresh, stale and broken.

use expect_test::{Expect, expect};
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::support::{Sandbox, copy};

/// The TypeScript workspace whose index `canton-evidence` keeps, as it was when the index was made.
fn indexed() -> Sandbox {
    workspace("typescript", &["src/app.ts", "src/shape.ts", "src/store.ts"])
}

fn workspace(name: &str, files: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new(&[]);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../evidence/tests/scip").join(name);
    copy(&from, &sandbox.root);
    let now = SystemTime::now();
    for file in files {
        touch(&sandbox, file, now - Duration::from_secs(60));
    }
    touch(&sandbox, "index.scip", now);
    sandbox
}

fn touch(sandbox: &Sandbox, path: &str, time: SystemTime) {
    File::options().write(true).open(sandbox.root.join(path)).unwrap().set_modified(time).unwrap();
}

/// How many calls were resolved in which way.
fn ways(sandbox: &Sandbox) -> String {
    let report = sandbox.json(&["check", "--calls", "--format", "json"]);
    let calls = report["calls"].as_array().unwrap();
    let ways = ["precise", "import", "local", "unique-name", "ambiguous", "external", "dynamic"];
    let counts = ways.map(|way| (way, calls.iter().filter(|it| it["how"] == way).count()));
    let counts = counts.iter().filter(|it| it.1 > 0).map(|(way, count)| format!("{way} {count}"));
    counts.collect::<Vec<_>>().join(", ")
}

/// What `doctor` says of indexes, and what `check` says of the ways.
#[track_caller]
fn check(sandbox: &Sandbox, expected: Expect) {
    let doctor = sandbox.run(&["doctor"]);
    let rows: Vec<&str> = doctor.stdout.lines().filter(|it| it.starts_with("scip")).collect();
    expected.assert_eq(&format!("{}\n{}", rows.join("\n"), ways(sandbox)));
}

#[test]
fn an_index_makes_calls_precise() {
    let sandbox = indexed();
    check(
        &sandbox,
        expect![[r#"
            scip         index.scip: 3 documents fresh
            precise 22, import 1, ambiguous 7, external 10, dynamic 1"#]],
    );
    sandbox.write(".gitignore", b"*.scip\n");
    check(
        &sandbox,
        expect![[r#"
            scip         index.scip: 3 documents fresh
            precise 22, import 1, ambiguous 7, external 10, dynamic 1"#]],
    );
    fs::remove_file(sandbox.root.join("index.scip")).unwrap();
    check(
        &sandbox,
        expect![[r#"
            scip         none
            import 15, local 2, unique-name 1, ambiguous 8, external 13, dynamic 1"#]],
    );
}

/// The indexer of Python names the member of one type of a union alone, and nothing behind a protocol: what is
/// promised must not rest on that.
#[test]
fn an_index_of_python_names_one_of_a_union() {
    let sandbox = workspace("python", &["shop/__init__.py", "shop/app.py", "shop/store.py"]);
    check(
        &sandbox,
        expect![[r#"
        scip         index.scip: 3 documents fresh
        precise 22, local 2, ambiguous 6, external 6, dynamic 1"#]],
    );
    let manifest = |name: &str| {
        format!("name: {name}\nsource: shop/app.py#{name}\ntested: true\nowner: x\neffects: []\n")
    };
    let names = ["inferred", "either", "shown", "wide"];
    sandbox.write("canton.yaml", names.map(manifest).join("---\n").as_bytes());
    sandbox.write("federation.yaml", b"canon: {requires: [pure]}\n");
    let report = sandbox.json(&["check", "--symbols", "--format", "json"]);
    let symbols = report["symbols"].as_array().unwrap().iter();
    let pure = symbols.filter(|it| it["standing"] == "canonical").map(|it| &it["id"]);
    expect!["[]"].assert_eq(&format!("{:?}", pure.collect::<Vec<_>>()));
}

#[test]
fn a_file_that_was_written_since_falls_back() {
    let sandbox = indexed();
    touch(&sandbox, "src/app.ts", SystemTime::now() + Duration::from_secs(60));
    check(
        &sandbox,
        expect![[r#"
            scip         index.scip: 2 documents fresh, 1 stale
            precise 2, import 15, ambiguous 10, external 13, dynamic 1"#]],
    );
}

#[test]
fn indexes_are_named_in_the_federation() {
    let sandbox = indexed();
    sandbox.write("federation.yaml", b"evidence: {scip: [\"build/*.scip\", gone.scip]}\n");
    fs::create_dir(sandbox.root.join("build")).unwrap();
    fs::rename(sandbox.root.join("index.scip"), sandbox.root.join("build/ts.scip")).unwrap();
    check(
        &sandbox,
        expect![[r#"
            scip         build/ts.scip: 3 documents fresh
            scip         gone.scip: there is no such file
            precise 22, import 1, ambiguous 7, external 10, dynamic 1"#]],
    );
}

#[test]
fn half_an_index_is_not_used_and_says_so() {
    let sandbox = indexed();
    let bytes = fs::read(sandbox.root.join("index.scip")).unwrap();
    sandbox.write("index.scip", &bytes[..bytes.len() / 2]);
    check(
        &sandbox,
        expect![[r#"
            scip         index.scip: 0 documents fresh, it ends in the middle of a message, after `src/shape.ts`
            import 15, local 2, unique-name 1, ambiguous 8, external 13, dynamic 1"#]],
    );
    sandbox.write("federation.yaml", b"evidence: {scip: [index.scip]}\n");
    let output = sandbox.run(&["check"]);
    expect![[r#"
        warning[evidence-unreadable]: `index.scip` cannot be used: it ends in the middle of a message, after `src/shape.ts`
         --> federation.yaml:1:19
          |
        1 | evidence: {scip: [index.scip]}
          |                   ^^^^^^^^^^

        3 files, 0 cantons
          canonical       0 units      0 lines
          registered      0 units      0 lines
          drifted         0 units      0 lines
          uncantonized   34 units     88 lines
        ratio 0.000 of 88 lines; goal 0.9
        skipped 1 file: 1 unreadable: it ends in the middle of a message, after `src/shape.ts` (`--format json` lists them)
        1 warning, 3 hints (`--hints` shows them); `canton explain CODE` says what a finding means
        nothing is registered yet: `canton register PATH#SYMBOL` writes the first manifest
    "#]].assert_eq(&output.stdout);
}
