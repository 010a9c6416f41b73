//! What digests cost: outlines with and without them, beside the bare parse of the same texts.

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use anyhow::{Context, Result};
use canton_grammars::Language;
use canton_syntax::outline::{outline, undigested};
use canton_syntax::parse::parse;

use super::Sample;
use crate::table::Table;

/// A row a language: the time of the parser, of an outline without digests and of one with them.
pub(super) struct Report(pub(super) Table);

impl Report {
    pub(super) fn new() -> Report {
        let head = ["language", "files", "MB", "parse", "outline", "with digests", "on top", "of the walk"];
        Report(Table::new(head))
    }

    /// Measures the texts in so many interleaved rounds, of which the median counts.
    pub(super) fn add(&mut self, language: &'static Language, files: &[Sample], rounds: usize) -> Result<()> {
        let mut times: [Vec<Duration>; 3] = Default::default();
        for _ in 0..rounds {
            times[0].push(time(files, |text| drop(black_box(parse(text, language, &|| false))))?);
            times[1].push(time(files, |text| drop(black_box(undigested(text, language))))?);
            times[2].push(time(files, |text| drop(black_box(outline(text, language))))?);
        }
        let [parsed, without, with] = times.map(|mut times| {
            times.sort_unstable();
            times.get(times.len() / 2).copied().unwrap_or_default()
        });
        let bytes: usize = files.iter().map(|it| it.text.len()).sum();
        let share = |of: Duration| {
            let cost = with.saturating_sub(without).as_secs_f64();
            format!("{:.1} %", cost / of.as_secs_f64().max(f64::MIN_POSITIVE) * 100.0)
        };
        let milliseconds = |it: Duration| format!("{:.0} ms", it.as_secs_f64() * 1000.0);
        self.0.row([
            language.name.to_owned(),
            files.len().to_string(),
            format!("{:.1}", bytes as f64 / 1e6),
            milliseconds(parsed),
            milliseconds(without),
            milliseconds(with),
            share(without),
            share(without.saturating_sub(parsed)),
        ]);
        Ok(())
    }
}

/// The time that this thread runs while `work` is done for each text: others on the machine do not count.
fn time(files: &[Sample], work: impl Fn(&str)) -> Result<Duration> {
    let start = running()?;
    files.iter().for_each(|file| work(&file.text));
    Ok(running()?.saturating_sub(start))
}

/// How long this thread has run.
fn running() -> Result<Duration> {
    let path = "/proc/thread-self/schedstat";
    let text = fs::read_to_string(path).with_context(|| format!("read {path}"))?;
    let nanoseconds = text.split_whitespace().next().and_then(|it| it.parse().ok());
    nanoseconds.map(Duration::from_nanos).with_context(|| format!("{path} has no number"))
}
