//! A value of another type than its key takes.

code! {
    /// The value has another type than the key takes: a list where one word belongs, text where `true` or
    /// `false` belongs. The value is not read.
    ///
    /// ```yaml
    /// tested: "true"            # text; `tested` takes `true` or `false`
    /// accepts: infra.spec       # one word; `accepts` takes a list
    /// ```
    ///
    /// Write the value as the message says.
    WRONG_TYPE, "wrong-type", Error
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn text_instead_of_a_list() {
        check_findings(
            "wrong-type",
            r#"
//- canton.yaml
name: f
accepts: a.b
#        ^^^ `accepts` takes a list, not text
"#,
        );
    }
}
