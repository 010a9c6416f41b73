use super::*;

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

#[test]
fn article() {
    println!("{:#?}", manifests(ARTICLE));
}
