//! Access paths in parts: `make`, `()`, `[a]`, `.run` of `make()[a].run`.

use std::borrow::Cow;

/// The parts of an access path, each as it is written, with its dot.
pub(super) fn parts(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        let length = first_length(rest)?;
        let (part, behind) = rest.split_at(length);
        rest = behind;
        Some(part)
    })
}

/// The length of the first part of a path.
fn first_length(path: &str) -> Option<usize> {
    let bytes = path.as_bytes();
    let after = |wanted: u8| bytes.iter().position(|it| *it == wanted).map(|at| at + 1);
    let end = match bytes.first()? {
        b'(' => after(b')'),
        b'[' => after(b']'),
        _ => bytes[1..].iter().position(|it| matches!(it, b'.' | b'(' | b'[')).map(|at| at + 1),
    };
    Some(end.unwrap_or(path.len()))
}

/// The first of the names with dots in a path, and those behind it. They are short, so that each byte is looked at, and
/// no search is begun.
pub(super) fn split_name(path: &str) -> (&str, &str) {
    match path.bytes().position(|it| it == b'.') {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (path, ""),
    }
}

/// The first part of a path, and the rest.
pub(crate) fn split_first(path: &str) -> (&str, &str) {
    path.split_at(first_length(path).unwrap_or(0))
}

/// What follows in `path` behind `place`: `.run` of `table[].run` behind `table[a]`.
pub(super) fn behind<'p>(place: &str, path: &'p str) -> Option<&'p str> {
    let mut rest = path;
    for (at, wanted) in parts(place).enumerate() {
        let (part, behind) = split_first(rest);
        if !is_same(wanted, part, at == 0) {
            return None;
        }
        rest = behind;
    }
    Some(rest)
}

/// Whether two parts may be the same: what an unknown key finds may be anything that a key finds.
fn is_same(one: &str, other: &str, is_head: bool) -> bool {
    if one == other || is_head {
        return one == other;
    }
    match (key_of(one), key_of(other)) {
        (Some(key), Some(other_key)) => key == other_key || one == "[]" || other == "[]",
        _ => false,
    }
}

/// The key of `[key]`, or the name of `.name`.
pub(super) fn key_of(part: &str) -> Option<&str> {
    part.strip_prefix('.').or_else(|| part.strip_prefix('[')?.strip_suffix(']'))
}

/// The names with dots that a path begins with, keys among them, the longest run first: with the rest of the path.
pub(super) fn dotted_beginnings(path: &str) -> Vec<(Cow<'_, str>, &str)> {
    let mut found = Vec::new();
    let (head, mut rest) = split_first(path);
    let mut name = Cow::Borrowed(head);
    loop {
        found.push((name.clone(), rest));
        let (part, behind) = split_first(rest);
        let Some(key) = key_of(part).filter(|it| !it.is_empty()) else { break };
        name = match name {
            // As it stands in the path.
            Cow::Borrowed(it) if part.starts_with('.') => Cow::Borrowed(&path[..it.len() + part.len()]),
            it => Cow::Owned(format!("{it}.{key}")),
        };
        rest = behind;
    }
    found.reverse();
    found
}

/// The last name in a path: `run` of `a.run` and of `a.run()`.
pub(super) fn last_name(path: &str) -> &str {
    let names = parts(path).filter_map(|it| match it.chars().next() {
        Some('(' | '[') | None => None,
        Some('.') => Some(&it[1..]),
        _ => Some(it),
    });
    names.last().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{behind, dotted_beginnings, last_name, parts};

    #[test]
    fn paths_fall_into_parts() {
        let check = |path: &str, expected: &[&str]| assert_eq!(parts(path).collect::<Vec<_>>(), expected);
        check("make()[a].run", &["make", "()", "[a]", ".run"]);
        check("()[]", &["()", "[]"]);
        check(".a.b", &[".a", ".b"]);
        check("", &[]);
        check("a[", &["a", "["]);
        assert_eq!(last_name("a.run()[]"), "run");
        assert_eq!(last_name("()"), "");
        assert_eq!(
            dotted_beginnings("a.b[c]()"),
            [("a.b.c".into(), "()"), ("a.b".into(), "[c]()"), ("a".into(), ".b[c]()")]
        );
    }

    #[test]
    fn what_stands_behind_a_place() {
        let check =
            |place: &str, path: &str, expected: Option<&str>| assert_eq!(behind(place, path), expected);
        check("table[a]", "table[a]()", Some("()"));
        check("table[a]", "table.a()", Some("()"));
        check("table[a]", "table[]()", Some("()"));
        check("table[]", "table[b]()", Some("()"));
        check("table[a]", "table[b]()", None);
        check("table[a]", "table", None);
        check("()", "().x", Some(".x"));
        check("it", "item", None);
        check("[]", "", None);
    }
}
