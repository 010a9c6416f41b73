//! What a Terraform plan does to the resources of the federation, held against the contracts of their cantons.
//!
//! A plan is an input like a file; it speaks of resources by their addresses. In which folder it was made it does
//! not say, so that an address leads to what has its name: in the plan's own folder, or else anywhere.

use canton_evidence::plan::{Action, Address, Change, Plan, Problem, parse};
use canton_grammars::effects::Effect as Word;
use canton_syntax::outline::SymbolKind;

use crate::composition::{canton_of, covers};
use crate::contracts::{Contract, DESTRUCTIVE};
use crate::index::all_files;
use crate::{
    CantonId, Db, Effect, File, FileKind, Target, Workspace, contract, federation, is_given_outside, path,
    source_files, source_text, symbol_names,
};

/// The plan that is checked, if one was given.
#[salsa::tracked(returns(copy))]
pub fn plan_file(db: &dyn Db, workspace: Workspace) -> Option<File> {
    let _ = workspace;
    all_files(db).find(|it| it.kind(db) == Some(FileKind::Plan))
}

/// What a plan does, and why it cannot be relied on.
#[salsa::tracked]
pub fn plan(db: &dyn Db, file: File) -> (Plan, Vec<Problem>) {
    match source_text(db, file) {
        Ok(text) => parse(&text),
        Err(skip) => (Plan::default(), vec![Problem { line: 0, message: skip.to_string() }]),
    }
}

/// Where the resource of a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is this block.
    Resource(Target),
    /// It is in a module that this block calls; where that is, is not known.
    Module(Target),
    /// No block has its name.
    Nowhere,
    /// Several have.
    Several,
}

impl Place {
    /// The block at which the change is shown.
    pub fn block(self) -> Option<Target> {
        match self {
            Place::Resource(target) | Place::Module(target) => Some(target),
            Place::Nowhere | Place::Several => None,
        }
    }
}

/// Where each change of the plan stands, in the plan's order.
#[salsa::tracked(returns(deref))]
pub fn places(db: &dyn Db, workspace: Workspace) -> Vec<Place> {
    let Some(file) = plan_file(db, workspace) else { return Vec::new() };
    let changes = &plan(db, file).0.changes;
    changes.iter().map(|it| place(db, path::parent(file.path(db)), &it.parts)).collect()
}

fn place(db: &dyn Db, folder: &str, address: &Address) -> Place {
    let own_folder = |it: &Target| path::parent(it.file.path(db)) == folder;
    let found = blocks(db, &address.resource);
    let Some(module) = address.modules.last() else {
        return one(&found, own_folder).map_or_else(|| none(&found), Place::Resource);
    };
    // A module most often lies in a folder of its name.
    let of_module = |it: &Target| path::file_name(path::parent(it.file.path(db))) == module;
    if let Some(target) = one(&found, of_module) {
        return Place::Resource(target);
    }
    let outermost = address.modules.first().map_or("", String::as_str);
    let calls = blocks(db, &format!("module.{outermost}"));
    one(&calls, own_folder).map_or_else(|| none(&found), Place::Module)
}

/// The one that is near, or the only one there is.
fn one(found: &[Target], is_near: impl Fn(&Target) -> bool) -> Option<Target> {
    let mut near = found.iter().copied().filter(is_near);
    match (near.next(), near.next(), found) {
        (Some(one), None, _) | (None, None, &[one]) => Some(one),
        _ => None,
    }
}

fn none(found: &[Target]) -> Place {
    if found.is_empty() { Place::Nowhere } else { Place::Several }
}

/// Every block of that name.
fn blocks(db: &dyn Db, name: &str) -> Vec<Target> {
    let named = source_files(db).filter_map(|file| {
        let names = symbol_names(db, file);
        let symbol = names.last_named(name)?;
        let is_block = names.get(symbol).is_some_and(|it| it.kind == SymbolKind::Resource);
        is_block.then_some(Target { file, symbol })
    });
    named.collect()
}

/// What is wrong with a change of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFinding {
    /// The block, in its file.
    pub symbol: u32,
    /// The canton that claims it.
    pub canton: Option<CantonId>,
    /// The index of the change in the plan.
    pub change: u32,
    /// What is wrong.
    pub kind: PlanFindingKind,
}

