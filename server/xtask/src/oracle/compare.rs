//! What ran, held against what is said.

use std::collections::{BTreeMap, BTreeSet};

use super::trace::{Effect, Function, Site, Trace, last_name};
use crate::smoke::report::{Call, Report, Symbol};

/// The ways of resolving a call that are sure of it.
const SURE: [&str; 3] = ["local", "import", "precise"];

/// What came of a comparison.
#[derive(Default)]
pub(super) struct Comparison {
    /// Functions that were seen with an effect.
    pub(super) seen: usize,
    /// Those of them that `check` lists and judges; tests are not.
    pub(super) judged: usize,
    /// Functions that are said to do nothing.
    pub(super) holds: usize,
    pub(super) falsehoods: Vec<Falsehood>,
    /// Sure edges of calls that ran, and lead where they are said to lead.
    pub(super) agree: usize,
    /// Edges of calls that ran and are not said to be sure.
    pub(super) unsure: usize,
    pub(super) contradicted: Vec<Contradicted>,
    /// Contradictions that are known, with a reason.
    pub(super) known: usize,
}

/// A function that is said to do nothing, and what it was seen to do.
pub(super) struct Falsehood {
    pub(super) function: String,
    pub(super) event: String,
    pub(super) stack: Vec<String>,
}

/// A sure edge, and what was called there instead.
pub(super) struct Contradicted {
    pub(super) from: String,
    /// From 1.
    pub(super) line: u32,
    pub(super) to: String,
    pub(super) how: String,
    pub(super) called: BTreeSet<String>,
}

/// Compares what was said with what ran.
pub(super) fn compare(report: &Report, trace: &Trace) -> Comparison {
    let mut found = Comparison::default();
    compare_effects(&mut found, &report.symbols, &trace.effects);
    compare_calls(&mut found, &report.calls, trace);
    found
}

fn compare_effects(found: &mut Comparison, symbols: &[Symbol], effects: &BTreeMap<Function, Effect>) {
    let functions = symbols.iter().filter(|it| matches!(it.kind.as_str(), "function" | "method"));
    let judged = functions.filter(|it| !matches!(it.standing.as_str(), "test" | "generated"));
    // Of several definitions of one name, the line tells which one ran.
    let by_place: BTreeMap<Function, &Symbol> = judged
        .map(|it| (Function { id: plain(&it.id).to_owned(), line: it.range.start.line + 1 }, it))
        .collect();
    found.seen = effects.len();
    found.holds = by_place.values().filter(|it| it.standing == "canonical").count();
    for (function, effect) in effects {
        let Some(symbol) = by_place.get(function) else { continue };
        found.judged += 1;
        if symbol.standing == "canonical" {
            found.falsehoods.push(Falsehood {
                function: symbol.id.clone(),
                event: effect.event.clone(),
                stack: effect.stack.clone(),
            });
        }
    }
}

fn compare_calls(found: &mut Comparison, calls: &[Call], trace: &Trace) {
    let mut edges: BTreeMap<(&str, u32), Vec<&Call>> = BTreeMap::new();
    for call in calls {
        edges.entry((plain(&call.from), call.line + 1)).or_default().push(call);
    }
    for (site, called) in &trace.calls {
        let Some(edges) = edges.get(&(site.from.as_str(), site.line)) else { continue };
        compare_site(found, site, called, edges, is_only_one(site, trace));
    }
}

/// Whether its line calls its name once, so that an edge to a definition of that name is of this call.
fn is_only_one(site: &Site, trace: &Trace) -> bool {
    let path = site.from.split('#').next().unwrap_or_default();
    trace.written.get(&(path.to_owned(), site.line, site.name.clone())) == Some(&1)
}

fn compare_site(
    found: &mut Comparison,
    site: &Site,
    called: &BTreeSet<String>,
    edges: &[&Call],
    is_only_one: bool,
) {
    let leads = |it: &&&Call| it.to.as_deref().is_some_and(|to| last_name(plain(to)) == site.name);
    let named: Vec<&&Call> = edges.iter().filter(leads).collect();
    let targets: BTreeSet<&str> = named.iter().filter_map(|it| it.to.as_deref()).map(plain).collect();
    let has_others = edges.iter().any(|it| it.to.is_none());
    let agrees = called.iter().all(|it| targets.contains(it.as_str()));
    for edge in named {
        let is_sure = SURE.contains(&edge.how.as_str());
        if is_sure && agrees {
            found.agree += 1;
        } else if is_sure && (is_only_one || !has_others) {
            found.contradicted.push(Contradicted {
                from: edge.from.clone(),
                line: site.line,
                to: edge.to.clone().unwrap_or_default(),
                how: edge.how.clone(),
                called: called.clone(),
            });
        } else {
            found.unsure += 1;
        }
    }
}

/// An id without the number of a second definition.
fn plain(id: &str) -> &str {
    match id.rsplit_once('~') {
        Some((plain, number)) if number.bytes().all(|it| it.is_ascii_digit()) => plain,
        _ => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::{report, trace};
    use serde_json::{Value, json};

    /// A symbol as a case has it: `a.py#f function 3 canonical`.
    fn symbol(line: &str) -> Value {
        let words: Vec<&str> = line.split(' ').collect();
        let start = words[2].parse::<u32>().expect("a line") - 1;
        let range = json!({"start": {"line": start}, "end": {"line": start}});
        json!({"id": words[0], "kind": words[1], "range": range, "standing": words[3]})
    }

    /// An edge as a case has it: `a.py#f 4 local a.py#g`, and `-` for what leads nowhere.
    fn call(line: &str) -> Value {
        let words: Vec<&str> = line.split(' ').collect();
        let to = (words[3] != "-").then_some(words[3]);
        json!({"from": words[0], "line": words[1].parse::<u32>().expect("a line") - 1, "how": words[2], "to": to})
    }

    fn answer(case: &str) -> String {
        let part = |name: &str| {
            let parts = case.split("\n-- ").filter_map(|it| it.split_once('\n'));
            parts.filter(|it| it.0 == name).flat_map(|it| it.1.lines()).map(str::to_owned).collect::<Vec<_>>()
        };
        let list =
            |name: &str, read: fn(&str) -> Value| part(name).iter().map(|it| read(it)).collect::<Value>();
        let text = json!({"schema": "canton-check/1", "summary": {"files": 1, "skipped": [], "lines": {}},
            "symbols": list("symbols", symbol), "calls": list("calls", call)});
        let said: Report = serde_json::from_value(text).expect("a report");
        let trace = trace::parse(&part("trace").join("\n"), &part("written").join("\n")).expect("a trace");
        let found = compare(&said, &trace);
        let numbers = report::numbers(&found).into_iter().filter(|it| it.1 > 0);
        let numbers: Vec<String> = numbers.map(|(what, count)| format!("{what} {count}")).collect();
        format!("{}\n{}", numbers.join(", "), report::contradictions("p", &found).concat())
    }

    #[test]
    fn cases() {
        let expected = expect_test::expect_file!["compare/cases.txt"];
        let mut told = String::new();
        for case in include_str!("compare/cases.txt").split("== ").skip(1) {
            let case = case.split("\n=>").next().unwrap_or_default().trim_end();
            told.push_str(&format!("== {case}\n=>\n{}\n", answer(case)));
        }
        expected.assert_eq(&told);
    }
}
