//! A canton that nobody answers for.

use canton_semantic::{Db, File};

use super::Diagnostic;
use super::problems::cantons;
use crate::canton::canton_owners;

code! {
    /// Nobody answers for this canton: its manifest has no `owner`, and CODEOWNERS names none for its code.
    ///
    /// ```yaml
    /// name: environment-provision
    /// owner: "@infra-team"
    /// ```
    ///
    /// Write `owner`, or a rule for the code in CODEOWNERS. A canton without an owner is not canonical where
    /// the federation's `canon.requires` has `owned`.
    UNOWNED, "unowned", Hint
}

pub(super) fn unowned(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for canton in cantons(db, file) {
        if canton_owners(db, canton).is_some_and(|owners| !owners.is_empty()) {
            continue;
        }
        let named = match canton.name() {
            "" => String::from("this canton"),
            name => format!("`{name}`"),
        };
        let message = format!("nobody owns {named}: no `owner` here, no rule in CODEOWNERS");
        acc.push(UNOWNED.at(canton.name_range(), message).canton(canton.name()).subject(file.path(db)));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{World, check_findings};

    #[test]
    fn no_owner_and_no_rule() {
        check_findings(
            "unowned",
            r#"
//- a.py
def f():
    return 1

def g():
    return 1

def h():
    return 1
//- b/c.py
def i():
    return 1
//- CODEOWNERS
/a.py @team
/b/ @team
/b/c.py
//- canton.yaml
name: f
---
name: i
#     ^ nobody owns `i`: no `owner` here, no rule in CODEOWNERS
---
name: none
#     ^^^^ nobody owns `none`: no `owner` here, no rule in CODEOWNERS
"#,
        );
    }

    #[test]
    fn without_a_name() {
        let world = World::new("//- canton.yaml\ndescription: to be named\n");
        let found = world.findings().into_iter().find(|(_, it)| it.code.0 == "unowned");
        let message = found.map(|(_, it)| it.message);
        let expected = "nobody owns this canton: no `owner` here, no rule in CODEOWNERS";
        assert_eq!(message.as_deref(), Some(expected));
    }
}
