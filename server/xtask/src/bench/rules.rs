//! What rules cost: a cold check and an edit where every symbol is judged, beside the same where none is.

use std::path::PathBuf;

use anyhow::Result;

use super::growth::edit_median;
use super::server::{canton, edit_samples, long_file};
use super::stats::{Samples, ratio};
use super::workspace::{EVERYTHING, RULES, Synthetic, of_corpus};
use super::{Bench, cold};
use crate::table::{milliseconds, seconds};

const JUDGED: Synthetic = Synthetic { files: 20_000, manifests: 1_000, rules: RULES };
const PLAIN: Synthetic = Synthetic { rules: "", ..JUDGED };

/// The same workspace without rules, and with them.
type Pair<T> = [T; 2];

pub(super) fn run(bench: &mut Bench) -> Result<()> {
    let server = canton(bench);
    for (name, corpus) in bench.corpora.clone() {
        let plain = of_corpus(&format!("{name}-plain"), &corpus, EVERYTHING)?;
        let judged = of_corpus(&format!("{name}-rules"), &corpus, &format!("{EVERYTHING}{RULES}"))?;
        let roots = [plain, judged];
        cold_checks(bench, &name, &roots)?;
        let file = long_file(&corpus)?;
        let inside = file.path.strip_prefix(&corpus)?;
        let mut samples = Pair::<Samples>::default();
        for _ in 0..bench.rounds {
            for (samples, root) in samples.iter_mut().zip(&roots) {
                samples.push(edit_samples(&server, root, (inside, file.language), bench.edits)?.median());
            }
        }
        report_edits(bench, &format!("{name}: {}", inside.display()), &samples);
    }
    let mut samples = Pair::<Samples>::default();
    for _ in 0..bench.rounds {
        for (samples, workspace) in samples.iter_mut().zip([PLAIN, JUDGED]) {
            samples.push(edit_median(&server, &workspace, bench.edits)?);
        }
    }
    report_edits(bench, &format!("{} files, {} manifests", JUDGED.files, JUDGED.manifests), &samples);
    Ok(())
}

fn cold_checks(bench: &mut Bench, name: &str, roots: &Pair<PathBuf>) -> Result<()> {
    let mut samples = Pair::<Samples>::default();
    for _ in 0..bench.rounds {
        for (samples, root) in samples.iter_mut().zip(roots) {
            samples.push(cold::check(bench, root, 2)?.cpu);
        }
    }
    let [plain, judged] = samples.map(|it| it.median());
    let of = format!("{} s / {} s", seconds(judged), seconds(plain));
    bench.at_most("cold check CPU, with rules / without", name, ratio(judged, plain), 1.4, of);
    Ok(())
}

fn report_edits(bench: &mut Bench, on: &str, samples: &Pair<Samples>) {
    let [plain, judged] = samples.each_ref().map(Samples::median);
    let of = format!("{} / {}", milliseconds(judged), milliseconds(plain));
    bench.at_most("edit p50, with rules / without", on, ratio(judged, plain), 2.0, of);
}
