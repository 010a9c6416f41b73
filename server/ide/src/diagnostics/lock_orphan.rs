//! A pin without its unit.

use canton_semantic::{Db, File, lock, parent, stale_lock_lines};

use super::Diagnostic;
use crate::code_action::{follow_move, follow_rename, remove_lock_line};
use crate::pins::rooted;

code! {
    /// `canton.lock` pins a unit that is not there, or that its canton no longer claims: it was deleted, renamed
    /// or moved, and with it went what was vouched for.
    ///
    /// ```text
    /// billing invoice.py#total_amount canton-ast/1:python:9f86d081884c7d659a2feaa0c55ad015
    /// ```
    ///
    /// If the unit is gone on purpose, remove the line (the quick-fix, or `canton pin NAME`). If the same code
    /// stands elsewhere in the canton, or under another name in the same file, the quick-fix *Follow* moves the
    /// pin there. Else look at the code where it is now, and pin it. While a claim names what is not found
    /// (`claim-not-found`), `canton pin` keeps its pins and says so: they are what moved code is found by. Correct
    /// the claim first, or remove it.
    LOCK_ORPHAN, "lock-orphan", Warning
}

pub(super) fn lock_orphans(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let lines = &lock(db, file).0;
    for &index in stale_lock_lines(db, file) {
        let Some(line) = lines.get(index as usize) else { continue };
        let message = format!("canton `{}` claims no unit `{}`", line.canton.value, line.unit.value);
        let finding = LOCK_ORPHAN.at(line.range, message).canton(&line.canton.value);
        let finding = finding.symbol(rooted(parent(file.path(db)), &line.unit.value));
        let follow = follow_move::in_lock(db, file, line).or_else(|| follow_rename::of_line(db, file, line));
        let finding = finding.action(follow);
        acc.push(finding.action(remove_lock_line::action(db, file, line)));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{World, check_action, check_findings};
    use expect_test::expect;

    const ORPHAN: &str = r#"
//- x/a.py
def f():
    return 1

def g():
    return 1
//- x/canton.yaml
name: f
source: [a.py#f, a.py#g]
//- x/canton.lock
f a.py#f canton-ast/1:python:00000000000000000000000000000000
f a.py#h$0 canton-ast/1:python:00000000000000000000000000000000
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ canton `f` claims no unit `a.py#h`
"#;

    #[test]
    fn a_pin_without_its_unit() {
        check_findings("lock-orphan", ORPHAN);
    }

    #[test]
    fn the_line_can_be_removed() {
        check_action(
            "Remove",
            ORPHAN,
            expect![[r#"
            //- x/canton.lock
            f a.py#f canton-ast/1:python:00000000000000000000000000000000
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ canton `f` claims no unit `a.py#h`
        "#]],
        );
    }

    #[test]
    fn the_same_code_elsewhere_is_followed() {
        let code = "//- x/b.py\ndef f():\n    return 1\n//- x/canton.yaml\nname: f\nsource: \"*.py\"\n";
        let world = World::new(code);
        let lock = world.changed(&world.analysis.pin(&[]).expect("nothing cancels").change);
        let moved = lock.replace(" (new)", "").replace("b.py#f", "a.py#f$0");
        check_action(
            "Follow",
            &(code.to_owned() + &moved),
            expect![[r#"
            //- x/canton.lock
            f b.py#f canton-ast/1:python:e35bbfcbc3575a9403c8fab7c9b10c8e
        "#]],
        );
    }
}
