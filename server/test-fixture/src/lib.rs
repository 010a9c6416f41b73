//! Small workspaces written in a string.
//!
//! A test shows what it is about in one place: the files, where the cursor stands and what is expected where.
//!
//! ```text
//! //- /src/lib.rs
//! mod bank {}
//! fn st$0ray() {}
//! // ^^^^^ `stray` belongs to no canton
//! //- /canton.yaml
//! canton: ledger
//! #<^^^^^ expected something here
//! ```
//!
//! - `//- path` starts a file, whose text goes up to the next such line. Paths are relative to the root of the
//!   workspace, and a leading `/` is not part of them.
//! - `$0` is the cursor. It is taken out of the text before anything else is looked at.
//! - A comment that consists of carets and a message is an annotation of the characters above the carets, on
//!   the last line that is not itself an annotation. Comments start with `//`, `#` or `--`, or with nothing at
//!   all. A `<` before the carets moves the start of the range back to where the comment starts, because
//!   carets cannot stand under the first column otherwise. Annotations stay in the text: they are comments there.
//!
//! A fixture that makes no sense is a mistake in a test, so it panics.

pub mod scip;

use std::ops::Range;

/// A workspace in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixture {
    /// In the order in which they are written.
    pub files: Vec<FixtureFile>,
    /// The index in `files` of the file with the cursor, and the cursor's byte offset there.
    pub cursor: Option<(usize, u32)>,
    /// In the order in which they are written.
    pub annotations: Vec<Annotation>,
}

/// One file of a [`Fixture`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixtureFile {
    /// Relative to the root of the workspace, with `/`.
    pub path: String,
    /// With annotations, without the cursor.
    pub text: String,
}

/// What is expected at some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The index of the file in [`Fixture::files`].
    pub file: usize,
    /// The bytes above the carets.
    pub range: Range<u32>,
    /// What is written after the carets.
    pub message: String,
}

const HEADER: &str = "//- ";
const CURSOR: &str = "$0";
const COMMENT_PREFIXES: [&str; 3] = ["//", "#", "--"];

impl Fixture {
    /// Reads a fixture.
    ///
    /// # Panics
    ///
    /// When the fixture is not one: text before the first header, a header without a path, a path twice, two
    /// cursors, or carets with nothing above them.
    #[track_caller]
    pub fn parse(fixture: &str) -> Fixture {
        let mut res = Fixture { files: split_files(fixture), ..Fixture::default() };
        for (index, file) in res.files.iter_mut().enumerate() {
            if let Some(offset) = take_cursor(file) {
                assert!(res.cursor.is_none(), "a second `$0` in {}: there is at most one cursor", file.path);
                res.cursor = Some((index, offset));
            }
            annotations(&mut res.annotations, index, file);
        }
        res
    }
}

#[track_caller]
fn split_files(fixture: &str) -> Vec<FixtureFile> {
    let mut files: Vec<FixtureFile> = Vec::new();
    for line in fixture.split_inclusive('\n') {
        if let Some(path) = header(line) {
            assert!(!path.is_empty(), "a `//-` header without a path");
            assert!(files.iter().all(|it| it.path != path), "two files with the path {path}");
            files.push(FixtureFile { path: path.to_owned(), text: String::new() });
        } else if let Some(file) = files.last_mut() {
            file.text.push_str(line);
        } else {
            assert!(line.trim().is_empty(), "text before the first `//- path` header: {line:?}");
        }
    }
    files
}

/// The path in the header that `line` is.
fn header(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let path = if line == HEADER.trim_end() { "" } else { line.strip_prefix(HEADER)?.trim() };
    Some(path.strip_prefix('/').unwrap_or(path))
}

#[track_caller]
fn take_cursor(file: &mut FixtureFile) -> Option<u32> {
    let offset = file.text.find(CURSOR)?;
    file.text.replace_range(offset..offset + CURSOR.len(), "");
    assert!(!file.text.contains(CURSOR), "a second `$0` in {}: there is at most one cursor", file.path);
    Some(byte_offset(offset))
}

#[track_caller]
fn annotations(acc: &mut Vec<Annotation>, index: usize, file: &FixtureFile) {
    let mut start = 0;
    let mut above: Option<(usize, &str)> = None;
    for line in file.text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        if let Some((columns, message)) = carets(content) {
            let range = above.and_then(|(start, text)| range_above(start, text, &columns));
            let Some(range) = range else {
                panic!("nothing above the carets of {content:?} in {}", file.path)
            };
            acc.push(Annotation { file: index, range, message: message.to_owned() });
        } else {
            above = Some((start, content));
        }
        start += line.len();
    }
}

/// The columns, in characters, that the annotation `line` points at, and its message.
fn carets(line: &str) -> Option<(Range<usize>, &str)> {
    let comment = line.trim_start();
    let content = COMMENT_PREFIXES.iter().find_map(|it| comment.strip_prefix(it)).unwrap_or(comment);
    let (from_comment, content) = match content.trim_start().strip_prefix('<') {
        Some(rest) => (true, rest),
        None => (false, content.trim_start()),
    };
    let message = content.trim_start_matches('^');
    if message.len() == content.len() {
        return None;
    }
    let column = |rest: &str| line[..line.len() - rest.len()].chars().count();
    let start = if from_comment { column(comment) } else { column(content) };
    Some((start..column(message), message.trim()))
}

