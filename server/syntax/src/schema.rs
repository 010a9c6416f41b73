//! How the keys of the formats are declared: once.
//!
//! From [`Key`]s come what a parser takes and says, what an editor completes and shows, the JSON Schema and
//! the manual. The declarations themselves stand with the formats: [`crate::manifest::KEYS`],
//! [`crate::federation::KEYS`].

mod check;
mod json;
mod manual;
mod position;
mod scalar;
mod suggest;

#[cfg(test)]
mod tests;

pub(crate) use check::read;
pub use json::{federation_schema, manifest_schema};
pub use manual::{federation_manual, manifest_manual};
pub(crate) use position::key_at;
pub use position::{KeyAt, PathKey, Place};
pub(crate) use scalar::{date, integer, thousandths};
pub use suggest::suggest;

/// A key of a map.
#[derive(Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// What it means, in Markdown; the first sentence says it in short.
    pub doc: &'static str,
    /// The map is wrong without it.
    pub required: bool,
    /// The key with a value, as YAML.
    pub example: &'static str,
}

/// What may stand as a value.
#[derive(Debug)]
pub enum Shape {
    /// One scalar.
    Scalar(Scalar),
    /// A list.
    List(&'static Shape),
    /// One, or a list of them.
    OneOrMore(&'static Shape),
    /// A map of declared keys.
    Map(&'static Fields),
    /// A map whose keys the author chooses.
    MapOf {
        /// What its keys name.
        key: Scalar,
        /// What stands at each; nothing is fine too if it is a map.
        value: &'static Shape,
    },
    /// The first shape that fits.
    Either(&'static [Shape]),
    /// Whatever the author likes.
    Any,
}

/// The keys of a map, and how many of them it takes.
#[derive(Debug)]
pub struct Fields {
    /// The declared keys, in the order they are written.
    pub keys: &'static [Key],
    /// What else holds of the map.
    pub rule: Rule,
}

/// Which keys of a map stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Any of the declared keys, no others.
    Declared,
    /// Exactly one of these, and any of the other declared keys.
    OneOf(&'static [&'static str]),
    /// Exactly one key, declared or not.
    OneKey,
}

/// What a scalar means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// Prose.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number, not negative.
    Integer,
    /// A share between 0 and 1.
    Share,
    /// A date: `2027-01-31`.
    Date,
    /// A date, which a time may follow.
    DateTime,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The name that a canton is given here.
    NewName,
    /// The name of a canton.
    Canton,
    /// The name of a type.
    Type,
    /// The name of a requirement.
    Requirement,
    /// An environment.
    Environment,
    /// A tier.
    Tier,
    /// A side effect: `fs.write`.
    Effect,
    /// A kind of resource.
    Kind,
    /// `@team`, `@user`, `@org/team` or `name@host`.
    Owner,
    /// A claim: `provision.py#provision_environment`, `provision.py`, `payments/**`.
    Claim,
    /// A pin: `canton-ast/1:python:<32 hex>`.
    Pin,
    /// The id of a test, or the path of one.
    Test,
    /// A path in the federation.
    Path,
    /// A path or a URL.
    Link,
    /// A glob from the federation's root.
    Glob,
    /// A revision of the repository.
    Revision,
    /// The code of a diagnostic.
    Code,
    /// A symbol's id.
    Symbol,
    /// The name of a canton's symbol, or a glob of names, perhaps behind a file and `#`.
    Exposed,
    /// A name that has no other meaning here.
    Word,
}

impl Fields {
    /// The declaration of a key.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|it| it.name == name)
    }
}
