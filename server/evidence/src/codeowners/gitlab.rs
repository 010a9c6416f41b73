//! CODEOWNERS as GitLab reads it.
//!
//! Patterns are those of Ruby's `File.fnmatch` with dot files and path names. In each section the last rule
//! that matches decides, unless one that matches is an exclusion, and all sections count.

use super::{
    Line, Parsed, Rule, Section, lines,
    pattern::{Brackets, Pattern, Segment},
};

/// Whether a line has a meaning only in this dialect: a header that is optional, asks for a number of
/// approvals, has a blank in its name, or has nothing after it.
pub(super) fn is_unmistakable(line: &str) -> bool {
    header(line).is_some_and(|it| {
        let alone = line.ends_with(']') && !line.contains('/');
        it.optional || it.approvals.is_some() || it.name.contains(' ') || alone
    })
}

pub(super) fn parse(text: &str) -> Parsed {
    let unnamed = Section { name: None, optional: false, approvals: 1 };
    let mut res = Parsed { sections: vec![unnamed], ..Parsed::default() };
    let mut current = 0;
    let mut default_owners = Vec::new();
    for line in lines(text) {
        if let Some(header) = header(line.text) {
            current = section(&mut res, &line, &header);
            default_owners = references(header.default_owners);
        } else if line.text.starts_with('[') || line.text.starts_with("^[") {
            res.problems.push(line.problem("the name of this section has no `]`: the line has no effect"));
        } else {
            let rule = rule(&mut res, &line, current, &default_owners);
            res.rules.push(rule);
        }
    }
    res
}

/// Of the rules that match a path, last one first, those that decide, in the order of the file.
pub(super) fn decisive<'a>(matching: impl Iterator<Item = &'a Rule>, sections: usize) -> Vec<&'a Rule> {
    let mut by_section: Vec<Option<&Rule>> = vec![None; sections];
    for rule in matching {
        let decisive = &mut by_section[rule.section];
        // Nothing takes back into a section what was taken out of it, before or after.
        let outranks = decisive.is_none_or(|it| rule.exclusion && !it.exclusion);
        if outranks {
            *decisive = Some(rule);
        }
    }
    let mut res: Vec<&Rule> = by_section.into_iter().flatten().collect();
    res.sort_unstable_by_key(|it| it.line);
    res
}

/// `^[name][approvals] default owners`
struct Header<'a> {
    optional: bool,
    name: &'a str,
    approvals: Option<u32>,
    default_owners: &'a str,
}

fn header(line: &str) -> Option<Header<'_>> {
    let required = line.strip_prefix('^').unwrap_or(line);
    let (name, rest) = required.strip_prefix('[')?.split_once(']')?;
    let (approvals, rest) = match approvals(rest) {
        Some((approvals, rest)) => (Some(approvals), rest),
        None => (None, rest),
    };
    // What directly follows a bracket is not read, and what cannot be in a name ends the list.
    let owners = if rest.starts_with(is_space) { rest.trim_start() } else { "" };
    let end = owners.find(|it: char| !(is_word(it) || is_space(it) || "@.-/+".contains(it)));
    let default_owners = owners[..end.unwrap_or(owners.len())].trim_end();
    Some(Header { optional: line.starts_with('^'), name, approvals, default_owners })
}

fn approvals(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = text.strip_prefix('[')?.split_once(']')?;
    let is_number = number.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| (number.parse().unwrap_or(1).max(1), rest))
}

/// The index of the section with this header, which is a new one unless its name was there before.
fn section(res: &mut Parsed, line: &Line<'_>, header: &Header<'_>) -> usize {
    if header.name.is_empty() {
        res.problems.push(line.problem("a section needs a name"));
    }
    if header.optional && header.approvals.is_some() {
        res.problems
            .push(line.problem("an optional section asks for no approvals: the number has no effect"));
    }
    if !header.default_owners.is_empty() && references(header.default_owners).is_empty() {
        res.problems.push(line.problem(format!("no owner is named by `{}`", header.default_owners)));
    }
    let approvals = if header.optional { 0 } else { header.approvals.unwrap_or(1) };
    let same_name = |it: &Section| it.name.as_ref().is_some_and(|it| it.eq_ignore_ascii_case(header.name));
    if let Some(known) = res.sections.iter().position(same_name) {
        let section = &mut res.sections[known];
        section.optional &= header.optional;
        section.approvals = section.approvals.max(approvals);
        return known;
    }
    let name = Some(header.name.to_owned());
    res.sections.push(Section { name, optional: header.optional, approvals });
    res.sections.len() - 1
}

