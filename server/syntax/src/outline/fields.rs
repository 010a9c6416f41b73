//! What the fields of a definition say: its name, its container, its body.

use std::borrow::Cow;

use canton_grammars::flags;
use canton_grammars::tables::{AroundName, Child, Definition};
use tree_sitter::Node;

use super::calls::is_name_byte;
use super::spelling::{Spelt, dotted_name, join_words};
use super::walk::Walker;

/// How many calls a function may be handed through: `memo(forwardRef(() => …))` takes two.
const MAX_WRAPPED: usize = 4;

/// How many nodes a name may stand in.
const MAX_AROUND: usize = 8;

/// So many words may stand before a function's name.
pub(super) const MOST_MODIFIERS: u32 = 5;

/// So many children may a body have that says nothing: a docstring, a comment or two, `...`.
const MOST_HOLLOW: usize = 4;

/// What a definition's fields say.
pub(super) struct Found<'t> {
    pub(super) name: Cow<'t, str>,
    pub(super) name_range: std::ops::Range<usize>,
    /// The type that it is a member of, or the path before its name.
    pub(super) container: Option<Cow<'t, str>>,
    /// The id of the body's node; 0 for none.
    pub(super) body: usize,
    /// What it does is said elsewhere.
    pub(super) is_bodiless: bool,
    /// The node that holds parameters and body.
    pub(super) holder: Node<'t>,
    /// What is called with it, the outermost first: `memo(forwardRef(() => …))`.
    pub(super) wrappers: Vec<Node<'t>>,
}

