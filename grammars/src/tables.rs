//! `language.toml` compiled for the walk: what each node kind means, by kind id.

use tree_sitter::Node;

use crate::flags::Flags;

mod bodies;
mod classes;
mod operations;
mod spelling;

pub use crate::data::{BodiesRun, WriteKind};
pub use bodies::{Base, Binding, Bodies, FlowKind, ParameterShape, PartKind};
pub use classes::{Classes, Write, Writes};
pub use operations::{Operations, Suffix};
pub use spelling::{Ends, Misread};

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
    /// Strings may have interpolations.
    pub interpolates: bool,
    /// What the text of a string with an interpolation has in any case; empty for nothing.
    pub interpolation_mark: String,
    /// What opens a text block.
    pub text_block: Option<String>,
    /// What the last line of a string begins with if its indentation is no part of any line.
    pub closing_indents: Vec<String>,
    /// What opens a string whose last line's indentation is no part of any line.
    pub indented_by_end: Option<String>,
    /// What every line of a string that is written line by line begins with.
    pub line_mark: Option<String>,
    /// What opens a heredoc whose lines are without the indentation that they share.
    pub common_indents: Vec<String>,
    /// How a heredoc begins whose text is without the indentation that its lines share.
    pub indented_heredoc: Option<String>,
    /// The token beside the text of a heredoc that takes the tabs off which its lines begin with.
    pub heredoc_without_tabs: Option<String>,
    /// No node covers a `;` between statements.
    pub semicolons_hidden: bool,
    /// Test marks.
    pub test_marks: Vec<String>,
    /// Nodes around names.
    pub around_names: Vec<AroundName>,
    /// Calls that make a function of a function; `None` where the language's data names none.
    pub wrapped_functions: Option<WrappedFunctions>,
    /// What a node inside an import is.
    pub import_parts: ImportParts,
    /// How names are written that are more than one word.
    pub names: Names,
    /// How tightly operators bind.
    pub operations: Operations,
    /// Nodes whose last token may be left out.
    pub ends: Option<Ends>,
    /// Names that are none.
    pub misread: Option<Misread>,
    /// How functions run.
    pub bodies: Bodies,
    /// What the language does with its classes by itself.
    pub classes: Classes,
    /// What code writes to.
    pub writes: Writes,
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
    /// What the text of a silent node begins with; empty for any.
    pub silent: Vec<String>,
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
    /// What it changes: the first that fits.
    pub writes: Vec<Write>,
    /// What it declares.
    pub declares: Option<Write>,
    /// What the language itself calls something of.
    pub enters: Option<Write>,
}

/// A definition or a scope: see `language.toml`.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// The symbol's kind; empty for a scope.
    pub kind: String,
    /// Its kind as a direct member.
    pub member: Option<String>,
    /// The child that decides by its text.
    pub word: Option<Child>,
    /// The texts it must have.
    pub words: Vec<String>,
    /// Only outside of every symbol and scope.
    pub top_level: bool,
    /// Only directly in the scope of this name; empty for anywhere.
    pub within: String,
    /// The child that is the name.
    pub name: Option<Child>,
    /// The kinds a name may have; empty for any.
    pub names: Kinds,
    /// Texts that are no names.
    pub except: Vec<String>,
    /// The kinds of the children that make up the name.
    pub parts: Kinds,
    /// The name where no field holds it.
    pub called: String,
    /// The child that is the value.
    pub value: Option<Child>,
    /// The kinds a value must have.
    pub values: Kinds,
    /// The value may also be handed to a call: see [`Tables::wrapped_functions`].
    pub wrapped: bool,
    /// The child that is the body, in the value if there is one.
    pub body: Option<Child>,
    /// Without a body this is no definition.
    pub body_required: bool,
    /// The child that must be there.
    pub with: Option<Child>,
    /// The child that must be absent.
    pub without: Option<Child>,
    /// What the name begins with, unwritten.
    pub prefix: String,
    /// A member with the name of its container is a constructor.
    pub constructs_container: bool,
    /// It is test code.
    pub test: bool,
    /// The child that is the type this is a member of.
    pub container: Option<Child>,
    /// Names of constructors.
    pub constructors: Vec<String>,
    /// First parts of a name that say nothing.
    pub drop_prefixes: Vec<String>,
}

/// A node around a name: see `language.toml`.
#[derive(Clone, Debug)]
pub struct AroundName {
    /// Its kind.
    pub kind: u16,
    /// The child that must be there.
    pub with: Option<Child>,
    /// The child to go on with.
    pub child: Child,
}

/// Names that are more than one word: see `language.toml`.
#[derive(Debug, Default)]
pub struct Names {
    /// `A::f`: the kind, the path, the name.
    pub paths: Vec<(u16, Child, Child)>,
    /// Names with separators or type arguments.
    pub dotted: Kinds,
    /// Names that are taken as they are written.
    pub symbolic: Kinds,
}

/// Calls that make a function of a function: see `language.toml`.
#[derive(Debug)]
pub struct WrappedFunctions {
    /// The kinds of such a call.
    pub calls: Kinds,
    /// The called expression.
    pub callee: Child,
    /// The arguments.
    pub arguments: Child,
    /// Last names of callees that give something else back.
    pub except: Vec<String>,
}

