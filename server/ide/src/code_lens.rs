//! The line over each unit: `canonical · environment-provision · @infra-team · tested (claimed)`.

use canton_semantic::{Db, File};
use canton_syntax::TextRange;

use crate::CodeActionId;

/// A line over a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLens {
    /// The name of what it stands over.
    pub range: TextRange,
    /// Its text.
    pub title: String,
    /// What a click does.
    pub command: LensCommand,
}

/// What a click on a lens does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensCommand {
    /// Applies an action: register.
    Apply(CodeActionId),
    /// Shows a place: the manifest.
    Show {
        /// The file's path.
        path: String,
        /// The place in it.
        range: TextRange,
    },
}

pub(crate) fn code_lenses(_db: &dyn Db, _file: File) -> Vec<CodeLens> {
    Vec::new()
}
