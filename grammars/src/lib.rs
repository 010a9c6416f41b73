//! Every language that Canton reads, as data.
//!
//! A language is a folder with a `language.toml` and examples, and one line below. Its data is read when its
//! first file is met, and compiled into tables that are indexed by node kind.

mod compile;
mod data;
pub mod effects;
pub mod flags;
mod language;
pub mod tables;

pub use flags::Flags;
pub use language::{Language, ModuleRules};
pub use tables::Tables;

/// Each language is a feature of this crate, by its name; all of them are there by default.
macro_rules! languages {
    ($($name:literal => $grammar:expr,)*) => {
        const NAMES: &[&str] = &[$(#[cfg(feature = $name)] $name),*];
        static LANGUAGES: [Language; NAMES.len()] = [$(
            #[cfg(feature = $name)]
            Language::new($name, include_str!(concat!("../", $name, "/language.toml")), $grammar),
        )*];
    };
}

languages! {
    "python" => tree_sitter_python::LANGUAGE,
    "javascript" => tree_sitter_javascript::LANGUAGE,
    "typescript" => tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
    "tsx" => tree_sitter_typescript::LANGUAGE_TSX,
    "go" => tree_sitter_go::LANGUAGE,
    "rust" => tree_sitter_rust::LANGUAGE,
    "java" => tree_sitter_java::LANGUAGE,
    "c" => tree_sitter_c::LANGUAGE,
    "cpp" => tree_sitter_cpp::LANGUAGE,
    "csharp" => tree_sitter_c_sharp::LANGUAGE,
    "php" => tree_sitter_php::LANGUAGE_PHP,
    "ruby" => tree_sitter_ruby::LANGUAGE,
    "bash" => tree_sitter_bash::LANGUAGE,
    "lua" => tree_sitter_lua::LANGUAGE,
    "hcl" => tree_sitter_hcl::LANGUAGE,
    "kotlin" => tree_sitter_kotlin_ng::LANGUAGE,
    "swift" => tree_sitter_swift::LANGUAGE,
    "scala" => tree_sitter_scala::LANGUAGE,
    "dart" => tree_sitter_dart::LANGUAGE,
    "elixir" => tree_sitter_elixir::LANGUAGE,
    "zig" => tree_sitter_zig::LANGUAGE,
}
