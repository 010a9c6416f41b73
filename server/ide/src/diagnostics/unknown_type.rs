//! A type name outside the federation's vocabulary.

use canton_semantic::{Db, File, Workspace, federation};

use super::Diagnostic;
use super::configuration::{Word, unknown_word};
use super::problems::cantons;

code! {
    /// `types` of `federation.yaml` closes the vocabulary, and this name is not in it.
    ///
    /// ```yaml
    /// accepts: [infra.enviroment-spec]      # did you mean `infra.environment-spec`?
    /// ```
    ///
    /// Correct the name, or add it to `types`. Without `types`, any name that a manifest uses is one.
    UNKNOWN_TYPE, "unknown-type", Error
}

pub(super) fn unknown_type(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let Some(types) = &federation(db, Workspace::get(db)).0.types else { return };
    for canton in cantons(db, file) {
        for name in canton.manifest.accepts.iter().chain(&canton.manifest.emits) {
            let word = Word { file, page: &UNKNOWN_TYPE, noun: "type", list: "`types` of `federation.yaml`" };
            let known = types.iter().map(|it| it.value.as_str());
            acc.extend(unknown_word(db, &word, name, known).map(|it| it.canton(canton.name())));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn outside_the_vocabulary() {
        check_findings(
            "unknown-type",
            r#"
//- federation.yaml
types: [infra.spec]
//- canton.yaml
name: f
accepts: [infra.spec, infra.spek]
#                     ^^^^^^^^^^ there is no type `infra.spek` in `types` of `federation.yaml`; did you mean `infra.spec`?
"#,
        );
    }
}
