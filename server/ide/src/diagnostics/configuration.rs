//! What the federation makes of findings: its severities, its exceptions, its vocabularies.

use canton_semantic::{Db, File, Workspace, federation};
use canton_syntax::Spanned;
use canton_syntax::federation::{Exception, Federation, SeverityLevel};
use canton_syntax::schema::suggest;

use super::{Diagnostic, Page, Severity};
use crate::code_action::replace;

/// The findings as loud as the federation wants them, without those that it accepts for now.
pub(super) fn configured(db: &dyn Db, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let workspace = Workspace::get(db);
    let federation = &federation(db, workspace).0;
    if federation.severity.is_empty() && federation.exceptions.is_empty() {
        return found;
    }
    let today = workspace.today(db);
    found.retain_mut(|finding| {
        let excepted = federation.exceptions.iter().any(|it| accepts(it, finding, today));
        !excepted && set_severity(federation, finding)
    });
    found
}

/// An exception names a symbol's id or a canton; one that names nothing accepts every finding of its code.
fn accepts(exception: &Exception, finding: &Diagnostic, today: (u16, u8, u8)) -> bool {
    let in_time = exception.until.as_ref().is_none_or(|until| today <= until.value);
    let named = exception.symbol.as_ref().map(|symbol| symbol.value.as_str());
    let same = named.is_none() || named == finding.symbol.as_deref() || named == finding.canton.as_deref();
    in_time && same && exception.code.value == finding.code.0
}

/// False for a finding that is switched off.
fn set_severity(federation: &Federation, finding: &mut Diagnostic) -> bool {
    let Some((_, level)) = federation.severity.iter().find(|(code, _)| code.value == finding.code.0) else {
        return true;
    };
    finding.severity = match level.value {
        SeverityLevel::Off => return false,
        SeverityLevel::Hint => Severity::Hint,
        SeverityLevel::Information => Severity::Information,
        SeverityLevel::Warning => Severity::Warning,
        SeverityLevel::Error => Severity::Error,
    };
    true
}

/// What a word must be one of.
pub(super) struct Word {
    pub(super) file: File,
    pub(super) page: &'static Page,
    pub(super) noun: &'static str,
    pub(super) list: &'static str,
}

/// A finding for a word that is none of the known ones, with the one that was perhaps meant.
pub(super) fn unknown_word<'a>(
    db: &dyn Db,
    word: &Word,
    written: &Spanned<String>,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<Diagnostic> {
    if known.clone().any(|it| it == written.value) {
        return None;
    }
    let meant = suggest(&written.value, known);
    let question = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
    let message = format!("there is no {} `{}` in {}{question}", word.noun, written.value, word.list);
    let fix = meant.and_then(|meant| replace::action(db, word.file, written.range, meant));
    Some(word.page.at(written.range, message).subject(&written.value).action(fix))
}
