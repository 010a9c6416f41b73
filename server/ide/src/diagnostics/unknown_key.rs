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
