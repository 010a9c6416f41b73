//! An environment that the federation does not have.

use canton_semantic::{Db, File, Workspace, federation};
use canton_syntax::Spanned;
use canton_syntax::manifest::{InvariantValue, Manifest};

use super::Diagnostic;
use super::configuration::{Word, unknown_word};
use super::problems::cantons;

code! {
    /// `environments` of `federation.yaml` lists the environments there are, and this one is not among them. An
    /// invariant on it would never apply.
    ///
    /// ```yaml
    /// invariants:
    ///   - target: [stagging, preview]      # did you mean `staging`?
    /// ```
    ///
    /// Correct the name, or add it to `environments`.
    UNKNOWN_ENVIRONMENT, "unknown-environment", Error
}

const WORD: fn(File) -> Word = |file| Word {
    file,
    page: &UNKNOWN_ENVIRONMENT,
    noun: "environment",
    list: "`environments` of `federation.yaml`",
};

pub(super) fn unknown_environment(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let environments = &federation(db, Workspace::get(db)).0.environments;
    for canton in cantons(db, file).filter(|_| !environments.is_empty()) {
        for name in named(canton.manifest) {
            let known = environments.iter().map(|it| it.value.as_str());
            acc.extend(unknown_word(db, &WORD(file), name, known).map(|it| it.canton(canton.name())));
        }
    }
}

/// The same for `protected` of `federation.yaml` itself.
pub(super) fn in_federation(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let federation = &federation(db, Workspace::get(db)).0;
    for name in federation.protected.iter().filter(|_| !federation.environments.is_empty()) {
        let known = federation.environments.iter().map(|it| it.value.as_str());
        acc.extend(unknown_word(db, &WORD(file), name, known));
    }
}

fn named(manifest: &Manifest) -> impl Iterator<Item = &Spanned<String>> {
    let targets = manifest.invariants.iter().map(|it| &it.value).filter(|it| it.key.value == "target");
    let targets = targets.flat_map(|invariant| match &invariant.value {
        InvariantValue::List(names) => names.as_slice(),
        InvariantValue::Word(name) => std::slice::from_ref(name),
        InvariantValue::Bool(_) | InvariantValue::Other(_) => &[],
    });
    manifest.environments.iter().chain(targets)
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn in_manifests_and_in_the_federation() {
        check_findings(
            "unknown-environment",
            r#"
//- federation.yaml
environments: [staging]
protected: [prod]
#           ^^^^ there is no environment `prod` in `environments` of `federation.yaml`
//- canton.yaml
name: f
environments: [stagging]
#              ^^^^^^^^ there is no environment `stagging` in `environments` of `federation.yaml`; did you mean `staging`?
invariants:
  - target: [staging, preview]
#                     ^^^^^^^ there is no environment `preview` in `environments` of `federation.yaml`
"#,
        );
    }
}
