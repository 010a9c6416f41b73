//! A text that is not YAML.

code! {
    /// The text is not YAML at this place. The line is left out, and the rest of the file is read: what can
    /// be read keeps holding while you type.
    ///
    /// ```yaml
    /// name: environment-provision
    /// accepts: [infra.environment-spec    # the bracket is not closed
    /// ```
    ///
    /// Mend the line that the finding marks. Tabs cannot indent YAML, and a value that starts with `@`, `` ` ``,
    /// `%`, `&` or `*` needs quotes.
    YAML_SYNTAX, "yaml-syntax", Error
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn a_bracket_that_is_not_closed() {
        check_findings(
            "yaml-syntax",
            r#"
//- canton.yaml
name: f
accepts: [a
#<^^^^^^^^^ not YAML: unclosed bracket '['
//- a.py
def f():
    return 1
"#,
        );
    }
}
