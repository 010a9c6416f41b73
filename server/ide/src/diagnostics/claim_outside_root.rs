//! A claim that leads above the federation's root.

use canton_semantic::{BindingProblemKind, CantonId, Db, File, binding_problems};

use super::Diagnostic;
use crate::canton::claim_range;
use crate::unit::Canton;

code! {
    /// A claim leads above the folder of `federation.yaml`. What is outside is another federation's, or
    /// nobody's; Canton neither reads nor writes it.
    ///
    /// ```yaml
    /// source: ../../other-repository/provision.py
    /// ```
    ///
    /// Register that code where it is, in a manifest of its own.
    CLAIM_OUTSIDE_ROOT, "claim-outside-root", Error
}

pub(super) fn claim_outside_root(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for problem in binding_problems(db, file) {
        let BindingProblemKind::OutsideRoot = problem.kind else { continue };
        let Some(canton) = Canton::new(db, CantonId { file, index: problem.canton }) else { continue };
        let message = "this claim leads above the root of the federation";
        let finding =
            CLAIM_OUTSIDE_ROOT.at(claim_range(canton, problem.claim), message).canton(canton.name());
        acc.push(finding.subject(format!("{}:{}", file.path(db), problem.claim)));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn above_the_root() {
        check_findings(
            "claim-outside-root",
            r#"
//- canton.yaml
name: f
source: ../a.py#f
#       ^^^^^^^^^ this claim leads above the root of the federation
"#,
        );
    }
}
