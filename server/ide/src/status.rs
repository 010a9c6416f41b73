//! What a file or a symbol is.

use canton_semantic::{Db, File, outline, owners};
use canton_syntax::TextSize;

use crate::SymbolEntry;
use crate::report::symbol_entry;
use crate::unit::innermost_symbol;

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

pub(crate) fn status(db: &dyn Db, file: File, offset: Option<TextSize>) -> Option<Status> {
    file.kind(db)?;
    let symbol = match (outline(db, file), offset) {
        (Ok(outline), Some(offset)) => symbol_entry(db, file, innermost_symbol(outline, offset)),
        (Ok(_), None) => symbol_entry(db, file, 0),
        (Err(_), _) => None,
    };
    Some(Status { path: file.path(db).to_owned(), owner: owners(db, file, None), symbol })
}
