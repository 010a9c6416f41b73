//! A value that cannot be seen, of which a list says what it may be.

use super::Diagnostic;
use super::compositions::{Composed, has_list, only};

code! {
    /// A canton says which values a parameter may have, and which one this call gives cannot be seen: it is
    /// computed, read from somewhere, or a parameter of a function that nobody calls. Whether the rule is kept is
    /// unknown, and nothing here says that it is.
    ///
    /// ```python
    /// provision_environment(spec, target=options["target"])
    /// ```
    ///
    /// Give a literal, a constant or a member of an enumeration; or register the function with a list of its own,
    /// so that its callers are judged by it.
    TARGET_UNKNOWN, "target-unknown", Warning
}

pub(super) fn target_unknown(it: &Composed<'_>, key: &str, allowed: &[String]) -> Diagnostic {
    let message =
        format!("{} takes {} as `{key}`, and what it is given here is unknown", it.called(), only(allowed));
    let finding = it.at(&TARGET_UNKNOWN, message, &format!("{key}:{}", it.callee()));
    let says = format!("takes {} as `{key}`", only(allowed));
    let finding = it.with_rule(finding, it.invariant(|rule| has_list(rule, key)), &says);
    it.with_way(finding)
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn a_variable() {
        check_findings(
            "target-unknown",
            "
//- app.ts
import { provision } from './infra';
export function go(options) {
  provision(options.target);
//          ^^^^^^^^^^^^^^ `provision` takes only `staging` or `preview` as `target`, and what it is given here is unknown
  provision('staging');
  provision(...options);
//^^^^^^^^^ `provision` takes only `staging` or `preview` as `target`, and what it is given here is unknown
  known('preview');
}
function known(target) { provision(target); }
//- infra.ts
export function provision(target) {}
//- canton.yaml
name: provision
source: infra.ts#provision
invariants: [{target: [staging, preview]}]
",
        );
    }
}
