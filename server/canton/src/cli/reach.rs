//! Who calls a symbol and what can reach it: for people, and to the letter of `canton schema --of status`.

use canton_ide::{Analysis, Cancellable, Drift, Reach, SymbolEntry};
use serde::Serialize;

use super::json::{Call, Symbol, risk};
use super::terminal::one_line;
use crate::position::LineIndex;

/// A symbol with its surroundings; null where nothing is known of them.
#[derive(Serialize)]
pub(super) struct KnownSymbol<'a> {
    #[serde(flatten)]
    symbol: Symbol<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    drift: Option<&'static str>,
    #[serde(flatten)]
    around: Around<'a>,
}

/// Who calls a symbol, what it calls, and what can reach it.
#[derive(Serialize)]
struct Around<'a> {
    callers: Option<Vec<Caller<'a>>>,
    calls: Vec<Call<'a>>,
    blast: Option<Blast>,
}

/// A unit that calls a symbol.
#[derive(Serialize)]
struct Caller<'a> {
    id: &'a str,
    how: &'static str,
    canton: Option<&'a str>,
}

/// What can reach a symbol.
#[derive(Serialize)]
struct Blast {
    class: &'static str,
    risk: &'static str,
    highest_risk: Option<&'static str>,
    symbols: u32,
    cantons: u32,
    owners: u32,
    entry_points: u32,
    protected: u32,
    tests: u32,
    ambiguous: u32,
    complete: bool,
}

/// What is known around a symbol.
pub(crate) struct Surroundings {
    /// Who calls it; `None` in test code.
    pub(crate) reach: Option<Reach>,
    calls: Vec<canton_ide::CallEntry>,
}

impl Surroundings {
    /// Those of the symbol of an entry, which is the innermost one at an offset.
    pub(crate) fn of(
        analysis: &Analysis,
        entry: &SymbolEntry,
        offset: Option<u32>,
    ) -> Cancellable<Surroundings> {
        let mut calls = analysis.calls(entry.file)?;
        calls.retain(|it| it.from == entry.id);
        Ok(Surroundings { reach: analysis.reach(entry.file, offset)?, calls })
    }

    fn around<'a>(&'a self, lines: &LineIndex) -> Around<'a> {
        let callers = self.reach.as_ref().map(|reach| {
            let callers = reach.callers.iter();
            callers.map(|it| Caller { id: &it.id, how: it.how, canton: it.canton.as_deref() }).collect()
        });
        Around {
            callers,
            calls: self.calls.iter().map(|it| Call::new(it, lines)).collect(),
            blast: self.reach.as_ref().map(|it| Blast::new(&it.blast)),
        }
    }

    /// For the language server.
    pub(crate) fn value(&self, lines: &LineIndex) -> serde_json::Value {
        serde_json::to_value(self.around(lines)).unwrap_or_default()
    }

    /// Rows for people: a key and what it is.
    pub(super) fn rows(&self) -> Vec<(&'static str, String)> {
        let Some(reach) = &self.reach else { return Vec::new() };
        let mut callers: Vec<String> =
            reach.callers.iter().take(MOST_NAMED).map(|it| one_line(&it.id)).collect();
        let more = reach.callers.len() - callers.len();
        if more > 0 {
            callers.push(format!("{more} more"));
        }
        if callers.is_empty() {
            callers.push(String::from("none that is known"));
        }
        let blast = format!("{} ({})", risk(reach.blast.class), reach.numbers());
        vec![("callers", callers.join(", ")), ("blast", blast)]
    }
}

/// So many callers are named to people.
const MOST_NAMED: usize = 5;

impl<'a> KnownSymbol<'a> {
    /// A symbol, what drifted of it, and what is around it.
    pub(super) fn new(
        entry: &'a SymbolEntry,
        drift: Option<Drift>,
        around: &'a Surroundings,
        lines: &LineIndex,
    ) -> KnownSymbol<'a> {
        let (symbol, around) = (Symbol::new(entry, lines), around.around(lines));
        KnownSymbol { symbol, drift: drift.map(Drift::as_str), around }
    }
}

impl Blast {
    fn new(blast: &canton_semantic::Blast) -> Blast {
        Blast {
            class: risk(blast.class),
            risk: risk(blast.risk),
            highest_risk: blast.highest_risk.map(risk),
            symbols: blast.symbols,
            cantons: blast.cantons,
            owners: blast.owners,
            entry_points: blast.entry_points,
            protected: blast.protected,
            tests: blast.tests,
            ambiguous: blast.ambiguous,
            complete: blast.complete,
        }
    }
}
