//! A unit of code, said for a person.

use canton_semantic::{Db, File, PinState, Standing};
use canton_syntax::manifest::{Deprecated, Manifest};

use super::{effects, rules};
use crate::canton::{Source, canton_risk, owners_by_rule};
use crate::drift::{Drift, difference, drift};
use crate::unit::{Canton, Unit, unit_of_symbol};
use crate::wording::{self, listed};

/// What is known of the symbol at `index`.
pub(super) fn of_symbol(db: &dyn Db, file: File, index: u32) -> Option<String> {
    let unit = unit_of_symbol(db, file, index)?;
    let mut text = match unit.canton(db) {
        Some(canton) => claimed(db, unit, canton),
        None => unclaimed(db, unit),
    };
    if unit.standing.symbol != index {
        text.push_str(&format!("\n\nPart of `{}`.", unit.label(db)));
    }
    Some(text)
}

fn claimed(db: &dyn Db, unit: Unit<'_>, canton: Canton<'_>) -> String {
    let mut text = format!("**{}** · {}", canton.name(), unit.standing.standing.as_str());
    if let Some(description) = &canton.manifest.description {
        text.push_str(&format!("\n\n{}", description.value));
    }
    text.push_str(&format!("\n\n{}\n", standing_in_words(unit)));
    if let Some(difference) = difference(db, unit, canton) {
        text.push_str(&format!("\n{}", wording::fenced("diff", &difference)));
    }
    let mut facts = vec![
        owner(db, unit, Some(canton)),
        Some(format!("Tested: {}", wording::tested_in_full(unit.standing.tested))),
        Some(format!("Pinned: {}", pinned(unit.standing.pin, drift(db, unit, canton)))),
        risk(db, canton),
    ];
    facts.extend(contract(db, unit, canton.manifest).into_iter().map(Some));
    for fact in facts.into_iter().flatten() {
        text.push_str(&format!("\n- {fact}"));
    }
    if unit.standing.standing == Standing::Registered {
        text.push_str("\n\nTo make it canonical:\n");
        for facet in unit.standing.missing() {
            text.push_str(&format!("\n- {}", wording::remedy(facet)));
        }
    }
    text
}

fn unclaimed(db: &dyn Db, unit: Unit<'_>) -> String {
    let mut text = format!("`{}` · {}", unit.label(db), unit.standing.standing.as_str());
    text.push_str(&format!("\n\n{}\n", standing_in_words(unit)));
    for fact in owner(db, unit, None).into_iter().chain(effects::found(db, unit)) {
        text.push_str(&format!("\n- {fact}"));
    }
    text
}

/// What the standing means, and why it is no better one.
fn standing_in_words(unit: Unit<'_>) -> String {
    match unit.standing.standing {
        Standing::Canonical => "Registered, with everything that the federation asks for.".to_owned(),
        Standing::Registered => {
            let missing: Vec<&str> = unit.standing.missing().map(wording::lack).collect();
            format!("Registered, not canonical yet: {}.", missing.join(", "))
        }
        Standing::Drifted => {
            "No longer the code that was pinned. Read the change: accept it with the action \
                              *Accept the change*, or take it back."
                .to_owned()
        }
        Standing::Uncantonized => "No canton claims this code. The action *Register* writes a manifest for \
                                   it."
        .to_owned(),
        Standing::Test => "Test code: outside the count.".to_owned(),
        Standing::Generated => "Generated code: outside the count.".to_owned(),
    }
}

/// Who answers for the unit, and where that is said.
fn owner(db: &dyn Db, unit: Unit<'_>, canton: Option<Canton<'_>>) -> Option<String> {
    let declared = canton.and_then(|canton| canton.manifest.owner.as_ref());
    if let Some(owners) = declared {
        let owners: Vec<&str> = owners.iter().map(|owner| owner.value.as_str()).collect();
        return Some(format!("Owner: {} (manifest)", listed(&owners, "and")));
    }
    match owners_by_rule(db, unit.file) {
        Some((owners, Source::Line(path, line))) if owners.is_empty() => {
            Some(format!("Owner: nobody, on purpose ({path}, line {line})"))
        }
        Some((owners, Source::Line(path, line))) => {
            Some(format!("Owner: {} ({path}, line {line})", listed(&owners, "and")))
        }
        _ => canton.map(|_| String::from("Owner: nobody")),
    }
}

fn pinned(pin: PinState, drift: Option<Drift>) -> String {
    let state = match pin {
        PinState::None => "no",
        PinState::Kept => "yes, and it is that code",
        PinState::Broken => "yes, and it is other code now",
        PinState::Unparsable => "yes, but a syntax error keeps it from being compared",
        PinState::Foreign => "yes, by an algorithm or for a language that cannot be compared",
    };
    drift.map_or_else(|| state.to_owned(), |drift| format!("{state}: {}", drift.in_words()))
}

fn risk(db: &dyn Db, canton: Canton<'_>) -> Option<String> {
    let (risk, source) = canton_risk(db, canton);
    match source {
        Source::Manifest => Some(format!("Risk: {}", wording::risk(risk))),
        Source::PathRule => Some(format!("Risk: {} (by its path)", wording::risk(risk))),
        Source::Default | Source::Line(..) => None,
    }
}

/// What the manifest promises and warns of.
fn contract(db: &dyn Db, unit: Unit<'_>, manifest: &Manifest) -> Vec<String> {
    let mut facts = Vec::new();
    let names = |list: &[canton_syntax::Spanned<String>]| -> Vec<String> {
        list.iter().map(|name| name.value.clone()).collect()
    };
    if !manifest.accepts.is_empty() {
        facts.push(format!("Accepts: {}", listed(&names(&manifest.accepts), "and")));
    }
    if !manifest.emits.is_empty() {
        facts.push(format!("Emits: {}", listed(&names(&manifest.emits), "and")));
    }
    let rules = manifest.invariants.iter().map(|it| rules::in_unit(db, unit, &it.value));
    facts.extend(rules.map(|rule| format!("Invariant: {rule}")));
    if let Some(effects) = manifest.effects.as_deref() {
        facts.push(effects::declared(db, unit, &names(effects)));
    }
    facts.extend(effects::found(db, unit));
    if let Some(tier) = &manifest.tier {
        facts.push(format!("Tier: `{}`", tier.value));
    }
    if let Some(runbook) = &manifest.runbook {
        facts.push(format!("Runbook: {}", link(&runbook.value)));
    }
    facts.extend(history(manifest));
    facts
}

fn history(manifest: &Manifest) -> Vec<String> {
    let value =
        |it: &Option<canton_syntax::Spanned<String>>| it.as_ref().map_or("", |it| &it.value).to_owned();
    let incidents = manifest.incidents.iter().map(|it| {
        let words = [value(&it.id), value(&it.date), value(&it.summary), value(&it.url)];
        format!("Incident: {}", words.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", "))
    });
    let never = manifest.never.iter().map(|it| match value(&it.because) {
        because if because.is_empty() => format!("**Never**: {}", value(&it.rule)),
        because => format!("**Never**: {}, because {because}", value(&it.rule)),
    });
    let deprecated = manifest.deprecated.as_ref().and_then(|it| match &it.value {
        Deprecated::No => None,
        Deprecated::Yes => Some(String::from("**Deprecated**")),
        Deprecated::UseInstead(name) => Some(format!("**Deprecated**: use `{name}`")),
    });
    deprecated.into_iter().chain(never).chain(incidents).collect()
}

fn link(target: &str) -> String {
    if target.contains("://") { format!("<{target}>") } else { format!("`{target}`") }
}
