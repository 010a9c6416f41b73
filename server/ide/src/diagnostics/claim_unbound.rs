//! A canton without `source` whose name nothing has.

use canton_semantic::{BindingProblemKind, CantonId, Db, File, binding_problems};

use super::Diagnostic;
use crate::canton::claim_range;
use crate::unit::Canton;

code! {
    /// The canton has no `source`, so it claims what has its name, and nothing below the manifest's folder has:
    /// no function, class or file with the same words.
    ///
    /// ```yaml
    /// name: environment-provision       # finds `provision_environment`, `EnvironmentProvision`, …
    /// ```
    ///
    /// Say what it claims in `source`, rename one of the two, or move the manifest to a folder above the code.
    CLAIM_UNBOUND, "claim-unbound", Error
}

pub(super) fn claim_unbound(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for problem in binding_problems(db, file) {
        let BindingProblemKind::NothingNamed = problem.kind else { continue };
        let Some(canton) = Canton::new(db, CantonId { file, index: problem.canton }) else { continue };
        let folder = match canton.folder(db) {
            "" => String::from("in this federation"),
            folder => format!("below `{folder}`"),
        };
        let message =
            format!("nothing {folder} is named like `{}`: say what it claims in `source`", canton.name());
        acc.push(CLAIM_UNBOUND.at(claim_range(canton, problem.claim), message).canton(canton.name()));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn nothing_below_has_the_name() {
        check_findings(
            "claim-unbound",
            r#"
//- a.py
def open_window():
    return 1
//- x/canton.yaml
name: open-window
#     ^^^^^^^^^^^ nothing below `x` is named like `open-window`: say what it claims in `source`
"#,
        );
    }
}
