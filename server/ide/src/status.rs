//! What a file or a symbol is.

use canton_semantic::{Db, File};
use canton_syntax::TextSize;

use crate::SymbolEntry;

/// What `canton status` and `canton/status` say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The file's path.
    pub path: String,
    /// Who owns it; empty where it is deliberately nobody's, `None` where nothing says.
    pub owner: Option<Vec<String>>,
    /// The innermost symbol, or the module; `None` for a file that is no source.
    pub symbol: Option<SymbolEntry>,
}

pub(crate) fn status(_db: &dyn Db, _file: File, _offset: Option<TextSize>) -> Option<Status> {
    None
}
