//! Side effects: what a unit may have, what was found, and what nobody knows.

use canton_semantic::{
    Db, FoundEffect, Verdict, effects_verdict, found_effects, outside_name, unresolved_calls,
};

use crate::unit::{Canton, Unit};
use crate::wording::{counted, listed};

/// What the canton of a unit declares, and whether the unit does no more. It is never called pure.
pub(super) fn declared(db: &dyn Db, unit: Unit<'_>, effects: &[String]) -> String {
    let symbol = unit.standing.symbol;
    let says = if effects.is_empty() { String::from("none, it says") } else { listed(effects, "and") };
    let verdict = match effects_verdict(db, unit.file, symbol).unwrap_or(Verdict::Unknown) {
        Verdict::Holds => String::from("holds"),
        Verdict::Violated => String::from("violated: see the findings"),
        Verdict::Unknown => {
            let other = if found_effects(db, unit.file, symbol).is_empty() { "" } else { " other" };
            match unresolved_calls(db, unit.file, symbol) {
                0 => format!("unknown: no{other} effect found, and calls below lead nowhere known"),
                count => format!("unknown: no{other} effect found, {} unresolved", counted(count, "call")),
            }
        }
    };
    format!("Effects: {says} ({verdict})")
}

/// What was found in a unit and below; `None` for nothing.
pub(super) fn found(db: &dyn Db, unit: Unit<'_>) -> Option<String> {
    let found = found_effects(db, unit.file, unit.standing.symbol);
    let each: Vec<String> = found.iter().map(|it| format!("`{}` ({})", it.effect, by(db, it))).collect();
    (!each.is_empty()).then(|| format!("Does: {}", each.join(", ")))
}

/// What has an effect.
fn by(db: &dyn Db, found: &FoundEffect) -> String {
    let canton = found.canton.and_then(|it| Canton::new(db, it));
    let doer = match (canton, found.via.last()) {
        (Some(canton), _) => format!("canton `{}`", canton.name()),
        (None, Some(hop)) => outside_name(db, *hop).map_or_else(String::new, |it| format!("`{it}`")),
        (None, None) => String::new(),
    };
    if found.sure { doer } else { format!("{doer}, by a name alone") }
}
