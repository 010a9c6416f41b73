//! What a walk finds, in the order in which it does, before what depends on the whole file is settled.
//!
//! What belongs to a symbol and to what stands in it stands together in each list, so that an edit of another
//! place can take it over as it is.

use rustc_hash::FxHashMap;
use std::sync::Arc;

use super::arguments::{Argument, Parameter};
use super::bindings::Bindings;
use super::flow::Step;
use super::names::{Names, Placing};
use super::walk::Walker;
use super::{Call, Import, Name, Outline, Symbol};

/// The lists of an outline, unsettled.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(super) names: Arc<Names>,
    /// Without the numbers that tell symbols of one name apart.
    pub(crate) symbols: Vec<Symbol>,
    /// What each symbol comes to in the lists.
    pub(super) extents: Vec<Extent>,
    pub(super) calls: Vec<Call>,
    pub(super) imports: Vec<Import>,
    pub(super) steps: Vec<Step>,
    pub(super) arguments: Vec<Argument>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) bindings: Bindings,
    pub(super) generated: bool,
    pub(super) lines: u32,
    /// The language's data says how values are followed.
    pub(super) follows: bool,
}

/// What was found in a symbol, from its beginning to its end.
#[derive(Clone, Copy, Default)]
pub(super) struct Extent {
    pub(super) start: Position,
    pub(super) end: Position,
}

/// How much of each list there was at some moment.
#[derive(Clone, Copy, Default)]
pub(super) struct Position {
    pub(super) symbols: usize,
    pub(super) calls: usize,
    pub(super) imports: usize,
    pub(super) steps: usize,
    pub(super) arguments: usize,
    pub(super) parameters: usize,
    pub(super) bindings: usize,
    pub(super) bases: usize,
    pub(super) counts: usize,
}

impl Position {
    /// What was at `from` is at `to`: where this is then.
    pub(super) fn moved(self, from: Position, to: Position) -> Position {
        Position {
            symbols: self.symbols + to.symbols - from.symbols,
            calls: self.calls + to.calls - from.calls,
            imports: self.imports + to.imports - from.imports,
            steps: self.steps + to.steps - from.steps,
            arguments: self.arguments + to.arguments - from.arguments,
            parameters: self.parameters + to.parameters - from.parameters,
            bindings: self.bindings + to.bindings - from.bindings,
            bases: self.bases + to.bases - from.bases,
            counts: self.counts + to.counts - from.counts,
        }
    }
}

impl Walker<'_> {
    /// How much was found so far.
    pub(super) fn position(&self) -> Position {
        Position {
            symbols: self.symbols.len(),
            calls: self.calls.len(),
            imports: self.imports.len(),
            steps: self.flow.len(),
            arguments: self.arguments.len(),
            parameters: self.parameters.len(),
            bindings: self.bindings.kept.len(),
            bases: self.bindings.bases.len(),
            counts: self.bindings.counts.len(),
        }
    }
}

impl Draft {
    /// The outline: a function of the text alone, whatever was read again and what was taken over.
    pub(crate) fn settle(mut self) -> Outline {
        self.settle_bindings();
        let names = self.place_names();
        Outline {
            names,
            symbols: self.symbols.into_boxed_slice(),
            calls: self.calls.into_boxed_slice(),
            imports: self.imports.into_boxed_slice(),
            flow: self.steps.into_boxed_slice(),
            arguments: self.arguments.into_boxed_slice(),
            parameters: self.parameters.into_boxed_slice(),
            bindings: self.bindings.kept.into_boxed_slice(),
            bases: self.bindings.bases.into_boxed_slice(),
            generated: self.generated,
            lines: self.lines,
        }
    }

    /// The second and later symbols of one dotted name get `~2`, `~3`.
    fn place_symbols(&mut self, placing: &mut Placing) {
        let mut seen: FxHashMap<Name, u32> = FxHashMap::default();
        for symbol in &mut self.symbols[1..] {
            let count = seen.entry(symbol.name).or_default();
            *count += 1;
            if *count == 1 {
                placing.name(&mut symbol.name)
            } else {
                placing.numbered(&mut symbol.name, *count)
            }
        }
    }

    fn place_names(&mut self) -> Box<str> {
        let mut placing = Placing::new(Arc::clone(&self.names));
        self.place_symbols(&mut placing);
        self.calls.iter_mut().for_each(|it| placing.name(&mut it.callee));
        for it in &mut self.imports {
            [&mut it.module, &mut it.item, &mut it.local].into_iter().for_each(|it| placing.name(it));
        }
        self.arguments.iter_mut().for_each(|it| it.rename(|name| placing.name(name)));
        for it in &mut self.parameters {
            placing.name(&mut it.name);
            placing.name(&mut it.type_);
            it.default.iter_mut().for_each(|it| placing.name(&mut it.text));
        }
        for it in &mut self.bindings.kept {
            placing.name(&mut it.name);
            placing.name(&mut it.value);
        }
        self.bindings.bases.iter_mut().for_each(|it| placing.name(&mut it.name));
        placing.finish()
    }
}
