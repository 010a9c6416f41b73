//! Every language that Canton reads, as data.

/// A language: its files, its grammar, and tables made from `language.toml` when its first file is met.
pub struct Language {
    /// `python`.
    pub name: &'static str,
}

impl Language {
    /// The language of a file, by its name; `None` where no language claims it.
    pub fn for_path(_path: &str) -> Option<&'static Language> {
        None
    }
}
