//! What code that calls cantons does together: abstract values, how they compose, and what must not be.
//!
//! A symbol's body is run once over abstract states: what has been given on every path, what may have been done
//! to resources. What comes out is its [`Summary`], which is all that its callers read; recursion reaches a fixed
//! point. Findings are made in a second run, outside of the recursion, so that a place that moves or a message
//! never makes a caller run again.

mod apply;
mod boundary;
mod callers;
mod checks;
mod entered;
mod facts;
mod handed;
mod implicit;
mod initialised;
mod nearby;
mod outside;
mod run;
mod unasked;
mod values;
mod verdict;
mod way;
mod writes;

use std::borrow::Cow;
use std::collections::BTreeSet;

use canton_syntax::manifest::Verb;

use crate::contracts::has_rules;
use crate::{CantonId, Db, File, SymbolKey, Workspace, claimants, symbol_key, symbol_names};

pub(crate) use callers::{is_judged, judged};
pub(crate) use checks::covers;
pub use checks::is_given_outside;
pub use facts::Facts;
use run::Run;
pub use verdict::{FoundEffect, Verdict, effects_verdict, found_effects, property_verdict, unresolved_calls};
pub(crate) use verdict::{is_pure, symbols_of};
pub use way::{Hop, Way};

/// What a symbol does, for its callers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// What must have been given before it is called.
    pub needs: Facts<String>,
    /// What it may do beside its result.
    pub effects: Facts<Effect>,
    /// What it may do to resources.
    pub acts: Facts<Act>,
    /// What may be destroyed when it is done, or soon after by what it has left running.
    pub dead: Facts<Resource>,
    /// What else may still be done to resources by what it has left running.
    pub beside: Facts<Act>,
    /// What values it, or a parameter of it, may have.
    pub limits: Facts<Limit>,
    /// What it has given in any case when it returns; `None` where it never returns.
    pub gives: Option<BTreeSet<String>>,
    /// The same of where it gives an error too.
    pub gives_anyway: Option<BTreeSet<String>>,
    /// A generator that goes on after an error of who was handed a value.
    pub suppresses: bool,
    /// It ends an error of who called it, if that leaves it to it.
    pub recovers: bool,
    /// What is not known of it.
    pub open: Open,
    /// There may be something wrong in it: nothing for its callers, but it spares most symbols a second run.
    pub is_suspect: bool,
}

/// What is not known of the calls below a symbol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// A call may lead to several definitions.
    pub ambiguous: bool,
    /// A call is computed, or given.
    pub dynamic: bool,
    /// A call leads out of the federation, to what nothing is known of.
    pub external: bool,
    /// A call leads out of the federation to something that is known, and may destroy what is there.
    pub outside: bool,
    /// There was too much to keep it all.
    pub too_much: bool,
    /// It may change its own object: no effect that has a word, and nothing that pure code does.
    pub mutates: bool,
    /// It may change what it was given, or what is somebody else's.
    pub mutates_given: bool,
}

/// Something that a canton may exclude.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Existing state may be destroyed.
    Destroy,
    /// A property that a canton says it has: `billable: true`.
    Property(String),
    /// A side effect, that a canton declares or that code has: `fs.write`.
    Named(Cow<'static, str>),
}

/// Something done to a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Act {
    /// To what.
    pub resource: Resource,
    /// What.
    pub verb: ActVerb,
    /// In a protected environment.
    pub protected: bool,
}

/// What is done: the verbs of actions, in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words say it")]
pub enum ActVerb {
    Create,
    Use,
    Update,
    Destroy,
}

/// A resource, as far as it can be told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resource {
    /// Its kind.
    pub kind: String,
    /// Which one.
    pub key: Key,
}

/// Which resource of its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The one of that name.
    Word(String),
    /// The one that a parameter names.
    Parameter(String),
    /// Any.
    Unknown,
}

