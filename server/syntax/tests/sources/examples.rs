//! Every language's `examples/` hold source with marks: a comment below a line says what that line
//! defines, calls and imports, in order. `UPDATE_EXPECT=1` writes the marks.
//!
//! ```text
//! def provision(target):
//! # - function provision
//! ```

use std::path::{Path, PathBuf};

use canton_grammars::Language;
use canton_syntax::outline::{Outline, outline};
use canton_syntax::{TextRange, TextSize};

#[test]
fn examples_say_what_is_found() {
    for path in all() {
        let language = Language::for_path(&path.to_string_lossy());
        let language = language.unwrap_or_else(|| panic!("{} has no language", path.display()));
        let marked = std::fs::read_to_string(&path).expect("the file was listed");
        let comment = format!("{} - ", crate::line_comment(language.name));
        let actual = mark(&marked, &comment, language);
        if actual != marked && std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, &actual).expect("the example can be written");
        } else {
            assert_eq!(actual, marked, "{}", path.display());
        }
    }
}

#[test]
fn every_folder_is_a_language_and_has_examples() {
    for folder in std::fs::read_dir(root()).expect("grammars lie beside the server").flatten() {
        let name = folder.file_name();
        let name = name.to_string_lossy();
        if name == "src" || !folder.path().is_dir() {
            continue;
        }
        assert!(Language::by_name(&name).is_some(), "grammars/{name} is not registered");
        assert!(!files(&folder.path()).is_empty(), "grammars/{name} has no examples");
    }
}

/// All examples of all languages.
pub(crate) fn all() -> Vec<PathBuf> {
    files(&root())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../grammars")
}

/// All examples below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut res = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder was listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if folder.ends_with("examples") {
                res.push(path);
            }
        }
    }
    res.sort();
    res
}

/// The source with the marks it should have.
fn mark(marked: &str, comment: &str, language: &'static Language) -> String {
    let is_mark = |line: &&str| line.trim_start().starts_with(comment);
    let source: Vec<&str> = marked.split_inclusive('\n').filter(|it| !is_mark(it)).collect();
    let text = source.concat();
    let outline = outline(&text, language);
    let mut marks = marks(&text, &outline);
    marks.sort_by_key(|(offset, _)| *offset);
    let mut res = String::new();
    let mut end = 0;
    let mut marks = marks.into_iter().peekable();
    for line in source {
        end += line.len();
        res.push_str(line);
        let indent: String = line.chars().take_while(|it| *it == ' ').collect();
        while let Some((_, mark)) = marks.next_if(|(offset, _)| *offset < end) {
            res.push_str(&format!("{indent}{comment}{mark}\n"));
        }
    }
    assert!(marks.next().is_none(), "a mark lies outside of the text");
    res
}

fn marks(text: &str, outline: &Outline) -> Vec<(usize, String)> {
    let mut res = Vec::new();
    for symbol in &outline.symbols[1..] {
        let name = outline.text(symbol.name);
        let written = &text[symbol.name_range];
        let plain = name.trim_end_matches(|it: char| it.is_ascii_digit()).strip_suffix('~').unwrap_or(name);
        // Blanks between words are no part of a name: `operator bool`.
        let last = written.split_whitespace().last().unwrap_or_default();
        assert!(plain.ends_with(last), "{name} stands on {written:?}");
        assert!(symbol.range.contains_range(symbol.name_range), "{name}");
        let test = if symbol.test { " test" } else { "" };
        let own = if symbol.digest.is_some() { "" } else { " inside" };
        res.push((start(symbol.name_range), format!("{} {name}{test}{own}", symbol.kind.as_str())));
    }
    for call in outline.calls.iter().filter(|it| !it.form.is_write()) {
        let callee = outline.text(call.callee);
        let written = text[call.range].lines().next().unwrap_or_default();
        let callee = if callee.is_empty() { format!("? {written}") } else { callee.to_owned() };
        let from = match outline.text(outline.symbols[call.from as usize].name) {
            "" => String::new(),
            from => format!(" from {from}"),
        };
        res.push((start(call.range), format!("call {callee}{from}")));
    }
    for import in &outline.imports {
        let word = |name| Some(outline.text(name)).filter(|it| !it.is_empty()).unwrap_or("_");
        let mark = format!("import {} {} {}", word(import.module), word(import.item), word(import.local));
        res.push((start(import.range), mark));
    }
    res
}

fn start(range: TextRange) -> usize {
    let start: TextSize = range.start();
    start.into()
}
