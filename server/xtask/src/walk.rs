//! The files of a folder that Canton reads.

use std::path::{Path, PathBuf};

use canton_grammars::Language;
use ignore::WalkBuilder;

/// A source file.
pub(crate) struct SourceFile {
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    pub(crate) language: &'static Language,
}

/// Every source file below `root` that is not ignored, biggest first, so that no big one comes last.
pub(crate) fn source_files(root: &Path) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = WalkBuilder::new(root)
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .filter_map(|entry| {
            let language = Language::for_path(entry.path().to_str()?)?;
            let size = entry.metadata().ok()?.len();
            Some(SourceFile { path: entry.into_path(), size, language })
        })
        .collect();
    files.sort_unstable_by(|a, b| b.size.cmp(&a.size).then_with(|| a.path.cmp(&b.path)));
    files
}
