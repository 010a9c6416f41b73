//! `canton.lock`: the pins of cantons that claim more than one unit, a line each.

#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

use crate::digest::Pin;
use crate::{Problem, ProblemCode, Spanned, TextEdit, TextRange, TextSize};

/// One pin: `<canton> <unit id from the lock's folder> <pin>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockLine {
    /// The canton's name.
    pub canton: Spanned<String>,
    /// The unit's id, its path relative to the lock's folder.
    pub unit: Spanned<String>,
    /// The pin.
    pub pin: Spanned<Pin>,
    /// The whole line, without its end.
    pub range: TextRange,
}

/// Reads `canton.lock`. Never fails; a broken line is a problem at that line.
///
/// A pin that stands twice is a problem at the second line; the first one holds.
pub fn lock(text: &str) -> (Vec<LockLine>, Vec<Problem>) {
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    let mut seen = FxHashMap::default();
    let mut rest = TextRange::up_to(TextSize::try_from(text.len()).unwrap_or_default());
    if text.starts_with('\u{feff}') {
        rest = TextRange::new(TextSize::of('\u{feff}'), rest.end());
    }
    for whole in text[rest].split_inclusive('\n') {
        let range = TextRange::at(rest.start(), TextSize::of(whole.trim_end_matches(['\n', '\r'])));
        rest = TextRange::new(rest.start() + TextSize::of(whole), rest.end());
        if text[range].trim().is_empty() {
            continue;
        }
        let line = match lock_line(text, range) {
            Ok(line) => line,
            Err(message) => {
                problems.push(problem(range, message, Vec::new()));
                continue;
            }
        };
        match seen.get(&(line.canton.value.clone(), line.unit.value.clone())) {
            Some(&first) => {
                let message = format!("`{}` has a pin for `{}` twice", line.canton.value, line.unit.value);
                problems.push(problem(range, message, vec![(first, "the first one stands here".to_owned())]));
            }
            None => {
                seen.insert((line.canton.value.clone(), line.unit.value.clone()), range);
                lines.push(line);
            }
        }
    }
    (lines, problems)
}

/// Writes a lock: sorted by canton and unit, a line for each, and nothing for none.
pub fn render_lock(lines: &[(String, String, Pin)]) -> String {
    let mut sorted: Vec<&(String, String, Pin)> = lines.iter().collect();
    sorted.sort_by_key(|(canton, unit, _)| (canton, unit));
    sorted.iter().map(|(canton, unit, pin)| format!("{canton} {unit} {pin}\n")).collect()
}

/// The edits after which `text` is the lock of those lines: from the first line that differs to the last.
pub fn lock_edits(text: &str, lines: &[(String, String, Pin)]) -> Vec<TextEdit> {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let rendered = render_lock(lines).replace('\n', newline);
    let old: Vec<&str> = text.split_inclusive('\n').collect();
    let new: Vec<&str> = rendered.split_inclusive('\n').collect();
    let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old[before..], &new[before..]);
    let after = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| old == new).count();
    let (removed, added) = (&old_rest[..old_rest.len() - after], &new_rest[..new_rest.len() - after]);
    if removed.is_empty() && added.is_empty() {
        return Vec::new();
    }
    let len = |lines: &[&str]| lines.iter().map(|it| TextSize::of(*it)).sum::<TextSize>();
    let range = TextRange::at(len(&old[..before]), len(removed));
    vec![TextEdit { range, new_text: added.concat() }]
}

/// The canton is the first word and the pin the last one; a unit's path may hold spaces.
fn lock_line(text: &str, range: TextRange) -> Result<LockLine, String> {
    let line = &text[range];
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|it| line.starts_with(it)) {
        return Err("a merge has left a conflict here; keep the lines of both sides and pin again".to_owned());
    }
    let parts = line.split_once(' ').and_then(|(canton, rest)| Some((canton, rest.rsplit_once(' ')?)));
    let Some((canton, (unit, pin_text))) = parts else {
        return Err("a line of the lock is `<canton> <unit> <pin>`".to_owned());
    };
    if canton.is_empty() || unit.trim().is_empty() {
        return Err("a line of the lock is `<canton> <unit> <pin>`, with one space between them".to_owned());
    }
    let Some(pin) = Pin::parse(pin_text) else {
        return Err(format!("`{pin_text}` is no pin: `canton-ast/1:<language>:<32 hex digits>`"));
    };
    let spanned = |part: &str, start: TextSize| TextRange::at(start, TextSize::of(part));
    let space = TextSize::of(' ');
    let canton_range = spanned(canton, range.start());
    let unit_range = spanned(unit, canton_range.end() + space);
    Ok(LockLine {
        canton: Spanned { value: canton.to_owned(), range: canton_range },
        unit: Spanned { value: unit.to_owned(), range: unit_range },
        pin: Spanned { value: pin, range: spanned(pin_text, unit_range.end() + space) },
        range,
    })
}

fn problem(range: TextRange, message: String, related: Vec<(TextRange, String)>) -> Problem {
    Problem { code: ProblemCode::LockSyntax, range, message, related, fix: None }
}
