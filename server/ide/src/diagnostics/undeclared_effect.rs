//! An effect that a canton's contract excludes.

use canton_semantic::{CantonId, Effect};
use canton_syntax::manifest::InvariantValue;

use super::Diagnostic;
use super::compositions::{Composed, invariant_of};
use crate::unit::Canton;

code! {
    /// A canton says what it does not do, and its code does it: `destructive: false` reaches a canton that destroys,
    /// or a call of a cloud's SDK that does; `effects` leaves out an effect that the code below has, or that a canton
    /// it calls declares; a property that is `false` is `true` for what is called.
    ///
    /// ```yaml
    /// name: price
    /// effects: []                  # and price() calls time.time()
    /// ```
    ///
    /// The effects of the language's own library and of usual packages are known by their names, as they are
    /// imported: `cloud` (`cloud.create`, `cloud.read`, `cloud.update`, `cloud.destroy`), `db`, `env` (the
    /// environment and arguments), `fs.read`, `fs.write`, `global` (state that all of the program shares), `log`,
    /// `net`, `process`, `random` and `time`. A word allows those that go on after it with a dot: `fs` allows
    /// `fs.write`. A called canton that has `effects` is taken at its word, and is held to it itself.
    ///
    /// What no table knows has no effect that was found; it keeps code from being called pure, and is no finding.
    /// Neither is a change of what an object or a variable of the module holds, but for Python's `global`.
    ///
    /// Take the call out, or say in the manifest what the canton does. What is found by a name alone is a warning.
    UNDECLARED_EFFECT, "undeclared-effect", Error
}

/// What a canton does that is called.
pub(super) fn undeclared_effect(it: &Composed<'_>, effect: &Effect, own: CantonId) -> Diagnostic {
    let finding = said(it, effect, own, &it.called());
    let property = property_of(effect);
    let rule = it.invariant(|rule| {
        rule.key.value == property && matches!(&rule.value, InvariantValue::Bool(it) if it.value)
    });
    it.with_way(it.with_rule(finding, rule, "has it"))
}

/// What code outside of the federation does.
pub(super) fn of_outside(it: &Composed<'_>, effect: &Effect, own: CantonId) -> Diagnostic {
    it.with_way(said(it, effect, own, &it.called_outside()))
}

fn said(it: &Composed<'_>, effect: &Effect, own: CantonId, called: &str) -> Diagnostic {
    let Some(around) = Canton::new(it.db, own) else {
        return it.at(&UNDECLARED_EFFECT, String::new(), "");
    };
    let name = around.name();
    let message = match effect {
        Effect::Destroy => format!("`{name}` says that it destroys nothing, and {called} destroys"),
        Effect::Property(key) => format!("`{name}` says that `{key}` is false, and for {called} it is true"),
        Effect::Named(effect) => {
            format!("`{name}` does not declare the effect `{effect}`, and {called} has it")
        }
    };
    let subject = match effect {
        Effect::Destroy => "destroy",
        Effect::Property(it) => it,
        Effect::Named(it) => it.as_ref(),
    };
    let property = property_of(effect);
    let says_not = invariant_of(around, |rule| {
        rule.key.value == property && matches!(&rule.value, InvariantValue::Bool(it) if !it.value)
    });
    let declared = around.manifest.effects.iter().flatten().next().map(|it| it.range);
    let own_rule = match effect {
        Effect::Named(_) => declared,
        Effect::Destroy | Effect::Property(_) => says_not,
    };
    let own_rule = own_rule.unwrap_or_else(|| around.name_range());
    let finding = it.at(&UNDECLARED_EFFECT, message, &format!("{subject}:{}", it.callee()));
    finding.related(own.file, own_rule, format!("canton `{name}` says so here"))
}

/// The invariant that excludes an effect.
fn property_of(effect: &Effect) -> &str {
    match effect {
        Effect::Destroy => "destructive",
        Effect::Property(it) => it,
        Effect::Named(it) => it,
    }
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

    #[test]
    fn what_is_done_outside_of_the_federation() {
        let world = "
//- app.py
import time
from helper import stamp
def price(item):
    return item * time.time()
#                 ~~~~~~~~^^^^ `price` does not declare the effect `time`, and `time.time` has it
def invoice(item):
    return stamp(item)
#          ^^^^^ `invoice` does not declare the effect `time`, and `datetime.datetime.now`, called through `stamp`, has it
#          ^^^^^ `invoice` does not declare the effect `net`, and `requests.post`, called through `stamp`, has it
//- helper.py
import requests
from datetime import datetime
def stamp(item):
    requests.post('https://example.com', json=item)
    return datetime.now()
//- canton.yaml
name: price
source: app.py#price
effects: []
---
name: invoice
source: app.py#invoice
effects: [db]
";
        check_findings("undeclared-effect", &world.replace("~~~~~~~~^^^^", "     ^^^^"));
    }
}
