//! The language server and the command line of Canton: the one crate that touches the world.
//!
//! Both surfaces open the same [`engine::Engine`] and ask the same `Analysis`.

#![expect(clippy::disallowed_methods, reason = "the rim does IO")]

pub mod attributes;
pub mod cli;
pub mod engine;
pub mod git;
mod indexes;
pub mod loader;
pub mod lsp;
pub mod position;
pub mod vfs;
pub mod write;
