//! Accepts a finding for a while: writes an exception into `federation.yaml`.

use canton_semantic::{Db, File, Workspace, federation, federation_file, source_text};
use canton_syntax::yaml::{self, Node, NodeKind};
use canton_syntax::{TextEdit, TextRange, TextSize};

use super::CodeAction;
use crate::SourceChange;
use crate::diagnostics::Code;

/// The action that accepts the findings of `code` about `symbol`.
pub(crate) fn action(db: &dyn Db, file: File, code: Code, symbol: &str) -> CodeAction {
    let title = format!("Accept this for 30 days (exception in `{}`)", federation_path(db));
    CodeAction::quick_fix("except", file.path(db), vec![code.0.to_owned(), symbol.to_owned()], title)
}

/// The exception, at the end of those that are there.
pub(crate) fn change(db: &dyn Db, code: &str, symbol: &str) -> Option<SourceChange> {
    let workspace = Workspace::get(db);
    let there = federation(db, workspace).0.exceptions.iter().any(|exception| {
        let about = exception.symbol.as_ref().map(|it| it.value.as_str());
        exception.code.value == code && about == Some(symbol)
    });
    if there {
        return None;
    }
    let (year, month, day) = thirty_days_after(workspace.today(db));
    let until = format!("{year:04}-{month:02}-{day:02}");
    let symbol = format!("\"{}\"", symbol.replace('\\', "\\\\").replace('"', "\\\""));
    let exception = format!("{{code: {code}, symbol: {symbol}, reason: TODO, until: {until}}}");
    let Some(file) = federation_file(db) else {
        let text = format!("exceptions:\n  - {exception}\n");
        return Some(SourceChange::create(federation_path(db).to_owned(), text));
    };
    let text = source_text(db, file).ok()?;
    SourceChange::edit(file.path(db), vec![edit(&text, &exception)?])
}

fn federation_path(db: &dyn Db) -> &str {
    federation_file(db).map_or("federation.yaml", |file| file.path(db))
}

/// Puts an exception behind the last one. `None` where the text has another shape.
fn edit(text: &str, exception: &str) -> Option<TextEdit> {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let yaml = yaml::parse(text);
    let Some(list) = yaml.documents.first().and_then(|root| root.get("exceptions")) else {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { newline };
        let new_text = format!("{gap}exceptions:{newline}  - {exception}{newline}");
        return Some(TextEdit { range: TextRange::empty(TextSize::of(text)), new_text });
    };
    let (at, new_text) = match &list.kind {
        NodeKind::Sequence { items, flow: false } => after_item(text, items.last()?, exception, newline)?,
        NodeKind::Sequence { items, flow: true } => {
            let comma = if items.is_empty() { "" } else { ", " };
            (list.range.end().checked_sub(TextSize::of(']'))?, format!("{comma}{exception}"))
        }
        _ => return None,
    };
    Some(TextEdit { range: TextRange::empty(at), new_text })
}

/// A new item of a block list, in the line after its last one, as far in as that one.
fn after_item(text: &str, last: &Node, exception: &str, newline: &str) -> Option<(TextSize, String)> {
    let (start, end) = (usize::from(last.range.start()), usize::from(last.range.end()));
    let dash = text.get(..start)?.rfind('-')?;
    let indent = &text[text[..dash].rfind('\n').map_or(0, |at| at + 1)..dash];
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let gap = if text[..line_end].ends_with('\n') { "" } else { newline };
    Some((TextSize::try_from(line_end).ok()?, format!("{gap}{indent}- {exception}{newline}")))
}

fn thirty_days_after(date: (u16, u8, u8)) -> (u16, u8, u8) {
    let (mut year, mut month, day) = date;
    let mut day = day + 30;
    while day > days_in(year, month) {
        day -= days_in(year, month);
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (year, month, day)
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let edit = edit(text, "{code: x}").expect("the text has a place for it");
        assert_eq!(canton_syntax::edit::apply(text, &[edit]), expected);
    }

    #[test]
    fn an_exception_goes_to_the_others() {
        check("", "exceptions:\n  - {code: x}\n");
        check("a: b", "a: b\nexceptions:\n  - {code: x}\n");
        check("exceptions: []\nb: c\n", "exceptions: [{code: x}]\nb: c\n");
        check("exceptions: [{code: y}] # why\n", "exceptions: [{code: y}, {code: x}] # why\n");
        check(
            "exceptions:\n- code: y\n  until: z # w\nb: c\n",
            "exceptions:\n- code: y\n  until: z # w\n- {code: x}\nb: c\n",
        );
        check("exceptions:\r\n    - code: y", "exceptions:\r\n    - code: y\r\n    - {code: x}\r\n");
    }

    #[test]
    fn thirty_days() {
        assert_eq!(thirty_days_after((2026, 11, 22)), (2026, 12, 22));
        assert_eq!(thirty_days_after((2026, 12, 22)), (2027, 1, 21));
        assert_eq!(thirty_days_after((2026, 1, 31)), (2026, 3, 2));
        assert_eq!(thirty_days_after((2026, 2, 1)), (2026, 3, 3));
        assert_eq!(thirty_days_after((2028, 1, 30)), (2028, 2, 29));
    }
}
