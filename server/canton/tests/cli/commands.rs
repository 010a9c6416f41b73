//! What each command says and does, and the code that it exits with.

use expect_test::{Expect, expect};
use std::io::Read;
use std::process::Stdio;

use crate::support::{Output, Sandbox};

const CODE: &str =
    "def charge(amount):\n    return amount\n\n\nclass Till:\n    def open(self):\n        return 1\n";

fn shop() -> Sandbox {
    Sandbox::new(&[
        ("federation.yaml", "canon:\n  goal: 0.5\n"),
        ("CODEOWNERS", "* @shop\n"),
        ("src/pay.py", CODE),
        ("src/charge.canton.yaml", "name: charge\nsource: pay.py#charge\ntested: true\n"),
    ])
}

#[track_caller]
fn expect_output(sandbox: &Sandbox, output: &Output, expected: Expect) {
    let code = output.code.expect("it ends by itself");
    let text = format!("{}{}exit code {code}\n", output.stdout, output.stderr);
    expected.assert_eq(&text.replace(&sandbox.root.display().to_string(), "$ROOT"));
}

#[track_caller]
fn expect_run(sandbox: &Sandbox, arguments: &[&str], expected: Expect) {
    expect_output(sandbox, &sandbox.run(arguments), expected);
}

#[test]
fn errors_say_what_where_and_what_to_do() {
    let sandbox = shop();
    sandbox.write("docs/a.md", b"text");
    sandbox.write("other/federation.yaml", b"");
    sandbox.write("other/a.py", b"x = 1\n");
    for (arguments, expected) in [
        (
            &["check", "nowhere"][..],
            expect![[r#"
                error: there is no file or folder `nowhere`
                hint: paths are relative to the folder that the command runs in
                exit code 2
            "#]],
        ),
        (
            &["check", "docs"],
            expect![[r#"
                error: nothing to check in `docs`: no source file and no manifest
                hint: name a folder with code in it; what `.gitignore` and `exclude:` name is not looked at
                exit code 2
            "#]],
        ),
        (
            &["check", "src", "other"],
            expect![[r#"
                error: `src` belongs to the federation at `$ROOT`, and `other` to the one at `$ROOT/other`
                hint: federations do not mix: run the command once for each
                exit code 2
            "#]],
        ),
        (
            &["check", "--symbols"],
            expect![[r#"
                error: `--symbols` and `--calls` list what programs read
                hint: add `--format json`
                exit code 2
            "#]],
        ),
        (
            &["status", "src/pay.py:99"],
            expect![[r#"
                error: `src/pay.py` has no line 99
                hint: it has 8 lines, counted from 1
                exit code 2
            "#]],
        ),
        (
            &["status", "docs/a.md"],
            expect![[r#"
                error: `docs/a.md` is no file that Canton reads
                hint: it is in no language that Canton knows, hidden, excluded, or ignored by `.gitignore`
                exit code 2
            "#]],
        ),
        (
            &["register", "src/pay.py#open"],
            expect![[r#"
                error: there is no symbol `open` in `src/pay.py`
                hint: did you mean Till.open?
                exit code 2
            "#]],
        ),
        (
            &["register", "src/pay.py#charge"],
            expect![[r#"
                error: `src/pay.py#charge` cannot be registered
                hint: `canton status` says what it is: in a canton already, or part of a unit that can be registered
                exit code 2
            "#]],
        ),
        (
            &["register", "src/pay.py#Till", "--in", "nobody"],
            expect![[r#"
                error: there is no canton `nobody`
                hint: `canton doctor` counts them, `canton check --format json` lists them
                exit code 2
            "#]],
        ),
        (
            &["pin", "nobody", "charge"],
            expect![[r#"
                error: there is no canton `nobody`
                hint: nothing was pinned; `canton check --format json` lists the cantons
                exit code 2
            "#]],
        ),
        (
            &["explain", "nothing"],
            expect![[r#"
                error: there is no finding `nothing`
                hint: `canton explain` lists all codes
                exit code 2
            "#]],
        ),
        (
            &["status", "src/pya.py"],
            expect![[r#"
            error: there is no file or folder `src/pya.py`
            hint: did you mean `src/pay.py`?
            exit code 2
        "#]],
        ),
        (
            &["status", "src/pya.py:3"],
            expect![[r#"
            error: there is no file or folder `src/pya.py`
            hint: did you mean `src/pay.py`?
            exit code 2
        "#]],
        ),
        (
            &["pin", "chrage"],
            expect![[r#"
            error: there is no canton `chrage`
            hint: nothing was pinned; did you mean `charge`?
            exit code 2
        "#]],
        ),
        (
            &["register", "src/pay.py#Till", "--in", "chrage"],
            expect![[r#"
            error: there is no canton `chrage`
            hint: did you mean `charge`?
            exit code 2
        "#]],
        ),
        (
            &["explain", "drifed"],
            expect![[r#"
            error: there is no finding `drifed`
            hint: did you mean `drifted`?
            exit code 2
        "#]],
        ),
        (
            &["explain", "--format", "json"],
            expect![[r#"
                error: `canton explain` prints text only
                hint: `check`, `status` and `graph` have `--format json`
                exit code 2
            "#]],
        ),
        (
            &["lsp", "--socket", "0.0.0.0:9000"],
            expect![[r#"
                error: `0.0.0.0:9000` can be reached from other machines
                hint: whoever connects can read the code: use a loopback address, 127.0.0.1:PORT
                exit code 2
            "#]],
        ),
    ] {
        expect_run(&sandbox, arguments, expected);
    }
    assert_eq!(sandbox.run(&["map"]).code, Some(2), "a command that is not there");
    assert_eq!(sandbox.run(&["check", "--format", "xml"]).code, Some(2));
    assert_eq!(sandbox.run(&["--version"]).stdout, format!("canton {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn nothing_analysed_is_no_success() {
    let sandbox = Sandbox::new(&[]);
    expect_run(
        &sandbox,
        &["check"],
        expect![[r#"
            error: nothing to check in `$ROOT`: no source file and no manifest
            hint: name a folder with code in it; what `.gitignore` and `exclude:` name is not looked at
            exit code 2
        "#]],
    );
    sandbox.write("a.py", b"x = '\0'\n");
    expect_run(
        &sandbox,
        &["check"],
        expect![[r#"
            error: nothing to check in `$ROOT`: no source file and no manifest; `a.py` was skipped (binary)
            hint: name a folder with code in it; what `.gitignore` and `exclude:` name is not looked at
            exit code 2
        "#]],
    );
}

#[test]
fn fail_on_decides_what_fails() {
    let sandbox = shop();
    let code = |fail_on| sandbox.run(&["check", "--fail-on", fail_on]).code;
    assert_eq!(["never", "error", "warning", "information"].map(code), [Some(0); 4], "there are hints only");
    assert_eq!(code("hint"), Some(1));
    sandbox.write("src/bad.canton.yaml", b"name: bad\nsource: nothing.py\n");
    assert_eq!(["never", "error", "warning", "information", "hint"].map(code), [0, 1, 1, 1, 1].map(Some));
}

#[test]
fn a_check_shows_the_code_and_counts() {
    let sandbox = shop();
    sandbox.write("src/bad.canton.yaml", b"name: charge\nsource: [nothing.py, pay.py#Till]\nownr: \"@x\"\n");
    expect_run(
        &sandbox,
        &["check"],
        expect![[r#"
            error[claim-not-found]: there is no file `src/nothing.py`
             --> src/bad.canton.yaml:2:10
              |
            2 | source: [nothing.py, pay.py#Till]
              |          ^^^^^^^^^^

            error[unknown-key]: there is no key `ownr`; did you mean `owner`?
             --> src/bad.canton.yaml:3:1
              |
            3 | ownr: "@x"
              | ^^^^

            error[duplicate-name]: another canton is named `charge`
             --> src/charge.canton.yaml:1:7
              |
            1 | name: charge
              |       ^^^^^^
              |
             ::: src/bad.canton.yaml:1:7
              |
            1 | name: charge
              |       ------ the first one stands here

            1 file, 2 cantons
              canonical       0 units      0 lines
              registered      3 units      5 lines
              drifted         0 units      0 lines
              uncantonized     1 unit      0 lines
            ratio 0.000 of 5 lines; goal 0.5
            3 errors; `canton explain CODE` says what a finding means
            exit code 1
        "#]],
    );
    expect_run(
        &sandbox,
        &["check", "src/pay.py", "--hints"],
        expect![[r#"
            1 file, 2 cantons
              canonical       0 units      0 lines
              registered      3 units      5 lines
              drifted         0 units      0 lines
              uncantonized     1 unit      0 lines
            ratio 0.000 of 5 lines; goal 0.5
            no findings
            exit code 0
        "#]],
    );
    expect_run(
        &sandbox,
        &["check", "--quiet", "src/pay.py"],
        expect![[r#"
            exit code 0
        "#]],
    );
}

#[test]
fn register_writes_one_manifest_and_says_so() {
    let sandbox = shop();
    let before = sandbox.files();
    expect_run(
        &sandbox,
        &["register", "src/pay.py#Till", "--print"],
        expect![[r#"
            # src/till.canton.yaml
            name: till
            source: pay.py#Till
            exit code 0
        "#]],
    );
    assert_eq!(sandbox.files(), before, "--print writes nothing");
    expect_run(
        &sandbox,
        &["register", "src/pay.py#Till"],
        expect![[r#"
            wrote src/till.canton.yaml
            exit code 0
        "#]],
    );
    expect![[r#"
        name: till
        source: pay.py#Till
    "#]]
    .assert_eq(&sandbox.read("src/till.canton.yaml"));
    assert_eq!(sandbox.files().len(), before.len() + 1, "no temporary file is left");
    let again = sandbox.run(&["register", "src/pay.py#Till"]);
    assert_eq!(again.code, Some(2), "{again:?}");
}

#[test]
fn register_adds_to_a_canton_that_there_is() {
    let sandbox = shop();
    expect_run(
        &sandbox,
        &["register", "src/pay.py#Till", "--in", "charge"],
        expect![[r#"
            edited src/charge.canton.yaml
            exit code 0
        "#]],
    );
    expect![[r#"
        name: charge
        source:
          - pay.py#charge
          - pay.py#Till
        tested: true
    "#]]
    .assert_eq(&sandbox.read("src/charge.canton.yaml"));
}

#[test]
fn pin_writes_and_checks() {
    let sandbox = shop();
    expect_run(
        &sandbox,
        &["pin", "--check"],
        expect![[r#"
            not pinned    src/pay.py#charge  (canton charge)
            1 unit is not what was vouched for
            exit code 1
        "#]],
    );
    expect_run(
        &sandbox,
        &["pin"],
        expect![[r#"
            edited src/charge.canton.yaml
            pinned src/pay.py#charge canton-ast/1:python:211aa5d4857a6a6ee7406f4d77e562b5
            exit code 0
        "#]],
    );
    expect_run(
        &sandbox,
        &["pin"],
        expect![[r#"
            every pin is up to date
            exit code 0
        "#]],
    );
    expect_run(
        &sandbox,
        &["pin", "--check", "charge"],
        expect![[r#"
            every claimed unit is what was vouched for
            exit code 0
        "#]],
    );
    expect_run(
        &sandbox,
        &["status", "src/pay.py:1"],
        expect![[r#"
            src/pay.py#charge
              is        canonical, a function in python
              canton    charge
              owner     @shop
              tested    claimed
              digest    canton-ast/1:python:211aa5d4857a6a6ee7406f4d77e562b5
              lines     1 to 2, 2 of code of its own
              callers   none that is known
              blast     low (nothing that is known reaches it; own risk low)
            exit code 0
        "#]],
    );
    sandbox.write("src/pay.py", CODE.replace("return amount", "return 2 * amount").as_bytes());
    expect_run(
        &sandbox,
        &["pin", "--check"],
        expect![[r#"
            drifted       src/pay.py#charge  (canton charge)
            1 unit is not what was vouched for
            exit code 1
        "#]],
    );
    sandbox.write("src/pay.py", CODE.replace("return amount", "return (amount").as_bytes());
    expect_run(
        &sandbox,
        &["pin"],
        expect![[r#"
            not pinned: src/pay.py#charge has a syntax error
            exit code 1
        "#]],
    );
}

#[test]
fn status_of_symbols_files_and_folders() {
    let sandbox = shop();
    for (place, expected) in [
        (
            "src/pay.py:2",
            expect![[r#"
                src/pay.py#charge
                  is        registered (not pinned), a function in python
                  canton    charge
                  owner     @shop
                  tested    claimed
                  digest    canton-ast/1:python:211aa5d4857a6a6ee7406f4d77e562b5
                  lines     1 to 2, 2 of code of its own
                  callers   none that is known
                  blast     low (nothing that is known reaches it; own risk low)
                exit code 0
            "#]],
        ),
        (
            "src/pay.py:6",
            expect![[r#"
                src/pay.py#Till.open
                  is        uncantonized, a method in python
                  owner     @shop
                  tested    none
                  digest    canton-ast/1:python:f3aa992bae841e1c89fdf7aba33f8daf
                  lines     6 to 7, 2 of code of its own
                  callers   none that is known
                  blast     low (nothing that is known reaches it; own risk low)
                exit code 0
            "#]],
        ),
        (
            "src/pay.py",
            expect![[r#"
                src/pay.py
                  is        uncantonized, a module in python
                  owner     @shop
                  tested    none
                  digest    canton-ast/1:python:af1349b9f5f9a1a6a0404dea36dcc949
                  lines     1 to 8, 0 of code of its own
                  callers   none that is known
                  blast     low (nothing that is known reaches it; own risk low)
                exit code 0
            "#]],
        ),
        (
            "src/charge.canton.yaml",
            expect![[r#"
                src/charge.canton.yaml
                  owner     @shop
                exit code 0
            "#]],
        ),
        (
            "src",
            expect![[r#"
                src
                  canonical       0 units      0 lines
                  registered       1 unit      2 lines
                  drifted         0 units      0 lines
                  uncantonized    3 units      3 lines
                ratio 0.000 of 5 lines; goal 0.5
                exit code 0
            "#]],
        ),
    ] {
        expect_run(&sandbox, &["status", place], expected);
    }
    expect_run(
        &sandbox,
        &["status", "src/pay.py:2", "--format", "json"],
        expect![[r#"
            {
              "schema": "canton-status/1",
              "path": "src/pay.py",
              "owner": [
                "@shop"
              ],
              "symbol": {
                "id": "src/pay.py#charge",
                "kind": "function",
                "language": "python",
                "range": {
                  "start": {
                    "line": 0,
                    "character": 0
                  },
                  "end": {
                    "line": 1,
                    "character": 17
                  }
                },
                "lines": 2,
                "standing": "registered",
                "canton": "charge",
                "owner": [
                  "@shop"
                ],
                "tested": "claimed",
                "digest": "canton-ast/1:python:211aa5d4857a6a6ee7406f4d77e562b5",
                "missing": [
                  "pinned"
                ],
                "callers": [],
                "calls": [],
                "blast": {
                  "class": "low",
                  "risk": "low",
                  "highest_risk": null,
                  "symbols": 0,
                  "cantons": 0,
                  "owners": 0,
                  "entry_points": 0,
                  "protected": 0,
                  "tests": 0,
                  "ambiguous": 0,
                  "complete": true
                }
              }
            }
            exit code 0
        "#]],
    );
}

#[test]
fn doctor_says_what_was_found_and_what_is_off() {
    let sandbox = shop();
    sandbox.write("federation.yaml", b"severity: {unowned: off}\n");
    sandbox.write("src/made.py", b"x = 1\n");
    sandbox.write("src/bin.py", b"\0");
    sandbox.write("inner/federation.yaml", b"");
    expect_run(
        &sandbox,
        &["doctor", "src/pay.py"],
        expect![[r#"
            root         $ROOT (it holds `federation.yaml`)
            manifests    1, with 1 canton
            codeowners   CODEOWNERS, in GitHub's dialect
            base         none: not in a git repository
            sources      3 files (python 3)
            skipped      another federation: inner
            skipped      binary: src/bin.py
            scip         none
            canonical is owned, tested, pinned (claimed at least)
            goal         0.9
            off          unowned

            file         src/pay.py
            owner        @shop
              charge: registered, canton charge, not pinned
              Till: uncantonized
              Till.open: uncantonized
            exit code 0
        "#]],
    );
    let bare = Sandbox::new(&[("a.py", "x = 1\n")]);
    expect_run(
        &bare,
        &["doctor"],
        expect![[r#"
            root         $ROOT (the folder itself; there is neither `federation.yaml` nor git above it)
            manifests    0, with 0 cantons
            codeowners   none
            base         none: not in a git repository
            sources      1 file (python 1)
            scip         none
            canonical is owned, tested, pinned (claimed at least)
            goal         0.9
            off          nothing
            exit code 0
        "#]],
    );
}

#[test]
fn attributes_mark_generated_code() {
    let sandbox = shop();
    sandbox.write(".gitattributes", b"src/pay.py linguist-generated\n");
    let json = sandbox.json(&["check", "--format", "json"]);
    assert_eq!(json["summary"]["lines"]["generated"], 5);
    assert_eq!(json["summary"]["ratio"]["lines"], serde_json::Value::Null);
}

#[test]
fn every_code_has_a_page() {
    let sandbox = shop();
    let list = sandbox.run(&["explain"]).stdout;
    assert!(list.lines().count() >= 30, "{list}");
    for line in list.lines() {
        let code = line.split(' ').next().unwrap();
        let page = sandbox.run(&["explain", code]);
        assert!(page.stdout.starts_with(&format!("# {code}\n\n")), "{page:?}");
    }
}

#[test]
fn colour_is_only_used_where_it_is_wanted() {
    let sandbox = shop();
    let has_color = |arguments: &[&str]| sandbox.run(arguments).stdout.contains('\x1b');
    assert!(!has_color(&["check"]), "a pipe is no terminal");
    assert!(has_color(&["check", "--color", "always"]));
    assert!(!has_color(&["check", "--color", "never"]));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let sandbox = shop();
    let function = |index: usize| format!("def function_{index}():\n    return {index}\n\n\n");
    sandbox.write("src/many.py", (0..5_000).map(function).collect::<String>().as_bytes());
    let mut command = sandbox.command(&["check", "--format", "json", "--symbols"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The reader is gone with the end of that line.
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}
