//! Called expressions, read from their text: the same in every language.

use std::ops::Range;

use canton_grammars::flags;
use canton_grammars::tables::{Call as Rule, Child};
use tree_sitter::Node;

use super::text_range;
use super::walk::Walker;
use super::{Call, CallForm};
use crate::TextRange;

impl<'t> Walker<'t> {
    pub(super) fn call(&mut self, node: Node<'t>, rule: &Rule) {
        let Some(called) = rule.callee.of(node) else {
            self.call_without_name(node, rule);
            return;
        };
        if self.is_no_call(node, called, rule) {
            return;
        }
        let start = if rule.from_start { node.start_byte() } else { called.start_byte() };
        let text = self.text.get(start..called.end_byte()).unwrap_or_default();
        let Some(text) = without_maker(text, &rule.makes) else { return };
        let mut path = std::mem::take(&mut self.scratch);
        let last = innermost(called);
        let is_name = rule.names.is_empty() || rule.names.contains(last.kind_id());
        let callee = match is_name && self.tables.names.symbolic.contains(last.kind_id()) {
            true => symbolic_callee(text, called.start_byte() - start, &mut path),
            false if is_name => callee(text, &mut path),
            false => {
                path.clear();
                Callee { name: 0..text.len() }
            }
        };
        if rule.of_value || rule.dynamic.contains(&path) {
            path.clear();
        }
        if !rule.called.is_empty() {
            path.clone_from(&rule.called);
        }
        let is_element =
            rule.capitalized && path.starts_with(|it: char| it.is_lowercase()) && !path.contains('.');
        let is_unseen = self.is_unseen(node, rule, &path);
        if is_unseen && rule.except.contains(&path) {
            path.clear();
        }
        if !is_element && !rule.except.contains(&path) {
            let name = self.names.intern(&path);
            let range = text_range(start + callee.name.start..start + callee.name.end);
            let form = self.arguments(node, rule).insisted(self.insists(node));
            if path.is_empty() {
                self.keep_computed(text, start);
            } else {
                self.put_by_method(&path, rule.arguments.and_then(|it| node.child_by_field_id(it)));
            }
            self.calls.push(Call { from: self.current(), callee: name, range, form });
            if is_unseen && !path.is_empty() {
                self.push_unseen(range);
            }
        }
        self.scratch = path;
    }

    /// Whether a node that looks like a call is none, or one that another rule reads.
    fn is_no_call(&self, node: Node<'t>, called: Node<'t>, rule: &Rule) -> bool {
        let has = |child: &Child| child.of(node).is_some();
        let is_another = !rule.only.is_empty() && !rule.only.iter().any(|it| it == self.slice(called));
        // Where a definition is a call, so is its head: `def f(a)`.
        let is_head = || text_range(called.byte_range()) == self.symbols[self.current() as usize].name_range;
        is_another
            || rule.without.as_ref().is_some_and(has)
            || !rule.with.as_ref().is_none_or(has)
            || is_head()
            || rule.trailing.as_ref().is_some_and(has) && called.kind_id() == node.kind_id()
            || !rule.except_after.is_empty() && self.text[..node.start_byte()].ends_with(&rule.except_after)
    }

    /// Whether what a call is given first says that it runs what is not seen: a name that is not written there, a text.
    fn is_unseen(&mut self, node: Node<'t>, rule: &Rule, path: &String) -> bool {
        let (without, with) =
            (rule.dynamic_without_text.contains(path), rule.dynamic_with_text.contains(path));
        if !without && !with {
            return false;
        }
        let first = rule.arguments.and_then(|it| node.child_by_field_id(it)).and_then(|it| it.named_child(0));
        let Some(first) = first else { return false };
        let is_text = self.tables.flags(first.kind_id()).contains(flags::ATOM);
        if without { !is_text || self.has_interpolation(first) } else { is_text }
    }

    /// A call, beside the one that was just kept, of what is not seen.
    fn push_unseen(&mut self, range: TextRange) {
        self.flow.call(self.calls.len() as u32);
        let (from, form) = (self.current(), CallForm::default());
        self.calls.push(Call { from, callee: super::Name::default(), range, form });
    }

    /// A call without a name, of what stands first in it: `a.(1)`.
    fn call_without_name(&mut self, node: Node<'t>, rule: &Rule) {
        if let Some(value) = node.child(0).filter(|it| rule.from_start && it.is_named()) {
            let range = text_range(value.byte_range());
            let form = CallForm::default();
            self.calls.push(Call { from: self.current(), callee: super::Name::default(), range, form });
        }
    }

