//! Compositions: every finding in them has its call or argument, the rule in the manifest, and the way there.

use canton_semantic::{
    Db, File, Finding, FindingKind, Hop, Way, body, call_indexes, findings, outline, outside_name, suspects,
    symbol_id, symbol_key,
};
use canton_syntax::TextRange;
use canton_syntax::manifest::{Invariant, InvariantValue};
use canton_syntax::outline::Outline;

use super::{
    Diagnostic, Page, Severity, boundary_crossed, deprecated_call, input_unwired, race, replace_hazard,
    requirement_unmet, target_excluded, target_unknown, undeclared_effect, use_after_destroy,
};
use crate::unit::{Canton, unit_of_symbol};
use crate::wording::listed;

/// A finding and where it stands.
pub(super) struct Composed<'db> {
    pub(super) db: &'db dyn Db,
    pub(super) file: File,
    outline: &'db Outline,
    symbol: u32,
    pub(super) finding: &'db Finding,
    /// The calls that lead to the canton.
    via: Vec<Hop>,
    /// The canton whose rule it is.
    pub(super) canton: Canton<'db>,
}

/// Every finding in the compositions of a file.
pub(super) fn compositions(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let Ok(outline) = outline(db, file) else { return };
    for &symbol in suspects(db, file) {
        for finding in findings(db, file, symbol) {
            let Some(canton) = Canton::new(db, finding.canton) else { continue };
            let via = finding.way.hops(db, file, symbol);
            acc.push(diagnostic(&Composed { db, file, outline, symbol, finding, via, canton }));
        }
    }
}

fn diagnostic(it: &Composed<'_>) -> Diagnostic {
    match &it.finding.kind {
        FindingKind::Excluded { key, value, allowed } => target_excluded::excluded(it, key, value, allowed),
        FindingKind::Nothing { key, allowed, others } => target_excluded::nothing(it, key, allowed, others),
        FindingKind::Wider { key, allowed, own } => target_excluded::wider(it, key, allowed, own),
        FindingKind::Unseen { key, allowed } => target_unknown::target_unknown(it, key, allowed),
        FindingKind::Unmet { requirement } => requirement_unmet::requirement_unmet(it, requirement),
        FindingKind::Unwired { accepts, emitted } => {
            input_unwired::input_unwired(it, accepts, emitted.as_deref())
        }
        FindingKind::Undeclared { effect, own, is_outside: false } => {
            undeclared_effect::undeclared_effect(it, effect, *own)
        }
        FindingKind::Undeclared { effect, own, is_outside: true } => {
            undeclared_effect::of_outside(it, effect, *own)
        }
        FindingKind::Replaced { kind, earlier, protected } => {
            replace_hazard::replace_hazard(it, kind, &it.hops(*earlier), *protected)
        }
        FindingKind::UsedDead { kind, earlier } => {
            use_after_destroy::use_after_destroy(it, kind, &it.hops(*earlier))
        }
        FindingKind::Race { kind, other } => race::race(it, kind, &it.hops(*other)),
        FindingKind::Crossed { name, exposed } => boundary_crossed::boundary_crossed(it, name, exposed),
        FindingKind::Deprecated { instead } => deprecated_call::deprecated_call(it, instead.as_deref()),
    }
}

impl<'db> Composed<'db> {
    /// The calls of a way from the symbol on.
    fn hops(&self, way: Way) -> Vec<Hop> {
        way.hops(self.db, self.file, self.symbol)
    }

    /// A diagnostic of that page, on the argument or the call, with the way to the canton. What is found by a name
    /// alone is never an error.
    pub(super) fn at(&self, page: &'static Page, message: String, subject: &str) -> Diagnostic {
        let name = self.outline.text(self.outline.symbols[self.symbol as usize].name);
        let way = if self.finding.sure { "" } else { " (by name: the only definition of that name)" };
        let mut res = page
            .at(self.range(), format!("{message}{way}"))
            .symbol(symbol_id(self.file.path(self.db), name))
            .canton(self.canton.name())
            .subject(subject);
        if !self.finding.sure {
            res.severity = res.severity.min(Severity::Warning);
        }
        res
    }

    /// The same with each step of the way behind the call itself.
    pub(super) fn with_way(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        for hop in self.via.iter().skip(1) {
            let Some((range, callee)) = place_of(self.db, *hop) else { continue };
            diagnostic = diagnostic.related(hop.file, range, format!("then `{callee}` is called here"));
        }
        diagnostic
    }

