//! A pin of an algorithm or a language that is not the unit's.

use canton_semantic::{Db, File, PinState, find_file, lock, parent, pin_targets};
use canton_syntax::digest::{Digest, Pin};

use super::Diagnostic;
use super::problems::cantons;
use crate::code_action::pin;
use crate::pins::{claims_only, rooted};
use crate::unit::{language_name, unit_named, unit_of_symbol};

code! {
    /// A pin was made by an algorithm that this version of Canton does not know, or for another language than
    /// the unit's. It cannot be checked, so the unit is claimed but not pinned.
    ///
    /// ```yaml
    /// digest: canton-ast/9:python:9f86d081884c7d659a2feaa0c55ad015
    /// ```
    ///
    /// Use the version of Canton that wrote it; or look at the code, and pin it again.
    PIN_UNKNOWN, "pin-unknown", Warning
}

/// The `digest` of each canton.
pub(super) fn in_manifest(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for canton in cantons(db, file) {
        let Some(digest) = &canton.manifest.digest else { continue };
        let units = pin_targets(db, canton.id).into_iter();
        let mut units = units.filter_map(|target| unit_of_symbol(db, target.file, target.symbol));
        let Some(unit) = units.find(|unit| claims_only(db, canton, *unit)) else { continue };
        if unit.standing.pin != PinState::Foreign {
            continue;
        }
        let message = reason(&digest.value, language_name(db, unit.file));
        let finding = PIN_UNKNOWN.at(digest.range, message).symbol(unit.id(db)).canton(canton.name());
        acc.push(finding.action(pin::accept_action(db, unit, canton)));
    }
}

/// The pins of a lock file.
pub(super) fn in_lock(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for line in &lock(db, file).0 {
        let id = rooted(parent(file.path(db)), &line.unit.value);
        let (path, name) = id.split_once('#').unwrap_or((&id, ""));
        let Some(source) = find_file(db, path) else { continue };
        let foreign = unit_named(db, source, name).filter(|unit| unit.standing.pin == PinState::Foreign);
        let Some(unit) = foreign else { continue };
        let message = reason(&line.pin.value, language_name(db, unit.file));
        acc.push(PIN_UNKNOWN.at(line.pin.range, message).symbol(id).canton(&line.canton.value));
    }
}

fn reason(pin: &Pin, language: &str) -> String {
    if pin.algorithm == Digest::ALGORITHM {
        format!("this pin is of {} code, and the unit is {language} code", pin.language)
    } else {
        format!("the algorithm `{}` is not known to this version of Canton", pin.algorithm)
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn an_algorithm_and_a_language() {
        check_findings(
            "pin-unknown",
            r#"
//- a.py
def f():
    return 1

def g():
    return 1

def h():
    return 1

def i():
    return 1
//- canton.yaml
name: f
digest: canton-ast/9:python:00000000000000000000000000000000
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the algorithm `canton-ast/9` is not known to this version of Canton
---
name: g
digest: canton-ast/1:ruby:00000000000000000000000000000000
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this pin is of ruby code, and the unit is python code
---
name: both
source: [a.py#h, a.py#i]
//- canton.lock
both a.py#h canton-ast/9:python:00000000000000000000000000000000
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the algorithm `canton-ast/9` is not known to this version of Canton
"#,
        );
    }
}
