//! Patterns of both dialects, brought to one form: a list of segments that has to match a whole path.
//!
//! Neither the segments of a path nor the characters of a segment are matched with more backtracking than to
//! the last wildcard, so the worst case is the product of both lengths.

use std::str::Chars;

/// What has to match all segments of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) segments: Vec<Segment>,
}

/// What matches one segment of a path, or any number of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Any number of segments, also none.
    Many,
    /// Any one segment.
    Any,
    Literal(String),
    /// A `*` with these literals around it.
    Affixes {
        prefix: String,
        suffix: String,
    },
    Glob(Vec<Atom>),
}

/// What matches one character, or any number of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    Star,
    AnyChar,
    Char(char),
    Class { negated: bool, ranges: Vec<(char, char)> },
}

/// Whether `[…]` is a class of characters or itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brackets {
    Class,
    Literal,
}

impl Pattern {
    pub(super) fn matches(&self, path: &[&str]) -> bool {
        let (mut at, mut rest) = (0, path);
        let mut retry: Option<(usize, &[&str])> = None;
        loop {
            match (self.segments.get(at), rest.split_first()) {
                (Some(Segment::Many), _) => {
                    at += 1;
                    retry = Some((at, rest));
                    continue;
                }
                (Some(segment), Some((first, others))) if segment.matches(first) => {
                    at += 1;
                    rest = others;
                    continue;
                }
                (None, None) => return true,
                _ => {}
            }
            // Only the last `Many` has to be tried with more: what earlier ones could still take, it can too.
            let Some((after_many, [_, shorter @ ..])) = retry else { return false };
            (at, rest) = (after_many, shorter);
            retry = Some((after_many, shorter));
        }
    }
}

impl Segment {
    /// Reads the text between two slashes. A backslash takes the meaning from the character after it.
    pub(super) fn parse(text: &str, brackets: Brackets) -> Segment {
        let mut atoms = Vec::new();
        let mut chars = text.chars();
        while let Some(char) = chars.next() {
            match char {
                '*' if atoms.last() == Some(&Atom::Star) => {}
                '*' => atoms.push(Atom::Star),
                '?' => atoms.push(Atom::AnyChar),
                '[' if brackets == Brackets::Class => atoms.push(class(&mut chars)),
                '\\' => atoms.extend(chars.next().map(Atom::Char)),
                char => atoms.push(Atom::Char(char)),
            }
        }
        Segment::simplest(atoms)
    }

    fn simplest(atoms: Vec<Atom>) -> Segment {
        if atoms == [Atom::Star] {
            return Segment::Any;
        }
        let mut parts = atoms.split(|it| *it == Atom::Star).map(literal);
        match (parts.next().flatten(), parts.next(), parts.next()) {
            (Some(text), None, None) => Segment::Literal(text),
            (Some(prefix), Some(Some(suffix)), None) => Segment::Affixes { prefix, suffix },
            _ => Segment::Glob(atoms),
        }
    }

    fn matches(&self, text: &str) -> bool {
        match self {
            Segment::Many => false,
            Segment::Any => !text.is_empty(),
            Segment::Literal(literal) => literal == text,
            Segment::Affixes { prefix, suffix } => {
                text.len() >= prefix.len() + suffix.len()
                    && text.starts_with(prefix)
                    && text.ends_with(suffix)
            }
            Segment::Glob(atoms) => glob_matches(atoms, text),
        }
    }
}

fn literal(atoms: &[Atom]) -> Option<String> {
    let char = |atom: &Atom| match atom {
        Atom::Char(char) => Some(*char),
        Atom::Star | Atom::AnyChar | Atom::Class { .. } => None,
    };
    atoms.iter().map(char).collect()
}

