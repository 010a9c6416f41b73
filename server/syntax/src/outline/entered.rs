//! What the language itself calls something of: what a block is run with, what a loop goes through. Each stands among
//! the calls as what is written to does, with a mark behind the path.

use tree_sitter::Node;

use super::walk::Walker;
use super::writes::place;

/// Behind a path that is entered; before it, that it is what the function is given, and of no type.
const ENTERED: &str = ".~";
const UNTYPED: char = '?';

impl<'t> Walker<'t> {
    /// Something is entered that a path names, perhaps under a name; only what the function is given and is of no type
    /// where that is asked.
    pub(super) fn mark_entered(&mut self, value: Option<Node<'t>>, is_given: bool) {
        let bodies = &self.tables.bodies;
        let is_path =
            |it: &Node<'t>| bodies.names.contains(it.kind_id()) || bodies.members.contains(it.kind_id());
        let entered = value.map(|it| if is_path(&it) { it } else { it.named_child(0).unwrap_or(it) });
        if let Some(value) = entered.filter(is_path)
            && let is_untyped = self.is_given_untyped(self.slice(value))
            && (is_untyped || !is_given)
        {
            let mut path = std::mem::take(&mut self.scratch);
            place(self.slice(value), &mut path);
            path.extend(is_untyped.then_some(UNTYPED));
            path.push_str(ENTERED);
            self.push_write(&path, value, None);
            self.scratch = path;
        }
    }

    /// Whether a name is a parameter of the innermost function that has no type.
    fn is_given_untyped(&self, name: &str) -> bool {
        let current = self.current();
        let mut own = self.parameters.iter().rev().filter(|it| it.symbol == current);
        own.any(|it| it.type_.len == 0 && !it.is_rest && self.names.get(it.name) == name)
    }
}
