//! `owner: @team` without quotes.

code! {
    /// An owner that starts with `@` stands without quotes. YAML reserves the character: Canton reads the owner
    /// as if it were quoted, but every other tool refuses the file.
    ///
    /// ```yaml
    /// owner: @infra-team        # other tools refuse this
    /// owner: "@infra-team"      # all of them read this
    /// ```
    ///
    /// The quick-fix *Quote the owner* writes the quotes.
    UNQUOTED_OWNER, "unquoted-owner", Hint
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn an_owner_without_quotes() {
        check_findings(
            "unquoted-owner",
            r#"
//- canton.yaml
name: f
owner: @team
#      ^^^^^ YAML reserves `@`: write `"@team"`
tests: ["@quoted"]
"#,
        );
    }
}
