//! What must not be: each rule, at each call.

use canton_syntax::federation::Requirement;

use super::apply::{Entered, Site};
use super::facts::Fact;
use super::run::{Run, State};
use super::values::Given;
use super::{Act, ActVerb, Effect, Finding, FindingKind, Limit, Summary, canton_of, is_judged};
use crate::contracts::DESTRUCTIVE;
use crate::{Workspace, federation};

impl<'db> Run<'db> {
    /// Holds one call against every rule.
    pub(super) fn check(
        &mut self,
        site: &Site<'db>,
        entered: Option<Entered<'db>>,
        done: &Summary,
        state: &State,
    ) {
        if let Some(entered) = entered {
            self.check_boundary(site, entered);
            self.check_deprecated(site, entered);
            if entered.is_entry {
                self.check_wiring(site, entered, state);
            }
        }
        for limit in done.limits.iter() {
            self.check_limit(site, limit);
        }
        for need in done.needs.iter() {
            self.check_need(need, state);
        }
        for effect in done.effects.iter() {
            if !self.is_told_there(site, effect) {
                self.check_effect(effect);
            }
        }
        for act in done.acts.iter() {
            self.check_act(act, state);
        }
    }

    fn check_deprecated(&mut self, site: &Site<'_>, entered: Entered<'_>) {
        if let Some(instead) = &entered.contract.deprecated {
            let kind = FindingKind::Deprecated { instead: instead.clone() };
            let finding = self.finding(&self.fact(site, entered.id, ()), None, kind);
            self.find(finding);
        }
    }

    /// A list that an argument must be in, or all of the composition.
    fn check_limit(&mut self, site: &Site<'_>, limit: &Fact<Limit>) {
        let Limit { parameter, key, allowed } = &limit.what;
        let Some(name) = parameter else { return self.narrow(limit, None, None) };
        let (given, argument) = site.passed.parameter(name);
        match given {
            Given::Word(value) if allowed.contains(&value) => {}
            Given::Word(value) => {
                let (key, allowed) = (key.clone(), allowed.clone());
                let finding = self.finding(limit, argument, FindingKind::Excluded { key, value, allowed });
                self.find(finding);
            }
            Given::Parameter(own) => self.narrow(limit, Some(own), argument),
            Given::Unknown | Given::Nothing => {
                let (key, allowed) = (key.clone(), allowed.clone());
                let finding = self.finding(limit, argument, FindingKind::Unseen { key, allowed });
                self.find(finding);
            }
        }
    }

    /// A list that a parameter of this symbol, or all of it, must be in from now on.
    fn narrow(&mut self, limit: &Fact<Limit>, parameter: Option<String>, argument: Option<u32>) {
        let Limit { key, allowed, .. } = &limit.what;
        let own = self.contract.and_then(|it| it.list(key));
        let is_own = parameter.as_ref().is_none_or(|it| it == key);
        if let Some(own) = own.filter(|_| is_own) {
            if own.iter().any(|it| !allowed.contains(it)) {
                let (key, allowed, own) = (key.clone(), allowed.clone(), own.to_vec());
                let finding = self.finding(limit, argument, FindingKind::Wider { key, allowed, own });
                self.find(finding);
            }
            return;
        }
        let same = |it: &&Fact<Limit>| it.what.parameter == parameter && it.what.key == *key;
        let mut before: Option<Vec<String>> = None;
        for other in self.summary.limits.iter().filter(same) {
            before = Some(match before {
                Some(rest) => rest.into_iter().filter(|it| other.what.allowed.contains(it)).collect(),
                None => other.what.allowed.clone(),
            });
        }
        if let Some(others) = before.filter(|it| !it.is_empty())
            && !others.iter().any(|it| allowed.contains(it))
        {
            let (key, allowed) = (key.clone(), allowed.clone());
            let finding = self.finding(limit, argument, FindingKind::Nothing { key, allowed, others });
            self.find(finding);
        }
        if parameter.is_some() {
            let (key, allowed) = (key.clone(), allowed.clone());
            let finding = self.finding(limit, argument, FindingKind::Unseen { key, allowed });
            self.find_if_root(finding);
        }
        let what = Limit { parameter, ..limit.what.clone() };
        let fits = self.summary.limits.add(self.db, Fact { what, ..limit.clone() });
        self.summary.open.too_much |= !fits;
    }

    /// What must have been given: before, by the canton itself, or from outside the code.
    fn check_need(&mut self, need: &Fact<String>, state: &State) {
        let requirement = &need.what;
        let gives = |it: &String| is_of_name(it, requirement);
        let is_met = state.given.as_ref().is_some_and(|given| given.iter().any(gives))
            || self.contract.is_some_and(|it| it.requires.contains(requirement))
            || is_given_outside(self.db, requirement);
        if is_met {
            return;
        }
        let fits = self.summary.needs.add(self.db, need.clone());
        self.summary.open.too_much |= !fits;
        let kind = FindingKind::Unmet { requirement: requirement.clone() };
        let finding = self.finding(need, None, kind);
        self.find_if_root(finding);
    }

