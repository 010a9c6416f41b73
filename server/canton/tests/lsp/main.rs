//! The language server as a client sees it: the real binary over a pipe.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, waits by the clock, and may panic"
)]

mod actions;
mod calls;
mod diagnostics;
mod edits;
mod features;
mod indexes;
mod lifecycle;
mod renames;
mod support;
mod watching;
mod workspaces;
