//! What a search keeps: its states, each a place in the code and the path that is still to be gone from there.

use super::follow::At;

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
