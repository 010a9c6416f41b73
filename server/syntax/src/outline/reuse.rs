//! What an edit did not touch is not read again: units are taken over from the outline of the text before it.
//!
//! What a unit comes to depends on its own text and tree, on the comments before it, and on the name, the kind
//! and the marks of what it stands in. The first two are untouched where no edit and no changed structure reaches
//! from the code before the unit to the unit's end; the rest is compared.

use std::ops::Range;

use canton_grammars::flags;
use tree_sitter::{InputEdit, Node, Tree};

use super::arguments::Parameter;
use super::bindings::{Base, Binding, Count};
use super::draft::{Draft, Extent, Position};
use super::names::Names;
use super::walk::Walker;
use super::{Call, Import, Symbol};
use crate::digest::Digest;
use crate::{TextRange, TextSize};

/// What was found in an earlier text, and what has changed since. The earlier text has no syntax
/// errors.
pub(crate) struct Earlier<'e> {
    draft: &'e Draft,
    /// Where the text differs, and the structure, in bytes of the new text; in order and apart.
    changed: Vec<Range<usize>>,
    /// Where the edit ended in the new text: what stands behind it was moved by so many bytes.
    edit_end: usize,
    moved: i64,
}

/// The digest and the signature of a unit that was taken over.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) digest: Option<Digest>,
    pub(super) signature: Option<Digest>,
}

