//! A value of the right type that its key does not take.

use canton_grammars::effects::Effect;
use canton_semantic::{Db, File, Workspace, has_canton};
use canton_syntax::Spanned;
use canton_syntax::manifest::{Deprecated, Manifest};
use canton_syntax::schema::suggest;

use super::configuration::{Word, unknown_word};
use super::problems::cantons;
use super::{Diagnostic, Severity};
use crate::code_action::replace;
use crate::unit::Canton;

code! {
    /// The value has the right type, but it is none that the key takes.
    ///
    /// ```yaml
    /// name: environment_provision     # words are joined by `-`
    /// risk: enormous                  # `low`, `medium`, `high` or `critical`
    /// supervisor: environment-suprvisor     # there is no canton of that name
    /// effects: [fs.wirte]             # did you mean `fs.write`?
    /// ```
    ///
    /// Write one of the values that the message names. Where one is near, the quick-fix does. `effects` may have
    /// words of your own, so a word that is nearly one of Canton's is no more than a warning, and none where another
    /// canton uses it too.
    INVALID_VALUE, "invalid-value", Error
}

/// Names of cantons that there are not: supervisors, and what to use instead of what is deprecated.
pub(super) fn unknown_cantons(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for canton in cantons(db, file) {
        for name in named_cantons(canton.manifest) {
            if has_canton(db, &name.value) {
                continue;
            }
            let word = Word { file, page: &INVALID_VALUE, noun: "canton", list: "the federation" };
            let all = canton_semantic::cantons(db, Workspace::get(db)).iter();
            let known = all.filter_map(|(name, _)| name.as_deref());
            acc.extend(unknown_word(db, &word, &name, known).map(|it| it.canton(canton.name())));
        }
    }
}

/// The other cantons that a manifest names.
fn named_cantons(manifest: &Manifest) -> impl Iterator<Item = Spanned<String>> {
    let supervisor = manifest.supervisor.as_ref().and_then(|it| it.parent.clone());
    let instead = manifest.deprecated.as_ref().and_then(|it| match &it.value {
        Deprecated::UseInstead(name) => Some(Spanned { value: name.clone(), range: it.range }),
        Deprecated::No | Deprecated::Yes => None,
    });
    supervisor.into_iter().chain(instead)
}

/// Effects that are nearly one of ours.
pub(super) fn unknown_effects(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    for canton in cantons(db, file) {
        for effect in canton.manifest.effects.iter().flatten() {
            let Some(meant) = meant_effect(&effect.value) else { continue };
            if is_used_elsewhere(db, &canton, &effect.value) {
                continue;
            }
            let message = format!("nothing has the effect `{}`; did you mean `{meant}`?", effect.value);
            let finding =
                INVALID_VALUE.at(effect.range, message).canton(canton.name()).subject(&effect.value);
            let finding = finding.action(replace::action(db, file, effect.range, &meant));
            acc.push(Diagnostic { severity: Severity::Warning, ..finding });
        }
    }
}

/// The effect of ours that a word is nearly. One that goes on after one of ours is a word for a part of it, unless it
/// goes on nearly like another of ours.
fn meant_effect(word: &str) -> Option<String> {
    let (head, tail) = word.split_once('.').map_or((word, None), |(head, tail)| (head, Some(tail)));
    let ours = Effect::ALL.map(Effect::as_str);
    let parts = ours.map(|it| it.split_once('.').map_or((it, None), |(head, tail)| (head, Some(tail))));
    let of_head = parts.iter().filter(|it| it.0 == head);
    if of_head.clone().next().is_none() {
        let head = suggest(head, parts.iter().map(|it| it.0))?;
        return Some(tail.map_or_else(|| head.to_owned(), |tail| format!("{head}.{tail}")));
    }
    let tails = of_head.filter_map(|it| it.1);
    let meant = suggest(tail?, tails).filter(|it| Some(*it) != tail)?;
    Some(format!("{head}.{meant}"))
}

/// Whether another canton speaks of an effect of that name too.
fn is_used_elsewhere(db: &dyn Db, canton: &Canton<'_>, word: &str) -> bool {
    let others = canton_semantic::cantons(db, Workspace::get(db)).iter().filter(|it| it.1 != canton.id);
    let mut effects = others
        .filter_map(|(_, id)| Canton::new(db, *id))
        .filter_map(|it| it.manifest.effects.as_deref())
        .flatten();
    effects.any(|it| it.value == word)
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn a_word_that_is_no_level() {
        check_findings(
            "invalid-value",
            r#"
//- canton.yaml
name: f
risk: hihg
#     ^^^^ `risk` takes `low`, `medium`, `high` or `critical`, not `hihg`; did you mean `high`?
"#,
        );
    }

    #[test]
    fn a_canton_that_there_is_not() {
        check_findings(
            "invalid-value",
            r#"
//- canton.yaml
name: pay
supervisor: pay-supervisor
---
name: refund
supervisor: {parent: pay-suprvisor, restart: permanent}
#                    ^^^^^^^^^^^^^ there is no canton `pay-suprvisor` in the federation; did you mean `pay-supervisor`?
---
name: charge
supervisor: nobody
#           ^^^^^^ there is no canton `nobody` in the federation
deprecated: "pay2"
#           ^^^^^^ there is no canton `pay2` in the federation; did you mean `pay`?
---
name: old
deprecated: true
//- a/canton.yaml
name: pay-supervisor
deprecated: pay
"#,
        );
    }

    #[test]
    fn an_effect_that_is_nearly_one() {
        check_findings(
            "invalid-value",
            r#"
//- canton.yaml
name: f
effects: [fs, fs.read, fs.wirte, cloud.destory, nett, net.http, db.read, billing.charge, timer]
#                      ^^^^^^^^ nothing has the effect `fs.wirte`; did you mean `fs.write`?
#                                ^^^^^^^^^^^^^ nothing has the effect `cloud.destory`; did you mean `cloud.destroy`?
#                                               ^^^^ nothing has the effect `nett`; did you mean `net`?
---
name: g
effects: [timer]
"#,
        );
    }
}
