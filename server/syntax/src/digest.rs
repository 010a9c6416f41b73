//! `canton-ast/1` and `canton-sig/1`: what a pin records of a unit.

/// The first 128 bits of a BLAKE3 hash over a unit's normalised tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 16]);

/// A pin as written in a manifest or a lock file: `canton-ast/1:python:<32 hex>`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pin {
    /// `canton-ast/1`.
    pub algorithm: String,
    /// The language's name: `python`.
    pub language: String,
    /// The digest itself.
    pub digest: Digest,
}
pub const ALGORITHM: &str = "canton-ast/1";
