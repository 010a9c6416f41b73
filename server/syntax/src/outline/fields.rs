//! What the fields of a definition say: its name, its container, its body.

use canton_grammars::tables::Definition;
use tree_sitter::Node;

use super::calls::is_name_byte;
use super::walk::Walker;

/// What a definition's fields say.
pub(super) struct Found<'t> {
    pub(super) name: &'t str,
    pub(super) name_range: std::ops::Range<usize>,
    pub(super) container: Option<&'t str>,
    /// The id of the body's node; 0 for none.
    pub(super) body: usize,
}

impl<'t> Walker<'t> {
    /// `None` if the node is no such definition.
    pub(super) fn read_definition(&self, node: Node<'t>, definition: &'t Definition) -> Option<Found<'t>> {
        let mut holder = node;
        if let Some(field) = definition.value {
            holder =
                only_child(node.child_by_field_id(field)?, |it| definition.values.contains(it.kind_id()));
            if !definition.values.contains(holder.kind_id()) {
                return None;
            }
        }
        let body = definition.body.and_then(|it| holder.child_by_field_id(it));
        if definition.body_required && body.is_none() {
            return None;
        }
        let container = definition.container.and_then(|it| node.child_by_field_id(it));
        let (name, name_range) = match definition.name {
            Some(field) => self.read_name(node.child_by_field_id(field)?, definition)?,
            None => (definition.called.as_str(), node.start_byte()..node.start_byte()),
        };
        Some(Found {
            name,
            name_range,
            container: container.and_then(|it| type_name(self.slice(it))),
            body: body.map_or(0, |it| it.id()),
        })
    }

    fn read_name(
        &self,
        node: Node<'t>,
        definition: &Definition,
    ) -> Option<(&'t str, std::ops::Range<usize>)> {
        let accepts = |it: Node<'_>| definition.names.is_empty() || definition.names.contains(it.kind_id());
        let node = only_child(node, accepts);
        if !accepts(node) {
            return None;
        }
        let text = self.slice(node);
        if !text.bytes().all(|it| is_name_byte(it) || it == b'.') {
            // A type: `impl<T> a::S<T>`. Anything else is computed.
            let name = if definition.kind.is_empty() { type_name(text)? } else { return None };
            return Some((name, node.byte_range()));
        }
        let last = text.rfind('.').map_or(0, |it| it + 1);
        if text.is_empty() || last == text.len() {
            return None;
        }
        let range = node.start_byte() + last..node.end_byte();
        Some((without_prefix(text, definition), range))
    }
}

fn without_prefix<'n>(name: &'n str, definition: &Definition) -> &'n str {
    for prefix in &definition.drop_prefixes {
        match name.strip_prefix(prefix.as_str()) {
            // A scope of that name adds nothing; a function has no other name.
            Some("") if definition.kind.is_empty() => return "",
            Some(rest) if rest.starts_with('.') => return &rest[1..],
            _ => (),
        }
    }
    name
}

/// The accepted node inside one that is nothing but that node.
fn only_child<'n>(mut node: Node<'n>, accepts: impl Fn(Node<'n>) -> bool) -> Node<'n> {
    while !accepts(node) {
        match node.named_child(0) {
            Some(child) if child.byte_range() == node.byte_range() => node = child,
            _ => break,
        }
    }
    node
}

/// The name of a type, in whatever it is written: `S` in `&'a mut a::S<T>`, `(s *S[T])`, `dyn S + Send`.
fn type_name(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['(', '&', '*', ' ']);
    let head = text.split(['<', '[', '+']).next().unwrap_or_default();
    let head = head.trim_end_matches(|it: char| it.is_whitespace() || matches!(it, ')' | ':' | '!' | ','));
    let begin = head.bytes().rposition(|it| !is_name_byte(it)).map_or(0, |it| it + 1);
    let name = &head[begin..];
    (!name.is_empty()).then_some(name)
}
