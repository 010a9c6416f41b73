//! One run over a body: what holds before each call.

mod blocks;
mod errors;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use canton_syntax::outline::{Block, Exit, Part, StepKind};

use super::callers::is_called;
use super::facts::{Fact, Facts};
use super::{Act, ActVerb, Finding, Resource, Summary, canton_of};
use crate::bodies::scope;
use crate::contracts::{Contract, contract, judges_effects};
use crate::effects::OutsideCall;
use crate::resolve::{Decorated, decorated};
use crate::{Body, CantonId, Db, Edges, File, SymbolKey, Target, Workspace, body, edges, symbol_names};

/// What holds at one point of a body.
#[derive(Clone, Default)]
pub(super) struct State {
    /// What has been given on every path to here; `None` where no path leads.
    pub(super) given: Option<BTreeSet<String>>,
    /// What may have been done before.
    pub(super) acts: Facts<Act>,
    /// What may be destroyed.
    pub(super) dead: Facts<Resource>,
    /// What may be done at the same time.
    pub(super) beside: Facts<Act>,
}

/// A run over the body of one symbol.
pub(super) struct Run<'db> {
    pub(super) db: &'db dyn Db,
    pub(super) file: File,
    pub(super) symbol: u32,
    pub(super) key: SymbolKey<'db>,
    pub(super) body: &'db Body,
    pub(super) edges: &'db Edges,
    pub(super) canton: Option<CantonId>,
    pub(super) contract: Option<&'db Contract>,
    /// Somebody asks what code does outside of the federation.
    pub(super) judges_effects: bool,
    /// What of that is known, once that was asked for.
    pub(super) outside_calls: OnceCell<&'db [OutsideCall]>,
    pub(super) summary: Summary,
    /// Findings that count only where no caller can mend them.
    pub(super) pending: Vec<Finding>,
    pub(super) findings: Vec<Finding>,
    /// The states in which the function is left, and each lambda around the point reached.
    returns: Vec<Vec<State>>,
    breaks: Vec<Vec<State>>,
    /// The states in which control goes to a label. Which one is not told apart: each may lead to any.
    jumps: Vec<State>,
    /// What had been given where the function may be left with an error.
    failed: Vec<BTreeSet<String>>,
    /// How often it has handed a value to who called it.
    pauses: u32,
    at: usize,
}

/// Blocks deeper than this are taken as if they might run or not.
const MOST_DEPTH: u32 = 200;
/// Loops in loops up to this depth are gone through twice, to see what one round does to the next.
const MOST_LOOPS: usize = 3;

