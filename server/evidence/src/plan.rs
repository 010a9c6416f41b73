//! Terraform plans: what `terraform show -json PLAN` prints, as far as it says what will be done to what.
//!
//! The values of resources are passed over, however many there are. A plan is read as a whole or not at all: half
//! of one would look like a plan that does less.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

mod address;
#[cfg(test)]
mod tests;

pub use address::{Address, address};

/// What a plan does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The variables that are words, by name.
    pub variables: BTreeMap<String, String>,
    /// What is done to each resource, in the plan's order. What only reads is among them.
    pub changes: Vec<Change>,
    /// Some of the changes were put off to another plan.
    pub is_partial: bool,
}

/// What is done to one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As the plan writes it: `module.db.aws_db_instance.main[0]`.
    pub address: String,
    /// Its parts, without indexes.
    pub parts: Address,
    /// What is done, in that order.
    pub actions: Vec<Action>,
    /// Why, in Terraform's words: `replace_because_cannot_update`.
    pub reason: Option<String>,
}

/// What is done to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the plan's own words")]
pub enum Action {
    NoOp,
    Create,
    Read,
    Update,
    Delete,
    Forget,
}

/// Why a plan cannot be relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1; 0 where it is about the whole plan.
    pub line: usize,
    /// What is wrong, without a full stop.
    pub message: String,
}

impl Change {
    /// It is gone afterwards, or was in between.
    pub fn destroys(&self) -> bool {
        self.actions.contains(&Action::Delete)
    }

    /// It is deleted and created, in either order.
    pub fn replaces(&self) -> bool {
        self.destroys() && self.actions.contains(&Action::Create)
    }

    /// Anything is done to it.
    pub fn acts(&self) -> bool {
        self.actions.iter().any(|it| matches!(it, Action::Create | Action::Update | Action::Delete))
    }
}

/// The keys of a plan that say anything here. All others are passed over.
#[derive(Deserialize)]
struct RawPlan {
    format_version: Option<String>,
    errored: Option<bool>,
    complete: Option<bool>,
    variables: Option<BTreeMap<String, RawVariable>>,
    resource_changes: Option<Vec<RawChange>>,
    /// A plan has it.
    planned_values: Option<IgnoredAny>,
    /// A state has it.
    values: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct RawVariable {
    #[serde(default)]
    value: Word,
}

/// A value of which only words count.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Word {
    Text(String),
    Other(IgnoredAny),
    #[default]
    Nothing,
}

#[derive(Deserialize)]
struct RawChange {
    address: String,
    change: RawActions,
    action_reason: Option<String>,
}

#[derive(Deserialize)]
struct RawActions {
    actions: Vec<Action>,
}

/// Reads a plan. With a problem, what is there of it must not be relied on.
pub fn parse(text: &str) -> (Plan, Vec<Problem>) {
    let raw: RawPlan = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(raw) => raw,
        Err(error) => {
            let problem = Problem { line: error.line(), message: error.to_string() };
            return (Plan::default(), vec![problem]);
        }
    };
    let problems = problems(&raw);
    let words = raw.variables.into_iter().flatten().filter_map(|(name, variable)| match variable.value {
        Word::Text(text) => Some((name, text)),
        Word::Other(_) | Word::Nothing => None,
    });
    let mut plan =
        Plan { variables: words.collect(), is_partial: raw.complete == Some(false), ..Plan::default() };
    for it in raw.resource_changes.into_iter().flatten() {
        let (parts, actions) = (address(&it.address), it.change.actions);
        plan.changes.push(Change { address: it.address, parts, actions, reason: it.action_reason });
    }
    (plan, problems)
}

fn problems(raw: &RawPlan) -> Vec<Problem> {
    let whole = |message: &str| Problem { line: 0, message: message.to_owned() };
    let mut problems = Vec::new();
    let version = raw.format_version.as_deref().map(|it| it.split('.').next().unwrap_or(it));
    match version {
        None => problems.push(whole("it has no `format_version`, so it is no plan in JSON")),
        Some("0" | "1") => {}
        Some(_) => problems.push(whole("its `format_version` is one that Canton does not know")),
    }
    if raw.values.is_some() && raw.planned_values.is_none() {
        problems.push(whole("it is a state and no plan"));
    }
    if raw.errored == Some(true) {
        problems.push(whole("it is of a run that failed, and so it is not whole"));
    }
    problems
}
