//! What becomes of the calls of real code, and what that costs beside reading it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use canton_semantic::{
    Change, Db, File, FileChange, FileKind, How, RootDatabase, Skip, System, Verdict, body, edges,
    effects_verdict, outline, property_verdict, source_files, symbol_key, symbol_names,
};

use super::workspace::kind;
use crate::table::{Table, seconds};

/// Texts from the disk.
struct Disk(PathBuf);

impl System for Disk {
    fn read(&self, path: &str) -> Result<Arc<str>, Skip> {
        if path == MANIFEST {
            return Ok(Arc::from(PROMISES));
        }
        let bytes = fs::read(self.0.join(path)).map_err(|it| Skip::Unreadable(it.to_string()))?;
        String::from_utf8(bytes).map(Arc::from).map_err(|_| Skip::NotUtf8)
    }
}

const HOWS: [How; 7] =
    [How::Precise, How::Import, How::Local, How::UniqueName, How::Ambiguous, How::External, How::Dynamic];

/// A canton over everything, that promises the most.
const PROMISES: &str = "name: all\nsource: \"**\"\neffects: []\ninvariants: [{destructive: false}]\n";
/// Where it stands, in memory.
const MANIFEST: &str = "canton.yaml";

/// What is said of every function below `root`, if all of them promised to do nothing but to give a result.
pub(super) fn verdicts(root: &Path) -> Result<String> {
    let mut db = loaded(root);
    let manifest = FileChange {
        path: MANIFEST.to_owned(),
        kind: Some(FileKind::Manifest),
        revision: 1,
        open: false,
        base: None,
        marked_generated: false,
    };
    Change { files: vec![manifest], ..Change::default() }.apply(&mut db);
    let start = Instant::now();
    let mut counts = [[0usize; 2]; WORDS.len()];
    for file in source_files(&db).collect::<Vec<File>>() {
        let units = symbol_names(&db, file).iter().filter(|(index, it)| it.unit == *index);
        for (unit, _) in units.filter(|(_, it)| it.kind.is_function_like()) {
            let Some(effects) = effects_verdict(&db, file, unit) else { continue };
            for (promise, verdict) in
                [effects, property_verdict(&db, file, unit, "destructive")].iter().enumerate()
            {
                counts[WORDS.iter().position(|it| it == verdict).unwrap_or_default()][promise] += 1;
            }
        }
    }
    let total = |promise: usize| counts.iter().map(|it| it[promise]).sum::<usize>().max(1);
    let mut table = Table::new(["verdict", "effects: []", "share", "destructive: false", "share"]);
    for (word, [effects, destructive]) in WORDS.iter().zip(counts) {
        let share = |count: usize, promise| format!("{:.1} %", 100.0 * count as f64 / total(promise) as f64);
        let (one, other) = (share(effects, 0), share(destructive, 1));
        table.row([word.as_str().to_owned(), effects.to_string(), one, destructive.to_string(), other]);
    }
    Ok(format!("{table}judged in {} s, reading included\n", seconds(start.elapsed())))
}

const WORDS: [Verdict; 3] = [Verdict::Holds, Verdict::Unknown, Verdict::Violated];

/// What becomes of the calls below `root`, and the times of reading and of resolving on one thread.
pub(super) fn report(root: &Path) -> Result<String> {
    let db = loaded(root);
    let files: Vec<File> = source_files(&db).collect();
    let start = Instant::now();
    let read = files.iter().filter(|it| outline(&db, **it).is_ok()).count();
    let reading = start.elapsed();
    let start = Instant::now();
    let counts = counted(&db, &files);
    let resolving = start.elapsed();
    let total: usize = counts.iter().sum();
    let mut table = Table::new(["calls", "count", "share"]);
    for (how, count) in HOWS.iter().zip(counts) {
        let share = 100.0 * count as f64 / total.max(1) as f64;
        table.row([how.as_str().to_owned(), count.to_string(), format!("{share:.1} %")]);
    }
    let (reading_s, resolving_s) = (seconds(reading), seconds(resolving));
    let ratio = resolving.as_secs_f64() / reading.as_secs_f64();
    Ok(format!("{table}{read} files read in {reading_s} s, calls resolved in {resolving_s} s: {ratio:.2}\n"))
}

/// Every source file below a folder.
fn loaded(root: &Path) -> RootDatabase {
    let mut db = RootDatabase::new(Arc::new(Disk(root.to_owned())));
    let walk = ignore::WalkBuilder::new(root).build().filter_map(Result::ok);
    let paths = walk.filter_map(|it| it.path().strip_prefix(root).ok()?.to_str().map(str::to_owned));
    let files = paths.filter_map(|path| {
        let kind = Some(kind(&path)?);
        Some(FileChange { path, kind, revision: 1, open: false, base: None, marked_generated: false })
    });
    Change { files: files.collect(), ..Change::default() }.apply(&mut db);
    db
}

/// How many calls were resolved in each way.
fn counted(db: &dyn Db, files: &[File]) -> [usize; HOWS.len()] {
    let mut counts = [0; HOWS.len()];
    for &file in files {
        assert!(matches!(file.kind(db), Some(FileKind::Source(_))), "only source files are listed");
        for (symbol, _) in symbol_names(db, file).iter() {
            let calls = body(db, symbol_key(db, file, symbol))
                .calls
                .iter()
                .zip(edges(db, symbol_key(db, file, symbol)).iter());
            for (_, (edge, _)) in calls.filter(|(call, _)| !call.form.is_write()) {
                counts[HOWS.iter().position(|it| *it == edge.how).unwrap_or_default()] += 1;
            }
        }
    }
    counts
}
