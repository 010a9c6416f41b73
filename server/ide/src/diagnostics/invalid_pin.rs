//! A pin that cannot be read.

code! {
    /// `digest` holds no pin. A pin is written by `canton pin` or by the action *Pin*, never by hand.
    ///
    /// ```yaml
    /// digest: canton-ast/1:python:9f86d081884c7d659a2feaa0c55ad015
    /// ```
    ///
    /// Take the line out and pin again, or bring back what stood there before.
    INVALID_PIN, "invalid-pin", Error
}
