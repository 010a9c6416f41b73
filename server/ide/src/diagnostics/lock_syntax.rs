//! A line of a lock file that cannot be read.

code! {
    /// A line of `canton.lock` cannot be read, or a pin stands in it twice. The line counts for nothing, so the
    /// unit that it pinned is not pinned.
    ///
    /// ```text
    /// environment-provision provision.py#provision_environment canton-ast/1:python:9f86d081884c7d659a2feaa0c55ad015
    /// ```
    ///
    /// `canton.lock` is written by `canton pin` alone. After a merge keep the lines of both sides, without the
    /// conflict marks; where both have a line for one unit, pin it again.
    LOCK_SYNTAX, "lock-syntax", Error
}

#[cfg(test)]
mod tests {
    use crate::tests::World;

    #[test]
    fn a_line_without_a_pin() {
        let world = World::new("//- canton.yaml\nname: f\n//- canton.lock\nf a.py#f\n");
        let found = world.findings().into_iter().find(|(_, it)| it.code.0 == "lock-syntax");
        let message = found.map(|(path, it)| format!("{path} {:?} {}", it.range, it.message));
        let expected = "canton.lock 0..8 a line of the lock is `<canton> <unit> <pin>`";
        assert_eq!(message.as_deref(), Some(expected));
    }
}