    /// What a canton takes must be what it takes that calls it, or be given before; where one gives something of
    /// the same name space and this takes another, they do not fit.
    fn check_wiring(&mut self, site: &Site<'_>, entered: Entered<'_>, state: &State) {
        let contract = entered.contract;
        // By a name alone, too much seems not to fit.
        let Some(given) = state.given.as_ref().filter(|_| site.sure) else { return };
        let takes =
            |it: &String| contract.accepts.contains(it) || is_required(contract.requires.as_slice(), it);
        let mut missing: Vec<(String, Option<String>)> = Vec::new();
        for accepts in contract.accepts.iter().filter(|it| !given.contains(*it)) {
            let own = self.contract.map(|it| it.accepts.as_slice()).unwrap_or_default();
            let near = |it: &&String| {
                name_space(it).is_some() && name_space(it) == name_space(accepts) && !takes(it)
            };
            if own.contains(accepts) {
                continue;
            }
            let emitted = given.iter().find(near).cloned();
            if emitted.is_some() || !own.is_empty() {
                missing.push((accepts.clone(), emitted));
            }
        }
        for (accepts, emitted) in missing {
            let kind = FindingKind::Unwired { accepts, emitted };
            let finding = self.finding(&self.fact(site, entered.id, ()), None, kind);
            self.find(finding);
        }
    }

    /// Whether an effect is reported in the called function, which is of the same canton.
    fn is_told_there(&self, site: &Site<'_>, effect: &Fact<Effect>) -> bool {
        let target = site.passed.target;
        let is_own = || canton_of(self.db, target.file, target.symbol) == self.canton;
        matches!(effect.what, Effect::Named(_)) && is_own() && is_judged(self.db, target.file, target.symbol)
    }

    /// What the contract around excludes.
    pub(super) fn check_effect(&mut self, effect: &Fact<Effect>) {
        let (Some(own), Some(contract)) = (self.canton, self.contract) else { return };
        let excludes = |property: &str| contract.properties.iter().any(|it| it.0 == property && !it.1);
        let is_undeclared = match &effect.what {
            Effect::Destroy => excludes(DESTRUCTIVE),
            Effect::Property(property) => excludes(property),
            Effect::Named(name) => {
                let declared = contract.effects.as_ref();
                declared.is_some_and(|declared| !declared.iter().any(|it| covers(it, name)))
            }
        };
        if is_undeclared {
            let is_outside = effect.canton.is_none();
            let kind = FindingKind::Undeclared { effect: effect.what.clone(), own, is_outside };
            let finding = self.finding(effect, None, kind);
            self.find(finding);
        }
    }

    /// What was done before to what may be the same resource, and what is done beside.
    fn check_act(&mut self, act: &Fact<Act>, state: &State) {
        let Act { resource, verb, protected } = &act.what;
        let same = |it: &&Fact<Act>| it.what.resource.may_be(resource);
        let kind = resource.kind.clone();
        let lifted = self.contract.is_some_and(|it| it.replaces.as_deref() == Some(&kind));
        let mut found: Vec<(bool, FindingKind)> = Vec::new();
        if *verb == ActVerb::Create && !lifted {
            let destroyed = state.acts.iter().filter(|it| it.what.verb == ActVerb::Destroy).find(same);
            found.extend(destroyed.map(|it| {
                let (earlier, protected) = (it.way, *protected || it.what.protected);
                (it.sure, FindingKind::Replaced { kind: kind.clone(), earlier, protected })
            }));
        }
        if matches!(verb, ActVerb::Use | ActVerb::Update) {
            let dead = state.dead.iter().find(|it| it.what.may_be(resource));
            found.extend(
                dead.map(|it| (it.sure, FindingKind::UsedDead { kind: kind.clone(), earlier: it.way })),
            );
        }
        let destroys = |it: &&Fact<Act>| *verb == ActVerb::Destroy || it.what.verb == ActVerb::Destroy;
        let beside = state.beside.iter().filter(same).find(destroys);
        found.extend(beside.map(|it| (it.sure, FindingKind::Race { kind: kind.clone(), other: it.way })));
        for (sure, kind) in found {
            let finding = self.finding(act, None, kind);
            self.find(finding.map(|it| Finding { sure: it.sure && sure, ..it }));
        }
    }
}

/// Whether a type is of a name: the name itself, or ending in it.
pub(crate) fn is_of_name(type_: &str, name: &str) -> bool {
    type_ == name || type_.strip_suffix(name).is_some_and(|it| it.ends_with('.'))
}

fn is_required(requires: &[String], type_: &str) -> bool {
    requires.iter().any(|it| is_of_name(type_, it))
}

/// `payment` of `payment.requested`.
fn name_space(type_: &str) -> Option<&str> {
    type_.rsplit_once('.').map(|it| it.0)
}

/// Whether a declared effect allows another: `fs` allows `fs.write`.
pub(crate) fn covers(declared: &str, effect: &str) -> bool {
    effect.strip_prefix(declared).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether the federation has something outside of the code vouch for a requirement.
pub fn is_given_outside(db: &dyn crate::Db, requirement: &str) -> bool {
    let declared = &federation(db, Workspace::get(db)).0.requirements;
    let is_it = |it: &&Requirement| it.name.value == requirement;
    declared.iter().flatten().find(is_it).is_some_and(|it| it.given.is_some())
}
