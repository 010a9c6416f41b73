//! Bodies and scopes apart from positions: equal after most edits, so what is built on them stays.
//!
//! A body is one symbol's own: an edit in it makes another of it and of no other in the file.

mod given;
mod heads;

use canton_syntax::outline::{
    Base, Binding, CallForm, Import, Members, Name, Outline, Parameter, Step, StepKind, Symbol, SymbolKind,
    Value, WRAPPED,
};

use crate::names::NameHash;
use crate::{Db, File, Skeleton, SymbolKey, outline};
pub(crate) use given::signature;
pub(crate) use heads::Bindings;

/// What one symbol does, without positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    text: Box<str>,
    /// The order of its calls; [`StepKind::Call`] has an index of `calls`. Bodies of symbols in it are left out.
    pub steps: Box<[StepKind]>,
    /// Its own calls, in the order of the text.
    pub calls: Box<[BodyCall]>,
    /// The arguments that can be seen, in the order of their calls.
    pub arguments: Box<[BodyArgument]>,
    /// The members that it names.
    pub members: Members,
}

/// What the names of one symbol stand for, without positions: equal while only what it calls changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Locals {
    text: Box<str>,
    /// What it can be given.
    pub(crate) parameters: Box<[Parameter]>,
    /// What the names that it binds stand for; of a function alone.
    pub(crate) bindings: Bindings,
    /// The types of parameters that are more than a name, behind a mark.
    pub(crate) types: Box<[Name]>,
}

/// A call in a [`Body`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyCall {
    /// The called path: names with dots, or an access path (see [`canton_syntax::outline::access()`]); empty where
    /// it is neither.
    pub callee: Name,
    /// How it is written.
    pub form: CallForm,
}

/// An argument in a [`Body`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyArgument {
    /// The index of its call in the body.
    pub call: u32,
    /// Its name, where it has one.
    pub key: Option<Name>,
    /// Its place among those without names.
    pub position: u8,
    /// Its value.
    pub value: Value,
}

impl Body {
    /// A name's text.
    pub fn text(&self, name: Name) -> &str {
        slice(&self.text, name)
    }

    /// The arguments of the call at `index`.
    pub fn arguments_of(&self, index: u32) -> &[BodyArgument] {
        let start = self.arguments.partition_point(|it| it.call < index);
        let length = self.arguments[start..].iter().take_while(|it| it.call == index).count();
        &self.arguments[start..start + length]
    }
}

impl Locals {
    /// A name's text.
    pub(crate) fn text(&self, name: Name) -> &str {
        slice(&self.text, name)
    }

    /// What it is given by a name.
    pub(crate) fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|it| self.text(it.name) == name)
    }

    /// What a plain name is bound to.
    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Binding> {
        self.headed(name).iter().filter(move |it| self.text(it.name) == name)
    }

    /// What is bound at places that begin with a name.
    pub(crate) fn headed(&self, head: &str) -> &[Binding] {
        let symbol = self.bindings.iter().next().map_or(0, |it| it.symbol);
        self.bindings.headed(&self.text, symbol, head)
    }
}

/// What a file's names stand for outside of its functions, without positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    text: Box<str>,
    /// Every imported name.
    pub imports: Box<[ImportNames]>,
    /// The imports by the hash of the first part of the name that they bind, then in order.
    by_local: Box<[(NameHash, u32)]>,
    /// What names bound in the module and in its classes stand for, and what decorates its symbols.
    pub(crate) bindings: Bindings,
    /// What its classes inherit from, by symbol.
    pub bases: Box<[Base]>,
}

/// An import without positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportNames {
    /// The module as written.
    pub module: Name,
    /// The name in it; empty for the module itself, `*` for all.
    pub item: Name,
    /// The name bound here.
    pub local: Name,
    /// The function or namespace in which it stands, and is seen; 0 for the file itself.
    pub within: u32,
}

