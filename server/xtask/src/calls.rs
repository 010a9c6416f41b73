//! `cargo xtask calls`: how well calls are resolved, counted on small workspaces with every edge that they have.
//!
//! A case is a workspace and the complete list of who calls whom in it, when it runs: `server/semantic/tests/calls/`
//! has a folder for each language and a file for each class. A call is what is written as one, a decorator that is
//! applied, and a function that is handed to code outside of the workspace, which calls it. A call of a class is one
//! of its constructor, where it or a base has one; a call of a decorated function is one of that function; a lambda
//! without a name belongs to the function around it.

mod cases;
mod corpus;
mod workspace;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::table::Table;
use cases::Case;

/// Counts resolved calls on small workspaces.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Languages; all by default
    languages: Vec<String>,
    /// Shows each edge that is false or missed
    #[arg(long)]
    show: bool,
    /// Resolves the calls of a folder instead, and says what became of them and what it cost
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Says instead what became of promises that every function of that folder might make
    #[arg(long, requires = "corpus")]
    verdicts: bool,
}

/// Who calls whom.
type Edge = (String, String);

/// What was found of what there is.
#[derive(Clone, Copy, Default)]
struct Score {
    cases: usize,
    /// Edges that there are and that were found.
    hits: usize,
    /// Edges that were found and are none.
    wrong: usize,
    missed: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.cases += other.cases;
        self.hits += other.hits;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    fn precision(self) -> f64 {
        ratio(self.hits, self.hits + self.wrong)
    }

    fn recall(self) -> f64 {
        ratio(self.hits, self.hits + self.missed)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Prints a table of each language's classes.
pub(crate) fn run(options: &Options) -> Result<()> {
    if let Some(folder) = &options.corpus {
        let report = if options.verdicts { corpus::verdicts } else { corpus::report };
        println!("{}", report(folder)?);
        return Ok(());
    }
    for language in languages()? {
        if options.languages.is_empty() || options.languages.contains(&language) {
            println!("{}", report(&language, options.show)?);
        }
    }
    Ok(())
}

/// The languages that have cases.
fn languages() -> Result<Vec<String>> {
    Ok(entries(&folder())?.iter().filter(|it| it.is_dir()).filter_map(|it| stem(it)).collect())
}

fn folder() -> PathBuf {
    crate::root().join("server/semantic/tests/calls")
}

/// The paths in a folder, sorted.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|it| it.path()).collect();
    paths.sort_unstable();
    Ok(paths)
}

fn stem(path: &Path) -> Option<String> {
    path.file_stem().and_then(|it| it.to_str()).map(str::to_owned)
}

/// The table of a language.
fn report(language: &str, show: bool) -> Result<String> {
    let mut table = Table::new([language, "cases", "found", "wrong", "missed", "precision", "recall"]);
    let mut all = Score::default();
    let mut shown = String::new();
    for path in entries(&folder().join(language))? {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let class = stem(&path).unwrap_or_default();
        let mut score = Score::default();
        for case in cases::parse(&text).with_context(|| format!("in {}", path.display()))? {
            score.add(scored(&class, &case, show.then_some(&mut shown)));
        }
        all.add(score);
        add_row(&mut table, &class, score);
    }
    ensure!(all.cases > 0, "there are no cases of {language}");
    add_row(&mut table, "all", all);
    Ok(format!("{table}{shown}"))
}

fn add_row(table: &mut Table, name: &str, score: Score) {
    let numbers = [score.cases, score.hits, score.wrong, score.missed].map(|it| it.to_string());
    let [cases, hits, wrong, missed] = numbers;
    let (precision, recall) = (format!("{:.3}", score.precision()), format!("{:.3}", score.recall()));
    table.row([name.to_owned(), cases, hits, wrong, missed, precision, recall]);
}

/// Compares what is found in a case with what there is.
fn scored(class: &str, case: &Case, shown: Option<&mut String>) -> Score {
    let found = workspace::edges(&case.fixture);
    let wrong: BTreeSet<&Edge> = found.difference(&case.edges).collect();
    let missed: BTreeSet<&Edge> = case.edges.difference(&found).collect();
    if let Some(shown) = shown {
        let lines = wrong.iter().map(|it| ("wrong", it)).chain(missed.iter().map(|it| ("missed", it)));
        for (what, (from, to)) in lines {
            shown.push_str(&format!("{what}: {class}, {}: {from} -> {to}\n", case.name));
        }
    }
    let hits = found.len() - wrong.len();
    Score { cases: 1, hits, wrong: wrong.len(), missed: missed.len() }
}

#[cfg(test)]
mod tests {
    use expect_test::{ExpectFile, expect_file};

    /// Precision and recall may not drop: whoever makes them better writes the new table down.
    #[track_caller]
    fn check(language: &str, expect: &ExpectFile) {
        let table = super::report(language, false).expect("the cases can be read");
        expect.assert_eq(&table);
    }

    #[test]
    fn the_table_of_python() {
        check("python", &expect_file!["../../semantic/tests/calls/python.md"]);
    }

    #[test]
    fn the_table_of_typescript() {
        check("typescript", &expect_file!["../../semantic/tests/calls/typescript.md"]);
    }
}
