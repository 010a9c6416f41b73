//! Folders for a server to work in: copies of corpora with manifests, and generated ones.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::walk::source_files;

/// The main folder of what the benchmark makes: below `target`, so that no tool of ours reads it.
fn home() -> PathBuf {
    crate::root().join("target/bench")
}

/// The name of the manifest of a copied corpus, in its root.
pub(super) const MANIFEST: &str = "bench.canton.yaml";

/// A canton over everything.
pub(super) const EVERYTHING: &str = "name: bench\nsource: \"**\"\ntested: true\nowner: \"@bench\"\n";

/// What makes every symbol of a canton be judged.
pub(super) const RULES: &str = "invariants:\n  - destructive: false\neffects: []\n";

/// A copy of a corpus by hard links, with `manifest`; made once.
///
/// A server writes nothing in a benchmark, so that the links never change the corpus.
pub(super) fn of_corpus(name: &str, corpus: &Path, manifest: &str) -> Result<PathBuf> {
    let target = home().join(name);
    if fs::read_to_string(target.join(MANIFEST)).is_ok_and(|it| it == manifest) {
        return Ok(target);
    }
    for file in source_files(corpus) {
        let path = target.join(file.path.strip_prefix(corpus)?);
        fs::create_dir_all(path.parent().context("a file has a folder")?)?;
        if fs::hard_link(&file.path, &path).is_err() && !path.exists() {
            fs::copy(&file.path, &path)?;
        }
    }
    fs::write(target.join("federation.yaml"), "canon:\n  requires: [owned]\n")?;
    fs::write(target.join("CODEOWNERS"), "* @bench\n")?;
    fs::write(target.join(MANIFEST), manifest)?;
    Ok(target)
}

/// A generated federation: so many files of ten functions that call each other in a circle, each file resting on
/// another one and seven on each. Circles through files are rare in real code and small: the largest in django, Home
/// Assistant and 200 npm packages have 6, 7 and 22 functions.
pub(super) struct Synthetic {
    pub(super) files: usize,
    pub(super) manifests: usize,
    /// The rules of each manifest.
    pub(super) rules: &'static str,
}

/// Files in one folder.
const FILES_A_FOLDER: usize = 20;
/// Functions in one file.
const FUNCTIONS: usize = 10;

impl Synthetic {
    /// Writes it, if it is not there.
    pub(super) fn write(&self) -> Result<PathBuf> {
        let kind = if self.rules.is_empty() { "plain" } else { "judged" };
        let root = home().join(format!("{kind}-{}-{}", self.files, self.manifests));
        let mark = root.join("federation.yaml");
        if mark.exists() {
            return Ok(root);
        }
        for index in 0..self.files {
            let path = root.join(Synthetic::file(index));
            fs::create_dir_all(path.parent().context("a file has a folder")?)?;
            fs::write(path, self.source(index))?;
        }
        for index in 0..self.manifests {
            let file = index * self.files / self.manifests;
            let folder = root.join(format!("pkg_{}", file / FILES_A_FOLDER));
            fs::write(folder.join(format!("unit-{index}.canton.yaml")), self.manifest(index, file))?;
        }
        fs::write(root.join("CODEOWNERS"), "* @bench\n")?;
        fs::write(mark, "canon:\n  requires: [owned]\n")?;
        Ok(root)
    }

    /// The path of a generated file.
    pub(super) fn file(index: usize) -> String {
        format!("pkg_{}/mod_{index}.py", index / FILES_A_FOLDER)
    }

    fn source(&self, index: usize) -> String {
        let other = index / 7;
        let mut text = format!(
            "\"\"\"Module {index}.\"\"\"\n\nfrom pkg_{}.mod_{other} import step_{other}_0\n",
            other / FILES_A_FOLDER
        );
        for function in 0..FUNCTIONS {
            let next = (function + 1) % FUNCTIONS;
            let _ = write!(
                text,
                "\n\ndef step_{index}_{function}(value, limit=10):\n    \"\"\"Step {function}.\"\"\"\n    \
                 total = value + {function}\n    while total < limit:\n        total += step_{other}_0(total)\n    \
                 if total > 100:\n        return step_{index}_{next}(total - 100)\n    return total\n"
            );
        }
        text
    }

    fn manifest(&self, index: usize, file: usize) -> String {
        format!(
            "name: unit-{index}\nsource: mod_{file}.py#step_{file}_{}\naccepts: [bench.number]\n\
             emits: [bench.number]\n{}tested: true\nowner: \"@bench\"\n",
            index % FUNCTIONS,
            self.rules
        )
    }
}
