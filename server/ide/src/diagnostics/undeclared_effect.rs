//! An effect that a canton's contract excludes.

use canton_semantic::{CantonId, Effect};
use canton_syntax::manifest::InvariantValue;

use super::Diagnostic;
use super::compositions::{Composed, invariant_of};
use crate::unit::Canton;

code! {
    /// A canton says what it does not do, and its code reaches a canton that does it: `destructive: false` reaches
    /// one that destroys; `effects` leaves out an effect that what is called declares; a property that is `false`
    /// is `true` for what is called.
    ///
    /// ```yaml
    /// name: tidy
    /// invariants:
    ///   - destructive: false       # and tidy() calls delete_environment()
    /// ```
    ///
    /// Take the call out, or say in the manifest what the canton does. What is found by a name alone is a warning.
    UNDECLARED_EFFECT, "undeclared-effect", Error
}

pub(super) fn undeclared_effect(it: &Composed<'_>, effect: &Effect, own: CantonId) -> Diagnostic {
    let Some(around) = Canton::new(it.db, own) else {
        return it.at(&UNDECLARED_EFFECT, String::new(), "");
    };
    let (name, called) = (around.name(), it.called());
    let (message, subject) = match effect {
        Effect::Destroy => {
            (format!("`{name}` says that it destroys nothing, and {called} destroys"), "destroy".to_owned())
        }
        Effect::Property(key) => {
            (format!("`{name}` says that `{key}` is false, and for {called} it is true"), key.clone())
        }
        Effect::Named(effect) => {
            (format!("`{name}` does not declare the effect `{effect}`, and {called} has it"), effect.clone())
        }
    };
    let property = if *effect == Effect::Destroy { "destructive" } else { subject.as_str() };
    let says_not = invariant_of(around, |rule| {
        rule.key.value == property && matches!(&rule.value, InvariantValue::Bool(it) if !it.value)
    });
    let finding = it.at(&UNDECLARED_EFFECT, message, &format!("{subject}:{}", it.callee()));
    let own_rule = says_not.unwrap_or_else(|| around.name_range());
    let finding = finding.related(own.file, own_rule, format!("canton `{name}` says so here"));
    let rule = it.invariant(|rule| {
        rule.key.value == property && matches!(&rule.value, InvariantValue::Bool(it) if it.value)
    });
    it.with_way(it.with_rule(finding, rule, "has it"))
}

#[cfg(test)]
mod tests {
    use crate::Severity;
    use crate::tests::{World, check_findings};

    const WORLD: &str = "
//- app.py
from infra import delete
def clean():
    delete()
def tidy(api):
    clean()
#   ^^^^^ `tidy` says that it destroys nothing, and `delete`, called through `clean`, destroys
    api.purge()
#       ^^^^^ `tidy` does not declare the effect `net`, and `purge` has it (by name: the only definition of that name)
//- infra.py
def delete(): pass
class Api:
    def purge(self): pass
//- canton.yaml
name: tidy
source: app.py#tidy
effects: [fs]
invariants: [{destructive: false}]
---
name: delete
source: infra.py#delete
effects: [fs.write]
actions: [{destroy: env}]
---
name: purge
source: infra.py#Api.purge
effects: [net]
";

    #[test]
    fn what_is_below_does_more() {
        check_findings("undeclared-effect", WORLD);
    }

    #[test]
    fn by_name_it_is_a_warning() {
        let found = World::new(WORLD).findings();
        let found = found.iter().filter(|(_, it)| it.code.0 == "undeclared-effect");
        let severities: Vec<Severity> = found.map(|(_, it)| it.severity).collect();
        assert_eq!(severities, [Severity::Error, Severity::Warning]);
    }
}
