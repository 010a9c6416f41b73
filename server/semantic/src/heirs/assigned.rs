//! What the code of a file puts in the place of something else: what it assigns, sets under names, puts into the tables
//! of members and of modules.

use canton_grammars::Language;
use canton_grammars::tables::Writes;
use canton_syntax::outline::{BindingKind, Outline, SymbolKind, ValueKind};

use crate::composition::is_judged;
use crate::index::hash_of;
use crate::names::last_part;
use crate::{Db, File, FileKind, Skeleton, SymbolNames, symbol_names};

/// What stands behind a path that is not assigned to, but read, given away or entered.
const READ: char = '^';
const LENT: char = '&';
const ENTERED: char = '~';

/// Something that is assigned to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assigned {
    /// The hash of its last name.
    pub(super) name: u64,
    /// The symbol that does.
    pub(super) symbol: u32,
    /// The path that has it as a member; empty for a plain name.
    pub(super) holder: Box<str>,
}

/// The name of what is assigned where that is not seen.
pub(crate) const ANY: &str = "*";
/// What has the names of the file itself as its parts.
pub(crate) const OWN_NAMES: &str = "()";

/// Before the whole path of what is assigned to, which no import in the file gives a name.
pub(crate) const WHOLE: &str = "=";

/// What the product code of a file assigns from outside of it, sorted by the hash of the names.
#[salsa::tracked(returns(deref))]
pub(super) fn file_assigned(db: &dyn Db, file: File) -> Box<[Assigned]> {
    let Some(FileKind::Source(language)) = file.kind(db) else { return Box::default() };
    let made = |outline: &Outline| assigned_in(outline, symbol_names(db, file), language);
    let found = Skeleton::part(db, file, |it| &it.assigned, made).unwrap_or_default();
    found.into_iter().filter(|it| is_judged(db, file, it.symbol)).collect()
}

/// What a file assigns from outside of it, tests among it; sorted by the hash of the names.
pub(crate) fn assigned_in(outline: &Outline, names: &SymbolNames, language: &Language) -> Box<[Assigned]> {
    let writes = &language.tables().writes;
    let mut found: Vec<Assigned> = Vec::new();
    let mut push = |symbol: u32, holder: &str, name: &str| {
        found.push(Assigned { name: hash_of(&name), symbol, holder: holder.into() });
    };
    for (call, at) in outline.calls.iter().zip(0..) {
        match call.form.is_write() {
            true => written(writes, call.from, outline.text(call.callee), &mut push),
            false => set_by_call(outline, writes, at, &mut push),
        }
    }
    own_names_kept(outline, writes, &mut push);
    joined_by_decorators(outline, writes, &mut push);
    if !writes.setters.is_empty() {
        defined_in_place(names, &mut push);
    }
    found.sort_by_key(|it| (it.name, it.symbol));
    found.dedup();
    found.into()
}

/// What is assigned to by a path in a symbol.
fn written(writes: &Writes, symbol: u32, path: &str, push: &mut impl FnMut(u32, &str, &str)) {
    if path.ends_with([READ, LENT, ENTERED]) {
        return;
    }
    if let Some((holder, name)) = set_in_table(writes, path) {
        return push(symbol, &holder, name);
    }
    let is_own = path.starts_with("self.") || path.starts_with("this.");
    if let Some(holder) = path.strip_suffix(".prototype") {
        push(symbol, holder, ANY);
    } else if path.strip_suffix(".[]").is_some_and(|it| owns_names(writes, symbol, it)) {
        push(symbol, OWN_NAMES, ANY);
    } else if !is_own && !path.ends_with([']', ')']) {
        push(symbol, path.rsplit_once('.').map_or("", |it| it.0), last_part(path));
    }
}

/// What the call at `index` puts in the place of something: `setattr`, a method of a table, `patch`.
fn set_by_call(outline: &Outline, writes: &Writes, index: u32, push: &mut impl FnMut(u32, &str, &str)) {
    let symbol = outline.calls[index as usize].from;
    let path = outline.text(outline.called_path(index));
    if writes.setters.iter().any(|it| it == path)
        && let Some((holder, name)) = set_by(outline, index)
    {
        push(symbol, holder, name);
    }
    if let Some((holder, name)) = set_by_method(writes, symbol, path) {
        push(symbol, holder, name);
    }
    if let Some(class) = class_joined(writes, path) {
        push(symbol, class, ANY);
    }
    if writes.patches.iter().any(|it| it == path)
        && let Some((holder, name)) = word_of(outline, index).and_then(|it| it.rsplit_once('.'))
    {
        push(symbol, &format!("{WHOLE}{holder}"), name);
    }
}

/// The class that a called path puts another one below, which may be asked for any of its members then.
fn class_joined<'a>(writes: &Writes, path: &'a str) -> Option<&'a str> {
    let (class, method) = path.rsplit_once('.')?;
    let is_class = class.rsplit('.').next().is_some_and(|it| it.starts_with(char::is_uppercase));
    (is_class && writes.joins.iter().any(|it| it == method)).then_some(class)
}

