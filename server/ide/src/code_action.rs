//! What can be done at a place: register, pin, accept drift, quote the owner, choose a candidate.

use canton_semantic::{Db, File};
use canton_syntax::TextRange;

use crate::SourceChange;

/// An action, without its edits yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeAction {
    /// What makes it again.
    pub id: CodeActionId,
    /// What the editor shows.
    pub title: String,
    /// Where the editor lists it.
    pub kind: CodeActionKind,
    /// The one that a person most likely wants.
    pub preferred: bool,
}

/// Where an editor lists an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeActionKind {
    /// Mends a finding.
    QuickFix,
    /// `source.fixAll.canton`: mends every finding that has one certain fix.
    FixAll,
}

/// What makes an action again, when its edits are asked for: plain words, so that it can travel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeActionId {
    /// Which action: `register`, `register-in`, `pin`, `accept-drift`, `quote-owner`, …
    pub action: String,
    /// The file it was asked in.
    pub path: String,
    /// The symbol's dotted name, the canton's name, the candidate: whatever the action takes.
    pub arguments: Vec<String>,
}

pub(crate) fn code_actions(_db: &dyn Db, _file: File, _range: TextRange) -> Vec<CodeAction> {
    Vec::new()
}

pub(crate) fn resolve(_db: &dyn Db, _id: &CodeActionId) -> Option<SourceChange> {
    None
}