impl Scope {
    /// That of an outline.
    pub(crate) fn of(outline: &Outline) -> Scope {
        let mut copier = Copier { outline, text: String::new() };
        let imports = outline.imports.iter().map(|it| ImportNames {
            module: copier.name(it.module),
            item: copier.name(it.item),
            local: copier.name(it.local),
            within: holder_of(outline, it),
        });
        let imports: Box<[ImportNames]> = imports.collect();
        let is_decorator = |it: &&Binding| matches!(outline.text(it.name), "@" | WRAPPED);
        let outside = |it: &&Binding| !kind_of(outline, it.symbol).is_function_like() || is_decorator(it);
        let bindings = copier.bindings(outline.bindings.iter().filter(outside));
        let bases = outline.bases.iter().map(|it| Base { name: copier.name(it.name), ..*it }).collect();
        let text = copier.text;
        let head = |it: &ImportNames| slice(&text, it.local).split('.').next().unwrap_or_default();
        let hashed = imports.iter().zip(0..).map(|(it, at)| (NameHash::EMPTY.and(head(it)), at));
        let mut by_local: Vec<(NameHash, u32)> = hashed.collect();
        by_local.sort_unstable();
        Scope { text: text.into(), imports, by_local: by_local.into(), bindings, bases }
    }

    /// A name's text.
    pub fn text(&self, name: Name) -> &str {
        slice(&self.text, name)
    }

    /// The imports that bind a path which begins with a name, in order, with their indexes; of an empty one, those that
    /// bind none.
    pub(crate) fn imports_headed(&self, head: &str) -> impl Iterator<Item = (usize, &ImportNames)> {
        let hash = NameHash::EMPTY.and(head);
        let start = self.by_local.partition_point(|it| it.0 < hash);
        let found = self.by_local[start..].iter().take_while(move |it| it.0 == hash);
        found.map(|it| (it.1 as usize, &self.imports[it.1 as usize]))
    }

    /// What `name` stands for, bound once in the class or module at `symbol`.
    pub fn binding(&self, symbol: u32, name: &str) -> Option<&Binding> {
        let is_it = |it: &&Binding| it.is_plain() && self.text(it.name) == name;
        self.headed(symbol, name).iter().find(is_it)
    }

    /// What is bound in the class or module at `symbol` at places that begin with a name.
    pub(crate) fn headed(&self, symbol: u32, head: &str) -> &[Binding] {
        self.bindings.headed(&self.text, symbol, head)
    }

    /// Everything that is bound in the class or module at `symbol`.
    pub fn bindings_of(&self, symbol: u32) -> &[Binding] {
        self.bindings.of(symbol)
    }
}

fn slice(text: &str, name: Name) -> &str {
    &text[name.start as usize..(name.start + name.len) as usize]
}

/// Copies names from an outline into a text of their own.
struct Copier<'o> {
    outline: &'o Outline,
    text: String,
}

impl Copier<'_> {
    fn name(&mut self, name: Name) -> Name {
        let start = self.text.len() as u32;
        self.text.push_str(self.outline.text(name));
        Name { start, len: name.len }
    }

    fn value(&mut self, value: Value) -> Value {
        Value { text: self.name(value.text), ..value }
    }

    fn bindings<'b>(&mut self, bindings: impl Iterator<Item = &'b Binding>) -> Bindings {
        let copied =
            bindings.map(|it| Binding { name: self.name(it.name), value: self.name(it.value), ..*it });
        let copied = copied.collect();
        Bindings::new(copied, &self.text)
    }
}

/// Where the steps of each symbol begin in the flow of a file, by the symbol's index; `u32::MAX` for one in
/// which nothing happens.
#[salsa::tracked(returns(deref))]
fn starts(db: &dyn Db, file: File) -> Box<[u32]> {
    let Ok(outline) = outline(db, file) else { return Box::default() };
    let mut starts = vec![u32::MAX; outline.symbols.len()];
    for (at, step) in outline.flow.iter().enumerate() {
        if let StepKind::Symbol(symbol) = step.kind() {
            starts[symbol as usize] = at as u32 + 1;
        }
    }
    if let Some(module) = starts.first_mut() {
        *module = 0;
    }
    starts.into()
}