/// The bytes under `columns` of the line that is `text` and starts at `start`.
fn range_above(start: usize, text: &str, columns: &Range<usize>) -> Option<Range<u32>> {
    let offset = |column: usize| {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        ends.skip(column).map(|at| byte_offset(start + at)).next()
    };
    Some(offset(columns.start)?..offset(columns.end)?)
}

fn byte_offset(offset: usize) -> u32 {
    u32::try_from(offset).expect("a fixture is smaller than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_annotations(fixture: &str, expected: &[(&str, &str)]) {
        let fixture = Fixture::parse(fixture);
        let actual: Vec<(&str, &str)> = fixture
            .annotations
            .iter()
            .map(|it| {
                let text = &fixture.files[it.file].text;
                (&text[it.range.start as usize..it.range.end as usize], it.message.as_str())
            })
            .collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn headers_start_files() {
        let fixture = Fixture::parse("\n//- /a/b.rs\nfn f() {}\n\n//- c.yaml\n//- d.py\nx = 1");
        let files: Vec<_> = fixture.files.iter().map(|it| (it.path.as_str(), it.text.as_str())).collect();
        assert_eq!(files, [("a/b.rs", "fn f() {}\n\n"), ("c.yaml", ""), ("d.py", "x = 1")]);
        assert_eq!(fixture.cursor, None);
        assert_eq!(fixture.annotations, []);
    }

    #[test]
    fn nothing_is_an_empty_workspace() {
        assert_eq!(Fixture::parse(""), Fixture::default());
    }

    #[test]
    fn line_endings_stay() {
        let fixture = Fixture::parse("//- a.rs\r\nfn f() {}\r\n// ^ f\r\n");
        assert_eq!(fixture.files[0].path, "a.rs");
        assert_eq!(fixture.files[0].text, "fn f() {}\r\n// ^ f\r\n");
        assert_eq!(fixture.annotations[0].range, 3..4);
    }

    #[test]
    fn the_cursor_is_taken_out() {
        let fixture = Fixture::parse("//- a\none\n//- b\ntwo\nth$0ree\n");
        assert_eq!(fixture.cursor, Some((1, 6)));
        assert_eq!(fixture.files[1].text, "two\nthree\n");
    }

    #[test]
    fn carets_count_without_the_cursor() {
        check_annotations("//- a.rs\nfn f$0oo() {}\n// ^^^ name\n", &[("foo", "name")]);
    }

    #[test]
    fn annotations_in_every_kind_of_comment() {
        check_annotations(
            "\
//- a.rs
    let x = 1;
    //  ^ rust
//- a.py
def f(): pass
  # ^ python
//- a.lua
local x
   -- ^ lua
//- a.txt
some words
     ^^^^^ plain
",
            &[("x", "rust"), ("f", "python"), ("x", "lua"), ("words", "plain")],
        );
    }

    #[test]
    fn several_annotations_of_one_line() {
        check_annotations(
            "//- a.rs\nfn f(x: u8) {}\n// ^ name\n//   ^ parameter\n//      ^^\n",
            &[("f", "name"), ("x", "parameter"), ("u8", "")],
        );
    }

    #[test]
    fn an_arrow_reaches_back_to_the_comment() {
        check_annotations(
            "//- a.yaml\ncanton: ledger\n#<^^^^ key\n  nested: 1\n  #<^^^^ other\n//- b.rs\nmod a;\n//<^ word\n",
            &[("canton", "key"), ("nested", "other"), ("mod ", "word")],
        );
    }

    #[test]
    fn columns_are_characters() {
        check_annotations(
            "//- a.rs\nlet ключ = \"é\";\n//  ^^^^ name\n//         ^^^ text\n",
            &[("ключ", "name"), ("\"é\"", "text")],
        );
    }

    #[test]
    fn annotations_stay_in_the_text() {
        let fixture = Fixture::parse("//- a.rs\nfn f() {}\n// ^ f\n");
        assert_eq!(fixture.files[0].text, "fn f() {}\n// ^ f\n");
    }

    #[test]
    fn other_comments_are_no_annotations() {
        check_annotations("//- a.rs\n// a ^ b\n//- a.yaml\n# < 3\n---\n", &[]);
    }

    #[test]
    #[should_panic(expected = "text before the first")]
    fn text_before_the_first_header() {
        Fixture::parse("fn f() {}\n//- a.rs\n");
    }

    #[test]
    #[should_panic(expected = "without a path")]
    fn header_without_a_path() {
        Fixture::parse("//- /\n");
    }

    #[test]
    #[should_panic(expected = "two files with the path a.rs")]
    fn one_path_twice() {
        Fixture::parse("//- /a.rs\n//- a.rs\n");
    }

    #[test]
    #[should_panic(expected = "a second `$0` in b.rs")]
    fn two_cursors() {
        Fixture::parse("//- a.rs\n$0\n//- b.rs\n$0\n");
    }

    #[test]
    #[should_panic(expected = "nothing above the carets")]
    fn carets_under_nothing() {
        Fixture::parse("//- a.rs\n// ^^ here\nfn f() {}\n");
    }

    #[test]
    #[should_panic(expected = "nothing above the carets")]
    fn carets_past_the_end_of_the_line() {
        Fixture::parse("//- a.rs\nfn\n// ^^ here\n");
    }
}
