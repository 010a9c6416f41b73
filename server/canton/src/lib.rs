//! The language server and command line of Canton.

pub mod git;
