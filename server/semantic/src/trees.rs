//! What the open files' texts were last made into: an accelerator beside the database, never a result.
//!
//! An entry holds its text, so it stays right whatever is cancelled or comes out of order: the edit between it
//! and the current text is found by comparing the two texts.

use canton_grammars::Language;
use canton_syntax::outline::Outline;
use canton_syntax::parse::Stopped;
use canton_syntax::parsed::Parsed;
use dashmap::DashMap;
use std::sync::Arc;

use crate::File;

/// Parsed texts by open file.
#[derive(Default)]
pub struct Trees {
    last: DashMap<File, Arc<Parsed>>,
}

impl Trees {
    /// Forgets the tree of `file`.
    pub(crate) fn close(&self, file: File) {
        self.last.remove(&file);
    }

    /// The outline of `text`, which an editor has open, made from the last one.
    pub(crate) fn outline(
        &self,
        file: File,
        text: Arc<str>,
        language: &'static Language,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Outline, Stopped> {
        // Cloned out: a guard must not be held while parsing.
        let last = self.last.get(&file).map(|entry| Arc::clone(entry.value()));
        let parsed = match last {
            Some(last) => last.edited(text, language, cancelled)?,
            None => Parsed::new(text, language, cancelled)?,
        };
        let outline = parsed.outline().clone();
        // A tree with errors is of no use for the next text; the last whole one may be again.
        if !parsed.has_error() {
            self.last.insert(file, Arc::new(parsed));
        }
        Ok(outline)
    }
}
