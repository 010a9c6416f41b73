//! What one call does to what holds around it.

use std::collections::BTreeSet;

use canton_syntax::outline::SymbolKind;

use super::facts::{Fact, Facts};
use super::run::{Run, State};
use super::values::{Given, Passed};
use super::way::{Inner, Way};
use super::{
    Act, ActVerb, Effect, Finding, FindingKind, Key, Limit, Open, Resource, Summary, canton_of, summary,
};
use crate::contracts::{Contract, DESTRUCTIVE, contract};
use crate::{CantonId, NamedSymbol, Workspace, entered, federation, symbol_names};

/// The declared effect that destroys existing state.
pub(super) const DESTROYS: &str = "cloud.destroy";

/// A call that leads to one definition.
#[derive(Clone, Copy)]
pub(super) struct Site<'db> {
    pub(super) passed: Passed<'db>,
    pub(super) sure: bool,
    /// What is called, as it stands in its file.
    called: Option<NamedSymbol>,
}

/// The canton whose code a call enters.
#[derive(Clone, Copy)]
pub(super) struct Entered<'db> {
    pub(super) id: CantonId,
    pub(super) contract: &'db Contract,
    /// The called symbol is what the canton claims, and no member of it: what the canton takes, it takes here.
    pub(super) is_entry: bool,
}

impl<'db> Run<'db> {
    pub(super) fn call(&mut self, call: u32, state: &mut State) {
        if state.given.is_none() {
            return;
        }
        self.may_fail(call, state);
        let Some((edge, targets)) = self.edges.get(call) else { return };
        let Some(&target) = targets.first().filter(|_| edge.how.is_one()) else {
            return self.outside(call, edge.how);
        };
        self.summary.open.ambiguous |= edge.open;
        let names = symbol_names(self.db, target.file);
        let called = names.get(target.symbol);
        let is_class = called.is_some_and(|it| it.kind.is_class_like());
        let function = if is_class { entered(self.db, target) } else { target };
        let sure = edge.how.is_sure();
        let passed = Passed {
            db: self.db,
            file: self.file,
            symbol: self.symbol,
            body: self.body,
            call,
            target: function,
        };
        let there = if function.file == target.file { names } else { symbol_names(self.db, function.file) };
        let site = Site { passed, sure, called: there.get(function.symbol) };
        let id = canton_of(self.db, target.file, target.symbol).filter(|it| Some(*it) != self.canton);
        let entered = id.and_then(|id| {
            let parent = called.map_or(0, |it| it.parent);
            let is_entry = target.symbol != 0 && canton_of(self.db, target.file, parent) != Some(id);
            Some(Entered { id, contract: contract(self.db, id)?, is_entry })
        });
        let done = self.of_callee(&site, entered);
        self.check(&site, entered, &done, state);
        let is_async = site.called.is_some_and(|it| it.is_async);
        let is_beside = is_async && !self.body.calls[call as usize].form.is_awaited();
        self.advance(&site, done, is_beside, state);
    }

    /// What the called function does, as it is seen from here: its canton's contract, and its body.
    fn of_callee(&mut self, site: &Site<'db>, entered: Option<Entered<'db>>) -> Summary {
        let target = site.passed.target;
        let has_body = crate::bodies::callers(self.db, target.file);
        let mut res = Summary { gives: Some(BTreeSet::new()), ..Summary::default() };
        if has_body.get(target.symbol as usize).copied().unwrap_or(false) {
            let inner = summary(self.db, target.key(self.db));
            self.add_body(site, entered, inner, &mut res);
        }
        if site.called.is_some_and(|it| it.kind.is_class_like()) {
            // A class that makes an object of itself where it stands does not go on for ever.
            res.gives.get_or_insert_with(BTreeSet::new);
        }
        let is_bodiless = site.called.is_some_and(|it| it.is_bodiless);
        if let Some(entered) = entered {
            self.add_contract(site, entered, &mut res);
        } else if is_bodiless {
            // What it does stands elsewhere.
            res.open.external = true;
        }
        res
    }

