//! Names that are more than one word: with a path before them, with separators in them, of operators.

use std::borrow::Cow;
use std::ops::Range;

use canton_grammars::tables::Definition;
use tree_sitter::Node;

use super::calls::callee;
use super::walk::Walker;

/// A name as a definition spells it.
pub(super) struct Spelt<'t> {
    pub(super) name: Cow<'t, str>,
    /// Where it stands; of a dotted name, its last part.
    pub(super) range: Range<usize>,
    /// The path before it, with dots.
    pub(super) path: Option<String>,
}

impl<'t> Walker<'t> {
    /// The last name of a path, and the path before it. `None` if the path is computed.
    pub(super) fn split_path(&self, mut node: Node<'t>) -> Option<(Node<'t>, Option<String>)> {
        let mut whole = String::new();
        while let Some((_, path, name)) = self.tables.names.paths.iter().find(|it| it.0 == node.kind_id()) {
            if let Some(path) = path.of(node) {
                let mut part = String::new();
                callee(self.slice(path), &mut part);
                if part.is_empty() {
                    return None;
                }
                whole.push_str(if whole.is_empty() { "" } else { "." });
                whole.push_str(&part);
            }
            node = name.of(node)?;
        }
        Some((node, Some(whole).filter(|it| !it.is_empty())))
    }

    /// A name as it is written, but for blanks: `operator==`, and `operator_bool` where they divide words. What
    /// stands in such a name where names do is no part of it: the parameters of `operator bool()`.
    pub(super) fn symbolic_name(
        &self,
        node: Node<'t>,
        definition: &Definition,
    ) -> Option<(Cow<'t, str>, Range<usize>)> {
        let inner = definition.name.as_ref().and_then(|it| it.of(node));
        let end = inner.map(|it| it.start_byte()).filter(|it| *it > node.start_byte());
        let end = end.unwrap_or(node.end_byte());
        let text = self.text.get(node.start_byte()..end)?.trim_end();
        let range = node.start_byte()..node.start_byte() + text.len();
        if text.split('.').any(str::is_empty) {
            return None;
        }
        if !text.contains(char::is_whitespace) {
            return Some((Cow::Borrowed(text), range));
        }
        let name = text.split_whitespace().fold(String::new(), |name, part| join_words(&name, part));
        Some((Cow::Owned(name), range))
    }
}

/// Two parts of a name as one: `operator==`, and `operator_int` where both are words.
pub(super) fn join_words(left: &str, right: &str) -> String {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let between = if left.ends_with(is_word) && right.starts_with(is_word) { "_" } else { "" };
    format!("{left}{between}{right}")
}

/// A name with separators or type arguments, with dots: `a.b` of `a::b`, `Foo` of `Foo<int>`.
pub(super) fn dotted_name(text: &str, start: usize) -> Option<(String, Range<usize>)> {
    let mut name = String::new();
    let last = callee(text, &mut name).name;
    (!name.is_empty()).then_some((name, start + last.start..start + last.end))
}
