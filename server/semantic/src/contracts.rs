//! What the cantons of a manifest promise and ask for, without positions.

use canton_syntax::manifest::{Deprecated, InvariantValue, Manifest, Verb};

use crate::{CantonId, Db, File, Workspace, cantons, manifest};

/// What a canton promises and asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contract {
    /// Its name; empty where it has none.
    pub name: String,
    /// The values that a parameter may have, by its name: `target`.
    pub lists: Vec<(String, Vec<String>)>,
    /// What must have been given before.
    pub requires: Vec<String>,
    /// What it is or is not: `destructive`.
    pub properties: Vec<(String, bool)>,
    /// What it does to resources.
    pub actions: Vec<ContractAction>,
    /// What it takes.
    pub accepts: Vec<String>,
    /// What it gives.
    pub emits: Vec<String>,
    /// The effects it may have; `None` where it does not say.
    pub effects: Option<Vec<String>>,
    /// What of it others may call: names and globs; `None` where it does not say.
    pub exposes: Option<Vec<String>>,
    /// The environments that it may act on.
    pub environments: Vec<String>,
    /// The kind of resource that it may destroy and create again.
    pub replaces: Option<String>,
    /// Calls are reported; perhaps with what to use instead.
    pub deprecated: Option<Option<String>>,
}

/// What a canton does to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractAction {
    /// Create, use, update or destroy.
    pub verb: Verb,
    /// The kind of resource.
    pub kind: String,
    /// Which one, as written: a literal or `$parameter`.
    pub key: Option<String>,
}

/// The property that says whether existing state may be destroyed.
pub(crate) const DESTRUCTIVE: &str = "destructive";

impl Contract {
    /// The values that a parameter of that name may have.
    pub fn list(&self, key: &str) -> Option<&[String]> {
        self.lists.iter().find(|it| it.0 == key).map(|it| it.1.as_slice())
    }

    /// Whether there is anything in it that a composition could break. To give something is no rule.
    fn has_rules(&self) -> bool {
        let Contract { name: _, lists, requires, properties, actions, accepts, emits: _, effects, .. } = self;
        let asks = !(lists.is_empty() && requires.is_empty() && properties.is_empty() && accepts.is_empty());
        asks || !actions.is_empty()
            || effects.is_some()
            || self.exposes.is_some()
            || self.replaces.is_some()
            || self.deprecated.is_some()
    }
}

/// The contracts of a manifest's cantons.
#[salsa::tracked(returns(deref))]
fn contracts(db: &dyn Db, file: File) -> Vec<Contract> {
    manifest(db, file).cantons.iter().map(contract_of).collect()
}

/// Whether any canton has a rule. Without one no call is looked at.
#[salsa::tracked(returns(copy))]
pub(crate) fn has_rules(db: &dyn Db, workspace: Workspace) -> bool {
    let mut contracts = cantons(db, workspace).iter().filter_map(|(_, canton)| contract(db, *canton));
    contracts.any(Contract::has_rules)
}

/// Whether any canton says what its code does not do beside its result. Without one, nothing outside of the
/// federation is looked up.
#[salsa::tracked(returns(copy))]
pub(crate) fn judges_effects(db: &dyn Db, workspace: Workspace) -> bool {
    let mut contracts = cantons(db, workspace).iter().filter_map(|(_, canton)| contract(db, *canton));
    contracts.any(|it| it.effects.is_some() || it.properties.iter().any(|it| it.0 == DESTRUCTIVE && !it.1))
}

/// The contract of a canton.
pub fn contract(db: &dyn Db, canton: CantonId) -> Option<&Contract> {
    contracts(db, canton.file).get(canton.index as usize)
}

fn contract_of(canton: &Manifest) -> Contract {
    let texts = |list: &[canton_syntax::Spanned<String>]| -> Vec<String> {
        list.iter().map(|it| it.value.clone()).collect()
    };
    let mut res = Contract {
        name: canton.name.as_ref().map_or_else(String::new, |it| it.value.clone()),
        accepts: texts(&canton.accepts),
        emits: texts(&canton.emits),
        effects: canton.effects.as_deref().map(texts),
        exposes: canton.exposes.as_deref().map(texts),
        environments: texts(&canton.environments),
        replaces: canton.replaces.as_ref().map(|it| it.value.clone()),
        ..Contract::default()
    };
    res.deprecated = canton.deprecated.as_ref().and_then(|it| match &it.value {
        Deprecated::No => None,
        Deprecated::Yes => Some(None),
        Deprecated::UseInstead(name) => Some(Some(name.clone())),
    });
    res.actions = canton
        .actions
        .iter()
        .map(|it| ContractAction {
            verb: it.value.verb,
            kind: it.value.kind.value.clone(),
            key: it.value.key.as_ref().map(|key| key.value.clone()),
        })
        .collect();
    for invariant in canton.invariants.iter().map(|it| &it.value) {
        let key = invariant.key.value.clone();
        match &invariant.value {
            InvariantValue::List(values) => res.lists.push((key, texts(values))),
            InvariantValue::Word(word) if key == "target" => res.lists.push((key, vec![word.value.clone()])),
            InvariantValue::Word(word) if key == "requires" => res.requires.push(word.value.clone()),
            InvariantValue::Bool(value) => res.properties.push((key, value.value)),
            InvariantValue::Word(_) | InvariantValue::Other(_) => {}
        }
    }
    res
}
