//! `.gitattributes`, as far as it says that code is generated or somebody else's.

use gix::attrs::search::{MetadataCollection, Outcome};
use gix::attrs::{Search, StateRef};
use gix::glob::pattern::Case;
use std::fmt;
use std::path::{Path, PathBuf};

/// The attributes that forges read, and we with them.
const MARKS: [&str; 2] = ["linguist-generated", "linguist-vendored"];

/// The name of the files.
pub const FILE_NAME: &str = ".gitattributes";

/// Every `.gitattributes` below a root, as far as it matters.
#[derive(Default)]
pub struct Attributes {
    search: Search,
    names: MetadataCollection,
}

impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attributes").field("files", &self.search.num_pattern_lists()).finish()
    }
}

impl Attributes {
    /// Reads texts with their paths relative to the root. A deeper file has the last word, as in git.
    pub fn new(mut texts: Vec<(String, String)>) -> Attributes {
        texts.sort_by_key(|(path, _)| (path.matches('/').count(), path.clone()));
        let mut res = Attributes::default();
        // Paths are made relative to a root that stands for all roots.
        let root = Path::new("/");
        for (path, text) in texts {
            if MARKS.iter().any(|mark| text.contains(mark)) {
                let source: PathBuf = root.join(&path);
                let is_top = !path.contains('/');
                // What cannot be read in it is passed over, as git does.
                let _ = res.search.add_patterns_buffer(
                    text.as_bytes(),
                    source,
                    Some(root),
                    &mut res.names,
                    is_top,
                );
            }
        }
        res
    }

    /// Whether the file at `path`, relative to the root, is marked as generated or vendored.
    pub fn marks_generated(&self, path: &str) -> bool {
        if self.search.num_pattern_lists() == 0 {
            return false;
        }
        let mut outcome = Outcome::default();
        outcome.initialize_with_selection(&self.names, MARKS);
        self.search.pattern_matching_relative_path(path.into(), Case::Sensitive, Some(false), &mut outcome);
        outcome.iter_selected().any(|found| match found.assignment.state {
            StateRef::Set => true,
            StateRef::Value(value) => value.as_bstr() == "true",
            StateRef::Unset | StateRef::Unspecified => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Attributes;

    fn marked(files: &[(&str, &str)], path: &str) -> bool {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        Attributes::new(files.collect()).marks_generated(path)
    }

    #[test]
    fn every_way_to_say_it() {
        for (line, expected) in [
            ("*.pb.go linguist-generated", true),
            ("*.pb.go linguist-generated=true", true),
            ("*.pb.go linguist-vendored", true),
            ("gen/** linguist-generated", true),
            ("/gen/a.pb.go linguist-generated text=auto", true),
            ("*.pb.go linguist-generated=false", false),
            ("*.pb.go -linguist-generated", false),
            ("*.pb.go linguist-documentation", false),
            ("other/** linguist-generated", false),
            ("# *.pb.go linguist-generated", false),
        ] {
            assert_eq!(marked(&[(".gitattributes", line)], "gen/a.pb.go"), expected, "{line}");
        }
    }

    #[test]
    fn a_deeper_file_has_the_last_word() {
        let files = [
            ("gen/.gitattributes", "keep.go -linguist-generated"),
            (".gitattributes", "gen/** linguist-generated"),
        ];
        assert!(marked(&files, "gen/a.go"));
        assert!(!marked(&files, "gen/keep.go"));
    }

    #[test]
    fn a_pattern_is_relative_to_its_folder() {
        let files = [("web/.gitattributes", "/dist/* linguist-generated")];
        assert!(marked(&files, "web/dist/a.js"));
        assert!(!marked(&files, "dist/a.js"));
    }

    #[test]
    fn a_macro_may_stand_for_it() {
        let files = [(".gitattributes", "[attr]made linguist-generated\n*.js made")];
        assert!(marked(&files, "a.js"));
    }
}
