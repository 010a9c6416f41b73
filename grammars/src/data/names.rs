//! How a language writes names that are more than one word.

use serde::Deserialize;

/// Names with a path before them, with separators in them, or of operators.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Names {
    /// Names with a path before them: `A::f`, whose path is the container.
    #[serde(default)]
    pub(crate) paths: Vec<PathName>,
    /// Kinds of names with separators or type arguments in them: `a::b`, `Foo<int>`.
    #[serde(default)]
    pub(crate) dotted: Vec<String>,
    /// Kinds of names that are taken as they are written, but for blanks: `operator ==`, `empty?`.
    #[serde(default)]
    pub(crate) symbolic: Vec<String>,
}

/// `A::f`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PathName {
    /// The node's kind.
    pub(crate) node: String,
    /// The child that is the path.
    pub(crate) path: String,
    /// The child that is the name, or the rest of the path.
    pub(crate) name: String,
}
