//! What a language does with its classes by itself, and what code writes to.

use serde::Deserialize;

/// Members that run without being called, and what may stand in for what.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Classes {
    /// Names of members that the language calls by itself: operators, protocols, finalisers. A `*` stands for anything.
    pub(crate) implicit: Vec<String>,
    /// Those of them that run whenever any member is read or set: `__getattr__`.
    pub(crate) accessors: Vec<String>,
    /// Those of them that run when the last of an object goes, wherever that is: `drop`.
    pub(crate) finalisers: Vec<String>,
    /// Those of them that run when a member that holds their object is read or set: `__get__`.
    pub(crate) descriptors: Vec<String>,
    /// A first child of one of these kinds makes a member such a one: `get`.
    pub(crate) implicit_words: Vec<String>,
    /// So does a decorator whose last name is one of these: `property`.
    pub(crate) implicit_marks: Vec<String>,
    /// When what stands in a class itself runs: initialisers.
    pub(crate) bodies_run: BodiesRun,
    /// Kinds of nodes whose members are those of a class without a name: object literals, bodies behind `new`.
    pub(crate) anonymous: Vec<String>,
    /// Objects of a class can be made without calling anything: what the language calls by itself may be that of any
    /// class that a file knows.
    pub(crate) literals: bool,
    /// What computed names of members begin with that are the language's own, and no member's name: `Symbol.`.
    pub(crate) own_symbols: Vec<String>,
    /// Those of them by which a class is asked whether something is of it: `Symbol.hasInstance`.
    pub(crate) asked_symbols: Vec<String>,
    /// A method has a name of its own for its object, so that any use of it may be one as a whole.
    pub(crate) named_receivers: bool,
    /// Classes of outside whose objects may do anything by themselves, and decorators that put something else in the
    /// place of what they decorate: `Proxy`, `singledispatch`.
    pub(crate) opaque: Vec<String>,
    /// A decorator whose last name is one of these makes a definition one that only says what another one of its name
    /// takes: `overload`.
    pub(crate) declaring_marks: Vec<String>,
    /// Of several functions of a name, the one that takes what is given is called.
    pub(crate) overloads: bool,
    /// A constructor begins with one of the class above, written or not.
    pub(crate) chains: bool,
    /// A class may be named in place of an object that is not said: `Job::run` for the `run` of any job.
    pub(crate) unbound: bool,
    /// What inherits from a class of outside is called from there once it is handed out, by any of its members.
    pub(crate) handed_out: bool,
    /// In place of these (`interface`, `class`), anything may be given that has the same members, whatever it
    /// inherits from.
    pub(crate) structural: Vec<String>,
    /// The same of classes that inherit from one of these: `Protocol`.
    pub(crate) structural_bases: Vec<String>,
    /// Of the types that a value may have, an index names the members of one alone.
    pub(crate) indexed_by_one_type: bool,
    /// What the one statement begins with of a function that only says what others of its name take and give: `...`.
    /// Where there are such, so does one that is nothing but its docstring.
    pub(crate) hollow: Vec<String>,
}

/// When what stands in a class itself runs.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum BodiesRun {
    /// Where the class stands.
    #[default]
    Once,
    /// When an object of it is made.
    Made,
    /// When anything in it is used first, too.
    Used,
}

/// What is changed without a call.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Writes {
    /// What is assigned to, by the kinds that assign.
    pub(crate) nodes: Vec<Write>,
    /// Kinds of targets that are a part of something: `state.x`, `cache[k]`. Other targets are looked into.
    pub(crate) places: Vec<String>,
    /// Kinds of targets that are a plain name: one of outside, unless the function around declares it. None where
    /// an assignment declares.
    pub(crate) names: Vec<String>,
    /// Methods of the language's own that change what they are called on: `append`.
    pub(crate) methods: Vec<String>,
    /// Functions of the language's own that change their first argument: `delete`.
    pub(crate) functions: Vec<String>,
    /// Those of them that put something into it under the name in their second argument, or under names that are not
    /// seen: `setattr`.
    pub(crate) setters: Vec<String>,
    /// What gives the names of the file itself, so that its parts are those names: `globals()`.
    pub(crate) own_names: Vec<String>,
    /// Those of them that in a function give its own names instead: `locals()`.
    pub(crate) local_names: Vec<String>,
    /// Members that are the table of an object's members: `__dict__`. What is put into one may have any name.
    pub(crate) tables: Vec<String>,
    /// Members that are an object's class: `__class__`.
    pub(crate) class_members: Vec<String>,
    /// What is written for what else where it is written to, with `$` for a name: `vars($)` for `$.__dict__`.
    pub(crate) rewrites: Vec<(String, String)>,
    /// Tables of modules, by their names: what is put into one is in the place of a module, `sys.modules`.
    pub(crate) module_tables: Vec<String>,
    /// Methods of a class that put another one below it: `register`.
    pub(crate) joins: Vec<String>,
    /// Functions that put something in the place of what their first argument names by its whole path: `mock.patch`.
    pub(crate) patches: Vec<String>,
    /// Declarations of what may be nobody else's, by the child that is its value: it is, where there is no value, where
    /// the value is of one of the `fresh` kinds, and where the child in `with` stands there. A name that is declared
    /// otherwise is another name for what is somebody else's. Without any, every declared name is the function's own.
    pub(crate) owns: Vec<Write>,
    /// Kinds of values that nobody else has: literals.
    pub(crate) fresh: Vec<String>,
    /// Kinds of values that are nobody else's if all that stands in them is.
    pub(crate) fresh_lists: Vec<String>,
    /// Last names of functions that give such values: `make`.
    pub(crate) makers: Vec<String>,
    /// What the language itself calls something of: `with x`, `range x`.
    pub(crate) enters: Vec<Write>,
    /// Members that it calls of it, of which any may be where nothing is known: `__enter__`.
    pub(crate) entering: Vec<String>,
    /// Names that are written to for nothing to be kept: `_`.
    pub(crate) discards: Vec<String>,
    /// What types of functions begin with, or the names of such: what is of one, and entered, is called.
    pub(crate) function_types: Vec<String>,
    /// Kinds that declare names and bind them to nothing, with the field of the name.
    pub(crate) declares: Vec<Write>,
}

/// A node and what it changes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Write {
    /// The node's kind.
    pub(crate) node: String,
    /// The child that is changed.
    pub(crate) target: String,
    /// Only with such a child it is: `<delete>`. Of several for one kind, the first that fits counts.
    #[serde(default)]
    pub(crate) with: Option<String>,
    /// The child that is put there, where it is one.
    #[serde(default)]
    pub(crate) value: Option<String>,
    /// What becomes of it.
    #[serde(default)]
    pub(crate) is: WriteKind,
}

/// What becomes of a target.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum WriteKind {
    /// Something is put there.
    #[default]
    Changed,
    /// Its names are declared there.
    Declared,
    /// Something in it is changed, also where it is a plain name: `names += more`, `channel <- x`.
    Part,
    /// A member of a class is read, so that what stands in the class runs: `Config.LIMIT`.
    Read,
    /// It is entered only if the function is given it, and of no type.
    Given,
    /// It is given away, so that it may be changed elsewhere: `&mut x`.
    Lent,
}
