//! Saying what came of it.

use super::compare::Comparison;
use crate::table::Table;

/// What is counted, in the order of the table's columns.
const COUNTED: [&str; 8] =
    ["with effects", "judged", "hold", "falsely", "edges agree", "contradicted", "unsure", "known"];

/// The head of the table.
pub(super) fn table() -> Table {
    let [seen, judged, holds, falsely, agree, contradicted, unsure, known] = COUNTED;
    Table::new(["package", "tests", seen, judged, holds, falsely, agree, contradicted, unsure, known])
}

/// The row of a package.
pub(super) fn add_row(table: &mut Table, name: &str, tests: &str, found: &Comparison) {
    let numbers = numbers(found).map(|it| it.1.to_string());
    let [seen, judged, holds, falsely, agree, contradicted, unsure, known] = numbers;
    let (name, tests) = (name.to_owned(), tests.to_owned());
    table.row([name, tests, seen, judged, holds, falsely, agree, contradicted, unsure, known]);
}

/// What was counted, each with its name.
pub(super) fn numbers(found: &Comparison) -> [(&'static str, usize); 8] {
    let (falsely, contradicted) = (found.falsehoods.len(), found.contradicted.len());
    let counts = [
        found.seen,
        found.judged,
        found.holds,
        falsely,
        found.agree,
        contradicted,
        found.unsure,
        found.known,
    ];
    std::array::from_fn(|at| (COUNTED[at], counts[at]))
}

/// Everything in which what ran contradicts what is said.
pub(super) fn contradictions(name: &str, found: &Comparison) -> Vec<String> {
    let falsehoods = found.falsehoods.iter().map(|it| {
        let stack = it.stack.join("\n    called by ");
        format!("{name}: holds falsely: {}, by {}\n    {stack}\n", it.function, it.event)
    });
    let edges = found.contradicted.iter().map(|it| {
        let called: Vec<&str> = it.called.iter().map(String::as_str).collect();
        let (called, from, line) = (called.join(", "), &it.from, it.line);
        format!("{name}: contradicted: {from}:{line} -> {} ({})\n    called {called}\n", it.to, it.how)
    });
    falsehoods.chain(edges).collect()
}
