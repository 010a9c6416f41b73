//! How functions run, by kind id: see `language.toml`.

use super::{Child, Kinds};

/// What a node begins, or leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowKind {
    /// One of its parts at most runs.
    Branch,
    /// The same, and a break leaves it.
    Switch,
    /// Its parts run any number of times.
    Loop,
    /// Its first part may stop anywhere.
    Try,
    /// It may run or not, once or often.
    Later,
    /// It runs beside what follows.
    Spawn,
    /// It leaves the function.
    Return,
    /// It leaves it with an error.
    Raise,
    /// It leaves a loop or a switch.
    Break,
    /// It goes on with the next round.
    Continue,
    /// It leaves the function if there is an error.
    Fail,
    /// It asks one thing after the other.
    Chain,
    /// Its first child runs or its third, as the second says.
    Ternary,
    /// Something may keep an error in its part to itself.
    Managed,
    /// It goes on at a label.
    Jump,
    /// It may begin with a label.
    Label,
    /// It hands a value to who called the function.
    Pause,
}

/// What a part of a branch, loop or try is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the data")]
pub enum PartKind {
    Arm,
    Otherwise,
    Fallthrough,
    FallthroughOtherwise,
    Handler,
    Finally,
}

/// How functions run: what is not tied to one kind.
#[derive(Debug, Default)]
pub struct Bodies {
    /// Callees whose arguments run side by side, and are done when somebody has waited for the call.
    pub together: Vec<String>,
    /// The same of what waits itself.
    pub waits: Vec<String>,
    /// Callees whose arguments may run or not.
    pub maybe: Vec<String>,
    /// What an arm's first child reads where it takes whatever no other arm does.
    pub defaults: Vec<String>,
    /// A child of this kind lets a call be left out.
    pub optional: Kinds,
    /// Callees whose arguments run beside what follows.
    pub started: Vec<String>,
    /// A child of this kind makes a function one that is waited for.
    pub asynchronous: Kinds,
    /// Callees that hand an error on, if there is one.
    pub failing: Vec<String>,
    /// Methods that make another error of one.
    pub passes: Vec<String>,
    /// Methods that end the program at an error.
    pub insists: Vec<String>,
    /// Kinds whose value is that of what ends them.
    pub tails: Kinds,
    /// Attributes without which what follows them is not there.
    pub conditions: Vec<String>,
    /// What keeps an error in what it manages to itself.
    pub suppressing: Vec<String>,
    /// Members that are called when such a part is left, and keep an error to themselves where they give anything.
    pub exits: Vec<String>,
    /// What is no such thing.
    pub nothing: Vec<String>,
    /// Functions that end an error of who called the function.
    pub recovers: Vec<String>,
    /// The field of a function's body.
    pub function_body: Option<u16>,
    /// Names.
    pub names: Kinds,
    /// Members of something.
    pub members: Kinds,
    /// Truth values.
    pub bools: Kinds,
    /// Kinds that only hold a value.
    pub wraps: Kinds,
    /// Arguments that stand for any number of arguments.
    pub splats: Kinds,
    /// Arguments with a name: kind, field of the name, field of the value.
    pub keywords: Vec<(u16, u16, u16)>,
    /// Arguments whose entries are arguments with names.
    pub objects: Kinds,
    /// Entries that have the name of their value.
    pub shorthands: Kinds,
    /// Literals whose parts are found by their place.
    pub lists: Kinds,
    /// Literals whose entries are found by their key.
    pub maps: Kinds,
    /// Entries of such a literal: kind, field of the key, field of the value.
    pub entries: Vec<(u16, u16, u16)>,
    /// Kinds that are one of their children.
    pub choices: Kinds,
    /// Patterns that give each of their parts a name.
    pub places: Kinds,
    /// Callees that give back their first argument.
    pub gives_back: Vec<String>,
    /// Methods that put their last argument into what they are called on.
    pub adds: Vec<String>,
    /// Methods that put what is in their last argument into what they are called on.
    pub merges: Vec<String>,
    /// The name of the list of what a file gives to who imports all of it; empty for none.
    pub star_list: String,
    /// What stands for what behind something that has no such member itself.
    pub rewrites: Vec<(String, String)>,
    /// The field of the type of a function's result.
    pub result: Option<u16>,
    /// Kinds of children that make a parameter a field of the class too.
    pub fields_too: Kinds,
    /// The fields of a function that hold its parameters.
    pub parameter_fields: Vec<u16>,
    /// Kinds that are a parameter's name.
    pub parameter_names: Kinds,
    /// Parameters that are more than a name.
    pub parameters: Vec<ParameterShape>,
    /// Parameters that take any number of arguments.
    pub rests: Kinds,
    /// Parameters that hold several names.
    pub patterns: Kinds,
    /// After it, arguments must be named.
    pub keyword_only: Kinds,
    /// What stands among parameters and is none.
    pub separators: Kinds,
    /// Names of the first parameter of a method that no call gives.
    pub receivers: Vec<String>,
}

/// A parameter that is more than a name.
#[derive(Debug)]
pub struct ParameterShape {
    /// Its kind.
    pub kind: u16,
    /// The field of the name; the first child where there is none.
    pub name: Option<u16>,
    /// The field of the default.
    pub value: Option<u16>,
    /// The field of the type.
    pub type_: Option<u16>,
}

/// A node that binds names.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The field of the name or pattern; the node itself where there is none.
    pub name: Option<u16>,
    /// What is bound where no child says it; empty for a child.
    pub place: String,
    /// The child without which nothing is bound.
    pub with: Option<Child>,
    /// The value.
    pub value: Option<Child>,
    /// What is found in the value is bound, by this path behind it; empty for the value itself.
    pub through: String,
    /// The field of the type.
    pub type_: Option<u16>,
    /// The word that must stand before the name for the value to be kept.
    pub constant: Option<String>,
    /// It changes what was bound before.
    pub again: bool,
    /// The names are those of the functions around and of the file.
    pub outer: bool,
}

/// Where the bases of a class-like symbol stand.
#[derive(Clone, Debug)]
pub struct Base {
    /// In this field.
    pub field: Option<u16>,
    /// In the child of one of these kinds.
    pub child: Kinds,
    /// But not in these.
    pub except: Kinds,
    /// The name of the argument that counts all the same.
    pub keyword: Option<String>,
}
