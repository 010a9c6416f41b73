//! A required key that is not there.

code! {
    /// A key that the map cannot do without is missing. A canton needs its `name`, an incident its `id`, `date`
    /// and `summary`, an entry of `never` its `rule` and its `because`.
    ///
    /// ```yaml
    /// never:
    ///   - rule: Call it for an environment in use     # and why? `because` is missing
    /// ```
    ///
    /// Add the key.
    MISSING_KEY, "missing-key", Error
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn a_canton_without_a_name() {
        check_findings(
            "missing-key",
            r#"
//- canton.yaml
source: a.py
#<^^^^ the key `name` is missing
"#,
        );
    }
}