impl<'db> Run<'db> {
    pub(super) fn new(db: &'db dyn Db, key: SymbolKey<'db>) -> Run<'db> {
        let (file, symbol) = (key.file(db), key.symbol(db));
        let canton = canton_of(db, file, symbol);
        Run {
            db,
            file,
            symbol,
            key,
            body: body(db, key),
            edges: edges(db, key),
            canton,
            contract: canton.and_then(|it| contract(db, it)),
            judges_effects: judges_effects(db, Workspace::get(db)),
            outside_calls: OnceCell::new(),
            summary: Summary::default(),
            pending: Vec::new(),
            findings: Vec::new(),
            returns: vec![Vec::new()],
            breaks: Vec::new(),
            jumps: Vec::new(),
            failed: Vec::new(),
            pauses: 0,
            at: 0,
        }
    }

    pub(super) fn summary(mut self) -> Summary {
        self.all();
        self.summary.open.dynamic |= self.edges.hands_on || self.keeps_functions();
        self.runs_by_itself();
        self.summary.is_suspect = !(self.findings.is_empty() && self.pending.is_empty());
        self.summary.settle();
        self.summary
    }

    pub(super) fn findings(mut self) -> Vec<Finding> {
        self.all();
        let mut findings = self.told_once(&self.findings);
        if !self.pending.is_empty() && self.is_root() {
            findings.extend(self.told_once(&self.pending));
        }
        findings.sort_by_key(|it| it.way.call);
        findings
    }

    /// Two facts of what is called may say the same, and have come by the same calls.
    fn told_once(&self, findings: &[Finding]) -> Vec<Finding> {
        let hops = |it: &Finding| it.way.hops(self.db, self.file, self.symbol);
        let mut told: Vec<Finding> = Vec::new();
        for it in findings {
            if !told.iter().any(|other| other.says_the_same(it) && hops(other) == hops(it)) {
                told.push(it.clone());
            }
        }
        told
    }

    fn all(&mut self) {
        let start = State { given: Some(BTreeSet::new()), ..State::default() };
        let end = self.sequence(start, 0);
        let returns = self.returns.pop().unwrap_or_default();
        let done = self.joined(returns.into_iter().chain([end]));
        self.summary.gives = done.given;
        // What decorates a function may do something else in its place.
        if decorated(self.db, self.file, self.symbol) == Decorated::Otherwise {
            self.summary.gives = self.summary.gives.take().map(|_| BTreeSet::new());
        }
        self.summary.dead = done.dead;
        self.goes_on_beside(done.beside);
        self.gives_after_errors();
    }

    /// What still goes on beside when it is left, and may be through for whoever goes on after it.
    fn goes_on_beside(&mut self, mut beside: Facts<Act>) {
        let destroys = |it: &Fact<Act>| it.what.verb == ActVerb::Destroy;
        for it in beside.iter().filter(|it| destroys(it)) {
            let Fact { canton, way, sure, .. } = *it;
            let dead = Fact { what: it.what.resource.clone(), canton, way, sure };
            self.summary.open.too_much |= !self.summary.dead.add(self.db, dead);
        }
        beside.retain(|it| !destroys(it));
        self.summary.beside = beside;
    }

    /// Whether functions stand in it that it does not call itself: they are called who knows when. What stands in a
    /// class in it runs with it.
    fn keeps_functions(&self) -> bool {
        let names = symbol_names(self.db, self.file);
        let calls = crate::bodies::callers(self.db, self.file);
        let is_called = |symbol: u32| {
            let target = Target { file: self.file, symbol };
            self.edges.iter().any(|(edge, targets)| edge.how.is_one() && targets.first() == Some(&target))
        };
        let is_inner = |index: u32, it: crate::NamedSymbol| {
            let runs = it.kind.is_function_like() || it.kind.is_class_like();
            it.parent == self.symbol && runs && calls.get(index as usize) == Some(&true)
        };
        let is_function = names.get(self.symbol).is_some_and(|it| it.kind.is_function_like());
        is_function && names.below(self.symbol).any(|(index, it)| is_inner(index, it) && !is_called(index))
    }

    /// Nobody in the federation calls it from where its needs could be met: within its canton, if it has one.
    fn is_root(&self) -> bool {
        let mut wanted = vec![Target { file: self.file, symbol: self.symbol }];
        let names = symbol_names(self.db, self.file);
        if let Some(symbol) = names.get(self.symbol)
            && names.get(symbol.parent).is_some_and(|it| it.kind.is_class_like())
            && symbol.kind == canton_syntax::outline::SymbolKind::Constructor
        {
            wanted.push(Target { file: self.file, symbol: symbol.parent });
        }
        self.symbol == 0 || !is_called(self.db, &wanted, self.canton)
    }

    /// Runs the steps up to the end of what is open.
    fn sequence(&mut self, mut state: State, depth: u32) -> State {
        while let Some(&step) = self.body.steps.get(self.at) {
            self.at += 1;
            match step {
                StepKind::Call(call) => self.call(call, &mut state),
                StepKind::Begin(block) if depth < MOST_DEPTH => state = self.block(block, state, depth + 1),
                StepKind::Begin(_) | StepKind::Part(_) | StepKind::Symbol(_) => {
                    state = self.deep(state);
                }
                StepKind::Leave(exit) => self.leave(exit, &mut state),
                StepKind::End => break,
            }
        }
        state
    }

    /// A block too deep to be told apart: its calls happen in order, or not at all.
    fn deep(&mut self, before: State) -> State {
        let mut state = before.clone();
        let mut depth = 1;
        while let Some(&step) = self.body.steps.get(self.at) {
            self.at += 1;
            match step {
                StepKind::Call(call) => self.call(call, &mut state),
                StepKind::Begin(_) | StepKind::Part(_) | StepKind::Symbol(_) => depth += 1,
                StepKind::Leave(_) => {}
                StepKind::End => depth -= 1,
            }
            if depth == 0 {
                break;
            }
        }
        self.joined([before, state])
    }

    fn leave(&mut self, exit: Exit, state: &mut State) {
        if state.given.is_none() {
            return;
        }
        if exit == Exit::Pause {
            return self.pause(state.clone());
        }
        if exit == Exit::Fail {
            return self.fail(state);
        }
        if exit == Exit::Jump {
            self.jumps.push(state.clone());
        }
        let left = match exit {
            Exit::Return => self.returns.last_mut(),
            Exit::Break | Exit::Jump => self.breaks.last_mut(),
            Exit::Raise | Exit::Continue | Exit::Pause | Exit::Fail => None,
        };
        if let Some(left) = left {
            left.push(state.clone());
        }
        state.given = None;
    }

    /// Who called a generator goes on before it has done anything, and need not come back; what decorates it may
    /// be what lets it run until here.
    fn pause(&mut self, mut state: State) {
        self.pauses += 1;
        if scope(self.db, self.file).headed(self.symbol, "@").is_empty() {
            state.given = Some(BTreeSet::new());
        }
        self.returns.last_mut().expect("a function is open").push(state);
    }

    fn block(&mut self, block: Block, state: State, depth: u32) -> State {
        match block {
            Block::Branch => self.branch(state, depth),
            Block::Switch => self.switch(state, depth),
            Block::Label => self.labelled(state, depth),
            Block::Loop => self.repeat(state, depth),
            Block::Try => self.attempt(state, depth),
            Block::Later => self.later(state, depth),
            Block::Spawn => self.spawn(state, depth),
            Block::Together => self.together(state, depth),
            Block::Managed => self.managed(state, depth),
        }
    }

    /// The next part of a block, with everything before it done to the state; `None` at the block's end.
    fn next_part(&mut self, state: &mut State, depth: u32) -> Option<Part> {
        loop {
            let step = *self.body.steps.get(self.at)?;
            self.at += 1;
            match step {
                StepKind::Part(part) => return Some(part),
                StepKind::End => return None,
                StepKind::Call(call) => self.call(call, state),
                StepKind::Leave(exit) => self.leave(exit, state),
                StepKind::Begin(block) if depth < MOST_DEPTH => {
                    *state = self.block(block, std::mem::take(state), depth + 1);
                }
                StepKind::Begin(_) | StepKind::Symbol(_) => *state = self.deep(std::mem::take(state)),
            }
        }
    }

    /// Adds what may have been done, and nothing of what was given.
    fn add_acts(&mut self, state: &mut State, other: &State) {
        let fits = state.acts.add_all(self.db, &other.acts)
            & state.dead.add_all(self.db, &other.dead)
            & state.beside.add_all(self.db, &other.beside);
        self.summary.open.too_much |= !fits;
    }

    /// What holds where several paths meet.
    fn joined(&mut self, states: impl IntoIterator<Item = State>) -> State {
        let mut states = states.into_iter();
        let Some(mut res) = states.next() else { return State::default() };
        for state in states {
            match (&mut res.given, state.given.clone()) {
                (_, None) => continue,
                (None, Some(_)) => {
                    res = state;
                    continue;
                }
                (Some(given), Some(other)) => given.retain(|it| other.contains(it)),
            }
            self.add_acts(&mut res, &state);
        }
        res
    }

    pub(super) fn find(&mut self, finding: Option<Finding>) {
        let is_new = |it: &Finding| !self.findings.contains(it);
        self.findings.extend(finding.filter(is_new));
    }

    pub(super) fn find_if_root(&mut self, finding: Option<Finding>) {
        let is_new = |it: &Finding| !self.pending.contains(it);
        self.pending.extend(finding.filter(is_new));
    }
}
