//! Single-character edits, for a server and for the bare incremental parse alike.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use canton_grammars::Language;
use serde_json::{Value, json};
use tree_sitter::{InputEdit, Point};

use super::client::Client;
use super::parse::parse;
use super::stats::{Random, Samples};

/// A document that is being typed in.
pub(super) struct Document {
    text: String,
    /// Offsets inside identifiers that stand in an indented line: bodies, mostly.
    places: Vec<usize>,
    /// Those before a parenthesis: calls, and names of functions.
    calls: Vec<usize>,
    /// The insertion that the next edit takes back.
    pending: Option<usize>,
    random: Random,
}

/// One edit: `x` is put in at an offset, or taken out.
#[derive(Clone, Copy)]
struct Edit {
    at: usize,
    insert: bool,
}

impl Document {
    pub(super) fn new(text: String) -> Document {
        let places = places(&text);
        let word_end = |at: usize| text[at..].find(|c: char| !is_word(c)).map_or(text.len(), |it| at + it);
        let calls = places.iter().copied().filter(|at| text[word_end(*at)..].starts_with('(')).collect();
        Document { text, places, calls, pending: None, random: Random::new(0x5EED) }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A call or a function's name, as a position of the protocol; the text must be as it was at first.
    pub(super) fn random_call(&mut self) -> Value {
        let index = self.random.below(self.calls.len());
        position(&self.text, self.calls.get(index).copied().unwrap_or(0))
    }

    fn random_place(&mut self) -> usize {
        let index = self.random.below(self.places.len());
        self.places.get(index).copied().unwrap_or(0)
    }

    /// The next edit: an insertion at a random place, then its deletion, and so on.
    fn next(&mut self) -> Edit {
        match self.pending.take() {
            Some(at) => Edit { at, insert: false },
            None => {
                let at = self.random_place();
                self.pending = Some(at);
                Edit { at, insert: true }
            }
        }
    }

    fn apply(&mut self, edit: Edit) {
        match edit.insert {
            true => self.text.insert(edit.at, 'x'),
            false => drop(self.text.remove(edit.at)),
        }
    }
}

/// Times `count` edits of a document that is open in a server, each to its diagnostics.
pub(super) fn in_server(
    client: &mut Client,
    path: &Path,
    document: &mut Document,
    count: usize,
) -> Result<Samples> {
    let mut samples = Samples::default();
    for version in 0..count {
        let edit = document.next();
        let start = position(&document.text, edit.at);
        let mut end = start.clone();
        if !edit.insert {
            end["character"] = json!(start["character"].as_u64().unwrap_or(0) + 1);
        }
        let text = if edit.insert { "x" } else { "" };
        document.apply(edit);
        let change = json!({"range": {"start": start, "end": end}, "text": text});
        // The document was opened as version 1.
        samples.push(client.edit(path, version as i64 + 2, &change)?);
    }
    Ok(samples)
}

/// Times the same edits on a bare tree: nothing but tree-sitter's incremental parse.
pub(super) fn bare(language: &'static Language, document: &mut Document, count: usize) -> Result<Samples> {
    let mut tree = parse(language, document.text.as_bytes(), None).context("the grammar gives a tree")?;
    let mut samples = Samples::default();
    for _ in 0..count {
        let edit = document.next();
        let input = input_edit(&document.text, edit);
        document.apply(edit);
        let start = Instant::now();
        tree.edit(&input);
        tree = parse(language, document.text.as_bytes(), Some(&tree)).context("the grammar gives a tree")?;
        samples.push(start.elapsed());
    }
    Ok(samples)
}

/// Times full parses.
pub(super) fn full_parse(language: &'static Language, text: &str, count: usize) -> Samples {
    let timed = |_| {
        let start = Instant::now();
        drop(parse(language, text.as_bytes(), None));
        start.elapsed()
    };
    (0..count).map(timed).collect()
}

fn input_edit(text: &str, edit: Edit) -> InputEdit {
    let line_start = text[..edit.at].rfind('\n').map_or(0, |it| it + 1);
    let row = text[..edit.at].bytes().filter(|it| *it == b'\n').count();
    let here = Point::new(row, edit.at - line_start);
    let next = Point::new(row, here.column + 1);
    let (old, new) = if edit.insert { (0, 1) } else { (1, 0) };
    InputEdit {
        start_byte: edit.at,
        old_end_byte: edit.at + old,
        new_end_byte: edit.at + new,
        start_position: here,
        old_end_position: if edit.insert { here } else { next },
        new_end_position: if edit.insert { next } else { here },
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The second byte of every identifier of four letters or more in an indented line.
fn places(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let indented = line.starts_with([' ', '\t']);
        let mut word_start = None;
        for (at, c) in line.char_indices().filter(|_| indented) {
            match word_start {
                None if is_word(c) => word_start = Some(at),
                Some(start) if !is_word(c) => {
                    word_start = None;
                    if at - start >= 4 && !line.as_bytes()[start].is_ascii_digit() {
                        found.push(line_start + start + 1);
                    }
                }
                _ => {}
            }
        }
        line_start += line.len();
    }
    found
}

fn position(text: &str, at: usize) -> Value {
    let line_start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let line = text[..at].bytes().filter(|it| *it == b'\n').count();
    json!({"line": line, "character": text[line_start..at].encode_utf16().count()})
}

#[cfg(test)]
mod tests {
    use super::{Document, places, position};

    #[test]
    fn edits_come_in_pairs_that_leave_the_text_as_it_was() {
        let text = "def f():\n    return value + 12345\n";
        let mut document = Document::new(text.to_owned());
        for _ in 0..6 {
            let edit = document.next();
            document.apply(edit);
        }
        assert_eq!(document.text(), text);
        assert_eq!(places(text).iter().map(|at| &text[*at - 1..*at + 2]).collect::<Vec<_>>(), ["ret", "val"]);
    }

    #[test]
    fn calls_are_identifiers_before_a_parenthesis() {
        let document = Document::new("def f():\n    return compute(value) + other (1)\n".to_owned());
        let words: Vec<_> = document.calls.iter().map(|at| &document.text()[*at - 1..*at + 3]).collect();
        assert_eq!(words, ["comp"]);
    }

    #[test]
    fn positions_count_utf16() {
        assert_eq!(position("a\n🚀b", 6), serde_json::json!({"line": 1, "character": 2}));
    }
}
