//! Which rules can match a path at all.
//!
//! Real files have thousands of rules and nearly all of them name a folder, a file or an extension. Asking for
//! those by name leaves a handful of patterns to be tried for each path, whatever the size of the file.

use std::collections::HashMap;

use super::pattern::{Pattern, Segment};

/// Rules, by what a path that they match must have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    /// By the first segments of the path, with `/` between them.
    prefixes: HashMap<String, Vec<usize>>,
    /// By one segment, wherever it is.
    names: HashMap<String, Vec<usize>>,
    /// By what follows the last dot of one segment, wherever it is.
    extensions: HashMap<String, Vec<usize>>,
    others: Vec<usize>,
}

impl Index {
    pub(super) fn new<'a>(patterns: impl Iterator<Item = &'a Pattern>) -> Index {
        let mut res = Index::default();
        for (rule, pattern) in patterns.enumerate() {
            res.rules_like(pattern).push(rule);
        }
        res
    }

    /// The list to which a rule with this pattern belongs: of those that it could be in, the shortest so far, so
    /// that names which many rules share (`packages`, `src`) do not gather them.
    fn rules_like(&mut self, pattern: &Pattern) -> &mut Vec<usize> {
        let len = |it: &Key| self.rules(it).map_or(0, Vec::len);
        match keys(pattern).into_iter().min_by_key(len) {
            Some(Key::Prefix(prefix)) => self.prefixes.entry(prefix).or_default(),
            Some(Key::Name(name)) => self.names.entry(name.to_owned()).or_default(),
            Some(Key::Extension(extension)) => self.extensions.entry(extension.to_owned()).or_default(),
            None => &mut self.others,
        }
    }

    fn rules(&self, key: &Key<'_>) -> Option<&Vec<usize>> {
        match key {
            Key::Prefix(prefix) => self.prefixes.get(prefix),
            Key::Name(name) => self.names.get(*name),
            Key::Extension(extension) => self.extensions.get(*extension),
        }
    }

    /// Ascending, without repetition.
    pub(super) fn candidates(&self, path: &[&str]) -> Vec<usize> {
        let mut res = self.others.clone();
        let mut prefix = String::new();
        for (depth, segment) in path.iter().enumerate() {
            if depth > 0 {
                prefix.push('/');
            }
            prefix.push_str(segment);
            res.extend(self.prefixes.get(&prefix).into_iter().flatten());
            res.extend(self.names.get(*segment).into_iter().flatten());
            let extension = extension(segment).and_then(|it| self.extensions.get(it));
            res.extend(extension.into_iter().flatten());
        }
        res.sort_unstable();
        res.dedup();
        res
    }
}

/// What a path must have for a pattern to match it.
enum Key<'a> {
    Prefix(String),
    Name(&'a str),
    Extension(&'a str),
}

fn keys(pattern: &Pattern) -> Vec<Key<'_>> {
    let prefix: Vec<&str> = pattern.segments.iter().map_while(literal).collect();
    let prefix = (!prefix.is_empty()).then(|| Key::Prefix(prefix.join("/")));
    let in_segments = pattern.segments.iter().filter_map(|it| match it {
        Segment::Literal(text) => Some(Key::Name(text)),
        Segment::Affixes { suffix, .. } => extension(suffix).map(Key::Extension),
        Segment::Many | Segment::Any | Segment::Glob(_) => None,
    });
    prefix.into_iter().chain(in_segments).collect()
}

fn literal(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal(text) => Some(text),
        Segment::Many | Segment::Any | Segment::Affixes { .. } | Segment::Glob(_) => None,
    }
}

fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}