/// A list of values that something must be in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// The parameter that it is about; `None` where it is about all of the composition.
    pub parameter: Option<String>,
    /// The invariant's key: `target`.
    pub key: String,
    /// The values.
    pub allowed: Vec<String>,
}

/// What is wrong with a call in a composition, or cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The index of the argument among those that can be seen of the call.
    pub argument: Option<u32>,
    /// The canton whose rule it is: that of the code itself, for what lies outside of all cantons.
    pub canton: CantonId,
    /// The calls from here to the canton.
    pub way: Way,
    /// Every call on the way leads there for sure; else by its name alone.
    pub sure: bool,
    /// What is wrong.
    pub kind: FindingKind,
}

/// What is wrong; `allowed` are the values of the canton's list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum FindingKind {
    /// A value is not in the list.
    Excluded { key: String, value: String, allowed: Vec<String> },
    /// No value is in this list and in those before.
    Nothing { key: String, allowed: Vec<String>, others: Vec<String> },
    /// The caller's own list allows what this one does not.
    Wider { key: String, allowed: Vec<String>, own: Vec<String> },
    /// A value that must be in a list cannot be seen.
    Unseen { key: String, allowed: Vec<String> },
    /// Something was not given before.
    Unmet { requirement: String },
    /// Nothing gives what it takes.
    Unwired { accepts: String, emitted: Option<String> },
    /// The caller's contract excludes an effect.
    Undeclared { effect: Effect, own: CantonId, is_outside: bool },
    /// Something is created that may have been destroyed before.
    Replaced { kind: String, earlier: Way, protected: bool },
    /// Something is used that may have been destroyed before.
    UsedDead { kind: String, earlier: Way },
    /// Something is destroyed beside its use.
    Race { kind: String, other: Way },
    /// It should not be called any more.
    Deprecated { instead: Option<String> },
    /// It is called from outside of its canton, which does not expose it.
    Crossed { name: String, exposed: Vec<String> },
}

impl Finding {
    /// Whether it breaks a rule, or says only that it cannot be told whether one is broken.
    pub fn is_violation(&self) -> bool {
        !matches!(self.kind, FindingKind::Unseen { .. } | FindingKind::Deprecated { .. })
    }

    /// Whether it says the same of the same call, perhaps of another way from there.
    fn says_the_same(&self, other: &Finding) -> bool {
        let key = |it: &Finding| (it.way.call, it.argument, it.canton, it.sure);
        key(self) == key(other) && self.kind == other.kind
    }
}

impl From<Verb> for ActVerb {
    fn from(verb: Verb) -> ActVerb {
        match verb {
            Verb::Create => ActVerb::Create,
            Verb::Use => ActVerb::Use,
            Verb::Update => ActVerb::Update,
            Verb::Destroy => ActVerb::Destroy,
        }
    }
}

impl Resource {
    /// Whether they may be the same.
    fn may_be(&self, other: &Resource) -> bool {
        let differ = matches!((&self.key, &other.key), (Key::Word(one), Key::Word(other)) if one != other);
        self.kind == other.kind && !differ
    }
}

impl Summary {
    /// Gives back the room that nothing is kept in.
    fn settle(&mut self) {
        self.needs.settle();
        self.effects.settle();
        self.acts.settle();
        self.dead.settle();
        self.beside.settle();
        self.limits.settle();
    }
}

impl Open {
    /// Whether anything is not known of what is done outside of what is given.
    pub fn is_open(self) -> bool {
        Open { mutates: false, mutates_given: false, ..self } != Open::default()
    }

    fn add(&mut self, other: Open) {
        self.ambiguous |= other.ambiguous;
        self.dynamic |= other.dynamic;
        self.external |= other.external;
        self.outside |= other.outside;
        self.too_much |= other.too_much;
        self.mutates |= other.mutates;
        self.mutates_given |= other.mutates_given;
    }
}

/// The canton that claims a symbol.
pub(crate) fn canton_of(db: &dyn Db, file: File, symbol: u32) -> Option<CantonId> {
    claimants(db, file).get(symbol as usize).copied().flatten().map(|(canton, _)| canton)
}

