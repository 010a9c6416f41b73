//! The second half: whether the digest of a unit sees every small change of it.

use std::collections::BTreeMap;
use std::fmt;

use canton_grammars::Language;
use canton_syntax::digest::Digest;
use canton_syntax::outline::{Outline, outline};
use rayon::prelude::*;

use super::Sample;
use super::mutate::{Class, Mutation, mutations};
use super::random::Random;
use super::readings::reading;
use super::units::digests;
use crate::table::Table;

/// What became of the mutations, by language and class.
#[derive(Default)]
pub(super) struct Report {
    counts: BTreeMap<(&'static str, Class), Counts>,
    unseen: Vec<String>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    tried: usize,
    unparsable: usize,
    unseen: usize,
}

/// What a mutation did to the unit that it stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The unit has another digest, or there are other units.
    Seen,
    Unparsable,
    Unseen,
}

impl Report {
    /// Tries about `wanted` mutations of the files.
    pub(super) fn add(&mut self, language: &'static Language, files: &[Sample], wanted: usize) {
        let chosen = choose(language, files, wanted);
        let tried: Vec<_> = chosen
            .par_iter()
            .filter_map(|(file, mutation)| Some((*file, mutation, outcome(language, &file.text, mutation)?)))
            .collect();
        for (file, mutation, outcome) in tried {
            let counts = self.counts.entry((language.name, mutation.class)).or_default();
            counts.tried += 1;
            counts.unparsable += usize::from(outcome == Outcome::Unparsable);
            counts.unseen += usize::from(outcome == Outcome::Unseen);
            if outcome == Outcome::Unseen {
                self.unseen.push(shown(language, file, mutation));
            }
        }
    }

    /// How many changes no digest saw.
    pub(super) fn unseen(&self) -> usize {
        self.unseen.len()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(["language", "mutation", "tried", "of them unparsable", "not seen"]);
        let mut sums: BTreeMap<&str, Counts> = BTreeMap::new();
        let row = |language: &str, what: &str, counts: Counts| {
            let numbers = [counts.tried, counts.unparsable, counts.unseen].map(|it| it.to_string());
            let [tried, unparsable, unseen] = numbers;
            [language.to_owned(), what.to_owned(), tried, unparsable, unseen]
        };
        for ((language, class), counts) in &self.counts {
            table.row(row(language, class.as_str(), *counts));
            let sum = sums.entry(language).or_default();
            sum.tried += counts.tried;
            sum.unparsable += counts.unparsable;
            sum.unseen += counts.unseen;
        }
        sums.into_iter().for_each(|(language, counts)| table.row(row(language, "**all**", counts)));
        writeln!(f, "{table}")?;
        self.unseen.iter().try_for_each(|mutation| writeln!(f, "{mutation}"))
    }
}

/// Mutations by chance, of each class about as many, of each file a few.
fn choose<'s>(
    language: &'static Language,
    files: &'s [Sample],
    wanted: usize,
) -> Vec<(&'s Sample, Mutation)> {
    let mut random = Random::new();
    let mut of_class: BTreeMap<Class, Vec<(&Sample, Mutation)>> = BTreeMap::new();
    let a_file = (wanted / files.len().max(1)).max(4);
    for file in files {
        let mut all = mutations(&file.text, language);
        random.shuffle(&mut all);
        let mut taken: BTreeMap<Class, usize> = BTreeMap::new();
        for mutation in all {
            let taken = taken.entry(mutation.class).or_default();
            let of_class = of_class.entry(mutation.class).or_default();
            if *taken < a_file && of_class.len() < wanted {
                *taken += 1;
                of_class.push((file, mutation));
            }
        }
    }
    // A class that is rare leaves its share to the others.
    let mut classes: Vec<Vec<(&Sample, Mutation)>> = of_class.into_values().collect();
    classes.sort_by_key(Vec::len);
    let mut chosen = Vec::new();
    let count = classes.len();
    for (index, mut class) in classes.into_iter().enumerate() {
        class.truncate((wanted - chosen.len()) / (count - index));
        chosen.append(&mut class);
    }
    chosen
}

/// `None` where the unit, or one that it stands in, was unparsable before.
fn outcome(language: &'static Language, text: &str, mutation: &Mutation) -> Option<Outcome> {
    if mutation.class.must_change_reading() {
        return outcome_of_reading(language, text, mutation);
    }
    let outline = outline(text, language);
    let (name, digest) = unit_around(&outline, &mutation.range);
    let digest = digest?;
    let (before, after) = (digests(text, language), digests(&mutated(text, mutation), language));
    // What a change puts behind a unit may be an error of the one around it.
    let broken = |units: &BTreeMap<String, Option<Digest>>| units.values().filter(|it| it.is_none()).count();
    Some(match after.get(name) {
        _ if broken(&after) > broken(&before) => Outcome::Unparsable,
        Some(Some(now)) if *now == digest && after.keys().eq(before.keys()) => Outcome::Unseen,
        _ => Outcome::Seen,
    })
}

/// `None` where the text is read as before, or was unparsable. Code may have gone over to another unit, so all count.
fn outcome_of_reading(language: &'static Language, text: &str, mutation: &Mutation) -> Option<Outcome> {
    let mutated = mutated(text, mutation);
    let (before, after) = (digests(text, language), digests(&mutated, language));
    if before.values().any(Option::is_none) || reading(text, language) == reading(&mutated, language) {
        return None;
    }
    Some(match before == after {
        true => Outcome::Unseen,
        false if after.values().any(Option::is_none) => Outcome::Unparsable,
        false => Outcome::Seen,
    })
}

fn mutated(text: &str, mutation: &Mutation) -> String {
    let mut res = text.to_owned();
    res.replace_range(mutation.range.clone(), &mutation.new);
    res
}

/// The name and the digest of the innermost unit that holds all of a range, and more; none where one of those has none.
fn unit_around<'o>(outline: &'o Outline, range: &std::ops::Range<usize>) -> (&'o str, Option<Digest>) {
    let holds = |start: usize, end: usize| start <= range.start && range.end <= end;
    let units = outline.symbols.iter().enumerate().filter(|(index, it)| it.unit as usize == *index);
    let around: Vec<_> = units
        .map(|(_, it)| it)
        .filter(|it| {
            let (start, end) = (it.range.start().into(), it.range.end().into());
            holds(start, end) && (start..end) != *range
        })
        .collect();
    let unit = around.last().copied().or(outline.symbols.first());
    let is_whole = around.iter().all(|it| it.digest.is_some());
    unit.map_or(("", None), |unit| (outline.text(unit.name), unit.digest.filter(|_| is_whole)))
}

/// For a person: where, and the line before and after.
fn shown(language: &'static Language, file: &Sample, mutation: &Mutation) -> String {
    let line = file.text[..mutation.range.start].matches('\n').count() + 1;
    let old = &file.text[mutation.range.clone()];
    let around = |text: &str| text.replace('\n', "⏎");
    let before: String = file.text[..mutation.range.start].chars().rev().take(30).collect();
    let before: String = before.chars().rev().collect();
    let after: String = file.text[mutation.range.end..].chars().take(30).collect();
    let place = format!("- {}: {}:{line}", language.name, file.path.display());
    let (before, old, new, after) = (around(&before), around(old), around(&mutation.new), around(&after));
    format!("{place} {}: {before}[{old} → {new}]{after}", mutation.class.as_str())
}
