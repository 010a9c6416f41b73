//! How a language imports.

use serde::Deserialize;

/// A node kind that imports.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Import {
    /// The node's kind.
    pub(crate) node: String,
    /// The child that decides by its text whether this imports, where a call or a command may do so
    /// (`require`); a module is what it is called with.
    #[serde(default)]
    pub(crate) word: Option<String>,
    /// Texts that the word must have.
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// The field that holds the module.
    #[serde(default)]
    pub(crate) module: Option<String>,
    /// The field that holds what is imported; without it, all children but the module.
    #[serde(default)]
    pub(crate) items: Option<String>,
    /// The child that must be there (`namespace` in `using namespace a`).
    #[serde(default)]
    pub(crate) with: Option<String>,
    /// The child that is the one item; `alias` renames it.
    #[serde(default)]
    pub(crate) item: Option<String>,
    /// The path's parts, its list and its star are all children of the node, one after the other, and a comma
    /// begins another path.
    #[serde(default)]
    pub(crate) flat: bool,
    /// The child that is the whole path of the one item, renamed by `alias`; with a `*` behind it, of all.
    #[serde(default)]
    pub(crate) path: Option<String>,
    /// The field that renames the module (`import f "fmt"`).
    #[serde(default)]
    pub(crate) alias: Option<String>,
    /// Between the parts of a path; with it, the last part of a path is the item and the rest its module.
    #[serde(default)]
    pub(crate) separator: Option<String>,
    /// The module is bound by the last part of its path (`"a/b"` binds `b`).
    #[serde(default)]
    pub(crate) binds_last: bool,
    /// An import that names no item still counts (`import 'm'`, `import "fmt"`, `export * from 'm'`).
    #[serde(default)]
    pub(crate) alone: bool,
    /// The item of an import that names none: `*` in `export * from 'm'`; with a `path`, of every import.
    #[serde(default)]
    pub(crate) alone_item: Option<String>,
    /// The node imports only if this field is a call of one of `callees` with a string.
    #[serde(default)]
    pub(crate) value: Option<String>,
    /// See `value`.
    #[serde(default)]
    pub(crate) callees: Vec<String>,
    /// The node imports only without this field (`mod a;`).
    #[serde(default)]
    pub(crate) without: Option<String>,
    /// What the module's path begins with, unwritten (`mod a;` is `self::a`).
    #[serde(default)]
    pub(crate) prefix: Option<String>,
}

/// What stands inside imports.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ImportParts {
    /// `a as b`.
    #[serde(default)]
    pub(crate) renames: Vec<Rename>,
    /// Lists with a path before them: `a::{b, c}`.
    #[serde(default)]
    pub(crate) paths: Vec<PathList>,
    /// Kinds that only hold items.
    #[serde(default)]
    pub(crate) lists: Vec<String>,
    /// `*`; a path inside belongs to the module.
    #[serde(default)]
    pub(crate) wildcards: Vec<String>,
    /// `* as a`: binds the module itself.
    #[serde(default)]
    pub(crate) namespaces: Vec<String>,
    /// Kinds in which a plain name binds the default export.
    #[serde(default)]
    pub(crate) defaults: Vec<String>,
    /// Names that stand for the path before them (`self` in `a::{self}`).
    #[serde(default)]
    pub(crate) selves: Vec<String>,
    /// Kinds that are items.
    #[serde(default)]
    pub(crate) items: Vec<String>,
}

/// `a as b`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Rename {
    /// The node's kind.
    pub(crate) node: String,
    /// The field of the name in the module.
    pub(crate) name: String,
    /// The field of the name in this file.
    pub(crate) alias: String,
}

/// `a::{b, c}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PathList {
    /// The node's kind.
    pub(crate) node: String,
    /// The field of the path.
    pub(crate) path: String,
}

/// How the name of a module leads to a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Modules {
    /// Between the parts of a module's name; without it, modules are not looked for.
    pub(crate) separator: String,
    /// Each dot that a name begins with, but for the first, climbs a folder (`..models`). Otherwise, a name that
    /// begins with `./` or `../` is a path.
    pub(crate) leading_dots: bool,
    /// First parts that stand for a place.
    pub(crate) places: Vec<ModulePlace>,
    /// Names without ending of files that stand for their folder: `__init__`, `index`.
    pub(crate) index: Vec<String>,
    /// Extensions of other languages whose files can be imported too.
    pub(crate) also: Vec<String>,
    /// All files of a folder share their names.
    pub(crate) folder_scope: bool,
    /// Names without ending of files at the root of a package; with them, a file's own parts lie in a folder of its
    /// name.
    pub(crate) roots: Vec<String>,
    /// Files that say which paths stand for others, above the files that they are for: `tsconfig.json`.
    pub(crate) path_files: Vec<String>,
    /// Files that give their folder a name to import it by, and say what it gives: `package.json`.
    pub(crate) package_files: Vec<String>,
    /// Places that stand for what a file gives: `module.exports`.
    pub(crate) exports: Vec<String>,
    /// A plain name may be a member of the class around.
    pub(crate) implicit_self: bool,
    /// An import of everything replaces what the file has defined before.
    pub(crate) stars_replace: bool,
    /// Names that the language itself binds everywhere, and whose members are its own: `Math`, `str`.
    pub(crate) globals: Vec<String>,
}

/// The first part of a module's name: `super`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ModulePlace {
    /// The word.
    pub(crate) word: String,
    /// What it stands for, as the beginning of a path: `.`, `..`; empty for the root of the package.
    pub(crate) path: String,
}
