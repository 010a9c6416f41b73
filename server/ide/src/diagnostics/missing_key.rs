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
