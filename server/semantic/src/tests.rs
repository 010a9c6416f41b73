//! A workspace in a string, and what the queries say of it.

mod adversarial;
mod blast;
mod boundaries;
mod claims;
mod compositions;
mod effects;
mod flow;
mod incremental;
mod overrides;
mod precise;
mod projects;
mod resolution;
mod typed;

use canton_evidence::codeowners::Dialect;
use canton_grammars::Language;
use dashmap::DashMap;
use std::sync::Arc;
use test_fixture::Fixture;

use crate::{Change, FileChange, FileKind, RootDatabase, Skip, System, path};

/// Texts by path.
#[derive(Default)]
struct Memory(DashMap<String, Arc<str>>);

impl System for Memory {
    fn read(&self, path: &str) -> Result<Arc<str>, Skip> {
        self.0.get(path).map(|text| Arc::clone(&text)).ok_or(Skip::Gone)
    }
}

/// What a file is read as, by its path.
fn kind(file: &str) -> Option<FileKind> {
    match path::file_name(file) {
        "federation.yaml" => Some(FileKind::Federation),
        "canton.lock" => Some(FileKind::Lock),
        "CODEOWNERS" => Some(FileKind::Codeowners(Dialect::GitHub)),
        name if name.ends_with("canton.yaml") => Some(FileKind::Manifest),
        name if Language::is_project_file(name) => Some(FileKind::Project),
        _ => Language::for_path(file).map(FileKind::Source),
    }
}

/// Sets texts, as an editor would: the file at `open` is open.
fn change(memory: &Memory, files: &[(&str, &str)], revision: u64, open: &str) -> Change {
    let mut change = Change::default();
    for &(path, text) in files {
        memory.0.insert(path.to_owned(), Arc::from(text));
        change.files.push(FileChange {
            path: path.to_owned(),
            kind: kind(path),
            revision,
            open: path == open,
            base: None,
            marked_generated: false,
        });
    }
    change
}

/// Applies every file of a fixture.
#[track_caller]
fn load(db: &mut RootDatabase, memory: &Memory, fixture: &Fixture, open: &str) {
    let files: Vec<(&str, &str)> =
        fixture.files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    change(memory, &files, 1, open).apply(db);
}

#[test]
fn a_text_that_is_too_complex_is_skipped_and_says_so() {
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<dyn System>);
    let text = "x => ".repeat(2000);
    change(&memory, &[("A.java", text.as_str())], 1, "").apply(&mut db);
    let file = crate::find_file(&db, "A.java").expect("the file was added");
    let skip = crate::outline(&db, file).clone().expect_err("it has no outline");
    assert_eq!(skip, Skip::TooComplex);
    assert_eq!(skip.to_string(), "too complex to parse");
}

/// A text is broken at every place in turn. In haste the outline may be another than that of a fresh parse; once
/// it was confirmed it is not.
#[test]
fn a_broken_text_is_read_in_haste_and_then_at_leisure() {
    const TEXT: &str = "class A:\n    def f(self):\n        return g([1, 2])\n\n    def h(self):\n        x = {1: (2)}\n\nx = 1\n";
    const PIECES: [&str; 6] = ["(", "{", ")", "\"\"\"", "class ", "\n  "];
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<dyn System>);
    let mut revision = 0;
    let mut show = |db: &mut RootDatabase, text: &str| {
        revision += 1;
        change(&memory, &[("a.py", text)], revision, "a.py").apply(db);
        let file = crate::find_file(db, "a.py").expect("the file was added");
        (file, crate::outline(db, file).clone().expect("it can be read"))
    };
    let language = Language::by_name("python").expect("it is there");
    for (at, piece) in (0..TEXT.len()).flat_map(|at| PIECES.map(|piece| (at, piece))) {
        show(&mut db, TEXT);
        let broken = format!("{}{piece}{}", &TEXT[..at], &TEXT[at..]);
        let (file, hasty) = show(&mut db, &broken);
        let fresh = canton_syntax::outline::outline(&broken, language);
        assert_eq!(crate::confirm_outline(&db, file), hasty != fresh, "{broken}");
        assert_eq!(show(&mut db, &broken).1, fresh, "{broken}");
        assert!(!crate::confirm_outline(&db, file), "once is enough");
    }
}
