//! The shape of `language.toml`: every key that a language's folder may have.
//!
//! Node kinds and fields are the grammar's own names; a name that the grammar does not have is an error,
//! found by a test and not by a user.
//!
//! Where a key names a child of a node, it is the child's field: `name`. Grammars without fields are read by
//! kind: `<identifier>` is the first child of that kind, `<a|b>` of one of them, `*` the first child that is
//! no token, `.` the node itself, and `name[-1]` the last child of a field. `<arguments>/*` goes down two levels, and `name or <a>` tries one after the other.

mod definitions;
mod imports;

use serde::Deserialize;

pub(crate) use definitions::{AroundName, Definition, Scope, WrappedFunctions};
pub(crate) use imports::{Import, ImportParts};

/// A whole `language.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Data {
    /// File extensions, without the dot.
    pub(crate) extensions: Vec<String>,
    /// Whole file names that have no telling extension.
    #[serde(default)]
    pub(crate) files: Vec<String>,
    /// The version of the grammar crate; a test compares it with what is built in.
    pub(crate) grammar: String,
    /// The grammar's scanner gives other trees where it begins in the middle of a text.
    #[serde(default)]
    pub(crate) always_whole: bool,
    /// How many times as far as in other languages the parser may lag behind: scanners whose tokens have no
    /// length while they are guessed.
    #[serde(default)]
    pub(crate) patience: Option<usize>,
    /// Raised with every change of this file that changes an outline: part of cache keys.
    pub(crate) revision: u32,
    pub(crate) comments: Comments,
    pub(crate) strings: Strings,
    pub(crate) layout: Layout,
    #[serde(default)]
    pub(crate) parentheses: Parentheses,
    #[serde(default)]
    pub(crate) definitions: Vec<Definition>,
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
    pub(crate) tests: Tests,
    #[serde(default)]
    pub(crate) generated: Generated,
}

/// What is no code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Comments {
    /// Kinds of comments.
    pub(crate) kinds: Vec<String>,
    /// Comments that begin like this change what the code does, and stay in digests.
    #[serde(default)]
    pub(crate) directives: Vec<String>,
    /// A directive on its own line belongs to the definition that follows it.
    #[serde(default)]
    pub(crate) directives_lead: bool,
}

/// Strings, characters, regular expressions: what is one piece in a digest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Strings {
    /// Kinds that are one atom unless they hold an interpolation.
    pub(crate) atoms: Vec<String>,
    /// The atoms among them whose quotes carry no meaning: `'a'` is `"a"`.
    #[serde(default)]
    pub(crate) free_quotes: Vec<String>,
    /// Parents in which a string has no escapes, so that a backslash is a backslash (JSX attributes).
    #[serde(default)]
    pub(crate) without_escapes: Vec<String>,
    /// Kinds of interpolations inside atoms.
    #[serde(default)]
    pub(crate) interpolations: Vec<String>,
    /// An interpolation with a child of this kind shows its own text, so that its blanks are kept.
    #[serde(default)]
    pub(crate) shows_itself: Option<String>,
    /// What the text of a string with an interpolation has in any case; saves a look at its children.
    #[serde(default)]
    pub(crate) interpolation_mark: Option<String>,
    /// Kinds inside interpolations whose blanks have a meaning (format specifiers).
    #[serde(default)]
    pub(crate) verbatim: Vec<String>,
    /// A string that is the whole of such a node is a docstring, compared without its indentation.
    #[serde(default)]
    pub(crate) docstring_parents: Vec<String>,
    /// What opens a text block, whose common indentation is no part of it.
    #[serde(default)]
    pub(crate) text_block: Option<String>,
    /// What the last line of a string begins with if that line's indentation is no part of any line.
    #[serde(default)]
    pub(crate) closing_indents: Vec<String>,
    /// What opens a heredoc whose lines are without the indentation that they share.
    #[serde(default)]
    pub(crate) common_indents: Vec<String>,
    /// What every line of a string begins with that is written line by line: blanks before it are no part of it.
    #[serde(default)]
    pub(crate) line_mark: Option<String>,
    /// Text of markup: line breaks and the blanks around them have no meaning.
    #[serde(default)]
    pub(crate) markup: Vec<String>,
}

