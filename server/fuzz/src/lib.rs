//! What the fuzz targets share: how they take their input apart, and what holds of every span.
//!
//! An input is a few bytes that choose, and then text. The seeds are made in the same form by
//! `cargo xtask fuzz`, so what is said here of the first bytes is said there too.

use canton_syntax::{TextRange, TextSize};

/// An input that is taken apart from its start. Where it has ended, it gives zeros.
pub struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    /// Starts at the first byte.
    pub fn new(data: &'a [u8]) -> Input<'a> {
        Input { rest: data }
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        *first
    }

    /// The next byte, as one of `choices`.
    pub fn choose<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[usize::from(self.byte()) % choices.len()]
    }

    /// The next two bytes, as an offset at which `text` can be cut.
    pub fn offset(&mut self, text: &str) -> usize {
        let number = usize::from(self.byte()) | usize::from(self.byte()) << 8;
        floor(text, number % (text.len() + 1))
    }

    /// Everything that is left, as far as it is text.
    pub fn text(self) -> &'a str {
        match std::str::from_utf8(self.rest) {
            Ok(text) => text,
            Err(error) => {
                std::str::from_utf8(&self.rest[..error.valid_up_to()]).expect("it is valid up to there")
            }
        }
    }
}

/// The last place up to `offset` at which `text` can be cut.
pub fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}

/// Asserts that `range` is one of `text`.
#[track_caller]
pub fn check_range(text: &str, range: TextRange) {
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    assert!(text.get(start..end).is_some(), "{range:?} is no range of {} bytes of text", text.len());
}

/// Asserts that `inner` lies within `outer`.
#[track_caller]
pub fn check_within(outer: TextRange, inner: TextRange) {
    assert!(outer.contains_range(inner), "{inner:?} is not within {outer:?}");
}

/// A few offsets of `text` to ask at: the starts, middles and ends of some lines, spread over it.
pub fn offsets(text: &str) -> Vec<TextSize> {
    const COUNT: usize = 6;
    let mut res = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        for offset in [start, start + line.len() / 2, start + line.trim_end_matches(['\r', '\n']).len()] {
            res.extend(TextSize::try_from(floor(text, offset)));
        }
        start += line.len();
    }
    let step = res.len().div_ceil(COUNT).max(1);
    res.into_iter().step_by(step).collect()
}
