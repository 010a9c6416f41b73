//! Symbols as keys of queries.

#![expect(missing_docs, reason = "salsa writes constructors without any")]

use crate::{Db, File, symbol_names};

/// A symbol as the key of a query.
#[salsa::interned(revisions = usize::MAX)]
pub struct SymbolKey<'db> {
    /// Its file.
    #[returns(copy)]
    pub file: File,
    /// Its index there.
    #[returns(copy)]
    pub symbol: u32,
}

/// The keys of a file's symbols, and of some more: a file that gets another symbol has the same keys mostly. They stand
/// in a list of their own, as the table of all symbols has a lock, and is too large to be near.
#[salsa::tracked(returns(deref))]
pub(crate) fn symbol_keys<'db>(db: &'db dyn Db, file: File) -> Box<[SymbolKey<'db>]> {
    let count = symbol_names(db, file).len().next_power_of_two() as u32;
    (0..count).map(|symbol| SymbolKey::new(db, file, symbol)).collect()
}

/// The key of the symbol at an index.
pub fn symbol_key(db: &dyn Db, file: File, symbol: u32) -> SymbolKey<'_> {
    let known = symbol_keys(db, file).get(symbol as usize).copied();
    known.unwrap_or_else(|| SymbolKey::new(db, file, symbol))
}
