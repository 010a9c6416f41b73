//! A tier that the federation does not have.

use canton_semantic::{Db, File, Workspace, federation};

use super::Diagnostic;
use super::configuration::{Word, unknown_word};
use super::problems::cantons;

code! {
    /// `tiers` of `federation.yaml` lists what `tier` may be, and this word is not in it.
    ///
    /// ```yaml
    /// tier: cor      # did you mean `core`?
    /// ```
    ///
    /// Correct the word, or add it to `tiers`.
    UNKNOWN_TIER, "unknown-tier", Error
}

pub(super) fn unknown_tier(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let Some(tiers) = &federation(db, Workspace::get(db)).0.tiers else { return };
    for canton in cantons(db, file) {
        let Some(tier) = &canton.manifest.tier else { continue };
        let word = Word { file, page: &UNKNOWN_TIER, noun: "tier", list: "`tiers` of `federation.yaml`" };
        let known = tiers.iter().map(|it| it.value.as_str());
        acc.extend(unknown_word(db, &word, tier, known).map(|it| it.canton(canton.name())));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn not_listed() {
        check_findings(
            "unknown-tier",
            r#"
//- federation.yaml
tiers: [edge, core]
//- canton.yaml
name: f
tier: cor
#     ^^^ there is no tier `cor` in `tiers` of `federation.yaml`; did you mean `core`?
"#,
        );
    }
}
