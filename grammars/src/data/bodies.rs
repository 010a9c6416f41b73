//! How a language's functions run: the order of their calls, their arguments and parameters, what names stand for.

use serde::Deserialize;

/// How control moves through a body.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Flow {
    /// Kinds of which one part at most runs.
    pub(crate) branches: Vec<String>,
    /// The same, and a break leaves them.
    pub(crate) switches: Vec<String>,
    /// Kinds whose parts run any number of times.
    pub(crate) loops: Vec<String>,
    /// Kinds whose first part may stop anywhere.
    pub(crate) tries: Vec<String>,
    /// Kinds that may run or not as a whole, once or often, now or later: lambdas that are no symbols.
    pub(crate) later: Vec<String>,
    /// Kinds that run beside what follows.
    pub(crate) spawns: Vec<String>,
    /// Kinds that wait for a call in them.
    pub(crate) awaits: Vec<String>,
    /// Kinds that leave the function.
    pub(crate) returns: Vec<String>,
    /// Kinds that leave it with an error.
    pub(crate) raises: Vec<String>,
    /// Kinds that leave a loop or a switch; with a child, the label that it names.
    pub(crate) breaks: Vec<String>,
    /// Kinds that go on with the next round.
    pub(crate) continues: Vec<String>,
    /// Kinds that hand an error on, if there is one, and else go on: `read()?`.
    pub(crate) fails: Vec<String>,
    /// Callees that do: `ensure`.
    pub(crate) failing: Vec<String>,
    /// Methods of what a call gives that make another error of one: `map_err`.
    pub(crate) passes: Vec<String>,
    /// Methods of what a call gives that end the program at an error: `unwrap`.
    pub(crate) insists: Vec<String>,
    /// Kinds whose value is that of what ends them, so that at the end of a function it is what that gives.
    pub(crate) tails: Vec<String>,
    /// Attributes without which what follows them is not there: `cfg`.
    pub(crate) conditions: Vec<String>,
    /// Kinds that ask one thing after the other, and from the third on only if all before were so: `a < b < f()`.
    pub(crate) chains: Vec<String>,
    /// Kinds whose first child runs or whose last, as the one between them says, without names for them: `a if b else c`.
    pub(crate) ternaries: Vec<String>,
    /// Kinds whose part is run by something that may keep an error in it to itself: `with`.
    pub(crate) managed: Vec<String>,
    /// What does that, of outside: `suppress`.
    pub(crate) suppressing: Vec<String>,
    /// Members that are called when such a part is left, and keep an error to themselves where they give anything.
    pub(crate) exits: Vec<String>,
    /// What is no such thing: `False`.
    pub(crate) nothing: Vec<String>,
    /// Functions that end an error which has come out of what called the function: `recover`.
    pub(crate) recovers: Vec<String>,
    /// Kinds that go on at a label.
    pub(crate) jumps: Vec<String>,
    /// Kinds that begin with a label, if their first child is one.
    pub(crate) labels: Vec<String>,
    /// Kinds that hand a value to who called the function, who may never let it go on.
    pub(crate) pauses: Vec<String>,
    /// What an arm's first child reads where it takes whatever no other arm does.
    pub(crate) defaults: Vec<String>,
    /// A child of this kind lets a call, and what is called on its result, be left out.
    pub(crate) optional: Vec<String>,
    /// What belongs to which of them.
    pub(crate) parts: Vec<Part>,
    /// Callees whose arguments run side by side, and are done when somebody has waited for the call: `Promise.all`.
    pub(crate) together: Vec<String>,
    /// The same of what waits itself: `asyncio.run`, `join!`.
    pub(crate) waits: Vec<String>,
    /// Callees whose arguments may run or not, or not to their end: `Promise.race`.
    pub(crate) maybe: Vec<String>,
    /// Callees whose arguments run beside what follows: `create_task`.
    pub(crate) started: Vec<String>,
    /// A child of this kind makes a function one that is waited for: a call that is not waited for runs beside
    /// what follows.
    pub(crate) asynchronous: Vec<String>,
}

/// A part of a branch, loop or try.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Part {
    /// The part's kind, or with `field` the kind that it stands in.
    pub(crate) node: String,
    /// The field that it stands in.
    #[serde(default)]
    pub(crate) field: Option<String>,
    /// What it is.
    pub(crate) is: PartKind,
}

/// What a part is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PartKind {
    /// One of several; the body of a loop; what a try tries.
    Arm,
    /// What runs where no other arm does.
    Otherwise,
    /// An arm that the arm before may run into.
    Fallthrough,
    /// As `fallthrough`, and it runs where no other arm does.
    FallthroughOtherwise,
    /// What runs after an error.
    Handler,
    /// What runs in any case.
    Finally,
}

