//! A call of a canton that should not be called any more.

use super::Diagnostic;
use super::compositions::Composed;

code! {
    /// The canton's manifest says that it is deprecated, and perhaps what to use instead.
    ///
    /// ```yaml
    /// name: environment-create
    /// deprecated: environment-provision
    /// ```
    ///
    /// Call the other one. The canton itself stays as it is until nobody calls it.
    DEPRECATED_CALL, "deprecated-call", Warning
}

pub(super) fn deprecated_call(it: &Composed<'_>, instead: Option<&str>) -> Diagnostic {
    let canton = it.canton.name();
    let message = match instead {
        Some(instead) => format!("`{canton}` is deprecated: use `{instead}`"),
        None => format!("`{canton}` is deprecated"),
    };
    let finding = it.at(&DEPRECATED_CALL, message, &it.callee());
    let rule = it.canton.manifest.deprecated.as_ref().map(|it| it.range);
    it.with_rule(finding, rule, "is deprecated")
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn use_another() {
        check_findings(
            "deprecated-call",
            "
//- app.py
import infra
def go():
    infra.create()
#         ^^^^^^ `create` is deprecated: use `provision`
    infra.old()
#         ^^^ `old` is deprecated
//- infra.py
def create(): pass
def old(): pass
//- canton.yaml
name: create
source: infra.py#create
deprecated: provision
---
name: old
source: infra.py#old
deprecated: true
",
        );
    }
}
