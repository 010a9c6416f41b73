//! The shape of `language.toml`: every key that a language's folder may have.
//!
//! Node kinds and fields are the grammar's own names; a name that the grammar does not have is an error,
//! found by a test and not by a user.
//!
//! Where a key names a child of a node, it is the child's field: `name`. Grammars without fields are read by
//! kind: `<identifier>` is the first child of that kind, `<a|b>` of one of them, `*` the first child that is
//! no token, and `.` the node itself. `name[-1]`, `<a>[-1]` and `*[-1]` are the last ones. `<arguments>/*` goes down
//! two levels, and `name or <a>` tries one after the other.

mod bodies;
mod classes;
mod definitions;
mod effects;
mod imports;
mod names;
mod operations;
mod text;

use serde::Deserialize;

pub(crate) use bodies::{Base, Binding, Flow, Keyword, Parameters, PartKind, Values};
pub use classes::{BodiesRun, WriteKind};
pub(crate) use classes::{Classes, Write, Writes};
pub(crate) use definitions::{AroundName, Definition, Scope, WrappedFunctions};
pub(crate) use effects::{CallingData, EffectsData, NarrowedData};
pub(crate) use imports::{Import, ImportParts, Modules};
pub(crate) use names::Names;
pub(crate) use operations::Operations;
pub(crate) use text::{Comments, Ends, Layout, Misread, Parentheses, Scanner, Strings};

/// A whole `language.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Data {
    /// File extensions, without the dot.
    pub(crate) extensions: Vec<String>,
    /// Whole file names that have no telling extension.
    #[serde(default)]
    #[expect(dead_code, reason = "read from the head of the file alone, before the rest is needed")]
    pub(crate) files: Vec<String>,
    /// The version of the grammar crate; a test compares it with what is built in.
    pub(crate) grammar: String,
    /// Raised with every change of this file that changes an outline: part of cache keys.
    pub(crate) revision: u32,
    #[serde(default)]
    pub(crate) scanner: Scanner,
    pub(crate) comments: Comments,
    pub(crate) strings: Strings,
    pub(crate) layout: Layout,
    #[serde(default)]
    pub(crate) misread: Option<Misread>,
    #[serde(default)]
    pub(crate) parentheses: Parentheses,
    #[serde(default)]
    pub(crate) operations: Operations,
    #[serde(default)]
    pub(crate) definitions: Vec<Definition>,
    #[serde(default)]
    pub(crate) names: Names,
    /// Nodes around a name, looked through when it is of none of the kinds that it may have.
    #[serde(default)]
    pub(crate) around_names: Vec<AroundName>,
    #[serde(default)]
    pub(crate) wrapped_functions: Option<WrappedFunctions>,
    #[serde(default)]
    pub(crate) scopes: Vec<Scope>,
    #[serde(default)]
    pub(crate) wrappers: Vec<Wrapper>,
    #[serde(default)]
    pub(crate) attributes: Attributes,
    #[serde(default)]
    pub(crate) calls: Vec<Call>,
    #[serde(default)]
    pub(crate) silent: Vec<Silent>,
    /// Kinds of unparsed code in parentheses; one right after a path is a call of that path.
    #[serde(default)]
    pub(crate) token_trees: Vec<String>,
    #[serde(default)]
    pub(crate) imports: Vec<Import>,
    #[serde(default)]
    pub(crate) import_parts: ImportParts,
    #[serde(default)]
    pub(crate) modules: Modules,
    #[serde(default)]
    pub(crate) flow: Flow,
    #[serde(default)]
    pub(crate) values: Values,
    #[serde(default)]
    pub(crate) parameters: Parameters,
    #[serde(default)]
    pub(crate) bindings: Vec<Binding>,
    #[serde(default)]
    pub(crate) bases: Vec<Base>,
    #[serde(default)]
    pub(crate) classes: Classes,
    #[serde(default)]
    pub(crate) writes: Writes,
    pub(crate) tests: Tests,
    #[serde(default)]
    pub(crate) generated: Generated,
}

