//! Who calls a symbol and what can reach it, in words.

use canton_semantic::{
    Blast, Db, Effort, File, Standing, Target, blast_radius, outline, symbol_id, symbol_names,
};
use canton_syntax::TextSize;
use canton_syntax::manifest::Risk;

use crate::unit::{innermost_symbol, unit_of_symbol};
use crate::wording::{counted, listed, risk};

/// Who calls a symbol, and what can reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The units that call it directly, by path and place.
    pub callers: Vec<CallerEntry>,
    /// What can reach it, in numbers, and the class that they make.
    pub blast: Blast,
}

/// A unit that calls something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerEntry {
    /// Its id.
    pub id: String,
    /// The surest way in which any of its calls was resolved.
    pub how: &'static str,
    /// The canton that claims it.
    pub canton: Option<String>,
}

/// What can reach the innermost symbol at an offset; the file, without one. `None` for test code.
pub(crate) fn reach(db: &dyn Db, file: File, offset: Option<TextSize>) -> Option<Reach> {
    let outline = outline(db, file).as_ref().ok()?;
    let symbol = offset.map_or(0, |offset| innermost_symbol(outline, offset));
    let blast = blast_of(db, file, symbol, Effort::Full)?.clone();
    let callers = blast.callers.iter().map(|&(it, how)| {
        let canton = unit_of_symbol(db, it.file, it.symbol).and_then(|unit| unit.canton(db));
        CallerEntry {
            id: id(db, it),
            how: how.as_str(),
            canton: canton.map(|canton| canton.name().to_owned()),
        }
    });
    Some(Reach { callers: callers.collect(), blast })
}

/// What can reach a symbol; `None` in test code, which nothing rests on.
fn blast_of(db: &dyn Db, file: File, symbol: u32, effort: Effort) -> Option<&Blast> {
    unit_of_symbol(db, file, symbol).filter(|unit| unit.standing.standing != Standing::Test)?;
    Some(blast_radius(db, file, symbol, effort))
}

fn id(db: &dyn Db, symbol: Target) -> String {
    symbol_id(symbol.file.path(db), symbol_names(db, symbol.file).name(symbol.symbol))
}

impl Reach {
    /// Every number that makes the class, and what the numbers leave out, in words.
    pub fn numbers(&self) -> String {
        numbers(&self.blast)
    }
}

/// Finds what a hover tells of a symbol's callers.
pub(crate) fn prime(db: &dyn Db, file: File, symbol: u32) {
    blast_of(db, file, symbol, Effort::Glance);
}

/// So many callers are named in a hover.
const MOST_NAMED: usize = 3;

/// Two paragraphs for a hover: who calls it, and how far a mistake in it goes.
pub(crate) fn in_full(db: &dyn Db, file: File, symbol: u32) -> Option<String> {
    let blast = blast_of(db, file, symbol, Effort::Glance)?;
    let named: Vec<String> = blast.callers.iter().take(MOST_NAMED).map(|&(it, _)| id(db, it)).collect();
    let more = blast.callers.len() - named.len();
    let called = match (named.is_empty(), more) {
        (true, _) if !blast.complete => {
            String::from("Too much may call it to say here who does: `canton status` says it.")
        }
        (true, _) if blast.ambiguous > 0 => String::from("No caller is known for sure."),
        (true, _) => String::from("No caller is known."),
        (false, 0) => format!("Called by {}.", listed(&named, "and")),
        (false, more) => format!("Called by {} and {more} more.", named_list(&named)),
    };
    Some(format!("{called}\n\nBlast radius: **{}** ({})", risk(blast.class), numbers(blast)))
}

fn named_list(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// For a lens: `3 callers · blast radius high (12 units, 4 cantons, 3 owners)`.
pub(crate) fn in_short(db: &dyn Db, file: File, symbol: u32) -> Option<String> {
    let blast = blast_of(db, file, symbol, Effort::Full)?;
    let mut text = counted(blast.callers.len(), "caller");
    if blast.callers.is_empty() && blast.ambiguous > 0 {
        text.push_str(&format!(", {} perhaps", blast.ambiguous));
    }
    if !blast.callers.is_empty() || blast.class > Risk::Low {
        text.push_str(&format!(" · blast radius {} ({})", risk(blast.class), reasons(blast)));
    }
    Some(text)
}

/// Why the class is what it is, in short.
fn reasons(blast: &Blast) -> String {
    let mut words = reached(blast, &[]);
    if blast.class > Risk::Low && blast.highest_risk == Some(blast.class) {
        words.push(format!("highest risk {}", risk(blast.class)));
    } else if blast.class > Risk::Low && blast.risk == blast.class {
        words.push(format!("own risk {}", risk(blast.class)));
    }
    if blast.protected > 0 {
        words.push(String::from("a protected environment"));
    }
    words.join(", ")
}

/// How much is reached, without what there is none of.
fn reached(blast: &Blast, more: &[(u32, &str)]) -> Vec<String> {
    let all = [(blast.symbols, "unit"), (blast.cantons, "canton"), (blast.owners, "owner")];
    let all = all.iter().chain(more).filter(|it| it.0 > 0);
    let mut words: Vec<String> = all.map(|(count, word)| counted(*count as usize, word)).collect();
    if let Some(first) = words.first_mut().filter(|_| !blast.complete) {
        *first = format!("at least {first}");
    }
    words
}

/// Every number that makes the class, and what the numbers leave out.
fn numbers(blast: &Blast) -> String {
    let reached = reached(blast, &[(blast.entry_points, "entry point"), (blast.tests, "test")]);
    let mut words = vec![match (reached.is_empty(), blast.complete) {
        (false, _) => reached.join(", "),
        (true, true) => String::from("nothing that is known reaches it"),
        (true, false) => String::from("nothing was found that reaches it, and not everything was looked at"),
    }];
    words.push(match blast.highest_risk {
        Some(highest) => format!("own risk {}, highest risk {}", risk(blast.risk), risk(highest)),
        None => format!("own risk {}", risk(blast.risk)),
    });
    if blast.protected > 0 {
        let cantons = counted(blast.protected as usize, "canton");
        words.push(format!("{cantons} may act on a protected environment"));
    }
    if blast.ambiguous > 0 {
        let units = counted(blast.ambiguous as usize, "unit");
        words.push(format!("{units} more may call it, by ambiguous names"));
    }
    words.join("; ")
}
