//! The risk of code: its canton's, else its path's.

use canton_syntax::manifest::Risk;

use crate::{CantonId, Claimed, Db, File, claimed_files, claims_of, facts, risk_of_path};

/// The highest risk of the paths that a canton reaches into; `None` where no rule fits any of them.
pub fn risk_by_path(db: &dyn Db, canton: CantonId) -> Option<Risk> {
    path_risks(db, canton.file).get(canton.index as usize).copied().flatten()
}

/// The risk of a unit of code in `file`: what its canton's manifest says, else the highest of the paths that the
/// canton reaches into; in no canton, that of its own path.
pub fn risk_of_unit(db: &dyn Db, file: File, canton: Option<CantonId>) -> Risk {
    let Some(canton) = canton else { return risk_of_path(db, file.path(db)).unwrap_or(Risk::Low) };
    let said = facts(db, canton.file).get(canton.index as usize).and_then(|it| it.risk);
    said.or_else(|| risk_by_path(db, canton)).unwrap_or(Risk::Low)
}

/// The highest risk of the paths that a manifest's cantons reach into, canton by canton. Kept: a canton may claim
/// every file there is, and each hover on its code tells its risk.
#[salsa::tracked(returns(deref))]
fn path_risks(db: &dyn Db, manifest: File) -> Vec<Option<Risk>> {
    let risk_of = |claimed: &Vec<Claimed>| {
        let files = claimed.iter().flat_map(|claimed| claimed_files(db, claimed));
        files.filter_map(|file| risk_of_path(db, file.path(db))).max()
    };
    claims_of(db, manifest).iter().map(risk_of).collect()
}
