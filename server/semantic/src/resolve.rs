//! What a call leads to, by names: imports and definitions are looked up, types are not.
//!
//! A call is never dropped: what cannot be told is said as `ambiguous`, `external` or `dynamic`.

use canton_syntax::outline::{Call, Outline};
use rustc_hash::FxHashMap;

use crate::index::units_named;
use crate::names::{last_part, without_ordinal};
use crate::{Db, File, SymbolNames, outline, path, symbol_names};

/// How a call was resolved, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// The name is bound in this file by an import that leads to one definition.
    Import,
    /// Same file or class.
    Local,
    /// Receiver unknown, one definition of that name in the federation.
    UniqueName,
    /// Several candidates.
    Ambiguous,
    /// Nothing in the federation has that name.
    External,
    /// The called expression is computed.
    Dynamic,
}

impl How {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            How::Import => "import",
            How::Local => "local",
            How::UniqueName => "unique-name",
            How::Ambiguous => "ambiguous",
            How::External => "external",
            How::Dynamic => "dynamic",
        }
    }
}

/// What a call leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// How it was resolved.
    pub how: How,
    /// The definitions: file and dotted name; one unless ambiguous, at most [`MOST_CANDIDATES`].
    pub targets: Vec<(File, String)>,
}

/// Of an ambiguous call, this many candidates are kept.
pub const MOST_CANDIDATES: usize = 8;

/// Words for the object itself, whose members are looked for in the class around the call.
const RECEIVERS: [&str; 4] = ["self", "this", "cls", "Self"];

/// The definitions of names that were looked up: many calls name the same. For one snapshot only.
#[derive(Debug, Default)]
pub struct Definitions(FxHashMap<String, Vec<(File, String)>>);

impl Definitions {
    /// Every unit whose own name is exactly `name`.
    fn named(&mut self, db: &dyn Db, name: &str) -> &[(File, String)] {
        self.0.entry(name.to_owned()).or_insert_with(|| units_named(db, name))
    }
}

/// What the call at `index` in the file's outline leads to; `None` where there is no such call.
pub fn resolve_call(
    db: &dyn Db,
    definitions: &mut Definitions,
    file: File,
    index: usize,
) -> Option<Resolution> {
    let outline = outline(db, file).as_ref().ok()?;
    let call = outline.calls.get(index)?;
    let callee = outline.text(call.callee);
    if callee.is_empty() {
        return Some(Resolution { how: How::Dynamic, targets: Vec::new() });
    }
    let local = local_target(symbol_names(db, file), call, callee);
    if let Some(name) = local {
        return Some(Resolution { how: How::Local, targets: vec![(file, name)] });
    }
    Some(across_files(db, definitions, outline, callee))
}

fn across_files(db: &dyn Db, definitions: &mut Definitions, outline: &Outline, callee: &str) -> Resolution {
    let head = callee.split('.').next().unwrap_or(callee);
    let import = outline.imports.iter().find(|import| outline.text(import.local) == head);
    let item = import.map(|import| outline.text(import.item)).filter(|item| !matches!(*item, "" | "*"));
    // `from m import f as g` is called as `g` and defined as `f`.
    let wanted = item.filter(|_| head == callee).unwrap_or_else(|| last_part(callee));
    let named = definitions.named(db, wanted);
    if let Some(import) = import {
        let module = outline.text(import.module);
        let from_module = |(file, _): &&(File, String)| is_module(file.path(db), module, item);
        let imported: Vec<_> = named.iter().filter(from_module).cloned().collect();
        if imported.len() == 1 {
            return Resolution { how: How::Import, targets: imported };
        }
    }
    let how = match named.len() {
        0 => How::External,
        1 => How::UniqueName,
        _ => How::Ambiguous,
    };
    Resolution { how, targets: named.iter().take(MOST_CANDIDATES).cloned().collect() }
}

/// A function inside the ones around the call, a member of its object, or a definition at the top of the file.
fn local_target(names: &SymbolNames, call: &Call, callee: &str) -> Option<String> {
    let defined = |name: String| {
        let found = names.named(&name).next().is_some();
        found.then_some(name)
    };
    let member =
        callee.split_once('.').filter(|(head, _)| RECEIVERS.contains(head)).map(|(_, member)| member);
    let mut around = Some(call.from).filter(|&from| from != 0);
    while let Some((index, symbol)) = around.and_then(|index| names.get(index).map(|symbol| (index, symbol)))
    {
        let scope = without_ordinal(names.name(index));
        // A plain name is never a member: in some languages it could be, and then it is looked for by name.
        let candidate = match member {
            Some(member) => scope.rsplit_once('.').map(|(class, _)| format!("{class}.{member}")),
            None => symbol.kind.is_function_like().then(|| format!("{scope}.{callee}")),
        };
        if let Some(name) = candidate.and_then(defined) {
            return Some(name);
        }
        around = Some(symbol.parent).filter(|&parent| parent != 0);
    }
    if member.is_some() { None } else { defined(callee.to_owned()) }
}

/// Whether the file at `path` can be what `module` names: its stem or its folder is the module's last word,
/// or the item's where the item is a module itself.
fn is_module(path: &str, module: &str, item: Option<&str>) -> bool {
    let stem = path::file_name(path).split('.').next().unwrap_or_default();
    let folder = path::file_name(path::parent(path));
    let last = module.rsplit(['.', '/', ':']).find(|part| !part.is_empty());
    let last = last.map(|last| last.trim_matches(['"', '\'']));
    [last, item].into_iter().flatten().any(|word| word == stem || word == folder)
}
