//! What is read of source files: examples of every language, digests, and what must hold for any text.

mod digests;
mod examples;
mod properties;
