//! Reading a text that is being typed: a line that is not YAML is left out, and the rest is read.

use std::ops::Range;

use super::attempt::{Attempt, SyntaxError, attempt, floor_char_boundary, size};
use super::{Node, NodeKind, Style, Yaml};
use crate::problem::Fix;
use crate::{Problem, ProblemCode, TextEdit, TextRange, TextSize};

/// So many lines are left out before a text is given up.
const RETRIES: usize = 8;

/// Reads every document of `text`.
///
/// A scalar that starts with `@` is read as if it were quoted: people write `owner: @team`, though YAML
/// reserves the character.
pub fn parse(text: &str) -> Yaml {
    let mut res = Yaml::default();
    if u32::try_from(text.len()).is_err() {
        res.problems.push(syntax_problem(TextRange::default(), "the file is larger than 4 GiB".to_owned()));
        return res;
    }
    let at_signs = AtSigns::new(text);
    let Attempt { documents, comments, unknown_anchors, .. } =
        attempt_without_bad_lines(at_signs.patched(text), text, &mut res.problems);
    res.documents = documents;
    // A line that was left out may stand for a comment.
    res.comments = comments;
    res.comments.retain(|it| text.get(Range::<usize>::from(*it)).is_some_and(|it| it.starts_with('#')));
    for document in &mut res.documents {
        if !res.problems.is_empty() {
            align(document, text);
        }
        at_signs.restore(document, text, &mut res.problems);
    }
    for (range, name) in unknown_anchors {
        res.problems.push(syntax_problem(range, format!("no anchor `&{name}` stands before this alias")));
    }
    res.problems.sort_by_key(|it| (it.range.start(), it.range.end(), it.code));
    res
}

/// Blanks the line at fault, keeping every offset, until the rest can be read.
fn attempt_without_bad_lines(mut current: String, text: &str, acc: &mut Vec<Problem>) -> Attempt {
    let mut res = attempt(&current);
    for _ in 0..RETRIES {
        let Some(error) = res.error.take() else { return res };
        let Some(without) = without_culprit(&current, &error) else {
            let offset = floor_char_boundary(text, error.offset);
            acc.push(syntax_problem(TextRange::empty(size(offset)), error.message));
            return res;
        };
        acc.push(syntax_problem(trimmed(text, without.line), error.message));
        (current, res) = (without.text, without.attempt);
    }
    if let Some(error) = res.error.take() {
        acc.push(syntax_problem(trimmed(text, line_at(text, error.offset)), error.message));
    }
    res
}

/// A reading of the text without one of its lines.
struct Without {
    line: Range<usize>,
    text: String,
    attempt: Attempt,
}

/// Leaves out the line without which the text can be read furthest: where reading stopped, the one with text
/// before it, or one where a bracket was opened that is not closed.
fn without_culprit(text: &str, error: &SyntaxError) -> Option<Without> {
    let stopped = line_at(text, error.offset);
    let before = line_at(text, text[..stopped.start].trim_end().len());
    let opened: Vec<usize> = [error.open.first(), error.open.last()]
        .into_iter()
        .flatten()
        .map(|&it| line_at(text, it).start)
        .collect();
    let mut starts = [&[stopped.start, before.start][..], &opened].concat();
    starts.sort_unstable();
    starts.dedup();
    let lines = starts.into_iter().map(|it| line_at(text, it));
    // Without the mark between them, two documents would be one.
    let lines = lines.filter(|it| !matches!(text[it.clone()].trim(), "" | "---"));
    let without = lines.flat_map(|line| {
        // A line of spaces is part of a text in quotes, a comment ends a text without them.
        [blank(text, &line, " "), blank(text, &line, "#")].map(|text| {
            let attempt = attempt(&text);
            Without { line: line.clone(), text, attempt }
        })
    });
    without.max_by_key(|it| {
        let next = it.attempt.error.as_ref().map_or(usize::MAX, |it| it.offset);
        // With a bracket that is not closed, the lines after it are read as what they are not: although
        // leaving out each of them would lead further, the one at fault is where the bracket stands.
        (opened.contains(&it.line.start) && next > stopped.end, next)
    })
}

/// The line around `offset`, without its end.
fn line_at(text: &str, offset: usize) -> Range<usize> {
    let is_end = |it: u8| it == b'\n' || it == b'\r';
    let bytes = text.as_bytes();
    let offset = offset.min(bytes.len());
    let start = bytes[..offset].iter().rposition(|&it| is_end(it)).map_or(0, |it| it + 1);
    let end = bytes[offset..].iter().position(|&it| is_end(it)).map_or(bytes.len(), |it| offset + it);
    start..end
}

