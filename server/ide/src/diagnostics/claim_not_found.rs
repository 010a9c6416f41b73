//! A claim of something that is not there.

use canton_semantic::{BindingProblemKind, CantonId, Claimed, Db, File, binding_problems, from_folder};
use canton_syntax::manifest::Claim;

use super::{Diagnostic, Severity};
use crate::CodeAction;
use crate::canton::{claim_range, claims};
use crate::code_action::replace;
use crate::unit::Canton;
use crate::wording::listed;

code! {
    /// A claim names a file or a symbol that is not there, or a pattern that fits no file. The canton is
    /// registered, but owns nothing by this claim.
    ///
    /// ```yaml
    /// source: provision.py#provison_environment      # did you mean `provision_environment`?
    /// ```
    ///
    /// Correct the name: paths start at the manifest's folder, members are written with their class
    /// (`billing.ts#Invoice.total`). If pinned code has moved, or has another name, the quick-fix *Follow* goes after
    /// it by its pin, which `canton pin` keeps until then. A pattern that fits nothing is a warning: its files may be
    /// yet to come.
    CLAIM_NOT_FOUND, "claim-not-found", Error
}

pub(super) fn claim_not_found(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for problem in binding_problems(db, file) {
        let id = CantonId { file, index: problem.canton };
        let Some(canton) = Canton::new(db, id) else { continue };
        let Some(claimed) = claims(db, id).get(problem.claim as usize) else { continue };
        let Some(message) = message(&problem.kind, claimed) else { continue };
        let range = claim_range(canton, problem.claim);
        let mut finding = CLAIM_NOT_FOUND.at(range, message).canton(canton.name());
        if problem.kind == BindingProblemKind::EmptyGlob {
            finding.severity = Severity::Warning;
        }
        finding = finding.subject(format!("{claimed:?}"));
        let meant = replacements(db, canton, problem.claim, &problem.kind);
        for one in &meant {
            let action = replace::action(db, file, range, one);
            // Among several, nobody knows which one was most likely meant.
            finding = finding.action(action.map(|it| CodeAction { preferred: meant.len() == 1, ..it }));
        }
        acc.push(finding);
    }
}

fn message(kind: &BindingProblemKind, claimed: &Claimed) -> Option<String> {
    let (path, name) = match claimed {
        Claimed::Symbol { path, name } => (path.as_str(), name.as_str()),
        Claimed::File(path) | Claimed::Glob(path) => (path.as_str(), ""),
        Claimed::Outside | Claimed::Unbound(_) => return None,
    };
    let meant = |near: &[String]| match near {
        [] => String::new(),
        near => format!("; did you mean {}?", listed(near, "or")),
    };
    Some(match kind {
        BindingProblemKind::NoFile(near) => format!("there is no file `{path}`{}", meant(near)),
        BindingProblemKind::NotSource => {
            format!("`{path}` is no source file of a language that Canton reads")
        }
        BindingProblemKind::Unreadable(reason) => format!("`{path}` cannot be read: {reason}"),
        BindingProblemKind::NoSymbol(near) => format!("there is no `{name}` in `{path}`{}", meant(near)),
        BindingProblemKind::EmptyGlob => format!("no file fits `{path}`"),
        BindingProblemKind::OutsideRoot
        | BindingProblemKind::NothingNamed
        | BindingProblemKind::Ambiguous(_) => return None,
    })
}

/// The claims that may have been meant, as they would be written.
fn replacements(db: &dyn Db, canton: Canton<'_>, claim: u32, kind: &BindingProblemKind) -> Vec<String> {
    let written = canton.manifest.source.as_ref().and_then(|source| source.get(claim as usize));
    match (kind, written.map(|claim| &claim.value)) {
        (BindingProblemKind::NoSymbol(near), Some(Claim::Symbol { path, .. })) => {
            near.iter().map(|name| format!("{path}#{name}")).collect()
        }
        (BindingProblemKind::NoFile(near), Some(claim)) => {
            let symbol = match claim {
                Claim::Symbol { symbol, .. } => format!("#{symbol}"),
                Claim::File(_) | Claim::Glob(_) => String::new(),
            };
            near.iter().map(|path| from_folder(canton.folder(db), path) + &symbol).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{check_action, check_findings};
    use expect_test::expect;

    #[test]
    fn files_symbols_and_patterns() {
        check_findings(
            "claim-not-found",
            r#"
//- x/a.py
def provision(x):
    return x
//- x/notes.txt
//- x/canton.yaml
name: f
source:
  - a.py#provison
#   ^^^^^^^^^^^^^ there is no `provison` in `x/a.py`; did you mean `provision`?
  - b/a.py#provision
#   ^^^^^^^^^^^^^^^^ there is no file `x/b/a.py`; did you mean `x/a.py`?
  - "y/**"
#   ^^^^^^ no file fits `x/y/**`
  - canton.yaml
#   ^^^^^^^^^^^ `x/canton.yaml` is no source file of a language that Canton reads
"#,
        );
    }

    /// Which of several definitions a number means changes with the code.
    #[test]
    fn a_number_is_offered_to_nobody_who_did_not_write_one() {
        check_findings(
            "claim-not-found",
            r#"
//- a.py
def provision(x):
    return x

def provision(x):
    return x
//- canton.yaml
name: f
source:
  - a.py#provison
#   ^^^^^^^^^^^^^ there is no `provison` in `a.py`; did you mean `provision`?
---
name: g
source: a.py#provision~3
#       ^^^^^^^^^^^^^^^^ there is no `provision~3` in `a.py`; did you mean `provision` or `provision~2`?
"#,
        );
    }

    #[test]
    fn what_was_meant_is_a_fix() {
        check_action(
            "provision",
            r#"
//- x/a.py
def provision(x):
    return x
//- x/canton.yaml
name: f
source:
  - 'a.py#pro$0vison' # why
"#,
            expect![[r#"
                //- x/canton.yaml
                name: f
                source:
                  - 'a.py#provision' # why
            "#]],
        );
    }
}
