//! What a unit of code is: canonical, registered, drifted or uncantonized; or test and generated, which do
//! not count.

use canton_evidence::codeowners::Ownership;
use canton_syntax::digest::{Digest, Pin};
use canton_syntax::federation::{Canon, Facet, TestedLevel};
use canton_syntax::outline::Outline;

use crate::composition::{is_pure, lawless};
use crate::index::folder_sources;
use crate::settings::path_rules;
use crate::{
    CantonFacts, CantonId, Closeness, Db, File, FileKind, Shard, Workspace, claimants, facts, federation,
    outline, ownership, pin_of, roster, symbol_names,
};

/// What a unit of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Claimed, with every facet that the federation requires.
    Canonical,
    /// Claimed, and something is missing.
    Registered,
    /// Claimed and pinned, and no longer what was pinned.
    Drifted,
    /// No canton claims it.
    Uncantonized,
    /// Test code: outside the count.
    Test,
    /// Generated code: outside the count.
    Generated,
}

impl Standing {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Standing; 6] = [
        Standing::Canonical,
        Standing::Registered,
        Standing::Drifted,
        Standing::Uncantonized,
        Standing::Test,
        Standing::Generated,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Canonical => "canonical",
            Standing::Registered => "registered",
            Standing::Drifted => "drifted",
            Standing::Uncantonized => "uncantonized",
            Standing::Test => "test",
            Standing::Generated => "generated",
        }
    }

    /// Whether it belongs into the ratio.
    pub fn counts(self) -> bool {
        !matches!(self, Standing::Test | Standing::Generated)
    }
}

/// A unit's standing, and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitStanding {
    /// The index of the unit's symbol in the outline.
    pub symbol: u32,
    /// Its lines of code.
    pub lines: u32,
    /// The canton that claims it.
    pub canton: Option<CantonId>,
    /// What it is.
    pub standing: Standing,
    /// The level of evidence.
    pub tested: TestedLevel,
    /// Required facets that it lacks, as a set of bits; read through [`UnitStanding::missing`].
    missing: u8,
    /// How the unit compares with its pin.
    pub pin: PinState,
}

/// How a unit compares with its pin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinState {
    /// There is none.
    None,
    /// It is the code that was vouched for.
    Kept,
    /// It is not.
    Broken,
    /// The unit has a syntax error, so nobody can say.
    Unparsable,
    /// The pin is of an algorithm or a language that is not this unit's.
    Foreign,
}

const FACETS: [Facet; 6] =
    [Facet::Owned, Facet::Tested, Facet::Pinned, Facet::Lawful, Facet::Small, Facet::Pure];

impl UnitStanding {
    /// The required facets that it lacks, in the order of the design's list.
    pub fn missing(&self) -> impl Iterator<Item = Facet> {
        let bits = self.missing;
        FACETS.into_iter().enumerate().filter(move |(at, _)| bits & (1 << at) != 0).map(|(_, facet)| facet)
    }
}

/// The standing of every unit of a file, in the order of its outline; none for a file that cannot be read.
#[salsa::tracked(returns(deref))]
pub fn standings(db: &dyn Db, file: File) -> Box<[UnitStanding]> {
    let (Ok(outline), Some(FileKind::Source(language))) = (outline(db, file), file.kind(db)) else {
        return Box::default();
    };
    let judge = Judge::new(db, file, outline, language.name);
    let units = outline.symbols.iter().enumerate().filter(|&(index, symbol)| symbol.unit as usize == index);
    units.map(|(index, _)| judge.unit(index as u32)).collect()
}

struct Judge<'db> {
    db: &'db dyn Db,
    file: File,
    outline: &'db Outline,
    language: &'static str,
    canon: &'db Canon,
    claimants: &'db [Option<(CantonId, Closeness)>],
    apart: Option<Standing>,
    /// The units that break a rule; `None` where that is not known yet.
    lawless: Option<&'db [u32]>,
}

