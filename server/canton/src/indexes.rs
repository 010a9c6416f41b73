//! Which SCIP indexes there are: `index.scip` at the root, and what `evidence: {scip: …}` names.
//!
//! Indexes are made, not written, and so most often left out by `.gitignore`: they are looked for where the settings
//! say, whatever the walk over the sources passes over.

use canton_semantic::{FileChange, FileKind, join};
use canton_syntax::federation::Federation;
use globset::{Glob, GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;
use std::collections::BTreeSet;
use std::path::Path;

use crate::loader::{is_installed, is_nested, relative_path, revision_of};

/// The index that counts where nothing is named.
const USUAL: &str = "index.scip";

/// Every index at a root that is a file below it, by path.
pub(crate) fn index_changes(root: &Path, settings: &Federation) -> Vec<FileChange> {
    let named = settings.evidence.scip.iter().map(|it| it.value.as_str());
    let mut paths = BTreeSet::new();
    for pattern in std::iter::once(USUAL).chain(named) {
        match folder_and_glob(pattern) {
            Some((folder, glob)) => paths.extend(matching(root, &folder, &glob)),
            None => paths.extend(join("", pattern)),
        }
    }
    paths.into_iter().filter_map(|path| index_change(root, path)).collect()
}

fn index_change(root: &Path, path: String) -> Option<FileChange> {
    let full = root.join(&path);
    // Where a symbolic link leads out of the root, it is not read.
    let is_below = full.canonicalize().is_ok_and(|full| full.starts_with(root));
    let metadata = full.symlink_metadata().ok().filter(|it| it.is_file() && is_below)?;
    let (kind, revision) = (Some(FileKind::Scip), revision_of(&metadata));
    Some(FileChange { path, kind, revision, open: false, base: None, marked_generated: false })
}

/// A pattern's glob, and the folder below which it can match anything; `None` for a plain path, and for what is no
/// glob, which is reported where it is written.
fn folder_and_glob(pattern: &str) -> Option<(String, GlobMatcher)> {
    let special = pattern.find(['*', '?', '[', '{'])?;
    let folder = pattern[..special].rfind('/').map_or("", |at| &pattern[..at]);
    // As in `.gitignore`, what has no slash fits at any depth.
    let anywhere = if pattern.contains('/') { "" } else { "**/" };
    let glob: Glob =
        GlobBuilder::new(&format!("{anywhere}{}", pattern.trim_start_matches("./").trim_start_matches('/')))
            .literal_separator(true)
            .build()
            .ok()?;
    Some((join("", folder)?, glob.compile_matcher()))
}

fn matching(root: &Path, folder: &str, glob: &GlobMatcher) -> Vec<String> {
    let walk = WalkBuilder::new(root.join(folder))
        .standard_filters(false)
        .filter_entry(|it| it.depth() == 0 || !(is_installed(it) || is_nested(it)))
        .build();
    let files = walk.filter_map(Result::ok).filter(|it| it.file_type().is_some_and(|kind| kind.is_file()));
    let paths = files.filter_map(|it| relative_path(root, it.path()));
    paths.filter(|it| glob.is_match(it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use canton_syntax::federation::federation;

    #[test]
    fn indexes_are_found_where_the_settings_say() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("it is there");
        let paths =
            ["index.scip", "a/index.scip", "a/b/x.idx", "node_modules/c/index.scip", "n/federation.yaml"];
        for path in paths.iter().chain(&["n/index.scip", ".git/index.scip", "z.scip"]) {
            let full = root.join(path);
            std::fs::create_dir_all(full.parent().expect("it has one")).expect("made");
            std::fs::write(full, "").expect("written");
        }
        let check = |text: &str, expected: &[&str]| {
            let settings = federation(text).0;
            let found: Vec<String> = index_changes(&root, &settings).into_iter().map(|it| it.path).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("", &["index.scip"]);
        check("evidence: {scip: z.scip}", &["index.scip", "z.scip"]);
        check("evidence: {scip: [\"*.scip\"]}", &["a/index.scip", "index.scip", "z.scip"]);
        check("evidence: {scip: [\"**/*.idx\", ./z.scip]}", &["a/b/x.idx", "index.scip", "z.scip"]);
        check("evidence: {scip: [\"a/*\", \"b/*\", \"[\"]}", &["a/index.scip", "index.scip"]);
        check("evidence: {scip: [../out.scip, /etc/passwd, gone.scip]}", &["index.scip"]);
    }
}