impl<'t> Walker<'t> {
    /// `None` if the node is no such definition.
    pub(super) fn read_definition(&self, node: Node<'t>, definition: &'t Definition) -> Option<Found<'t>> {
        if !self.stands_where(definition) {
            return None;
        }
        let word = definition.word.as_ref().and_then(|it| it.of(node));
        if definition.word.is_some() && !self.is_word(word, &definition.words) {
            return None;
        }
        let (mut holder, mut wrappers) = (node, Vec::new());
        if let Some(child) = &definition.value {
            holder = self.read_value(child.of(node)?, definition, &mut wrappers)?;
        }
        let has = |child: &Child| child.of(node).is_some() || child.of(holder).is_some();
        if definition.with.as_ref().is_some_and(|it| !has(it)) || definition.without.as_ref().is_some_and(has)
        {
            return None;
        }
        let body = definition.body.as_ref().and_then(|it| it.of(holder).or_else(|| it.of(node)));
        if definition.body_required && body.is_none() {
            return None;
        }
        let Spelt { name, range, path } = match &definition.name {
            Some(child) => self.read_name(child.of(node)?, definition)?,
            None if !definition.parts.is_empty() => {
                let (name, range) = self.read_parts(node, word, definition)?;
                Spelt { name, range, path: None }
            }
            None => {
                let start = node.start_byte();
                Spelt { name: Cow::Borrowed(definition.called.as_str()), range: start..start, path: None }
            }
        };
        let name = match definition.prefix.as_str() {
            "" => name,
            prefix => Cow::Owned(join_words(prefix, &name)),
        };
        let container = definition.container.as_ref().and_then(|it| it.of(node));
        let container = container.filter(|it| it.end_byte() <= range.start);
        let container = container.and_then(|it| type_name(self.slice(it))).map(Cow::Borrowed);
        Some(Found {
            name,
            name_range: range,
            container: container.or(path.map(Cow::Owned)),
            body: body.map_or(0, |it| it.id()),
            is_bodiless: body.is_none_or(|it| self.is_hollow(it)),
            holder,
            wrappers,
        })
    }

    /// Whether a body says only that others have one: `...`, or nothing but a docstring.
    fn is_hollow(&self, body: Node<'t>) -> bool {
        let hollow = &self.tables.classes.hollow;
        if hollow.is_empty() || body.named_child_count() > MOST_HOLLOW {
            return false;
        }
        let parts = (0..).map_while(|it| body.named_child(it)).filter(|it| !it.is_extra());
        let mut statements = parts.filter(|it| !self.is_docstring(*it)).map(|it| self.slice(it));
        let is_hollow = |text: &str| {
            let rest = hollow.iter().find_map(|it| text.strip_prefix(it.as_str()));
            rest.is_some_and(|it| !it.starts_with(|it: char| it.is_alphanumeric() || it == '_'))
        };
        statements.next().is_none_or(is_hollow) && statements.next().is_none()
    }

    fn is_docstring(&self, statement: Node<'t>) -> bool {
        let kind = |it: Node<'t>| self.tables.flags(it.kind_id());
        kind(statement).contains(flags::DOCSTRING_PARENT)
            && statement.child(0).is_some_and(|it| kind(it).contains(flags::ATOM))
    }

    /// Whether the node is one of the words.
    pub(super) fn is_word(&self, node: Option<Node<'t>>, words: &[String]) -> bool {
        node.is_some_and(|it| words.iter().any(|word| word == self.slice(it)))
    }

    /// Whether what is around the node lets the definition be one.
    fn stands_where(&self, definition: &Definition) -> bool {
        if definition.top_level && !self.path.is_empty() {
            return false;
        }
        definition.within.is_empty() || definition.within == self.path
    }

    /// A name made of several children: `data.aws_ami.x`.
    fn read_parts(
        &self,
        node: Node<'t>,
        word: Option<Node<'t>>,
        definition: &Definition,
    ) -> Option<(Cow<'t, str>, std::ops::Range<usize>)> {
        let mut name = definition.called.clone();
        let mut range = None;
        for part in (0..).map_while(|it| node.child(it)) {
            if word == Some(part) || !definition.parts.contains(part.kind_id()) {
                continue;
            }
            let text = self.slice(part);
            let (text, begin) = match text.strip_prefix('"') {
                Some(quoted) => (quoted.strip_suffix('"')?, part.start_byte() + 1),
                None => (text, part.start_byte()),
            };
            if text.is_empty() || text.contains(is_no_name) || definition.except.iter().any(|it| it == text) {
                return None;
            }
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(text);
            range = Some(begin..begin + text.len());
        }
        Some((Cow::Owned(name), range?))
    }

    /// The value that makes a definition: the node, or what is handed to the calls that it is; what these call comes
    /// into `wrappers`.
    fn read_value(
        &self,
        mut node: Node<'t>,
        definition: &Definition,
        wrappers: &mut Vec<Node<'t>>,
    ) -> Option<Node<'t>> {
        for _ in 0..MAX_WRAPPED {
            node = only_child(node, |it| definition.values.contains(it.kind_id()));
            if definition.values.contains(node.kind_id()) {
                return Some(node);
            }
            wrappers.extend(self.tables.wrapped_functions.as_ref().and_then(|it| it.callee.of(node)));
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
        let callee = self.slice(wrapped.callee.of(node)?);
        let last = callee.rsplit('.').next().unwrap_or_default();
        // A method of a value, `list.map(…)`, gives values back, not functions.
        let is_variable = last.len() < callee.len() && callee.starts_with(|it: char| it.is_lowercase());
        let is_path = callee.bytes().all(|it| is_name_byte(it) || it == b'.');
        if is_variable || !is_path || wrapped.except.iter().any(|it| it == last) {
            return None;
        }
        let arguments = wrapped.arguments.of(node)?;
        (0..).map_while(|it| arguments.named_child(it)).find(|it| !it.is_extra())
    }

    /// Whether a function is waited for: the word for it is among its first children, or in one before its name.
    pub(super) fn is_async(&self, function: Node<'t>) -> bool {
        let words = &self.tables.bodies.asynchronous;
        let first = |it: Node<'t>| (0..MOST_MODIFIERS).map_while(move |at| it.child(at));
        let is_word = |it: Node<'t>| words.contains(it.kind_id());
        let name = function.child_by_field_name("name").map_or(0, |it| it.start_byte());
        let holds = |it: Node<'t>| it.end_byte() <= name && it.is_named() && first(it).any(is_word);
        !words.is_empty() && first(function).any(|it| is_word(it) || holds(it))
    }

    /// Goes down through what stands around a name.
    fn inside(&self, mut node: Node<'t>, accepts: impl Fn(Node<'t>) -> bool) -> Node<'t> {
        for _ in 0..MAX_AROUND {
            let fits = |it: &&AroundName| {
                it.kind == node.kind_id() && it.with.as_ref().is_none_or(|with| with.of(node).is_some())
            };
            let around = self.tables.around_names.iter().find(fits);
            match around.filter(|_| !accepts(node)).and_then(|it| it.child.of(node)) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }

    fn read_name(&self, node: Node<'t>, definition: &Definition) -> Option<Spelt<'t>> {
        let accepts = |it: Node<'_>| definition.names.is_empty() || definition.names.contains(it.kind_id());
        let node = only_child(self.inside(node, accepts), accepts);
        if !accepts(node) {
            return None;
        }
        let (node, path) = self.split_path(node)?;
        let spelt = |name, range| Some(Spelt { name, range, path });
        let text = self.slice(node);
        if definition.except.iter().any(|it| it == text) {
            return None;
        }
        if self.tables.names.symbolic.contains(node.kind_id()) {
            let (name, range) = self.symbolic_name(node, definition)?;
            return spelt(name, range);
        }
        if self.tables.names.dotted.contains(node.kind_id()) {
            let (name, range) = dotted_name(text, node.start_byte())?;
            let name = without_prefix(&name, definition).to_owned();
            return spelt(Cow::Owned(name), range);
        }
        if let Some(name) = text.strip_prefix(':').filter(|it| it.bytes().all(is_name_byte)) {
            return spelt(Cow::Borrowed(name), node.start_byte() + 1..node.end_byte());
        }
        let quoted = text.strip_prefix('@').filter(|it| it.starts_with('"')).unwrap_or(text);
        if quoted.starts_with(['"', '\'', '`']) {
            let is_identifier = quoted.len() < text.len() || quoted.starts_with('`');
            let (name, range) = quoted_name(quoted, node.end_byte() - quoted.len(), is_identifier)?;
            return spelt(Cow::Borrowed(name), range);
        }
        if !text.bytes().all(|it| is_name_byte(it) || it == b'.') {
            // An operator, or a name that ends like one: what its kind says to be a name.
            if !definition.names.is_empty() && !text.contains(is_no_name) {
                return spelt(Cow::Borrowed(text), node.byte_range());
            }
            // A type: `impl<T> a::S<T>`. Anything else is computed.
            let name = if definition.kind.is_empty() { type_name(text)? } else { return None };
            return spelt(Cow::Borrowed(name), node.byte_range());
        }
        let last = text.rfind('.').map_or(0, |it| it + 1);
        if text.is_empty() || last == text.len() {
            return None;
        }
        let range = node.start_byte() + last..node.end_byte();
        spelt(Cow::Borrowed(without_prefix(text, definition)), range)
    }
}

/// What no name may have in it: it would end a claim, or be taken for another part of it.
fn is_no_name(it: char) -> bool {
    it.is_whitespace() || "#~.,;@'\"`()[]{}\\".contains(it)
}

/// The name in a string, if it could stand without quotes: `'a': function () {}`. Where it is an identifier for
/// all its quotes, `@"a b"` or between backticks, it may have blanks in it.
fn quoted_name(text: &str, start: usize, is_identifier: bool) -> Option<(&str, std::ops::Range<usize>)> {
    let name = text.get(1..text.len().checked_sub(1)?)?;
    let is_name = match is_identifier {
        true => !name.is_empty() && !name.contains(|it| is_no_name(it) && it != ' ' && it != ','),
        false => !name.is_empty() && name.bytes().all(is_name_byte),
    };
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
    let head =
        head.trim_end_matches(|it: char| it.is_whitespace() || matches!(it, ')' | ':' | '!' | ',' | '?'));
    let begin = head.bytes().rposition(|it| !is_name_byte(it)).map_or(0, |it| it + 1);
    let name = &head[begin..];
    (!name.is_empty()).then_some(name)
}
