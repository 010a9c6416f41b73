//! Used after it was destroyed.

use canton_semantic::Hop;

use super::Diagnostic;
use super::compositions::{Composed, earlier_callee, with_earlier};

code! {
    /// Something is used or changed that may have been destroyed before, and was not created again.
    ///
    /// ```python
    /// delete_environment("shop")
    /// smoke_test("shop")          # of what?
    /// ```
    ///
    /// Change the order, or name another resource: two with different literal keys are never the same.
    USE_AFTER_DESTROY, "use-after-destroy", Error
}

pub(super) fn use_after_destroy(it: &Composed<'_>, kind: &str, earlier: &[Hop]) -> Diagnostic {
    let before = earlier_callee(it.db, earlier);
    let message = format!("{} uses the `{kind}` that `{before}` may have destroyed before", it.called());
    let finding = it.at(&USE_AFTER_DESTROY, message, &format!("{kind}:{before}:{}", it.callee()));
    let rule = it.canton.manifest.actions.iter().find(|it| it.value.kind.value == kind).map(|it| it.range);
    let finding = it.with_rule(finding, rule, &format!("uses `{kind}`"));
    it.with_way(with_earlier(it.db, finding, earlier, &format!("`{kind}` is destroyed here")))
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn tested_when_it_is_gone() {
        check_findings(
            "use-after-destroy",
            "
//- app.ts
import { remove, smoke } from './infra';
export function go() {
  smoke('shop');
  remove('shop');
  smoke('bank');
  smoke('shop');
//^^^^^ `smoke` uses the `env` that `remove` may have destroyed before
}
//- infra.ts
export function remove(name) {}
export function smoke(name) {}
//- canton.yaml
name: remove
source: infra.ts#remove
actions: [{destroy: env, key: $name}]
---
name: smoke
source: infra.ts#smoke
actions: [{use: env, key: $name}]
",
        );
    }
}
