//! The order in which calls happen, as a list of steps: the brackets of blocks, and calls between them.
//!
//! A call stands where it is made, so behind the calls in its arguments. What has no call in it leaves no trace.

use canton_grammars::flags::{self, Flags};
use canton_grammars::tables::{FlowKind, PartKind};
use tree_sitter::Node;

use super::walk::{Frame, Walker};

/// One step, packed into 32 bits: see [`Step::kind`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Step(u32);

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// The call at this index happens.
    Call(u32),
    /// A block begins; it ends with its [`StepKind::End`].
    Begin(Block),
    /// A part of the innermost block begins, which ends with its own [`StepKind::End`]. What stands between parts
    /// runs in any case that leads there.
    Part(Part),
    /// The body of the symbol at this index begins; it is no part of what stands around it.
    Symbol(u32),
    /// Control leaves here.
    Leave(Exit),
    /// What was begun last ends.
    End,
}

/// What a block does with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// One arm at most runs; one in any case if there is an [`Part::Otherwise`].
    Branch,
    /// The same, and [`Exit::Break`] leaves it.
    Switch,
    /// Arms run any number of times; [`Part::Otherwise`] once at most, when they are done.
    Loop,
    /// The arm may stop anywhere, and a handler runs then; [`Part::Otherwise`] goes on from the arm.
    Try,
    /// All of it runs or not, once or often, now or later.
    Later,
    /// All of it runs beside what follows.
    Spawn,
    /// Its arms run side by side, and all are done when it ends.
    Together,
    /// It has no parts and runs once; [`Exit::Jump`] may lead to its beginning or to its end.
    Label,
    /// What is called before the arm may keep an error in it to itself.
    Managed,
}

/// What a part of a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "Block says it")]
pub enum Part {
    Arm,
    Otherwise,
    /// An arm that the arm before may run into.
    Fallthrough,
    /// The same, and it runs where no other arm does.
    FallthroughOtherwise,
    Handler,
    Finally,
}

/// How control leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Exit {
    Return,
    Raise,
    Break,
    Continue,
    /// To a label.
    Jump,
    /// To who called the function, who may never let it go on.
    Pause,
    /// To who called the function, with an error, if there is one.
    Fail,
}

const BLOCKS: [Block; 9] = [
    Block::Branch,
    Block::Switch,
    Block::Loop,
    Block::Try,
    Block::Later,
    Block::Spawn,
    Block::Together,
    Block::Label,
    Block::Managed,
];
const PARTS: [Part; 6] =
    [Part::Arm, Part::Otherwise, Part::Fallthrough, Part::FallthroughOtherwise, Part::Handler, Part::Finally];
const EXITS: [Exit; 7] =
    [Exit::Return, Exit::Raise, Exit::Break, Exit::Continue, Exit::Jump, Exit::Pause, Exit::Fail];

impl Step {
    /// Unpacks it.
    pub fn kind(self) -> StepKind {
        let operand = self.0 >> 3;
        let at = operand as usize;
        match self.0 & 7 {
            0 => StepKind::Call(operand),
            1 => StepKind::Begin(BLOCKS[at]),
            2 => StepKind::Part(PARTS[at]),
            3 => StepKind::Symbol(operand),
            4 => StepKind::Leave(EXITS[at]),
            _ => StepKind::End,
        }
    }

    fn new(kind: StepKind) -> Step {
        let (word, operand) = match kind {
            StepKind::Call(index) => (0, index),
            StepKind::Begin(block) => (1, block as u32),
            StepKind::Part(part) => (2, part as u32),
            StepKind::Symbol(index) => (3, index),
            StepKind::Leave(exit) => (4, exit as u32),
            StepKind::End => (5, 0),
        };
        Step(operand << 3 | word)
    }
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.kind().fmt(f)
    }
}

/// The steps of a walk so far.
#[derive(Default)]
pub(super) struct Flow {
    steps: Vec<Step>,
    /// What is begun and not ended: the index of its step, and whether anything happens in it.
    open: Vec<(u32, bool)>,
}

impl Flow {
    pub(super) fn call(&mut self, index: u32) {
        self.happen();
        self.steps.push(Step::new(StepKind::Call(index)));
    }

    pub(super) fn symbol(&mut self, index: u32) {
        self.begin(StepKind::Symbol(index));
    }

    pub(super) fn begin(&mut self, kind: StepKind) {
        self.open.push((self.steps.len() as u32, false));
        self.steps.push(Step::new(kind));
    }

    fn leave(&mut self, exit: Exit) {
        self.happen();
        self.steps.push(Step::new(StepKind::Leave(exit)));
    }

