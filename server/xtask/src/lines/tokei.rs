//! What tokei counts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::process::display;

/// What it says of a language.
#[derive(Deserialize)]
struct Language {
    #[serde(default)]
    reports: Vec<Report>,
}

/// What it says of a file.
#[derive(Deserialize)]
struct Report {
    name: PathBuf,
    stats: Stats,
}

/// Lines of code, and those of other languages inside.
#[derive(Deserialize)]
struct Stats {
    code: u32,
    #[serde(default)]
    blobs: BTreeMap<String, Stats>,
}

impl Stats {
    fn all(&self) -> u32 {
        self.code + self.blobs.values().map(Stats::all).sum::<u32>()
    }
}

/// The lines of code of every file below a folder.
pub(super) fn count(program: &Path, folder: &Path) -> Result<BTreeMap<PathBuf, u32>> {
    let mut command = Command::new(program);
    command.args(["--files", "--output=json"]).arg(folder);
    let name = display(&command);
    let output = command.output().with_context(|| format!("run {name}"))?;
    ensure!(output.status.success(), "{name}: {}", output.status);
    read(&output.stdout).with_context(|| format!("read what {name} says"))
}

fn read(json: &[u8]) -> Result<BTreeMap<PathBuf, u32>> {
    let languages: BTreeMap<String, Language> = serde_json::from_slice(json)?;
    let files = languages.into_iter().filter(|(name, _)| name != "Total").flat_map(|(_, it)| it.reports);
    Ok(files.map(|it| (it.name, it.stats.all())).collect())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn lines_of_languages_inside_count() {
        let json = br#"{
            "Rust": {"blanks": 1, "reports": [{"name": "/a/b.rs", "stats": {
                "blanks": 1, "code": 2, "comments": 3, "blobs": {"Markdown": {"blanks": 0, "code": 4, "comments": 0, "blobs": {}}}}}]},
            "Total": {"code": 6, "reports": []}
        }"#;
        let counted: Vec<_> = read(json).expect("it is JSON").into_iter().collect();
        assert_eq!(counted, [("/a/b.rs".into(), 6)]);
    }
}