/// What a symbol does, for its callers.
#[salsa::tracked(cycle_fn = recover, cycle_initial = initial)]
pub fn summary<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Summary {
    // As deep as calls go, so does this: through more functions than a thread's stack has room for.
    stacker::maybe_grow(RED_ZONE, MORE_STACK, || Run::new(db, key).summary())
}

/// With less stack than this left, more is taken.
const RED_ZONE: usize = 256 << 10;
/// So much more.
const MORE_STACK: usize = 4 << 20;

/// A recursion begins with the best that could be: nothing is done, and it does not return.
fn initial(_: &dyn Db, _: salsa::Id, _: SymbolKey<'_>) -> Summary {
    Summary::default()
}

/// Rounds after which a recursion is given up.
const MOST_ROUNDS: u32 = 40;

fn recover(
    _: &dyn Db,
    cycle: &salsa::Cycle<'_>,
    last: &Summary,
    value: Summary,
    _: SymbolKey<'_>,
) -> Summary {
    if cycle.iteration() < MOST_ROUNDS {
        return value;
    }
    // It is said to be unknown, so that nothing rests on it.
    let mut last = last.clone();
    last.open.too_much = true;
    last.is_suspect = true;
    last.gives = last.gives.or(Some(BTreeSet::new()));
    last.gives_anyway = last.gives_anyway.or(Some(BTreeSet::new()));
    last
}

/// The symbols of a file that are judged and in which something may be wrong, in order; none where there is no rule.
#[salsa::tracked(returns(deref))]
pub fn suspects(db: &dyn Db, file: File) -> Box<[u32]> {
    let workspace = Workspace::get(db);
    if !has_rules(db, workspace) || !workspace.judges(db) {
        return Box::default();
    }
    let judged = judged(db, file).iter().zip(crate::bodies::callers(db, file)).zip(0..);
    let judged = judged.filter(|((is_judged, calls), _)| **is_judged && **calls).map(|it| it.1);
    judged.filter(|&symbol| summary(db, symbol_key(db, file, symbol)).is_suspect).collect()
}

/// What is wrong in the composition that a symbol is, in the order of its calls. Nothing in test and generated
/// code.
pub fn findings(db: &dyn Db, file: File, symbol: u32) -> &[Finding] {
    let is_suspect = suspects(db, file).binary_search(&symbol).is_ok();
    if is_suspect { judged_findings(db, symbol_key(db, file, symbol)) } else { &[] }
}

#[salsa::tracked(returns(deref))]
fn judged_findings<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Vec<Finding> {
    Run::new(db, key).findings()
}

/// The claimed units of a file in which a rule is broken, in them or in a symbol in them, in order. `None` while rules
/// are not judged yet: nothing is lawful then.
pub(crate) fn lawless(db: &dyn Db, file: File) -> Option<&[u32]> {
    let workspace = Workspace::get(db);
    if !has_rules(db, workspace) {
        return Some(&[]);
    }
    workspace.judges(db).then(|| lawless_units(db, file))
}

#[salsa::tracked(returns(deref))]
fn lawless_units(db: &dyn Db, file: File) -> Box<[u32]> {
    let (claims, names) = (claimants(db, file), symbol_names(db, file));
    if claims.iter().all(Option::is_none) {
        return Box::default();
    }
    let is_claimed = |unit: &u32| claims.get(*unit as usize).is_some_and(Option::is_some);
    let breaks =
        |symbol: &u32| judged_findings(db, symbol_key(db, file, *symbol)).iter().any(Finding::is_violation);
    let symbols = suspects(db, file).iter().copied().filter(breaks);
    let mut units: Vec<u32> = symbols.filter_map(|it| Some(names.get(it)?.unit)).filter(is_claimed).collect();
    units.sort_unstable();
    units.dedup();
    units.into()
}
