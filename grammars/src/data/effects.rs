//! The shape of `effects.toml`: what the functions of a language's own library, and of the usual packages, do
//! beside giving a result.
//!
//! A package is a table of its name; in it, an effect's word has the names that have the effect:
//!
//! ```toml
//! everywhere = ["builtins"]
//!
//! [packages.os]
//! none = ["path.join"]
//! env = ["environ", "getenv"]
//! "fs.write" = ["remove", "path.touch*"]
//! ```
//!
//! A name is what stands behind the package's, with dots, whatever the language writes between them. In it, `*`
//! stands for anything without a dot and `**` for anything. An effect speaks for all that is below a name too
//! (`environ` for `environ.get`), and `*` alone for the whole package; `none` speaks for the name alone, since what
//! a function without effects gives may have any: say `str.*` for the members of a type, and `**` for a package
//! that gives nothing but values of its own. What stands in two lists has both effects.
//!
//! A function overrides its package: first comes the name itself, then the longest pattern that fits, then the
//! package. Of packages, the one with the longest name is asked first, and one whose name has a `*` (anything
//! without a dot or a slash) after the others.
//!
//! What is listed nowhere is unknown. `none` says that nothing is done: it is as much of a promise as the others.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A whole `effects.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EffectsData {
    /// Packages whose names are bound in every file.
    #[serde(default)]
    pub(crate) everywhere: Vec<String>,
    /// Packages can be named without an import (`java.time.Instant.now()`).
    #[serde(default)]
    pub(crate) without_import: bool,
    /// What names of modules may begin with and mean the same without (`node:`).
    #[serde(default)]
    pub(crate) prefixes: Vec<String>,
    /// By package, by the effect's word: names.
    #[serde(default)]
    pub(crate) packages: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Calls that do less than the tables say, by one of their arguments.
    #[serde(default)]
    pub(crate) narrowed: Vec<NarrowedData>,
    /// Functions that call what they are given.
    #[serde(default)]
    pub(crate) calling: Vec<CallingData>,
}

/// Functions that call what they are given: what they do is not known where that is a name that does not say whose it
/// is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CallingData {
    /// The functions: package and name, in which a `*` stands for anything without a dot.
    pub(crate) names: Vec<String>,
    /// The place of the first argument that may be called.
    #[serde(default)]
    pub(crate) place: u8,
}

/// What a call does where an argument says it: reads only, for `open(path, "r")`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NarrowedData {
    /// The functions: package and name.
    pub(crate) names: Vec<String>,
    /// The argument's place among those without a name.
    pub(crate) place: u8,
    /// Its name.
    #[serde(default)]
    pub(crate) key: String,
    /// It says so by not being there.
    #[serde(default)]
    pub(crate) absent: bool,
    /// It says so by being there, whatever it is.
    #[serde(default)]
    pub(crate) present: bool,
    /// It says so by being one of these words.
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// The effects that are left.
    pub(crate) effects: Vec<String>,
}
