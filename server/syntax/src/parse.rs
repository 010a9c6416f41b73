//! Text to syntax tree: one parser per thread and language, incremental between texts without
//! errors, and bounded.

use std::cell::RefCell;
use std::ops::ControlFlow;

use canton_grammars::Language;
use rustc_hash::FxHashMap;
use tree_sitter::{InputEdit, ParseOptions, ParseState, Parser, Point, Tree};

/// What a hundred of the parser's steps must read on average, in bytes. A step is a token or less, so whole code
/// reads 100 to 250 bytes with them, and minified code 70; but six attempts at a broken text side by side, whose
/// cost may grow with the square of its length, read some 20.
const STRIDE: usize = 40;

/// How many bytes the parser may lag behind that. Whole code lags by 40 bytes at most, minified or not, and code
/// with a character lost or added in every 300 by less than 1500.
const MAX_LAG: usize = 48 * STRIDE;

thread_local! {
    static PARSERS: RefCell<FxHashMap<&'static str, Parser>> = RefCell::default();
}

/// Why a text has no tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// `cancelled` said so.
    Cancelled,
    /// The text is so broken that parsing it would take time and memory without a reasonable bound.
    TooComplex,
}

/// Parses a text, reusing the tree of an earlier text of the same file where both have no errors: with errors,
/// an incremental parse may differ from a fresh one, and what is made of a tree is a function of its text.
///
/// `cancelled` is asked every now and then. Whether a text is too complex depends on nothing but the text.
pub fn parse(
    text: &str,
    language: &'static Language,
    previous: Option<(&str, &Tree)>,
    cancelled: &dyn Fn() -> bool,
) -> Result<Tree, Stopped> {
    PARSERS.with_borrow_mut(|parsers| {
        let parser = parsers.entry(language.name).or_insert_with(|| {
            let mut parser = Parser::new();
            parser.set_language(language.grammar()).expect("grammars are pinned to versions this core reads");
            parser
        });
        let is_usable = |tree: &Tree| !tree.root_node().has_error() && !language.is_always_whole();
        if let Some((old_text, old_tree)) = previous.filter(|(_, tree)| is_usable(tree)) {
            let mut old = old_tree.clone();
            match edit_between(old_text, text) {
                Some(edit) => old.edit(&edit),
                None => return Ok(old),
            }
            match parse_with(parser, text, language, Some(&old), cancelled) {
                Ok(tree) if tree.root_node().has_error() => (),
                Err(Stopped::TooComplex) => (),
                done => return done,
            }
        }
        parse_with(parser, text, language, None, cancelled)
    })
}

fn parse_with(
    parser: &mut Parser,
    text: &str,
    language: &'static Language,
    old: Option<&Tree>,
    cancelled: &dyn Fn() -> bool,
) -> Result<Tree, Stopped> {
    let mut stopped = None;
    let mut lag = Lag::default();
    let max_lag = MAX_LAG * language.patience();
    let mut progress = |state: &ParseState| {
        if cancelled() {
            stopped = Some(Stopped::Cancelled);
        } else if lag.steps_to(state.current_byte_offset()) > max_lag {
            stopped = Some(Stopped::TooComplex);
        }
        if stopped.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut progress);
    let bytes = text.as_bytes();
    let mut read = |offset: usize, _: Point| bytes.get(offset..).unwrap_or_default();
    let tree = parser.parse_with_options(&mut read, old, Some(options));
    if tree.is_none() {
        // A stopped parser would otherwise go on with the old text at the next call.
        parser.reset();
    }
    tree.ok_or(stopped.unwrap_or(Stopped::Cancelled))
}

/// How far a parser lags behind the pace of [`STRIDE`]. Counted in its steps and not by a clock, so that the
/// same text fares the same on every machine.
#[derive(Default)]
struct Lag {
    bytes: usize,
    offset: usize,
    furthest: usize,
}

impl Lag {
    /// A hundred steps have led to `offset`; the lag after them.
    fn steps_to(&mut self, offset: usize) -> usize {
        // The last phase of a parse balances the tree, stands still, and is linear.
        if offset != self.offset {
            self.offset = offset;
            let read = offset.saturating_sub(self.furthest);
            self.furthest = self.furthest.max(offset);
            self.bytes = (self.bytes + STRIDE).saturating_sub(read);
        }
        self.bytes
    }
}

/// The one edit that makes `new` of `old`: what lies between their common beginning and their common end.
/// `None` if they are equal.
fn edit_between(old: &str, new: &str) -> Option<InputEdit> {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    if a == b {
        return None;
    }
    let mut start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(x, y)| x == y).count();
    while !old.is_char_boundary(a.len() - end) || !new.is_char_boundary(b.len() - end) {
        end -= 1;
    }
    Some(InputEdit {
        start_byte: start,
        old_end_byte: a.len() - end,
        new_end_byte: b.len() - end,
        start_position: point(b, start),
        old_end_position: point(a, a.len() - end),
        new_end_position: point(b, b.len() - end),
    })
}

fn point(text: &[u8], offset: usize) -> Point {
    let before = &text[..offset];
    let row = before.iter().filter(|&&it| it == b'\n').count();
    let line_start = before.iter().rposition(|&it| it == b'\n').map_or(0, |it| it + 1);
    Point { row, column: offset - line_start }
}
