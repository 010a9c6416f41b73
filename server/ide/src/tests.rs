//! Tests of every feature: a workspace in a string, and what it should say.
//!
//! The tests of a finding stand with it; these are the helpers, and the features that are no findings.

mod actions;
mod completion;
mod graph;
mod hover;
mod lens;
mod navigation;
mod reach;
mod references;
mod renames;
mod report;
mod worked_example;
mod workspaces;

use canton_evidence::codeowners::Dialect;
use canton_grammars::Language;
use canton_semantic::{Change, File, FileChange, FileKind, Skip, System};
use canton_syntax::{TextRange, edit};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use test_fixture::Fixture;

use crate::{Analysis, AnalysisHost, Diagnostic, SourceChange};

/// Texts by path.
struct Memory(BTreeMap<String, Arc<str>>);

impl System for Memory {
    fn read(&self, path: &str) -> Result<Arc<str>, Skip> {
        self.0.get(path).cloned().ok_or(Skip::Gone)
    }

    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, Skip> {
        self.read(path).map(|text| text.as_bytes().to_vec())
    }
}

/// What a file is read as, by its path.
fn kind(path: &str, text: &str) -> Option<FileKind> {
    match canton_semantic::file_name(path) {
        "federation.yaml" => Some(FileKind::Federation),
        "canton.yaml" => Some(FileKind::Manifest),
        "canton.lock" => Some(FileKind::Lock),
        "CODEOWNERS" => Some(FileKind::Codeowners(Dialect::detect(path, text))),
        "teams.yaml" => Some(FileKind::Roster),
        "tfplan.json" => Some(FileKind::Plan),
        name if name.ends_with(".scip") => Some(FileKind::Scip),
        name if name.ends_with(".canton.yaml") => Some(FileKind::Manifest),
        _ => Language::for_path(path).map(FileKind::Source),
    }
}

/// A workspace, ready to be asked.
pub(crate) struct World {
    pub(crate) analysis: Analysis,
    fixture: Fixture,
}

impl World {
    #[track_caller]
    pub(crate) fn new(fixture: &str) -> World {
        World::with_base(fixture, &[])
    }

    /// A workspace of which the base had other texts in some files.
    #[track_caller]
    pub(crate) fn with_base(fixture: &str, base: &[(&str, &str)]) -> World {
        let fixture = Fixture::parse(fixture);
        let texts = fixture.files.iter().map(|it| (it.path.clone(), Arc::from(it.text.as_str()))).collect();
        let mut host = AnalysisHost::new(Arc::new(Memory(texts)));
        let files = fixture.files.iter().map(|it| {
            let kind = kind(&it.path, &it.text);
            let had = base.iter().find(|(path, _)| *path == it.path).map(|(_, text)| text);
            let language = Language::for_path(&it.path);
            let base = had
                .zip(language)
                .map(|(text, language)| canton_semantic::symbols_of_past(Some(text), None, language));
            FileChange {
                path: it.path.clone(),
                kind,
                revision: 1,
                open: false,
                base,
                marked_generated: false,
            }
        });
        host.apply(Change { files: files.collect(), today: Some((2026, 11, 22)), ..Change::default() });
        World { analysis: host.analysis(), fixture }
    }

    /// The file with the cursor, and where it stands.
    #[track_caller]
    pub(crate) fn cursor(&self) -> (File, u32) {
        let (file, offset) = self.fixture.cursor.expect("the fixture has a cursor");
        (self.file(&self.fixture.files[file].path), offset)
    }

    #[track_caller]
    pub(crate) fn file(&self, path: &str) -> File {
        self.analysis.file(path).expect("the fixture has the file")
    }

    pub(crate) fn text(&self, file: File, range: TextRange) -> String {
        self.analysis.text(file).expect("a file of the fixture can be read")[range].to_owned()
    }

    /// Every finding of every file, by path.
    pub(crate) fn findings(&self) -> Vec<(String, Diagnostic)> {
        let mut found = Vec::new();
        for file in &self.fixture.files {
            let Some(id) = self.analysis.file(&file.path) else { continue };
            let findings = self.analysis.diagnostics(id).expect("nothing cancels");
            found.extend(findings.into_iter().map(|finding| (file.path.clone(), finding)));
        }
        found
    }

    /// The files that a change makes or edits, with their new texts.
    pub(crate) fn changed(&self, change: &SourceChange) -> String {
        let mut shown = String::new();
        for (path, text) in &change.created {
            let _ = write!(shown, "//- {path} (new)\n{text}");
        }
        for file in &change.edits {
            let text = self.analysis.text(self.file(&file.path)).expect("a file of the fixture can be read");
            let _ = write!(shown, "//- {}\n{}", file.path, edit::apply(&text, &file.edits));
        }
        shown
    }
}

/// The findings of one code stand where the fixture's annotations do, with their messages. The one hint of a
/// file that says how much is uncantonized has no place of its own and is left out.
#[track_caller]
pub(crate) fn check_findings(code: &str, fixture: &str) {
    let world = World::new(fixture);
    check_findings_in(&world, code);
}

#[track_caller]
pub(crate) fn check_findings_in(world: &World, code: &str) {
    let of_code = |(_, it): &(String, Diagnostic)| it.code.0 == code && !it.range.is_empty();
    let mut actual: Vec<String> = world
        .findings()
        .into_iter()
        .filter(of_code)
        .map(|(path, it)| format!("{path} {:?} {}", it.range, it.message))
        .collect();
    let mut expected: Vec<String> = world
        .fixture
        .annotations
        .iter()
        .map(|it| {
            let range = TextRange::new(it.range.start.into(), it.range.end.into());
            format!("{} {range:?} {}", world.fixture.files[it.file].path, it.message)
        })
        .collect();
    actual.sort();
    expected.sort();
    assert_eq!(actual.join("\n"), expected.join("\n"));
}

/// The titles of the actions at the cursor.
pub(crate) fn action_titles(fixture: &str) -> Vec<String> {
    let world = World::new(fixture);
    let (file, offset) = world.cursor();
    let actions =
        world.analysis.code_actions(file, TextRange::empty(offset.into())).expect("nothing cancels");
    actions.into_iter().map(|action| action.title).collect()
}

/// What the action at the cursor whose title holds `title` writes.
#[track_caller]
pub(crate) fn check_action(title: &str, fixture: &str, expect: expect_test::Expect) {
    let world = World::new(fixture);
    let (file, offset) = world.cursor();
    let range = TextRange::empty(offset.into());
    let actions = world.analysis.code_actions(file, range).expect("nothing cancels");
    let Some(action) = actions.iter().find(|action| action.title.contains(title)) else {
        let titles: Vec<&str> = actions.iter().map(|action| action.title.as_str()).collect();
        panic!("no action {title:?} among {titles:#?}");
    };
    let change = world.analysis.resolve_code_action(&action.id).expect("nothing cancels");
    expect.assert_eq(&change.map_or_else(|| String::from("(no edit)\n"), |change| world.changed(&change)));
}