impl<'e> Earlier<'e> {
    /// `old` is the earlier text's tree, told of the edit.
    pub(crate) fn new(draft: &'e Draft, edit: &InputEdit, old: &Tree, new: &Tree) -> Earlier<'e> {
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
        Earlier { draft, changed, edit_end: edit.new_end_byte, moved }
    }

    /// The names to begin with, so that what is taken over keeps its own.
    pub(super) fn names(&self) -> Option<Names> {
        self.draft.names.inherit()
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
        let symbols = &self.draft.symbols;
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
        let copy = Copied { draft: earlier.draft, old, index, moved: earlier.moved(node.start_byte()) };
        let unit = &earlier.draft.symbols[old];
        (self.symbols[index].test, self.symbols[index].is_async) = (unit.test, unit.is_async);
        self.symbols[index].members = unit.members;
        let inner_lines = self.copy_symbols(&copy);
        self.copy_calls(&copy);
        self.copy_bindings(&copy);
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
        // What follows the node in its wrapper is read as usual: there must be nothing in it to find.
        let tail = self.text.get(node.end_byte()..range.end)?;
        let is_unit = symbol.unit as usize == index && tail.bytes().all(|it| b";,) ".contains(&it));
        if !is_unit
            || node.has_error()
            || self.heredocs.is_open()
            || !earlier.is_untouched(&(code_before..range.end))
        {
            return None;
        }
        let old = earlier.find(symbol.range, symbol.name_range, earlier.moved(node.start_byte()))?;
        let it = &earlier.draft.symbols[old];
        let is_same = it.unit as usize == old
            && it.digest.is_some()
            && it.kind == symbol.kind
            && it.name == symbol.name
            && self.stands_in_the_same(earlier.draft, (old, index));
        (is_same && (self.ends_its_line(node) || !self.ends_in_comment(node))).then_some(old)
    }

    /// Whether what the symbols stand in is the same, from the inside out.
    fn stands_in_the_same(&self, draft: &Draft, (mut old, mut new): (usize, usize)) -> bool {
        while old != 0 && new != 0 {
            (old, new) = (draft.symbols[old].parent as usize, self.symbols[new].parent as usize);
            let (it, this) = (&draft.symbols[old], &self.symbols[new]);
            if (it.kind, it.test) != (this.kind, this.test) {
                return false;
            }
        }
        old == new
    }

    fn ends_its_line(&self, node: Node<'t>) -> bool {
        let behind = self.text.as_bytes().get(node.end_byte()..).unwrap_or_default();
        behind.iter().find(|it| !matches!(it, b' ' | b'\t' | b'\r')).is_none_or(|it| *it == b'\n')
    }

    /// After a comment, what follows on its line may be the first code of that line.
    fn ends_in_comment(&self, mut node: Node<'t>) -> bool {
        while let Some(last) = node.child_count().checked_sub(1).and_then(|it| node.child(it)) {
            node = last;
        }
        self.tables.flags(node.kind_id()).contains(flags::COMMENT)
    }

    /// Copies the symbols inside the earlier unit, and says how many lines their units have.
    fn copy_symbols(&mut self, copy: &Copied<'_>) -> u32 {
        let (draft, Extent { start, end }) = (copy.draft, copy.extent());
        let here = self.position();
        let mut lines = 0;
        for at in start.symbols..end.symbols {
            let (symbol, extent) = (&draft.symbols[at], draft.extents[at]);
            let (range, name_range) = (copy.range(symbol.range), copy.range(symbol.name_range));
            let (parent, unit) = (self.index_of(copy, symbol.parent), self.index_of(copy, symbol.unit));
            self.symbols.push(Symbol { parent, unit, range, name_range, ..symbol.clone() });
            let moved = |it: Position| it.moved(start, here);
            self.extents.push(Extent { start: moved(extent.start), end: moved(extent.end) });
            lines += symbol.lines;
        }
        lines
    }

    fn copy_calls(&mut self, copy: &Copied<'_>) {
        let (draft, Extent { start, end }) = (copy.draft, copy.extent());
        let first = self.calls.len();
        let call_of = |it: u32| (first + it as usize - start.calls) as u32;
        for call in &draft.calls[start.calls..end.calls] {
            let from = self.index_of(copy, call.from);
            self.calls.push(Call { from, range: copy.range(call.range), ..*call });
        }
        let arguments = &draft.arguments[start.arguments..end.arguments];
        self.arguments.extend(arguments.iter().map(|it| it.moved(call_of(it.call), copy.moved)));
        let steps = draft.steps.get(start.steps..end.steps).unwrap_or_default();
        let mut flow = std::mem::take(&mut self.flow);
        flow.take_over(steps, call_of, |it| self.index_of(copy, it));
        self.flow = flow;
    }

    fn copy_bindings(&mut self, copy: &Copied<'_>) {
        let (draft, Extent { start, end }) = (copy.draft, copy.extent());
        for it in &draft.imports[start.imports..end.imports] {
            self.imports.push(Import { range: copy.range(it.range), ..*it });
        }
        for it in &draft.parameters[start.parameters..end.parameters] {
            let symbol = self.index_of(copy, it.symbol);
            self.parameters.push(Parameter { symbol, ..*it });
        }
        for it in &draft.bindings.kept[start.bindings..end.bindings] {
            let symbol = self.index_of(copy, it.symbol);
            self.bindings.kept.push(Binding { symbol, ..*it });
        }
        for it in &draft.bindings.bases[start.bases..end.bases] {
            let symbol = self.index_of(copy, it.symbol);
            self.bindings.bases.push(Base { symbol, ..*it });
        }
        for it in &draft.bindings.counts[start.counts..end.counts] {
            let symbol = self.index_of(copy, it.symbol);
            self.bindings.counts.push(Count { symbol, ..*it });
        }
    }

    /// Where a symbol is now that the unit, or what is in it, speaks of: in the unit, or around it.
    fn index_of(&self, copy: &Copied<'_>, symbol: u32) -> u32 {
        if symbol as usize >= copy.old {
            return (symbol as usize - copy.old + copy.index) as u32;
        }
        let (mut old, mut new) = (copy.old as u32, copy.index as u32);
        while old != symbol {
            old = copy.draft.symbols[old as usize].parent;
            new = self.symbols[new as usize].parent;
        }
        new
    }
}

/// A unit of an earlier draft that is taken over.
struct Copied<'e> {
    draft: &'e Draft,
    old: usize,
    index: usize,
    /// By how many bytes it was moved.
    moved: i64,
}

impl Copied<'_> {
    fn extent(&self) -> Extent {
        self.draft.extents[self.old]
    }

    fn range(&self, range: TextRange) -> TextRange {
        shifted(range, self.moved).unwrap_or(range)
    }
}

/// `None` where the range would begin before the text.
fn shifted(range: TextRange, by: i64) -> Option<TextRange> {
    let start = u32::try_from(i64::from(u32::from(range.start())) + by).ok()?;
    Some(TextRange::at(TextSize::new(start), range.len()))
}
