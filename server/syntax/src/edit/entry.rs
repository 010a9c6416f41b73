//! Where an entry of a map ends, and what changes when one is replaced or added.

use super::write::{Writing, column, end};
use super::{Item, TextEdit, apply};
use crate::schema::{Key, Shape};
use crate::yaml::{self, Node, NodeKind, Style};
use crate::{ProblemCode, TextRange, TextSize};

/// A document in a text.
pub(super) struct Target<'a> {
    text: &'a str,
    index: usize,
    /// The document: a map.
    pub(super) root: Node,
    writing: Writing,
    /// The keys of the format.
    keys: &'static [Key],
}

impl<'a> Target<'a> {
    /// The `index`th map of a text; none where the text is no YAML.
    pub(super) fn new(text: &'a str, index: usize, keys: &'static [Key]) -> Option<Target<'a>> {
        let root = documents(text)?.nth(index)?;
        Some(Target::of(text, index, root, keys))
    }

    /// The `index`th map of a text that has been read.
    pub(super) fn of(text: &'a str, index: usize, root: Node, keys: &'static [Key]) -> Target<'a> {
        let writing = Writing::of(text, &root);
        Target { text, index, root, writing, keys }
    }

    /// What a key takes.
    fn shape_of(&self, key: &str) -> Option<&'static Shape> {
        self.keys.iter().find(|it| it.name == key).map(|it| &it.shape)
    }

    /// The edits, if the text they make reads as it should.
    pub(super) fn checked(
        &self,
        edits: Option<Vec<TextEdit>>,
        as_asked: impl Fn(&Node) -> bool,
    ) -> Vec<TextEdit> {
        let mut edits = edits.unwrap_or_default();
        edits.retain(|it| !it.range.is_empty() || !it.new_text.is_empty());
        match documents(&apply(self.text, &edits)).and_then(|mut it| it.nth(self.index)) {
            Some(root) if as_asked(&root) => edits,
            _ => Vec::new(),
        }
    }

    /// Sets a key to a scalar: in the place of its value, or in a new line.
    pub(super) fn set(&self, key: &str, value: &str) -> Option<Vec<TextEdit>> {
        match self.root.entry(key) {
            Some((name, old)) => self.replace(name, old, value),
            None => self.insert_scalar(key, value),
        }
    }

    /// Puts a scalar in the place of a value.
    fn replace(&self, key: &Node, old: &Node, value: &str) -> Option<Vec<TextEdit>> {
        let like = style(old);
        let shape = key.scalar().and_then(|it| self.shape_of(it));
        let value = self.writing.value(shape, value, like, self.is_flow());
        let is_block = matches!(
            old.kind,
            NodeKind::Sequence { flow: false, .. } | NodeKind::Mapping { flow: false, .. }
        );
        if !is_block && !old.range.is_empty() {
            return Some(vec![replacement(old.range, value)]);
        }
        let Some(colon) = self.after_colon(key) else {
            // A key of a flow map may stand without a colon.
            return self.is_flow().then(|| vec![insertion(key.range.end(), format!(": {value}"))]);
        };
        let mut edits =
            vec![insertion(colon.max(if is_block { colon } else { old.range.end() }), format!(" {value}"))];
        if is_block {
            // The rest of the key's line may be a comment: it stays.
            edits.push(replacement(TextRange::new(self.line_end(colon), old.range.end()), String::new()));
        }
        Some(edits)
    }

    /// Writes a key with a scalar.
    fn insert_scalar(&self, key: &str, value: &str) -> Option<Vec<TextEdit>> {
        let value = self.writing.value(self.shape_of(key), value, None, self.is_flow());
        Some(vec![self.insert(key, &format!(" {value}"))])
    }

    /// Writes a key with one item.
    pub(super) fn insert_item(&self, key: &str, item: Item<'_>) -> Option<Vec<TextEdit>> {
        if let (Item::Scalar(value), Some(Shape::OneOrMore(_))) = (item, self.shape_of(key)) {
            return self.insert_scalar(key, value);
        }
        let item = self.item(key, item, None, self.is_flow());
        let body = if self.is_flow() { format!(" [{item}]") } else { self.dashed(&item) };
        Some(vec![self.insert(key, &body)])
    }

    /// A list of one item, as a document.
    pub(super) fn list(&self, key: &str, item: Item<'_>) -> String {
        format!("{key}:{}\n", self.dashed(&self.item(key, item, None, false)))
    }

    /// Adds an item to a value.
    pub(super) fn append(&self, key: &Node, old: &Node, item: Item<'_>) -> Option<Vec<TextEdit>> {
        let name = key.scalar()?;
        match &old.kind {
            NodeKind::Sequence { items, flow: true } => {
                let item = self.item(name, item, items.last().and_then(style), true);
                Some(vec![self.append_in_brackets(old, items, &item)])
            }
            NodeKind::Sequence { items, flow: false } => {
                let item = self.item(name, item, items.last().and_then(style), false);
                let dash = column(self.text, old.range.start());
                let at = self.after_entry(items.last().unwrap_or(old), dash);
                Some(vec![self.line(at, dash, &format!("- {item}"))])
            }
            NodeKind::Scalar { value, style } => self.listed(key, old, value, *style, item),
            NodeKind::Null => self.first_item(key, old, item),
            NodeKind::Mapping { .. } | NodeKind::Alias { .. } => None,
        }
    }

    /// Turns a scalar into a list of it and an item.
    fn listed(
        &self,
        key: &Node,
        old: &Node,
        value: &str,
        style: Style,
        item: Item<'_>,
    ) -> Option<Vec<TextEdit>> {
        let name = key.scalar()?;
        let gap = self
            .after_colon(key)
            .filter(|it| *it <= old.range.start())
            .map(|it| TextRange::new(it, old.range.start()));
        let is_block = matches!(style, Style::Literal | Style::Folded);
        // With only spaces before it and on one line, the scalar itself need not be touched.
        let in_line = !is_block
            && !self.text[old.range].contains(['\n', '\r'])
            && gap.is_some_and(|gap| self.text[gap].bytes().all(|it| it == b' '));
        match gap {
            Some(gap) if in_line && !self.is_flow() => {
                let item = self.item(name, item, Some(style), false);
                let bullet = self.dashed("");
                let next = self.line_end(old.range.end());
                Some(vec![replacement(gap, bullet), insertion(next, self.dashed(&item))])
            }
            _ => {
                let old_item = self.writing.scalar(value, Some(style), true);
                let item = self.item(name, item, Some(style), true);
                Some(vec![replacement(old.range, format!("[{old_item}, {item}]"))])
            }
        }
    }

    /// Writes an item where a key stands without a value.
    fn first_item(&self, key: &Node, old: &Node, item: Item<'_>) -> Option<Vec<TextEdit>> {
        let name = key.scalar()?;
        if let (Item::Scalar(value), Some(Shape::OneOrMore(_))) = (item, self.shape_of(name)) {
            return self.replace(key, old, value);
        }
        if !old.range.is_empty() {
            let item = self.item(name, item, None, true);
            return Some(vec![replacement(old.range, format!("[{item}]"))]);
        }
        let colon = self.after_colon(key)?;
        if self.is_flow() {
            let item = self.item(name, item, None, true);
            return Some(vec![insertion(colon, format!(" [{item}]"))]);
        }
        let item = self.item(name, item, None, false);
        Some(vec![insertion(self.line_end(colon), self.dashed(&item))])
    }

    /// After the last item in brackets, in a line of its own if that one has one.
    fn append_in_brackets(&self, list: &Node, items: &[Node], item: &str) -> TextEdit {
        let Some(last) = items.last() else {
            return insertion(list.range.start() + TextSize::of('['), item.to_owned());
        };
        let line_start = self.line_start(last.range.start());
        let indent = &self.text[TextRange::new(line_start, last.range.start())];
        let separator = if !indent.is_empty() && indent.bytes().all(|it| it == b' ') {
            format!(",{}{indent}", self.writing.newline)
        } else {
            ", ".to_owned()
        };
        insertion(last.range.end(), format!("{separator}{item}"))
    }

    /// A new entry, after the one that is written before it by order of declaration.
    fn insert(&self, key: &str, body: &str) -> TextEdit {
        let entries = self.root.entries();
        let order = |name: &str| self.keys.iter().position(|it| it.name == name);
        let is_before = |entry: &&(Node, Node)| {
            entry.0.scalar().and_then(order).is_some_and(|it| order(key).is_some_and(|key| it < key))
        };
        let nearest = entries.iter().filter(is_before).max_by_key(|(name, _)| name.scalar().and_then(order));
        let after = nearest.or(entries.last());
        if self.is_flow() {
            return match after {
                Some((name, value)) => {
                    insertion(name.range.end().max(value.range.end()), format!(", {key}:{body}"))
                }
                None => insertion(self.root.range.start() + TextSize::of('{'), format!("{key}:{body}")),
            };
        }
        let indent = self.indent();
        let at = match after {
            Some((name, value)) if value.range.end() > name.range.end() => self.after_entry(value, indent),
            Some((name, _)) => self.after_entry(name, indent),
            None => self.root.range.end(),
        };
        self.line(at, indent, &format!("{key}:{body}"))
    }

    /// The start of the line after an entry: past the comment in its last line, the blank lines that belong
    /// to its text, and comments that are indented further than its key.
    fn after_entry(&self, last: &Node, column: usize) -> TextSize {
        let mut at = self.next_line(last.range.end());
        if keeps_line_ends(self.text, last) {
            while let Some(line) = self.line_at(at).filter(|it| it.trim().is_empty()) {
                at += TextSize::of(line);
            }
        }
        while let Some(line) = self.line_at(at) {
            let comment = line.trim_start();
            if !comment.starts_with('#') || line.len() - comment.len() <= column {
                break;
            }
            at += TextSize::of(line);
        }
        at
    }

    /// A new line before the one that starts at `at`.
    fn line(&self, at: TextSize, indent: usize, body: &str) -> TextEdit {
        let newline = self.writing.newline;
        let ended = at == TextSize::new(0) || self.text[..at.into()].ends_with(['\n', '\r']);
        let (before, after) = if ended { ("", newline) } else { (newline, "") };
        insertion(at, format!("{before}{}{body}{after}", " ".repeat(indent)))
    }

    /// An item in a line of its own, to follow the line of its key or of the item before.
    fn dashed(&self, item: &str) -> String {
        format!("{}{}- {item}", self.writing.newline, " ".repeat(self.indent() + self.writing.dash))
    }

    fn item(&self, list: &str, item: Item<'_>, like: Option<Style>, flow: bool) -> String {
        match item {
            Item::Scalar(value) => self.writing.scalar(value, like, flow),
            Item::Pair(key, value) if flow => format!("{{{}}}", self.pair(list, key, value, true)),
            Item::Pair(key, value) => self.pair(list, key, value, false),
            Item::Map(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| self.pair(list, key, value, true));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// A key and its value, in an item of a list.
    fn pair(&self, list: &str, key: &str, value: &str, flow: bool) -> String {
        let declared = match self.shape_of(list) {
            Some(Shape::List(Shape::Map(fields))) => fields.key(key),
            _ => None,
        };
        let value = self.writing.value(declared.map(|it| &it.shape), value, None, flow);
        format!("{}: {value}", self.writing.scalar(key, None, flow))
    }

    fn is_flow(&self) -> bool {
        matches!(self.root.kind, NodeKind::Mapping { flow: true, .. })
    }

    /// The column of the document's keys; that of `?` where the first one stands after it.
    fn indent(&self) -> usize {
        let start = self.root.entries().first().map_or(self.root.range.start(), |(key, _)| key.range.start());
        let line = &self.text[TextRange::new(self.line_start(start), start)];
        match line.find('?') {
            Some(offset) => line[..offset].chars().count(),
            None => column(self.text, start),
        }
    }

    /// Past the colon after a key.
    fn after_colon(&self, key: &Node) -> Option<TextSize> {
        let rest = &self.text[key.range.end().into()..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest[gap..].starts_with(':').then(|| key.range.end() + TextSize::of(&rest[..=gap]))
    }

    fn line_start(&self, offset: TextSize) -> TextSize {
        let before = &self.text[..offset.into()];
        let start = before.rfind(['\n', '\r']).map_or(0, |it| it + 1);
        let start = if start == 0 && before.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start };
        offset - TextSize::of(&before[start..])
    }

    /// The end of the line around `offset`, before its line end.
    fn line_end(&self, offset: TextSize) -> TextSize {
        let rest = &self.text[offset.into()..];
        offset + TextSize::of(&rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())])
    }

    /// The start of the line after `offset`, or the end of the text.
    fn next_line(&self, offset: TextSize) -> TextSize {
        let end = self.line_end(offset);
        let rest = &self.text[end.into()..];
        let newline = ["\r\n", "\n", "\r"].into_iter().find(|it| rest.starts_with(it)).unwrap_or_default();
        end + TextSize::of(newline)
    }

    /// The line that starts at `offset`, with its end; none at the end of the text.
    fn line_at(&self, offset: TextSize) -> Option<&str> {
        let next = self.next_line(offset);
        if offset < end(self.text) { Some(&self.text[TextRange::new(offset, next)]) } else { None }
    }
}