    /// The rule in the manifest, with what it says.
    pub(super) fn with_rule(
        &self,
        diagnostic: Diagnostic,
        range: Option<TextRange>,
        says: &str,
    ) -> Diagnostic {
        let range = range.unwrap_or_else(|| self.canton.name_range());
        diagnostic.related(self.canton.id.file, range, format!("canton `{}` {says}", self.canton.name()))
    }

    /// What the call is called in the code.
    pub(super) fn callee(&self) -> String {
        let hop = self.via.first();
        hop.and_then(|hop| place_of(self.db, *hop)).map_or_else(String::new, |(_, callee)| callee)
    }

    /// The canton as it is called from here: through other functions, if it is.
    pub(super) fn called(&self) -> String {
        let canton = self.canton.name();
        if self.via.len() > 1 {
            return format!("`{canton}`, called through `{}`,", self.callee());
        }
        format!("`{canton}`")
    }

    /// What is called outside of the federation, as it is called from here, by the name that the world knows.
    pub(super) fn called_outside(&self) -> String {
        let last = self.via.last().and_then(|hop| outside_name(self.db, *hop));
        let name = last.unwrap_or_else(|| self.callee());
        if self.via.len() > 1 {
            return format!("`{name}`, called through `{}`,", self.callee());
        }
        format!("`{name}`")
    }

    fn range(&self) -> TextRange {
        let call = self.finding.way.call;
        let Some(&index) = call_indexes(self.db, self.file, self.symbol).get(call as usize) else {
            return TextRange::default();
        };
        let argument = self.finding.argument.and_then(|at| self.outline.arguments_of(index).get(at as usize));
        let call = self.outline.calls[index as usize].range;
        argument.map(|it| it.range()).filter(|it| !it.is_empty()).unwrap_or(call)
    }

    /// The canton around the call.
    pub(super) fn own_canton(&self) -> Option<Canton<'db>> {
        unit_of_symbol(self.db, self.file, self.symbol)?.canton(self.db)
    }

    /// The argument as it is written, where the finding stands on one.
    pub(super) fn written(&self) -> Option<(TextRange, String)> {
        self.finding.argument?;
        let text = canton_semantic::source_text(self.db, self.file).ok()?;
        let range = self.range();
        Some((range, text.get(std::ops::Range::<usize>::from(range))?.to_owned()))
    }

    /// Where the canton's manifest has an invariant.
    pub(super) fn invariant(&self, is_it: impl Fn(&Invariant) -> bool) -> Option<TextRange> {
        invariant_of(self.canton, is_it)
    }
}

/// Where a canton's manifest has an invariant.
pub(super) fn invariant_of(canton: Canton<'_>, is_it: impl Fn(&Invariant) -> bool) -> Option<TextRange> {
    canton.manifest.invariants.iter().find(|it| is_it(&it.value)).map(|it| it.range)
}

/// An invariant with a list of values.
pub(super) fn has_list(invariant: &Invariant, key: &str) -> bool {
    let is_list = matches!(invariant.value, InvariantValue::List(_) | InvariantValue::Word(_));
    invariant.key.value == key && is_list
}

/// The place of a call, and what is called there.
pub(super) fn place_of(db: &dyn Db, hop: Hop) -> Option<(TextRange, String)> {
    let outline = outline(db, hop.file).as_ref().ok()?;
    let index = *call_indexes(db, hop.file, hop.symbol).get(hop.call as usize)?;
    let body = body(db, symbol_key(db, hop.file, hop.symbol));
    let callee = body.text(body.calls.get(hop.call as usize)?.callee).trim_end_matches(".[]").to_owned();
    Some((outline.calls.get(index as usize)?.range, callee))
}

/// A diagnostic with the calls that did something earlier.
pub(super) fn with_earlier(db: &dyn Db, mut diagnostic: Diagnostic, hops: &[Hop], says: &str) -> Diagnostic {
    let Some((last, way)) = hops.split_last() else { return diagnostic };
    for hop in way {
        let Some((range, callee)) = place_of(db, *hop) else { continue };
        diagnostic = diagnostic.related(hop.file, range, format!("`{callee}` leads there"));
    }
    match place_of(db, *last) {
        Some((range, _)) => diagnostic.related(last.file, range, says),
        None => diagnostic,
    }
}

/// The name of what did something earlier, as it is called in the same function.
pub(super) fn earlier_callee(db: &dyn Db, hops: &[Hop]) -> String {
    let first = hops.first().and_then(|hop| place_of(db, *hop));
    first.map_or_else(String::new, |(_, callee)| callee)
}

/// `only `a` or `b``.
pub(super) fn only(values: &[String]) -> String {
    if values.is_empty() { String::from("nothing") } else { format!("only {}", listed(values, "or")) }
}