/// The same of what decorates classes: `@Job.register`.
fn joined_by_decorators(outline: &Outline, writes: &Writes, push: &mut impl FnMut(u32, &str, &str)) {
    for it in outline.bindings.iter().filter(|it| !writes.joins.is_empty() && outline.text(it.name) == "@") {
        if let Some(class) = class_joined(writes, outline.text(it.value)) {
            push(0, class, ANY);
        }
    }
}

/// The names of the file itself that something is bound to, which may change them.
fn own_names_kept(outline: &Outline, writes: &Writes, push: &mut impl FnMut(u32, &str, &str)) {
    // `vars(x)` gives the members of `x`.
    let is_plain = |symbol: u32, callee: &str| {
        let mut calls =
            outline.calls.iter().filter(|it| it.from == symbol && outline.text(it.callee) == callee);
        calls.any(|it| it.form.positional() != Some(1))
    };
    for it in outline.bindings.iter().filter(|_| !writes.own_names.is_empty()) {
        let value = outline.text(it.value);
        if it.kind == BindingKind::Made
            && owns_names(writes, it.symbol, &format!("{value}()"))
            && is_plain(it.symbol, value)
        {
            push(it.symbol, OWN_NAMES, ANY);
        }
    }
}

/// Functions that are defined where they are assigned: `Job.prototype.run = () => …`.
fn defined_in_place(names: &SymbolNames, push: &mut impl FnMut(u32, &str, &str)) {
    for (index, it) in names.iter().filter(|(_, it)| it.kind == SymbolKind::Function) {
        let own = names.plain_name(index);
        let own = match it.parent {
            0 => own,
            parent => own.get(names.plain_name(parent).len() + 1..).unwrap_or_default(),
        };
        if let Some((holder, name)) = own.rsplit_once('.') {
            push(it.parent, holder, name);
        }
    }
}

/// What the call at `index` puts something into, and the name under which it does.
fn set_by(outline: &Outline, index: u32) -> Option<(&str, &str)> {
    let argument = |place: u8| {
        let mut all = outline.arguments_of(index).iter();
        all.find(|it| it.key().is_none() && it.position == place && !it.is_callee()).map(|it| it.value())
    };
    let holder = argument(0).filter(|it| it.kind.leads())?;
    let name = argument(1).filter(|it| it.kind == ValueKind::Word).map_or(ANY, |it| outline.text(it.text));
    Some((outline.text(holder.text), name))
}

/// The word that the call at `index` is given first.
fn word_of(outline: &Outline, index: u32) -> Option<&str> {
    let mut all = outline.arguments_of(index).iter();
    let first = all.find(|it| it.key().is_none() && it.position == 0 && !it.is_callee())?;
    Some(first.value()).filter(|it| it.kind == ValueKind::Word).map(|it| outline.text(it.text))
}

/// Whether a path in a symbol gives the names of the file.
fn owns_names(writes: &Writes, symbol: u32, path: &str) -> bool {
    let is_one_of = |all: &[String]| all.iter().any(|it| it == path);
    is_one_of(&writes.own_names) && (symbol == 0 || !is_one_of(&writes.local_names))
}

/// What a method puts something into that a table of members is called by, `job.__dict__.update(…)`, and the name.
fn set_by_method<'a>(writes: &Writes, symbol: u32, path: &'a str) -> Option<(&'a str, &'static str)> {
    let (table, method) = path.rsplit_once('.')?;
    if !writes.methods.iter().any(|it| it == method) {
        return None;
    }
    if owns_names(writes, symbol, table) {
        return Some((OWN_NAMES, ANY));
    }
    let (holder, last) = table.rsplit_once('.')?;
    writes.tables.iter().any(|it| it == last).then_some((holder, ANY))
}

/// What is written to by a table of members or of modules, and the name.
fn set_in_table(writes: &Writes, path: &str) -> Option<(String, &'static str)> {
    if let Some((holder, last)) = path.rsplit_once('.')
        && writes.tables.iter().any(|it| it == last)
    {
        return Some((holder.to_owned(), ANY));
    }
    // The class of an object is put in the place of another.
    if path.strip_suffix(".[]").is_some_and(|it| writes.rewrites.iter().any(|(_, word)| word == it)) {
        return Some((path.trim_end_matches(".[]").to_owned(), ANY));
    }
    let mut tables = writes.module_tables.iter();
    let module = tables.find_map(|it| path.strip_prefix(it.as_str())?.strip_prefix('.'))?;
    match module {
        "[]" => None,
        "__name__" => Some((OWN_NAMES.to_owned(), ANY)),
        module => Some((format!("{WHOLE}{module}"), ANY)),
    }
}
