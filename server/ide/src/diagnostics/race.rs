//! Destroyed beside its use.

use canton_semantic::Hop;

use super::Diagnostic;
use super::compositions::{Composed, earlier_callee, with_earlier};

code! {
    /// Something is destroyed while it may be used, or used while it may be destroyed: nothing says which of the two
    /// calls comes first.
    ///
    /// ```python
    /// asyncio.create_task(delete_environment("shop"))
    /// await smoke_test("shop")
    /// ```
    ///
    /// Wait for the one before the other is called.
    RACE, "race", Error
}

pub(super) fn race(it: &Composed<'_>, kind: &str, other: &[Hop]) -> Diagnostic {
    let beside = earlier_callee(it.db, other);
    let message = format!(
        "{} and `{beside}` act on the same `{kind}` at the same time, and one destroys it",
        it.called()
    );
    let finding = it.at(&RACE, message, &format!("{kind}:{beside}:{}", it.callee()));
    let rule = it.canton.manifest.actions.iter().find(|it| it.value.kind.value == kind).map(|it| it.range);
    let finding = it.with_rule(finding, rule, &format!("acts on `{kind}`"));
    it.with_way(with_earlier(it.db, finding, other, &format!("acts on `{kind}` beside it")))
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn nothing_says_which_comes_first() {
        check_findings(
            "race",
            "
//- app.ts
import { remove, smoke } from './infra';
export async function go() {
  await Promise.all([remove('shop'), smoke('shop')]);
//                                   ^^^^^ `smoke` and `remove` act on the same `env` at the same time, and one destroys it
  await smoke('shop');
}
//- infra.ts
export async function remove(name) {}
export async function smoke(name) {}
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