/// Expressions whose value can be seen.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Values {
    /// Names.
    pub(crate) names: Vec<String>,
    /// Members of something: `Target.STAGING`.
    pub(crate) members: Vec<String>,
    /// Truth values, by their text.
    pub(crate) bools: Vec<String>,
    /// Kinds that only hold a value.
    pub(crate) wraps: Vec<String>,
    /// Arguments that stand for any number of arguments.
    pub(crate) splats: Vec<String>,
    /// Arguments with a name: kind, fields of name and value.
    pub(crate) keywords: Vec<Keyword>,
    /// Arguments whose entries are arguments with names: object literals.
    pub(crate) objects: Vec<String>,
    /// Entries of an object that have the name of their value.
    pub(crate) shorthands: Vec<String>,
    /// Literals whose parts are found by their place: lists, tuples, what a comprehension makes.
    pub(crate) lists: Vec<String>,
    /// Literals whose entries are found by their key.
    pub(crate) maps: Vec<String>,
    /// Entries of such a literal: kind, fields of key and value.
    pub(crate) entries: Vec<Keyword>,
    /// Kinds that are one of their children: conditional expressions.
    pub(crate) choices: Vec<String>,
    /// Patterns that give each of their parts a name, by its place.
    pub(crate) patterns: Vec<String>,
    /// Callees that give back their first argument, or something that does what it does: `partial`.
    pub(crate) gives_back: Vec<String>,
    /// Methods that put their last argument into what they are called on: `append`.
    pub(crate) adds: Vec<String>,
    /// Methods that put what is in their last argument into what they are called on: `update`.
    pub(crate) merges: Vec<String>,
    /// The name of the list of what a file gives to who imports all of it.
    pub(crate) star_list: String,
    /// What stands for what behind something that has no such member itself: `.get()` for `[]`.
    pub(crate) rewrites: Vec<(String, String)>,
}

/// An argument or entry with a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Keyword {
    /// Its kind.
    pub(crate) node: String,
    /// The field of the name.
    pub(crate) name: String,
    /// The field of the value.
    pub(crate) value: String,
}

/// The parameters of functions.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Parameters {
    /// The fields of a function that hold them.
    pub(crate) fields: Vec<String>,
    /// Kinds that are a parameter's name.
    pub(crate) names: Vec<String>,
    /// Kinds that hold a name and more.
    pub(crate) shapes: Vec<Parameter>,
    /// Kinds that take any number of arguments.
    pub(crate) rests: Vec<String>,
    /// Kinds that hold several names, each given by its own.
    pub(crate) patterns: Vec<String>,
    /// Kinds after which arguments must be named.
    pub(crate) keyword_only: Vec<String>,
    /// Kinds among the parameters that are none.
    pub(crate) separators: Vec<String>,
    /// Names of the first parameter of a method that no call gives.
    pub(crate) receivers: Vec<String>,
    /// Kinds of children that make a parameter a field of the class too.
    pub(crate) fields_too: Vec<String>,
    /// The field of a function that holds the type of its result.
    pub(crate) result: Option<String>,
}

/// A parameter that is more than a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Parameter {
    /// Its kind.
    pub(crate) node: String,
    /// The field of the name; without it, the first child.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// The field of the default.
    #[serde(default)]
    pub(crate) value: Option<String>,
    /// The field of the type.
    #[serde(default, rename = "type")]
    pub(crate) type_: Option<String>,
}

/// A node that binds names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Binding {
    /// Its kind.
    pub(crate) node: String,
    /// The field that holds the name or the pattern; without it, all of the node.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// What is bound where no child says it: `()` is the result of the function around.
    #[serde(default)]
    pub(crate) place: Option<String>,
    /// Only with such a child anything is bound.
    #[serde(default)]
    pub(crate) with: Option<String>,
    /// The child that is the value.
    #[serde(default)]
    pub(crate) value: Option<String>,
    /// What is bound is not the value but what is found in it: `[]`, each of its parts.
    #[serde(default)]
    pub(crate) through: Option<String>,
    /// The field of the type.
    #[serde(default, rename = "type")]
    pub(crate) type_: Option<String>,
    /// This word must stand before the name for the value to be kept: `const`.
    #[serde(default)]
    pub(crate) constant: Option<String>,
    /// It changes what was bound before, so that a name bound once by it is bound twice.
    #[serde(default)]
    pub(crate) again: bool,
    /// The names are those of the functions around and of the file: `global`.
    #[serde(default)]
    pub(crate) outer: bool,
}

/// What a class-like symbol inherits from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Base {
    /// The kind of its definition.
    pub(crate) node: String,
    /// The field that holds the bases.
    #[serde(default)]
    pub(crate) field: Option<String>,
    /// The kind of the child that holds them.
    #[serde(default)]
    pub(crate) child: Option<String>,
    /// Kinds among them that are none and hold none: arguments of types.
    #[serde(default)]
    pub(crate) except: Vec<String>,
    /// The name of the argument among them that counts all the same: `metaclass`.
    #[serde(default)]
    pub(crate) keyword: Option<String>,
}
