//! The graph of compositions: which cantons call which, and what code of no canton calls them.

use canton_semantic::{
    CantonId, Db, File, Finding, FindingKind, How, Standing, Target, Workspace, canton_named, cantons,
    claimants, edges, findings, owners, risk_of_path, source_files, standings, symbol_names,
};
use canton_syntax::manifest::Risk;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

use crate::canton::{canton_owners, canton_risk};
use crate::unit::Canton;

/// Cantons, the files around them that hold code of no canton, and the calls between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// Cantons by name, then files by path.
    pub nodes: Vec<GraphNode>,
    /// By their nodes: who calls, who is called.
    pub edges: Vec<GraphEdge>,
    /// The nodes that the graph was asked around; empty for the whole federation.
    pub centres: Vec<usize>,
}

/// A canton, or the code of no canton in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphNode {
    /// Unique in the graph: `canton:<name>`, `file:<path>`; `~2` behind the second canton of a name.
    pub id: String,
    /// It is a canton; else a file.
    pub is_canton: bool,
    /// The canton's name, or the file's path.
    pub name: String,
    /// The manifest's path, or the file's.
    pub path: String,
    /// The worst standing of its units; `None` for a canton without any.
    pub standing: Option<Standing>,
    /// Who answers for it.
    pub owner: Vec<String>,
    /// Its risk.
    pub risk: Risk,
    /// How many of its calls may lead to several definitions or who knows where: they are no edges.
    pub unresolved: u32,
}

/// The calls from one node to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphEdge {
    /// The index of the node that calls.
    pub from: usize,
    /// The index of the node that is called.
    pub to: usize,
    /// How many calls were resolved in which way, the surest first.
    pub how: Vec<(How, u32)>,
    /// How many of them break a rule.
    pub violated: u32,
    /// Of how many it cannot be told whether they do.
    pub unknown: u32,
}

impl GraphEdge {
    /// How many calls there are.
    pub fn calls(&self) -> u32 {
        self.how.iter().map(|it| it.1).sum()
    }
}

/// Which way to go from a canton.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GraphDirection {
    /// To those who call it.
    Callers,
    /// To what it calls.
    Callees,
    /// Both ways.
    #[default]
    Both,
}

/// What of the graph is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphScope {
    /// The canton in the middle; everything where there is none.
    pub canton: Option<String>,
    /// How many calls away from it.
    pub depth: usize,
    /// Which way.
    pub direction: GraphDirection,
}

/// The graph; `None` where there is no canton of that name.
pub(crate) fn graph(db: &dyn Db, scope: &GraphScope) -> Option<Graph> {
    let mut builder = Builder { db, calls: FxHashMap::default(), facts: FxHashMap::default() };
    for (_, id) in cantons(db, Workspace::get(db)) {
        builder.facts.insert(Place::Canton(*id), Facts::default());
    }
    source_files(db).for_each(|file| builder.add_file(file));
    let Some(name) = &scope.canton else { return Some(builder.finish(&[])) };
    let centres = canton_named(db, name);
    if centres.is_empty() {
        return None;
    }
    Some(around(builder.finish(&centres), scope))
}

/// A node before it has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    Canton(CantonId),
    File(File),
}

/// The calls between two nodes.
#[derive(Clone, Copy, Debug, Default)]
struct Calls {
    /// By how they were resolved, which is one of four.
    how: [u32; 4],
    violated: u32,
    unknown: u32,
}

/// The four ways that lead to one definition.
const WAYS: [How; 4] = [How::Precise, How::Import, How::Local, How::UniqueName];

/// What is known of a node.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    standing: Option<Standing>,
    unresolved: u32,
}

struct Builder<'db> {
    db: &'db dyn Db,
    calls: FxHashMap<(Place, Place), Calls>,
    facts: FxHashMap<Place, Facts>,
}

impl<'db> Builder<'db> {
    fn place(&self, symbol: Target) -> Place {
        let claimed = claimants(self.db, symbol.file).get(symbol.symbol as usize).copied().flatten();
        claimed.map_or(Place::File(symbol.file), |(canton, _)| Place::Canton(canton))
    }

    /// Adds the calls of all product code in a file.
    fn add_file(&mut self, file: File) {
        let names = symbol_names(self.db, file);
        for unit in standings(self.db, file).iter().filter(|it| it.standing != Standing::Test) {
            let facts = self.facts.entry(self.place(Target { file, symbol: unit.symbol })).or_default();
            facts.standing = facts.standing.max(Some(unit.standing).filter(|_| unit.lines > 0));
            let inner = names.below(unit.symbol).filter(|(_, it)| it.unit == unit.symbol);
            let inner: Vec<u32> = inner.map(|(index, _)| index).collect();
            for symbol in std::iter::once(unit.symbol).chain(inner) {
                self.add_calls(Target { file, symbol });
            }
        }
    }

    fn add_calls(&mut self, symbol: Target) {
        let from = self.place(symbol);
        let found = findings(self.db, symbol.file, symbol.symbol);
        for (at, (edge, targets)) in edges(self.db, symbol.key(self.db)).iter().enumerate() {
            if matches!(edge.how, How::Ambiguous | How::Dynamic) {
                self.facts.entry(from).or_default().unresolved += 1;
            }
            let (Some(&to), Some(way)) = (targets.first(), WAYS.iter().position(|it| *it == edge.how)) else {
                continue;
            };
            let to = self.place(to);
            if from == to || !matches!((from, to), (Place::Canton(_), _) | (_, Place::Canton(_))) {
                continue;
            }
            let calls = self.calls.entry((from, to)).or_default();
            calls.how[way] += 1;
            let of_call = || found.iter().filter(|it| it.way.call == at as u32);
            let is_violated = of_call().any(Finding::is_violation);
            calls.violated += u32::from(is_violated);
            let is_unseen = |it: &Finding| matches!(it.kind, FindingKind::Unseen { .. });
            calls.unknown += u32::from(!is_violated && of_call().any(is_unseen));
        }
    }

