//! From a checked tree to a [`Federation`].
//!
//! The tree was held against its declaration before: what is still in it has the shape that its key takes.

use super::{
    Canon, Evidence, Exception, Facet, Federation, Requirement, RiskRule, SeverityLevel, TestedLevel,
};
use crate::Spanned;
use crate::manifest::lower::{risk, text, texts};
use crate::schema::{date, integer, thousandths};
use crate::yaml::Node;

/// The settings that a checked document has.
pub(super) fn federation(root: &Node) -> Federation {
    let list = |key: &str| root.get(key).map(texts);
    let items = |key: &str| root.get(key).map(Node::items).unwrap_or_default().iter();
    Federation {
        canon: root.get("canon").map(canon).unwrap_or_default(),
        types: list("types"),
        requirements: root
            .get("requirements")
            .map(|it| it.entries().iter().filter_map(requirement).collect()),
        environments: list("environments").unwrap_or_default(),
        protected: list("protected").unwrap_or_default(),
        tiers: list("tiers"),
        roster: root.get("owners").and_then(|it| it.get("roster")).and_then(text),
        risk: items("risk").filter_map(risk_rule).collect(),
        evidence: root.get("evidence").map(evidence).unwrap_or_default(),
        exclude: list("exclude").unwrap_or_default(),
        generated: list("generated").unwrap_or_default(),
        tests: list("tests").unwrap_or_default(),
        review_base: root.get("review").and_then(|it| it.get("base")).and_then(text),
        severity: root
            .get("severity")
            .map(|it| it.entries().iter().filter_map(severity).collect())
            .unwrap_or_default(),
        exceptions: items("exceptions").filter_map(exception).collect(),
    }
}

fn canon(node: &Node) -> Canon {
    let default = Canon::default();
    Canon {
        requires: match node.get("requires") {
            Some(list) => list.items().iter().filter_map(facet).collect(),
            None => default.requires,
        },
        max_lines: node.get("max-lines").and_then(integer).unwrap_or(default.max_lines),
        tested: node.get("tested").and_then(tested).unwrap_or(default.tested),
        min_coverage: node.get("min-coverage").and_then(thousandths).unwrap_or(default.min_coverage),
        goal: node.get("goal").and_then(thousandths).unwrap_or(default.goal),
    }
}

fn facet(node: &Node) -> Option<Facet> {
    match node.scalar()? {
        "owned" => Some(Facet::Owned),
        "tested" => Some(Facet::Tested),
        "pinned" => Some(Facet::Pinned),
        "lawful" => Some(Facet::Lawful),
        "small" => Some(Facet::Small),
        "pure" => Some(Facet::Pure),
        _ => None,
    }
}

fn tested(node: &Node) -> Option<TestedLevel> {
    match node.scalar()? {
        "none" => Some(TestedLevel::None),
        "claimed" => Some(TestedLevel::Claimed),
        "executed" => Some(TestedLevel::Executed),
        "passing" => Some(TestedLevel::Passing),
        "mutation-tested" => Some(TestedLevel::MutationTested),
        _ => None,
    }
}

fn requirement((name, value): &(Node, Node)) -> Option<Requirement> {
    let one = |key: &str| value.get(key).and_then(text);
    Some(Requirement { name: text(name)?, description: one("description"), given: one("given") })
}

fn risk_rule(item: &Node) -> Option<RiskRule> {
    let path = item.get("path").and_then(text)?;
    let level = item.get("level").and_then(risk)?;
    Some(RiskRule { path, level, because: item.get("because").and_then(text) })
}

fn evidence(node: &Node) -> Evidence {
    let list = |key: &str| node.get(key).map(texts).unwrap_or_default();
    Evidence {
        coverage: list("coverage"),
        tests: list("tests"),
        mutation: list("mutation"),
        scip: list("scip"),
    }
}

fn severity((code, level): &(Node, Node)) -> Option<(Spanned<String>, Spanned<SeverityLevel>)> {
    let value = match level.scalar()? {
        "off" => SeverityLevel::Off,
        "hint" => SeverityLevel::Hint,
        "information" => SeverityLevel::Information,
        "warning" => SeverityLevel::Warning,
        "error" => SeverityLevel::Error,
        _ => return None,
    };
    Some((text(code)?, Spanned { value, range: level.range }))
}

fn exception(item: &Node) -> Option<Exception> {
    let one = |key: &str| item.get(key).and_then(text);
    let until = |node: &Node| Some(Spanned { value: date(node.scalar()?)?, range: node.range });
    Some(Exception {
        code: one("code")?,
        symbol: one("symbol"),
        reason: one("reason"),
        owner: one("owner"),
        until: item.get("until").and_then(until),
    })
}
