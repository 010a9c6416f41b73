//! `canton check --plan`: a Terraform plan against the manifests.

use expect_test::{Expect, expect};

use crate::support::Sandbox;

const MAIN: &str = "resource \"aws_db_instance\" \"main\" {\n  engine = \"postgres\"\n}\n";
const MANIFEST: &str = "\
name: database
source: main.tf#aws_db_instance.main
owner: \"@data\"
invariants:
  - destructive: false
";

fn plan(actions: &str) -> String {
    format!(
        r#"{{"format_version": "1.2", "terraform_version": "1.9.5", "planned_values": {{}}, "resource_changes": [
  {{"address": "aws_db_instance.main", "mode": "managed", "type": "aws_db_instance", "name": "main",
    "change": {{"actions": [{actions}], "before": {{"engine": "mysql"}}, "after": {{"engine": "postgres"}}}},
    "action_reason": "replace_because_cannot_update"}},
  {{"address": "module.old.aws_sqs_queue.jobs[0]", "change": {{"actions": ["delete"]}}}}
]}}"#
    )
}

fn stack(plan: &str) -> Sandbox {
    Sandbox::new(&[
        ("federation.yaml", "severity: {uncantonized: off}\n"),
        ("infra/main.tf", MAIN),
        ("infra/canton.yaml", MANIFEST),
        ("plan.json", plan),
    ])
}

#[track_caller]
fn check(sandbox: &Sandbox, arguments: &[&str], expected: Expect) {
    let output = sandbox.run(arguments);
    let code = output.code.expect("it ends by itself");
    expected.assert_eq(&format!("{}{}exit code {code}\n", output.stdout, output.stderr));
}

#[test]
fn a_replacement_is_an_error_at_its_block() {
    let sandbox = stack(&plan("\"delete\", \"create\""));
    check(
        &sandbox,
        &["check", "--plan", "plan.json"],
        expect![[r#"
        warning[replace-hazard]: the plan deletes `aws_db_instance.main` and creates it again (replace because cannot update): what is in it is gone
         --> infra/main.tf:1:29
          |
        1 | resource "aws_db_instance" "main" {
          |                             ^^^^

        error[undeclared-effect]: `database` says that it destroys nothing, and the plan deletes `aws_db_instance.main` and creates it again (replace because cannot update)
         --> infra/main.tf:1:29
          |
        1 | resource "aws_db_instance" "main" {
          |                             ^^^^
          |
         ::: infra/canton.yaml:5:5
          |
        5 |   - destructive: false
          |     ------------------ canton `database` says so here

        1 file, 1 canton
          canonical       0 units      0 lines
          registered       1 unit      3 lines
          drifted         0 units      0 lines
          uncantonized     1 unit      0 lines
        ratio 0.000 of 3 lines; goal 0.9
        plan: 2 changes, 1 judged by nothing
          module.old.aws_sqs_queue.jobs[0] (delete): no block has its name
        1 error, 1 warning; `canton explain CODE` says what a finding means
        exit code 1
    "#]],
    );
    let json = sandbox.json(&["check", "--plan", "plan.json", "--format", "json"]);
    let found: Vec<(&str, &str, u64)> = json["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            let line = it["range"]["start"]["line"].as_u64().expect("a line");
            (it["code"].as_str().expect("a code"), it["path"].as_str().expect("a path"), line)
        })
        .collect();
    assert_eq!(found, [("replace-hazard", "infra/main.tf", 0), ("undeclared-effect", "infra/main.tf", 0)]);
    assert_eq!(json["plan"]["changes"], 2);
    assert_eq!(json["plan"]["lost"][0]["address"], "module.old.aws_sqs_queue.jobs[0]");
    assert_eq!(json["plan"]["lost"][0]["actions"][0], "delete");
}

#[test]
fn a_plan_that_does_nothing_there_is_clean() {
    let sandbox = stack(&plan("\"no-op\""));
    let output = sandbox.run(&["check", "--plan", "plan.json"]);
    assert_eq!(output.code, Some(0), "{output:?}");
    assert!(output.stdout.contains("plan: 1 change, 1 judged by nothing\n"), "{output:?}");
    // Without the plan, nothing is said of one.
    let output = sandbox.run(&["check"]);
    assert!(!output.stdout.contains("plan"), "{output:?}");
}

#[test]
fn what_is_no_plan_is_refused() {
    let whole = plan("\"update\"");
    let sandbox = stack(&whole);
    sandbox.write("half.json", &whole.as_bytes()[..whole.len() / 2]);
    sandbox.write("state.json", b"{\"format_version\": \"1.0\", \"values\": {}}");
    sandbox.write("bytes.json", b"\xff\xfe");
    for name in ["half.json", "state.json", "bytes.json", "infra", "federation.yaml", "none.json"] {
        let output = sandbox.run(&["check", "--plan", name]);
        assert_eq!(output.code, Some(2), "{output:?}");
        assert!(output.stdout.is_empty() && output.stderr.contains(name), "{output:?}");
    }
    check(
        &sandbox,
        &["check", "--plan", "state.json"],
        expect![[r#"
            error: `state.json` is no plan that can be judged: it is a state and no plan
            hint: write it with `terraform plan -out tfplan && terraform show -json tfplan > plan.json`
            exit code 2
        "#]],
    );
}
