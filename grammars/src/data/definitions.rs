//! What a language defines, and how its definitions are named.

use serde::Deserialize;

/// A node kind that defines a symbol.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Definition {
    /// The node's kind.
    pub(crate) node: String,
    /// The symbol's kind: `function`.
    pub(crate) kind: String,
    /// Its kind as a direct member of a class-like symbol or a scope.
    #[serde(default)]
    pub(crate) member: Option<String>,
    /// The child that decides by its text whether this is a definition, where a call or a block may be one
    /// (`def`, `resource`).
    #[serde(default)]
    pub(crate) word: Option<String>,
    /// Texts that the word must have.
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// Only outside of every symbol and scope.
    #[serde(default)]
    pub(crate) top_level: bool,
    /// Only directly in the scope of this name.
    #[serde(default)]
    pub(crate) within: Option<String>,
    /// The field that holds the name.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// Kinds that the name may have; empty for any. What is computed is no name.
    #[serde(default)]
    pub(crate) names: Vec<String>,
    /// Texts that are no names though they stand where names do (`unquote`).
    #[serde(default)]
    pub(crate) except: Vec<String>,
    /// The name is made of all children of these kinds behind the word, with `called` before them:
    /// `data "aws_ami" "x"` is `data.aws_ami.x`.
    #[serde(default)]
    pub(crate) parts: Vec<String>,
    /// The symbol's name where no field holds it: `default`.
    #[serde(default)]
    pub(crate) called: Option<String>,
    /// The field that decides whether this is a definition, and whose node holds the body.
    #[serde(default)]
    pub(crate) value: Option<String>,
    /// Kinds that the value must have.
    #[serde(default)]
    pub(crate) values: Vec<String>,
    /// The value may also be the first argument of a call: see [`WrappedFunctions`].
    #[serde(default)]
    pub(crate) wrapped: bool,
    /// The field of the node, or of its value, that holds the body: what a signature leaves out.
    #[serde(default)]
    pub(crate) body: Option<String>,
    /// Without a body this is no definition (`mod a;`).
    #[serde(default)]
    pub(crate) body_required: bool,
    /// The child that the node, or its value, must have (`struct a { … }`, where `struct a` names a type).
    #[serde(default)]
    pub(crate) with: Option<String>,
    /// The child that the node, or its value, must not have.
    #[serde(default)]
    pub(crate) without: Option<String>,
    /// What the name begins with, unwritten (`~` of a finaliser).
    #[serde(default)]
    pub(crate) prefix: Option<String>,
    /// A member with the name of its container is a constructor.
    #[serde(default)]
    pub(crate) constructs_container: bool,
    /// It is test code, wherever it stands.
    #[serde(default)]
    pub(crate) test: bool,
    /// The field that names the type this is a member of (Go's receiver); it stands before the name.
    #[serde(default)]
    pub(crate) container: Option<String>,
    /// Names that make a function a constructor.
    #[serde(default)]
    pub(crate) constructors: Vec<String>,
    /// First parts of a dotted name that say nothing: `exports`, `this`.
    #[serde(default)]
    pub(crate) drop_prefixes: Vec<String>,
}

/// Calls that make a function of a function: `const a = memo(() => …)` defines `a`.
///
/// A callee is a plain name, or a member of something that is no variable by its name (`React.memo`, and not
/// `list.map`). Whether the call gives a function back cannot be seen; what is known not to is in `except`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WrappedFunctions {
    /// The call's kind.
    pub(crate) node: String,
    /// The field of the called expression.
    pub(crate) callee: String,
    /// The field of the arguments.
    pub(crate) arguments: String,
    /// Callees that give something else back, by their last name.
    #[serde(default)]
    pub(crate) except: Vec<String>,
}

/// A node around a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AroundName {
    /// The node's kind.
    pub(crate) node: String,
    /// Only with this child.
    #[serde(default)]
    pub(crate) with: Option<String>,
    /// The child that holds the name, or what is around it.
    pub(crate) child: String,
}

/// A node kind that adds a name to what stands in it, but is no symbol.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Scope {
    /// The node's kind.
    pub(crate) node: String,
    /// See [`Definition::word`].
    #[serde(default)]
    pub(crate) word: Option<String>,
    /// See [`Definition::words`].
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// See [`Definition::without`].
    #[serde(default)]
    pub(crate) without: Option<String>,
    /// See [`Definition::top_level`].
    #[serde(default)]
    pub(crate) top_level: bool,
    /// The field that holds the name, or a type with that name.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// See [`Definition::names`].
    #[serde(default)]
    pub(crate) names: Vec<String>,
    /// See [`Definition::called`].
    #[serde(default)]
    pub(crate) called: Option<String>,
    /// See [`Definition::value`].
    #[serde(default)]
    pub(crate) value: Option<String>,
    /// See [`Definition::values`].
    #[serde(default)]
    pub(crate) values: Vec<String>,
    /// See [`Definition::drop_prefixes`].
    #[serde(default)]
    pub(crate) drop_prefixes: Vec<String>,
}