/// What is wrong; `allowed` are the values of the canton's list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum PlanFindingKind {
    /// It is deleted and created again.
    Replaced { protected: bool },
    /// The canton's contract excludes what is done.
    Undeclared { effect: Effect },
    /// The canton needs something that a plan does not give.
    Unmet { requirement: String },
    /// A variable of the plan is not in the canton's list.
    Excluded { key: String, value: String, allowed: Vec<String> },
    /// No variable of the plan says it.
    Unseen { key: String, allowed: Vec<String> },
}

/// What is wrong with what the plan does to the resources in a file.
#[salsa::tracked(returns(deref))]
pub fn plan_findings(db: &dyn Db, file: File) -> Vec<PlanFinding> {
    let workspace = Workspace::get(db);
    let Some(plan_file) = plan_file(db, workspace) else { return Vec::new() };
    let plan = &plan(db, plan_file).0;
    let mut found = Vec::new();
    for (index, (change, place)) in plan.changes.iter().zip(places(db, workspace)).enumerate() {
        let Some(block) = place.block().filter(|it| it.file == file && change.acts()) else { continue };
        let canton = canton_of(db, file, block.symbol);
        let contract = canton.and_then(|it| contract(db, it));
        let judged = Judged { db, plan, change, contract };
        let (symbol, index) = (block.symbol, index as u32);
        let kinds = judged.findings().into_iter();
        found.extend(kinds.map(|kind| PlanFinding { symbol, canton, change: index, kind }));
    }
    found
}

/// One change, and the contract of the resource's canton.
struct Judged<'db> {
    db: &'db dyn Db,
    plan: &'db Plan,
    change: &'db Change,
    contract: Option<&'db Contract>,
}

impl Judged<'_> {
    fn findings(&self) -> Vec<PlanFindingKind> {
        let mut found = Vec::new();
        let replaces = self.contract.and_then(|it| it.replaces.as_deref());
        if self.change.replaces() && replaces != Some(self.change.parts.kind.as_str()) {
            found.push(PlanFindingKind::Replaced { protected: self.is_protected() });
        }
        let Some(contract) = self.contract else { return found };
        found.extend(self.undeclared(contract).map(|effect| PlanFindingKind::Undeclared { effect }));
        for (key, allowed) in &contract.lists {
            let (key, allowed) = (key.clone(), allowed.clone());
            match self.plan.variables.get(&key) {
                Some(value) if allowed.contains(value) => {}
                Some(value) => found.push(PlanFindingKind::Excluded { key, value: value.clone(), allowed }),
                None => found.push(PlanFindingKind::Unseen { key, allowed }),
            }
        }
        let unmet = contract.requires.iter().filter(|it| !is_given_outside(self.db, it));
        found.extend(unmet.map(|it| PlanFindingKind::Unmet { requirement: it.clone() }));
        found
    }

    /// What the change does and the contract excludes.
    fn undeclared(&self, contract: &Contract) -> impl Iterator<Item = Effect> {
        let is_excluded = contract.properties.iter().any(|it| it.0 == DESTRUCTIVE && !it.1);
        let destroys = (self.change.destroys() && is_excluded).then_some(Effect::Destroy);
        let words = self.change.actions.iter().filter_map(|it| match it {
            Action::Create => Some(Word::CloudCreate),
            Action::Update => Some(Word::CloudUpdate),
            Action::Delete => Some(Word::CloudDestroy),
            Action::NoOp | Action::Read | Action::Forget => None,
        });
        let allows = |word: &Word| {
            let declared = contract.effects.as_deref();
            declared.is_none_or(|declared| declared.iter().any(|it| covers(it, word.as_str())))
        };
        let named = words.filter(|it| !allows(it)).map(|it| Effect::Named(it.as_str().into()));
        destroys.into_iter().chain(named.collect::<Vec<_>>())
    }

    /// Whether a variable of the plan names a protected environment.
    fn is_protected(&self) -> bool {
        let protected = &federation(self.db, Workspace::get(self.db)).0.protected;
        protected.iter().any(|it| self.plan.variables.values().any(|value| *value == it.value))
    }
}
