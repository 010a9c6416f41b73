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