    /// Cantons by name and manifest, then the files that call or are called, by path.
    fn finish(self, centres: &[CantonId]) -> Graph {
        let called: FxHashSet<Place> = self.calls.keys().flat_map(|&(from, to)| [from, to]).collect();
        let is_shown = |place: &Place| matches!(place, Place::Canton(_)) || called.contains(place);
        let mut places: Vec<Place> = self.facts.keys().copied().filter(is_shown).collect();
        places.sort_by_cached_key(|it| self.key(*it));
        let mut nodes: Vec<GraphNode> = places.iter().map(|it| self.node(*it)).collect();
        number_same_names(&mut nodes);
        let numbers: FxHashMap<Place, usize> = places.iter().copied().zip(0..).collect();
        let edges = self.calls.iter().filter_map(|((from, to), calls)| {
            let how = WAYS.into_iter().zip(calls.how).filter(|it| it.1 > 0).collect();
            let (from, to) = (*numbers.get(from)?, *numbers.get(to)?);
            Some(GraphEdge { from, to, how, violated: calls.violated, unknown: calls.unknown })
        });
        let mut edges: Vec<GraphEdge> = edges.collect();
        edges.sort_by_key(|it| (it.from, it.to));
        let centres = centres.iter().filter_map(|it| numbers.get(&Place::Canton(*it)).copied());
        let mut centres: Vec<usize> = centres.collect();
        centres.sort_unstable();
        Graph { nodes, edges, centres }
    }

    /// The order of nodes: nothing of it rests on when a file was met.
    fn key(&self, place: Place) -> (bool, String, String, u32) {
        match place {
            Place::Canton(id) => {
                let name = Canton::new(self.db, id).map_or("", |canton| canton.name());
                (false, name.to_owned(), id.file.path(self.db).to_owned(), id.index)
            }
            Place::File(file) => (true, file.path(self.db).to_owned(), String::new(), 0),
        }
    }

    fn node(&self, place: Place) -> GraphNode {
        let Facts { standing, unresolved } = self.facts.get(&place).copied().unwrap_or_default();
        let (file, name, owner, risk) = match place {
            Place::Canton(id) => {
                let canton = Canton::new(self.db, id);
                let owner = canton.and_then(|canton| canton_owners(self.db, canton)).unwrap_or_default();
                let risk = canton.map_or(Risk::Low, |canton| canton_risk(self.db, canton).0);
                (id.file, canton.map_or("", |canton| canton.name()), owner, risk)
            }
            Place::File(file) => {
                let path = file.path(self.db);
                let risk = risk_of_path(self.db, path).unwrap_or(Risk::Low);
                (file, path, owners(self.db, file, None).unwrap_or_default(), risk)
            }
        };
        let is_canton = matches!(place, Place::Canton(_));
        let id = format!("{}:{name}", if is_canton { "canton" } else { "file" });
        let (name, path) = (name.to_owned(), file.path(self.db).to_owned());
        GraphNode { id, is_canton, name, path, standing, owner, risk, unresolved }
    }
}

/// Names should be unique; where they are not, ids are all the same.
fn number_same_names(nodes: &mut [GraphNode]) {
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    for node in nodes {
        let count = seen.entry(node.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            node.id = format!("{}~{count}", node.id);
        }
    }
}

/// What is at most so many calls away from the centres. Files are the rim: they are not gone through.
fn around(whole: Graph, scope: &GraphScope) -> Graph {
    let mut kept: BTreeSet<usize> = whole.centres.iter().copied().collect();
    for is_forward in [true, false] {
        let skipped = if is_forward { GraphDirection::Callers } else { GraphDirection::Callees };
        if scope.direction != skipped {
            walk(&whole, is_forward, scope.depth, &mut kept);
        }
    }
    let numbers: FxHashMap<usize, usize> = kept.iter().copied().zip(0..).collect();
    let number = |old: usize| numbers.get(&old).copied();
    let edges = whole.edges.into_iter().filter_map(|it| {
        let (from, to) = (number(it.from)?, number(it.to)?);
        Some(GraphEdge { from, to, ..it })
    });
    let centres = whole.centres.iter().filter_map(|it| number(*it)).collect();
    let edges = edges.collect();
    let nodes = whole.nodes.into_iter().enumerate().filter(|it| kept.contains(&it.0)).map(|it| it.1);
    Graph { nodes: nodes.collect(), edges, centres }
}

/// Adds what can be reached one way, each step along all edges of the last ones.
fn walk(graph: &Graph, is_forward: bool, depth: usize, kept: &mut BTreeSet<usize>) {
    let mut next: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for edge in &graph.edges {
        let (from, to) = if is_forward { (edge.from, edge.to) } else { (edge.to, edge.from) };
        next.entry(from).or_default().push(to);
    }
    let mut seen: BTreeSet<usize> = graph.centres.iter().copied().collect();
    let mut open = graph.centres.clone();
    for _ in 0..depth.min(graph.nodes.len()) {
        let mut found = Vec::new();
        for to in open.iter().filter(|it| graph.nodes[**it].is_canton).flat_map(|it| next.get(it)).flatten() {
            if seen.insert(*to) {
                found.push(*to);
            }
        }
        open = found;
    }
    kept.extend(seen);
}
