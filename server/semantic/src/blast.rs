//! What can reach a symbol: its callers, theirs, and so on.

use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

use canton_syntax::manifest::Risk;

use crate::callers::place;
use crate::claims::canton_key;
use crate::composition::{canton_of, symbols_of};
use crate::standing::tests;
use crate::{
    CantonId, Db, Effort, File, How, Target, Workspace, callers_of, contract, federation, owners,
    risk_of_unit, symbol_names,
};

/// What can reach a symbol, in numbers. What is reached are units of code: a function inside another one is a part
/// of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blast {
    /// How much a mistake in it can do: the greatest of its own risk, the highest that it reaches, high for many
    /// cantons or owners, and critical where a protected environment is in reach.
    pub class: Risk,
    /// Its own risk.
    pub risk: Risk,
    /// The highest risk of what it reaches; `None` where it reaches nothing.
    pub highest_risk: Option<Risk>,
    /// The units that call it directly, by path and place, and the surest way in which they do.
    pub callers: Box<[(Target, How)]>,
    /// All units that call it, or call something that does.
    pub symbols: u32,
    /// The cantons of those.
    pub cantons: u32,
    /// Those who answer for them.
    pub owners: u32,
    /// Those of them that nobody calls.
    pub entry_points: u32,
    /// Cantons, its own among them, that may act on a protected environment.
    pub protected: u32,
    /// Tests that call any of them; they are not counted otherwise.
    pub tests: u32,
    /// More units with a call that may lead to any of them, or somewhere else.
    pub ambiguous: u32,
    /// False where there was too much to count it all: each number is one at least.
    pub complete: bool,
}

/// So many units are reached, then no more are counted.
const MOST_UNITS: usize = 2000;

/// So many times is it asked where a symbol's calls lead, then no more.
fn most_work(effort: Effort) -> u32 {
    match effort {
        Effort::Glance => 64,
        Effort::Full => 20_000,
    }
}

/// From so many cantons on, the class is high.
const MANY_CANTONS: usize = 25;
/// From so many owners on, the class is high.
const MANY_OWNERS: usize = 3;

/// What can reach a symbol, or anything that stands in it.
#[salsa::tracked]
pub fn blast_radius(db: &dyn Db, file: File, symbol: u32, effort: Effort) -> Blast {
    let mut reach = Reach::new(effort);
    let inside: Vec<u32> =
        std::iter::once(symbol).chain(symbol_names(db, file).below(symbol).map(|it| it.0)).collect();
    reach.inside = inside.iter().map(|&symbol| Target { file, symbol }).collect();
    reach.expand(db, file, &inside);
    let direct = direct_callers(db, file, &inside[..reach.looked_at], &reach);
    while let Some(unit) = reach.next() {
        let symbols: Vec<u32> = symbols_of(db, unit.file, unit.symbol).collect();
        if !reach.expand(db, unit.file, &symbols) {
            reach.entry_points += 1;
        }
    }
    reach.blast(db, Target { file, symbol }, direct)
}

/// The units that have been reached in the first step, with the surest of their calls.
fn direct_callers(db: &dyn Db, file: File, inside: &[u32], reach: &Reach) -> Vec<(Target, How)> {
    let mut direct: Vec<(Target, How)> = reach.units.iter().map(|&unit| (unit, How::Dynamic)).collect();
    direct.sort_unstable_by_key(|it| place(db, &it.0));
    for caller in inside.iter().flat_map(|&symbol| &callers_of(db, file, symbol, reach.effort).known) {
        let unit = unit_of(db, caller.symbol);
        if let Ok(at) = direct.binary_search_by_key(&place(db, &unit), |it| place(db, &it.0)) {
            direct[at].1 = direct[at].1.min(caller.how);
        }
    }
    direct
}

/// What has been reached so far.
struct Reach {
    effort: Effort,
    /// Where it starts from; callers in it count for nothing.
    inside: FxHashSet<Target>,
    /// The units, in the order in which they were met: callers before their callers.
    units: Vec<Target>,
    seen: FxHashSet<Target>,
    ambiguous: FxHashSet<Target>,
    tests: FxHashSet<Target>,
    entry_points: u32,
    /// How many of the units have been looked at.
    at: usize,
    work: u32,
    /// How many of the symbols that were last expanded have been.
    looked_at: usize,
    complete: bool,
}

impl Reach {
    fn new(effort: Effort) -> Reach {
        Reach {
            effort,
            inside: FxHashSet::default(),
            units: Vec::new(),
            seen: FxHashSet::default(),
            ambiguous: FxHashSet::default(),
            tests: FxHashSet::default(),
            entry_points: 0,
            at: 0,
            work: 0,
            looked_at: 0,
            complete: true,
        }
    }

    fn next(&mut self) -> Option<Target> {
        if self.units.len() > MOST_UNITS || self.work > most_work(self.effort) {
            self.complete &= self.at >= self.units.len();
            return None;
        }
        let unit = *self.units.get(self.at)?;
        self.at += 1;
        Some(unit)
    }