    /// Ends what was begun last; a block or a symbol in which nothing happens leaves no trace.
    pub(super) fn end(&mut self) {
        let Some((start, happens)) = self.open.pop() else { return };
        let is_part = matches!(self.kind_at(start), Some(StepKind::Part(_)));
        if happens || is_part {
            self.steps.push(Step::new(StepKind::End));
        } else {
            self.steps.truncate(start as usize);
        }
        // What happens in the body of a symbol does not happen around it, but must be kept.
        if happens && let Some(outer) = self.open.last_mut() {
            outer.1 = true;
        }
    }

    fn happen(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.1 = true;
        }
    }

    fn kind_at(&self, index: u32) -> Option<StepKind> {
        self.steps.get(index as usize).map(|it| it.kind())
    }

    fn innermost(&self) -> Option<StepKind> {
        self.open.last().and_then(|&(start, _)| self.kind_at(start))
    }

    pub(super) fn is_together(&self) -> bool {
        self.innermost() == Some(StepKind::Begin(Block::Together))
    }

    /// How many steps there are.
    pub(super) fn len(&self) -> usize {
        self.steps.len()
    }

    /// Takes over the steps inside a symbol, with other calls and symbols.
    pub(super) fn take_over(
        &mut self,
        steps: &[Step],
        call: impl Fn(u32) -> u32,
        symbol: impl Fn(u32) -> u32,
    ) {
        if !steps.is_empty() {
            self.happen();
        }
        self.steps.extend(steps.iter().map(|it| match it.kind() {
            StepKind::Call(index) => Step::new(StepKind::Call(call(index))),
            StepKind::Symbol(index) => Step::new(StepKind::Symbol(symbol(index))),
            _ => *it,
        }));
    }

    pub(super) fn finish(mut self) -> Vec<Step> {
        while !self.open.is_empty() {
            self.end();
        }
        self.steps
    }
}

/// What a frame does to the flow when it is left.
#[derive(Clone, Copy, Default)]
pub(super) struct FrameFlow {
    /// Ends before the call.
    inner: u8,
    /// One more than the index of the call that it is; 0 for none.
    call: u32,
    exit: Option<Exit>,
    /// Ends after the call.
    pub(super) outer: u8,
    /// From its third child on, what stands in it may not run.
    is_chain: bool,
    /// Its first child runs, or its third.
    is_ternary: bool,
}

impl<'t> Walker<'t> {
    /// Reads what the node under the cursor begins; `calls` is how many there were before it.
    pub(super) fn enter_flow(
        &mut self,
        node: Node<'t>,
        (kind, flags): (u16, Flags),
        parent: Frame,
        calls: usize,
    ) -> FrameFlow {
        let mut flow = FrameFlow::default();
        let tables = self.tables;
        let rules = tables.rules(kind);
        // What a definition writes to, `c ? run = () => f() : 0`, has a step already.
        let is_call = self.calls.get(calls).is_some_and(|it| !it.form.is_write());
        let part = if is_call && self.flow.is_together() {
            Some(Part::Arm)
        } else if parent.flow.is_ternary {
            super::maybe::part_of_ternary(node)
        } else {
            self.part(node, rules.part.filter(|_| flags.contains(flags::PART)), parent)
        };
        if parent.flow.is_chain && super::maybe::is_late(node) {
            flow.outer += self.begin_maybe();
        }
        if let Some(part) = part
            && matches!(self.flow.innermost(), Some(StepKind::Begin(_)))
        {
            self.flow.begin(StepKind::Part(part));
            flow.outer += 1;
        }
        match rules.flow.filter(|_| flags.contains(flags::FLOW)).map(meaning) {
            Some(Meaning::Block(Block::Later)) if self.is_own_function(node) => {}
            Some(Meaning::Block(Block::Label)) if !node.child(0).is_some_and(|it| it.is_named()) => {}
            Some(Meaning::Block(block)) => {
                self.flow.begin(StepKind::Begin(block));
                flow.outer += 1;
            }
            Some(Meaning::Exit(Exit::Break)) if node.named_child_count() > 0 => flow.exit = Some(Exit::Jump),
            Some(Meaning::Exit(exit)) => flow.exit = Some(exit),
            Some(Meaning::Chain) => flow.is_chain = node.named_child_count() > 2,
            Some(Meaning::Ternary) => {
                // What is asked stands behind what runs then, and may be done before it: all of it is gone through twice.
                self.flow.begin(StepKind::Begin(Block::Later));
                self.flow.begin(StepKind::Begin(Block::Branch));
                (flow.outer, flow.is_ternary) = (flow.outer + 2, true);
            }
            None => {}
        }
        if is_call {
            flow.call = calls as u32 + 1;
            flow.exit = flow.exit.or(self.may_fail(calls).then_some(Exit::Fail));
            if self.is_optional(node) {
                self.flow.begin(StepKind::Begin(Block::Later));
                flow.outer += 1;
            }
            for block in self.blocks_of_call(calls) {
                self.flow.begin(StepKind::Begin(block));
                flow.inner += 1;
            }
        }
        flow
    }

