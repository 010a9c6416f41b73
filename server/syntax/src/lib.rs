//! Text in, plain data out.
//!
//! Everything that Canton reads is parsed here: source files into an [`outline::Outline`], manifests,
//! federations and lock files into values that keep the span of every key and value. Nothing here fails:
//! broken text yields what could be read, and [`Problem`]s. No files, no salsa, no protocol types; positions
//! are byte offsets.

pub mod digest;
pub mod edit;
pub mod federation;
pub mod lock;
pub mod manifest;
pub mod outline;
pub mod parse;
pub mod parsed;
pub mod problem;
pub mod schema;
pub mod yaml;

pub use edit::TextEdit;
pub use problem::{Problem, ProblemCode, Spanned};
pub use text_size::{TextRange, TextSize};
