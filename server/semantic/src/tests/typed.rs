//! What is said of a workspace while a file is typed in is what a fresh analysis of the same texts says.

use std::fmt::Write as _;
use std::sync::Arc;
use test_fixture::Fixture;

use super::{Memory, change};
use crate::{
    Change, Db, Effort, RootDatabase, Target, callers_of, claimants, confirm_outline, edges, effects_verdict,
    find_file, property_verdict, source_files, standings, summary, symbol_key, symbol_names,
};

/// Cases of other tests, of all kinds; every so many of a table is taken.
const CASES: [(&str, usize); 7] = [
    (include_str!("../../tests/adversarial/python.txt"), 15),
    (include_str!("../../tests/adversarial/typescript.txt"), 15),
    (include_str!("../../tests/adversarial/go.txt"), 12),
    (include_str!("../../tests/adversarial/rust.txt"), 12),
    (include_str!("../../tests/adversarial/java.txt"), 12),
    (include_str!("../../tests/adversarial/writes.txt"), 15),
    (include_str!("../../tests/adversarial/plain.txt"), 4),
];

/// A canton over everything, with promises.
const CANTON: &str = "name: all\nsource: \"**\"\neffects: []\ninvariants: [{destructive: false}]\n";

/// All that is said of every symbol.
fn said(db: &dyn Db) -> String {
    let name = |it: &Target| format!("{}#{}", it.file.path(db), symbol_names(db, it.file).name(it.symbol));
    let mut res = String::new();
    for file in source_files(db) {
        let _ = writeln!(
            res,
            "{} {:?}",
            file.path(db),
            claimants(db, file).iter().map(Option::is_some).collect::<Vec<_>>()
        );
        let standings = standings(db, file).iter().map(|it| (it.symbol, it.standing, it.lines));
        let _ = writeln!(res, "{:?}", standings.collect::<Vec<_>>());
        for (symbol, _) in symbol_names(db, file).iter() {
            let (key, own) = (symbol_key(db, file, symbol), Target { file, symbol });
            let edges = edges(db, key);
            let _ = writeln!(res, "{}: {}", name(&own), edges.hands_on);
            for (edge, targets) in edges.iter() {
                let targets: Vec<String> = targets.iter().map(name).collect();
                let _ = writeln!(res, "  {:?} {} {} {targets:?}", edge.how, edge.open, edge.candidates);
            }
            let indirect: Vec<String> = edges.indirect.iter().map(name).collect();
            let summary = summary(db, key);
            let effects: Vec<_> = summary.effects.iter().map(|it| (&it.what, it.sure)).collect();
            let _ = writeln!(res, "  {indirect:?} {effects:?} {:?} {:?}", summary.gives, summary.open);
            let callers = callers_of(db, file, symbol, Effort::Full);
            let callers: Vec<String> = callers.known.iter().map(|it| name(&it.symbol)).collect();
            let verdicts =
                (effects_verdict(db, file, symbol), property_verdict(db, file, symbol, "destructive"));
            let _ = writeln!(res, "  {callers:?} {verdicts:?}");
        }
    }
    res
}

/// Takes each line of the first file out and puts it back, while that is open.
fn check(name: &str, fixture: &Fixture) -> usize {
    let first = &fixture.files[0];
    let memory = Arc::new(Memory::default());
    let mut typed = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
    let files: Vec<(&str, &str)> =
        fixture.files.iter().map(|it| (it.path.as_str(), it.text.as_str())).collect();
    change(&memory, &files, 1, &first.path).apply(&mut typed);
    let mut revision = 1;
    let lines: Vec<&str> = first.text.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        let without = [&lines[..at], &lines[at + 1..]].concat().concat();
        for text in [without.as_str(), first.text.as_str()] {
            revision += 1;
            change(&memory, &[(&first.path, text)], revision, &first.path).apply(&mut typed);
            said(&typed);
            let file = find_file(&typed, &first.path).expect("it was loaded");
            // A text with errors was read in haste.
            if confirm_outline(&typed, file) {
                revision += 1;
                change(&memory, &[(&first.path, text)], revision, &first.path).apply(&mut typed);
            }
            let memory = Arc::new(Memory::default());
            let mut fresh = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
            let now: Vec<_> = files
                .iter()
                .map(|&(path, old)| (path, if path == first.path { text } else { old }))
                .collect();
            // As a command reads it: once.
            Change { for_good: true, ..change(&memory, &now, 1, "") }.apply(&mut fresh);
            assert_eq!(said(&typed), said(&fresh), "{name}, line {at}:\n{text}");
        }
    }
    lines.len()
}

#[test]
fn what_is_typed_is_judged_as_what_is_read() {
    let mut edits = 0;
    for (table, every) in CASES {
        let table = format!("\n{table}");
        for case in table.split("\n== ").filter(|it| !it.trim().is_empty()).step_by(every) {
            let (name, rest) = case.split_once('\n').expect("a case has files");
            let files = rest.rsplit_once("\n=> ").map_or(rest, |it| it.0).trim_end();
            let fixture =
                format!("{files}\n//- canton.yaml\n{CANTON}//- env.py\ndef destroy(name): open(name)\n");
            edits += check(name, &Fixture::parse(&fixture));
        }
    }
    assert!(edits > 250, "{edits}");
}
