//! From a checked tree to a [`Manifest`].
//!
//! The tree was held against its declaration before: what is still in it has the shape that its key takes.

use super::{
    Action, Claim, Deprecated, Incident, Invariant, InvariantValue, Manifest, Never, Risk, Supervisor,
};
use super::{Verb, claim};
use crate::digest::Pin;
use crate::schema::integer;
use crate::yaml::{Node, NodeKind};
use crate::{Spanned, TextRange};

/// The canton that a checked document registers.
pub(super) fn manifest(root: &Node, range: TextRange) -> Manifest {
    let one = |key: &str| root.get(key).and_then(text);
    let list = |key: &str| root.get(key).map(texts).unwrap_or_default();
    let items = |key: &str| root.get(key).map(Node::items).unwrap_or_default().iter();
    Manifest {
        range,
        name: one("name"),
        description: one("description"),
        source: root.get("source").map(|it| it.items().iter().filter_map(claim).collect()),
        accepts: list("accepts"),
        emits: list("emits"),
        exposes: root.get("exposes").map(texts),
        invariants: items("invariants").flat_map(invariants).collect(),
        actions: items("actions").filter_map(action).collect(),
        tested: root.get("tested").and_then(bool),
        tests: list("tests"),
        owner: root.get("owner").map(texts),
        digest: root.get("digest").and_then(pin),
        effects: root.get("effects").map(texts),
        risk: root.get("risk").and_then(risk),
        tier: one("tier"),
        environments: list("environments"),
        runbook: one("runbook"),
        incidents: items("incidents").map(incident).collect(),
        never: items("never").map(never).collect(),
        supervisor: root.get("supervisor").map(supervisor),
        replaces: one("replaces"),
        deprecated: root.get("deprecated").and_then(deprecated),
    }
}

/// A scalar's text.
pub(crate) fn text(node: &Node) -> Option<Spanned<String>> {
    Some(Spanned { value: node.scalar()?.to_owned(), range: node.range })
}

/// The texts of a list.
pub(crate) fn texts(node: &Node) -> Vec<Spanned<String>> {
    node.items().iter().filter_map(text).collect()
}

/// A level of risk.
pub(crate) fn risk(node: &Node) -> Option<Spanned<Risk>> {
    let value = match node.scalar()? {
        "low" => Risk::Low,
        "medium" => Risk::Medium,
        "high" => Risk::High,
        "critical" => Risk::Critical,
        _ => return None,
    };
    Some(Spanned { value, range: node.range })
}

fn bool(node: &Node) -> Option<Spanned<bool>> {
    Some(Spanned { value: node.bool()?, range: node.range })
}

fn number(node: &Node) -> Option<Spanned<u32>> {
    Some(Spanned { value: integer(node)?, range: node.range })
}

fn claim(node: &Node) -> Option<Spanned<Claim>> {
    Some(Spanned { value: claim::parse(node.scalar()?).ok()?, range: node.range })
}

fn pin(node: &Node) -> Option<Spanned<Pin>> {
    Some(Spanned { value: Pin::parse(node.scalar()?)?, range: node.range })
}

/// The rule of an item; a map of several keys, though refused, is as many rules.
fn invariants(item: &Node) -> impl Iterator<Item = Spanned<Invariant>> {
    item.entries().iter().filter_map(|(key, value)| {
        let range = key.range.cover(value.range);
        Some(Spanned { value: Invariant { key: text(key)?, value: invariant_value(value) }, range })
    })
}

fn invariant_value(node: &Node) -> InvariantValue {
    let other = InvariantValue::Other(node.range);
    match &node.kind {
        NodeKind::Scalar { .. } => match bool(node) {
            Some(value) => InvariantValue::Bool(value),
            None => text(node).map_or(other, InvariantValue::Word),
        },
        NodeKind::Sequence { items, .. } if items.iter().all(|it| it.scalar().is_some()) => {
            InvariantValue::List(texts(node))
        }
        NodeKind::Null | NodeKind::Sequence { .. } | NodeKind::Mapping { .. } | NodeKind::Alias { .. } => {
            other
        }
    }
}

fn action(item: &Node) -> Option<Spanned<Action>> {
    let verbs =
        [("create", Verb::Create), ("use", Verb::Use), ("update", Verb::Update), ("destroy", Verb::Destroy)];
    let verb_of =
        |key: &Node| verbs.iter().find(|(word, _)| key.scalar() == Some(word)).map(|(_, verb)| *verb);
    let (verb, kind) = item.entries().iter().find_map(|(key, value)| Some((verb_of(key)?, text(value)?)))?;
    Some(Spanned { value: Action { verb, kind, key: item.get("key").and_then(text) }, range: item.range })
}

fn incident(item: &Node) -> Incident {
    let one = |key: &str| item.get(key).and_then(text);
    Incident { id: one("id"), date: one("date"), summary: one("summary"), url: one("url") }
}

fn never(item: &Node) -> Never {
    let one = |key: &str| item.get(key).and_then(text);
    Never { rule: one("rule"), because: one("because") }
}

fn supervisor(node: &Node) -> Supervisor {
    if let Some(parent) = text(node) {
        return Supervisor { parent: Some(parent), ..Supervisor::default() };
    }
    Supervisor {
        parent: node.get("parent").and_then(text),
        restart: node.get("restart").and_then(text),
        intensity: node.get("intensity").and_then(number),
        period: node.get("period").and_then(number),
    }
}

fn deprecated(node: &Node) -> Option<Spanned<Deprecated>> {
    let value = match node.bool() {
        Some(true) => Deprecated::Yes,
        Some(false) => Deprecated::No,
        None => Deprecated::UseInstead(node.scalar()?.to_owned()),
    };
    Some(Spanned { value, range: node.range })
}