    /// Adds the callers of some symbols of a file. True where any of them is called by product code around it.
    fn expand(&mut self, db: &dyn Db, file: File, symbols: &[u32]) -> bool {
        let mut is_called = false;
        self.looked_at = 0;
        for &symbol in symbols {
            if self.work > most_work(self.effort) {
                self.complete = false;
                // Perhaps it is called: nobody looked.
                return true;
            }
            self.looked_at += 1;
            let callers = callers_of(db, file, symbol, self.effort);
            self.work += callers.asked;
            self.complete &= callers.complete;
            for caller in &callers.known {
                let unit = unit_of(db, caller.symbol);
                if is_test(db, caller.symbol) {
                    self.tests.insert(unit);
                } else if !self.inside.contains(&unit) && !self.inside.contains(&caller.symbol) {
                    is_called |= unit.file != file || !symbols.contains(&unit.symbol);
                    if self.seen.insert(unit) {
                        self.units.push(unit);
                    }
                } else {
                    is_called = true;
                }
            }
            let others = callers.ambiguous.iter().filter(|it| !is_test(db, **it));
            self.ambiguous.extend(others.map(|&it| unit_of(db, it)));
        }
        is_called
    }

    fn blast(self, db: &dyn Db, of: Target, direct: Vec<(Target, How)>) -> Blast {
        let canton = canton_of(db, of.file, of.symbol);
        let mut cantons: BTreeSet<(&str, u32)> = BTreeSet::new();
        let (mut acting, mut owned) = (BTreeSet::new(), BTreeSet::new());
        acting.extend(canton.filter(|it| is_protected(db, *it)).map(|it| canton_key(db, it)));
        let mut highest_risk = None;
        for unit in &self.units {
            let canton = canton_of(db, unit.file, unit.symbol);
            if let Some(canton) = canton
                && cantons.insert(canton_key(db, canton))
                && is_protected(db, canton)
            {
                acting.insert(canton_key(db, canton));
            }
            owned.extend(owners(db, unit.file, canton).into_iter().flatten());
            highest_risk = highest_risk.max(Some(risk_of_unit(db, unit.file, canton)));
        }
        let risk = risk_of_unit(db, of.file, canton);
        let is_known = |it: &&Target| self.seen.contains(*it) || self.inside.contains(*it);
        let ambiguous = self.ambiguous.iter().filter(|it| !is_known(it)).count() as u32;
        Blast {
            class: class(risk, highest_risk, cantons.len(), owned.len(), acting.len()),
            risk,
            highest_risk,
            callers: direct.into(),
            symbols: self.units.len() as u32,
            cantons: cantons.len() as u32,
            owners: owned.len() as u32,
            entry_points: self.entry_points,
            protected: acting.len() as u32,
            tests: self.tests.len() as u32,
            ambiguous,
            complete: self.complete,
        }
    }
}

/// The class that numbers make.
fn class(own: Risk, highest: Option<Risk>, cantons: usize, owners: usize, protected: usize) -> Risk {
    let many = if cantons >= MANY_CANTONS || owners >= MANY_OWNERS { Risk::High } else { Risk::Low };
    let protected = if protected > 0 { Risk::Critical } else { Risk::Low };
    own.max(highest.unwrap_or(Risk::Low)).max(many).max(protected)
}

fn unit_of(db: &dyn Db, symbol: Target) -> Target {
    let unit = symbol_names(db, symbol.file).get(symbol.symbol).map_or(symbol.symbol, |it| it.unit);
    Target { symbol: unit, ..symbol }
}

fn is_test(db: &dyn Db, symbol: Target) -> bool {
    tests(db, symbol.file).get(symbol.symbol as usize).copied().unwrap_or(false)
}

/// Whether a canton may act on a protected environment: it lists one, or takes one as its target.
fn is_protected(db: &dyn Db, canton: CantonId) -> bool {
    let Some(contract) = contract(db, canton) else { return false };
    let protected = &federation(db, Workspace::get(db)).0.protected;
    let targets = contract.list("target").unwrap_or_default();
    let mut acts_on = contract.environments.iter().chain(targets);
    acts_on.any(|it| protected.iter().any(|protected| protected.value == *it))
}

#[cfg(test)]
mod tests_of_the_class {
    use super::*;

    #[test]
    fn the_greatest_makes_the_class() {
        use Risk::{Critical, High, Low, Medium};
        assert_eq!(class(Low, None, 0, 0, 0), Low);
        assert_eq!(class(Medium, Some(Low), 24, 2, 0), Medium);
        assert_eq!(class(Low, Some(High), 1, 1, 0), High);
        assert_eq!(class(Low, Some(Low), 25, 0, 0), High);
        assert_eq!(class(Low, Some(Low), 0, 3, 0), High);
        assert_eq!(class(Critical, Some(Low), 30, 0, 0), Critical);
        assert_eq!(class(Low, Some(Low), 1, 1, 1), Critical);
    }
}