/// The text with spaces in the place of that line, after `first`; the mark of a document stays.
fn blank(text: &str, line: &Range<usize>, first: &str) -> String {
    let content = &text[line.clone()];
    let kept =
        if content.starts_with("--- ") { "--- ".len() } else { content.len() - content.trim_start().len() };
    let (start, rest) = (line.start + kept, line.len() - kept - first.len());
    [&text[..start], first, &" ".repeat(rest), &text[line.end..]].concat()
}

/// Moves spans to the characters of the text: a node may end amid the spaces that stand for another line.
fn align(node: &mut Node, text: &str) {
    let floor = |it: TextSize| size(floor_char_boundary(text, it.into()));
    node.range = TextRange::new(floor(node.range.start()), floor(node.range.end()));
    match &mut node.kind {
        NodeKind::Sequence { items, .. } => items.iter_mut().for_each(|it| align(it, text)),
        NodeKind::Mapping { entries, .. } => {
            entries.iter_mut().flat_map(|(key, value)| [key, value]).for_each(|it| align(it, text));
        }
        NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Alias { .. } => (),
    }
}

/// The line without the white space around it.
fn trimmed(text: &str, line: Range<usize>) -> TextRange {
    let inner = text[line.clone()].trim();
    let indent = text[line.clone()].len() - text[line.clone()].trim_start().len();
    TextRange::at(size(line.start + indent), TextSize::of(inner))
}

fn syntax_problem(range: TextRange, message: String) -> Problem {
    Problem {
        code: ProblemCode::YamlSyntax,
        range,
        message: format!("not YAML: {message}"),
        related: Vec::new(),
        fix: None,
    }
}

/// The `@` that may start a scalar, and the character they are replaced by while the text is read.
struct AtSigns {
    offsets: Vec<usize>,
    /// A character that the text does not hold: where it turns up in a value, it was an `@`.
    stand_in: char,
}

impl AtSigns {
    fn new(text: &str) -> AtSigns {
        let bytes = text.as_bytes();
        let mut offsets: Vec<usize> = text.match_indices('@').map(|(offset, _)| offset).collect();
        // Where a scalar may start: after white space or an opening bracket.
        offsets.retain(|&it| it == 0 || b" \t\r\n[{,".contains(&bytes[it - 1]));
        let stand_in = b"^$;+=/()<_AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz"
            .iter()
            .find(|it| !bytes.contains(it));
        match stand_in {
            Some(&stand_in) => AtSigns { offsets, stand_in: stand_in.into() },
            None => AtSigns { offsets: Vec::new(), stand_in: '@' },
        }
    }

    fn patched(&self, text: &str) -> String {
        let mut res = String::with_capacity(text.len());
        let mut last = 0;
        for &offset in &self.offsets {
            res.push_str(&text[last..offset]);
            res.push(self.stand_in);
            last = offset + 1;
        }
        res.push_str(&text[last..]);
        res
    }

    /// Puts every `@` back, and says which scalars should have been quoted.
    fn restore(&self, node: &mut Node, text: &str, acc: &mut Vec<Problem>) {
        if self.offsets.is_empty() {
            return;
        }
        match &mut node.kind {
            NodeKind::Scalar { value, style } => {
                if value.contains(self.stand_in) {
                    *value = value.replace(self.stand_in, "@");
                }
                let written = &text[node.range];
                if matches!(style, Style::Plain | Style::Tagged) && written.starts_with('@') {
                    acc.push(unquoted(node.range, written));
                }
            }
            NodeKind::Sequence { items, .. } => {
                for item in items {
                    self.restore(item, text, acc);
                }
            }
            NodeKind::Mapping { entries, .. } => {
                for (key, value) in entries {
                    self.restore(key, text, acc);
                    self.restore(value, text, acc);
                }
            }
            NodeKind::Null | NodeKind::Alias { .. } => (),
        }
    }
}

fn unquoted(range: TextRange, written: &str) -> Problem {
    let quote = |offset| TextEdit { range: TextRange::empty(offset), new_text: "\"".to_owned() };
    // A scalar that holds quotes or backslashes would need more than quotes around it.
    let quotable = !written.contains(['"', '\\', '\n']);
    let fix =
        Fix { title: "Quote the owner".to_owned(), edits: vec![quote(range.start()), quote(range.end())] };
    Problem {
        code: ProblemCode::UnquotedOwner,
        range,
        message: format!("YAML reserves `@`: write `\"{written}\"`"),
        related: Vec::new(),
        fix: quotable.then_some(fix),
    }
}
