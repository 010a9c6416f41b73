//! What the fields of a definition say: its name, its container, its body.

use canton_grammars::tables::Definition;
use tree_sitter::Node;

use super::calls::is_name_byte;
use super::walk::Walker;

/// How many calls a function may be handed through: `memo(forwardRef(() => …))` takes two.
const MAX_WRAPPED: usize = 4;

/// What a definition's fields say.
pub(super) struct Found<'t> {
    pub(super) name: &'t str,
    pub(super) name_range: std::ops::Range<usize>,
    pub(super) container: Option<&'t str>,
    /// The id of the body's node; 0 for none.
    pub(super) body: usize,
    /// The node that holds parameters and body.
    pub(super) holder: Node<'t>,
}

impl<'t> Walker<'t> {
    /// `None` if the node is no such definition.
    pub(super) fn read_definition(&self, node: Node<'t>, definition: &'t Definition) -> Option<Found<'t>> {
        let mut holder = node;
        if let Some(field) = definition.value {
            holder = self.read_value(node.child_by_field_id(field)?, definition)?;
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
            holder,
        })
    }

    /// The value that makes a definition: the node, or what is handed to the calls that it is.
    fn read_value(&self, mut node: Node<'t>, definition: &Definition) -> Option<Node<'t>> {
        for _ in 0..MAX_WRAPPED {
            node = only_child(node, |it| definition.values.contains(it.kind_id()));
            if definition.values.contains(node.kind_id()) {
                return Some(node);
            }
            node = self.wrapped_function(node).filter(|_| definition.wrapped)?;
        }
        None
    }

    /// The first argument of a call that makes a function of a function.
    fn wrapped_function(&self, node: Node<'t>) -> Option<Node<'t>> {
        let wrapped = self.tables.wrapped_functions.as_ref()?;
        if !wrapped.calls.contains(node.kind_id()) {
            return None;
        }
        let callee = self.slice(node.child_by_field_id(wrapped.callee)?);
        let last = callee.rsplit('.').next().unwrap_or_default();
        // A method of a value, `list.map(…)`, gives values back, not functions.
        let is_variable = last.len() < callee.len() && callee.starts_with(|it: char| it.is_lowercase());
        let is_path = callee.bytes().all(|it| is_name_byte(it) || it == b'.');
        if is_variable || !is_path || wrapped.except.iter().any(|it| it == last) {
            return None;
        }
        let arguments = node.child_by_field_id(wrapped.arguments)?;
        (0..).map_while(|it| arguments.named_child(it)).find(|it| !it.is_extra())
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
        if text.starts_with(['"', '\'']) {
            return quoted_name(text, node.start_byte());
        }
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

/// The name in a string, if it could stand without quotes: `'a': function () {}`.
fn quoted_name(text: &str, start: usize) -> Option<(&str, std::ops::Range<usize>)> {
    let name = text.get(1..text.len().checked_sub(1)?)?;
    let is_name = !name.is_empty() && name.bytes().all(is_name_byte);
    is_name.then_some((name, start + 1..start + 1 + name.len()))
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
