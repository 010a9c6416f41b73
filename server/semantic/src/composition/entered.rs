//! What is entered: the language itself calls something of it.

use super::run::Run;
use crate::bodies::{callers, locals};
use crate::index::members_named;
use crate::resolve::called_by_itself;
use crate::{FileKind, Target};

/// Behind what is entered.
const ENTERED: &str = ".~";
/// Behind what the function is given, and of no type.
const UNTYPED: char = '?';

/// The path that something written to is, where it is entered and not written to.
pub(super) fn entered(written: &str) -> Option<&str> {
    written.strip_suffix(ENTERED).map(|it| it.trim_end_matches(UNTYPED))
}

impl Run<'_> {
    /// Whether it is not known what is done when something is entered: a function that does something, or what the
    /// function is given, of which nothing is known.
    pub(super) fn enters(&self, written: &str) -> bool {
        let path = entered(written).unwrap_or(written);
        let (called, is_cut) = called_by_itself(self.db, self.file, self.symbol, path);
        let is_untyped = path.len() + ENTERED.len() < written.len();
        is_cut
            || called.into_iter().any(|it| self.does(it))
            || self.is_given_function(path)
            || is_untyped && self.may_be_entered()
    }

    /// Whether the type of a parameter says that it is a function.
    fn is_given_function(&self, path: &str) -> bool {
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return false };
        let types = &language.tables().writes.function_types;
        let own = locals(self.db, self.key);
        let is_function = |type_: &str| {
            let type_ = type_.trim_start_matches([UNTYPED, ' ']);
            types.iter().any(|it| type_.starts_with(it.as_str()))
        };
        let mut given = own.parameters.iter().filter(|_| !types.is_empty());
        given.any(|it| {
            let type_ = own.text(it.type_);
            // Of a type that is no name, it is not said whose it is.
            let is_one = is_function(type_)
                || type_.is_empty() && own.types.iter().any(|it| is_function(own.text(*it)));
            own.text(it.name) == path && is_one
        })
    }

    /// Whether anything in the federation may do something where it is entered or left. What it does is not asked: that
    /// would let what every function does rest on what all of these do.
    fn may_be_entered(&self) -> bool {
        let Some(FileKind::Source(language)) = self.file.kind(self.db) else { return false };
        let mut members = language.tables().writes.entering.iter();
        let calls = |it: &Target| callers(self.db, it.file).get(it.symbol as usize) == Some(&true);
        members.any(|it| members_named(self.db, it, true).all().iter().any(calls))
    }
}
