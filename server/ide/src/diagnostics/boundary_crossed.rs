//! A call into a canton that it does not expose.

use super::Diagnostic;
use super::compositions::{Composed, only};

code! {
    /// Code outside of a canton calls something in it that its manifest does not expose.
    ///
    /// ```yaml
    /// name: ledger
    /// source: "ledger/**"
    /// exposes: [post, Account.*, "reports.py#monthly"]
    /// ```
    ///
    /// An entry is the name of a symbol, with all that stands in it, or a glob of names; before a `#` stands the
    /// file, as in `source`. Where `exposes` is left out, everything may be called; `[]` exposes nothing. Calls
    /// within the canton, and those of tests, cross nothing.
    ///
    /// Call what is exposed, or have the canton's owner expose what is needed. A call that is found by its name
    /// alone is a warning; of one that may lead to several definitions nothing is said.
    BOUNDARY_CROSSED, "boundary-crossed", Error
}

pub(super) fn boundary_crossed(it: &Composed<'_>, name: &str, exposed: &[String]) -> Diagnostic {
    let canton = it.canton.name();
    let message = match exposed {
        [] => format!("`{canton}` exposes nothing, and so not `{name}`"),
        _ => format!("`{canton}` does not expose `{name}`, {}", only(exposed)),
    };
    let finding = it.at(&BOUNDARY_CROSSED, message, name);
    let entries = it.canton.manifest.exposes.iter().flatten().map(|it| it.range);
    let rule = entries.reduce(|one, other| one.cover(other));
    it.with_rule(finding, rule, &format!("exposes {}", only(exposed)))
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn what_is_not_exposed() {
        check_findings(
            "boundary-crossed",
            "
//- app.py
from ledger.book import post, audit, Account
def go():
    post()
    audit()
#   ^^^^^ `ledger` does not expose `audit`, only `post` or `Account`
    Account().total()
def by_name(it):
    it.reckon()
#      ^^^^^^ `ledger` does not expose `Other.reckon`, only `post` or `Account` (by name: the only definition of that name)
//- ledger/book.py
def post(): audit()
def audit(): pass
class Account:
    def total(self): pass
class Other:
    def reckon(self): pass
//- ledger/canton.yaml
name: ledger
source: book.py
exposes: [post, Account]
",
        );
    }

    #[test]
    fn nothing_is_exposed() {
        check_findings(
            "boundary-crossed",
            "
//- app.ts
import { post } from './ledger';
post();
//<^ `ledger` exposes nothing, and so not `post`
//- ledger.ts
export function post() {}
//- canton.yaml
name: ledger
source: ledger.ts
exposes: []
",
        );
    }
}
