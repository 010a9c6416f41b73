//! What a source file defines, without its text: the one thing kept of a closed file.
//!
//! An outline is plain, packed data: symbols in the order they stand, spans in bytes, names in one string.
//! It is a function of text and language alone, so that it can be cached by their hash.

use canton_grammars::Language;
use tree_sitter::Tree;

use crate::TextRange;
use crate::digest::{Digest, Stream};
use crate::parse::{Stopped, parse};

mod access;
mod arguments;
mod bindings;
mod calls;
mod definitions;
mod draft;
mod entered;
mod failing;
mod fields;
mod flow;
mod follow;
mod frame;
mod heredocs;
mod imports;
mod kinds;
mod maybe;
mod members;
mod names;
mod operands;
mod origins;
mod reuse;
mod settling;
mod shapes;
mod spelling;
mod strings;
mod walk;
mod writes;

pub use access::access;
pub use arguments::{Argument, Parameter, Value, ValueKind};
pub use bindings::{Base, Binding, BindingKind};
pub(crate) use draft::Draft;
pub use flow::{Block, Exit, Part, Step, StepKind};
pub use follow::{LITERAL, WRAPPED};
pub use kinds::SymbolKind;
pub use members::Members;
pub(crate) use reuse::Earlier;
use writes::DeclaredAs;

/// What a text defines, calls and imports, and the lines and digests of its units. Never fails: of broken code,
/// the symbols that can still be read; without any symbol, not even the module, if the text is too complex to
/// parse.
pub fn outline(text: &str, language: &'static Language) -> Outline {
    outline_unless(text, language, &|| false).unwrap_or_default()
}

/// As [`outline`], unless it is stopped; `cancelled` is asked every now and then.
pub fn outline_unless(
    text: &str,
    language: &'static Language,
    cancelled: &dyn Fn() -> bool,
) -> Result<Outline, Stopped> {
    let tree = parse(text, language, cancelled)?;
    Ok(draft(text, language, &tree, None).settle())
}

/// As [`outline`], without the work that digests are: they mean nothing in it. What digests cost is the difference.
pub fn undigested(text: &str, language: &'static Language) -> Outline {
    let Ok(tree) = parse(text, language, &|| false) else { return Outline::default() };
    let tables = language.tables();
    let mut stream = Stream::new(text, tables.semicolons_hidden);
    stream.mute();
    walk::walk_into(stream, text, tables, &tree, None).settle()
}

/// What a tree is read as; what has not changed since an earlier text is taken over.
pub(crate) fn draft(
    text: &str,
    language: &'static Language,
    tree: &Tree,
    earlier: Option<&Earlier<'_>>,
) -> Draft {
    walk::walk(text, language.tables(), tree, earlier)
}

/// A file's symbols, calls and imports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Every name below, end to end; read through [`Outline::text`].
    pub names: Box<str>,
    /// The symbols in document order of their start; `symbols[0]` is the module, the file itself.
    /// A parent stands before its members.
    pub symbols: Box<[Symbol]>,
    /// Every call, in document order.
    pub calls: Box<[Call]>,
    /// The order in which calls happen: see [`Step`].
    pub flow: Box<[Step]>,
    /// The arguments of calls whose value can be seen, in the order of their calls.
    pub arguments: Box<[Argument]>,
    /// The parameters of functions, in the order of their symbols.
    pub parameters: Box<[Parameter]>,
    /// What names stand for, in the order of their symbols.
    pub bindings: Box<[Binding]>,
    /// What classes inherit from, in the order of their symbols.
    pub bases: Box<[Base]>,
    /// Every imported name, in document order.
    pub imports: Box<[Import]>,
    /// The file says that it was generated (a `DO NOT EDIT` or `@generated` header).
    pub generated: bool,
    /// Lines of code of the whole file: not blank, not only comment.
    pub lines: u32,
}

/// A piece of [`Outline::names`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Name {
    /// The first byte in `names`.
    pub start: u32,
    /// The length in bytes.
    pub len: u32,
}

