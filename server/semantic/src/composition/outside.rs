//! Calls that lead to no one definition of the federation: what is known of them, or that nothing is.

use super::facts::Fact;
use super::run::Run;
use super::way::Way;
use super::{Effect, Open};
use canton_grammars::effects::Effects;

use crate::How;
use crate::effects::outside_calls;

impl Run<'_> {
    /// A call that leads to no one definition of the federation.
    pub(super) fn outside(&mut self, call: u32, how: How) {
        if self.body.calls[call as usize].form.is_write() {
            return self.write(call);
        }
        let known = self.outside_calls.get_or_init(|| match self.judges_effects {
            true => outside_calls(self.db, self.key),
            false => &[],
        });
        let known = known.binary_search_by_key(&call, |it| it.call).ok().map(|at| known[at]);
        self.hands_on_methods(call);
        let does_nothing = known.is_none_or(|it| it.effects == Effects::default());
        if how == How::External && does_nothing && !self.changes(call) {
            return;
        }
        if known.is_none_or(|it| it.is_made) {
            self.summary.open.add(open_of(how));
        }
        let Some(known) = known else { return };
        self.summary.open.external |= known.takes_unknown;
        for effect in known.effects.iter() {
            self.summary.open.outside |= effect.may_destroy();
            self.has_outside(call, Effect::Named(effect.as_str().into()));
            if effect == canton_grammars::effects::Effect::CloudDestroy {
                self.has_outside(call, Effect::Destroy);
            }
        }
    }

    pub(super) fn has_outside(&mut self, call: u32, what: Effect) {
        let fact = Fact { what, canton: None, way: Way::here(call), sure: true };
        self.check_effect(&fact);
        let fits = self.summary.effects.add(self.db, fact);
        self.summary.open.too_much |= !fits;
    }
}

fn open_of(how: How) -> Open {
    let mut open = Open::default();
    match how {
        How::Ambiguous => open.ambiguous = true,
        How::External => open.external = true,
        _ => open.dynamic = true,
    }
    open
}