fn glob_matches(atoms: &[Atom], text: &str) -> bool {
    let (mut at, mut rest) = (0, text.chars());
    let mut retry: Option<(usize, Chars<'_>)> = None;
    loop {
        match (atoms.get(at), rest.clone().next()) {
            (Some(Atom::Star), _) => {
                at += 1;
                retry = Some((at, rest.clone()));
                continue;
            }
            (Some(atom), Some(char)) if atom.matches(char) => {
                at += 1;
                rest.next();
                continue;
            }
            (None, None) => return true,
            _ => {}
        }
        let Some((after_star, shorter)) = &mut retry else { return false };
        if shorter.next().is_none() {
            return false;
        }
        (at, rest) = (*after_star, shorter.clone());
    }
}

impl Atom {
    fn matches(&self, char: char) -> bool {
        match self {
            Atom::Star => false,
            Atom::AnyChar => true,
            Atom::Char(it) => *it == char,
            Atom::Class { negated, ranges } => {
                ranges.iter().any(|(first, last)| (*first..=*last).contains(&char)) != *negated
            }
        }
    }
}

/// Reads a class after its `[`, as Ruby's `fnmatch` does. A class that is not closed matches nothing.
fn class(chars: &mut Chars<'_>) -> Atom {
    let nothing = Atom::Class { negated: false, ranges: Vec::new() };
    let negated = chars.as_str().starts_with(['!', '^']);
    if negated {
        chars.next();
    }
    let mut ranges = Vec::new();
    loop {
        let first = match chars.next() {
            Some(']') => return Atom::Class { negated, ranges },
            Some('\\') => chars.next(),
            char => char,
        };
        let Some(first) = first else { return nothing };
        let is_range = chars.as_str().starts_with('-') && !chars.as_str().starts_with("-]");
        if !is_range {
            ranges.push((first, first));
            continue;
        }
        chars.next();
        let last = match chars.next() {
            Some('\\') => chars.next(),
            char => char,
        };
        let Some(last) = last else { return nothing };
        // The ends belong to a range even where it is the wrong way round.
        ranges.extend([(first, last), (first, first), (last, last)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, brackets: Brackets, matching: &[&str], others: &[&str]) {
        let segment = Segment::parse(pattern, brackets);
        for text in matching {
            assert!(segment.matches(text), "{pattern} has to match {text}: {segment:?}");
        }
        for text in others {
            assert!(!segment.matches(text), "{pattern} must not match {text}: {segment:?}");
        }
    }

    #[test]
    fn stars() {
        check("a*b*c", Brackets::Literal, &["abc", "a-b-c", "abcbc", "aébéc"], &["abcd", "ac", "acb"]);
        check("**", Brackets::Literal, &["a", ".a"], &[""]);
        check("a*a", Brackets::Literal, &["aa", "aba"], &["a"]);
        check("?*", Brackets::Literal, &["a", "é", "ab"], &[""]);
    }

    #[test]
    fn escapes() {
        check(r"a\*\?\\", Brackets::Literal, &[r"a*?\"], &["ab"]);
        check(r"a\", Brackets::Literal, &["a"], &[r"a\"]);
    }

    #[test]
    fn classes() {
        check("[a-cx]1", Brackets::Class, &["a1", "b1", "x1"], &["d1", "1", "-1"]);
        check("[!a-c]", Brackets::Class, &["d", "é"], &["a", ""]);
        check("[^a]", Brackets::Class, &["d"], &["a"]);
        check(r"[\]a]", Brackets::Class, &["]", "a"], &["b"]);
        check("[a-]", Brackets::Class, &["a", "-"], &["b"]);
        check("[]a]", Brackets::Class, &[], &["]", "a", "]a]"]);
        check("[ab", Brackets::Class, &[], &["a", "b", "[ab"]);
        check("[ab]", Brackets::Literal, &["[ab]"], &["a"]);
    }

    #[test]
    fn many_stars_take_no_exponential_time() {
        let pattern = "a*".repeat(200) + "b";
        check(&pattern, Brackets::Literal, &[], &[&"a".repeat(10_000)]);
        let names = ["a"; 200].iter().chain(&["b"]);
        let literal = |it: &&str| [Segment::Many, Segment::Literal((*it).to_owned())];
        let pattern = Pattern { segments: names.flat_map(literal).collect() };
        assert!(!pattern.matches(&["a"; 10_000]));
    }
}
