//! What an edit did not touch is not read again: units are taken over from the outline of the text before it.
//!
//! What a unit comes to depends on its own text and tree, on the comments before it, and on the name, the kind
//! and the marks of what it stands in. The first two are untouched where no edit and no changed structure reaches
//! from the code before the unit to the unit's end; the rest is compared.

use std::ops::Range;

use canton_grammars::flags;
use tree_sitter::{InputEdit, Node, Tree};

use super::names::without_number;
use super::walk::Walker;
use super::{Call, Import, Name, Outline, Symbol};
use crate::digest::Digest;
use crate::{TextRange, TextSize};

/// The outline of an earlier text, and what has changed since. Neither text has syntax errors.
pub(crate) struct Earlier<'e> {
    outline: &'e Outline,
    /// Where the text differs, and the structure, in bytes of the new text; in order and apart.
    changed: Vec<Range<usize>>,
    /// Where the edit ended in the new text: what stands behind it was moved by so many bytes.
    edit_end: usize,
    moved: i64,
    /// The first call of each symbol in the outline's calls; their number for a symbol without any.
    first_calls: Vec<usize>,
}

/// The digest and the signature of a unit that was taken over.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) digest: Option<Digest>,
    pub(super) signature: Option<Digest>,
}

impl<'e> Earlier<'e> {
    /// `old` is the earlier text's tree, told of the edit.
    pub(crate) fn new(outline: &'e Outline, edit: &InputEdit, old: &Tree, new: &Tree) -> Earlier<'e> {
        let structure = old.changed_ranges(new).map(|it| it.start_byte..it.end_byte);
        let mut ranges: Vec<Range<usize>> =
            structure.chain(std::iter::once(edit.start_byte..edit.new_end_byte)).collect();
        ranges.sort_unstable_by_key(|it| it.start);
        let mut changed: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match changed.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => changed.push(range),
            }
        }
        let moved = edit.new_end_byte as i64 - edit.old_end_byte as i64;
        let mut first_calls = vec![outline.calls.len(); outline.symbols.len()];
        for (index, call) in outline.calls.iter().enumerate().rev() {
            first_calls[call.from as usize] = index;
        }
        Earlier { outline, changed, edit_end: edit.new_end_byte, moved, first_calls }
    }

    /// Whether a range of the new text and the characters on both sides of it are as they were.
    fn is_untouched(&self, range: &Range<usize>) -> bool {
        let at = self.changed.partition_point(|it| it.end < range.start);
        self.changed.get(at).is_none_or(|it| it.start > range.end)
    }

    /// By how many bytes what stands at `offset`, and is untouched, was moved.
    fn moved(&self, offset: usize) -> i64 {
        if offset >= self.edit_end { self.moved } else { 0 }
    }

    /// The earlier symbol of these ranges.
    fn find(&self, range: TextRange, name_range: TextRange, moved: i64) -> Option<usize> {
        let symbols = &self.outline.symbols;
        let (range, name_range) = (shifted(range, -moved)?, shifted(name_range, -moved)?);
        let from = symbols.partition_point(|it| it.range.start() < range.start());
        let same_start = symbols[from..].iter().take_while(|it| it.range.start() == range.start());
        let is_it = |it: &Symbol| it.range == range && it.name_range == name_range;
        same_start.enumerate().find(|(_, it)| is_it(it)).map(|(index, _)| from + index)
    }
}

impl<'t> Walker<'t> {
    /// Takes over the unit that was just opened at `node`, if nothing that it rests on has changed.
    pub(super) fn take_over(&mut self, node: Node<'t>, code_before: usize) -> bool {
        let Some(earlier) = self.earlier else { return false };
        let index = self.symbols.len() - 1;
        let Some(old) = self.untouched(earlier, index, node, code_before) else { return false };
        let moved = earlier.moved(node.start_byte());
        let unit = &earlier.outline.symbols[old];
        self.symbols[index].test = unit.test;
        let inner_lines = self.copy_symbols(earlier, old, moved, node.end_byte());
        self.copy_calls(earlier, old, index, moved, node.byte_range());
        self.copy_imports(earlier, moved, node.byte_range());
        self.body = 0;
        if let Some(open) = self.opens.last_mut() {
            open.known = Some(Known { digest: unit.digest, signature: unit.signature });
            open.inner_lines = inner_lines;
            self.stream.pass(node.end_byte(), open.lines + unit.lines + inner_lines);
        }
        true
    }

