//! A value of the right type that its key does not take.

code! {
    /// The value has the right type, but it is none that the key takes.
    ///
    /// ```yaml
    /// name: environment_provision     # words are joined by `-`
    /// risk: enormous                  # `low`, `medium`, `high` or `critical`
    /// ```
    ///
    /// Write one of the values that the message names. Where one is near, the quick-fix does.
    INVALID_VALUE, "invalid-value", Error
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn a_word_that_is_no_level() {
        check_findings(
            "invalid-value",
            r#"
//- canton.yaml
name: f
risk: hihg
#     ^^^^ `risk` takes `low`, `medium`, `high` or `critical`, not `hihg`; did you mean `high`?
"#,
        );
    }
}
