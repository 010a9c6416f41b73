//! What a language does with its classes by itself, and what code writes to: see `language.toml`.

use super::{Child, Kinds};
use crate::data::{BodiesRun, WriteKind};

/// Members that run without being called, and what may stand in for what.
#[derive(Debug, Default)]
pub struct Classes {
    /// Names of members that the language calls by itself, with a `*` for anything.
    pub(crate) implicit: Vec<String>,
    /// Those of them that run whenever any member is read or set.
    pub accessors: Vec<String>,
    /// Those of them that run when the last of an object goes.
    pub finalisers: Vec<String>,
    /// Those of them that run when a member that holds their object is read or set.
    pub descriptors: Vec<String>,
    /// A first child of one of these kinds makes a member such a one.
    pub implicit_words: Kinds,
    /// So does a decorator of this last name.
    pub implicit_marks: Vec<String>,
    /// When what stands in a class itself runs.
    pub bodies_run: BodiesRun,
    /// Nodes whose members are those of a class without a name.
    pub anonymous: Kinds,
    /// Objects of a class can be made without calling anything.
    pub literals: bool,
    /// What computed names of members begin with that are the language's own.
    pub own_symbols: Vec<String>,
    /// Those of them by which a class is asked whether something is of it.
    pub asked_symbols: Vec<String>,
    /// A method has a name of its own for its object.
    pub named_receivers: bool,
    /// Classes of outside whose objects may do anything by themselves, and decorators that may put anything in the
    /// place of what they decorate.
    pub opaque: Vec<String>,
    /// A decorator of this last name makes a definition one that only says what another one takes.
    pub declaring_marks: Vec<String>,
    /// Of several functions of a name, the one that takes what is given is called.
    pub overloads: bool,
    /// A constructor begins with one of the class above.
    pub chains: bool,
    /// A class may be named in place of an object that is not said: `Job::run` for the `run` of any job.
    pub unbound: bool,
    /// What inherits from a class of outside is called from there once it is handed out, by any of its members.
    pub handed_out: bool,
    /// In place of these kinds of symbols, anything may be given that has the same members.
    pub structural: Vec<String>,
    /// And in place of classes that inherit from these.
    pub structural_bases: Vec<String>,
    /// Of the types that a value may have, an index names the members of one alone.
    pub indexed_by_one_type: bool,
    /// What the one statement of a function begins with that is said elsewhere.
    pub hollow: Vec<String>,
}

impl Classes {
    /// Whether the language calls a member of that name by itself.
    pub fn is_implicit(&self, name: &str) -> bool {
        self.implicit.iter().any(|it| match it.split_once('*') {
            Some((start, end)) => {
                name.len() > start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
            }
            None => it == name,
        })
    }
}

/// What code writes to, beside each kind's own rule.
#[derive(Debug, Default)]
pub struct Writes {
    /// Targets that are a part of something.
    pub places: Kinds,
    /// Targets that are a plain name: one of outside, unless the function around declares it.
    pub names: Kinds,
    /// Methods of the language's own that change what they are called on.
    pub methods: Vec<String>,
    /// Functions of the language's own that change their first argument.
    pub functions: Vec<String>,
    /// Those of them that put something into it under a name.
    pub setters: Vec<String>,
    /// What gives the names of the file itself.
    pub own_names: Vec<String>,
    /// Those of them that in a function give its own names instead.
    pub local_names: Vec<String>,
    /// Members that are the table of an object's members.
    pub tables: Vec<String>,
    /// Members that are an object's class.
    pub class_members: Vec<String>,
    /// What is written for what else, with `$` for a name.
    pub rewrites: Vec<(String, String)>,
    /// Tables of modules.
    pub module_tables: Vec<String>,
    /// Methods of a class that put another one below it.
    pub joins: Vec<String>,
    /// Functions that put something in the place of what they are given the whole path of.
    pub patches: Vec<String>,
    /// Declarations of what may be nobody else's, by kind.
    pub owns: Vec<(u16, Write)>,
    /// Values that nobody else has.
    pub fresh: Kinds,
    /// Values that nobody else has if all that stands in them is such.
    pub fresh_lists: Kinds,
    /// Last names of functions that give such values.
    pub makers: Vec<String>,
    /// Members that the language calls of what is entered.
    pub entering: Vec<String>,
    /// Names that are written to for nothing to be kept.
    pub discards: Vec<String>,
    /// What types of functions begin with.
    pub function_types: Vec<String>,
}

/// A node and what it changes, or declares.
#[derive(Clone, Debug)]
pub struct Write {
    /// The child that is changed.
    pub target: Child,
    /// The child without which it is not.
    pub with: Option<Child>,
    /// The child that is put there.
    pub value: Option<Child>,
    /// What becomes of it.
    pub is: WriteKind,
}
