//! The language server as a client sees it: the real binary over a pipe.

mod actions;
mod diagnostics;
mod edits;
mod features;
mod lifecycle;
mod support;
mod watching;
mod workspaces;
