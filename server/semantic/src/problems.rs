//! Claims that lead nowhere, or to too much.

use canton_syntax::outline::SymbolKind;
use rustc_hash::FxHashMap;

use crate::claims::files_matching;
use crate::files::find_file;
use crate::names::{last_part, without_ordinal};
use crate::{
    CantonId, Claimed, Db, File, FileKind, Skip, Workspace, cantons, claims_of, outline, symbol_names,
};

/// A claim that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindingProblem {
    /// Which canton of the manifest.
    pub canton: u32,
    /// Which of its claims; 0 where it claims by name.
    pub claim: u32,
    /// What is wrong.
    pub kind: BindingProblemKind,
}

/// What can be wrong with a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BindingProblemKind {
    /// It leads above the federation's root.
    OutsideRoot,
    /// There is no such file; perhaps one of these was meant.
    NoFile(Vec<String>),
    /// The file is there, and no language reads it.
    NotSource,
    /// The file cannot be read.
    Unreadable(String),
    /// The file has no such symbol; perhaps one of these was meant.
    NoSymbol(Vec<String>),
    /// The pattern fits no file.
    EmptyGlob,
    /// Nothing below the folder has the canton's name.
    NothingNamed,
    /// Several have it equally well: their ids.
    Ambiguous(Vec<String>),
}

/// The claims of a manifest's cantons that cannot be kept.
#[salsa::tracked(returns(deref))]
pub fn binding_problems(db: &dyn Db, manifest: File) -> Vec<BindingProblem> {
    let mut problems = Vec::new();
    for (canton, claims) in claims_of(db, manifest).iter().enumerate() {
        for (claim, claimed) in claims.iter().enumerate() {
            if let Some(kind) = problem_of(db, claimed) {
                problems.push(BindingProblem { canton: canton as u32, claim: claim as u32, kind });
            }
        }
    }
    problems
}

fn problem_of(db: &dyn Db, claimed: &Claimed) -> Option<BindingProblemKind> {
    match claimed {
        Claimed::Outside => Some(BindingProblemKind::OutsideRoot),
        Claimed::Unbound(none) if none.is_empty() => Some(BindingProblemKind::NothingNamed),
        Claimed::Unbound(several) => {
            let ids = several.iter().map(|(path, name)| crate::symbol_id(path, name));
            Some(BindingProblemKind::Ambiguous(ids.collect()))
        }
        Claimed::Glob(pattern) => {
            files_matching(db, pattern).next().is_none().then_some(BindingProblemKind::EmptyGlob)
        }
        Claimed::File(path) => source_at(db, path).err(),
        Claimed::Symbol { path, name } => match source_at(db, path) {
            Err(problem) => Some(problem),
            Ok(file) => missing_symbol(db, file, name),
        },
    }
}

fn source_at(db: &dyn Db, path: &str) -> Result<File, BindingProblemKind> {
    let Some(file) = find_file(db, path) else {
        return Err(BindingProblemKind::NoFile(similar_files(db, path)));
    };
    match file.kind(db) {
        Some(FileKind::Source(_)) => match unreadable(db, file) {
            Some(skip) => Err(BindingProblemKind::Unreadable(skip.to_string())),
            None => Ok(file),
        },
        _ => Err(BindingProblemKind::NotSource),
    }
}

/// Why a source file cannot be read: apart from its outline, which is another after each edit.
#[salsa::tracked]
fn unreadable(db: &dyn Db, file: File) -> Option<Skip> {
    outline(db, file).as_ref().err().cloned()
}

fn missing_symbol(db: &dyn Db, file: File, name: &str) -> Option<BindingProblemKind> {
    let names = symbol_names(db, file);
    if names.named(name).next().is_some() {
        return None;
    }
    let wanted = last_part(name);
    // Which of several definitions of a name one is changes with the code: nobody is told to write it, but whoever did.
    let has_ordinal = |name: &str| without_ordinal(name) != name;
    let all = names.iter().skip(1).filter(|(index, symbol)| {
        symbol.kind != SymbolKind::Module && (has_ordinal(name) || !has_ordinal(names.name(*index)))
    });
    let mut near: Vec<(usize, &str)> = all
        .map(|(index, _)| (distance(wanted, last_part(names.name(index))), names.name(index)))
        .filter(|&(distance, _)| distance <= wanted.len() / 3 + 1)
        .collect();
    near.sort_unstable();
    Some(BindingProblemKind::NoSymbol(near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()))
}

/// Files of the same name elsewhere, and of a similar name in the same folder.
fn similar_files(db: &dyn Db, path: &str) -> Vec<String> {
    let (folder, name) = (crate::parent(path), crate::path::file_name(path));
    let mut near: Vec<(usize, &str)> = crate::source_files(db)
        .filter_map(|file| {
            let it = file.path(db);
            let distance = distance(name, crate::path::file_name(it));
            let same_folder = crate::parent(it) == folder;
            (distance == 0 || same_folder && distance <= 3).then_some((distance, it))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, path)| path.to_owned()).collect()
}

/// The edits between two words: letters put in, taken out, replaced (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, char) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, &it) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(it != char);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

/// Cantons whose name another canton before them has: the later one, and the first.
#[salsa::tracked(returns(deref))]
pub fn duplicate_names(db: &dyn Db, workspace: Workspace) -> Vec<(CantonId, CantonId)> {
    let mut first: FxHashMap<&str, CantonId> = FxHashMap::default();
    let mut duplicates = Vec::new();
    for (name, canton) in cantons(db, workspace) {
        let Some(name) = name.as_deref() else { continue };
        match first.get(name) {
            Some(&before) => duplicates.push((*canton, before)),
            None => {
                first.insert(name, *canton);
            }
        }
    }
    duplicates
}
