//! Edits against a plain string as reference.

use super::*;
use crate::position::LineIndex;
use proptest::prelude::*;

/// A text with all that is hard about texts.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof!["[a-z]{0,3}", "é|𝄞|\u{feff}|\u{2028}|\u{85}|\u{b}", "\n|\r\n|\r|\n\n"];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn position_of(text: &str, offset: usize, encoding: Encoding) -> Position {
    let place = LineIndex::new(Arc::from(text)).position((offset as u32).into(), encoding);
    Position { line: place.line, character: place.character }
}

/// The nearest offset that a client can name: between characters, and not inside a line break.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at % (text.len() + 1);
    while !text.is_char_boundary(at) || text[..at].ends_with('\r') && text[at..].starts_with('\n') {
        at -= 1;
    }
    at
}

proptest! {
    #[test]
    fn edits_are_what_they_are_in_a_string(
        start in texts(),
        edits in proptest::collection::vec((any::<u16>(), any::<u16>(), texts()), 1..8),
    ) {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut text = start.clone();
            let mut document = Document::new(&text, 0, None);
            for (one, other, new) in &edits {
                let (one, other) = (boundary(&text, *one as usize), boundary(&text, *other as usize));
                let (from, to) = (one.min(other), one.max(other));
                let range = Range::new(position_of(&text, from, encoding), position_of(&text, to, encoding));
                let change = TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: new.clone() };
                document.change(&[change], encoding);
                text.replace_range(from..to, new);
                prop_assert_eq!(&*document.text(), &*text);
            }
        }
    }
}

#[track_caller]
fn check(text: &str, encoding: Encoding, start: (u32, u32), end: (u32, u32), expected: &str) {
    let mut document = Document::new(text, 0, None);
    let range = Range::new(Position::new(start.0, start.1), Position::new(end.0, end.1));
    document.change(
        &[TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: String::from("X") }],
        encoding,
    );
    assert_eq!(&*document.text(), expected);
}

#[test]
fn places_that_are_none_are_moved_to_where_one_is() {
    check("ab\ncd", Encoding::Utf8, (0, 9), (0, 9), "abX\ncd");
    check("ab\r\ncd", Encoding::Utf16, (0, 9), (0, 9), "abX\r\ncd");
    check("ab\ncd", Encoding::Utf32, (0, 1), (9, 0), "aX");
    check("ab\ncd", Encoding::Utf8, (1, 1), (0, 1), "aXd");
    check("a𝄞b", Encoding::Utf16, (0, 2), (0, 3), "aXb");
    check("aéb", Encoding::Utf8, (0, 2), (0, 3), "aXb");
    check("", Encoding::Utf16, (0, 0), (u32::MAX, u32::MAX), "X");
}
