//! A key that the format does not have.

code! {
    /// The format has no key of this name, so what stands there would be ignored. Nothing in a manifest or in
    /// `federation.yaml` is ignored silently.
    ///
    /// ```yaml
    /// name: environment-provision
    /// ownr: "@infra-team"       # did you mean `owner`?
    /// ```
    ///
    /// Correct the name (the quick-fix does where one is near) or take the key out. Notes belong into comments
    /// or `description`.
    UNKNOWN_KEY, "unknown-key", Error
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn a_key_with_a_mistake_and_one_without_a_neighbour() {
        check_findings(
            "unknown-key",
            r#"
//- canton.yaml
name: f
ownr: "@team"
#<^^ there is no key `ownr`; did you mean `owner`?
colour: red
#<^^^^ there is no key `colour`
"#,
        );
    }
}
