//! A claimed unit with a syntax error.

use canton_semantic::{Db, File};

use super::Diagnostic;
use crate::code_action::except;
use crate::unit::units;

code! {
    /// A registered unit has a syntax error inside, or is written in a way that the grammar does not know. It
    /// has no digest then, so nobody can say whether it still is what was pinned; Canton does not guess.
    ///
    /// ```python
    /// def provision_environment(spec, target:
    ///     return backend.create(spec, target)
    /// ```
    ///
    /// Mend the syntax error. If the code is right and the language's own compiler takes it, the grammar is at
    /// fault: report it, and accept the finding for a while with an exception in `federation.yaml`.
    UNPARSABLE, "unparsable", Warning
}

pub(super) fn unparsable(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for unit in units(db, file) {
        let Some(canton) = unit.canton(db) else { continue };
        if unit.symbol().digest.is_some() || !unit.standing.standing.counts() {
            continue;
        }
        let message = format!("`{}` has a syntax error, so it cannot be held against a pin", unit.label(db));
        let range = unit.symbol().name_range;
        let finding = UNPARSABLE.at(range, message).symbol(unit.id(db)).canton(canton.name());
        acc.push(finding.action(except::action(db, file, UNPARSABLE.code, &unit.id(db))));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn a_claimed_function_with_a_syntax_error() {
        check_findings(
            "unparsable",
            r#"
//- a.py
def f(x):
#   ^ `f` has a syntax error, so it cannot be held against a pin
    return x +

def g(x):
    return x
//- canton.yaml
name: f
"#,
        );
    }
}
