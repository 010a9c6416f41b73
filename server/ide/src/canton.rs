//! A canton as a whole: who answers for it, its risk, where each of its claims is written.

use canton_evidence::codeowners::Ownership;
use canton_semantic::{
    CantonId, Claimed, Db, File, Workspace, claimed_files, claims_of, codeowners, codeowners_file, ownership,
    risk_by_path,
};
use canton_syntax::TextRange;
use canton_syntax::manifest::Risk;

use crate::unit::Canton;

/// Where the word on an owner or a risk comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The manifest itself.
    Manifest,
    /// A file, at a line counted from 1.
    Line(String, u32),
    /// The path rules of `federation.yaml`.
    PathRule,
    /// Nothing says anything.
    Default,
}

/// What a canton claims, claim by claim.
pub(crate) fn claims(db: &dyn Db, id: CantonId) -> &[Claimed] {
    claims_of(db, id.file).get(id.index as usize).map_or(&[][..], Vec::as_slice)
}

/// The files that a canton reaches into, by path.
pub(crate) fn files_of(db: &dyn Db, id: CantonId) -> Vec<File> {
    let mut files: Vec<File> = claims(db, id).iter().flat_map(|claimed| claimed_files(db, claimed)).collect();
    files.sort_unstable_by_key(|file| file.path(db));
    files.dedup();
    files
}

/// Who answers for a canton: by its manifest, else by CODEOWNERS for any file that it reaches into. Empty where
/// it is deliberately nobody's, `None` where nothing says.
pub(crate) fn canton_owners(db: &dyn Db, canton: Canton<'_>) -> Option<Vec<String>> {
    if let Some(owners) = &canton.manifest.owner {
        return Some(owners.iter().map(|owner| owner.value.clone()).collect());
    }
    let mut said: Option<Vec<String>> = None;
    for file in files_of(db, canton.id) {
        let owners: &[String] = match ownership(db, file) {
            Ownership::Owned(owners) => owners,
            Ownership::Unowned => &[],
            Ownership::Unmatched => continue,
        };
        let all = said.get_or_insert_default();
        for owner in owners {
            if !all.contains(owner) {
                all.push(owner.clone());
            }
        }
    }
    said
}

/// The owners of a file and the line of CODEOWNERS that says so.
pub(crate) fn owners_by_rule(db: &dyn Db, file: File) -> Option<(Vec<String>, Source)> {
    let rules = codeowners_file(db, Workspace::get(db))?;
    let decision = codeowners(db, rules).0.decide(file.path(db));
    let owners = match decision.ownership {
        Ownership::Owned(owners) => owners,
        Ownership::Unowned => Vec::new(),
        Ownership::Unmatched => return None,
    };
    let line = decision.rules.last().map_or(1, |rule| rule.line + 1);
    Some((owners, Source::Line(rules.path(db).to_owned(), line)))
}

/// A canton's risk: its manifest's, else the highest of the paths that it reaches into.
pub(crate) fn canton_risk(db: &dyn Db, canton: Canton<'_>) -> (Risk, Source) {
    if let Some(risk) = &canton.manifest.risk {
        return (risk.value, Source::Manifest);
    }
    risk_by_path(db, canton.id).map_or((Risk::Low, Source::Default), |risk| (risk, Source::PathRule))
}

/// Where a claim of a canton is written: the claim itself, or the name that it claims by.
pub(crate) fn claim_range(canton: Canton<'_>, claim: u32) -> TextRange {
    let written = canton.manifest.source.as_ref().and_then(|source| source.get(claim as usize));
    written.map_or_else(|| canton.name_range(), |claim| claim.range)
}
