//! What can be said of a promise: that it holds, that it is broken, or neither.

use super::apply::DESTROYS;
use super::checks::covers;
use super::facts::{Fact, Facts};
use super::way::Hop;
use super::{Effect, FindingKind, Open, Summary, canton_of, findings, is_judged, summary};
use crate::contracts::{DESTRUCTIVE, contract, judges_effects};
use crate::effects::outside_calls;
use crate::{BodyCall, CantonId, Db, Edge, File, Target, Workspace, body, edges, symbol_key, symbol_names};

/// What can be said of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Everything that it rests on is known, and keeps it.
    Holds,
    /// Something that it rests on is not known.
    Unknown,
    /// It is broken.
    Violated,
}

impl Verdict {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Unknown => "unknown",
            Verdict::Violated => "violated",
        }
    }
}

/// Whether a unit keeps its canton's promise that a property is false: `destructive: false`.
pub fn property_verdict(db: &dyn Db, file: File, unit: u32, property: &str) -> Verdict {
    let verdict = |symbol: u32| {
        if !is_judged(db, file, symbol) {
            return Verdict::Unknown;
        }
        let breaks = |kind: &FindingKind| match kind {
            FindingKind::Undeclared { effect: Effect::Destroy, .. } => property == DESTRUCTIVE,
            FindingKind::Undeclared { effect: Effect::Property(it), .. } => it == property,
            _ => false,
        };
        if findings(db, file, symbol).iter().any(|it| breaks(&it.kind)) {
            Verdict::Violated
        } else if summary(db, symbol_key(db, file, symbol)).open.is_open() {
            Verdict::Unknown
        } else {
            Verdict::Holds
        }
    };
    symbols_of(db, file, unit).map(verdict).max().unwrap_or(Verdict::Unknown)
}

/// Whether a unit does no more than its canton's `effects` allow; `None` where they are not declared.
pub fn effects_verdict(db: &dyn Db, file: File, unit: u32) -> Option<Verdict> {
    let declared = contract(db, canton_of(db, file, unit)?)?.effects.as_deref()?;
    let allows = |effect: &str| declared.iter().any(|it| covers(it, effect));
    let verdict = |symbol: u32| {
        if !is_judged(db, file, symbol) {
            return Verdict::Unknown;
        }
        let Summary { effects, acts, open, .. } = summary(db, symbol_key(db, file, symbol));
        // What is done to resources, and by what effects, is for the canton that does it to say.
        let destroys = effects.iter().any(|it| it.what == Effect::Destroy) && !allows(DESTROYS);
        let open = Open { outside: !acts.is_empty() || destroys, ..*open };
        if named(effects).any(|(_, effect)| !allows(effect)) {
            Verdict::Violated
        } else if open.is_open() || (open.mutates || open.mutates_given) && declared.is_empty() {
            Verdict::Unknown
        } else {
            Verdict::Holds
        }
    };
    symbols_of(db, file, unit).map(verdict).max()
}

/// Whether a unit's canton says that it has no effects, and nothing that it rests on is unknown.
pub(crate) fn is_pure(db: &dyn Db, file: File, unit: u32) -> bool {
    let declares_none = || {
        let contract = contract(db, canton_of(db, file, unit)?)?;
        Some(contract.effects.as_ref()?.is_empty())
    };
    declares_none() == Some(true) && effects_verdict(db, file, unit) == Some(Verdict::Holds)
}

/// An effect of a unit, by the nearest way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundEffect {
    /// Its word.
    pub effect: String,
    /// The calls that lead to it; the last one has it.
    pub via: Vec<Hop>,
    /// All of them lead there for sure; else by a name alone.
    pub sure: bool,
    /// The canton that declares it; `None` where code has it.
    pub canton: Option<CantonId>,
}

/// The effects of a unit, each once, by their words. Nothing is looked for where no canton says what it does not
/// do.
pub fn found_effects(db: &dyn Db, file: File, unit: u32) -> Vec<FoundEffect> {
    let mut found: Vec<FoundEffect> = Vec::new();
    if !judges_effects(db, Workspace::get(db)) {
        return found;
    }
    for symbol in symbols_of(db, file, unit).filter(|&it| is_judged(db, file, it)) {
        for (fact, effect) in named(&summary(db, symbol_key(db, file, symbol)).effects) {
            let (via, sure, canton) = (fact.way.hops(db, file, symbol), fact.sure, fact.canton);
            found.push(FoundEffect { effect: effect.to_owned(), via, sure, canton });
        }
    }
    found.sort_by(|one, other| {
        (&one.effect, !one.sure, one.via.len()).cmp(&(&other.effect, !other.sure, other.via.len()))
    });
    found.dedup_by(|one, other| one.effect == other.effect);
    found
}

fn named(effects: &Facts<Effect>) -> impl Iterator<Item = (&Fact<Effect>, &str)> {
    effects.iter().filter_map(|fact| match &fact.what {
        Effect::Named(effect) => Some((fact, &**effect)),
        Effect::Destroy | Effect::Property(_) => None,
    })
}

/// How many calls of a unit lead to no one definition of the federation, and to nothing else that is known.
pub fn unresolved_calls(db: &dyn Db, file: File, unit: u32) -> usize {
    let judges_effects = judges_effects(db, Workspace::get(db));
    let unresolved = |symbol| {
        let calls = body(db, symbol_key(db, file, symbol))
            .calls
            .iter()
            .zip(edges(db, symbol_key(db, file, symbol)).iter());
        let is_unresolved =
            |(call, (edge, _)): &(&BodyCall, (Edge, &[Target]))| !edge.how.is_one() && !call.form.is_write();
        let calls = calls.filter(is_unresolved).count();
        let known = if judges_effects { outside_calls(db, symbol_key(db, file, symbol)) } else { &[] };
        calls - known.iter().filter(|it| !it.is_made).count()
    };
    symbols_of(db, file, unit).map(unresolved).sum()
}

/// A unit's own symbol, and those in it that are no units.
pub(crate) fn symbols_of(db: &dyn Db, file: File, unit: u32) -> impl Iterator<Item = u32> {
    let inner = symbol_names(db, file).below(unit).filter(move |(_, it)| it.unit == unit);
    std::iter::once(unit).chain(inner.map(|(index, _)| index))
}
