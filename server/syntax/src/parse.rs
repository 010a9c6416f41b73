//! Text to syntax tree: one parser per thread and language, and bounded.

mod shown;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::ControlFlow;

use canton_grammars::Language;
use rustc_hash::FxHashMap;
use tree_sitter::{ParseOptions, ParseState, Parser, Point, Tree};

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

/// Parses a text.
///
/// `cancelled` is asked every now and then. Whether a text is too complex depends on nothing but the text.
pub fn parse(text: &str, language: &'static Language, cancelled: &dyn Fn() -> bool) -> Result<Tree, Stopped> {
    parse_with(text, language, None, cancelled)
}

/// Parses a text the faster for the tree of an earlier one, which was told of the edit between them and has no
/// errors. Where the new tree has errors, it may differ from that of a fresh parse.
pub(crate) fn parse_again(
    text: &str,
    language: &'static Language,
    earlier: &Tree,
    cancelled: &dyn Fn() -> bool,
) -> Result<Tree, Stopped> {
    parse_with(text, language, Some(earlier), cancelled)
}

fn parse_with(
    text: &str,
    language: &'static Language,
    earlier: Option<&Tree>,
    cancelled: &dyn Fn() -> bool,
) -> Result<Tree, Stopped> {
    let shown = shown::shown(text, language).ok_or(Stopped::TooComplex)?;
    if earlier.is_some() && matches!(shown, Cow::Owned(_)) {
        // What is shown of a character depends on those before it, which the edit may have changed.
        return Err(Stopped::Cancelled);
    }
    PARSERS.with_borrow_mut(|parsers| {
        let parser = parsers.entry(language.name).or_insert_with(|| {
            let mut parser = Parser::new();
            parser.set_language(language.grammar()).expect("grammars are pinned to versions this core reads");
            parser
        });
        let mut stopped = Stopped::Cancelled;
        let mut lag = Lag::default();
        let max_lag = MAX_LAG * language.patience();
        let mut progress = |state: &ParseState| {
            if cancelled() {
                return ControlFlow::Break(());
            }
            if lag.is_stuck(text.len()) || lag.steps_to(state.current_byte_offset()) > max_lag {
                stopped = Stopped::TooComplex;
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        let bytes = shown.as_bytes();
        let mut read = |offset: usize, _: Point| bytes.get(offset..).unwrap_or_default();
        let tree = parser.parse_with_options(&mut read, earlier, Some(options));
        if tree.is_none() {
            // A stopped parser would otherwise go on with the old text at the next call.
            parser.reset();
        }
        tree.ok_or(stopped)
    })
}

/// How far a parser lags behind the pace of [`STRIDE`]. Counted in its steps and not by a clock, so that the
/// same text fares the same on every machine.
#[derive(Default)]
struct Lag {
    bytes: usize,
    offset: usize,
    furthest: usize,
    /// How many hundred steps ago the offset was another one.
    still: usize,
}

impl Lag {
    /// The last phase of a parse balances the tree and stands still, for a few steps a byte at most. A parser that
    /// stands still for longer is in a circle.
    fn is_stuck(&self, length: usize) -> bool {
        self.still > 64 + length / 16
    }

    /// A hundred steps have led to `offset`; the lag after them.
    fn steps_to(&mut self, offset: usize) -> usize {
        if offset == self.offset {
            self.still += 1;
        } else {
            self.still = 0;
            self.offset = offset;
            let read = offset.saturating_sub(self.furthest);
            self.furthest = self.furthest.max(offset);
            self.bytes = (self.bytes + STRIDE).saturating_sub(read);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use canton_grammars::Language;

    use super::{Stopped, parse};

    /// Found by fuzzing: without a bound on standing still, this parser never comes back.
    #[test]
    fn a_parser_in_a_circle_is_stopped() {
        const TEXT: &str = "{r\nr\n     \u{1}// @ts-check\nimport { formoney.js\";\n\nconst MAX_QUANTITY = 99;\n\n/** What the c this.#items.set(sku, Math.min(next, MAX_QUANTITY));\n    return this;\n  }\n\n  get size() {\n    return this.#items.size;\n  }\n\n  *[Symbol.iterator]() {\n    yield* this.#items;\n  }\n\n  total = (prices) => {\n    let sum = 0;\n    for ";
        let language = Language::by_name("kotlin").expect("it is there");
        assert_eq!(parse(TEXT, language, &|| false).err(), Some(Stopped::TooComplex));
    }
}
