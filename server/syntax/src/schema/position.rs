//! What a cursor rests on, also in a line that is being typed.

use super::{Fields, Key, Scalar, Shape};
use crate::yaml::{self, Node, NodeKind, Yaml};
use crate::{TextRange, TextSize};

#[cfg(test)]
mod tests;

/// Stands at the cursor while a half-typed line is read.
const STAND_IN: &str = "zz";

/// The key or value that a cursor rests on.
#[derive(Clone, Debug)]
pub struct KeyAt {
    /// The document, counted among those that are maps: of a manifest, the canton.
    pub document: usize,
    /// The keys that lead there, the outermost first: `invariants`, `target`. A key's path ends with itself.
    pub path: Vec<PathKey>,
    /// Whether it is a key or a value.
    pub place: Place,
    /// The key or value as it is typed, with its quotes: what a completion replaces. Empty where nothing has
    /// been typed.
    pub range: TextRange,
}

/// A key on the way to a place.
#[derive(Clone, Debug)]
pub struct PathKey {
    /// As it is written.
    pub name: String,
    /// Where.
    pub range: TextRange,
    /// Its declaration; none for a key that the format does not have.
    pub key: Option<&'static Key>,
}

/// The two sides of a colon.
#[derive(Clone, Debug)]
pub enum Place {
    /// A key of a map.
    Key {
        /// The keys that the map may have, in the order they are written.
        keys: &'static [Key],
        /// What the keys name, in a map whose keys the author chooses.
        names: Option<Scalar>,
        /// The keys that the map has, but for this one.
        present: Vec<String>,
        /// The map is an item that has not been begun: `- ` comes first.
        needs_dash: bool,
    },
    /// A value, or an item of a list.
    Value {
        /// What may stand here; none below a key that the format does not have.
        shape: Option<&'static Shape>,
        /// An item that has not been begun: `- ` comes first.
        needs_dash: bool,
    },
}

/// What the cursor at `offset` rests on; none in comments and where nothing can stand.
pub(crate) fn key_at(text: &str, root: &'static Shape, offset: TextSize) -> Option<KeyAt> {
    let cursor = usize::from(offset);
    if !text.is_char_boundary(cursor) {
        return None;
    }
    let yaml = yaml::parse(text);
    if yaml.comments.iter().any(|it| it.start() < offset && offset <= it.end()) {
        return None;
    }
    let found = Search { offset, needs_dash: false }.documents(&yaml, root);
    found.or_else(|| variants(text, cursor).iter().find_map(|it| it.key_at(text, root, offset)))
}

/// A way in which the line of the cursor may go on.
struct Variant {
    /// What is typed at the cursor.
    typed: String,
    /// What closes the word at the cursor.
    tail: String,
    /// Where that word ends.
    word_end: usize,
    needs_dash: bool,
}

/// The ways in which the line of the cursor may go on, the likeliest first.
fn variants(text: &str, cursor: usize) -> Vec<Variant> {
    let start = text[..cursor].rfind(['\n', '\r']).map_or(0, |it| it + 1);
    let before = text[start..cursor].trim_start_matches('\u{feff}');
    let rest = text[cursor..].split(['\n', '\r']).next().unwrap_or_default();
    let word_end = cursor + rest.find([' ', '\t', ',', ']', '}', ':']).unwrap_or(rest.len());
    let variant = |typed: &str, tail: String, needs_dash| Variant {
        typed: typed.to_owned(),
        tail,
        word_end,
        needs_dash,
    };
    let mut res = Vec::new();
    if !before.ends_with(':') {
        res.push(variant(STAND_IN, format!(": {STAND_IN}"), false));
    }
    if before.trim().is_empty() && rest.trim().is_empty() {
        res.push(variant("- zz", String::new(), true));
    }
    let value = if before.ends_with([':', '-', '?']) { " zz" } else { STAND_IN };
    res.push(variant(value, String::new(), false));
    let closers = closers(before);
    if !closers.is_empty() {
        res.push(variant(value, closers, false));
    }
    res
}

/// What closes the quote and the brackets that are open at the end of a line's part.
fn closers(part: &str) -> String {
    let mut quote = None;
    let mut brackets = Vec::new();
    let mut last = ' ';
    for it in part.chars() {
        match (quote, it) {
            (Some(open), _) if it == open => quote = None,
            (Some(_), _) => (),
            (None, '"' | '\'') if matches!(last, ' ' | '\t' | '[' | '{' | ',') => quote = Some(it),
            (None, '[') => brackets.push(']'),
            (None, '{') => brackets.push('}'),
            (None, ']' | '}') => drop(brackets.pop()),
            (None, _) => (),
        }
        last = it;
    }
    quote.into_iter().chain(brackets.into_iter().rev()).collect()
}

