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
