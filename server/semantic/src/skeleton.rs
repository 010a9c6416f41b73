//! What stands in a file beside what its functions do: names, what they stand for outside of functions, what is
//! imported.
//!
//! Hardly any keystroke changes it, and nearly all that is known of other files rests on it. So the skeleton of an open
//! file is an input, which is written only where it has become another: a keystroke leaves alone what rests on
//! skeletons and on closed files, and it is not even asked whether that still holds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use canton_grammars::Language;
use canton_syntax::outline::Outline;

use crate::bodies::{callers_in, local_imports_in};
use crate::heirs::{Assigned, assigned_in};
use crate::{
    Db, File, FileKind, RootDatabase, Scope, SymbolNames, Workspace, is_federation, outline, source_text,
};

/// What stands in an open file beside what its functions do.
#[derive(Debug, PartialEq, Eq)]
pub struct Skeleton {
    /// See [`crate::symbol_names`].
    pub(crate) names: SymbolNames,
    /// See [`crate::scope`].
    pub(crate) scope: Scope,
    /// See [`crate::bodies::local_imports`].
    pub(crate) local_imports: Box<[(u32, u32)]>,
    /// See [`crate::bodies::callers`].
    pub(crate) callers: Box<[bool]>,
    /// See [`assigned_in`].
    pub(crate) assigned: Box<[Assigned]>,
}

/// A longer text is too long to be read before anything else is done, in bytes.
const MOST_TEXT: usize = 256 << 10;

impl Skeleton {
    fn of(outline: &Outline, language: &'static Language) -> Skeleton {
        let names = SymbolNames::of(outline, Some(language));
        let scope = Scope::of(outline);
        let assigned = assigned_in(outline, &names, language);
        let (local_imports, callers) = (local_imports_in(outline), callers_in(outline));
        Skeleton { names, scope, local_imports, callers, assigned }
    }

    /// That of an open file now. `None` for one that is not open, or cannot be read at once, and where nobody uses
    /// Canton: its parts are made of its outline, as those of a closed file are.
    pub(crate) fn now(db: &RootDatabase, file: File) -> Option<Arc<Skeleton>> {
        let Some(FileKind::Source(language)) = file.kind(db).filter(|_| file.open(db)) else { return None };
        if !is_federation(db, Workspace::get(db)) {
            return None;
        }
        source_text(db, file).ok().filter(|it| it.len() <= MOST_TEXT)?;
        // Who asks for the outline hears of a panic. The change must be seen all the same.
        let outline = catch_unwind(AssertUnwindSafe(|| outline(db, file).as_ref().ok()));
        outline.ok().flatten().map(|outline| Arc::new(Skeleton::of(outline, language)))
    }

    /// A part of what stands in a file: as it is kept while the file is open, or made of its outline.
    pub(crate) fn part<T: Clone>(
        db: &dyn Db,
        file: File,
        kept: impl FnOnce(&Skeleton) -> &T,
        made: impl FnOnce(&Outline) -> T,
    ) -> Option<T> {
        match file.skeleton(db) {
            Some(skeleton) => Some(kept(skeleton).clone()),
            None => outline(db, file).as_ref().ok().map(made),
        }
    }
}