    fn add_body(&self, site: &Site<'_>, entered: Option<Entered<'_>>, inner: &Summary, res: &mut Summary) {
        let (db, call, sure) = (self.db, site.passed.call, site.sure);
        res.open = inner.open;
        let insists = self.body.calls[call as usize].form.is_insisted();
        res.gives = if insists { inner.gives.clone() } else { inner.gives_anyway.clone() };
        // What a canton needs beyond its contract is reported in it.
        if entered.is_none() {
            let needs = inner.needs.through(call, sure, Inner::Need);
            add(db, &mut res.needs, needs, &mut res.open);
        }
        // A canton that declares its effects is held to them itself; for its callers, its word counts.
        let has_word = entered.is_some_and(|it| it.contract.effects.is_some());
        let effects = inner.effects.through(call, sure, Inner::Effect);
        let effects = effects.filter(|it| !(has_word && matches!(it.what, Effect::Named(_))));
        add(db, &mut res.effects, effects, &mut res.open);
        let own_list = |limit: &Limit| entered.is_some_and(|it| it.contract.list(&limit.key).is_some());
        let limits = inner.limits.through(call, sure, Inner::Limit).filter(|it| !own_list(&it.what));
        add(db, &mut res.limits, limits, &mut res.open);
        let replaces = entered.and_then(|it| it.contract.replaces.as_deref());
        let acts = inner.acts.through(call, sure, Inner::Act).map(|mut fact| {
            fact.what.resource = self.bound(site, &fact.what.resource);
            fact.what.protected |= self.is_protected(site);
            if replaces == Some(fact.what.resource.kind.as_str()) {
                fact.what.verb = ActVerb::Update;
            }
            fact
        });
        add(db, &mut res.acts, acts, &mut res.open);
        let beside = inner.beside.through(call, sure, Inner::Beside).map(|mut fact| {
            fact.what.resource = self.bound(site, &fact.what.resource);
            fact
        });
        add(db, &mut res.beside, beside, &mut res.open);
        let dead = inner.dead.through(call, sure, Inner::Dead).map(|mut fact| {
            fact.what = self.bound(site, &fact.what);
            fact
        });
        add(db, &mut res.dead, dead, &mut res.open);
    }

    fn add_contract(&self, site: &Site<'_>, entered: Entered<'_>, res: &mut Summary) {
        let (db, contract) = (self.db, entered.contract);
        let replaces = contract.replaces.as_deref();
        for action in &contract.actions {
            let key = match action.key.as_deref() {
                None => Key::Unknown,
                Some(key) => match key.strip_prefix('$') {
                    Some(parameter) => self.key_of(site, parameter),
                    None => Key::Word(key.to_owned()),
                },
            };
            let resource = Resource { kind: action.kind.clone(), key };
            let verb = if replaces == Some(&action.kind) { ActVerb::Update } else { action.verb.into() };
            if verb == ActVerb::Destroy {
                res.dead.add(db, self.fact(site, entered.id, resource.clone()));
            }
            let act = Act { resource, verb, protected: self.is_protected(site) };
            res.acts.add(db, self.fact(site, entered.id, act));
            if action.verb == canton_syntax::manifest::Verb::Destroy {
                res.effects.add(db, self.fact(site, entered.id, Effect::Destroy));
            }
        }
        if let Some(kind) = replaces {
            res.dead.retain(|it| it.what.kind != kind);
        }
        for requirement in &contract.requires {
            res.needs.add(db, self.fact(site, entered.id, requirement.clone()));
        }
        for (property, _) in contract.properties.iter().filter(|it| it.1) {
            let effect = match property.as_str() {
                DESTRUCTIVE => Effect::Destroy,
                other => Effect::Property(other.to_owned()),
            };
            res.effects.add(db, self.fact(site, entered.id, effect));
        }
        for effect in contract.effects.iter().flatten() {
            res.effects.add(db, self.fact(site, entered.id, Effect::Named(effect.clone().into())));
            if effect == DESTROYS {
                res.effects.add(db, self.fact(site, entered.id, Effect::Destroy));
            }
        }
        for (key, allowed) in &contract.lists {
            let is_given = site.passed.parameter(key).0 != Given::Nothing;
            let limit = Limit {
                parameter: is_given.then(|| key.clone()),
                key: key.clone(),
                allowed: allowed.clone(),
            };
            res.limits.add(db, self.fact(site, entered.id, limit));
        }
        if let Some(gives) = res.gives.as_mut().filter(|_| site.sure) {
            gives.extend(contract.emits.iter().cloned());
        }
    }

