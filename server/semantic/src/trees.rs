//! The last syntax trees of the open files: an accelerator beside the database, never a result.
//!
//! An entry is a pair of a text and its tree, so it stays right whatever is cancelled or comes out of order:
//! the edit between it and the current text is found by comparing the two texts.

use canton_grammars::Language;
use canton_syntax::parse::{Stopped, parse};
use dashmap::DashMap;
use std::sync::Arc;
use tree_sitter::Tree;

use crate::File;

/// Texts and trees by open file.
#[derive(Default)]
pub struct Trees {
    last: DashMap<File, (Arc<str>, Tree)>,
}

impl Trees {
    /// Forgets the tree of `file`.
    pub(crate) fn close(&self, file: File) {
        self.last.remove(&file);
    }

    /// The tree of `text`, made from the last one where `keep` asks to keep trees of this file.
    pub(crate) fn tree(
        &self,
        (file, keep): (File, bool),
        text: &Arc<str>,
        language: &'static Language,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Tree, Stopped> {
        if !keep {
            return parse(text, language, None, cancelled);
        }
        // Cloned out: a guard must not be held while parsing.
        let last = self.last.get(&file).map(|entry| entry.value().clone());
        let previous = last.as_ref().map(|(text, tree)| (&**text, tree));
        let tree = parse(text, language, previous, cancelled)?;
        // A tree with errors is of no use for the next text; the last whole one may be again.
        if !tree.root_node().has_error() {
            self.last.insert(file, (Arc::clone(text), tree.clone()));
        }
        Ok(tree)
    }
}
