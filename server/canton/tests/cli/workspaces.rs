//! Every folder of `test-workspaces/` gives exactly what stands beside it in `expected.txt` and `expected.json`.
//! `UPDATE_EXPECT=1` writes them anew.

use expect_test::expect_file;
use std::fs;

use crate::support::{Sandbox, copy, workspaces};

fn names() -> Vec<String> {
    let entries = fs::read_dir(workspaces()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A copy, in which no git repository around it is a base.
fn sandbox(name: &str) -> Sandbox {
    let sandbox = Sandbox::new(&[]);
    copy(&workspaces().join(name), &sandbox.root);
    sandbox
}

#[test]
fn each_workspace_gives_what_stands_beside_it() {
    assert!(names().len() >= 4, "{:?}", names());
    for name in names() {
        let sandbox = sandbox(&name);
        let text = sandbox.run(&["check", "--color", "never"]);
        let code = text.code.expect("it ends by itself");
        expect_file![workspaces().join(&name).join("expected.txt")]
            .assert_eq(&format!("{}exit code {code}\n", text.stdout));
        assert_eq!(text.stderr, "", "{name}");
        let json = sandbox.run(&["check", "--format", "json", "--symbols", "--calls"]);
        let root = sandbox.root.display().to_string();
        expect_file![workspaces().join(&name).join("expected.json")]
            .assert_eq(&json.stdout.replace(&root, "$ROOT"));
        assert_eq!((json.code, json.stderr.as_str()), (Some(code), ""), "{name}");
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    for name in names() {
        let sandbox = sandbox(&name);
        let run =
            |threads| sandbox.run(&["check", "--format=json", "--symbols", "--calls", "--threads", threads]);
        let one = run("1");
        for threads in ["2", "7"] {
            assert_eq!(one, run(threads), "{name} with {threads} threads");
        }
        assert_eq!(sandbox.run(&["check", "--threads=1"]), sandbox.run(&["check", "--threads=5"]), "{name}");
    }
}

#[test]
fn what_an_agent_has_just_edited_is_told_from_what_was_there() {
    let sandbox = sandbox("environment-provision");
    let deploy = sandbox.read("app/deploy.py");
    sandbox.write("app/deploy.py", b"def deploy_preview():\n    pass\n");
    sandbox.git(&["init"]);
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-m", "base"]);
    let informed = |sandbox: &Sandbox| -> Vec<String> {
        let json = sandbox.json(&["check", "--format", "json"]);
        let findings = json["diagnostics"].as_array().unwrap().iter();
        let informed = findings.filter(|finding| finding["severity"] == "information");
        informed.map(|finding| finding["symbol"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(informed(&sandbox), Vec::<String>::new(), "nothing has changed yet");
    sandbox.write("app/deploy.py", deploy.as_bytes());
    let changed = informed(&sandbox);
    assert!(changed.contains(&String::from("app/deploy.py#deploy_preview")), "{changed:?}");
    assert!(changed.contains(&String::from("app/deploy.py#reset_staging")), "{changed:?}");
    assert!(changed.iter().all(|id| id.starts_with("app/deploy.py")), "{changed:?}");
    let text = sandbox.run(&["check", "--color=never"]);
    assert!(
        text.stdout.contains("note[uncantonized]: `reset_staging` is new or changed, and in no canton\n")
    );
    assert!(text.stdout.contains("compared with "), "{}", text.stdout);
    // Formatting is no change.
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-m", "edit"]);
    sandbox.write("app/deploy.py", format!("# a comment\n\n{deploy}").as_bytes());
    assert_eq!(informed(&sandbox), Vec::<String>::new());
}
