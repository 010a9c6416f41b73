//! A canton without `source` whose name several symbols have.

use canton_semantic::{BindingProblemKind, CantonId, Db, File, binding_problems};

use super::Diagnostic;
use crate::canton::claim_range;
use crate::code_action::choose;
use crate::unit::Canton;
use crate::wording::listed;

code! {
    /// The canton has no `source`, so it claims what has its name, and several symbols or files have it
    /// equally well. None of them is claimed until one is chosen.
    ///
    /// ```yaml
    /// name: environment-provision       # `a.py#provision_environment`, or `b.py#provision_environment`?
    /// ```
    ///
    /// The quick-fixes write `source` with one of the candidates.
    CLAIM_AMBIGUOUS, "claim-ambiguous", Error
}

/// So many candidates are listed in the message.
const MOST: usize = 5;

pub(super) fn claim_ambiguous(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for problem in binding_problems(db, file) {
        let BindingProblemKind::Ambiguous(candidates) = &problem.kind else { continue };
        let Some(canton) = Canton::new(db, CantonId { file, index: problem.canton }) else { continue };
        let shown = listed(&candidates[..candidates.len().min(MOST)], "and");
        let more = candidates.len().saturating_sub(MOST);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let message = format!("`{}` could be {shown}{more}: say which one in `source`", canton.name());
        let range = claim_range(canton, problem.claim);
        let mut finding = CLAIM_AMBIGUOUS.at(range, message).canton(canton.name());
        for candidate in candidates {
            finding = finding.action(choose::action(db, canton, candidate));
        }
        acc.push(finding);
    }
}
