//! Contradictions that are known: each with its reason, in `known.toml`.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::compare::Comparison;

/// What is known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    #[serde(default)]
    falsehood: Vec<Entry>,
    #[serde(default)]
    edge: Vec<Entry>,
}

/// A contradiction that is known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The package's folder, up to its version.
    package: String,
    /// The function that holds falsely, or that the edge is of.
    function: String,
    /// Why it is none of ours, or what would have to be built.
    because: String,
}

impl Known {
    /// What the file beside this one says.
    pub(super) fn read() -> Result<Known> {
        Known::parse(include_str!("known.toml"))
    }

    fn parse(text: &str) -> Result<Known> {
        let known: Known = toml::from_str(text).context("read known.toml")?;
        for entry in known.falsehood.iter().chain(&known.edge) {
            anyhow::ensure!(!entry.because.trim().is_empty(), "{} is known for no reason", entry.function);
        }
        Ok(known)
    }

    /// What is left when the known is taken out and counted.
    pub(super) fn without(&self, package: &str, mut found: Comparison) -> Comparison {
        let names = |entries: &[Entry], function: &str| {
            entries.iter().any(|it| is_of(&it.package, package) && it.function == function)
        };
        let before = found.falsehoods.len() + found.contradicted.len();
        found.falsehoods.retain(|it| !names(&self.falsehood, &it.function));
        found.contradicted.retain(|it| !names(&self.edge, &it.from));
        found.known = before - found.falsehoods.len() - found.contradicted.len();
        found
    }
}

/// Whether a folder is that of a package, in any version.
fn is_of(package: &str, folder: &str) -> bool {
    let rest = folder.strip_prefix(package);
    rest.is_some_and(|it| {
        it.is_empty() || it.strip_prefix('-').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::compare::Falsehood;

    const TEXT: &str = "[[falsehood]]\npackage = \"click\"\nfunction = \"a.py#f\"\nbecause = \"a test\"\n";

    #[track_caller]
    fn check(package: &str, function: &str, left: usize) {
        let known = Known::parse(TEXT).expect("it is well formed");
        let falsehood = Falsehood { function: function.to_owned(), event: String::new(), stack: Vec::new() };
        let found = Comparison { falsehoods: vec![falsehood], ..Comparison::default() };
        let found = known.without(package, found);
        assert_eq!((found.falsehoods.len(), found.known), (left, 1 - left));
    }

    #[test]
    fn the_known_is_taken_out() {
        check("click-8.1.7", "a.py#f", 0);
        check("click", "a.py#f", 0);
        check("click-8.1.7", "a.py#g", 1);
        check("click-extra-1.0", "a.py#f", 1);
    }

    #[test]
    fn each_has_a_reason() {
        assert!(Known::read().is_ok());
        assert!(Known::parse(&TEXT.replace("a test", " ")).is_err());
        assert!(Known::parse(&TEXT.replace("because", "why")).is_err());
    }
}
