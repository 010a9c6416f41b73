//! What a Terraform plan does, and what of it could not be found in the federation.

use canton_evidence::plan::Action;
use canton_semantic::{Db, Place, Workspace, places, plan, plan_file};

/// What became of the changes of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanReport {
    /// How many resources it creates, updates or deletes.
    pub changes: usize,
    /// Those of them that were judged by nothing.
    pub lost: Vec<LostChange>,
    /// Why it cannot be relied on, with the line where there is one.
    pub problems: Vec<(usize, String)>,
    /// It puts some changes off to another plan.
    pub is_partial: bool,
}

/// A change that leads to no block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostChange {
    /// The resource's address, as the plan writes it.
    pub address: String,
    /// What is done, in Terraform's words.
    pub actions: Vec<&'static str>,
    /// Why it leads to none.
    pub why: &'static str,
}

/// What became of the plan; `None` where none was given.
pub(crate) fn plan_report(db: &dyn Db) -> Option<PlanReport> {
    let workspace = Workspace::get(db);
    let (plan, problems) = plan(db, plan_file(db, workspace)?);
    let mut report = PlanReport { is_partial: plan.is_partial, ..PlanReport::default() };
    report.problems = problems.iter().map(|it| (it.line, it.message.clone())).collect();
    for (change, place) in plan.changes.iter().zip(places(db, workspace)).filter(|(it, _)| it.acts()) {
        report.changes += 1;
        let why = match place {
            Place::Resource(_) | Place::Module(_) => continue,
            Place::Nowhere => "no block has its name",
            Place::Several => "several blocks have its name",
        };
        let actions = change.actions.iter().map(word).collect();
        report.lost.push(LostChange { address: change.address.clone(), actions, why });
    }
    Some(report)
}

fn word(action: &Action) -> &'static str {
    match action {
        Action::NoOp => "no-op",
        Action::Create => "create",
        Action::Read => "read",
        Action::Update => "update",
        Action::Delete => "delete",
        Action::Forget => "forget",
    }
}
