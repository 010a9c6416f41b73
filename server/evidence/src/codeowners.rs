//! CODEOWNERS: who owns a path.
//!
//! GitHub and GitLab read the same file name in two ways that differ in nearly every detail (what a pattern
//! reaches, how many rules decide, comments, escapes, sections), so the dialect is a parameter and each has
//! its own file. What they share is here: the question, the three answers, and the rules that gave them.
//!
//! Whether an owner exists and may review cannot be known offline: owners are what the file says, unverified.

use text_size::{TextRange, TextSize};

use self::{index::Index, pattern::Pattern};

mod github;
mod gitlab;
mod index;
mod pattern;
#[cfg(test)]
mod tests;

/// Every place where a CODEOWNERS file can be, in an order that is right for both dialects.
pub const LOCATIONS: [&str; 4] =
    [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

/// Whose reading of CODEOWNERS applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// One rule decides, the last one that matches.
    GitHub,
    /// One rule decides in each section, and the owners of all sections are added up.
    GitLab,
}

impl Dialect {
    /// The dialect of the file at `path`, by its place or else by syntax that only GitLab has.
    pub fn detect(path: &str, text: &str) -> Dialect {
        match path.trim_start_matches('/') {
            ".gitlab/CODEOWNERS" => Dialect::GitLab,
            ".github/CODEOWNERS" => Dialect::GitHub,
            _ if lines(text).any(|it| gitlab::is_unmistakable(it.text)) => Dialect::GitLab,
            _ => Dialect::GitHub,
        }
    }

    /// The paths at which this dialect looks for the file. The first that exists is the only one that counts.
    pub fn locations(self) -> [&'static str; 3] {
        match self {
            Dialect::GitHub => [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
            Dialect::GitLab => ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
        }
    }
}

/// A CODEOWNERS file, ready to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codeowners {
    dialect: Dialect,
    sections: Vec<Section>,
    rules: Vec<Rule>,
    index: Index,
}

/// A named group of rules in GitLab's dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// As first written; none for the rules above the first header, and for all rules in GitHub's dialect.
    pub name: Option<String>,
    /// Whether its owners are named without being needed for an approval.
    pub optional: bool,
    /// How many of its owners have to approve; 0 when it is optional.
    pub approvals: u32,
}

/// One line that says who owns what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The line without the blanks around it.
    pub range: TextRange,
    /// 0-based.
    pub line: u32,
    /// Of this line or by default of its section, in the order in which they are written.
    pub owners: Vec<String>,
    /// The index of its section in [`Codeowners::sections`].
    pub section: usize,
    /// Whether it takes what it matches out of its section for good (`!pattern` in GitLab's dialect).
    pub exclusion: bool,
    pattern: Pattern,
}

/// A line that does not say what it seems to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line without the blanks around it; empty when it is about the file.
    pub range: TextRange,
    /// What is wrong, and what happens instead.
    pub message: String,
}

/// Who owns a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// By those named, of whom there is at least one.
    Owned(Vec<String>),
    /// By no one, and a rule says so.
    Unowned,
    /// No rule says anything.
    Unmatched,
}

/// An answer with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision<'a> {
    /// The answer.
    pub ownership: Ownership,
    /// The rules it rests on, in the order of the file: at most one in GitHub's dialect, at most one for each
    /// section in GitLab's.
    pub rules: Vec<&'a Rule>,
}

/// Reads a CODEOWNERS file. Lines that cannot be read are left out, and said to be.
pub fn parse(text: &str, dialect: Dialect) -> (Codeowners, Vec<Problem>) {
    let parsed = match too_large(text, dialect) {
        Some(problem) => Parsed { problems: vec![problem], ..Parsed::default() },
        None => match dialect {
            Dialect::GitHub => github::parse(text),
            Dialect::GitLab => gitlab::parse(text),
        },
    };
    let Parsed { sections, rules, problems } = parsed;
    let index = Index::new(rules.iter().map(|it| &it.pattern));
    (Codeowners { dialect, sections, rules, index }, problems)
}

fn too_large(text: &str, dialect: Dialect) -> Option<Problem> {
    let message = if dialect == Dialect::GitHub && text.len() > github::SIZE_LIMIT {
        "GitHub does not load a CODEOWNERS file over 3 MB: nothing has an owner"
    } else if TextSize::try_from(text.len()).is_err() {
        "a file over 4 GB is not read"
    } else {
        return None;
    };
    Some(Problem { range: TextRange::default(), message: message.to_owned() })
}

impl Codeowners {
    /// The dialect it was read in.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The unnamed section first, then by first appearance.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// In the order of the file.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Who owns the file at `path`, which is relative to the root of the repository, with `/`.
    pub fn owners(&self, path: &str) -> Ownership {
        self.decide(path).ownership
    }

    /// Who owns the file at `path`, and which rules say so.
    pub fn decide(&self, path: &str) -> Decision<'_> {
        let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let mut matching = self
            .index
            .candidates(&segments)
            .into_iter()
            .rev()
            .map(|it| &self.rules[it])
            .filter(|it| it.pattern.matches(&segments));
        let rules = match self.dialect {
            Dialect::GitHub => matching.next().into_iter().collect(),
            Dialect::GitLab => gitlab::decisive(matching, self.sections.len()),
        };
        Decision { ownership: ownership(&rules), rules }
    }
}

/// The owners of all `rules` together.
fn ownership(rules: &[&Rule]) -> Ownership {
    if rules.is_empty() {
        return Ownership::Unmatched;
    }
    let mut owners: Vec<String> = Vec::new();
    for owner in rules.iter().flat_map(|it| &it.owners) {
        if !owners.contains(owner) {
            owners.push(owner.clone());
        }
    }
    if owners.is_empty() { Ownership::Unowned } else { Ownership::Owned(owners) }
}

/// What a dialect makes of a file.
#[derive(Default)]
struct Parsed {
    sections: Vec<Section>,
    rules: Vec<Rule>,
    problems: Vec<Problem>,
}

/// A line that is neither blank nor a comment.
struct Line<'a> {
    number: u32,
    /// Of `text`.
    range: TextRange,
    /// Without the blanks around it.
    text: &'a str,
}

impl Line<'_> {
    fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { range: self.range, message: message.into() }
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut next = 0;
    text.split_inclusive('\n').zip(0..).filter_map(move |(line, number)| {
        let indent = line.len() - line.trim_start_matches(is_blank).len();
        let start = next + indent;
        next += line.len();
        let text = line.trim_matches(is_blank);
        let range = TextRange::at(TextSize::try_from(start).ok()?, TextSize::try_from(text.len()).ok()?);
        let says_something = !text.is_empty() && !text.starts_with('#');
        says_something.then_some(Line { number, range, text })
    })
}

/// Besides white space this takes the byte order mark, which some editors put before the first line.
fn is_blank(char: char) -> bool {
    char.is_ascii_whitespace() || char == '\u{feff}'
}
