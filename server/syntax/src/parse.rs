//! Text to syntax tree: one parser per thread and language, incremental where the last tree is whole.

use std::cell::RefCell;
use std::ops::ControlFlow;

use canton_grammars::Language;
use rustc_hash::FxHashMap;
use tree_sitter::{InputEdit, ParseOptions, Parser, Point, Tree};

thread_local! {
    static PARSERS: RefCell<FxHashMap<&'static str, Parser>> = RefCell::default();
}

/// Parses a text, reusing the tree of an earlier text of the same file where that tree has no errors: with
/// errors, an incremental parse may differ from a fresh one.
///
/// `None` only if `cancelled` said so, which is asked every now and then.
pub fn parse(
    text: &str,
    language: &'static Language,
    previous: Option<(&str, &Tree)>,
    cancelled: &dyn Fn() -> bool,
) -> Option<Tree> {
    let mut old = None;
    if let Some((old_text, old_tree)) = previous.filter(|(_, tree)| !tree.root_node().has_error()) {
        let mut tree = old_tree.clone();
        match edit_between(old_text, text) {
            Some(edit) => tree.edit(&edit),
            None => return Some(tree),
        }
        old = Some(tree);
    }
    PARSERS.with_borrow_mut(|parsers| {
        let parser = parsers.entry(language.name).or_insert_with(|| {
            let mut parser = Parser::new();
            parser.set_language(language.grammar()).expect("grammars are pinned to versions this core reads");
            parser
        });
        parse_with(parser, text, old.as_ref(), cancelled)
    })
}

fn parse_with(
    parser: &mut Parser,
    text: &str,
    old: Option<&Tree>,
    cancelled: &dyn Fn() -> bool,
) -> Option<Tree> {
    let mut progress = |_: &_| if cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    let options = ParseOptions::new().progress_callback(&mut progress);
    let bytes = text.as_bytes();
    let mut read = |offset: usize, _: Point| bytes.get(offset..).unwrap_or_default();
    let tree = parser.parse_with_options(&mut read, old, Some(options));
    if tree.is_none() {
        // A cancelled parser would otherwise go on with the old text at the next call.
        parser.reset();
    }
    tree
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
