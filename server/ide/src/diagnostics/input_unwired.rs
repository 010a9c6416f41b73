//! Something that a canton takes, which nothing gives.

use super::Diagnostic;
use super::compositions::Composed;

code! {
    /// A canton takes a type, and what was given before it is another one of the same name space; or a canton that
    /// says what it takes calls it without taking that type, and nothing gives it in between.
    ///
    /// ```python
    /// request_payment(order)     # emits payment.requested
    /// bill(order)                # accepts payment.authorized: who has authorized it?
    /// ```
    ///
    /// Call the canton that gives the type, or say in the calling canton's `accepts` that it takes it.
    INPUT_UNWIRED, "input-unwired", Warning
}

pub(super) fn input_unwired(it: &Composed<'_>, accepts: &str, emitted: Option<&str>) -> Diagnostic {
    let canton = it.called();
    let message = match emitted {
        Some(emitted) => format!("{canton} takes `{accepts}`, and what is given before is `{emitted}`"),
        None => format!(
            "{canton} takes `{accepts}`, which the canton around this call does not take and nothing gives"
        ),
    };
    let finding = it.at(&INPUT_UNWIRED, message, &format!("{accepts}:{}", it.callee()));
    let rule = it.canton.manifest.accepts.iter().find(|it| it.value == accepts).map(|it| it.range);
    it.with_rule(finding, rule, &format!("takes `{accepts}`"))
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn requested_is_not_authorized() {
        check_findings(
            "input-unwired",
            "
//- app.py
from pay import request, bill
def go():
    request()
    bill()
#   ^^^^ `bill` takes `payment.authorized`, and what is given before is `payment.requested`
def order():
    bill()
#   ^^^^ `bill` takes `payment.authorized`, which the canton around this call does not take and nothing gives
//- pay.py
def request(): pass
def bill(): pass
//- canton.yaml
name: request
source: pay.py#request
emits: [payment.requested]
---
name: bill
source: pay.py#bill
accepts: [payment.authorized]
---
name: order
source: app.py#order
accepts: [shop.order]
",
        );
    }
}
