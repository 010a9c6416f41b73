//! CODEOWNERS as GitHub reads it.
//!
//! Patterns are those of gitignore but for three things, which are said where they are met: no `!`, no `[ ]`
//! ranges, no `\#`. A line that GitHub cannot read is skipped, the others stand.

use super::{
    Line, Parsed, Rule, Section, lines,
    pattern::{Brackets, Pattern, Segment},
};

/// A file over this size is not loaded at all.
pub(super) const SIZE_LIMIT: usize = 3 * 1024 * 1024;

pub(super) fn parse(text: &str) -> Parsed {
    let mut res =
        Parsed { sections: vec![Section { name: None, optional: false, approvals: 1 }], ..Parsed::default() };
    for line in lines(text) {
        let (pattern, owners) = split(line.text);
        if let Some(message) = fault(pattern, owners) {
            res.problems.push(line.problem(format!("{message}; GitHub skips this line")));
            continue;
        }
        if line.text[pattern.len()..].starts_with('#') {
            res.problems.push(line.problem(format!("the pattern is `{pattern}`: `#` starts a comment here")));
        }
        res.rules.push(rule(&line, pattern, owners));
    }
    res
}

/// The pattern and the owners in a line, without the comment at its end.
fn split(line: &str) -> (&str, &str) {
    let mut escaped = false;
    let end = line.find(|char: char| {
        let ends = char == '#' || (char.is_ascii_whitespace() && !escaped);
        escaped = char == '\\' && !escaped;
        ends
    });
    let (pattern, rest) = line.split_at(end.unwrap_or(line.len()));
    let owners = rest.split_once('#').map_or(rest, |(owners, _comment)| owners);
    (pattern, owners)
}

fn fault(pattern: &str, owners: &str) -> Option<String> {
    if pattern == "\\" {
        return Some("`\\#` does not stand for `#`, which always starts a comment".to_owned());
    }
    if pattern.starts_with('!') {
        return Some("a pattern cannot be negated with `!`".to_owned());
    }
    if pattern.contains("***") {
        return Some("a pattern cannot have three asterisks in a row".to_owned());
    }
    let stranger = owners.split_ascii_whitespace().find(|it| !is_owner(it))?;
    Some(format!("`{stranger}` is not an owner: `@user`, `@organization/team` or an e-mail address"))
}

fn is_owner(text: &str) -> bool {
    let is_name =
        |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric() || "-_".contains(it));
    match text.strip_prefix('@') {
        Some(name) => match name.split_once('/') {
            Some((organization, team)) => is_name(organization) && is_name(team),
            None => is_name(name),
        },
        None => text.split_once('@').is_some_and(|(person, domain)| {
            !person.is_empty() && domain.contains('.') && domain.split('.').all(is_name)
        }),
    }
}

fn rule(line: &Line<'_>, pattern: &str, owners: &str) -> Rule {
    Rule {
        range: line.range,
        line: line.number,
        owners: owners.split_ascii_whitespace().map(str::to_owned).collect(),
        section: 0,
        exclusion: false,
        pattern: self::pattern(pattern),
    }
}

fn pattern(text: &str) -> Pattern {
    let (anchored, text) = match text.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (folder, text) = match text.strip_suffix('/') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let segment = |it| if it == "**" { Segment::Many } else { Segment::parse(it, Brackets::Literal) };
    let mut segments: Vec<Segment> = text.split('/').map(segment).collect();
    if !anchored && segments.len() == 1 {
        segments.insert(0, Segment::Many);
    }
    match segments.last() {
        // What is in a folder is at least one level below it.
        _ if folder => segments.extend([Segment::Any, Segment::Many]),
        Some(Segment::Many) => segments.extend([Segment::Any, Segment::Many]),
        // The one place where a match of a folder is not a match of what is in it.
        Some(Segment::Any) => {}
        _ => segments.push(Segment::Many),
    }
    Pattern { segments }
}
