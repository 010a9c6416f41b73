//! What is read of source files: examples of every language, digests, and what must hold for any text.

#![expect(clippy::disallowed_methods, reason = "tests read and write the examples")]

mod bodies;
mod digests;
mod examples;
mod properties;
