//! The worked example of the manual, whole.

use expect_test::expect;

use super::World;

const WORLD: &str = "\
//- infra/environment-provision.canton.yaml
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
//- infra/provision.py
def provision_environment(spec, credential, target):
    return create(spec, credential, target)
";

#[test]
fn it_loads_and_binds() {
    let world = World::new(WORLD);
    let shown: Vec<String> = world
        .findings()
        .iter()
        .map(|(path, it)| format!("{path} {:?} {} {}", it.severity, it.code.0, it.message))
        .collect();
    expect![[r#"infra/environment-provision.canton.yaml Hint unquoted-owner YAML reserves `@`: write `"@infra-team"`"#]].assert_eq(&shown.join("\n"));
    let report = world.analysis.report(&[], true, false).expect("nothing cancels");
    let provision = report.symbols.iter().find(|it| it.id == "infra/provision.py#provision_environment");
    let provision = provision.expect("the symbol is there");
    assert_eq!(provision.canton.as_deref(), Some("environment-provision"));
    assert_eq!(provision.owner.as_deref(), Some(&["@infra-team".to_owned()][..]));
    assert_eq!(provision.standing.as_str(), "registered");
}

#[test]
fn pinned_it_is_canonical_and_changed_it_drifts() {
    let world = World::new(WORLD);
    let change = world.analysis.pin(&[]).expect("nothing cancels").change;
    let manifest = world.changed(&change);
    let code = WORLD.find("//- infra/provision.py").map(|at| &WORLD[at..]).expect("it is there");
    let standing = |fixture: String| {
        let world = World::new(&fixture);
        let report = world.analysis.report(&[], true, false).expect("nothing cancels");
        report.symbols[1].standing.as_str()
    };
    assert_eq!(standing(manifest.clone() + code), "canonical");
    let reformatted = code.replace(
        "create(spec, credential, target)",
        "create(\n        spec, credential, target,\n    )  # why",
    );
    assert_eq!(standing(manifest.clone() + &reformatted), "canonical");
    assert_eq!(standing(manifest.clone() + &code.replace("create(", "destroy(")), "drifted");
    assert_eq!(
        standing(
            manifest
                .replace("name: environment-provision", "name: environment-provision\nsource: provision.py")
                + code
        ),
        "registered"
    );
}
