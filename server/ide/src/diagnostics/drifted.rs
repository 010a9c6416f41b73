//! Code that is no longer what was pinned.

use canton_semantic::{Db, File, Standing};

use super::Diagnostic;
use crate::code_action::{except, pin};
use crate::drift::drift;
use crate::pins::pin_place;
use crate::unit::units;

code! {
    /// A pinned unit is no longer the code that was vouched for. Reformatting and comments do not matter: what
    /// it does may have changed.
    ///
    /// ```python
    /// def provision_environment(spec, target):
    ///     return backend.create(spec, target, force=True)      # `force=True` is new since the pin
    /// ```
    ///
    /// Where git has at hand what was pinned (in the base of the review or in the last commit), the finding says
    /// whether only the body changed or the contract too (name, parameters, types, decorators), and hovering over
    /// the unit's name shows the lines that differ.
    ///
    /// Read the change. If it is right, accept it: the action *Accept the change* or `canton pin NAME` writes the
    /// new pin, and a reviewer sees it in the diff. If it is not, take it back. If it must stay as it is for a
    /// while, put an exception with a date into `federation.yaml`.
    DRIFTED, "drifted", Warning
}

pub(super) fn drifted(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for unit in units(db, file).filter(|unit| unit.standing.standing == Standing::Drifted) {
        let Some(canton) = unit.canton(db) else { continue };
        let mut message = format!("`{}` is no longer what canton `{}` pinned", unit.label(db), canton.name());
        if let Some(drift) = drift(db, unit, canton) {
            message += &format!(": {}", drift.in_words());
        }
        let mut finding =
            DRIFTED.at(unit.symbol().name_range, message).symbol(unit.id(db)).canton(canton.name());
        if let Some((file, range)) = pin_place(db, unit, canton) {
            finding = finding.related(file, range, "the code that was vouched for has this pin");
        }
        let finding = finding.action(pin::accept_action(db, unit, canton));
        acc.push(finding.action(except::action(db, file, DRIFTED.code, &unit.id(db))));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{World, check_action, check_findings};
    use expect_test::expect;

    const DRIFTED: &str = r#"
//- a.py
def f$0(x):
#   ^ `f` is no longer what canton `f` pinned
    return x
//- canton.yaml
name: f
digest: canton-ast/1:python:00000000000000000000000000000000
"#;

    #[test]
    fn another_digest_than_the_pin() {
        check_findings("drifted", DRIFTED);
        let world = World::new(DRIFTED);
        let (_, finding) = world.findings().remove(0);
        let related = &finding.related[0];
        assert_eq!(
            world.text(related.file, related.range),
            "canton-ast/1:python:00000000000000000000000000000000"
        );
    }

    #[test]
    fn what_drifted_is_said_where_git_has_what_was_pinned() {
        let check = |now: &str, word: &str| {
            let before = "def f(x):\n    return x\n";
            let world = World::new(&format!("//- a.py\n{before}//- canton.yaml\nname: f\n"));
            let pinned = world.changed(&world.analysis.pin(&[]).expect("nothing cancels").change);
            let world = World::with_base(&format!("//- a.py\n{now}{pinned}"), &[("a.py", before)]);
            assert_eq!(
                world.findings()[0].1.message,
                format!("`f` is no longer what canton `f` pinned{word}")
            );
        };
        check("def f(x):\n    return 1\n", ": only its body changed");
        check("def f(x, y):\n    return x\n", ": its contract changed");
    }

    #[test]
    fn accepted_it_is_pinned_anew() {
        check_action(
            "Accept the change",
            DRIFTED,
            expect![[r#"
            //- canton.yaml
            name: f
            digest: canton-ast/1:python:bd69b59512bb58b17e77911103dd936c
        "#]],
        );
    }

    #[test]
    fn accepted_for_a_while_it_is_an_exception() {
        check_action(
            "exception",
            DRIFTED,
            expect![[r#"
                //- federation.yaml (new)
                exceptions:
                  - {code: drifted, symbol: "a.py#f", reason: TODO, until: 2026-12-22}
            "#]],
        );
    }

    #[test]
    fn the_fingerprint_has_no_lines() {
        let of = |fixture: &str| World::new(fixture).findings()[0].1.fingerprint();
        assert_eq!(of(DRIFTED), of(&DRIFTED.replace("def f", "# one line more\ndef f")));
        assert_ne!(of(DRIFTED), of(&DRIFTED.replace("name: f", "name: g\nsource: a.py#f")));
    }

    #[test]
    fn an_exception_silences_until_its_day() {
        let exception = |day: &str| {
            let list = format!(
                "//- federation.yaml\nexceptions: [{{code: drifted, symbol: a.py#f, until: {day}}}]\n"
            );
            let findings = World::new(&(DRIFTED.to_owned() + &list)).findings();
            findings.iter().filter(|(_, it)| it.code.0 == "drifted").count()
        };
        assert_eq!([exception("2026-11-21"), exception("2026-11-22")], [1, 0]);
    }
}
