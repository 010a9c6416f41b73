//! A value that a canton's list does not have.

use super::Diagnostic;
use super::compositions::{Composed, has_list, only};
use crate::code_action::replace;
use crate::wording::listed;

code! {
    /// A canton says which values a parameter may have, and this call gives another one. Or a function calls two
    /// cantons whose lists have nothing in common, so that nothing is right for both; or a canton allows more than
    /// what it calls.
    ///
    /// ```yaml
    /// invariants:
    ///   - target: [staging, preview]        # production excluded
    /// ```
    /// ```python
    /// provision_environment(spec, target="production")
    /// ```
    ///
    /// Any `name: [list]` invariant works like `target`, for a parameter of that name. Values are seen where they
    /// are literals, constants, members of enumerations, defaults, or parameters of functions that are called with
    /// one of these. Give one of the values that are allowed, or change the manifest together with its owner.
    TARGET_EXCLUDED, "target-excluded", Error
}

pub(super) fn excluded(it: &Composed<'_>, key: &str, value: &str, allowed: &[String]) -> Diagnostic {
    let message = format!("{} does not take `{key}` `{value}`, {}", it.called(), only(allowed));
    let mut finding = finish(it, message, key, value, allowed);
    // Only a word that stands here itself can be replaced; a constant is another's as well.
    if let Some((range, _)) = it.written().filter(|(_, text)| text == value) {
        for value in allowed {
            finding = finding.action(replace::word(it.db, it.file, range, value));
        }
    }
    finding
}

pub(super) fn nothing(it: &Composed<'_>, key: &str, allowed: &[String], others: &[String]) -> Diagnostic {
    let before = listed(others, "or");
    let message = format!(
        "no `{key}` is right for all that is called here: {} takes {}, and what else is called {before}",
        it.called(),
        only(allowed)
    );
    finish(it, message, key, "", allowed)
}

pub(super) fn wider(it: &Composed<'_>, key: &str, allowed: &[String], own: &[String]) -> Diagnostic {
    let more: Vec<&String> = own.iter().filter(|value| !allowed.contains(value)).collect();
    let message = format!(
        "the canton around this call allows `{key}` {}, which {} does not take, {}",
        listed(&more, "and"),
        it.called(),
        only(allowed)
    );
    finish(it, message, key, "", allowed)
}

fn finish(it: &Composed<'_>, message: String, key: &str, value: &str, allowed: &[String]) -> Diagnostic {
    let says = format!("takes {} as `{key}`", only(allowed));
    let finding = it.at(&TARGET_EXCLUDED, message, &format!("{key}:{value}:{}", it.callee()));
    let finding = it.with_rule(finding, it.invariant(|rule| has_list(rule, key)), &says);
    it.with_way(finding)
}

#[cfg(test)]
mod tests {
    use crate::tests::{World, check_action, check_findings};
    use expect_test::expect;

    const MANIFEST: &str = "
//- infra.py
def provision(target): pass
def preview(target): pass
//- canton.yaml
name: provision
source: infra.py#provision
invariants:
  - target: [staging, preview]
---
name: preview
source: infra.py#preview
invariants: [{target: [production]}]
---
name: ship
source: app.py#ship
invariants: [{target: [staging, production]}]
";

    const CODE: &str = "
//- app.py
from infra import provision, preview
def go():
    provision(target=\"prod$0uction\")
#                     ^^^^^^^^^^ `provision` does not take `target` `production`, only `staging` or `preview`
    through(\"live\")
#            ^^^^ `provision`, called through `through`, does not take `target` `live`, only `staging` or `preview`
def through(target):
    provision(target)
def both():
    both_of(pick())
def both_of(target):
    provision(target)
    preview(target)
#           ^^^^^^ no `target` is right for all that is called here: `preview` takes only `production`, and what else is called `staging` or `preview`
def ship(target):
    provision(target)
#             ^^^^^^ the canton around this call allows `target` `production`, which `provision` does not take, only `staging` or `preview`
";

    #[test]
    fn a_literal() {
        let fixture = format!("{CODE}{MANIFEST}");
        check_findings("target-excluded", &fixture);
        let world = World::new(&fixture);
        let findings = world.findings();
        let (_, finding) =
            findings.iter().find(|(_, it)| it.message.contains("through")).expect("it is there");
        let related: Vec<String> = finding
            .related
            .iter()
            .map(|it| format!("{}: {}", world.text(it.file, it.range), it.message))
            .collect();
        expect![[r#"
            target: [staging, preview]: canton `provision` takes only `staging` or `preview` as `target`
            provision: then `provision` is called here"#]]
        .assert_eq(&related.join("\n"));
    }

    #[test]
    fn a_literal_becomes_a_value_that_is_allowed() {
        check_action(
            "Change to `staging`",
            &format!("{CODE}{MANIFEST}"),
            expect![[r#"
            //- app.py
            from infra import provision, preview
            def go():
                provision(target="staging")
            #                     ^^^^^^^^^^ `provision` does not take `target` `production`, only `staging` or `preview`
                through("live")
            #            ^^^^ `provision`, called through `through`, does not take `target` `live`, only `staging` or `preview`
            def through(target):
                provision(target)
            def both():
                both_of(pick())
            def both_of(target):
                provision(target)
                preview(target)
            #           ^^^^^^ no `target` is right for all that is called here: `preview` takes only `production`, and what else is called `staging` or `preview`
            def ship(target):
                provision(target)
            #             ^^^^^^ the canton around this call allows `target` `production`, which `provision` does not take, only `staging` or `preview`

        "#]],
        );
    }

    #[test]
    fn the_fingerprint_has_no_lines() {
        let of = |code: &str| {
            let world = World::new(&format!("//- app.py\n{code}{MANIFEST}"));
            let found = world.findings();
            let finding = found.into_iter().find(|(_, it)| it.code.0 == "target-excluded");
            finding.map(|(_, it)| it.fingerprint())
        };
        let code = "from infra import provision\ndef go():\n    provision('live')\n";
        assert_eq!(of(code), of(&code.replace("def go", "\n# a comment\ndef go")));
        assert_ne!(of(code), of(&code.replace("live", "dead")));
    }
}