/// What a digest keeps of lines, blocks and punctuation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Layout {
    /// Kinds whose begin and end are marked: blocks that only indentation shows.
    #[serde(default)]
    pub(crate) blocks: Vec<String>,
    /// Kinds that are an opening bracket, where it has a name of its own.
    #[serde(default)]
    pub(crate) openers: Vec<String>,
    /// See `openers`.
    #[serde(default)]
    pub(crate) closers: Vec<String>,
    /// Kinds after which an end mark stands; `*_statement` stands for every kind with that ending.
    #[serde(default)]
    pub(crate) statements: Vec<String>,
    /// Kinds in which an end mark stands after every child, where statements have no kinds of their own.
    #[serde(default)]
    pub(crate) statement_lists: Vec<String>,
    /// Operators that begin a statement where they begin a line, though the grammar reads them as operators of
    /// the line before; and the kinds they stand in then.
    #[serde(default)]
    pub(crate) line_operators: Vec<String>,
    /// Tokens whose blanks at the end are no part of them.
    #[serde(default)]
    pub(crate) trimmed: Vec<String>,
    /// Brackets that may be empty though the parser misses a token in them (`()` of Swift).
    #[serde(default)]
    pub(crate) may_be_empty: Vec<String>,
    /// No node covers a `;` between statements.
    #[serde(default)]
    pub(crate) semicolons_hidden: bool,
    /// Newlines end statements, so that `;` is dropped.
    #[serde(default)]
    pub(crate) semicolons_optional: bool,
    /// Parents whose `;` stays nevertheless (`for (;;)`).
    #[serde(default)]
    pub(crate) keep_semicolons: Vec<String>,
    /// Parents in which a comma after the only element makes a tuple.
    #[serde(default)]
    pub(crate) tuples: Vec<String>,
    /// Parents whose trailing comma always stays.
    #[serde(default)]
    pub(crate) keep_commas: Vec<String>,
    /// Lists without brackets of their own: a comma at their end is a trailing one.
    #[serde(default)]
    pub(crate) comma_lists: Vec<String>,
    /// Parents whose commas never matter.
    #[serde(default)]
    pub(crate) drop_commas: Vec<String>,
    /// Parents whose own parentheses never matter (`from a import (b)`).
    #[serde(default)]
    pub(crate) drop_parentheses: Vec<String>,
    /// `{ e }` in one of `block-parents` is `e`; so is a block that only indentation shows, anywhere.
    #[serde(default)]
    pub(crate) expression_blocks: Vec<String>,
    /// See `expression-blocks`.
    #[serde(default)]
    pub(crate) block_parents: Vec<String>,
    /// Children that are never the single expression of such a block, but for a statement without `;`.
    #[serde(default)]
    pub(crate) not_expressions: Vec<String>,
    /// `(x) =>` is `x =>` in these parents, for one plain parameter.
    #[serde(default)]
    pub(crate) arrows: Vec<String>,
    /// The parameter list of an arrow.
    #[serde(default)]
    pub(crate) arrow_parameters: Vec<String>,
    /// What a plain parameter is.
    #[serde(default)]
    pub(crate) arrow_plain: Vec<String>,
    /// What a plain parameter may be wrapped in, alone.
    #[serde(default)]
    pub(crate) arrow_wrap: Vec<String>,
    /// Statements that are only `;`, dropped inside `empty-parents`.
    #[serde(default)]
    pub(crate) empty_statements: Vec<String>,
    /// See `empty-statements`.
    #[serde(default)]
    pub(crate) empty_parents: Vec<String>,
}

/// Which parentheses are redundant.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Parentheses {
    /// Kinds of parenthesised expressions.
    pub(crate) kinds: Vec<String>,
    /// Parents that delimit an expression whatever it is.
    pub(crate) parents: Vec<String>,
    /// Expressions whose parentheses always stay.
    #[serde(default)]
    pub(crate) keep: Vec<String>,
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
    /// The called expression begins where the node begins (`object.name(…)` without a node of its own).
    #[serde(default)]
    pub(crate) from_start: bool,
    /// The callee is a member of a value that stands outside of the node (`..open()`).
    #[serde(default)]
    pub(crate) of_value: bool,
    /// Characters that a name may end with: `valid?`.
    #[serde(default)]
    pub(crate) suffixes: String,
    /// Callees that are no calls (`require`, which is an import).
    #[serde(default)]
    pub(crate) except: Vec<String>,
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
