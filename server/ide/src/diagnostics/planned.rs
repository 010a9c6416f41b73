//! What a Terraform plan does to resources, with the codes that the same has in code. The finding stands at the
//! block.

use canton_evidence::plan::{Action, Change};
use canton_semantic::{
    Db, Effect, File, PlanFinding, PlanFindingKind, Workspace, outline, plan, plan_file, plan_findings,
    symbol_id,
};
use canton_syntax::TextRange;
use canton_syntax::manifest::{Invariant, InvariantValue};

use super::compositions::{has_list, invariant_of, only};
use super::{
    Diagnostic, Page, Severity, replace_hazard, requirement_unmet, target_excluded, target_unknown,
    undeclared_effect,
};
use crate::unit::Canton;

/// Everything that is wrong with what the plan does to the resources in a file.
pub(super) fn planned(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let findings = plan_findings(db, file);
    let Some(plan_file) = plan_file(db, Workspace::get(db)).filter(|_| !findings.is_empty()) else { return };
    let changes = &plan(db, plan_file).0.changes;
    for finding in findings {
        let canton = finding.canton.and_then(|it| Canton::new(db, it));
        let Some(change) = changes.get(finding.change as usize) else { continue };
        acc.extend(Planned { db, file, finding, change, canton }.diagnostic());
    }
}

struct Planned<'db> {
    db: &'db dyn Db,
    file: File,
    finding: &'db PlanFinding,
    change: &'db Change,
    canton: Option<Canton<'db>>,
}