    /// Unparsed code right after a path, which is how a call in a macro looks.
    pub(super) fn call_in_tokens(&mut self, node: Node<'t>) {
        let start = node.start_byte();
        if self.text.as_bytes().get(start) != Some(&b'(') {
            return;
        }
        let before = &self.text.as_bytes()[..start];
        let is_path = |it: &&u8| is_name_byte(**it) || matches!(**it, b'.' | b':');
        let begin = start - before.iter().rev().take_while(is_path).count();
        let Some(text) = self.text.get(begin..start) else { return };
        let mut path = std::mem::take(&mut self.scratch);
        let callee = callee(text, &mut path);
        if !path.is_empty() {
            let name = self.names.intern(&path);
            let range = text_range(begin + callee.name.start..begin + callee.name.end);
            self.flow.call(self.calls.len() as u32);
            // What is done together is waited for.
            let form = CallForm(if self.flow.is_together() { CallForm::AWAITED } else { 0 });
            self.calls.push(Call { from: self.current(), callee: name, range, form });
        }
        self.scratch = path;
    }
}

/// A called expression without the word behind it that makes an object; `None` where what it makes is an array.
fn without_maker<'a>(text: &'a str, makes: &str) -> Option<&'a str> {
    match text.strip_suffix(makes).filter(|_| !makes.is_empty()) {
        Some(made) => (!made.trim_end().ends_with(']')).then_some(made),
        None => Some(text),
    }
}

/// The node inside those that are nothing but it.
fn innermost(mut node: Node<'_>) -> Node<'_> {
    while let Some(child) = node.child(0).filter(|it| it.byte_range() == node.byte_range()) {
        node = child;
    }
    node
}

/// Reads a called expression whose last name begins at `last` and is written as it is: `a.empty?`, `git-log`.
fn symbolic_callee(text: &str, last: usize, path: &mut String) -> Callee {
    path.clear();
    let (before, name) = text.split_at(last);
    let object = before.trim_end().trim_end_matches(['.', ':', '&']);
    let range = last..text.len();
    if !object.is_empty() {
        callee(object, path);
        if path.is_empty() {
            return Callee { name: range };
        }
        path.push('.');
    }
    path.push_str(name);
    Callee { name: range }
}

/// A called expression.
pub(super) struct Callee {
    /// The bytes of its last name in the text given; all of it where it does not end in a name.
    pub(super) name: Range<usize>,
}

/// Reads a called expression and writes its path with `.` between the parts into `path`, which is left
/// empty where the expression is computed.
pub(super) fn callee(text: &str, path: &mut String) -> Callee {
    path.clear();
    match plain_path(text, path) {
        Some(name) if !name.is_empty() => Callee { name },
        _ => {
            path.clear();
            Callee { name: last_name(text) }
        }
    }
}

/// The last part of a plain path; `None` as soon as something is no part of one.
pub(super) fn plain_path(text: &str, path: &mut String) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut name = 0..0;
    let mut part_open = true;
    let mut at = 0;
    while at < bytes.len() {
        let begin = at;
        while at < bytes.len() && is_name_byte(bytes[at]) {
            at += 1;
        }
        if at > begin {
            if !part_open || (path.is_empty() && bytes[begin].is_ascii_digit()) {
                return None;
            }
            name = begin..at;
            part_open = false;
            path.push_str(&text[begin..at]);
            continue;
        }
        match bytes[at] {
            b'.' | b':' | b'?' | b'!' | b'-' | b'&' | b'\\' => {
                let length = separator(&bytes[at..])?;
                if length.is_separator && !part_open && !path.is_empty() {
                    path.push('.');
                    part_open = true;
                }
                at += length.bytes;
            }
            b'<' if !path.is_empty() => at += generics(&bytes[at..])?,
            it if it.is_ascii_whitespace() => at += 1,
            _ => return None,
        }
    }
    (!part_open).then_some(name)
}

struct Separator {
    bytes: usize,
    is_separator: bool,
}

fn separator(bytes: &[u8]) -> Option<Separator> {
    let (bytes, is_separator) = match bytes {
        [b'?', b'-', b'>', ..] => (3, true),
        [b':', b':', ..] | [b'?', b'.', ..] | [b'-', b'>', ..] | [b'&', b'.', ..] => (2, true),
        [b'.', ..] => (1, true),
        // PHP's `\a\b`, Lua's `a:b`.
        [b'\\' | b':', name, ..] if is_name_byte(*name) => (1, true),
        // TypeScript's `a!`, Rust's `a!` of macros.
        [b'!', ..] => (1, false),
        _ => return None,
    };
    Some(Separator { bytes, is_separator })
}

/// The length of `<…>`.
pub(super) fn generics(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    let mut last = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => depth += 1,
            b'>' if matches!(last, b'-' | b'=') => (),
            b'>' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => (),
        }
        last = byte;
    }
    None
}

/// The name after the last `.` of a computed expression: `b` in `a().b`.
fn last_name(text: &str) -> Range<usize> {
    let bytes = text.as_bytes();
    let end = bytes.len();
    let begin = end - bytes.iter().rev().take_while(|&&it| is_name_byte(it)).count();
    let before = text[..begin].trim_end().as_bytes().last();
    if begin < end && matches!(before, Some(b'.' | b':' | b'>')) { begin..end } else { 0..end }
}

/// A byte of an identifier, in any of the languages: every byte of a letter beyond ASCII is one.
pub(super) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#' | b'@') || byte >= 0x80
}
