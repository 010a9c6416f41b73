//! A cold `canton check`, beside the bare parse of the same bytes, beside ast-grep.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};
use canton_syntax::outline::{Outline, outline};
use rayon::prelude::*;

use super::stats::{Samples, ratio};
use super::{Bench, parse};
use crate::corpora;
use crate::process::{self, Cost};
use crate::table::{megabytes, seconds};
use crate::walk::source_files;

/// A rule of ast-grep that finds functions, by the language's name here: its name there and a node's kind.
const RULES: [(&str, &str, &str); 6] = [
    ("python", "python", "function_definition"),
    ("javascript", "javascript", "function_declaration"),
    ("typescript", "typescript", "function_declaration"),
    ("go", "go", "function_declaration"),
    ("rust", "rust", "function_item"),
    ("java", "java", "method_declaration"),
];

/// What the rounds gave, of one corpus.
#[derive(Default)]
struct Rounds {
    parse: Samples,
    check: Vec<Cost>,
    one_thread: Vec<Cost>,
    peer: Vec<Cost>,
    /// The bytes of the outlines.
    outlines: u64,
}

pub(super) fn run(bench: &mut Bench) -> Result<()> {
    for (name, path) in bench.corpora.clone() {
        let mut rounds = Rounds { outlines: outlines(&path), ..Rounds::default() };
        let rule = peer_rule(&bench.dir, &path)?;
        for _ in 0..bench.rounds {
            round(bench, &path, rule.as_ref(), &mut rounds)?;
        }
        report(bench, &name, &rounds);
    }
    Ok(())
}

fn round(
    bench: &mut Bench,
    corpus: &Path,
    rule: Option<&(PathBuf, PathBuf)>,
    rounds: &mut Rounds,
) -> Result<()> {
    rounds.parse.push(Duration::from_secs_f64(parse::measure(corpus, 2)?.parse_seconds));
    rounds.check.push(check(bench, corpus, 2)?);
    rounds.one_thread.push(check(bench, corpus, 1)?);
    if let Some((program, rule)) = rule {
        let mut scan = Command::new(program);
        scan.args(["scan", "--threads", "2", "--json=stream", "--rule"]).arg(rule).arg(corpus);
        bench.commands.push(process::display(&scan));
        rounds.peer.push(process::measure(&mut scan, None)?);
    }
    Ok(())
}

/// What a check costs.
pub(super) fn check(bench: &mut Bench, corpus: &Path, threads: usize) -> Result<Cost> {
    let mut command = Command::new(&bench.binary);
    command.args(["check", "--format", "json", "--threads", &threads.to_string()]).arg(corpus);
    bench.commands.push(process::display(&command));
    let cost = process::measure(&mut command, None)?;
    if !matches!(cost.status.code(), Some(0 | 1)) {
        bail!("{}: {}", process::display(&command), cost.status);
    }
    Ok(cost)
}

/// How many bytes the outlines of a corpus have: what a cache holds, as long as nothing packs them further.
fn outlines(corpus: &Path) -> u64 {
    let files = source_files(corpus);
    let texts = files.par_iter().filter_map(|it| Some((fs::read_to_string(&it.path).ok()?, it.language)));
    texts.map(|(text, language)| bytes_of(&outline(&text, language)) as u64).sum()
}

fn bytes_of(outline: &Outline) -> usize {
    let Outline { names, symbols, calls, flow, arguments, parameters, bindings, bases, imports, .. } =
        outline;
    let bodies = size_of_val(&**calls) + size_of_val(&**flow) + size_of_val(&**arguments);
    let places = size_of_val(&**parameters) + size_of_val(&**bindings);
    names.len() + size_of_val(&**symbols) + bodies + places + size_of_val(&**bases) + size_of_val(&**imports)
}

fn report(bench: &mut Bench, name: &str, rounds: &Rounds) {
    let cpu = |costs: &[Cost]| costs.iter().map(|it| it.cpu).collect::<Samples>().median();
    let wall = |costs: &[Cost]| costs.iter().map(|it| it.wall).collect::<Samples>().median();
    let (check, parse) = (cpu(&rounds.check), rounds.parse.median());
    let of = format!("{} s / {} s", seconds(check), seconds(parse));
    bench.at_most("cold check CPU / bare parse CPU", name, ratio(check, parse), 1.5, of);

    let (two, one) = (wall(&rounds.check), wall(&rounds.one_thread));
    let of = format!("{} s / {} s", seconds(one), seconds(two));
    bench.at_least("wall, one thread / two", name, ratio(one, two), 1.6, of);

    if rounds.peer.is_empty() {
        bench.unknown(
            "cold check CPU / ast-grep CPU",
            name,
            "ast-grep is not there: `cargo xtask corpora peers`",
        );
    } else {
        let peer = cpu(&rounds.peer);
        let of = format!("{} s / {} s", seconds(check), seconds(peer));
        bench.at_most("cold check CPU / ast-grep CPU", name, ratio(check, peer), 1.1, of);
    }
    let peak = rounds.check.iter().map(|it| it.peak_memory).max().unwrap_or(0);
    let of = format!("80 + 2 × outlines of {}", megabytes(rounds.outlines));
    let limit = 80.0 + 2.0 * rounds.outlines as f64 / 1e6;
    bench.at_most("peak memory, cold, MB", name, peak as f64 / 1e6, limit, of);
}

/// ast-grep, if it is there, and a rule for the language that most of the corpus is written in.
fn peer_rule(corpora_dir: &Path, corpus: &Path) -> Result<Option<(PathBuf, PathBuf)>> {
    let Some(program) = corpora::peer(corpora_dir, "ast-grep") else { return Ok(None) };
    let files = source_files(corpus);
    let bytes =
        |name: &str| files.iter().filter(|it| it.language.name == name).map(|it| it.size).sum::<u64>();
    let Some((_, language, kind)) = RULES.iter().max_by_key(|rule| bytes(rule.0)) else { return Ok(None) };
    let path = std::env::temp_dir().join(format!("xtask-bench-{language}.yml"));
    fs::write(&path, format!("id: functions\nlanguage: {language}\nrule:\n  kind: {kind}\n"))?;
    Ok(Some((program, path)))
}