/// The indexes of the calls of one symbol in the outline: those of its [`Body`], in the same order.
pub fn call_indexes(db: &dyn Db, file: File, symbol: u32) -> Vec<u32> {
    let Ok(outline) = outline(db, file) else { return Vec::new() };
    calls_in(&own_steps(db, file, outline, symbol))
}

/// The calls among steps, in the order of the text.
fn calls_in(steps: &[StepKind]) -> Vec<u32> {
    let call = |it: &StepKind| if let StepKind::Call(index) = it { Some(*index) } else { None };
    let mut calls: Vec<u32> = steps.iter().filter_map(call).collect();
    calls.sort_unstable();
    calls
}

/// The steps of one symbol without those of the symbols in it; calls by their index in the outline.
fn own_steps(db: &dyn Db, file: File, outline: &Outline, symbol: u32) -> Vec<StepKind> {
    let start = starts(db, file).get(symbol as usize).copied().unwrap_or(u32::MAX);
    let Some(steps) = outline.flow.get(start as usize..) else { return Vec::new() };
    let mut own = Vec::new();
    let (mut depth, mut foreign) = (0u32, None);
    for kind in steps.iter().map(|it: &Step| it.kind()) {
        match kind {
            StepKind::Begin(_) | StepKind::Part(_) => depth += 1,
            StepKind::Symbol(_) => {
                depth += 1;
                foreign = foreign.or(Some(depth));
            }
            StepKind::End if depth == 0 => break,
            StepKind::End => depth -= 1,
            StepKind::Call(_) | StepKind::Leave(_) => {}
        }
        let is_foreign = foreign.is_some();
        if foreign.is_some_and(|it| depth < it) {
            foreign = None;
        }
        if !is_foreign {
            own.push(kind);
        }
    }
    own
}

/// What the symbol at `index` does.
#[salsa::tracked]
pub fn body<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Body {
    let (file, index) = (key.file(db), key.symbol(db));
    let Ok(outline) = outline(db, file) else { return Body::default() };
    let Some(symbol) = outline.symbols.get(index as usize) else { return Body::default() };
    let steps = own_steps(db, file, outline, index);
    let calls = calls_in(&steps);
    let local = |call: u32| calls.binary_search(&call).map_or(0, |it| it as u32);
    let steps = steps.into_iter().map(|it| match it {
        StepKind::Call(call) => StepKind::Call(local(call)),
        other => other,
    });
    let mut copier = Copier { outline, text: String::new() };
    let arguments = calls
        .iter()
        .enumerate()
        .flat_map(|(at, &call)| outline.arguments_of(call).iter().map(move |it| (at as u32, it)))
        .filter(|(_, it)| !it.is_callee());
    let mut body = Body { steps: steps.collect(), members: symbol.members, ..Body::default() };
    body.arguments = arguments
        .map(|(call, it)| BodyArgument {
            call,
            key: it.key().map(|key| copier.name(key)),
            position: it.position,
            value: copier.value(it.value()),
        })
        .collect();
    body.calls = calls
        .iter()
        .map(|&it| (outline.called_path(it), outline.calls[it as usize].form))
        .map(|(callee, form)| BodyCall { callee: copier.name(callee), form })
        .collect();
    body.text = copier.text.into();
    body
}

