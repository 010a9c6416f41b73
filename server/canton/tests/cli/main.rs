//! The command line, as a process.

mod bad_input;
mod commands;
mod schemas;
mod support;
mod workspaces;
