//! A claim that cannot be read.

code! {
    /// What stands in `source` is no claim. A claim is a path from the manifest's folder, always with `/`, which
    /// may name a symbol; or a glob without `!`.
    ///
    /// ```yaml
    /// source: /etc/provision.py                          # a path starts at the manifest's folder
    /// source: provision.py#provision_environment         # a symbol
    /// source: [billing.ts#Invoice.total, "payments/**"]  # a member, and a tree
    /// ```
    INVALID_CLAIM, "invalid-claim", Error
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn a_path_from_the_root_of_the_system() {
        check_findings(
            "invalid-claim",
            r#"
//- canton.yaml
name: f
source: /etc/passwd
#       ^^^^^^^^^^^ `source` cannot claim `/etc/passwd`: a path starts at the manifest's folder
"#,
        );
    }
}
