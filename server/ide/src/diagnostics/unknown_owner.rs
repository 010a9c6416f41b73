//! An owner whom the roster does not have.

use canton_semantic::{Db, File, Workspace, roster};
use canton_syntax::schema::suggest;

use super::Diagnostic;
use super::problems::cantons;
use crate::code_action::replace;

code! {
    /// The roster that `owners.roster` of `federation.yaml` names does not have this owner: a name with a
    /// mistake in it, or a team that is no more. Forges ignore such owners silently.
    ///
    /// ```yaml
    /// owner: "@infra-taem"
    /// ```
    ///
    /// Correct the name, or add the owner to the roster.
    UNKNOWN_OWNER, "unknown-owner", Warning
}

pub(super) fn unknown_owner(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let Some(roster) = roster(db, Workspace::get(db)) else { return };
    for canton in cantons(db, file) {
        for owner in canton.manifest.owner.iter().flatten() {
            let name = owner.value.trim_start_matches('@');
            if roster.contains(name) {
                continue;
            }
            let meant = suggest(name, roster.iter().map(String::as_str)).map(|meant| format!("@{meant}"));
            let question =
                meant.as_ref().map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
            let message = format!("the roster has no `{}`{question}", owner.value);
            let finding = UNKNOWN_OWNER.at(owner.range, message).canton(canton.name()).subject(&owner.value);
            let fix = meant.and_then(|meant| replace::action(db, file, owner.range, &meant));
            acc.push(finding.action(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn not_in_the_roster() {
        check_findings(
            "unknown-owner",
            r#"
//- federation.yaml
owners: {roster: teams.yaml}
//- teams.yaml
teams: [infra-team, "@app"]
//- canton.yaml
name: f
owner: ["@infra-taem", "@app", "@nobody"]
#       ^^^^^^^^^^^^^ the roster has no `@infra-taem`; did you mean `@infra-team`?
#                              ^^^^^^^^^ the roster has no `@nobody`
"#,
        );
    }
}
