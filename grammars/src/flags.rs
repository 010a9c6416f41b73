//! What a node kind is to the walk, one bit each.

use std::ops::{BitOr, BitOrAssign};

/// A set of the bits below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u128);

impl Flags {
    /// Whether any bit of `other` is set.
    #[inline]
    pub const fn contains(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    pub const fn union(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// This set without the bits of `other`.
    pub const fn without(self, other: Flags) -> Flags {
        Flags(self.0 & !other.0)
    }

    /// Whether no bit is set.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Flags {
    type Output = Flags;

    fn bitor(self, other: Flags) -> Flags {
        self.union(other)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident)*) => {
        #[repr(u8)]
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "these are the constants' names")]
        enum Bit { $($name,)* }
        $($(#[$doc])* pub const $name: Flags = Flags(1 << Bit::$name as u8);)*
    };
}

flags! {
    /// A comment, or what else is no code.
    COMMENT
    /// A string that is one piece in a digest, unless it has an interpolation.
    ATOM
    /// Its quotes carry no meaning.
    FREE_QUOTES
    /// An atom whose quotes mean nothing where nothing between them does.
    PLAIN_QUOTES
    /// A number whose letters mean the same in either case.
    NUMBER
    /// A string that it begins with may be a name in quotes.
    KEY_PARENT
    /// A string in it has no escapes.
    WITHOUT_ESCAPES
    /// An interpolation in a string.
    INTERPOLATION
    /// Its blanks have a meaning.
    VERBATIM
    /// Strings one after the other that are one string.
    CONCATENATION
    /// A string that is all of it is a docstring.
    DOCSTRING_PARENT
    /// Text of markup.
    MARKUP
    /// The first part of a heredoc.
    HEREDOC_BEGINNING
    /// The text of a heredoc.
    HEREDOC_BODY
    /// Text of a preprocessor.
    PREPROCESSOR
    /// An interpolation with such a child shows its own text.
    SHOWS_ITSELF
    /// A block that only indentation shows.
    BLOCK
    /// An end mark stands after it.
    STATEMENT
    /// A word that the end of its line cuts off from what follows.
    LINE_ENDS
    /// Its children are statements.
    SEQUENCE
    /// An operator that begins a statement where it begins a line, or what it stands in.
    LINE_OPERATOR
    /// Blanks at its end are no part of it.
    TRIMMED
    /// It may be empty, whatever the grammar says.
    MAY_BE_EMPTY
    /// Its `;` stays.
    KEEP_SEMICOLONS
    /// A comma after its only element stays.
    TUPLE
    /// Its trailing comma stays.
    KEEP_COMMAS
    /// A list whose trailing comma is its last child.
    COMMA_LIST
    /// Its commas are dropped.
    DROP_COMMAS
    /// Commas that stay elsewhere may be trailing ones inside it.
    LOOSE_COMMAS
    /// An operator that it begins with is dropped.
    LEADING_OPERATOR
    /// Its parentheses are dropped.
    DROP_PARENTHESES
    /// A block that may be an expression in braces.
    EXPRESSION_BLOCK
    /// Where such a block is the expression.
    BLOCK_PARENT
    /// What is no expression in such a block.
    NOT_EXPRESSION
    /// A function with an arrow.
    ARROW
    /// Its parameters.
    ARROW_PARAMETERS
    /// A parameter that needs no parentheses.
    ARROW_PLAIN
    /// What such a parameter may be wrapped in.
    ARROW_WRAP
    /// A statement that is only `;`, and what else says nothing where nothing is in it.
    EMPTY_STATEMENT
    /// Where that says nothing.
    EMPTY_PARENT
    /// An expression in parentheses.
    PARENTHESIZED
    /// Where such parentheses are redundant.
    SAFE_PARENT
    /// An expression that keeps its parentheses there.
    KEEP_PARENTHESES
    /// An expression that keeps its parentheses in a narrow parent.
    NARROW
    /// Where such an expression keeps them.
    NARROW_PARENT
    /// Where it keeps them if it comes first.
    NARROW_FIRST
    /// Where what comes first keeps its parentheses.
    TARGET
    /// An expression that needs no parentheses anywhere.
    BARE
    /// An operation: parentheses around its operands may be redundant.
    OPERATION
    /// An operator that looks like a closing angle bracket.
    ANGLE
    /// A decorator, attribute or annotation.
    ATTRIBUTE
    /// One that stands before its definition.
    SIBLING_ATTRIBUTE
    /// It may define a symbol.
    DEFINITION
    /// It may add a name to what stands in it.
    SCOPE
    /// It may belong to the definition in it.
    WRAPPER
    /// It is a call.
    CALL
    /// Unparsed code in brackets.
    TOKEN_TREE
    /// It may import.
    IMPORT
    /// Nothing in it is called or defined.
    SILENT
    /// It begins a branch, a loop or the like, or leaves one.
    FLOW
    /// It is a part of one.
    PART
    /// Its fields may hold parts.
    PARTED
    /// It waits for the call in it.
    AWAIT
    /// It binds names.
    BINDING
    /// A member of something.
    MEMBER
    /// Something is changed without a call.
    WRITE
    /// A name is declared and bound to nothing.
    DECLARES
    /// `,`
    COMMA
    /// `;`
    SEMICOLON
    /// `;` that a newline may stand for.
    OPTIONAL_SEMICOLON
    /// `(`, `[`, `{`, `<`
    OPENER
    /// `)`, `]`, `}`, `>`, `|`
    CLOSER
    /// `(`
    LEFT_PARENTHESIS
    /// `)`
    RIGHT_PARENTHESIS
    /// `{`
    LEFT_BRACE
    /// `}`
    RIGHT_BRACE
}