    pub(super) fn fact<T>(&self, site: &Site<'_>, canton: CantonId, what: T) -> Fact<T> {
        Fact { what, canton: Some(canton), way: Way::here(site.passed.call), sure: site.sure }
    }

    /// A resource of the callee, as it is called here.
    fn bound(&self, site: &Site<'_>, resource: &Resource) -> Resource {
        let key = match &resource.key {
            Key::Parameter(parameter) => self.key_of(site, parameter),
            key => key.clone(),
        };
        Resource { kind: resource.kind.clone(), key }
    }

    fn key_of(&self, site: &Site<'_>, parameter: &str) -> Key {
        match site.passed.parameter(parameter).0 {
            Given::Word(word) => Key::Word(word),
            Given::Parameter(own) => Key::Parameter(own),
            Given::Unknown | Given::Nothing => Key::Unknown,
        }
    }

    /// Whether a call names a protected environment.
    fn is_protected(&self, site: &Site<'_>) -> bool {
        let protected = &federation(self.db, Workspace::get(self.db)).0.protected;
        !protected.is_empty() && site.passed.has_word(|word| protected.iter().any(|it| it.value == word))
    }

    /// What holds when the call is done.
    fn advance(&mut self, site: &Site<'_>, done: Summary, is_beside: bool, state: &mut State) {
        let mut after = state.clone();
        let created = |resource: &Resource| {
            done.acts.iter().any(|it| it.what.verb == ActVerb::Create && it.what.resource == *resource)
        };
        after.dead.retain(|it| !created(&it.what));
        after.dead.add_all(self.db, &done.dead);
        let fits = after.acts.add_all(self.db, &done.acts)
            & self.summary.acts.add_all(self.db, &done.acts)
            & self.summary.effects.add_all(self.db, &done.effects)
            & after.beside.add_all(self.db, &done.beside);
        let is_maker = |it: NamedSymbol| it.kind == SymbolKind::Constructor || it.kind.is_class_like();
        let constructs = site.called.is_some_and(is_maker);
        // Nobody else has an object that was just made; one whose method is called may be somebody's.
        let callee = self.body.text(self.body.calls[site.passed.call as usize].callee);
        let is_own = callee.split_once('.').is_some_and(|(head, rest)| {
            matches!(head, "self" | "this" | "super" | "super()") && !rest.contains('.')
        });
        let mutates = done.open.mutates && !constructs;
        self.summary.open.add(Open {
            mutates: mutates && is_own,
            mutates_given: done.open.mutates_given || mutates && !is_own,
            ..done.open
        });
        self.summary.open.too_much |= !fits;
        if is_beside {
            self.leave_beside(state, &after);
            return;
        }
        after.given = match (after.given, done.gives) {
            (Some(mut given), Some(gives)) => {
                // A call that is found by its name alone may be another one.
                given.extend(gives.into_iter().filter(|_| site.sure));
                Some(given)
            }
            _ => None,
        };
        *state = after;
    }

    /// What is found by a rule of the fact's canton, or of this one for what lies outside of all cantons.
    pub(super) fn finding(
        &self,
        fact: &Fact<impl Clone>,
        argument: Option<u32>,
        kind: FindingKind,
    ) -> Option<Finding> {
        let canton = fact.canton.or(self.canton)?;
        Some(Finding { argument, canton, way: fact.way, sure: fact.sure, kind })
    }
}

fn add<T: Ord + Clone>(
    db: &dyn crate::Db,
    facts: &mut Facts<T>,
    new: impl Iterator<Item = Fact<T>>,
    open: &mut Open,
) {
    for fact in new {
        open.too_much |= !facts.add(db, fact);
    }
}
