//! Says in a canton's manifest that it requires what a call in it needs, so that its callers must give it.

use canton_semantic::{Db, File, canton_named, contract, find_file, source_text};
use canton_syntax::edit::{Item, append_item};

use super::CodeAction;
use crate::SourceChange;
use crate::unit::Canton;

/// The action that adds `requires` to the canton around a call; none for a canton without a name.
pub(crate) fn action(db: &dyn Db, file: File, canton: Canton<'_>, requirement: &str) -> Option<CodeAction> {
    let (name, manifest) = (canton.name(), canton.id.file.path(db));
    if name.is_empty() {
        return None;
    }
    let title = format!("Add the missing `requires: {requirement}` to canton `{name}`");
    let arguments = vec![manifest.to_owned(), name.to_owned(), requirement.to_owned()];
    Some(CodeAction::quick_fix("require", file.path(db), arguments, title))
}

/// One more invariant; none where the canton has it by now.
pub(crate) fn change(db: &dyn Db, manifest: &str, canton: &str, requirement: &str) -> Option<SourceChange> {
    let file = find_file(db, manifest)?;
    let id = canton_named(db, canton).into_iter().find(|id| id.file == file)?;
    if contract(db, id)?.requires.iter().any(|it| it == requirement) {
        return None;
    }
    let text = source_text(db, file).ok()?;
    let item = Item::Pair("requires", requirement);
    SourceChange::edit(manifest, append_item(&text, id.index as usize, "invariants", item))
}

#[cfg(test)]
mod tests {
    use crate::tests::check_action;
    use expect_test::expect;

    const CODE: &str = "
//- infra.py
def delete(): pass
//- app.py
from infra import delete
def tidy():
    dele$0te()
";

    #[test]
    fn a_canton_asks_for_what_it_needs() {
        let manifest = "\
//- canton.yaml
name: delete
source: infra.py#delete
invariants: [{requires: rollback-snapshot}]
---
name: tidy          # the code below
source: app.py#tidy
";
        check_action(
            "requires: rollback-snapshot",
            &format!("{CODE}{manifest}"),
            expect![[r#"
            //- canton.yaml
            name: delete
            source: infra.py#delete
            invariants: [{requires: rollback-snapshot}]
            ---
            name: tidy          # the code below
            source: app.py#tidy
            invariants:
              - requires: rollback-snapshot
        "#]],
        );
        let manifest = manifest.replace(
            "source: app.py#tidy\n",
            "source: app.py#tidy\ninvariants:\n  - target: [a, b]  # only\nowner: \"@x\"\n",
        );
        check_action(
            "requires: rollback-snapshot",
            &format!("{CODE}{manifest}"),
            expect![[r#"
            //- canton.yaml
            name: delete
            source: infra.py#delete
            invariants: [{requires: rollback-snapshot}]
            ---
            name: tidy          # the code below
            source: app.py#tidy
            invariants:
              - target: [a, b]  # only
              - requires: rollback-snapshot
            owner: "@x"
        "#]],
        );
    }
}
