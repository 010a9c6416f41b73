//! A requirement that nothing gives before.

use canton_syntax::manifest::InvariantValue;

use super::Diagnostic;
use super::compositions::Composed;
use crate::code_action::require;

code! {
    /// A canton requires that something has been given before it is called: by a canton that emits a type of that
    /// name (or ending in `.` and that name), on every path that leads to the call. Here there is a path on which
    /// nothing gives it.
    ///
    /// ```python
    /// if careful:
    ///     snapshot_environment(name)       # emits rollback-snapshot, on one path only
    /// delete_environment(name)             # requires rollback-snapshot
    /// ```
    ///
    /// What is given inside `try`, in a loop, in a callback or beside the call does not count: it may not have
    /// happened. A function in no canton hands its requirements on to those who call it, so the finding stands
    /// where nobody is left to give it. Call the canton that gives it before; or, in a canton, say `requires` too,
    /// so that its callers must. What the federation declares as `given: ci` is not judged here.
    REQUIREMENT_UNMET, "requirement-unmet", Error
}

pub(super) fn requirement_unmet(it: &Composed<'_>, requirement: &str) -> Diagnostic {
    let message =
        format!("{} requires `{requirement}`, and not every path to here gives it before", it.called());
    let finding = it.at(&REQUIREMENT_UNMET, message, &format!("{requirement}:{}", it.callee()));
    let rule = it.invariant(|rule| {
        rule.key.value == "requires"
            && matches!(&rule.value, InvariantValue::Word(it) if it.value == requirement)
    });
    let finding = it.with_rule(finding, rule, &format!("requires `{requirement}`"));
    let own = it.own_canton().and_then(|own| require::action(it.db, it.file, own, requirement));
    it.with_way(finding).action(own)
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    const MANIFEST: &str = "
//- infra.py
def delete(): pass
def snapshot(): pass
//- canton.yaml
name: delete
source: infra.py#delete
invariants: [{requires: rollback-snapshot}]
---
name: snapshot
source: infra.py#snapshot
emits: [infra.rollback-snapshot]
---
name: tidy
source: app.py#tidy
";

    #[test]
    fn on_one_path_only() {
        let code = "
//- app.py
from infra import delete, snapshot
def go(careful):
    if careful:
        snapshot()
    delete()
#   ^^^^^^ `delete` requires `rollback-snapshot`, and not every path to here gives it before
def fine():
    snapshot()
    delete()
def low():
    delete()
def lost():
    low()
#   ^^^ `delete`, called through `low`, requires `rollback-snapshot`, and not every path to here gives it before
def tidy():
    delete()
#   ^^^^^^ `delete` requires `rollback-snapshot`, and not every path to here gives it before
def calls_tidy():
    tidy()
//- test_app.py
from infra import delete
def test_delete():
    delete()
";
        check_findings("requirement-unmet", &format!("{code}{MANIFEST}"));
        let given = "//- federation.yaml\nrequirements: {rollback-snapshot: {given: ci}}\n";
        let without_marks: Vec<&str> = code.lines().filter(|line| !line.starts_with('#')).collect();
        check_findings("requirement-unmet", &format!("{}\n{MANIFEST}{given}", without_marks.join("\n")));
    }
}
