//! A requirement that the federation does not declare.

use canton_semantic::{Db, File, Workspace, federation};
use canton_syntax::manifest::InvariantValue;

use super::Diagnostic;
use super::configuration::{Word, unknown_word};
use super::problems::cantons;

code! {
    /// `requirements` of `federation.yaml` lists what `requires` may name, and this name is not in it. Nothing
    /// could ever give it, so the canton could never be used.
    ///
    /// ```yaml
    /// invariants:
    ///   - requires: deployment-windw      # did you mean `deployment-window`?
    /// ```
    ///
    /// Correct the name, or declare it. Without `requirements`, any name that a manifest uses is one.
    UNKNOWN_REQUIREMENT, "unknown-requirement", Error
}

pub(super) fn unknown_requirement(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let Some(declared) = &federation(db, Workspace::get(db)).0.requirements else { return };
    for canton in cantons(db, file) {
        for invariant in canton.manifest.invariants.iter().map(|it| &it.value) {
            let InvariantValue::Word(name) = &invariant.value else { continue };
            if invariant.key.value != "requires" {
                continue;
            }
            let word = Word {
                file,
                page: &UNKNOWN_REQUIREMENT,
                noun: "requirement",
                list: "`requirements` of `federation.yaml`",
            };
            let known = declared.iter().map(|it| it.name.value.as_str());
            acc.extend(unknown_word(db, &word, name, known).map(|it| it.canton(canton.name())));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn not_declared() {
        check_findings(
            "unknown-requirement",
            r#"
//- federation.yaml
requirements: {window: {given: ci}}
//- canton.yaml
name: f
invariants:
  - requires: window
  - requires: snapshot
#             ^^^^^^^^ there is no requirement `snapshot` in `requirements` of `federation.yaml`
"#,
        );
    }
}
