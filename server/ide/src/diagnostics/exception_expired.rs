//! An exception whose time is over.

use canton_semantic::{Db, Workspace, federation};

use super::Diagnostic;

code! {
    /// An exception in `federation.yaml` was accepted until a day that has passed. What it silenced is shown
    /// again, and this finding says why.
    ///
    /// ```yaml
    /// exceptions:
    ///   - {code: drifted, symbol: "src/a.py#f", reason: rewrite is under way, until: 2024-01-31}
    /// ```
    ///
    /// Mend what it silenced and take the exception out; or decide again, and give it a new day.
    EXCEPTION_EXPIRED, "exception-expired", Warning
}

pub(super) fn exception_expired(acc: &mut Vec<Diagnostic>, db: &dyn Db) {
    let workspace = Workspace::get(db);
    let today = workspace.today(db);
    for exception in &federation(db, workspace).0.exceptions {
        let Some(until) = exception.until.as_ref().filter(|until| until.value < today) else { continue };
        let (year, month, day) = until.value;
        let symbol = exception.symbol.as_ref().map_or("", |symbol| &symbol.value);
        let message = format!("this exception ran out on {year:04}-{month:02}-{day:02}");
        let finding =
            EXCEPTION_EXPIRED.at(until.range, message).subject(format!("{}:{symbol}", exception.code.value));
        acc.push(Diagnostic { symbol: exception.symbol.as_ref().map(|it| it.value.clone()), ..finding });
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn its_day_has_passed() {
        check_findings(
            "exception-expired",
            r#"
//- federation.yaml
exceptions:
  - {code: drifted, symbol: a, until: 2026-11-21}
#                                     ^^^^^^^^^^ this exception ran out on 2026-11-21
  - {code: drifted, symbol: b, until: 2026-11-22}
"#,
        );
    }
}
