//! `cargo xtask digests`: whether digests see what they must, on real code.
//!
//! A pin is worth having if a formatter never breaks it and a change of behaviour always does. Both halves are
//! tried on files that nobody here wrote: real formatters in two styles each, and thousands of small changes.

mod cost;
mod formats;
mod formatters;
mod mutate;
mod mutations;
mod random;
mod readings;
mod styles;
mod units;

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use canton_grammars::Language;

use crate::walk::source_files;
use random::Random;

/// Tries digests on real code.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Languages; every one of the experiment by default
    languages: Vec<String>,
    /// A folder of code to use in place of the languages' own corpora
    #[arg(long)]
    corpus: Option<PathBuf>,
    /// Where the corpora are kept
    #[arg(long)]
    dir: Option<PathBuf>,
    /// A folder with formatters, searched before PATH; may be given several times
    #[arg(long, value_name = "DIR")]
    tool_dir: Vec<PathBuf>,
    /// How many files of each language are formatted; 0 tries mutations alone
    #[arg(long, default_value_t = 200)]
    files: usize,
    /// How many mutations of each language are tried
    #[arg(long, default_value_t = 2400)]
    mutations: usize,
    /// Measures what digests cost instead, in so many rounds; in a release build
    #[arg(long, value_name = "ROUNDS")]
    cost: Option<usize>,
    /// How many units of each style are shown that a formatter moved
    #[arg(long, default_value_t = 20)]
    show: usize,
}

/// The languages of the experiment, each with the corpus that it is tried on.
const CORPORA: [(&str, &str); 7] = [
    ("python", "django"),
    ("javascript", "django"),
    ("typescript", "ts"),
    ("tsx", "ts"),
    ("go", "kubernetes"),
    ("rust", "crates"),
    ("java", "jdk17"),
];

/// A file of the sample.
pub(super) struct Sample {
    /// For a person to find it.
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// Files that are smaller say little, larger ones say the same again and again.
const SIZES: std::ops::Range<u64> = 400..60_000;

/// A line as long as this was written by a program.
const LONGEST_LINE: usize = 300;

/// Prints two tables, and what was moved or not seen. Fails where a mutation was not seen.
pub(crate) fn run(options: &Options) -> Result<()> {
    if let Some(rounds) = options.cost {
        return measure(options, rounds);
    }
    let mut formats = formats::Report::new(options.show);
    let mut mutations = mutations::Report::default();
    for language in languages(&options.languages)? {
        let folder = folder(options, language.name)?;
        let mut files = sample(&folder, language)?;
        ensure!(!files.is_empty(), "there is no {} code in {}", language.name, folder.display());
        mutations.add(language, &files, options.mutations);
        files.truncate(options.files);
        if options.files > 0 {
            formats.add(language, &files, &options.tool_dir)?;
        }
    }
    println!("## Formatters\n\n{}\n## Mutations\n\n{}", formats, mutations);
    ensure!(mutations.unseen() == 0, "{} mutations left the digest as it was", mutations.unseen());
    Ok(())
}

/// Prints what digests cost, a row a language.
fn measure(options: &Options, rounds: usize) -> Result<()> {
    let mut report = cost::Report::new();
    for language in languages(&options.languages)? {
        let mut files = sample(&folder(options, language.name)?, language)?;
        files.truncate(options.files);
        report.add(language, &files, rounds)?;
    }
    println!("{}", report.0);
    Ok(())
}

fn languages(names: &[String]) -> Result<Vec<&'static Language>> {
    let all = CORPORA.map(|(name, _)| name.to_owned());
    let names = if names.is_empty() { &all[..] } else { names };
    let find = |name: &String| Language::by_name(name).with_context(|| format!("`{name}` is no language"));
    names.iter().map(find).collect()
}

fn folder(options: &Options, language: &str) -> Result<PathBuf> {
    if let Some(folder) = &options.corpus {
        return Ok(folder.clone());
    }
    let corpus = CORPORA.iter().find(|(name, _)| *name == language);
    let (_, corpus) = corpus.with_context(|| format!("name a `--corpus` for {language}"))?;
    let folder = options.dir.clone().unwrap_or_else(crate::default_corpora).join(corpus);
    ensure!(folder.is_dir(), "{} is not there; `cargo xtask corpora {corpus}` fetches it", folder.display());
    Ok(folder)
}

/// The files of a language that people wrote, in an order that is random and always the same.
fn sample(folder: &Path, language: &'static Language) -> Result<Vec<Sample>> {
    let files = source_files(folder).into_iter();
    let files = files.filter(|file| file.language.name == language.name && SIZES.contains(&file.size));
    let mut paths: Vec<PathBuf> = files.map(|file| file.path).collect();
    paths.sort_unstable();
    Random::new().shuffle(&mut paths);
    by_turns(folder, &mut paths);
    let mut samples = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).with_context(|| format!("read {}", path.display()))?;
        let Ok(text) = String::from_utf8(bytes) else { continue };
        if text.lines().all(|line| line.len() < LONGEST_LINE) {
            samples.push(Sample { path, text });
        }
        if samples.len() == MOST {
            break;
        }
    }
    Ok(samples)
}

/// Puts one file of each package after the other, or one that is all of a kind would fill the sample.
fn by_turns(folder: &Path, paths: &mut Vec<PathBuf>) {
    let mut turns: HashMap<OsString, usize> = HashMap::new();
    let mut numbered: Vec<(usize, PathBuf)> = Vec::new();
    for path in paths.drain(..) {
        let package = path.strip_prefix(folder).ok().and_then(|it| it.iter().next());
        let turn = turns.entry(package.unwrap_or_default().to_owned()).or_default();
        numbered.push((*turn, path));
        *turn += 1;
    }
    numbered.sort_by_key(|(turn, _)| *turn);
    paths.extend(numbered.into_iter().map(|(_, path)| path));
}

/// So many files are read, whether or not all of them are used.
const MOST: usize = 1000;
