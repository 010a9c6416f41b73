//! Code that no canton claims.

use canton_semantic::{Db, File, Standing, changed_units};
use canton_syntax::TextRange;

use super::{Diagnostic, Severity};
use crate::code_action::register;
use crate::unit::{Unit, units};
use crate::wording::counted;

code! {
    /// No canton claims this code: nobody has said what it is, who answers for it or what it may be combined
    /// with. That is no fault by itself, so it is said quietly: one hint in each file, and one information for
    /// each unit that is new or changed since the base of the review.
    ///
    /// ```python
    /// def resize_environment(name, size):      # new, and in no canton
    ///     return backend.resize(name, size)
    /// ```
    ///
    /// The action *Register* writes a manifest for it. Do that once you know it by heart.
    UNCANTONIZED, "uncantonized", Hint
}

pub(super) fn uncantonized(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let all: Vec<Unit<'_>> =
        units(db, file).filter(|unit| unit.standing.standing == Standing::Uncantonized).collect();
    if all.is_empty() {
        return;
    }
    let is_one = if all.len() == 1 { "is" } else { "are" };
    let message = format!("{} of code here {is_one} in no canton", counted(all.len(), "unit"));
    acc.push(UNCANTONIZED.at(TextRange::default(), message).subject(file.path(db)));
    let changed = changed_units(db, file);
    for unit in all.iter().filter(|unit| changed.contains(&unit.standing.symbol)) {
        let message = format!("`{}` is new or changed, and in no canton", unit.label(db));
        let finding = UNCANTONIZED.at(unit.symbol().name_range, message).symbol(unit.id(db));
        let finding = Diagnostic { severity: Severity::Information, ..finding };
        acc.push(finding.action(register::action(db, *unit)));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{World, check_findings, check_findings_in};

    const CODE: &str = "
//- federation.yaml
//- a.py
def same(x):
    return x

def changed(x):
#   ^^^^^^^ `changed` is new or changed, and in no canton
    return x

def added(x):
#   ^^^^^ `added` is new or changed, and in no canton
    return x
";

    #[test]
    fn one_hint_a_file() {
        let world = World::new(CODE);
        let messages: Vec<String> = world.findings().into_iter().map(|(_, it)| it.message).collect();
        assert_eq!(messages, ["3 units of code here are in no canton"]);
    }

    #[test]
    fn one_information_for_each_new_or_changed_unit() {
        let base = "def same(x):\n    return x\n\ndef changed(x):\n    return 2\n";
        check_findings_in(&World::with_base(CODE, &[("a.py", base)]), "uncantonized");
    }

    #[test]
    fn tests_and_generated_code_do_not_count() {
        let world = World::new("//- federation.yaml\n//- test_a.py\ndef test_f():\n    return 1\n");
        assert_eq!(world.findings(), []);
    }

    #[test]
    fn nothing_without_a_federation() {
        check_findings("uncantonized", "//- a.py\ndef f():\n    return 1\n");
        assert_eq!(World::new("//- a.py\ndef f():\n    return 1\n").findings(), []);
    }
}
