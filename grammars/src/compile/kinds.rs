//! Kinds that a language lists, and the flags that say so.

use crate::data::{Data, Layout, Parentheses};
use crate::flags::{self, Flags};

/// Kinds by name, and what is said of them.
type Flagged<'d> = (&'d [String], Flags);

/// Every list of kinds.
pub(super) fn of(data: &Data) -> impl Iterator<Item = Flagged<'_>> {
    let lists = [of_text(data), of_layout(&data.layout), of_parentheses(&data.parentheses)];
    lists.into_iter().flatten()
}

/// Comments, strings, attributes, and code that is not read.
fn of_text(data: &Data) -> Vec<Flagged<'_>> {
    vec![
        (&data.comments.kinds, flags::COMMENT),
        (&data.strings.atoms, flags::ATOM),
        (&data.strings.free_quotes, flags::FREE_QUOTES),
        (&data.strings.plain_quotes, flags::PLAIN_QUOTES),
        (&data.strings.numbers, flags::NUMBER),
        (&data.strings.key_parents, flags::KEY_PARENT),
        (&data.strings.without_escapes, flags::WITHOUT_ESCAPES),
        (&data.strings.interpolations, flags::INTERPOLATION),
        (data.strings.shows_itself.as_slice(), flags::SHOWS_ITSELF),
        (&data.strings.verbatim, flags::VERBATIM),
        (&data.strings.concatenations, flags::CONCATENATION),
        (&data.strings.docstring_parents, flags::DOCSTRING_PARENT),
        (&data.strings.markup, flags::MARKUP),
        (&data.strings.preprocessor, flags::PREPROCESSOR),
        (&data.strings.heredocs.beginnings, flags::HEREDOC_BEGINNING),
        (&data.strings.heredocs.bodies, flags::HEREDOC_BODY),
        (&data.attributes.kinds, flags::ATTRIBUTE),
        (&data.attributes.siblings, flags::SIBLING_ATTRIBUTE),
        (&data.token_trees, flags::TOKEN_TREE),
    ]
}

/// What the layout of a text stands for.
fn of_layout(layout: &Layout) -> Vec<Flagged<'_>> {
    vec![
        (&layout.blocks, flags::BLOCK),
        (&layout.closers, flags::CLOSER),
        (&layout.statements, flags::STATEMENT),
        (&layout.line_ends, flags::LINE_ENDS),
        (&layout.sequences, flags::SEQUENCE),
        (&layout.keep_semicolons, flags::KEEP_SEMICOLONS),
        (&layout.tuples, flags::TUPLE),
        (&layout.keep_commas, flags::KEEP_COMMAS),
        (&layout.line_operators, flags::LINE_OPERATOR),
        (&layout.trimmed, flags::TRIMMED),
        (&layout.may_be_empty, flags::MAY_BE_EMPTY),
        (&layout.comma_lists, flags::COMMA_LIST),
        (&layout.drop_commas, flags::DROP_COMMAS),
        (&layout.loose_commas, flags::LOOSE_COMMAS),
        (&layout.leading_operators, flags::LEADING_OPERATOR),
        (&layout.drop_parentheses, flags::DROP_PARENTHESES),
        (&layout.expression_blocks, flags::EXPRESSION_BLOCK),
        (&layout.block_parents, flags::BLOCK_PARENT),
        (&layout.not_expressions, flags::NOT_EXPRESSION),
        (&layout.arrows, flags::ARROW),
        (&layout.arrow_parameters, flags::ARROW_PARAMETERS),
        (&layout.arrow_plain, flags::ARROW_PLAIN),
        (&layout.arrow_wrap, flags::ARROW_WRAP),
        (&layout.empty_statements, flags::EMPTY_STATEMENT),
        (&layout.empty_parents, flags::EMPTY_PARENT),
    ]
}

/// Parentheses, and what they stand around.
fn of_parentheses(parentheses: &Parentheses) -> Vec<Flagged<'_>> {
    vec![
        (&parentheses.kinds, flags::PARENTHESIZED),
        (&parentheses.parents, flags::SAFE_PARENT),
        (&parentheses.keep, flags::KEEP_PARENTHESES),
        (&parentheses.narrow, flags::NARROW),
        (&parentheses.narrow_parents, flags::NARROW_PARENT),
        (&parentheses.narrow_firsts, flags::NARROW_FIRST),
        (&parentheses.targets, flags::TARGET),
        (&parentheses.bare, flags::BARE),
    ]
}
