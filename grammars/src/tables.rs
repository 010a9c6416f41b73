//! `language.toml` compiled for the walk: what each node kind means, by kind id.

use crate::flags::Flags;

mod bodies;

pub use bodies::{Base, Binding, Bodies, FlowKind, ParameterShape, PartKind};

/// What every node kind of one grammar means, indexed by kind id.
#[derive(Debug)]
pub struct Tables {
    pub(crate) flags: Box<[Flags]>,
    /// By kind id, the place in `rules`; 0, the empty rules, for most.
    pub(crate) rule: Box<[u16]>,
    pub(crate) rules: Vec<Rules>,
    /// Beginnings of comments that stay in digests.
    pub directives: Vec<String>,
    /// A directive on its own line belongs to the definition that follows it.
    pub directives_lead: bool,
    /// What the text of a string with an interpolation has in any case.
    pub interpolation_mark: String,
    /// What opens a text block.
    pub text_block: Option<String>,
    /// Test marks.
    pub test_marks: Vec<String>,
    /// Calls that make a function of a function; `None` where the language's data names none.
    pub wrapped_functions: Option<WrappedFunctions>,
    /// What a node inside an import is.
    pub import_parts: ImportParts,
    /// How functions run.
    pub bodies: Bodies,
}

/// The rules of one node kind.
#[derive(Debug, Default)]
pub struct Rules {
    /// Definitions to try, in this order.
    pub definitions: Vec<Definition>,
    /// Scopes to try, in this order.
    pub scopes: Vec<Definition>,
    /// The kind of which a wrapper must have exactly one child; `None` for other kinds and for
    /// wrappers of anything.
    pub single: Option<Kinds>,
    /// The call this kind is.
    pub call: Option<Call>,
    /// Imports to try, in this order.
    pub imports: Vec<Import>,
    /// What it begins or leaves.
    pub flow: Option<FlowKind>,
    /// What it is a part of, wherever it stands.
    pub part: Option<PartKind>,
    /// What its fields are parts of.
    pub parts: Vec<(u16, PartKind)>,
    /// The names it binds.
    pub bindings: Vec<Binding>,
    /// Where its bases stand.
    pub bases: Vec<Base>,
}

/// A definition or a scope: see `language.toml`.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// The symbol's kind; empty for a scope.
    pub kind: String,
    /// Its kind as a direct member.
    pub member: Option<String>,
    /// The field of the name.
    pub name: Option<u16>,
    /// The kinds a name may have; empty for any.
    pub names: Kinds,
    /// The name where no field holds it.
    pub called: String,
    /// The field of the value.
    pub value: Option<u16>,
    /// The kinds a value must have.
    pub values: Kinds,
    /// The value may also be handed to a call: see [`Tables::wrapped_functions`].
    pub wrapped: bool,
    /// The field of the body, in the value if there is one.
    pub body: Option<u16>,
    /// Without a body this is no definition.
    pub body_required: bool,
    /// The field of the type this is a member of.
    pub container: Option<u16>,
    /// Names of constructors.
    pub constructors: Vec<String>,
    /// First parts of a name that say nothing.
    pub drop_prefixes: Vec<String>,
}

/// Calls that make a function of a function: see `language.toml`.
#[derive(Debug)]
pub struct WrappedFunctions {
    /// The kinds of such a call.
    pub calls: Kinds,
    /// The field of the called expression.
    pub callee: u16,
    /// The field of the arguments.
    pub arguments: u16,
    /// Last names of callees that give something else back.
    pub except: Vec<String>,
}

/// A call: see `language.toml`.
#[derive(Debug)]
pub struct Call {
    /// The field of the called expression.
    pub callee: u16,
    /// The field of the arguments; `None` where nothing is known of them.
    pub arguments: Option<u16>,
    /// The called expression begins where the node begins.
    pub from_start: bool,
    /// Callees that are no calls.
    pub except: Vec<String>,
    /// Only names that begin with a capital are calls.
    pub capitalized: bool,
}

/// An import: see `language.toml`.
#[derive(Clone, Debug)]
pub struct Import {
    /// The field of the module.
    pub module: Option<u16>,
    /// The field of what is imported.
    pub items: Option<u16>,
    /// The field that renames the module.
    pub alias: Option<u16>,
    /// Between the parts of a path.
    pub separator: Option<String>,
    /// The module is bound by the last part of its path.
    pub binds_last: bool,
    /// An import that names no item still counts.
    pub alone: bool,
    /// The item of such an import.
    pub alone_item: String,
    /// The field that must be a call of one of `callees`.
    pub value: Option<u16>,
    /// See `value`.
    pub callees: Vec<String>,
    /// The field that must be absent.
    pub without: Option<u16>,
    /// What a module's path begins with, unwritten.
    pub prefix: String,
}

/// What a node inside an import is, by its kind.
#[derive(Debug, Default)]
pub struct ImportParts {
    /// `a as b`: kind, field of the name, field of the alias.
    pub renames: Vec<(u16, u16, u16)>,
    /// `a::{b, c}`: kind, field of the path.
    pub paths: Vec<(u16, u16)>,
    /// Kinds that only hold items.
    pub lists: Kinds,
    /// `*`.
    pub wildcards: Kinds,
    /// Kinds that bind the module itself.
    pub namespaces: Kinds,
    /// Kinds in which a plain name binds the default export.
    pub defaults: Kinds,
    /// Names that stand for the path before them.
    pub selves: Kinds,
    /// Items.
    pub items: Kinds,
}

/// A few node kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds(pub(crate) Box<[u16]>);

impl Kinds {
    /// Whether the kind is one of them.
    pub fn contains(&self, kind: u16) -> bool {
        self.0.contains(&kind)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Tables {
    /// What the kind means. An `ERROR` node's kind is in no table: it is descended into.
    #[inline]
    pub fn flags(&self, kind: u16) -> Flags {
        self.flags.get(usize::from(kind)).copied().unwrap_or_default()
    }

    /// The kind's rules.
    pub fn rules(&self, kind: u16) -> &Rules {
        let rule = self.rule.get(usize::from(kind)).copied().unwrap_or_default();
        &self.rules[usize::from(rule)]
    }
}
