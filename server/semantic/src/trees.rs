//! What the open files' texts were last made into: an accelerator beside the database.
//!
//! An entry holds its text, so it stays right whatever is cancelled or comes out of order: the edit between it
//! and the current text is found by comparing the two texts.

use canton_grammars::Language;
use canton_syntax::outline::{Outline, outline_unless};
use canton_syntax::parse::Stopped;
use canton_syntax::parsed::Parsed;
use dashmap::DashMap;
use std::sync::Arc;

use crate::File;

/// Parsed texts by open file.
#[derive(Default)]
pub struct Trees {
    /// The last texts without errors.
    whole: DashMap<File, Arc<Parsed>>,
    /// The texts with errors since, with their outlines.
    broken: DashMap<File, Broken>,
}

/// A text with errors. In haste its outline is made from an incremental parse, which may differ from a fresh one:
/// it serves until there is time for that.
#[derive(Clone)]
struct Broken {
    text: Arc<str>,
    outline: Result<Outline, Stopped>,
    is_exact: bool,
}

impl Trees {
    /// Forgets what is known of `file`.
    pub(crate) fn close(&self, file: File) {
        self.whole.remove(&file);
        self.broken.remove(&file);
    }

    /// The outline of `text`, which an editor has open, made from the last one.
    pub(crate) fn outline(
        &self,
        file: File,
        text: Arc<str>,
        language: &'static Language,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Outline, Stopped> {
        if let Some(known) = self.broken.get(&file).filter(|it| it.is_exact && it.text == text) {
            return known.outline.clone();
        }
        // Cloned out: a guard must not be held while parsing.
        let last = self.whole.get(&file).map(|entry| Arc::clone(entry.value()));
        let parsed = match last {
            Some(last) => last.edited(Arc::clone(&text), language, cancelled)?,
            None => Parsed::new(Arc::clone(&text), language, cancelled)?,
        };
        let outline = parsed.outline();
        if parsed.has_error() {
            let is_exact = parsed.is_exact();
            self.broken.insert(file, Broken { text, outline: Ok(outline.clone()), is_exact });
        } else {
            self.broken.remove(&file);
            self.whole.insert(file, Arc::new(parsed));
        }
        Ok(outline)
    }

    /// Parses a text afresh that was outlined in haste, if there is one; true where its outline is another, which
    /// [`Trees::outline`] gives from now on.
    pub(crate) fn confirm(
        &self,
        file: File,
        language: &'static Language,
        cancelled: &dyn Fn() -> bool,
    ) -> bool {
        let Some(hasty) = self.broken.get(&file).filter(|it| !it.is_exact).map(|it| it.clone()) else {
            return false;
        };
        let outline = outline_unless(&hasty.text, language, cancelled);
        if outline == Err(Stopped::Cancelled) {
            return false;
        }
        let is_other = outline != hasty.outline;
        self.broken.insert(file, Broken { outline, is_exact: true, ..hasty });
        is_other
    }
}
