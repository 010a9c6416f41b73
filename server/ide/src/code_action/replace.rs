//! Replaces a scalar by what was meant.

use canton_semantic::{Db, File, find_file, source_text};
use canton_syntax::{TextEdit, TextRange, TextSize};

use super::CodeAction;
use crate::SourceChange;

/// The action that puts `meant` in the place of the scalar at `range`.
pub(crate) fn action(db: &dyn Db, file: File, range: TextRange, meant: &str) -> Option<CodeAction> {
    let text = source_text(db, file).ok()?;
    let old = text.get(std::ops::Range::<usize>::from(range))?;
    let arguments = vec![u32::from(range.start()).to_string(), old.to_owned(), quoted_like(old, meant)];
    let title = format!("Change to `{meant}`");
    Some(CodeAction::quick_fix("replace", file.path(db), arguments, title).preferred())
}

/// The action that puts a word in the place of another one inside of a literal. One of several, so not preferred;
/// none for a word that the literal's quotes may not hold.
pub(crate) fn word(db: &dyn Db, file: File, range: TextRange, meant: &str) -> Option<CodeAction> {
    let is_plain = meant.chars().all(|it| it.is_alphanumeric() || "-_./:@ ".contains(it));
    let text = source_text(db, file).ok()?;
    let old = text.get(std::ops::Range::<usize>::from(range))?;
    let arguments = vec![u32::from(range.start()).to_string(), old.to_owned(), meant.to_owned()];
    let title = format!("Change to `{meant}`");
    (is_plain && !meant.is_empty()).then(|| CodeAction::quick_fix("replace", file.path(db), arguments, title))
}

/// The replacement, where the old text still stands at that offset.
pub(crate) fn change(db: &dyn Db, path: &str, at: &str, old: &str, new: &str) -> Option<SourceChange> {
    let text = source_text(db, find_file(db, path)?).ok()?;
    let start: u32 = at.parse().ok()?;
    if !text.get(start as usize..)?.starts_with(old) {
        return None;
    }
    let range = TextRange::at(TextSize::new(start), TextSize::of(old));
    SourceChange::edit(path, vec![TextEdit { range, new_text: new.to_owned() }])
}

/// A scalar with the quotes of another one, or with quotes of its own where YAML needs them.
pub(crate) fn quoted_like(old: &str, new: &str) -> String {
    let plain = |char: char| char.is_alphanumeric() || "._/-~".contains(char);
    let inner = |char: char| plain(char) || matches!(char, '#' | '*');
    let is_plain = new.starts_with(plain) && !new.starts_with('-') && new.chars().all(inner);
    match old.chars().next() {
        Some('\'') => format!("'{}'", new.replace('\'', "''")),
        Some('"') => double_quoted(new),
        _ if is_plain => new.to_owned(),
        _ => double_quoted(new),
    }
}

fn double_quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stay() {
        assert_eq!(quoted_like("a", "b.py#f"), "b.py#f");
        assert_eq!(quoted_like("a", "b/**"), "b/**");
        assert_eq!(quoted_like("a", "**/b"), "\"**/b\"");
        assert_eq!(quoted_like("a", "@team"), "\"@team\"");
        assert_eq!(quoted_like("'a'", "it's"), "'it''s'");
        assert_eq!(quoted_like("\"a\"", "b"), "\"b\"");
        assert_eq!(quoted_like("a", "[id].ts"), "\"[id].ts\"");
    }
}
