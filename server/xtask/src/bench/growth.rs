//! Ten times the files, ten times the manifests: an edit must cost the same.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use canton_grammars::Language;

use super::Bench;
use super::server::{Server, canton, edit_samples};
use super::stats::{Samples, ratio};
use super::workspace::{RULES, Synthetic};
use crate::table::milliseconds;

const SMALL: Synthetic = Synthetic { files: 1_000, manifests: 100, rules: RULES };
const MORE_FILES: Synthetic = Synthetic { files: 10_000, manifests: 100, rules: RULES };
const MORE_MANIFESTS: Synthetic = Synthetic { files: 1_000, manifests: 1_000, rules: RULES };

pub(super) fn run(bench: &mut Bench) -> Result<()> {
    let server = canton(bench);
    let mut samples = [Samples::default(), Samples::default(), Samples::default()];
    for _ in 0..bench.rounds {
        for (samples, workspace) in samples.iter_mut().zip([SMALL, MORE_FILES, MORE_MANIFESTS]) {
            samples.push(edit_median(&server, &workspace, bench.edits)?);
        }
    }
    let [small, files, manifests] = samples.map(|it| it.median());
    for (what, measured, workspace) in
        [("ten times the files", files, MORE_FILES), ("ten times the manifests", manifests, MORE_MANIFESTS)]
    {
        let on = format!("{} files, {} manifests", workspace.files, workspace.manifests);
        let of = format!("{} / {}", milliseconds(measured), milliseconds(small));
        bench.at_most(&format!("{what}: edit p50"), &on, ratio(measured, small), 1.2, of);
    }
    Ok(())
}

/// The median of edits of a generated file that calls another one, and on which a seventh of all files rest.
pub(super) fn edit_median(server: &Server, workspace: &Synthetic, edits: usize) -> Result<Duration> {
    let root = workspace.write()?;
    let language = Language::by_name("python").context("Python is one of the languages")?;
    Ok(edit_samples(server, &root, (Path::new(&Synthetic::file(1)), language), edits)?.median())
}
