//! One language, and how a file finds its own.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use globset::{Glob, GlobSet, GlobSetBuilder};
use serde::Deserialize;
use tree_sitter_language::LanguageFn;

use crate::data::Data;
use crate::tables::Tables;

/// A language: its files, its grammar, and tables made from `language.toml` when its first file is met.
pub struct Language {
    /// `python`.
    pub name: &'static str,
    source: &'static str,
    function: LanguageFn,
    files: OnceLock<Files>,
    loaded: OnceLock<Loaded>,
    tables: OnceLock<Tables>,
}

/// The files of a language: the head of its `language.toml`, which is all that is read before one of them is met.
#[derive(Deserialize)]
struct Files {
    extensions: Vec<String>,
    #[serde(default)]
    files: Vec<String>,
}

/// How the name of a module leads to a file: see `language.toml`.
#[derive(Debug)]
pub struct ModuleRules {
    /// Between the parts of a name; empty where modules are not looked for.
    pub separator: String,
    /// Each dot that a name begins with, but for the first, climbs a folder.
    pub leading_dots: bool,
    /// First parts that stand for the beginning of a path.
    pub places: Vec<(String, String)>,
    /// Names without ending of files that stand for their folder.
    pub index: Vec<String>,
    /// Extensions of files that can be imported, in the order in which they are tried.
    pub extensions: Vec<String>,
    /// All files of a folder share their names.
    pub folder_scope: bool,
    /// Names that the language binds everywhere.
    pub globals: Vec<String>,
    /// Files that say which paths stand for others.
    pub path_files: Vec<String>,
    /// Files that give their folder a name to import it by.
    pub package_files: Vec<String>,
    /// Places that stand for what a file gives.
    pub exports: Vec<String>,
    /// Names without ending of files at the root of a package.
    pub roots: Vec<String>,
    /// A plain name may be a member of the class around.
    pub implicit_self: bool,
    /// An import of everything replaces what the file has defined before.
    pub stars_replace: bool,
}

struct Loaded {
    data: Data,
    tests: GlobSet,
    generated: GlobSet,
    version: String,
    modules: ModuleRules,
    grammar: tree_sitter::Language,
}

impl Language {
    pub(crate) const fn new(name: &'static str, source: &'static str, function: LanguageFn) -> Language {
        Language {
            name,
            source,
            function,
            files: OnceLock::new(),
            loaded: OnceLock::new(),
            tables: OnceLock::new(),
        }
    }

    /// All languages, in a fixed order.
    pub fn all() -> &'static [Language] {
        &crate::LANGUAGES
    }

    /// The language of a file, by its name; `None` where no language claims it.
    pub fn for_path(path: &str) -> Option<&'static Language> {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let extension = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, it)| it);
        Language::all().iter().find(|language| {
            let files = language.files();
            extension.is_some_and(|it| files.extensions.iter().any(|known| known == it))
                || files.files.iter().any(|known| known == file)
        })
    }

    /// Whether the language's data was read, which is so once a file of it was met.
    pub fn is_loaded(&self) -> bool {
        self.loaded.get().is_some() || self.tables.get().is_some()
    }

    /// Whether a file says how names of modules lead to files, by its own name: `tsconfig.json`, and what it may
    /// extend, `tsconfig.base.json`.
    pub fn is_project_file(name: &str) -> bool {
        let is_kind_of = |it: &String| {
            let (stem, ending) = it.rsplit_once('.').unwrap_or((it, ""));
            let rest = name.strip_prefix(stem).and_then(|it| it.strip_suffix(ending));
            rest.is_some_and(|it| it.starts_with('.') && it.ends_with('.'))
        };
        Language::all().iter().any(|language| {
            let modules = language.modules();
            modules.path_files.iter().any(is_kind_of) || modules.package_files.iter().any(|it| it == name)
        })
    }

    /// The language of that name, as pins and manifests write it.
    pub fn by_name(name: &str) -> Option<&'static Language> {
        Language::all().iter().find(|it| it.name == name)
    }

    /// The parser's grammar.
    pub fn grammar(&self) -> &tree_sitter::Language {
        &self.loaded().grammar
    }

    /// The parser must not be shown characters beyond ASCII in braces, `{1..2}`.
    pub fn looks_up_braces(&self) -> bool {
        self.loaded().data.scanner.looks_up_braces
    }

    /// How long the word that ends a heredoc may be for the parser, in bytes; `None` for any length.
    pub fn longest_heredoc_word(&self) -> Option<usize> {
        self.loaded().data.scanner.heredoc_word
    }

    /// What each node kind means; compiled on first use.
    pub fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| {
            Tables::compile(&self.loaded().data, self.grammar())
                .expect("a test compiles the tables of every language")
        })
    }

    /// Names the grammar and the data that outlines and digests come from: `python 0.25.0 1`. Part of every
    /// cache key.
    pub fn version(&self) -> &str {
        &self.loaded().version
    }

    /// The version of the grammar crate: `0.25.0`.
    pub fn grammar_version(&self) -> &str {
        &self.loaded().data.grammar
    }

    /// Whether a tree of an earlier text is of no use: the grammar's scanner gives other trees with it.
    pub fn is_always_whole(&self) -> bool {
        self.loaded().data.scanner.always_whole
    }

    /// How many times as far as in other languages the parser may lag behind.
    pub fn patience(&self) -> usize {
        self.loaded().data.scanner.patience.unwrap_or(1)
    }

    /// File extensions, without the dot.
    pub fn extensions(&self) -> &[String] {
        &self.files().extensions
    }

    /// Whether a file is test code by its path, which is relative to the workspace and has `/` in it.
    pub fn is_test_path(&self, path: &str) -> bool {
        self.loaded().tests.is_match(path)
    }

    /// Whether a file is generated or foreign by its path, which is relative to the workspace.
    pub fn is_generated_path(&self, path: &str) -> bool {
        self.loaded().generated.is_match(path)
    }

    /// How the name of a module leads to a file.
    pub fn modules(&self) -> &ModuleRules {
        &self.loaded().modules
    }

    fn files(&self) -> &Files {
        self.files.get_or_init(|| {
            let head = self.source.split("\n[").next().unwrap_or_default();
            toml::from_str(head).expect("a test reads the head of every language's data")
        })
    }

    fn loaded(&self) -> &Loaded {
        self.loaded.get_or_init(|| {
            load(self.name, self.source, self.function).expect("a test loads the data of every language")
        })
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.name).finish()
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.name == other.name
    }
}

