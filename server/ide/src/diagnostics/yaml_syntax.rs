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
