//! A pin that cannot be read.

code! {
    /// `digest` holds no pin. A pin is written by `canton pin` or by the action *Pin*, never by hand.
    ///
    /// ```yaml
    /// digest: canton-ast/1:python:9f86d081884c7d659a2feaa0c55ad015
    /// ```
    ///
    /// Take the line out and pin again, or bring back what stood there before.
    INVALID_PIN, "invalid-pin", Error
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn words_that_are_no_pin() {
        check_findings(
            "invalid-pin",
            r#"
//- canton.yaml
name: f
digest: none yet
#       ^^^^^^^^ `digest` takes a pin: `canton-ast/1:<language>:<32 hex digits>`, not `none yet`
"#,
        );
    }
}