/// A node kind that belongs to the definition inside it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Wrapper {
    /// The node's kind.
    pub(crate) node: String,
    /// It does only with exactly one child of this kind.
    #[serde(default)]
    pub(crate) single: Option<String>,
}

/// Decorators, attributes, annotations.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Attributes {
    /// All kinds, read for test marks.
    #[serde(default)]
    pub(crate) kinds: Vec<String>,
    /// Kinds that stand before the definition they belong to, as its siblings.
    #[serde(default)]
    pub(crate) siblings: Vec<String>,
}

/// A node kind that is a call.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Call {
    /// The node's kind.
    pub(crate) node: String,
    /// The field that holds the called expression.
    pub(crate) callee: String,
    /// The field that holds the arguments; without it, nothing is known of them.
    #[serde(default)]
    pub(crate) arguments: Option<String>,
    /// The called expression begins where the node begins (`object.name(…)` without a node of its own).
    #[serde(default)]
    pub(crate) from_start: bool,
    /// The callee is a member of a value that stands outside of the node (`..open()`).
    #[serde(default)]
    pub(crate) of_value: bool,
    /// Kinds that the called name may have; empty for any. What is called otherwise is computed.
    #[serde(default)]
    pub(crate) names: Vec<String>,
    /// Callees that are no calls (`require`, which is an import).
    #[serde(default)]
    pub(crate) except: Vec<String>,
    /// Only these callees are calls: what is read there changes by itself, as if something were called (`process.env`).
    #[serde(default)]
    pub(crate) only: Vec<String>,
    /// The callee where no child says so (`global`).
    #[serde(default)]
    pub(crate) called: String,
    /// With such a child, the call of a call is that call (`f(a) { … }`).
    #[serde(default)]
    pub(crate) trailing: Option<String>,
    /// Only with such a child something is called.
    #[serde(default)]
    pub(crate) with: Option<String>,
    /// With such a child nothing is called (subscripts, where the grammar has no kind for them).
    #[serde(default)]
    pub(crate) without: Option<String>,
    /// Behind this text nothing is called (`@` in `@timeout 5`).
    #[serde(default)]
    pub(crate) except_after: Option<String>,
    /// Callees that call what they are given, by a name that need not be seen (`apply(m, f, a)`): what is called is
    /// not known.
    #[serde(default)]
    pub(crate) dynamic: Vec<String>,
    /// Those of `except` that with anything but a text do what is not known (`require(name)`).
    #[serde(default)]
    pub(crate) dynamic_without_text: Vec<String>,
    /// Callees that run a text that they are given first (`setTimeout("…")`).
    #[serde(default)]
    pub(crate) dynamic_with_text: Vec<String>,
    /// What a callee ends with that makes an object of what stands before it (`::new`). Of what ends with a bracket,
    /// nothing of anybody runs.
    #[serde(default)]
    pub(crate) makes: Option<String>,
    /// Only names that begin with a capital, or with dots in them, are calls (components in markup).
    #[serde(default)]
    pub(crate) capitalized: bool,
}

/// A node kind in which nothing is called or defined: types, in a grammar that has no kind for them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Silent {
    /// The node's kind.
    pub(crate) node: String,
    /// Only where its text begins like one of these; empty for always.
    #[serde(default)]
    pub(crate) begins: Vec<String>,
}

/// What is test code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Tests {
    /// Globs of paths.
    pub(crate) paths: Vec<String>,
    /// Attributes, without brackets and arguments unless they are given: `test`, `cfg(test)`, `Test`; the
    /// last part of a path is enough.
    #[serde(default)]
    pub(crate) marks: Vec<String>,
}

/// What is generated code.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Generated {
    /// Globs of paths.
    #[serde(default)]
    pub(crate) paths: Vec<String>,
}