fn rule(res: &mut Parsed, line: &Line<'_>, section: usize, default_owners: &[String]) -> Rule {
    let (pattern, rest) = split(line.text);
    let (exclusion, pattern) = match pattern.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let owners = match rest.trim() {
        _ if exclusion => Vec::new(),
        "" => default_owners.to_vec(),
        owners => references(owners),
    };
    if !exclusion {
        let stranger = rest.split_ascii_whitespace().find(|it| references(it).is_empty());
        let message = match stranger {
            Some(word) if word.starts_with('#') => Some(
                "GitLab has no comments after a pattern: whoever is named in this one is an owner".to_owned(),
            ),
            Some(word) => {
                Some(format!("`{word}` is not an owner: `@user`, `@group`, `@@role` or an e-mail address"))
            }
            None if owners.is_empty() => Some("no owner is named: GitLab approves this by itself".to_owned()),
            None => None,
        };
        res.problems.extend(message.map(|it| line.problem(it)));
    }
    Rule { range: line.range, line: line.number, owners, section, exclusion, pattern: self::pattern(pattern) }
}

/// The pattern in a line, and what follows it.
fn split(line: &str) -> (&str, &str) {
    let mut before = None;
    let end = line.find(|char: char| {
        let ends = is_space(char) && before != Some('\\');
        before = Some(char);
        ends
    });
    line.split_at(end.unwrap_or(line.len()))
}

fn pattern(text: &str) -> Pattern {
    let relative = text.strip_prefix('/');
    let body = relative.unwrap_or(text);
    let folder = text.ends_with('/');
    let body = body.strip_suffix('/').unwrap_or(body);
    let mut segments = Vec::new();
    if relative.is_none() {
        segments.push(Segment::Many);
    }
    let (folders, last) = body.rsplit_once('/').map_or((None, body), |(folders, last)| (Some(folders), last));
    // Two asterisks reach over folders only before a slash.
    let any_depth = |it| if it == "**" { Segment::Many } else { Segment::parse(it, Brackets::Class) };
    segments.extend(folders.into_iter().flat_map(|it| it.split('/')).map(any_depth));
    match last {
        "" => {}
        last if folder => segments.push(any_depth(last)),
        last => segments.push(Segment::parse(last, Brackets::Class)),
    }
    if folder {
        segments.extend([Segment::Many, Segment::Any]);
    }
    Pattern { segments }
}

/// The users, groups, roles and addresses named in `text`, among whatever else it has.
fn references(text: &str) -> Vec<String> {
    text.split_ascii_whitespace().flat_map(references_in_word).map(str::to_owned).collect()
}

fn references_in_word(word: &str) -> Vec<&str> {
    let mut res = Vec::new();
    let mut start = 0;
    while let Some(at) = word[start..].find('@').map(|it| start + it) {
        let before = &word[start..at];
        let after = &word[at + 1..];
        let (from, end) = if before.ends_with(is_word) {
            let domain = after.split('@').next().unwrap_or_default();
            (start, at + 1 + domain.trim_end_matches(|it| !is_word(it)).len())
        } else {
            let sigil = if after.starts_with('@') { 2 } else { 1 };
            let name = &word[at + sigil..];
            let name = &name[..name.find(|it| !is_name(it)).unwrap_or(name.len())];
            (at, at + sigil + name.trim_end_matches(['.', '/']).len())
        };
        let reference = &word[from..end];
        if reference.ends_with(is_name) && !is_unknown_role(reference) {
            res.push(reference);
        }
        start = end.max(at + 1);
    }
    res
}

fn is_unknown_role(reference: &str) -> bool {
    let role = reference.strip_prefix("@@").map(str::to_ascii_lowercase);
    role.is_some_and(|it| {
        !["developer", "maintainer", "owner"].contains(&it.strip_suffix('s').unwrap_or(&it))
    })
}

fn is_name(char: char) -> bool {
    is_word(char) || "-./".contains(char)
}

fn is_word(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '_'
}

fn is_space(char: char) -> bool {
    char.is_ascii_whitespace()
}
