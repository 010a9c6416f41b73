//! What the engine says of a workspace in memory.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use canton_grammars::Language;
use canton_semantic::{
    Change, Db, FileChange, FileKind, RootDatabase, Skip, System, Target, edges as edges_of, entered,
    source_files, symbol_id, symbol_key, symbol_names,
};
use test_fixture::Fixture;

use super::Edge;

/// Texts by path.
struct Memory(HashMap<String, Arc<str>>);

impl System for Memory {
    fn read(&self, path: &str) -> Result<Arc<str>, Skip> {
        self.0.get(path).cloned().ok_or(Skip::Gone)
    }
}

/// Who calls whom, as ids.
pub(super) fn edges(fixture: &Fixture) -> BTreeSet<Edge> {
    let texts = fixture.files.iter().map(|it| (it.path.clone(), Arc::from(it.text.as_str())));
    let mut db = RootDatabase::new(Arc::new(Memory(texts.collect())));
    let files = fixture.files.iter().map(|it| FileChange {
        path: it.path.clone(),
        kind: kind(&it.path),
        revision: 1,
        open: false,
        base: None,
        marked_generated: false,
    });
    Change { files: files.collect(), ..Change::default() }.apply(&mut db);
    let mut found = BTreeSet::new();
    for file in source_files(&db) {
        for (symbol, _) in symbol_names(&db, file).iter() {
            let from = id(&db, Target { file, symbol });
            let edges = edges_of(&db, symbol_key(&db, file, symbol));
            let targets = edges.iter().flat_map(|(_, targets)| targets).chain(&edges.indirect);
            found.extend(targets.map(|it| (from.clone(), id(&db, entered(&db, *it)))));
        }
    }
    found
}

/// What a file is read as, by its path.
pub(super) fn kind(path: &str) -> Option<FileKind> {
    if Language::is_project_file(path.rsplit('/').next().unwrap_or(path)) {
        return Some(FileKind::Project);
    }
    Language::for_path(path).map(FileKind::Source)
}

fn id(db: &dyn Db, it: Target) -> String {
    symbol_id(it.file.path(db), symbol_names(db, it.file).name(it.symbol))
}
