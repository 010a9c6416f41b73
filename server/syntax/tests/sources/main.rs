//! What is read of source files: examples of every language, digests, and what must hold for any text.

#![expect(clippy::disallowed_methods, reason = "tests read and write the examples")]

mod bodies;
mod digests;
mod examples;
mod properties;

/// What a comment on a line of its own begins with.
fn line_comment(language: &str) -> &'static str {
    match language {
        "python" | "ruby" | "bash" | "hcl" | "elixir" => "#",
        "lua" => "--",
        _ => "//",
    }
}
