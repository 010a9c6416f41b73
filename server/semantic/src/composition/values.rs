//! What an argument is: a word, a parameter of the caller, or nothing that can be seen.

use canton_syntax::outline::{BindingKind, SymbolKind, Value, ValueKind};

use crate::bodies::{locals, signature};
use crate::resolve::class_named;
use crate::{Body, Db, File, FileKind, Target, scope, symbol_key, symbol_names};

/// What a parameter is given by a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// A word, or `true` and `false`.
    Word(String),
    /// What a parameter of the calling symbol holds.
    Parameter(String),
    /// Something that cannot be seen.
    Unknown,
    /// There is no such parameter.
    Nothing,
}

/// A call, as far as its arguments go.
#[derive(Clone, Copy)]
pub(super) struct Passed<'db> {
    pub(super) db: &'db dyn Db,
    pub(super) file: File,
    pub(super) symbol: u32,
    pub(super) body: &'db Body,
    pub(super) call: u32,
    /// The function that is called.
    pub(super) target: Target,
}

impl<'db> Passed<'db> {
    /// What the parameter of that name is given, and by which of the call's arguments.
    pub(super) fn parameter(&self, name: &str) -> (Given, Option<u32>) {
        let arguments = self.body.arguments_of(self.call);
        let keyed = arguments.iter().rposition(|it| it.key.is_some_and(|key| self.body.text(key) == name));
        if let Some(at) = keyed {
            return (self.value(arguments[at].value), Some(at as u32));
        }
        let callee = &signature(self.db, self.target.key(self.db)).parameters;
        let Some(index) = callee.iter().position(|it| &*it.name == name) else {
            return (Given::Nothing, None);
        };
        let parameter = &callee[index];
        let Some(count) = self.body.calls[self.call as usize].form.positional() else {
            return (Given::Unknown, None);
        };
        let place = callee[..index].iter().filter(|it| it.by_place).count();
        if parameter.by_place && place < usize::from(count) {
            let at = arguments.iter().position(|it| it.key.is_none() && usize::from(it.position) == place);
            let Some(at) = at else { return (Given::Unknown, None) };
            return (self.value(arguments[at].value), Some(at as u32));
        }
        // An object that is no literal may have the name.
        let takes_object = callee.iter().all(|it| !it.by_place);
        match &parameter.default {
            Some((kind, text)) if !(takes_object && count > 0 && arguments.is_empty()) => {
                (word_at(self.db, self.target.file, *kind, text), None)
            }
            _ => (Given::Unknown, None),
        }
    }

    /// Whether any argument is one of these words.
    pub(super) fn has_word(&self, is_it: impl Fn(&str) -> bool) -> bool {
        let mut values = self.body.arguments_of(self.call).iter().map(|it| self.value(it.value));
        values.any(|it| matches!(it, Given::Word(word) if is_it(&word)))
    }

    fn value(&self, value: Value) -> Given {
        let text = self.body.text(value.text);
        if value.kind != ValueKind::Path || text.contains('.') {
            return word_at(self.db, self.file, value.kind, text);
        }
        let names = symbol_names(self.db, self.file);
        let is_parameter = |symbol: u32| {
            let of = locals(self.db, symbol_key(self.db, self.file, symbol));
            of.parameters.iter().any(|it| of.text(it.name) == text && !it.is_rest)
        };
        if is_parameter(self.symbol) {
            return Given::Parameter(text.to_owned());
        }
        let mut around = names.get(self.symbol).map_or(0, |it| it.parent);
        while let Some(symbol) = names.get(around).filter(|_| around != 0) {
            if symbol.kind.is_function_like() && is_parameter(around) {
                return Given::Unknown;
            }
            around = symbol.parent;
        }
        match self.constant_around(text) {
            Some(word) => Given::Word(word),
            None => word_at(self.db, self.file, value.kind, text),
        }
    }

    /// A constant of the classes around, where a plain name may be a member.
    fn constant_around(&self, name: &str) -> Option<String> {
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return None };
        if !language.modules().implicit_self {
            return None;
        }
        let names = symbol_names(self.db, self.file);
        let mut around = self.symbol;
        while let Some(symbol) = names.get(around).filter(|_| around != 0) {
            let holder = Target { file: self.file, symbol: around };
            if let Some(word) = word_in(self.db, holder, name).filter(|_| symbol.kind.is_class_like()) {
                return Some(word);
            }
            around = symbol.parent;
        }
        None
    }
}

/// A value as it means at the top of a file: a word, a constant, a member of an enumeration.
fn word_at(db: &dyn Db, file: File, kind: ValueKind, text: &str) -> Given {
    match kind {
        ValueKind::Word => Given::Word(text.to_owned()),
        ValueKind::Bool => Given::Word(text.to_lowercase()),
        ValueKind::Path => constant(db, file, text).map_or(Given::Unknown, Given::Word),
        ValueKind::Follow | ValueKind::Callee | ValueKind::Unknown => Given::Unknown,
    }
}

fn constant(db: &dyn Db, file: File, path: &str) -> Option<String> {
    let path = path.strip_suffix(".value").unwrap_or(path);
    let (class, name) = match path.rsplit_once('.') {
        None => {
            return word_in(db, Target { file, symbol: 0 }, path).or_else(|| imported_word(db, file, path));
        }
        Some((class, name)) => (class_named(db, file, class)?, name),
    };
    let kind = symbol_names(db, class.file).get(class.symbol)?.kind;
    matches!(kind, SymbolKind::Class | SymbolKind::Enum).then(|| word_in(db, class, name))?
}

/// What a name that is bound in a module or class is, if that is a word.
fn word_in(db: &dyn Db, holder: Target, name: &str) -> Option<String> {
    let scope = scope(db, holder.file);
    let binding = scope.binding(holder.symbol, name)?;
    matches!(binding.kind, BindingKind::Word | BindingKind::Bool)
        .then(|| scope.text(binding.value).to_owned())
}

/// A constant of another file of the federation.
fn imported_word(db: &dyn Db, file: File, name: &str) -> Option<String> {
    let (holder, item) = crate::resolve::imported_from(db, file, name)?;
    word_in(db, Target { file: holder, symbol: 0 }, &item)
}