/// One definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The dotted name within the file, its containers first: `Invoice.total`; the second and later
    /// symbols of the same dotted name get `~2`, `~3`. Empty for the module.
    pub name: Name,
    /// What it is.
    pub kind: SymbolKind,
    /// The index of the innermost symbol it stands in (0 for top-level ones; the module's is 0).
    pub parent: u32,
    /// The index of the unit of code it belongs to: itself, unless it stands inside a function-like symbol.
    pub unit: u32,
    /// The whole definition with decorators, attributes and `export`, without leading comments.
    pub range: TextRange,
    /// The name alone; for the module the empty range at 0.
    pub name_range: TextRange,
    /// Lines of code that belong to this unit and to no unit inside it; 0 for a symbol that is no unit.
    /// A line belongs to the innermost unit that holds its first byte of code.
    pub lines: u32,
    /// `canton-ast/1` of a unit; `None` where it holds a syntax error (it is unparsable) and for symbols
    /// that are no units.
    pub digest: Option<Digest>,
    /// `canton-sig/1` of a unit: decorators, name, parameters and types.
    pub signature: Option<Digest>,
    /// Test code by the language's own marks (`#[test]`, `#[cfg(test)]`), its own or its container's.
    pub test: bool,
    /// A function that is waited for (`async`).
    pub is_async: bool,
    /// A member that the language calls by itself: an operator, a getter, a finaliser.
    pub is_implicit: bool,
    /// Whose members it reads or sets.
    pub members: Members,
    /// A member of a class without a name, or of an object.
    pub is_anonymous: bool,
    /// A function without a body.
    pub is_bodiless: bool,
}

/// One call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// The innermost symbol it stands in.
    pub from: u32,
    /// The called expression as written when it is a plain path (`a.b.c`, `self.x`, `Foo::new`), with its
    /// separators normalised to `.`; empty where it is computed.
    pub callee: Name,
    /// The name in the callee (its last part), or the whole called expression where there is none.
    pub range: TextRange,
    /// How many arguments it has, and whether it is waited for.
    pub form: CallForm,
}

/// How a call is written, packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallForm(u16);

impl CallForm {
    const KNOWN: u16 = 1 << 15;
    const SPLAT: u16 = 1 << 14;
    const AWAITED: u16 = 1 << 13;
    const LOCAL: u16 = 1 << 12;
    const BOUND: u16 = 1 << 11;
    const WRITE: u16 = 1 << 10;
    const DECLARED: u16 = 1 << 9;
    const GIVEN: u16 = 1 << 8;
    /// Of a call, which nothing declares.
    const INSISTED: u16 = CallForm::GIVEN;
    const COUNT: u16 = 0xff;

    /// The number of arguments that have no name; `None` where that cannot be told.
    pub fn positional(self) -> Option<u8> {
        let known = self.0 & (CallForm::KNOWN | CallForm::SPLAT) == CallForm::KNOWN;
        known.then_some((self.0 & CallForm::COUNT) as u8)
    }

    /// The first name of the callee is bound in a function around the call, other than by its parameters.
    pub fn is_locally_bound(self) -> bool {
        self.0 & CallForm::LOCAL != 0
    }

    /// The first name of the callee is bound in the file, other than by imports, parameters and definitions.
    pub fn is_bound(self) -> bool {
        self.0 & (CallForm::LOCAL | CallForm::BOUND) != 0
    }

    /// No call: the callee is a place that is written to; one that ends in `.[]` is in what stands before it.
    pub fn is_write(self) -> bool {
        self.0 & CallForm::WRITE != 0
    }

    /// A function around declares the first name.
    pub fn is_declared(self) -> bool {
        self.is_write() && self.0 & (CallForm::DECLARED | CallForm::GIVEN) != 0
    }

    /// It is declared as what the function is given, or gives back.
    pub fn is_given(self) -> bool {
        self.is_write() && self.0 & CallForm::GIVEN != 0
    }

    /// Where it fails, nothing that follows it runs: its error is handed on, or ends the program.
    pub fn is_insisted(self) -> bool {
        !self.is_write() && self.0 & CallForm::INSISTED != 0
    }

