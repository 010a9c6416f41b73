//! What a file or a symbol is.

use canton_semantic::{Db, File, outline, owners};
use canton_syntax::TextSize;

use crate::SymbolEntry;
use crate::drift::{Drift, drift};
use crate::report::symbol_entry;
use crate::unit::{innermost_symbol, unit_of_symbol};

/// What `canton status` and `canton/status` say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The file's path.
    pub path: String,
    /// Who owns it; empty where it is deliberately nobody's, `None` where nothing says.
    pub owner: Option<Vec<String>>,
    /// The innermost symbol, or the module; `None` for a file that is no source.
    pub symbol: Option<SymbolEntry>,
    /// What drifted of its unit; `None` where it did not, and where git does not have at hand what was pinned.
    pub drift: Option<Drift>,
}

pub(crate) fn status(db: &dyn Db, file: File, offset: Option<TextSize>) -> Option<Status> {
    file.kind(db)?;
    let index = match (outline(db, file), offset) {
        (Ok(outline), Some(offset)) => Some(innermost_symbol(outline, offset)),
        (Ok(_), None) => Some(0),
        (Err(_), _) => None,
    };
    let unit = index.and_then(|index| unit_of_symbol(db, file, index));
    Some(Status {
        path: file.path(db).to_owned(),
        owner: owners(db, file, None),
        symbol: index.and_then(|index| symbol_entry(db, file, index)),
        drift: unit.and_then(|unit| drift(db, unit, unit.canton(db)?)),
    })
}
