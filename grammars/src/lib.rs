//! Every language that Canton reads, as data.
//!
//! A language is a folder with a `language.toml` and examples, and one line below. Its data is read when its
//! first file is met, and compiled into tables that are indexed by node kind.

mod data;
pub mod flags;
mod language;
pub mod tables;

pub use flags::Flags;
pub use language::Language;
pub use tables::Tables;

macro_rules! languages {
    ($($name:literal => $grammar:expr,)*) => {
        const COUNT: usize = [$($name),*].len();
        static LANGUAGES: [Language; COUNT] =
            [$(Language::new($name, include_str!(concat!("../", $name, "/language.toml")), $grammar),)*];
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
}
impl Language {
    pub fn is_test_path(&self, _: &str) -> bool { false }
    pub fn is_generated_path(&self, _: &str) -> bool { false }
}
impl std::fmt::Debug for Language { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.name) } }
impl PartialEq for Language { fn eq(&self, o: &Language) -> bool { self.name == o.name } }
impl Eq for Language {}
impl std::hash::Hash for Language { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { self.name.hash(h) } }
