//! The workspaces in `test-workspaces`: nothing panics anywhere in any of them. What is found in them is what
//! their `expected.txt` says, which the command line is held against.

use canton_semantic::Skip;
use canton_syntax::TextRange;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Memory, kind};
use crate::{Analysis, AnalysisHost, HoverConfig};
use canton_semantic::{Change, FileChange};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test-workspaces")
}

/// Every readable file below a folder, by path.
#[expect(clippy::disallowed_methods, reason = "a test reads its own workspaces")]
fn texts(root: &Path) -> Vec<(String, Arc<str>)> {
    let mut folders = vec![root.to_owned()];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("the folder can be read");
        for entry in entries {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let relative = path.strip_prefix(root).expect("it is below").to_string_lossy();
                texts.push((relative.replace('\\', "/"), Arc::from(text)));
            }
        }
    }
    texts.sort();
    texts
}

fn load(workspace: &str) -> Analysis {
    let texts = texts(&root().join(workspace));
    let files = texts.iter().map(|(path, text)| FileChange {
        path: path.clone(),
        kind: kind(path, text),
        revision: 1,
        open: false,
        base: None,
        marked_generated: false,
    });
    let files = files.collect();
    let mut host = AnalysisHost::new(Arc::new(Memory(texts.into_iter().collect())));
    host.apply(Change { files, today: Some((2026, 11, 22)), ..Change::default() });
    host.analysis()
}

#[test]
fn nothing_panics_anywhere() {
    for workspace in ["environment-provision", "polyglot", "legacy", "broken"] {
        let analysis = load(workspace);
        analysis.report(&[], true, true).expect("nothing cancels");
        for file in analysis.files().expect("nothing cancels") {
            let Ok(text) = analysis.text(file) else { continue };
            // The deepest files take a second each time they are read, and say nothing new here.
            if analysis.path(file).contains("/deep/") {
                continue;
            }
            // A step that is no multiple of a usual line length, so that all columns come up.
            let step = (text.len() / MOST_OFFSETS).max(1) | 1;
            for (at, _) in text.char_indices().step_by(step) {
                everything(&analysis, file, at as u32);
            }
        }
    }
}

/// So many places of each file are asked about.
const MOST_OFFSETS: usize = 15;

fn everything(analysis: &Analysis, file: canton_semantic::File, offset: u32) {
    let never = "nothing cancels";
    analysis.hover(file, offset, HoverConfig { callers: true }).expect(never);
    analysis.definition(file, offset).expect(never);
    analysis.declaration(file, offset).expect(never);
    analysis.completions(file, offset).expect(never);
    analysis.status(file, Some(offset)).expect(never);
    analysis.reach(file, Some(offset)).expect(never);
    for item in analysis.prepare_call_hierarchy(file, offset).expect(never) {
        let path = analysis.path(item.file);
        analysis.incoming_calls(&path, &item.symbol).expect(never);
        analysis.outgoing_calls(&path, &item.symbol).expect(never);
    }
    for action in analysis.code_actions(file, TextRange::empty(offset.into())).expect(never) {
        let Some(change) = analysis.resolve_code_action(&action.id).expect(never) else { continue };
        for edit in change.edits {
            let file = analysis.file(&edit.path).expect("an edited file is there");
            let text = analysis.text(file).unwrap_or_else(|_: Skip| Arc::from(""));
            assert_ne!(canton_syntax::edit::apply(&text, &edit.edits), *text, "{:?}", action.id);
        }
    }
}
