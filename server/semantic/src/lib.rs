//! What belongs to what: salsa inputs, the database and the queries.
//!
//! Nothing here does IO (a file's text comes through [`System`] alone), reads a clock, or knows a protocol.
//! Inputs are set in [`Change::apply`] only. What other files depend on carries no positions: names, digests
//! and ranges are separate, so that typing in a body re-runs that file's outline and little else.

mod base;
mod blast;
mod bodies;
mod callers;
mod change;
mod claims;
mod code_owners;
mod composition;
mod contracts;
mod db;
mod effects;
mod files;
mod heirs;
mod index;
mod input;
mod key;
mod manifests;
mod names;
mod path;
mod pins;
mod plans;
mod precise;
mod problems;
mod resolve;
mod risk;
mod settings;
mod skeleton;
mod standing;
mod trees;

#[cfg(test)]
mod tests;

pub use base::{BaseFile, BaseSymbols, PastUnit, changed_units, past_unit, symbols_of_past};
pub use blast::{Blast, blast_radius};
pub use bodies::{Body, BodyArgument, BodyCall, ImportNames, Scope, body, call_indexes, scope};
pub use callers::{Caller, Callers, Effort, callers_of, prime_callers, prime_lists};
pub use change::{Change, FileChange};
pub use claims::{
    CantonId, Claimed, Closeness, Conflict, FileClaims, claimants, claimed_files, claims_of, conflicts,
    file_claims,
};
pub use code_owners::{codeowners, codeowners_file, ownership};
pub use composition::{
    Act, ActVerb, Effect, Facts, Finding, FindingKind, FoundEffect, Hop, Key, Limit, Open, Resource, Summary,
    Verdict, Way, effects_verdict, findings, found_effects, is_given_outside, property_verdict, summary,
    suspects, unresolved_calls,
};
pub use contracts::{Contract, contract};
pub use db::{Db, RootDatabase, Skip, System};
pub use effects::outside_name;
pub use files::{confirm_outline, find_file, outline, source_text, symbol_id};
pub use index::{all_files, source_files, word_matches};
pub use input::{File, FileKind, Shard, Workspace};
pub(crate) use key::symbol_keys;
pub use key::{SymbolKey, symbol_key};
pub use manifests::{CantonFacts, ManifestFile, facts, lock, manifest};
pub use names::{
    NamedSymbol, SameOrder, SymbolNames, same_words, symbol_names, symbols_named, without_ordinal, words,
};
pub use path::{file_name, from_folder, join, parent};
pub use pins::{PinTarget, lock_file, lock_path, pin_of, pin_targets, stale_lock_lines};
pub use plans::{Place, PlanFinding, PlanFindingKind, places, plan, plan_file, plan_findings};
pub use precise::{IndexState, index_states, named_by, scip_files, scip_index};
pub use problems::{BindingProblem, BindingProblemKind, binding_problems, duplicate_names};
pub use resolve::{
    Edge, Edges, How, MOST_CANDIDATES, Resolution, Target, called_from, edges, entered, resolve_call,
    resolve_calls,
};
pub use risk::{risk_by_path, risk_of_unit};
pub use settings::{
    canton_named, cantons, federation, federation_file, has_canton, is_federation, risk_of_path, roster,
};
pub(crate) use skeleton::Skeleton;
pub use standing::{CountedUnits, PinState, Standing, UnitStanding, owners, shard_counts, standings};
pub use trees::Trees;