impl Variant {
    /// What the cursor rests on if the line goes on like this.
    fn key_at(&self, text: &str, root: &'static Shape, offset: TextSize) -> Option<KeyAt> {
        let cursor = usize::from(offset);
        let changed =
            [&text[..cursor], &self.typed, &text[cursor..self.word_end], &self.tail, &text[self.word_end..]]
                .concat();
        let typed = TextSize::of(&*self.typed);
        let search = Search { offset: offset + typed, needs_dash: self.needs_dash };
        let mut res = search.documents(&yaml::parse(&changed), root)?;
        // What has been typed is one word, and not the end of another value.
        let word = &changed[res.range];
        if !word.contains(STAND_IN) || word.contains(['\n', '\r']) {
            return None;
        }
        let tail = offset + typed + TextSize::of(&text[cursor..self.word_end]);
        let back = |at: TextSize| {
            let at = if at > tail { at - TextSize::of(&*self.tail).min(at - tail) } else { at };
            if at <= offset { at } else { offset.max(at - typed) }
        };
        res.range = TextRange::new(back(res.range.start()), back(res.range.end()));
        if let (Place::Key { .. }, Some(last)) = (&res.place, res.path.last_mut()) {
            last.range = res.range;
            last.name = text[res.range].to_owned();
        }
        Some(res)
    }
}

/// Looks for a place in trees.
struct Search {
    offset: TextSize,
    needs_dash: bool,
}

impl Search {
    fn documents(&self, yaml: &Yaml, root: &'static Shape) -> Option<KeyAt> {
        let mut document = 0;
        for node in &yaml.documents {
            let mut path = Vec::new();
            if let Some((place, range)) = self.node(node, Some(root), &mut path) {
                return Some(KeyAt { document, path, place, range });
            }
            document += usize::from(matches!(node.kind, NodeKind::Mapping { .. }));
        }
        None
    }

    fn node(
        &self,
        node: &Node,
        shape: Option<&'static Shape>,
        path: &mut Vec<PathKey>,
    ) -> Option<(Place, TextRange)> {
        match &node.kind {
            NodeKind::Mapping { entries, .. } => self.map(entries, shape, path),
            NodeKind::Sequence { items, .. } => {
                let item = match shape {
                    Some(Shape::List(item) | Shape::OneOrMore(item)) => Some(*item),
                    None | Some(Shape::Any) => None,
                    Some(_) => return None,
                };
                items.iter().find_map(|it| self.node(it, item, path))
            }
            NodeKind::Null if node.range.is_empty() => None,
            NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Alias { .. } => self.leaf(node, shape, path),
        }
    }

    fn map(
        &self,
        entries: &[(Node, Node)],
        shape: Option<&'static Shape>,
        path: &mut Vec<PathKey>,
    ) -> Option<(Place, TextRange)> {
        let map = Map::of(shape)?;
        for (index, (name, value)) in entries.iter().enumerate() {
            let declared = name.scalar().and_then(|it| map.keys.iter().find(|key| key.name == it));
            path.push(path_key(name, declared));
            if self.touches(name) {
                let others = entries.iter().enumerate().filter(|(other, _)| *other != index);
                let present = others.filter_map(|(_, (key, _))| key.scalar().map(str::to_owned)).collect();
                return Some((map.place(present, self.needs_dash), name.range));
            }
            let found = self.node(value, declared.map(|it| &it.shape).or(map.value), path);
            if found.is_some() {
                return found;
            }
            path.pop();
        }
        None
    }

    fn leaf(
        &self,
        node: &Node,
        shape: Option<&'static Shape>,
        path: &mut Vec<PathKey>,
    ) -> Option<(Place, TextRange)> {
        if !self.touches(node) {
            return None;
        }
        let shape = match shape {
            Some(Shape::OneOrMore(item)) => Some(*item),
            shape => shape,
        };
        // Where a map is to stand, a word is a key whose colon has not been typed.
        if let Some(Shape::Map(_) | Shape::MapOf { .. }) = shape {
            let map = Map::of(shape)?;
            let declared = node.scalar().and_then(|it| map.keys.iter().find(|key| key.name == it));
            path.push(path_key(node, declared));
            return Some((map.place(Vec::new(), self.needs_dash), node.range));
        }
        Some((Place::Value { shape, needs_dash: self.needs_dash }, node.range))
    }

    fn touches(&self, node: &Node) -> bool {
        node.range.contains_inclusive(self.offset)
    }
}

/// What a map is declared to hold.
struct Map {
    keys: &'static [Key],
    names: Option<Scalar>,
    /// What stands at the keys that are not declared.
    value: Option<&'static Shape>,
}

impl Map {
    /// Of a shape that can be a map.
    fn of(shape: Option<&'static Shape>) -> Option<Map> {
        match shape {
            Some(Shape::Map(Fields { keys, .. })) => Some(Map { keys, names: None, value: None }),
            Some(Shape::MapOf { key, value }) => {
                Some(Map { keys: &[], names: Some(*key), value: Some(value) })
            }
            Some(Shape::Either(shapes)) => shapes.iter().find_map(|it| Map::of(Some(it))),
            None | Some(Shape::Any) => Some(Map { keys: &[], names: None, value: None }),
            Some(Shape::Scalar(_) | Shape::List(_) | Shape::OneOrMore(_)) => None,
        }
    }

    fn place(&self, present: Vec<String>, needs_dash: bool) -> Place {
        Place::Key { keys: self.keys, names: self.names, present, needs_dash }
    }
}

fn path_key(name: &Node, key: Option<&'static Key>) -> PathKey {
    PathKey { name: name.scalar().unwrap_or_default().to_owned(), range: name.range, key }
}