impl Eq for Language {}

impl Hash for Language {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

fn load(name: &str, source: &str, function: LanguageFn) -> Result<Loaded, String> {
    let data: Data = toml::from_str(source).map_err(|error| error.to_string())?;
    let version = format!("{name} {} {}", data.grammar, data.revision);
    let tests = globs(&data.tests.paths)?;
    let generated = globs(&data.generated.paths)?;
    let modules = module_rules(&data);
    Ok(Loaded { data, tests, generated, version, modules, grammar: function.into() })
}

fn module_rules(data: &Data) -> ModuleRules {
    let modules = &data.modules;
    ModuleRules {
        separator: modules.separator.clone(),
        leading_dots: modules.leading_dots,
        places: modules.places.iter().map(|it| (it.word.clone(), it.path.clone())).collect(),
        index: modules.index.clone(),
        extensions: data.extensions.iter().chain(&modules.also).cloned().collect(),
        folder_scope: modules.folder_scope,
        globals: modules.globals.clone(),
        path_files: modules.path_files.clone(),
        package_files: modules.package_files.clone(),
        exports: modules.exports.clone(),
        roots: modules.roots.clone(),
        implicit_self: modules.implicit_self,
        stars_replace: modules.stars_replace,
    }
}

fn globs(patterns: &[String]) -> Result<GlobSet, String> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        builder.add(Glob::new(pattern).map_err(|error| error.to_string())?);
    }
    builder.build().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_loads() {
        for language in Language::all() {
            let loaded = match load(language.name, language.source, language.function) {
                Ok(it) => it,
                Err(error) => panic!("{}/language.toml: {error}", language.name),
            };
            if let Err(error) = Tables::compile(&loaded.data, &loaded.grammar) {
                panic!("{}/language.toml: {error}", language.name);
            }
        }
    }

    #[test]
    fn the_grammar_is_the_one_that_is_built_in() {
        let manifest = include_str!("../../Cargo.toml");
        for language in Language::all() {
            let pin = format!("\"={}\"", language.grammar_version());
            let crates: Vec<&str> =
                manifest.lines().filter(|it| it.starts_with("tree-sitter-") && it.contains(&pin)).collect();
            assert!(!crates.is_empty(), "{}: no grammar crate is pinned to {pin}", language.name);
        }
    }

    #[test]
    fn a_file_finds_its_language() {
        let name = |path| Language::for_path(path).map(|it| it.name);
        assert_eq!(name("a/b.py"), Some("python"));
        assert_eq!(name("a.test.tsx"), Some("tsx"));
        assert_eq!(name("C:\\a\\b.mts"), Some("typescript"));
        assert_eq!(name("a/.rs"), None);
        assert_eq!(name("Makefile"), None);
    }

    #[test]
    fn tests_are_found_by_path() {
        let is_test = |path| Language::for_path(path).is_some_and(|it| it.is_test_path(path));
        assert!(is_test("tests/test_a.py"));
        assert!(is_test("a/b_test.go"));
        assert!(is_test("src/test/java/A.java"));
        assert!(is_test("a.spec.ts"));
        assert!(is_test("a/BillingIT.java"));
        assert!(!is_test("src/latest.py"));
        // Product code that helps others to test.
        assert!(!is_test("django/test/client.py"));
        assert!(!is_test("a/EDIT.java"));
    }
}
