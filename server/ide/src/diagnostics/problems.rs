//! What is wrong in one text alone: syntax says what, here it becomes a finding.

use canton_semantic::{Db, File, Workspace};
use canton_syntax::{Problem, ProblemCode, TextRange};

use super::{Diagnostic, Page};
use crate::code_action::mend;
use crate::unit::Canton;

/// The problems of a manifest's text.
pub(super) fn manifest(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let manifest = canton_semantic::manifest(db, file);
    let cantons = &manifest.cantons;
    let canton_at = |range: TextRange| {
        let around = cantons.iter().find(|canton| canton.range.contains_range(range));
        around.and_then(|canton| canton.name.as_ref()).map_or("", |name| &name.value)
    };
    for (at, problem) in manifest.problems.iter().enumerate() {
        acc.push(finding(db, file, problem, at).canton(canton_at(problem.range)));
    }
}

/// The problems of `federation.yaml`.
pub(super) fn federation(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let problems = &canton_semantic::federation(db, Workspace::get(db)).1;
    acc.extend(problems.iter().enumerate().map(|(at, problem)| finding(db, file, problem, at)));
}

/// The problems of a lock file.
pub(super) fn lock(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    let problems = &canton_semantic::lock(db, file).1;
    acc.extend(problems.iter().enumerate().map(|(at, problem)| finding(db, file, problem, at)));
}

fn finding(db: &dyn Db, file: File, problem: &Problem, at: usize) -> Diagnostic {
    let text = canton_semantic::source_text(db, file).unwrap_or_default();
    let written = text.get(std::ops::Range::<usize>::from(problem.range)).unwrap_or_default();
    let mut finding = page(problem.code)
        .at(problem.range, problem.message.clone())
        .subject(format!("{}:{written}", file.path(db)))
        .action(mend::action(db, file, problem, at));
    for (range, message) in &problem.related {
        finding = finding.related(file, *range, message.clone());
    }
    finding
}

fn page(code: ProblemCode) -> &'static Page {
    match code {
        ProblemCode::YamlSyntax => &super::yaml_syntax::YAML_SYNTAX,
        ProblemCode::UnquotedOwner => &super::unquoted_owner::UNQUOTED_OWNER,
        ProblemCode::UnknownKey => &super::unknown_key::UNKNOWN_KEY,
        ProblemCode::DuplicateKey => &super::duplicate_key::DUPLICATE_KEY,
        ProblemCode::MissingKey => &super::missing_key::MISSING_KEY,
        ProblemCode::WrongType => &super::wrong_type::WRONG_TYPE,
        ProblemCode::InvalidValue => &super::invalid_value::INVALID_VALUE,
        ProblemCode::InvalidClaim => &super::invalid_claim::INVALID_CLAIM,
        ProblemCode::InvalidPin => &super::invalid_pin::INVALID_PIN,
        ProblemCode::LockSyntax => &super::lock_syntax::LOCK_SYNTAX,
    }
}

/// Every canton of a manifest file.
pub(super) fn cantons(db: &dyn Db, file: File) -> impl Iterator<Item = Canton<'_>> {
    let count = canton_semantic::manifest(db, file).cantons.len() as u32;
    (0..count).filter_map(move |index| Canton::new(db, canton_semantic::CantonId { file, index }))
}
