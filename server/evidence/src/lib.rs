//! Reports in, plain data out: what others say of code, read without ever failing.

pub mod codeowners;
pub mod plan;
pub mod scip;
