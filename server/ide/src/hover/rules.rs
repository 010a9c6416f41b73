//! Invariants, and what becomes of each: checked, unchecked, or not judged.

use canton_semantic::{Db, Verdict, is_given_outside, outline, property_verdict, unresolved_calls};
use canton_syntax::manifest::{Invariant, InvariantValue};

use crate::unit::Unit;
use crate::wording::{counted, listed};

/// An invariant of a unit's canton, and whether the unit keeps it.
pub(super) fn in_unit(db: &dyn Db, unit: Unit<'_>, invariant: &Invariant) -> String {
    let (key, symbol) = (&invariant.key.value, unit.standing.symbol);
    if let InvariantValue::List(values) = &invariant.value
        && !may_take(db, unit, key)
    {
        let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
        return format!("`{key}` is {} (unchecked at calls: it takes no `{key}`)", listed(&values, "or"));
    }
    let InvariantValue::Bool(value) = &invariant.value else { return rule(db, invariant) };
    if value.value {
        return rule(db, invariant);
    }
    let verdict = match property_verdict(db, unit.file, symbol, key) {
        Verdict::Holds => String::from("holds"),
        Verdict::Violated => String::from("violated: see the findings"),
        Verdict::Unknown => match unresolved_calls(db, unit.file, symbol) {
            0 => String::from("unknown: nothing found that breaks it, and calls below lead nowhere known"),
            count => {
                let calls = counted(count, "call");
                format!("unknown: nothing found that breaks it, and {calls} in it not resolved")
            }
        },
    };
    format!("`{key}` is `false` ({verdict})")
}

/// Whether a unit may be given something of that name: what is no function has members that may.
fn may_take(db: &dyn Db, unit: Unit<'_>, name: &str) -> bool {
    let Ok(outline) = outline(db, unit.file) else { return true };
    let symbol = unit.standing.symbol;
    let is_function = outline.symbols.get(symbol as usize).is_some_and(|it| it.kind.is_function_like());
    let mut own = outline.parameters.iter().filter(|it| it.symbol == symbol);
    !is_function || own.any(|it| it.is_rest || outline.text(it.name) == name)
}

/// An invariant as such. A shape that nothing checks is said to be unchecked.
pub(super) fn rule(db: &dyn Db, invariant: &Invariant) -> String {
    let key = &invariant.key.value;
    match &invariant.value {
        InvariantValue::List(values) => {
            let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
            format!("`{key}` is {} (checked at calls)", listed(&values, "or"))
        }
        InvariantValue::Bool(value) if value.value => format!("`{key}` is `true`"),
        InvariantValue::Bool(_) => format!("`{key}` is `false` (checked below)"),
        InvariantValue::Word(word) if key == "requires" => {
            let is_outside = is_given_outside(db, &word.value);
            let how = if is_outside { "given from outside the code, not judged" } else { "checked at calls" };
            format!("requires `{}` ({how})", word.value)
        }
        InvariantValue::Word(word) if key == "target" => {
            format!("`target` is `{}` (checked at calls)", word.value)
        }
        InvariantValue::Word(word) => format!("`{key}: {}` (unchecked)", word.value),
        InvariantValue::Other(_) => format!("`{key}` (unchecked)"),
    }
}
