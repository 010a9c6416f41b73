//! What has been given where errors are handed on, kept by what manages a block, or ended from outside of a function.

use std::collections::BTreeSet;

use canton_grammars::tables::Bodies;
use canton_syntax::outline::StepKind;

use super::{Run, State};
use crate::bodies::locals;
use crate::composition::entered::entered;
use crate::composition::summary;
use crate::resolve::called_by_itself;
use crate::{FileKind, Target};

impl Run<'_> {
    /// Control leaves the function here if there is an error.
    pub(super) fn fail(&mut self, state: &State) {
        // A lambda hands its errors on to who calls it.
        if self.returns.len() == 1 {
            self.failed.extend(state.given.clone());
        }
    }

    /// A call whose error is handed on may leave the function before it has given anything.
    pub(in crate::composition) fn may_fail(&mut self, call: u32, state: &State) {
        if self.body.calls[call as usize].form.is_insisted() {
            self.fail(state);
        }
    }

    /// What is given also where there was an error, and nothing where who called goes on after one.
    pub(super) fn gives_after_errors(&mut self) {
        if self.is_recovered() {
            self.summary.gives = self.summary.gives.take().map(|_| BTreeSet::new());
        }
        let all = self.summary.gives.iter().chain(&self.failed);
        let common = all.cloned().reduce(|one, other| one.intersection(&other).cloned().collect());
        self.summary.gives_anyway = common;
    }

    /// Whether an error that ends the function may be ended itself when that is left.
    fn is_recovered(&mut self) -> bool {
        let Some(names) = self.bodies().map(|it| &it.recovers).filter(|it| !it.is_empty()) else {
            return false;
        };
        let body = self.body;
        self.summary.recovers =
            body.calls.iter().any(|it| names.iter().any(|name| name == body.text(it.callee)));
        let called = self.edges.iter().filter(|(edge, _)| edge.how.is_one());
        let mut called = called.filter_map(|(_, targets)| targets.first());
        self.summary.recovers || called.any(|it| summary(self.db, it.key(self.db)).recovers)
    }

    /// What happens in a block that something manages: nothing of it is certain where that may end an error.
    pub(super) fn managed(&mut self, mut state: State, depth: u32) -> State {
        let first = self.at;
        while self.next_part(&mut state, depth).is_some() {
            let mut managers = self.body.steps[first..self.at].iter();
            let suppresses = managers.any(|it| matches!(it, StepKind::Call(call) if self.suppresses(*call)));
            let pauses = self.pauses;
            let end = self.sequence(state.clone(), depth + 1);
            if suppresses {
                self.summary.suppresses |= self.pauses > pauses;
                self.add_acts(&mut state, &end);
                state.acts.add_all(self.db, &self.summary.acts.clone());
                state = self.joined([state, end]);
            } else {
                state = end;
            }
        }
        state
    }

    /// What runs after an error, and whether control goes on after it, in the function or out of it.
    pub(super) fn handled(&mut self, failed: State, depth: u32) -> (State, bool) {
        let returned = |run: &Run<'_>| run.returns.last().map_or(0, Vec::len);
        let before = returned(self);
        let end = self.sequence(failed, depth + 1);
        let goes_on = end.given.is_some() || returned(self) > before;
        (end, goes_on)
    }

    /// Whether what a call gives, or a path that is entered, may end an error of the block that it manages.
    fn suppresses(&self, call: u32) -> bool {
        let Some(bodies) = self.bodies() else { return false };
        let it = self.body.calls[call as usize];
        let written = self.body.text(it.callee);
        if bodies.suppressing.iter().any(|it| it == written) {
            return true;
        }
        let target = self.edges.get(call).filter(|(edge, _)| edge.how.is_one()).and_then(|it| it.1.first());
        if target.is_some_and(|it| summary(self.db, it.key(self.db)).suppresses) {
            return true;
        }
        let path = match entered(written) {
            Some(path) => path.to_owned(),
            None if target.is_some() => format!("{written}()"),
            None => return false,
        };
        bodies.exits.iter().any(|exit| {
            let (found, is_cut) =
                called_by_itself(self.db, self.file, self.symbol, &format!("{path}.{exit}"));
            is_cut || found.into_iter().any(|it| self.may_give_anything(it, &bodies.nothing))
        })
    }

    fn may_give_anything(&self, it: Target, nothing: &[String]) -> bool {
        let own = locals(self.db, it.key(self.db));
        let mut given = own.bindings.iter().filter(|it| own.text(it.name) == "()");
        given.any(|it| !nothing.iter().any(|name| name == own.text(it.value)))
    }

    fn bodies(&self) -> Option<&'static Bodies> {
        match self.file.kind(self.db)? {
            FileKind::Source(language) => Some(&language.tables().bodies),
            _ => None,
        }
    }
}
