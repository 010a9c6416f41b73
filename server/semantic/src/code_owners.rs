//! Who owns a file by CODEOWNERS.

use canton_evidence::codeowners::{Codeowners, LOCATIONS, Ownership, Problem, parse};

use crate::files::find_file;
use crate::{Db, File, FileKind, Workspace, source_text};

/// The CODEOWNERS file that counts: the first of the places where the forges look.
#[salsa::tracked(returns(copy))]
pub fn codeowners_file(db: &dyn Db, workspace: Workspace) -> Option<File> {
    let _ = workspace;
    LOCATIONS.iter().find_map(|path| find_file(db, path))
}

/// A CODEOWNERS file's rules and problems.
#[salsa::tracked]
pub fn codeowners(db: &dyn Db, file: File) -> (Codeowners, Vec<Problem>) {
    match (file.kind(db), source_text(db, file)) {
        (Some(FileKind::Codeowners(dialect)), Ok(text)) => parse(&text, dialect),
        _ => parse("", canton_evidence::codeowners::Dialect::GitHub),
    }
}

/// Who owns a file; `Unmatched` where nothing says.
#[salsa::tracked]
pub fn ownership(db: &dyn Db, file: File) -> Ownership {
    match codeowners_file(db, Workspace::get(db)) {
        Some(rules) => codeowners(db, rules).0.owners(file.path(db)),
        None => Ownership::Unmatched,
    }
}
