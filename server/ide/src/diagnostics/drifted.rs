//! Code that is no longer what was pinned.

use canton_semantic::{Db, File, Standing};

use super::Diagnostic;
use crate::code_action::{except, pin};
use crate::pins::pin_place;
use crate::unit::units;

code! {
    /// A pinned unit is no longer the code that was vouched for. Reformatting and comments do not matter: what
    /// it does may have changed.
    ///
    /// ```python
    /// def provision_environment(spec, target):
    ///     return backend.create(spec, target, force=True)      # `force=True` is new since the pin
    /// ```
    ///
    /// Read the change. If it is right, accept it: the action *Accept the change* or `canton pin NAME` writes the
    /// new pin, and a reviewer sees it in the diff. If it is not, take it back. If it must stay as it is for a
    /// while, put an exception with a date into `federation.yaml`.
    DRIFTED, "drifted", Warning
}

pub(super) fn drifted(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for unit in units(db, file).filter(|unit| unit.standing.standing == Standing::Drifted) {
        let Some(canton) = unit.canton(db) else { continue };
        let message = format!("`{}` is no longer what canton `{}` pinned", unit.label(db), canton.name());
        let mut finding =
            DRIFTED.at(unit.symbol().name_range, message).symbol(unit.id(db)).canton(canton.name());
        if let Some((file, range)) = pin_place(db, unit, canton) {
            finding = finding.related(file, range, "the code that was vouched for has this pin");
        }
        let finding = finding.action(pin::accept_action(db, unit, canton));
        acc.push(finding.action(except::action(db, file, DRIFTED.code, &unit.id(db))));
    }
}