/// How many items a value has, a scalar being one.
pub(super) fn item_count(value: &Node) -> usize {
    match &value.kind {
        NodeKind::Scalar { .. } => 1,
        _ => value.items().len(),
    }
}

/// Whether the last item of a value is that item.
pub(super) fn ends_with(value: &Node, item: Item<'_>) -> bool {
    let last = value.items().last().unwrap_or(value);
    match item {
        Item::Scalar(text) => last.scalar() == Some(text),
        Item::Pair(key, text) => is_pair(last, key, text),
        Item::Map(pairs) => pairs.iter().all(|(key, text)| is_pair(last, key, text)),
    }
}

fn is_pair(item: &Node, key: &str, text: &str) -> bool {
    item.get(key).is_some_and(|it| it.scalar() == Some(text))
}

/// The scalar that stands at `range`, and whether that is in brackets.
pub(super) fn scalar_at(node: &Node, range: TextRange, in_flow: bool) -> Option<(&Node, bool)> {
    if !node.range.contains_range(range) {
        return None;
    }
    match &node.kind {
        NodeKind::Scalar { .. } => (node.range == range).then_some((node, in_flow)),
        NodeKind::Sequence { items, flow } => {
            items.iter().find_map(|it| scalar_at(it, range, in_flow || *flow))
        }
        NodeKind::Mapping { entries, flow } => {
            let nodes = entries.iter().flat_map(|(key, value)| [key, value]);
            nodes.into_iter().find_map(|it| scalar_at(it, range, in_flow || *flow))
        }
        NodeKind::Null | NodeKind::Alias { .. } => None,
    }
}

