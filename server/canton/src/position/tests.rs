use super::{Encoding, LineIndex, PastEnd, Position};
use canton_syntax::TextSize;
use std::sync::Arc;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn at(line: u32, character: u32) -> Position {
    Position { line, character }
}

#[test]
fn every_place_where_a_character_starts_comes_back() {
    for text in ["", "a", "a\nb\n", "a\r\nb\r\n", "\u{feff}é\n𝒳y\rz", "\r\r\n\n", "🦀🦀\n"] {
        let index = LineIndex::new(Arc::from(text));
        for encoding in ENCODINGS {
            for (offset, _) in text.char_indices().filter(|(_, char)| !['\r', '\n'].contains(char)) {
                let offset = TextSize::new(offset as u32);
                let position = index.position(offset, encoding);
                assert_eq!(index.offset(position, encoding), Ok(offset), "{text:?} {offset:?} {encoding:?}");
            }
        }
    }
}

#[test]
fn columns_are_counted_in_the_units_of_the_encoding() {
    let index = LineIndex::new(Arc::from("x\n\u{feff}é𝒳y"));
    let y = TextSize::new(2 + 3 + 2 + 4);
    assert_eq!(ENCODINGS.map(|it| index.position(y, it)), [at(1, 9), at(1, 4), at(1, 3)]);
}

#[test]
fn a_column_is_clamped_and_a_line_refused() {
    let index = LineIndex::new(Arc::from("ab\r\n𝒳\n"));
    assert_eq!(index.offset(at(0, 99), Encoding::Utf16), Ok(TextSize::new(2)));
    assert_eq!(index.offset(at(1, 1), Encoding::Utf16), Ok(TextSize::new(4)));
    assert_eq!(index.offset(at(1, 2), Encoding::Utf16), Ok(TextSize::new(8)));
    assert_eq!(index.offset(at(2, 5), Encoding::Utf32), Ok(TextSize::new(9)));
    assert_eq!(index.offset(at(3, 0), Encoding::Utf8), Err(PastEnd { line: 3, lines: 3 }));
    assert_eq!(
        PastEnd { line: 3, lines: 3 }.to_string(),
        "line 4 is past the end of the file, which has 3 lines"
    );
}

#[test]
fn an_offset_past_the_end_or_inside_a_character_is_moved_back() {
    let index = LineIndex::new(Arc::from("a\n𝒳"));
    assert_eq!(index.position(TextSize::new(4), Encoding::Utf16), at(1, 0));
    assert_eq!(index.position(TextSize::new(400), Encoding::Utf16), at(1, 2));
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    let index = LineIndex::new(Arc::from("a\rb\r\nc"));
    assert_eq!(index.line_count(), 3);
    assert_eq!(index.line(1), Some(2..3));
    assert_eq!(index.line(3), None);
}
