//! What symbols are.

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum SymbolKind {
    /// A file.
    Module,
    /// A namespace or module inside a file.
    Namespace,
    /// A class.
    Class,
    /// A struct or union.
    Struct,
    /// A trait or protocol.
    Trait,
    /// An interface.
    Interface,
    /// An enumeration.
    Enum,
    /// A record.
    Record,
    /// Another defined type.
    Type,
    /// A function, also an anonymous one bound to a name.
    Function,
    /// A function-like member.
    Method,
    /// A constructor.
    Constructor,
    /// A macro.
    Macro,
    /// A resource of an infrastructure language.
    Resource,
}

impl SymbolKind {
    /// Every kind.
    pub const ALL: [SymbolKind; 14] = [
        SymbolKind::Module,
        SymbolKind::Namespace,
        SymbolKind::Class,
        SymbolKind::Struct,
        SymbolKind::Trait,
        SymbolKind::Interface,
        SymbolKind::Enum,
        SymbolKind::Record,
        SymbolKind::Type,
        SymbolKind::Function,
        SymbolKind::Method,
        SymbolKind::Constructor,
        SymbolKind::Macro,
        SymbolKind::Resource,
    ];

    /// Functions, methods, constructors and macros.
    pub fn is_function_like(self) -> bool {
        matches!(
            self,
            SymbolKind::Function | SymbolKind::Method | SymbolKind::Constructor | SymbolKind::Macro
        )
    }

    /// Everything that holds members, but for the file itself.
    pub fn is_class_like(self) -> bool {
        !self.is_function_like() && !matches!(self, SymbolKind::Module | SymbolKind::Resource)
    }

    /// The kind of that word.
    pub fn from_word(word: &str) -> Option<SymbolKind> {
        SymbolKind::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// The word for it, in output: `function`, `method`, `class`, `module`, …
    pub fn as_str(self) -> &'static str {
        match self {
            SymbolKind::Module => "module",
            SymbolKind::Namespace => "namespace",
            SymbolKind::Class => "class",
            SymbolKind::Struct => "struct",
            SymbolKind::Trait => "trait",
            SymbolKind::Interface => "interface",
            SymbolKind::Enum => "enum",
            SymbolKind::Record => "record",
            SymbolKind::Type => "type",
            SymbolKind::Function => "function",
            SymbolKind::Method => "method",
            SymbolKind::Constructor => "constructor",
            SymbolKind::Macro => "macro",
            SymbolKind::Resource => "resource",
        }
    }
}