    /// The earlier index of the symbol at `index`, if it is a unit and all that it rests on is as it was.
    fn untouched(
        &self,
        earlier: &Earlier<'_>,
        index: usize,
        node: Node<'t>,
        code_before: usize,
    ) -> Option<usize> {
        let symbol = &self.symbols[index];
        let range = Range::<usize>::from(symbol.range);
        let tail = self.text.get(node.end_byte()..range.end)?;
        let is_unit = symbol.unit as usize == index;
        // What follows the node in its wrapper is read as usual, and must begin no line.
        if !is_unit || tail.contains('\n') || !earlier.is_untouched(&(code_before..range.end)) {
            return None;
        }
        let old = earlier.find(symbol.range, symbol.name_range, earlier.moved(node.start_byte()))?;
        let symbols = &earlier.outline.symbols;
        let (it, parent) = (&symbols[old], &symbols[symbols[old].parent as usize]);
        let new_parent = &self.symbols[symbol.parent as usize];
        // A unit without a digest holds a part of a heredoc alone, and what is made of the other part rests on it.
        let is_same = it.unit as usize == old
            && it.digest.is_some()
            && it.kind == symbol.kind
            && without_number(earlier.outline.text(it.name)) == self.names.get(symbol.name)
            && (parent.kind, parent.test) == (new_parent.kind, new_parent.test);
        // After a comment nobody can tell whether the line holds code.
        (is_same && !self.ends_in_comment(node)).then_some(old)
    }

    fn ends_in_comment(&self, mut node: Node<'t>) -> bool {
        while let Some(last) = node.child_count().checked_sub(1).and_then(|it| node.child(it)) {
            node = last;
        }
        self.tables.flags(node.kind_id()).contains(flags::COMMENT) || node.end_byte() == node.start_byte()
    }

    /// Copies the symbols inside the earlier unit, and says how many lines their units have.
    fn copy_symbols(&mut self, earlier: &Earlier<'_>, unit: usize, moved: i64, end: usize) -> u32 {
        let by = self.symbols.len() as i64 - 1 - unit as i64;
        let mut lines = 0;
        for symbol in &earlier.outline.symbols[unit + 1..] {
            let Some(range) = shifted(symbol.range, moved).filter(|it| usize::from(it.start()) < end) else {
                break;
            };
            let name = self.names.intern(without_number(earlier.outline.text(symbol.name)));
            let name_range = shifted(symbol.name_range, moved).unwrap_or(range);
            let index = |it: u32| (i64::from(it) + by) as u32;
            let (parent, unit) = (index(symbol.parent), index(symbol.unit));
            self.symbols.push(Symbol { name, parent, unit, range, name_range, ..symbol.clone() });
            lines += symbol.lines;
        }
        lines
    }

    fn copy_calls(
        &mut self,
        earlier: &Earlier<'_>,
        unit: usize,
        index: usize,
        moved: i64,
        node: Range<usize>,
    ) {
        let last = unit + (self.symbols.len() - 1 - index);
        // The calls of a unit and of what stands in it stand together.
        let first = earlier.first_calls[unit..=last].iter().copied().min().unwrap_or_default();
        for call in &earlier.outline.calls[first..] {
            let from = call.from as usize;
            if !(unit..=last).contains(&from) {
                break;
            }
            let Some(range) = shifted(call.range, moved).filter(|it| is_inside(*it, &node)) else { continue };
            let callee = self.names.intern(earlier.outline.text(call.callee));
            self.calls.push(Call { from: (from - unit + index) as u32, callee, range });
        }
    }

    fn copy_imports(&mut self, earlier: &Earlier<'_>, moved: i64, node: Range<usize>) {
        let old = earlier.outline;
        let start = node.start as i64 - moved;
        let first = old.imports.partition_point(|it| i64::from(u32::from(it.range.start())) < start);
        for import in &old.imports[first..] {
            let Some(range) = shifted(import.range, moved).filter(|it| is_inside(*it, &node)) else { break };
            let mut name = |it: Name| self.names.intern(old.text(it));
            let (module, item, local) = (name(import.module), name(import.item), name(import.local));
            self.imports.push(Import { module, item, local, range });
        }
    }
}

fn is_inside(range: TextRange, node: &Range<usize>) -> bool {
    node.start <= usize::from(range.start()) && usize::from(range.end()) <= node.end
}

/// `None` where the range would begin before the text.
fn shifted(range: TextRange, by: i64) -> Option<TextRange> {
    let start = u32::try_from(i64::from(u32::from(range.start())) + by).ok()?;
    Some(TextRange::at(TextSize::new(start), range.len()))
}
