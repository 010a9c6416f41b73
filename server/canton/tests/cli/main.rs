//! The command line, as a process.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and may panic"
)]

mod apart;
mod bad_input;
mod bulk;
mod commands;
mod graph;
mod indexes;
mod pins;
mod plans;
mod schemas;
mod support;
mod workspaces;
