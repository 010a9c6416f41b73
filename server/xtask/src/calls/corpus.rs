//! What becomes of the calls of real code, and what that costs beside reading it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use canton_semantic::{
    Change, Db, File, FileChange, FileKind, How, RootDatabase, Skip, System, edges, outline, source_files,
    symbol_names,
};

use super::workspace::kind;
use crate::table::{Table, seconds};

/// Texts from the disk.
struct Disk(PathBuf);

impl System for Disk {
    fn read(&self, path: &str) -> Result<Arc<str>, Skip> {
        let bytes = fs::read(self.0.join(path)).map_err(|it| Skip::Unreadable(it.to_string()))?;
        String::from_utf8(bytes).map(Arc::from).map_err(|_| Skip::NotUtf8)
    }
}

const HOWS: [How; 7] =
    [How::Precise, How::Import, How::Local, How::UniqueName, How::Ambiguous, How::External, How::Dynamic];

/// What becomes of the calls below `root`, and the times of reading and of resolving on one thread.
pub(super) fn report(root: &Path) -> Result<String> {
    let mut db = RootDatabase::new(Arc::new(Disk(root.to_owned())));
    let walk = ignore::WalkBuilder::new(root).build().filter_map(Result::ok);
    let paths = walk.filter_map(|it| it.path().strip_prefix(root).ok()?.to_str().map(str::to_owned));
    let files = paths.filter_map(|path| {
        let kind = Some(kind(&path)?);
        Some(FileChange { path, kind, revision: 1, open: false, base: None, marked_generated: false })
    });
    Change { files: files.collect(), ..Change::default() }.apply(&mut db);
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

/// How many calls were resolved in each way.
fn counted(db: &dyn Db, files: &[File]) -> [usize; HOWS.len()] {
    let mut counts = [0; HOWS.len()];
    for &file in files {
        assert!(matches!(file.kind(db), Some(FileKind::Source(_))), "only source files are listed");
        for (symbol, _) in symbol_names(db, file).iter() {
            for (edge, _) in edges(db, file, symbol).iter() {
                counts[HOWS.iter().position(|it| *it == edge.how).unwrap_or_default()] += 1;
            }
        }
    }
    counts
}
