//! What drifted: the code beside the code that was pinned, where git has that.

use canton_semantic::{Db, PastUnit, PinState, past_unit, pin_of, source_text};

use crate::line_diff;
use crate::unit::{Canton, Unit};

/// How far a unit is from what was pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drift {
    /// What callers see is as it was pinned.
    Body,
    /// Its name, its parameters, its types or its decorators are others.
    Contract,
}

impl Drift {
    /// The word for it, as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Drift::Body => "body",
            Drift::Contract => "contract",
        }
    }

    /// What a sentence says of the unit.
    pub fn in_words(self) -> &'static str {
        match self {
            Drift::Body => "only its body changed",
            Drift::Contract => "its contract changed",
        }
    }
}

/// What drifted of a unit; `None` where it did not, and where git does not have at hand what was pinned.
pub(crate) fn drift(db: &dyn Db, unit: Unit<'_>, canton: Canton<'_>) -> Option<Drift> {
    let pinned = pinned(db, unit, canton)?.signature?;
    let now = unit.symbol().signature?;
    Some(if pinned == now { Drift::Body } else { Drift::Contract })
}

/// The lines that differ from what was pinned, as `diff -u` shows them; `None` as for [`drift`].
pub(crate) fn difference(db: &dyn Db, unit: Unit<'_>, canton: Canton<'_>) -> Option<String> {
    let pinned = pinned(db, unit, canton)?;
    let text = source_text(db, unit.file).ok()?;
    let now = unit.outline.own_text(&text, unit.standing.symbol as usize);
    Some(line_diff::line_diff(&pinned.text, &now)).filter(|diff| !diff.is_empty())
}

fn pinned<'db>(db: &'db dyn Db, unit: Unit<'db>, canton: Canton<'_>) -> Option<&'db PastUnit> {
    if unit.standing.pin != PinState::Broken {
        return None;
    }
    let pin = pin_of(db, canton.id, unit.file, unit.name())?;
    past_unit(db, unit.file, unit.name(), pin.digest)
}
