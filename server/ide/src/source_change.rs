//! Edits as data; only the rim applies them.

use canton_syntax::{TextEdit, TextRange, TextSize};

/// What an action changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceChange {
    /// Files that come to be: path and text.
    pub created: Vec<(String, String)>,
    /// Files that are edited.
    pub edits: Vec<FileEdit>,
}

/// The edits of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file's path.
    pub path: String,
    /// In order, without overlaps, in the text that the snapshot saw.
    pub edits: Vec<TextEdit>,
}

impl SourceChange {
    /// A new file.
    pub(crate) fn create(path: String, text: String) -> SourceChange {
        SourceChange { created: vec![(path, text)], edits: Vec::new() }
    }

    /// Edits of one file; `None` where there are none to make.
    pub(crate) fn edit(path: &str, edits: Vec<TextEdit>) -> Option<SourceChange> {
        if edits.is_empty() {
            return None;
        }
        Some(SourceChange { created: Vec::new(), edits: vec![FileEdit { path: path.to_owned(), edits }] })
    }

    /// What turns one text of a file into another: one edit of what lies between what they share.
    pub(crate) fn rewrite(path: &str, old: &str, new: &str) -> Option<SourceChange> {
        if old == new {
            return None;
        }
        let shared = old.char_indices().zip(new.chars()).find(|((_, one), other)| one != other);
        let start = shared.map_or(old.len().min(new.len()), |((at, _), _)| at);
        let same_end = old[start..].chars().rev().zip(new[start..].chars().rev());
        let end: usize =
            same_end.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum();
        let range = TextRange::new(offset(start), offset(old.len() - end));
        let new_text = new[start..new.len() - end].to_owned();
        SourceChange::edit(path, vec![TextEdit { range, new_text }])
    }
}

/// No file that is read is longer than [`TextSize`] can say.
fn offset(at: usize) -> TextSize {
    TextSize::try_from(at).unwrap_or(TextSize::new(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rewrite_touches_what_differs() {
        let check = |old: &str, new: &str, expected: &str| {
            let change = SourceChange::rewrite("a", old, new);
            let edits = change.map(|it| it.edits[0].edits.clone()).unwrap_or_default();
            assert_eq!(canton_syntax::edit::apply(old, &edits), new);
            let shown: Vec<String> =
                edits.iter().map(|it| format!("{:?} {:?}", it.range, it.new_text)).collect();
            assert_eq!(shown.join(" "), expected);
        };
        check("a\nb\n", "a\nb\n", "");
        check("a\nc\n", "a\nb\nc\n", "2..2 \"b\\n\"");
        check("aaa", "aa", "2..3 \"\"");
        check("é1ü", "é2ü", "2..3 \"2\"");
        check("", "x", "0..0 \"x\"");
    }
}