impl<'db> Judge<'db> {
    fn new(db: &'db dyn Db, file: File, outline: &'db Outline, language: &'static str) -> Judge<'db> {
        let canon = &federation(db, Workspace::get(db)).0.canon;
        let (claimants, apart) = (claimants(db, file), set_apart(db, file));
        Judge { db, file, outline, language, canon, claimants, apart, lawless: lawless(db, file) }
    }

    fn unit(&self, index: u32) -> UnitStanding {
        let symbol = &self.outline.symbols[index as usize];
        let canton = self.claimants.get(index as usize).copied().flatten().map(|(canton, _)| canton);
        let facts = canton.and_then(|it| facts(self.db, it.file).get(it.index as usize));
        let mut unit = UnitStanding {
            symbol: index,
            lines: symbol.lines,
            canton,
            standing: Standing::Uncantonized,
            tested: tested(facts),
            missing: 0,
            pin: PinState::None,
        };
        let apart = self.apart.or(symbol.test.then_some(Standing::Test));
        if let (Some(canton), Some(facts)) = (canton, facts) {
            let pin = pin_of(self.db, canton, self.file, self.outline.text(symbol.name));
            unit.pin = pin_state(pin, symbol.digest, self.language);
            unit.missing = self.missing(&unit, facts);
            unit.standing = match unit.pin {
                PinState::Broken => Standing::Drifted,
                _ if unit.missing == 0 => Standing::Canonical,
                _ => Standing::Registered,
            };
        }
        unit.standing = apart.unwrap_or(unit.standing);
        unit
    }

    fn missing(&self, unit: &UnitStanding, facts: &CantonFacts) -> u8 {
        let mut missing = 0;
        for (at, &facet) in FACETS.iter().enumerate() {
            let is_required = facet == Facet::Lawful || self.canon.requires.contains(&facet);
            if is_required && !self.has(facet, unit, facts) {
                missing |= 1 << at;
            }
        }
        missing
    }

    fn has(&self, facet: Facet, unit: &UnitStanding, facts: &CantonFacts) -> bool {
        match facet {
            Facet::Owned => is_owned(self.db, self.file, facts),
            Facet::Tested => unit.tested >= self.canon.tested,
            Facet::Pinned => unit.pin == PinState::Kept,
            Facet::Lawful => self.lawless.is_some_and(|it| it.binary_search(&unit.symbol).is_err()),
            Facet::Small => unit.lines <= self.canon.max_lines,
            Facet::Pure => is_pure(self.db, self.file, unit.symbol),
        }
    }
}

/// Test and generated files are outside the count as a whole.
fn set_apart(db: &dyn Db, file: File) -> Option<Standing> {
    let path = file.path(db);
    let Some(FileKind::Source(language)) = file.kind(db) else { return None };
    let rules = path_rules(db, Workspace::get(db));
    if symbol_names(db, file).is_generated()
        || file.marked_generated(db)
        || language.is_generated_path(path)
        || rules.is_generated(path)
    {
        return Some(Standing::Generated);
    }
    (language.is_test_path(path) || rules.is_test(path)).then_some(Standing::Test)
}

/// Whether a file is test or generated code as a whole.
pub(crate) fn is_apart(db: &dyn Db, file: File) -> bool {
    !symbol_names(db, file).is_empty() && set_apart(db, file).is_some()
}

/// Which symbols of a file are tests, by their index. Generated code is none: it runs with the product.
#[salsa::tracked(returns(deref))]
pub(crate) fn tests(db: &dyn Db, file: File) -> Box<[bool]> {
    let apart = set_apart(db, file);
    let is_test = |test: bool| apart == Some(Standing::Test) || (test && apart.is_none());
    symbol_names(db, file).iter().map(|(_, it)| is_test(it.is_test)).collect()
}

fn tested(facts: Option<&CantonFacts>) -> TestedLevel {
    match facts {
        Some(facts) if facts.tested => TestedLevel::Claimed,
        _ => TestedLevel::None,
    }
}

fn pin_state(pin: Option<Pin>, digest: Option<Digest>, language: &str) -> PinState {
    match (pin, digest) {
        (None, _) => PinState::None,
        (Some(pin), _) if pin.algorithm != Digest::ALGORITHM || pin.language != language => PinState::Foreign,
        (Some(_), None) => PinState::Unparsable,
        (Some(pin), Some(digest)) if pin.digest == digest => PinState::Kept,
        (Some(_), Some(_)) => PinState::Broken,
    }
}

/// Who answers for code in `file`, claimed by a canton or by none: the manifest's owners, else CODEOWNERS'.
/// `None` where nothing says; empty where it is deliberately nobody's.
pub fn owners(db: &dyn Db, file: File, canton: Option<CantonId>) -> Option<Vec<String>> {
    let facts = canton.and_then(|it| facts(db, it.file).get(it.index as usize));
    if let Some(owner) = facts.and_then(|facts| facts.owner.clone()) {
        return Some(owner);
    }
    match ownership(db, file) {
        Ownership::Owned(owners) => Some(owners.clone()),
        Ownership::Unowned => Some(Vec::new()),
        Ownership::Unmatched => None,
    }
}

fn is_owned(db: &dyn Db, file: File, facts: &CantonFacts) -> bool {
    let known = |owner: &String| match roster(db, Workspace::get(db)) {
        Some(roster) => roster.contains(owner.trim_start_matches('@')),
        None => true,
    };
    match (&facts.owner, ownership(db, file)) {
        (Some(owners), _) | (None, Ownership::Owned(owners)) => owners.iter().any(known),
        (None, _) => false,
    }
}

/// How many units and lines there are of each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountedUnits {
    /// Files that were read.
    pub files: u32,
    /// Units, by the place of their standing in [`Standing::ALL`].
    pub units: [u32; 6],
    /// Lines of code, likewise.
    pub lines: [u64; 6],
}

impl CountedUnits {
    /// Canonical units among those that count, and their lines among all that count; `None` of nothing.
    pub fn ratio(&self) -> (Option<f64>, Option<f64>) {
        let share = |canonical: u64, all: u64| (all > 0).then(|| canonical as f64 / all as f64);
        let units = self.units.map(u64::from);
        let all = |counts: &[u64; 6]| counts[..4].iter().sum();
        (share(units[0], all(&units)), share(self.lines[0], all(&self.lines)))
    }

    /// Adds another count to this one.
    pub fn add(&mut self, other: &CountedUnits) {
        self.files += other.files;
        for at in 0..6 {
            self.units[at] += other.units[at];
            self.lines[at] += other.lines[at];
        }
    }

    /// Counts one unit.
    pub fn count(&mut self, unit: &UnitStanding) {
        self.units[unit.standing as usize] += 1;
        self.lines[unit.standing as usize] += u64::from(unit.lines);
    }
}

/// The counts of one folder.
#[salsa::tracked(returns(copy))]
pub fn shard_counts(db: &dyn Db, shard: Shard) -> CountedUnits {
    let mut counts = CountedUnits::default();
    for file in folder_sources(db, shard) {
        counts.files += u32::from(outline(db, file).is_ok());
        for unit in standings(db, file) {
            counts.count(unit);
        }
    }
    counts
}