    fn insisted(self, is_insisted: bool) -> CallForm {
        CallForm(self.0 | (u16::from(is_insisted) * CallForm::INSISTED))
    }

    fn write(declared: Option<DeclaredAs>) -> CallForm {
        let marks = [0, CallForm::DECLARED, CallForm::GIVEN];
        CallForm(CallForm::WRITE | marks[declared.map_or(0, |it| it as usize)])
    }

    fn bind(&mut self, is_local: bool, is_global: bool) {
        self.0 |= u16::from(is_local) * CallForm::LOCAL;
        self.0 |= u16::from(is_global) * CallForm::BOUND;
    }

    /// It is waited for where it stands.
    pub fn is_awaited(self) -> bool {
        self.0 & CallForm::AWAITED != 0
    }
}

/// One imported name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Import {
    /// The module as written: `..models`, `./billing`, `crate::a`, `fmt`.
    pub module: Name,
    /// The name in that module; empty when the module itself is bound; `*` for all.
    pub item: Name,
    /// The name bound in this file.
    pub local: Name,
    /// The import as it stands.
    pub range: TextRange,
}

impl Outline {
    /// The arguments of the call at `index` whose value can be seen, in order.
    pub fn arguments_of(&self, index: u32) -> &[Argument] {
        run_of(&self.arguments, |it| it.call, index)
    }

    /// What the call at `index` calls: its callee, or where that is computed, the access path that it is.
    pub fn called_path(&self, index: u32) -> Name {
        let callee = self.calls[index as usize].callee;
        let computed = self.arguments_of(index).iter().find(|it| it.is_callee() && callee.len == 0);
        computed.map_or(callee, |it| it.value().text)
    }

    /// The parameters of the symbol at `index`, in order.
    pub fn parameters_of(&self, index: u32) -> &[Parameter] {
        run_of(&self.parameters, |it| it.symbol, index)
    }

    /// What names bound in the symbol at `index` stand for.
    pub fn bindings_of(&self, index: u32) -> &[Binding] {
        run_of(&self.bindings, |it| it.symbol, index)
    }

    /// What the class at `index` inherits from, in order.
    pub fn bases_of(&self, index: u32) -> &[Base] {
        run_of(&self.bases, |it| it.symbol, index)
    }

    /// A name's text.
    pub fn text(&self, name: Name) -> &str {
        &self.names[name.start as usize..(name.start + name.len) as usize]
    }

    /// Whether the symbol at `index` is a unit of code.
    pub fn is_unit(&self, index: usize) -> bool {
        self.symbols.get(index).is_some_and(|symbol| symbol.unit as usize == index)
    }

    /// The text of the unit at `index` without that of the units in it, from the text that was outlined.
    pub fn own_text(&self, text: &str, index: usize) -> String {
        let Some(unit) = self.symbols.get(index) else { return String::new() };
        let mut own = String::new();
        let mut at = unit.range.start();
        for (inner, symbol) in self.symbols.iter().enumerate().skip(index + 1) {
            if symbol.range.start() >= unit.range.end() {
                break;
            }
            if self.is_unit(inner) && symbol.range.start() >= at {
                own.push_str(
                    text.get(usize::from(at)..usize::from(symbol.range.start())).unwrap_or_default(),
                );
                at = symbol.range.end();
            }
        }
        own.push_str(text.get(usize::from(at)..usize::from(unit.range.end())).unwrap_or_default());
        own
    }
}

/// A range of bytes as spans have it.
fn text_range(range: std::ops::Range<usize>) -> TextRange {
    TextRange::new((range.start as u32).into(), (range.end as u32).into())
}

/// The items of one key in a list that is sorted by it.
fn run_of<T>(items: &[T], key: impl Fn(&T) -> u32, wanted: u32) -> &[T] {
    let start = items.partition_point(|it| key(it) < wanted);
    let length = items[start..].iter().take_while(|it| key(it) == wanted).count();
    &items[start..start + length]
}
