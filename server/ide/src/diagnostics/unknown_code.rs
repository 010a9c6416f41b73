//! A diagnostic code that there is not.

use canton_semantic::{Db, File, Workspace, federation};
use canton_syntax::Spanned;

use super::configuration::{Word, unknown_word};
use super::{CODES, Diagnostic};

code! {
    /// `severity` or `exceptions` of `federation.yaml` names a code that no diagnostic has, so it changes
    /// nothing. A newer version of Canton may have it.
    ///
    /// ```yaml
    /// severity: {uncantonised: off}      # did you mean `uncantonized`?
    /// ```
    ///
    /// Correct the code: `canton explain` lists all of them.
    UNKNOWN_CODE, "unknown-code", Warning
}

pub(super) fn unknown_code(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let federation = &federation(db, Workspace::get(db)).0;
    let severities = federation.severity.iter().map(|(code, _)| code);
    let exceptions = federation.exceptions.iter().map(|exception| &exception.code);
    let named: Vec<&Spanned<String>> = severities.chain(exceptions).collect();
    for code in named {
        let word = Word { file, page: &UNKNOWN_CODE, noun: "diagnostic", list: "`canton explain`" };
        acc.extend(unknown_word(db, &word, code, CODES.iter().map(|page| page.code.0)));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn in_severity_and_exceptions() {
        check_findings(
            "unknown-code",
            r#"
//- federation.yaml
severity: {uncantonised: off}
#          ^^^^^^^^^^^^ there is no diagnostic `uncantonised` in `canton explain`; did you mean `uncantonized`?
exceptions:
  - {code: drift, symbol: a}
#          ^^^^^ there is no diagnostic `drift` in `canton explain`; did you mean `drifted`?
"#,
        );
    }
}
