//! The cases of a class: small workspaces, each with its edges.
//!
//! ```text
//! == alias
//! //- main.py
//! def work(): pass
//! job = work
//! job()
//! =>
//! . -> work
//! ```
//!
//! Behind `=>` stands who calls whom: symbols of the first file by their names, that file itself as `.`, and those of
//! other files with their path, `tools.py#hit`.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use test_fixture::Fixture;

use super::Edge;

/// A workspace, and who calls whom in it.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) fixture: Fixture,
    pub(super) edges: BTreeSet<Edge>,
}

pub(super) fn parse(text: &str) -> Result<Vec<Case>> {
    let cases = text.split("\n== ").map(|it| it.trim_start_matches("== "));
    cases.filter(|it| !it.trim().is_empty()).map(case).collect()
}

fn case(text: &str) -> Result<Case> {
    let (name, rest) = text.split_once('\n').context("a case without files")?;
    let (files, edges) = rest.split_once("\n=>").with_context(|| format!("`{name}` has no `=>`"))?;
    let fixture = Fixture::parse(files);
    let first = fixture.files.first().with_context(|| format!("`{name}` has no file"))?.path.clone();
    let mut known = BTreeSet::new();
    for line in edges.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (from, to) = line.split_once(" -> ").with_context(|| format!("no `->` in `{line}`"))?;
        known.extend(to.split(',').map(|to| (id(&first, from), id(&first, to))));
    }
    Ok(Case { name: name.to_owned(), fixture, edges: known })
}

/// The id of a symbol as it is written in a case.
fn id(first: &str, written: &str) -> String {
    match written.trim() {
        "." => first.to_owned(),
        path if path.contains(['#', '/']) => path.to_owned(),
        name => format!("{first}#{name}"),
    }
}
