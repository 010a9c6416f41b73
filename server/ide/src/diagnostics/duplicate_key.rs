//! A key that stands twice in one map.

code! {
    /// A key stands twice in one map. The first one counts, the second is not read: tools differ on which one
    /// they take, so neither reading is safe.
    ///
    /// ```yaml
    /// name: environment-provision
    /// owner: "@infra-team"
    /// owner: "@app-team"        # the second one
    /// ```
    ///
    /// Take one of them out, or join them: `owner: ["@infra-team", "@app-team"]`.
    DUPLICATE_KEY, "duplicate-key", Error
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn the_second_one() {
        check_findings(
            "duplicate-key",
            r#"
//- canton.yaml
name: f
name: g
#<^^ the key `name` stands twice
"#,
        );
    }
}