/// What the names of the symbol at `index` stand for.
#[salsa::tracked]
pub(crate) fn locals<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Locals {
    let (file, index) = (key.file(db), key.symbol(db));
    let Ok(outline) = outline(db, file) else { return Locals::default() };
    let mut copier = Copier { outline, text: String::new() };
    let is_composed = |it: &Parameter| outline.text(it.type_).starts_with('?');
    let parameters = outline.parameters_of(index).iter().map(|it| Parameter {
        name: copier.name(it.name),
        type_: copier.name(if is_composed(it) { Name::default() } else { it.type_ }),
        default: it.default.map(|value| copier.value(value)),
        ..*it
    });
    let parameters = parameters.collect();
    let composed = outline.parameters_of(index).iter().filter(|it| is_composed(it));
    let types = composed.map(|it| copier.name(it.type_)).collect();
    let of_function = kind_of(outline, index).is_function_like().then(|| outline.bindings_of(index));
    let bindings = copier.bindings(of_function.into_iter().flatten());
    Locals { text: copier.text.into(), parameters, bindings, types }
}

/// What a file's names stand for outside of its functions.
#[salsa::tracked]
pub fn scope(db: &dyn Db, file: File) -> Scope {
    Skeleton::part(db, file, |it| &it.scope, Scope::of).unwrap_or_default()
}

/// The innermost function or namespace around an import.
fn holder_of(outline: &Outline, import: &Import) -> u32 {
    let range = import.range;
    let end = outline.symbols.partition_point(|it| it.range.start() <= range.start());
    let mut around = outline.symbols[..end].iter().enumerate().rev();
    let holds = |it: &Symbol| it.kind.is_function_like() || it.kind == SymbolKind::Namespace;
    let inner = around.find(|(_, it)| holds(it) && it.range.contains_range(range) && it.range != range);
    inner.map_or(0, |(symbol, _)| symbol as u32)
}

fn kind_of(outline: &Outline, symbol: u32) -> SymbolKind {
    outline.symbols.get(symbol as usize).map_or(SymbolKind::Module, |it| it.kind)
}

/// The imports of a file that stand in a function, by the function: what they import runs with it.
#[salsa::tracked(returns(deref))]
pub(crate) fn local_imports(db: &dyn Db, file: File) -> Box<[(u32, u32)]> {
    Skeleton::part(db, file, |it| &it.local_imports, local_imports_in).unwrap_or_default()
}

/// The same of an outline.
pub(crate) fn local_imports_in(outline: &Outline) -> Box<[(u32, u32)]> {
    let mut found = Vec::new();
    for (at, import) in outline.imports.iter().enumerate() {
        let end = outline.symbols.partition_point(|it| it.range.start() <= import.range.start());
        let mut around = outline.symbols[..end].iter().enumerate().rev();
        let inner = around.find(|(_, it)| {
            it.kind.is_function_like() && it.range.contains_range(import.range) && it.range != import.range
        });
        found.extend(inner.map(|(symbol, _)| (symbol as u32, at as u32)));
    }
    found.sort_unstable();
    found.into()
}

/// Which symbols of a file call anything themselves, or have something run for them, by their index.
#[salsa::tracked(returns(deref))]
pub(crate) fn callers(db: &dyn Db, file: File) -> Box<[bool]> {
    Skeleton::part(db, file, |it| &it.callers, callers_in).unwrap_or_default()
}

/// The same of an outline.
pub(crate) fn callers_in(outline: &Outline) -> Box<[bool]> {
    let mut calls = vec![false; outline.symbols.len()];
    for call in &outline.calls {
        calls[call.from as usize] = true;
    }
    for &(symbol, _) in &local_imports_in(outline) {
        calls[symbol as usize] = true;
    }
    for it in outline.bindings.iter().filter(|it| matches!(outline.text(it.name), "@" | WRAPPED)) {
        calls[it.symbol as usize] = true;
        // What makes something of a function runs where that is defined.
        let around = outline.symbols[it.symbol as usize].parent;
        calls[around as usize] |= kind_of(outline, around).is_function_like();
    }
    // What stands in a class runs with the function that the class stands in.
    for (index, it) in outline.symbols.iter().enumerate().rev() {
        calls[it.parent as usize] |= it.kind.is_class_like()
            && kind_of(outline, it.parent).is_function_like()
            && (calls[index] || outline.bases.iter().any(|base| base.symbol as usize == index));
    }
    calls.into()
}