impl Planned<'_> {
    fn diagnostic(&self) -> Option<Diagnostic> {
        let (done, name) = (self.done(), self.canton.map_or("", |it| it.name()));
        Some(match &self.finding.kind {
            PlanFindingKind::Replaced { protected } => {
                let message = format!("the plan {done}: what is in it is gone");
                let mut finding = self.at(&replace_hazard::REPLACE_HAZARD, message, "plan")?;
                if *protected {
                    finding.severity = Severity::Error;
                }
                finding
            }
            PlanFindingKind::Undeclared { effect: Effect::Named(effect) } => {
                let message = format!("`{name}` does not declare the effect `{effect}`, and the plan {done}");
                self.at(&undeclared_effect::UNDECLARED_EFFECT, message, effect)?
            }
            PlanFindingKind::Undeclared { .. } => {
                let message = format!("`{name}` says that it destroys nothing, and the plan {done}");
                let finding = self.at(&undeclared_effect::UNDECLARED_EFFECT, message, "destroy")?;
                let is_it = |it: &Invariant| {
                    it.key.value == "destructive" && matches!(&it.value, InvariantValue::Bool(_))
                };
                self.with_rule(finding, is_it)
            }
            PlanFindingKind::Unmet { requirement } => {
                let message = format!(
                    "`{name}` requires `{requirement}`, which nothing in a plan gives, and the plan {done}"
                );
                let finding = self.at(&requirement_unmet::REQUIREMENT_UNMET, message, requirement)?;
                let is_it = |it: &Invariant| matches!(&it.value, InvariantValue::Word(word) if word.value == *requirement);
                self.with_rule(finding, is_it)
            }
            PlanFindingKind::Excluded { key, value, allowed } => {
                let allowed = only(allowed);
                let message =
                    format!("`{name}` allows {allowed} as `{key}`, which is `{value}` where the plan {done}");
                let finding = self.at(&target_excluded::TARGET_EXCLUDED, message, key)?;
                self.with_rule(finding, |it| has_list(it, key))
            }
            PlanFindingKind::Unseen { key, allowed } => {
                let allowed = only(allowed);
                let message = format!(
                    "`{name}` allows {allowed} as `{key}`, and no variable of that name says it where the plan {done}"
                );
                let finding = self.at(&target_unknown::TARGET_UNKNOWN, message, key)?;
                self.with_rule(finding, |it| has_list(it, key))
            }
        })
    }

    /// What is done, in words: ``deletes `aws_db_instance.main` and creates it again``.
    fn done(&self) -> String {
        let address = &self.change.address;
        let verb = |it: &Action| match it {
            Action::Create => "creates",
            Action::Update => "updates",
            Action::Delete => "deletes",
            Action::NoOp | Action::Read | Action::Forget => "leaves",
        };
        let done = match self.change.actions.as_slice() {
            [Action::Create, Action::Delete] => format!("creates `{address}` anew and deletes what it was"),
            [first, Action::Create] => format!("{} `{address}` and creates it again", verb(first)),
            actions => {
                let verbs: Vec<&str> = actions.iter().map(verb).collect();
                format!("{} `{address}`", verbs.join(" and "))
            }
        };
        match &self.change.reason {
            Some(reason) => format!("{done} ({})", reason.replace('_', " ")),
            None => done,
        }
    }

    /// A diagnostic of that page, on the block's name.
    fn at(&self, page: &'static Page, message: String, subject: &str) -> Option<Diagnostic> {
        let symbol = outline(self.db, self.file).as_ref().ok()?;
        let name = symbol.symbols.get(self.finding.symbol as usize)?;
        let finding = page
            .at(name.name_range, message)
            .symbol(symbol_id(self.file.path(self.db), symbol.text(name.name)))
            .subject(format!("{subject}:{}", self.change.address));
        Some(match self.canton {
            Some(canton) => finding.canton(canton.name()),
            None => finding,
        })
    }

    fn with_rule(&self, finding: Diagnostic, is_it: impl Fn(&Invariant) -> bool) -> Diagnostic {
        let Some(canton) = self.canton else { return finding };
        let range: TextRange = invariant_of(canton, is_it).unwrap_or_else(|| canton.name_range());
        finding.related(canton.id.file, range, format!("canton `{}` says so here", canton.name()))
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use std::fmt::Write as _;

    use crate::tests::World;

    const TERRAFORM: &str = r#"
//- infra/main.tf
resource "aws_db_instance" "main" {
  engine = "postgres"
}
resource "aws_s3_bucket" "logs" {}
resource "aws_vpc" "main" {}
module "app" {
  source = "./modules/app"
}
module "far" {
  source = "terraform-aws-modules/far/aws"
}
//- infra/modules/app/main.tf
resource "aws_instance" "web" {}
//- infra/canton.yaml
name: database
source: main.tf#aws_db_instance.main
invariants:
  - destructive: false
  - requires: rollback-snapshot
  - target: [staging]
---
name: app
source: modules/app/main.tf
effects: [cloud.update]
"#;

    /// What is found with a plan of these changes: address and actions.
    #[track_caller]
    fn check(federation: &str, target: &str, changes: &[(&str, &str)], expect: Expect) {
        let entry = |(address, actions): &(&str, &str)| {
            format!("{{\"address\": {address:?}, \"change\": {{\"actions\": [{actions}]}}}}")
        };
        let changes: Vec<String> = changes.iter().map(entry).collect();
        let plan = format!(
            "{{\"format_version\": \"1.2\", \"variables\": {{{target}}}, \"resource_changes\": [{}]}}\n",
            changes.join(", ")
        );
        let world = World::new(&format!(
            "{TERRAFORM}//- federation.yaml\n{federation}\n//- infra/tfplan.json\n{plan}"
        ));
        let mut text = String::new();
        for (path, it) in world.findings().iter().filter(|(path, _)| path.ends_with(".tf")) {
            if it.code.0 != "uncantonized" {
                let _ = writeln!(text, "{path} {:?} {}: {}", it.severity, it.code.0, it.message);
            }
        }
        let report = world.analysis.plan_report().expect("nothing cancels").expect("there is a plan");
        let _ = writeln!(text, "{} of {} found", report.changes - report.lost.len(), report.changes);
        for lost in &report.lost {
            let _ = writeln!(text, "{} {} {}", lost.address, lost.actions.join(", "), lost.why);
        }
        expect.assert_eq(&text);
    }

    const STAGING: &str = "\"target\": {\"value\": \"staging\"}";

    #[test]
    fn a_replacement_breaks_what_its_canton_promises() {
        check(
            "protected: [production]",
            "\"target\": {\"value\": \"production\"}",
            &[("aws_db_instance.main", "\"delete\", \"create\"")],
            expect![[r#"
                infra/main.tf Error replace-hazard: the plan deletes `aws_db_instance.main` and creates it again: what is in it is gone
                infra/main.tf Error requirement-unmet: `database` requires `rollback-snapshot`, which nothing in a plan gives, and the plan deletes `aws_db_instance.main` and creates it again
                infra/main.tf Error target-excluded: `database` allows only `staging` as `target`, which is `production` where the plan deletes `aws_db_instance.main` and creates it again
                infra/main.tf Error undeclared-effect: `database` says that it destroys nothing, and the plan deletes `aws_db_instance.main` and creates it again
                1 of 1 found
            "#]],
        );
    }

    #[test]
    fn what_is_only_read_breaks_nothing() {
        check(
            "",
            "",
            &[
                ("aws_db_instance.main", "\"no-op\""),
                ("aws_vpc.main", "\"update\""),
                ("data.aws_ami.x", "\"read\""),
            ],
            expect![[r#"
                1 of 1 found
            "#]],
        );
    }

    #[test]
    fn given_outside_and_no_variable() {
        check(
            "requirements: {rollback-snapshot: {given: ci}}",
            "",
            &[("aws_db_instance.main", "\"update\""), ("aws_s3_bucket.logs[0]", "\"create\", \"delete\"")],
            expect![[r#"
                infra/main.tf Warning target-unknown: `database` allows only `staging` as `target`, and no variable of that name says it where the plan updates `aws_db_instance.main`
                infra/main.tf Warning replace-hazard: the plan creates `aws_s3_bucket.logs[0]` anew and deletes what it was: what is in it is gone
                2 of 2 found
            "#]],
        );
    }

    #[test]
    fn modules_lead_where_they_can() {
        check(
            "",
            STAGING,
            &[
                ("module.app.aws_instance.web[\"a\"]", "\"delete\""),
                ("module.far.aws_lambda_function.f", "\"delete\", \"create\""),
                ("module.gone.aws_instance.old", "\"delete\""),
                ("aws_iam_role.old", "\"delete\""),
            ],
            expect![[r#"
                infra/main.tf Warning replace-hazard: the plan deletes `module.far.aws_lambda_function.f` and creates it again: what is in it is gone
                infra/modules/app/main.tf Error undeclared-effect: `app` does not declare the effect `cloud.destroy`, and the plan deletes `module.app.aws_instance.web["a"]`
                2 of 4 found
                module.gone.aws_instance.old delete no block has its name
                aws_iam_role.old delete no block has its name
            "#]],
        );
    }
}
