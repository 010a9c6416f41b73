//! Destroyed and created again.

use canton_semantic::Hop;

use super::compositions::{Composed, earlier_callee, with_earlier};
use super::{Diagnostic, Severity};

code! {
    /// Something is created that may be what was destroyed before. Each of the two may be allowed; together they
    /// replace it, and everything that was in it is gone.
    ///
    /// ```python
    /// delete_environment(name, target="staging")
    /// provision_environment(spec, target="staging")
    /// ```
    ///
    /// If that is meant, make a word for it: a canton of its own that says `replaces: env`, with an owner who
    /// answers for it. In an environment that the federation protects, this is an error.
    ///
    /// With `canton check --plan plan.json`, a Terraform plan that deletes a resource and creates it again is the same,
    /// whatever canton the resource's block is in: the finding stands at the block. There, `replaces` names the
    /// resource's type, such as `aws_db_instance`.
    REPLACE_HAZARD, "replace-hazard", Warning
}

pub(super) fn replace_hazard(it: &Composed<'_>, kind: &str, earlier: &[Hop], protected: bool) -> Diagnostic {
    let before = earlier_callee(it.db, earlier);
    let message =
        format!("{} creates the `{kind}` again that `{before}` may have destroyed before", it.called());
    let mut finding = it.at(&REPLACE_HAZARD, message, &format!("{kind}:{before}:{}", it.callee()));
    if protected && it.finding.sure {
        finding.severity = Severity::Error;
    }
    let rule = it.canton.manifest.actions.iter().find(|it| it.value.kind.value == kind).map(|it| it.range);
    let finding = it.with_rule(finding, rule, &format!("creates `{kind}`"));
    let finding = with_earlier(it.db, finding, earlier, &format!("`{kind}` is destroyed here"));
    it.with_way(finding)
}

#[cfg(test)]
mod tests {
    use crate::Severity;
    use crate::tests::{World, check_findings};

    const WORLD: &str = "
//- app.py
from infra import delete, create
def go(name):
    delete(name, 'production')
    create(name, 'production')
#   ^^^^^^ `create` creates the `env` again that `delete` may have destroyed before
def other():
    delete('a', 'production')
    create('b', 'production')
def replace(name):
    delete(name, 'production')
    create(name, 'production')
//- infra.py
def delete(name, target): pass
def create(name, target): pass
//- canton.yaml
name: delete
source: infra.py#delete
actions: [{destroy: env, key: $name}]
---
name: create
source: infra.py#create
actions: [{create: env, key: $name}]
---
name: replace
source: app.py#replace
replaces: env
";

    #[test]
    fn deleted_and_created() {
        check_findings("replace-hazard", WORLD);
    }

    #[test]
    fn an_error_where_it_is_protected() {
        let severity = |world: &str| {
            let found = World::new(world).findings();
            found.iter().find(|(_, it)| it.code.0 == "replace-hazard").map(|(_, it)| it.severity)
        };
        assert_eq!(severity(WORLD), Some(Severity::Warning));
        let federation = "//- federation.yaml\nprotected: [production]\n";
        assert_eq!(severity(&format!("{WORLD}{federation}")), Some(Severity::Error));
    }
}
