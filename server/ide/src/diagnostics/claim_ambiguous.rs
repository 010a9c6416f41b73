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

#[cfg(test)]
mod tests {
    use crate::tests::{check_action, check_findings};
    use expect_test::expect;

    const CODE: &str = "
//- x/a.py
def open_window(x):
    return x
//- x/y/b.ts
function openWindow() { return 1 }
";

    #[test]
    fn several_have_the_name() {
        check_findings(
            "claim-ambiguous",
            &(CODE.to_owned()
                + "\
//- x/canton.yaml
name: open-window
#     ^^^^^^^^^^^ `open-window` could be `x/a.py#open_window` and `x/y/b.ts#openWindow`: say which one in `source`
"),
        );
    }

    #[test]
    fn each_is_a_fix() {
        check_action(
            "b.ts",
            &(CODE.to_owned() + "//- x/canton.yaml\nname: open-$0window\ntested: true\n"),
            expect![[r#"
                //- x/canton.yaml
                name: open-window
                source: y/b.ts#openWindow
                tested: true
            "#]],
        );
    }
}
