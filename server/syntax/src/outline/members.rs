//! Which members a function names: enough to say of most names that it names none of them.

use tree_sitter::Node;

use super::bindings::hash_of;
use super::walk::Walker;

/// The members that a symbol names, each as one of a few bits, and whether it does anything with its own object but to
/// ask for members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Members(u32);

impl Members {
    /// The bit for the object itself.
    const WHOLE: u32 = 1 << 31;

    /// Whether a member of that name may be named; false is sure.
    pub fn may_have(self, name: &str) -> bool {
        self.0 & bit(name) != 0
    }

    /// Whether any member is named.
    pub fn has_any(self) -> bool {
        self.0 & !Members::WHOLE != 0
    }

    /// Whether the object itself is used for more than its members: given, compared, gone through.
    pub fn uses_whole(self) -> bool {
        self.0 & Members::WHOLE != 0
    }
}

fn bit(name: &str) -> u32 {
    1 << ((hash_of(name) >> 32) % 31)
}

/// Before a type that is more than a name.
pub(super) const COMPOSED: char = '?';
/// Longer types are not kept.
const MOST_BYTES: usize = 256;

impl<'t> Walker<'t> {
    /// The type of a parameter: its name, or behind a [`COMPOSED`] mark all of it, `?list[Money]`.
    pub(super) fn whole_type(&mut self, text: &str) -> super::Name {
        let plain = self.plain_type(text);
        if plain.len > 0 { plain } else { self.composed_type(text) }
    }

    /// A type of which only the names in it are kept, if they are; empty for none.
    pub(super) fn composed_type(&mut self, text: &str) -> super::Name {
        match text.len() {
            0 => super::Name::default(),
            length if length > MOST_BYTES => self.names.intern(&COMPOSED.to_string()),
            _ => self.names.intern(&format!("{COMPOSED}{text}")),
        }
    }

    /// Reads the name of a member.
    pub(super) fn name_member(&mut self, node: Node<'t>) {
        let Some(name) = node.child_count().checked_sub(1).and_then(|it| node.child(it)) else {
            return;
        };
        let bit = bit(self.slice(name));
        let symbol = self.current() as usize;
        self.symbols[symbol].members.0 |= bit;
    }

    /// Reads the word for the object itself, which is more than the beginning of a path.
    pub(super) fn name_whole(&mut self) {
        let symbol = self.current() as usize;
        self.symbols[symbol].members.0 |= Members::WHOLE;
    }
}
