//! Ten times the files, ten times the manifests: an edit must cost the same.

use std::fs;

use anyhow::Result;

use super::Bench;
use super::edits::{Document, in_server};
use super::server::{Server, canton, settle};
use super::stats::{Samples, ratio};
use super::workspace::Synthetic;
use crate::table::milliseconds;

const SMALL: Synthetic = Synthetic { files: 1_000, manifests: 100 };
const MORE_FILES: Synthetic = Synthetic { files: 10_000, manifests: 100 };
const MORE_MANIFESTS: Synthetic = Synthetic { files: 1_000, manifests: 1_000 };

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

fn edit_median(server: &Server, workspace: &Synthetic, edits: usize) -> Result<std::time::Duration> {
    let root = workspace.write()?;
    // It calls another file, and a seventh of all files rest on it.
    let path = root.join(Synthetic::file(1));
    let mut client = server.start(&root)?;
    let mut document = Document::new(fs::read_to_string(&path)?);
    client.open(&path, "python", document.text())?;
    settle(&client)?;
    Ok(in_server(&mut client, &path, &mut document, edits)?.median())
}
