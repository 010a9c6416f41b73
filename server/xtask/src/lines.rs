//! `cargo xtask lines`: the lines of code that outlines count, beside those that tokei counts in the same files.
//!
//! Two things are asked of every file: that the lines of its units add up to its lines of code, each counted once,
//! and that another counter sees as many. The first must hold; of the second, every class of difference must be
//! understood, and be a choice.

mod tokei;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use canton_syntax::outline::outline;
use rayon::prelude::*;

use crate::table::Table;
use crate::walk::{SourceFile, source_files};

/// Counts lines of code beside tokei.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Languages; every one that the corpora have by default
    languages: Vec<String>,
    /// A folder of code; may be given several times
    #[arg(long, value_name = "DIR", required = true)]
    corpus: Vec<PathBuf>,
    /// The program to compare with
    #[arg(long, default_value = "tokei")]
    tool: PathBuf,
    /// At most so many files of each language and corpus are compared, big and small; 0 for all
    #[arg(long, default_value_t = 0)]
    files: usize,
    /// How many files of each language are shown that differ most
    #[arg(long, default_value_t = 5)]
    show: usize,
}

const HEAD: [&str; 7] =
    ["language", "files", "equal", "our lines", "tokei's lines", "more of ours", "fewer of ours"];

/// A file as both count it.
struct Counted {
    path: PathBuf,
    language: &'static str,
    /// Lines of code by our walk, and of all units together.
    ours: u32,
    of_units: u32,
    /// `None` where tokei counts no such file.
    theirs: Option<u32>,
}

/// Prints a table, and the files that differ most. Fails where the lines of units are not those of their file.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut of_language: BTreeMap<&str, Vec<Counted>> = BTreeMap::new();
    for corpus in &options.corpus {
        let corpus = corpus.canonicalize().with_context(|| format!("open {}", corpus.display()))?;
        let theirs = tokei::count(&options.tool, &corpus)?;
        let files = sample(&corpus, options);
        let counted: Vec<Counted> = files.par_iter().filter_map(|file| count(file, &theirs)).collect();
        counted.into_iter().for_each(|it| of_language.entry(it.language).or_default().push(it));
    }
    ensure!(!of_language.is_empty(), "there is no such code");
    let mut table = Table::new(HEAD);
    let mut differing = String::new();
    for (language, files) in &of_language {
        table.row(row(language, files));
        differing.push_str(&shown(language, files, options.show));
    }
    println!("{table}\n{differing}");
    let all = of_language.into_values().flatten();
    let torn: Vec<Counted> = all.filter(|it| it.ours != it.of_units).collect();
    for file in &torn {
        println!("- {}: {} lines of code, {} of units", file.path.display(), file.ours, file.of_units);
    }
    ensure!(torn.is_empty(), "the units of {} files do not add up to the files' lines of code", torn.len());
    Ok(())
}

/// The files of a corpus that are asked for: of each language so many, big and small.
fn sample(corpus: &Path, options: &Options) -> Vec<SourceFile> {
    let is_wanted = |it: &str| options.languages.is_empty() || options.languages.iter().any(|one| one == it);
    let mut of_language: BTreeMap<&str, Vec<SourceFile>> = BTreeMap::new();
    for file in source_files(corpus).into_iter().filter(|it| is_wanted(it.language.name)) {
        of_language.entry(file.language.name).or_default().push(file);
    }
    let thinned = |files: Vec<SourceFile>| {
        let (count, most) = (files.len(), options.files);
        let is_kept = move |index: usize| most == 0 || index * most / count != (index + 1) * most / count;
        let numbered = files.into_iter().enumerate();
        numbered.filter(move |(index, _)| count <= most || is_kept(*index)).map(|(_, file)| file)
    };
    of_language.into_values().flat_map(thinned).collect()
}

fn count(file: &SourceFile, theirs: &BTreeMap<PathBuf, u32>) -> Option<Counted> {
    let text = String::from_utf8(fs::read(&file.path).ok()?).ok()?;
    let outline = outline(&text, file.language);
    let of_units =
        (0..outline.symbols.len()).filter(|it| outline.is_unit(*it)).map(|it| outline.symbols[it].lines);
    Some(Counted {
        path: file.path.clone(),
        language: file.language.name,
        ours: outline.lines,
        of_units: of_units.sum(),
        theirs: theirs.get(&file.path).copied(),
    })
}

fn row(language: &str, files: &[Counted]) -> [String; 7] {
    let compared: Vec<(u32, u32)> = files.iter().filter_map(|it| Some((it.ours, it.theirs?))).collect();
    let equal = compared.iter().filter(|(ours, theirs)| ours == theirs).count();
    let sum = |of: &dyn Fn(&(u32, u32)) -> u32| {
        compared.iter().map(|it| u64::from(of(it))).sum::<u64>().to_string()
    };
    [
        language.to_owned(),
        compared.len().to_string(),
        equal.to_string(),
        sum(&|it| it.0),
        sum(&|it| it.1),
        sum(&|it| it.0.saturating_sub(it.1)),
        sum(&|it| it.1.saturating_sub(it.0)),
    ]
}

/// The files that differ most, each with its counts, and how many tokei does not know.
fn shown(language: &str, files: &[Counted], show: usize) -> String {
    let mut res = String::new();
    let mut differing: Vec<(&Path, u32, u32)> = files
        .iter()
        .filter_map(|it| Some((it.path.as_path(), it.ours, it.theirs?)))
        .filter(|(_, ours, theirs)| ours != theirs)
        .collect();
    differing.sort_by_key(|(path, ours, theirs)| (std::cmp::Reverse(ours.abs_diff(*theirs)), *path));
    let unknown = files.iter().filter(|it| it.theirs.is_none()).count();
    if differing.is_empty() && unknown == 0 || show == 0 {
        return res;
    }
    res.push_str(&format!("### {language}: {} differ, {unknown} unknown to tokei\n\n", differing.len()));
    for (path, ours, theirs) in differing.into_iter().take(show) {
        res.push_str(&format!("- {}: {ours} of ours, {theirs} of tokei's\n", path.display()));
    }
    res.push('\n');
    res
}