/// The maps of a text; none where it is no YAML.
pub(super) fn documents(text: &str) -> Option<impl Iterator<Item = Node>> {
    let yaml = yaml::parse(text);
    if yaml.problems.iter().any(|it| it.code == ProblemCode::YamlSyntax) {
        return None;
    }
    Some(yaml.documents.into_iter().filter(|it| matches!(it.kind, NodeKind::Mapping { .. })))
}

/// Whether the last scalar of a node is a block scalar with `+`: its blank lines are part of it.
fn keeps_line_ends(text: &str, node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scalar { style: Style::Literal | Style::Folded, .. } => {
            text[node.range].lines().next().is_some_and(|it| it.contains('+'))
        }
        NodeKind::Sequence { items, .. } => items.last().is_some_and(|it| keeps_line_ends(text, it)),
        NodeKind::Mapping { entries, .. } => entries.last().is_some_and(|(_, it)| keeps_line_ends(text, it)),
        NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Alias { .. } => false,
    }
}

/// How a scalar is written.
pub(super) fn style(node: &Node) -> Option<Style> {
    match node.kind {
        NodeKind::Scalar { style, .. } => Some(style),
        _ => None,
    }
}

fn insertion(at: TextSize, new_text: String) -> TextEdit {
    TextEdit { range: TextRange::empty(at), new_text }
}

fn replacement(range: TextRange, new_text: String) -> TextEdit {
    TextEdit { range, new_text }
}
