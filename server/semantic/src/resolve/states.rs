//! What a search keeps: its states, each a place in the code and the path that is still to be gone from there, and what
//! it has looked into.

use super::follow::At;
use super::lookup::Lookup;
use crate::File;
use crate::bodies::{Locals, locals};

/// Every state that was met, in the order in which they are looked at; so few that they are just compared. Their paths
/// stand in one text.
#[derive(Debug, Default)]
pub(super) struct States {
    text: String,
    all: Vec<(At, std::ops::Range<usize>)>,
}

impl States {
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Adds a state whose path is made of these parts, if it is a new one.
    pub(super) fn add(&mut self, at: At, parts: &[&str]) {
        let start = self.text.len();
        parts.iter().for_each(|it| self.text.push_str(it));
        let (before, path) = self.text.split_at(start);
        let is_known = |(other, range): &(At, std::ops::Range<usize>)| {
            range.len() == path.len() && *other == at && &before[range.clone()] == path
        };
        match self.all.iter().any(is_known) {
            true => self.text.truncate(start),
            false => self.all.push((at, start..self.text.len())),
        }
    }

    /// The state at an index; its path replaces what stands in `path`.
    pub(super) fn read(&self, index: usize, path: &mut String) -> Option<At> {
        let (at, range) = self.all.get(index)?;
        path.clear();
        path.push_str(&self.text[range.clone()]);
        Some(*at)
    }
}

/// What a search has looked into, so that it asks for nothing twice.
pub(super) struct Seen<'db> {
    files: Vec<Lookup<'db>>,
    locals: Vec<(File, u32, &'db Locals)>,
}

impl<'db> Seen<'db> {
    pub(super) fn new(from: &Lookup<'db>) -> Seen<'db> {
        Seen { files: vec![from.clone()], locals: Vec::new() }
    }

    /// Where names are looked up in a symbol.
    pub(super) fn lookup(&mut self, file: File, symbol: u32) -> Lookup<'db> {
        let known = self.files.iter().position(|it| it.file == file).unwrap_or_else(|| {
            self.files.push(Lookup::new(self.files[0].db, file, symbol));
            self.files.len() - 1
        });
        self.files[known].in_file(file, symbol)
    }

    /// What names stand for in a symbol.
    pub(super) fn locals(&mut self, file: File, symbol: u32) -> &'db Locals {
        let is_it = |it: &&(File, u32, _)| it.1 == symbol && it.0 == file;
        if let Some((.., known)) = self.locals.iter().find(is_it) {
            return known;
        }
        let found = locals(self.files[0].db, file, symbol);
        self.locals.push((file, symbol, found));
        found
    }
}
