//! A text, and what of it is product code.

/// A file.
pub(super) struct Source {
    /// From the repository's root.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    pub(super) fn new(path: String, text: String) -> Source {
        Source { path, text }
    }

    /// The path's crate: `canton` for `server/canton/src/main.rs`, `grammars` for the grammars.
    pub(super) fn krate(&self) -> &str {
        let mut parts = self.path.split('/');
        match parts.next() {
            Some("server") => parts.next().unwrap_or_default(),
            first => first.unwrap_or_default(),
        }
    }

    /// A file that only tests read.
    pub(super) fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs") || self.path.contains("/tests/")
    }

    /// A Rust file of a crate's `src` that is no test.
    pub(super) fn is_product(&self) -> bool {
        self.path.ends_with(".rs") && self.path.contains("/src/") && !self.is_test()
    }

    /// The lines before the file's own tests, numbered from 1.
    pub(super) fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line)).peekable();
        std::iter::from_fn(move || {
            let (number, line) = lines.next()?;
            // Tests stand last in a file; a declaration of a test module elsewhere has no body.
            let tests = line == "#[cfg(test)]" && lines.peek().is_some_and(|(_, next)| is_module_body(next));
            (!tests).then_some((number, line))
        })
    }

    /// The product's lines without comments.
    pub(super) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.product_lines().filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn is_module_body(line: &str) -> bool {
    line.starts_with("mod ") && line.trim_end().ends_with('{')
}

/// The string literals of a line, without their quotes. Good enough for code that `rustfmt` has seen: a
/// literal over several lines is not found.
pub(super) fn string_literals(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find('"') {
        let body = &rest[open + 1..];
        let Some(close) = closing_quote(body) else { break };
        found.push(&body[..close]);
        rest = &body[close + 1..];
    }
    found
}

fn closing_quote(body: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match c {
            '"' if !escaped => return Some(at),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}
