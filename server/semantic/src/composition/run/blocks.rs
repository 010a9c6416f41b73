//! What the blocks of a body do with what holds before them.

use canton_syntax::outline::Part;

use super::{MOST_LOOPS, Run, State};

impl Run<'_> {
    pub(super) fn branch(&mut self, mut state: State, depth: u32) -> State {
        let mut ends: Vec<State> = Vec::new();
        let mut before: Option<State> = None;
        let mut is_complete = false;
        while let Some(part) = self.next_part(&mut state, depth) {
            is_complete |= matches!(part, Part::Otherwise | Part::FallthroughOtherwise);
            if matches!(part, Part::Fallthrough | Part::FallthroughOtherwise) {
                let start = self.joined([state.clone()].into_iter().chain(before.take()));
                before = Some(self.sequence(start, depth + 1));
            } else {
                let end = self.sequence(state.clone(), depth + 1);
                ends.push(end);
            }
        }
        ends.extend(before);
        if !is_complete {
            ends.push(state);
        }
        self.joined(ends)
    }

    pub(super) fn switch(&mut self, state: State, depth: u32) -> State {
        self.breaks.push(Vec::new());
        let end = self.branch(state, depth);
        let left = self.breaks.pop().unwrap_or_default();
        self.joined(left.into_iter().chain([end]))
    }

    /// What jumped before may come to its beginning, and what jumps in it to its end.
    pub(super) fn labelled(&mut self, state: State, depth: u32) -> State {
        let jumped = self.jumps.clone();
        let start = self.joined([state].into_iter().chain(jumped));
        let end = self.sequence(start, depth + 1);
        let jumped = self.jumps.clone();
        self.joined([end].into_iter().chain(jumped))
    }

    pub(super) fn repeat(&mut self, mut state: State, depth: u32) -> State {
        self.breaks.push(Vec::new());
        let mut last: Option<State> = None;
        while let Some(part) = self.next_part(&mut state, depth) {
            if part == Part::Otherwise {
                let end = self.sequence(state.clone(), depth + 1);
                state = self.joined([state, end]);
                continue;
            }
            let end = self.again(&state, depth);
            state = self.joined([state.clone(), end.clone()]);
            last = Some(end);
        }
        let left = self.breaks.pop().unwrap_or_default();
        let mut done = self.joined(left.into_iter().chain([state.clone()]).chain(last));
        // Even a round that is always left early may not have run at all.
        done.given = match (done.given, state.given) {
            (Some(done), Some(before)) => Some(done.intersection(&before).cloned().collect()),
            (done, _) => done,
        };
        done
    }

    /// Something that may run again and again: what one round does is there for the next.
    fn again(&mut self, state: &State, depth: u32) -> State {
        let start = self.at;
        let first = self.sequence(state.clone(), depth + 1);
        if self.breaks.len() > MOST_LOOPS || first.acts == state.acts {
            return first;
        }
        self.at = start;
        let mut second = state.clone();
        self.add_acts(&mut second, &first);
        self.sequence(second, depth + 1)
    }

    pub(super) fn attempt(&mut self, state: State, depth: u32) -> State {
        let mut tried = state.clone();
        let mut ends: Vec<State> = Vec::new();
        let pauses = self.pauses;
        while let Some(part) = self.next_part(&mut tried, depth) {
            // An error may come before anything was given, and after everything was done.
            let mut failed = state.clone();
            self.add_acts(&mut failed, &tried);
            failed.acts.add_all(self.db, &self.summary.acts.clone());
            match part {
                Part::Handler => {
                    let pauses_in_it = self.pauses > pauses;
                    let (end, goes_on) = self.handled(failed, depth);
                    self.summary.suppresses |= pauses_in_it && goes_on;
                    ends.push(end);
                }
                Part::Finally => {
                    let mut done = self.joined(ends.drain(..).chain([tried.clone()]));
                    self.add_acts(&mut failed, &done);
                    let last = self.sequence(failed, depth + 1);
                    self.add_acts(&mut done, &last);
                    done.given = match (done.given, last.given) {
                        (Some(done), Some(last)) => Some(done.union(&last).cloned().collect()),
                        _ => None,
                    };
                    tried = done;
                }
                _ => tried = self.sequence(tried, depth + 1),
            }
        }
        ends.push(tried);
        self.joined(ends)
    }

    pub(super) fn later(&mut self, state: State, depth: u32) -> State {
        self.returns.push(Vec::new());
        self.breaks.push(Vec::new());
        let end = self.again(&state, depth);
        self.breaks.pop();
        let returned = self.returns.pop().unwrap_or_default();
        self.joined(returned.into_iter().chain([state, end]))
    }

    pub(super) fn spawn(&mut self, mut state: State, depth: u32) -> State {
        self.returns.push(Vec::new());
        let end = self.sequence(state.clone(), depth + 1);
        self.returns.pop();
        self.leave_beside(&mut state, &end);
        state
    }

    /// What is done in `other` and not before goes on beside.
    pub(in crate::composition) fn leave_beside(&mut self, state: &mut State, other: &State) {
        let mut new = other.acts.clone();
        new.retain(|it| !state.acts.iter().any(|known| known == it));
        state.beside.add_all(self.db, &new);
        state.beside.add_all(self.db, &other.beside);
    }

    pub(super) fn together(&mut self, mut state: State, depth: u32) -> State {
        let start = state.clone();
        while self.next_part(&mut state, depth).is_some() {
            let mut arm = start.clone();
            arm.beside.add_all(self.db, &state.acts);
            arm.beside.retain(|it| !start.acts.iter().any(|known| known == it));
            arm.beside.add_all(self.db, &start.beside);
            let beside = arm.beside.clone();
            let mut end = self.sequence(arm, depth + 1);
            // All arms are done when the block is; what they have started is not.
            end.beside.retain(|it| !beside.iter().any(|known| known == it));
            self.add_acts(&mut state, &end);
            if let (Some(given), Some(more)) = (&mut state.given, end.given) {
                given.extend(more);
            }
        }
        state
    }
}
