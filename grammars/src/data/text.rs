//! What of a text is code, and what of its spelling a digest keeps.

use serde::Deserialize;

/// Faults of a grammar's scanner: the first two would end the process.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Scanner {
    /// It looks what stands in braces, `{1..2}`, up in a table for ASCII alone.
    #[serde(default)]
    pub(crate) looks_up_braces: bool,
    /// How long the word that ends a heredoc may be, in bytes.
    #[serde(default)]
    pub(crate) heredoc_word: Option<usize>,
    /// It gives other trees where it begins in the middle of a text.
    #[serde(default)]
    pub(crate) always_whole: bool,
    /// How many times as far as in other languages the parser may lag behind, where tokens have no length while
    /// they are guessed.
    #[serde(default)]
    pub(crate) patience: Option<usize>,
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
    /// The atoms whose quotes carry no meaning where nothing between them does: without an escape, a quote or a
    /// `$` in it, `"a"` is `'a'`.
    #[serde(default)]
    pub(crate) plain_quotes: Vec<String>,
    /// Kinds of numbers whose letters mean the same in either case: `0xFF` is `0xff`.
    #[serde(default)]
    pub(crate) numbers: Vec<String>,
    /// Parents whose first child may be a string that is a name: `{'a': b}` is `{a: b}`.
    #[serde(default)]
    pub(crate) key_parents: Vec<String>,
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
    /// Kinds of strings one after the other, which are one string: `'a' 'b'` is `'ab'`. In a string they are parts
    /// of it, and the blanks between them are text.
    #[serde(default)]
    pub(crate) concatenations: Vec<String>,
    /// A string that is the whole of such a node is a docstring, compared without its indentation.
    #[serde(default)]
    pub(crate) docstring_parents: Vec<String>,
    /// What opens a text block, whose common indentation is no part of it.
    #[serde(default)]
    pub(crate) text_block: Option<String>,
    /// What the last line of a string begins with if that line's indentation is no part of any line.
    #[serde(default)]
    pub(crate) closing_indents: Vec<String>,
    /// What opens a string whose last line's indentation is no part of any line, whatever that line begins with.
    #[serde(default)]
    pub(crate) indented_by_end: Option<String>,
    /// What opens a heredoc whose lines are without the indentation that they share.
    #[serde(default)]
    pub(crate) common_indents: Vec<String>,
    /// What every line of a string begins with that is written line by line: blanks before it are no part of it.
    #[serde(default)]
    pub(crate) line_mark: Option<String>,
    /// Heredocs whose text stands behind the line that they begin in.
    #[serde(default)]
    pub(crate) heredocs: Heredocs,
    /// Text of a preprocessor, which is tokens that no node shows: blanks and escaped line ends between them
    /// mean no more than one blank, and none where the tokens are apart without it.
    #[serde(default)]
    pub(crate) preprocessor: Vec<String>,
    /// Text of markup: line breaks and the blanks around them have no meaning.
    #[serde(default)]
    pub(crate) markup: Vec<String>,
}

/// Heredocs in two parts: `<<A`, and after the end of the line the text. A unit that holds the one and not the
/// other has no digest.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Heredocs {
    /// Kinds of the first part, where it may stand in another unit than the text.
    #[serde(default)]
    pub(crate) beginnings: Vec<String>,
    /// Kinds of the text. It begins behind the end of the line, whatever the grammar says.
    #[serde(default)]
    pub(crate) bodies: Vec<String>,
    /// A first part that begins so takes the indentation that all lines share off the text.
    #[serde(default)]
    pub(crate) indented: Option<String>,
    /// The token beside the text that takes the tabs off which its lines begin with.
    #[serde(default)]
    pub(crate) without_tabs: Option<String>,
}

/// What a digest keeps of lines, blocks and punctuation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Layout {
    /// Kinds whose begin and end are marked: blocks that only indentation shows.
    #[serde(default)]
    pub(crate) blocks: Vec<String>,
    /// Kinds that are a closing bracket, where it has a name of its own.
    #[serde(default)]
    pub(crate) closers: Vec<String>,
    /// Kinds after which an end mark stands; `*_statement` stands for every kind with that ending.
    #[serde(default)]
    pub(crate) statements: Vec<String>,
    /// Kinds whose children are statements, each with an end mark after it, where any expression is one.
    #[serde(default)]
    pub(crate) sequences: Vec<String>,
    /// Words that a line's end cuts off from what follows, even where the grammar reads on (`return⏎(a)`).
    #[serde(default)]
    pub(crate) line_ends: Vec<String>,
    /// Operators, and `[`, that begin a statement where they begin a line, though the grammar reads them as part of
    /// the line before; and the kinds they stand in then.
    #[serde(default)]
    pub(crate) line_operators: Vec<String>,
    /// Tokens whose blanks at the end are no part of them.
    #[serde(default)]
    pub(crate) trimmed: Vec<String>,
    /// Brackets that may be empty though the parser misses a token in them (`f(())`).
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
    /// Where commas that `keep-commas` keeps may be trailing ones after all, however deep (attributes).
    #[serde(default)]
    pub(crate) loose_commas: Vec<String>,
    /// Parents in which an operator before the first operand says nothing (`| A | B`).
    #[serde(default)]
    pub(crate) leading_operators: Vec<String>,
    /// What may end without the token that ends others of its kind.
    #[serde(default)]
    pub(crate) ends: Option<Ends>,
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
    /// What says nothing inside `empty-parents` where nothing is in it: statements that are only `;`.
    #[serde(default)]
    pub(crate) empty_statements: Vec<String>,
    /// See `empty-statements`.
    #[serde(default)]
    pub(crate) empty_parents: Vec<String>,
}

/// Nodes that end with one of some tokens, where the first of them may be left out (`;;` before `esac`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Ends {
    /// The nodes' kinds.
    pub(crate) kinds: Vec<String>,
    /// The tokens.
    pub(crate) tokens: Vec<String>,
}

/// Names that are none: the grammar reads a definition as an expression, without an error, and takes its keyword
/// for a name. What holds one is unparsable.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Misread {
    /// Kinds that hold such a name.
    pub(crate) parents: Vec<String>,
    /// Kinds of names.
    pub(crate) kinds: Vec<String>,
    /// Words that are never names.
    pub(crate) words: Vec<String>,
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
    /// Expressions whose parentheses stay in `narrow-parents`, as there they say how far the expression goes.
    #[serde(default)]
    pub(crate) narrow: Vec<String>,
    /// See `narrow`.
    #[serde(default)]
    pub(crate) narrow_parents: Vec<String>,
    /// Parents in which such expressions keep them where they come first alone.
    #[serde(default)]
    pub(crate) narrow_firsts: Vec<String>,
    /// Parents whose first child is assigned to, and keeps its parentheses: `(a) = function () {}` names none.
    #[serde(default)]
    pub(crate) targets: Vec<String>,
    /// Expressions whose parentheses are redundant wherever they stand, as they end where they end.
    #[serde(default)]
    pub(crate) bare: Vec<String>,
}
