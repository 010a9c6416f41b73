//! The inputs: everything that a query can depend on.

#![expect(missing_docs, reason = "salsa writes constructors and setters without any")]

use canton_evidence::codeowners::Dialect;
use canton_grammars::Language;
use rustc_hash::FxHashMap;
use std::sync::Arc;

use crate::{BaseSymbols, Skeleton};

/// A file. Its text is read through [`crate::System`] and kept nowhere; `revision` stands for it.
#[salsa::input(debug)]
pub struct File {
    /// Relative to the federation's root, with `/`.
    #[returns(deref)]
    pub path: Arc<str>,
    /// What it is read as; `None` for a file that is gone.
    #[returns(copy)]
    pub kind: Option<FileKind>,
    /// Another number whenever the text may be another.
    #[returns(copy)]
    pub revision: u64,
    /// An editor has it open.
    #[returns(copy)]
    pub open: bool,
    /// What the base of the review had here.
    #[returns(ref)]
    pub base: BaseSymbols,
    /// `.gitattributes` says that it is generated or vendored.
    #[returns(copy)]
    pub marked_generated: bool,
    /// The folder that it stands in.
    #[returns(copy)]
    pub shard: Shard,
    /// What stands in it beside what its functions do; `None` unless it is open.
    #[returns(ref)]
    pub skeleton: Option<Arc<Skeleton>>,
}

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A source file of a language.
    Source(&'static Language),
    /// `canton.yaml`, `*.canton.yaml`.
    Manifest,
    /// `federation.yaml`.
    Federation,
    /// `canton.lock`.
    Lock,
    /// CODEOWNERS.
    Codeowners(Dialect),
    /// Says how names of modules lead to files: `tsconfig.json`, `package.json`.
    Project,
    /// The list of owners that `federation.yaml` names.
    Roster,
    /// A Terraform plan that a check was given.
    Plan,
    /// A SCIP index: bytes, and no text.
    Scip,
}

/// One folder: files are grouped so that an edit revalidates its own folder and no more.
#[salsa::input(debug)]
pub struct Shard {
    /// Relative to the root; empty for the root.
    #[returns(deref)]
    pub folder: Arc<str>,
    /// The folder above; `None` for the root.
    #[returns(copy)]
    pub parent: Option<Shard>,
    /// The files in the folder itself that exist, sorted by path.
    #[returns(deref)]
    pub files: Vec<File>,
}

/// The federation.
#[salsa::input(singleton, debug)]
pub struct Workspace {
    /// Every folder by its path. Each has its parent in the map.
    #[returns(ref)]
    pub folders: FxHashMap<Arc<str>, Shard>,
    /// Every folder, sorted by path.
    #[returns(deref)]
    pub shards: Vec<Shard>,
    /// The files that an editor has open, sorted by path.
    #[returns(deref)]
    pub open: Vec<File>,
    /// Calls are looked at: rules are judged. While files are still being read for the first time they are not,
    /// since a call may lead to any of them.
    #[returns(copy)]
    pub judges: bool,
    /// Today, as year, month, day: exceptions run out.
    #[returns(copy)]
    pub today: (u16, u8, u8),
}