    pub(super) fn leave_flow(&mut self, flow: FrameFlow) {
        (0..flow.inner).for_each(|_| self.flow.end());
        if flow.call > 0 {
            self.flow.call(flow.call - 1);
        }
        if let Some(exit) = flow.exit {
            self.flow.leave(exit);
        }
        (0..flow.outer).for_each(|_| self.flow.end());
    }

    /// What the node under the cursor is a part of, by itself or by its field.
    fn part(&self, node: Node<'t>, own: Option<PartKind>, parent: Frame) -> Option<Part> {
        let by_field = || {
            let parts = &self.tables.rules(parent.kind).parts;
            let field = self.cursor.field_id().filter(|_| parent.flags.contains(flags::PARTED))?.get();
            parts.iter().find(|it| it.0 == field).map(|it| it.1)
        };
        let takes_the_rest = || {
            let defaults = &self.tables.bodies.defaults;
            let first = if defaults.is_empty() { None } else { node.named_child(0) };
            let reads = first.and_then(|it| self.text.get(it.byte_range())).unwrap_or_default();
            defaults.iter().any(|it| it == reads) && node.child_by_field_name("guard").is_none()
        };
        Some(match own.or_else(by_field)? {
            PartKind::Arm if takes_the_rest() => Part::Otherwise,
            PartKind::Fallthrough if takes_the_rest() => Part::FallthroughOtherwise,
            PartKind::Arm => Part::Arm,
            PartKind::Otherwise => Part::Otherwise,
            PartKind::Fallthrough => Part::Fallthrough,
            PartKind::FallthroughOtherwise => Part::FallthroughOtherwise,
            PartKind::Handler => Part::Handler,
            PartKind::Finally => Part::Finally,
        })
    }

    /// Whether the function under the cursor is the symbol that was just opened, and no lambda.
    pub(super) fn is_own_function(&self, node: Node<'t>) -> bool {
        let body = self.tables.bodies.function_body.and_then(|it| node.child_by_field_id(it));
        self.body != 0 && body.is_some_and(|it| it.id() == self.body)
    }

    /// What the call does with its arguments, by the name of what is called.
    fn blocks_of_call(&self, call: usize) -> impl Iterator<Item = Block> + use<> {
        let callee = self.names.get(self.calls[call].callee);
        let bodies = &self.tables.bodies;
        let is_in = |list: &[String]| list.iter().any(|it| it == callee);
        let maybe = is_in(&bodies.maybe).then_some(Block::Later);
        let order = match is_in(&bodies.together) {
            // Nobody waits for it: `Promise.all([save()]); remove()`.
            true if !self.calls[call].form.is_awaited() => Some(Block::Spawn),
            is_together if is_together || is_in(&bodies.waits) => Some(Block::Together),
            _ => is_in(&bodies.started).then_some(Block::Spawn),
        };
        maybe.into_iter().chain(order)
    }

    /// Whether a call under a node is waited for there, or handed on to who waits for it.
    pub(super) fn is_awaited(&self) -> bool {
        let parent = self.frame();
        let flow = self.tables.rules(parent.kind).flow;
        parent.flags.contains(flags::AWAIT)
            || matches!(flow, Some(FlowKind::Return | FlowKind::Later | FlowKind::Ternary))
            || self.flow.is_together()
    }
}

enum Meaning {
    Block(Block),
    Exit(Exit),
    Chain,
    Ternary,
}

fn meaning(kind: FlowKind) -> Meaning {
    match kind {
        FlowKind::Branch => Meaning::Block(Block::Branch),
        FlowKind::Switch => Meaning::Block(Block::Switch),
        FlowKind::Loop => Meaning::Block(Block::Loop),
        FlowKind::Try => Meaning::Block(Block::Try),
        FlowKind::Later => Meaning::Block(Block::Later),
        FlowKind::Spawn => Meaning::Block(Block::Spawn),
        FlowKind::Return => Meaning::Exit(Exit::Return),
        FlowKind::Raise => Meaning::Exit(Exit::Raise),
        FlowKind::Break => Meaning::Exit(Exit::Break),
        FlowKind::Continue => Meaning::Exit(Exit::Continue),
        FlowKind::Jump => Meaning::Exit(Exit::Jump),
        FlowKind::Label => Meaning::Block(Block::Label),
        FlowKind::Pause => Meaning::Exit(Exit::Pause),
        FlowKind::Fail => Meaning::Exit(Exit::Fail),
        FlowKind::Managed => Meaning::Block(Block::Managed),
        FlowKind::Chain => Meaning::Chain,
        FlowKind::Ternary => Meaning::Ternary,
    }
}