/// A call: see `language.toml`.
#[derive(Debug)]
pub struct Call {
    /// The called expression.
    pub callee: Child,
    /// The field of the arguments; `None` where nothing is known of them.
    pub arguments: Option<u16>,
    /// The called expression begins where the node begins.
    pub from_start: bool,
    /// The callee is a member of a value outside of the node.
    pub of_value: bool,
    /// The kinds that the called name may have; empty for any.
    pub names: Kinds,
    /// With such a child, the call of a call is that call.
    pub trailing: Option<Child>,
    /// Only with such a child something is called.
    pub with: Option<Child>,
    /// With such a child nothing is called.
    pub without: Option<Child>,
    /// Callees that are no calls.
    pub except: Vec<String>,
    /// The only callees that are calls; empty for any.
    pub only: Vec<String>,
    /// The callee where no child says so; empty where one does.
    pub called: String,
    /// Text behind which nothing is called; empty for none.
    pub except_after: String,
    /// Callees that call what is not seen.
    pub dynamic: Vec<String>,
    /// Those of `except` that with anything but a text do what is not known.
    pub dynamic_without_text: Vec<String>,
    /// Callees that run a text that they are given first.
    pub dynamic_with_text: Vec<String>,
    /// What a callee ends with that makes an object of what stands before it; empty for nothing.
    pub makes: String,
    /// Only names that begin with a capital are calls.
    pub capitalized: bool,
}

/// An import: see `language.toml`.
#[derive(Clone, Debug)]
pub struct Import {
    /// The child that decides by its text.
    pub word: Option<Child>,
    /// The texts it must have.
    pub words: Vec<String>,
    /// The child that must be there.
    pub with: Option<Child>,
    /// The module.
    pub module: Option<Child>,
    /// The field of what is imported.
    pub items: Option<u16>,
    /// The child that is the one item.
    pub item: Option<Child>,
    /// The parts of paths are children of the node.
    pub flat: bool,
    /// The whole path of the one item.
    pub path: Option<Child>,
    /// What renames the module.
    pub alias: Option<Child>,
    /// Between the parts of a path.
    pub separator: Option<String>,
    /// The module is bound by the last part of its path.
    pub binds_last: bool,
    /// An import that names no item still counts.
    pub alone: bool,
    /// The item of such an import.
    pub alone_item: String,
    /// The child that must be a call of one of `callees`.
    pub value: Option<Child>,
    /// See `value`.
    pub callees: Vec<String>,
    /// The child that must be absent.
    pub without: Option<Child>,
    /// What a module's path begins with, unwritten.
    pub prefix: String,
}

/// What a node inside an import is, by its kind.
#[derive(Debug, Default)]
pub struct ImportParts {
    /// `a as b`: kind, the name, the alias.
    pub renames: Vec<(u16, Child, Child)>,
    /// `a::{b, c}`: kind, the path.
    pub paths: Vec<(u16, Child)>,
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

/// Where in a node a child stands: a few ways down to it, tried one after the other.
#[derive(Clone, Debug)]
pub struct Child(pub(crate) Box<[Box<[Step]>]>);

/// One level down.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// The node itself.
    Own,
    /// The first of these children.
    First(Children),
    /// The last of these children.
    Last(Children),
}

/// Some of a node's children.
#[derive(Clone, Debug)]
pub(crate) enum Children {
    /// Those of a field.
    OfField(u16),
    /// Those of one of these kinds.
    OfKinds(Kinds),
    /// Those that are no tokens.
    Named,
}

impl Child {
    /// The child of `node`; `None` where there is none.
    pub fn of<'t>(&self, node: Node<'t>) -> Option<Node<'t>> {
        let down = |way: &[Step]| way.iter().try_fold(node, |node, step| step.of(node));
        self.0.iter().find_map(|way| down(way))
    }
}

impl Step {
    fn of<'t>(&self, node: Node<'t>) -> Option<Node<'t>> {
        match self {
            Step::Own => Some(node),
            Step::First(children) => children.first(node),
            Step::Last(children) => children.last(node),
        }
    }
}

impl Children {
    fn first<'t>(&self, node: Node<'t>) -> Option<Node<'t>> {
        match self {
            Children::OfField(field) => node.child_by_field_id(*field),
            Children::OfKinds(kinds) => all(node).find(|it| kinds.contains(it.kind_id())),
            Children::Named => all(node).find(is_no_token),
        }
    }

    fn last<'t>(&self, node: Node<'t>) -> Option<Node<'t>> {
        match self {
            Children::OfField(field) => {
                let field = std::num::NonZeroU16::new(*field)?;
                node.children_by_field_id(field, &mut node.walk()).last()
            }
            Children::OfKinds(kinds) => all(node).filter(|it| kinds.contains(it.kind_id())).last(),
            Children::Named => all(node).filter(is_no_token).last(),
        }
    }
}

fn all(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    (0..).map_while(move |it| node.child(it))
}

fn is_no_token(node: &Node<'_>) -> bool {
    node.is_named() && !node.is_extra()
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
