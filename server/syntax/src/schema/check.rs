//! Holds a tree against its declaration: what fits is kept, what does not is a problem.

use super::scalar::{Refusal, one_of};
use super::suggest::suggest;
use super::{Fields, Key, Rule, Scalar, Shape};
use crate::problem::Fix;
use crate::yaml::{Node, NodeKind, Style};
use crate::{Problem, ProblemCode, TextEdit, TextRange};

/// Keeps of `node`, a map of those keys, what can be read. Every value that is left has its shape, every key
/// stands once, and where one or a list may stand, a list stands.
///
/// Without `complete`, a part of the text could not be read: then no key is said to be missing.
pub(crate) fn read(node: Node, fields: &'static Fields, complete: bool, acc: &mut Vec<Problem>) -> Node {
    let mut checker = Checker { complete, acc };
    let (range, at) = (node.range, At { key: "", range: node.range });
    checker.map(node, fields, &at).unwrap_or(Node { range, kind: NodeKind::Null })
}

struct Checker<'a> {
    complete: bool,
    acc: &'a mut Vec<Problem>,
}

/// The key whose value is read.
struct At<'a> {
    key: &'a str,
    range: TextRange,
}

impl At<'_> {
    /// Where to point for a value; at the key for one that is not there.
    fn range_of(&self, value: &Node) -> TextRange {
        if value.range.is_empty() { self.range } else { value.range }
    }
}

impl Checker<'_> {
    fn value(&mut self, node: Node, shape: &'static Shape, at: &At<'_>) -> Option<Node> {
        match shape {
            Shape::Any => Some(node),
            _ if node.kind == NodeKind::Null => {
                let message = format!("`{}` has no value: it takes {}", at.key, shape.takes());
                self.push(ProblemCode::WrongType, at.range_of(&node), message);
                None
            }
            // It was said before that an alias has no anchor.
            _ if node.kind == (NodeKind::Alias { anchored: false }) => None,
            Shape::Scalar(scalar) => self.scalar(node, *scalar, at),
            Shape::List(item) => match node.kind {
                NodeKind::Sequence { .. } => Some(self.list(node, item, at)),
                _ => self.no_list(&node, item, at),
            },
            Shape::OneOrMore(item) => match node.kind {
                NodeKind::Sequence { .. } => Some(self.list(node, item, at)),
                _ => {
                    let range = node.range;
                    let items = self.value(node, item, at).into_iter().collect();
                    Some(Node { range, kind: NodeKind::Sequence { items, flow: true } })
                }
            },
            Shape::Map(fields) => self.map(node, fields, at),
            Shape::MapOf { key, value } => self.map_of(node, *key, value, at),
            Shape::Either(shapes) => match shapes.iter().find(|it| it.fits(&node)) {
                Some(fitting) => self.value(node, fitting, at),
                None => self.wrong_type(node.range, shape, at, said(&node)),
            },
        }
    }

    fn scalar(&mut self, node: Node, scalar: Scalar, at: &At<'_>) -> Option<Node> {
        let Err(Refusal { code, message, fix }) = scalar.check(&node) else { return Some(node) };
        let message = match code {
            ProblemCode::WrongType if node.scalar().is_none() => format!("{message}, not {}", said(&node)),
            _ => message,
        };
        let message = format!("`{}` {message}", at.key);
        // A name that is not well formed is a name all the same: what else says it, can be told apart.
        let keep =
            scalar == Scalar::NewName && code == ProblemCode::InvalidValue && node.scalar() != Some("");
        self.acc.push(Problem { code, range: node.range, message, related: Vec::new(), fix });
        keep.then_some(node)
    }

    /// What stands where a list should; in brackets, one item is a list.
    fn no_list(&mut self, node: &Node, item: &Shape, at: &At<'_>) -> Option<Node> {
        let message = format!("`{}` takes a list, not {}", at.key, said(node));
        let edits = [(node.range.start(), "["), (node.range.end(), "]")]
            .map(|(at, bracket)| TextEdit { range: TextRange::empty(at), new_text: bracket.to_owned() });
        let fix = Fix { title: "Make it a list".to_owned(), edits: edits.to_vec() };
        let listable = match (item, &node.kind) {
            (Shape::Scalar(scalar), NodeKind::Scalar { value, style: Style::Plain }) => {
                scalar.check(node).is_ok() && !value.contains([',', '[', ']', '{', '}', '\n'])
            }
            (
                Shape::Scalar(scalar),
                NodeKind::Scalar { style: Style::SingleQuoted | Style::DoubleQuoted, .. },
            ) => scalar.check(node).is_ok(),
            _ => false,
        };
        let (code, range) = (ProblemCode::WrongType, node.range);
        self.acc.push(Problem { code, range, message, related: Vec::new(), fix: listable.then_some(fix) });
        None
    }

    fn list(&mut self, node: Node, item: &'static Shape, at: &At<'_>) -> Node {
        let NodeKind::Sequence { items, flow } = node.kind else { return node };
        let items = items.into_iter().filter_map(|it| {
            if it.kind == NodeKind::Null {
                let message = format!("`{}` has an empty item: each is {}", at.key, item.takes());
                self.push(ProblemCode::WrongType, at.range_of(&it), message);
                return None;
            }
            let at = At { key: at.key, range: it.range };
            self.value(it, item, &at)
        });
        let items = items.collect();
        Node { range: node.range, kind: NodeKind::Sequence { items, flow } }
    }

    fn map(&mut self, node: Node, fields: &'static Fields, at: &At<'_>) -> Option<Node> {
        let range = node.range;
        let NodeKind::Mapping { entries, flow } = node.kind else {
            return self.wrong_type(range, &Shape::Map(fields), at, said(&node));
        };
        let entries = self.once(entries);
        let given: Vec<String> =
            entries.iter().filter_map(|(key, _)| key.scalar().map(str::to_owned)).collect();
        self.rule(fields, &entries, range, at);
        self.missing(fields, &given, &entries, range);
        let mut kept = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key.scalar().unwrap_or_default();
            match fields.key(name) {
                Some(declared) => {
                    let at = At { key: name, range: key.range };
                    if let Some(value) = self.value(value, &declared.shape, &at) {
                        kept.push((key, value));
                    }
                }
                None if fields.rule == Rule::OneKey => kept.push((key, value)),
                None => self.unknown(&key, fields.keys, &given),
            }
        }
        Some(Node { range, kind: NodeKind::Mapping { entries: kept, flow } })
    }

    fn map_of(&mut self, node: Node, key: Scalar, shape: &'static Shape, at: &At<'_>) -> Option<Node> {
        let range = node.range;
        let NodeKind::Mapping { entries, flow } = node.kind else {
            return self.wrong_type(range, &Shape::MapOf { key, value: shape }, at, said(&node));
        };
        let mut kept = Vec::with_capacity(entries.len());
        for (name, value) in self.once(entries) {
            let Some(name) = self.scalar(name, key, at) else { continue };
            let at = At { key: name.scalar().unwrap_or_default(), range: name.range };
            let bare = value.kind == NodeKind::Null && matches!(shape, Shape::Map(_));
            let value = if bare { Some(value) } else { self.value(value, shape, &at) };
            if let Some(value) = value {
                kept.push((name, value));
            }
        }
        Some(Node { range, kind: NodeKind::Mapping { entries: kept, flow } })
    }

    /// Every key once, the first of each; keys that are no text are left out.
    fn once(&mut self, entries: Vec<(Node, Node)>) -> Vec<(Node, Node)> {
        let mut res: Vec<(Node, Node)> = Vec::with_capacity(entries.len());
        let mut seen = rustc_hash::FxHashMap::default();
        for (key, value) in entries {
            let Some(name) = key.scalar().map(str::to_owned) else {
                let message = format!("a key is a word, not {}", said(&key));
                self.push(ProblemCode::WrongType, key.range, message);
                continue;
            };
            match seen.get(&name) {
                Some(&first) => self.acc.push(Problem {
                    code: ProblemCode::DuplicateKey,
                    range: key.range,
                    message: format!("the key `{name}` stands twice"),
                    related: vec![(first, format!("`{name}` stands here first"))],
                    fix: None,
                }),
                None => {
                    seen.insert(name, key.range);
                    res.push((key, value));
                }
            }
        }
        res
    }

    fn rule(&mut self, fields: &Fields, entries: &[(Node, Node)], range: TextRange, at: &At<'_>) {
        let key = at.key;
        match fields.rule {
            Rule::Declared => (),
            Rule::OneOf(names) => {
                let mut given =
                    entries.iter().filter(|(key, _)| key.scalar().is_some_and(|it| names.contains(&it)));
                if given.next().is_none() && self.complete {
                    let message = format!("an item of `{key}` needs one of {}", one_of(names));
                    self.push(ProblemCode::MissingKey, range, message);
                }
                for (second, _) in given {
                    let message = format!("an item of `{key}` takes only one of {}", one_of(names));
                    self.push(ProblemCode::InvalidValue, second.range, message);
                }
            }
            Rule::OneKey => {
                for (second, _) in entries.iter().skip(1) {
                    let message =
                        format!("an item of `{key}` is a map of one key: begin a new item with `- `");
                    self.push(ProblemCode::InvalidValue, second.range, message);
                }
                if entries.is_empty() {
                    self.push(
                        ProblemCode::MissingKey,
                        range,
                        format!("an item of `{key}` is a map of one key"),
                    );
                }
            }
        }
    }

    fn missing(&mut self, fields: &Fields, given: &[String], entries: &[(Node, Node)], range: TextRange) {
        let missing =
            fields.keys.iter().filter(|it| it.required && !given.iter().any(|name| name == it.name));
        // The first key is shorter to underline than all of the map.
        let range = entries.first().map_or(range, |(key, _)| key.range);
        for key in missing.filter(|_| self.complete) {
            let message = format!("the key `{}` is missing", key.name);
            self.acc.push(Problem {
                code: ProblemCode::MissingKey,
                range,
                message,
                related: Vec::new(),
                fix: None,
            });
        }
    }

    fn unknown(&mut self, key: &Node, keys: &'static [Key], given: &[String]) {
        let name = key.scalar().unwrap_or_default();
        let free = keys.iter().map(|it| it.name).filter(|it| !given.iter().any(|given| given == it));
        let meant = suggest(name, free);
        let mut message = format!("there is no key `{name}`");
        if let Some(meant) = meant {
            message.push_str(&format!("; did you mean `{meant}`?"));
        }
        let fix = meant.map(|meant| Fix {
            title: format!("Change to `{meant}`"),
            edits: vec![TextEdit { range: key.range, new_text: meant.to_owned() }],
        });
        self.acc.push(Problem {
            code: ProblemCode::UnknownKey,
            range: key.range,
            message,
            related: Vec::new(),
            fix,
        });
    }

    fn wrong_type(&mut self, range: TextRange, shape: &Shape, at: &At<'_>, got: &str) -> Option<Node> {
        let takes = shape.takes();
        let message = match at.key {
            "" => format!("{takes} is expected, not {got}"),
            key => format!("`{key}` takes {takes}, not {got}"),
        };
        self.push(ProblemCode::WrongType, range, message);
        None
    }

    fn push(&mut self, code: ProblemCode, range: TextRange, message: String) {
        self.acc.push(Problem { code, range, message, related: Vec::new(), fix: None });
    }
}

impl Shape {
    /// Whether a node is of this type; its value may still be wrong.
    fn fits(&self, node: &Node) -> bool {
        match self {
            Shape::Scalar(Scalar::Bool) => node.bool().is_some(),
            Shape::Scalar(_) => node.scalar().is_some() && node.bool().is_none(),
            Shape::List(_) => matches!(node.kind, NodeKind::Sequence { .. }),
            Shape::OneOrMore(item) => matches!(node.kind, NodeKind::Sequence { .. }) || item.fits(node),
            Shape::Map(_) | Shape::MapOf { .. } => matches!(node.kind, NodeKind::Mapping { .. }),
            Shape::Either(shapes) => shapes.iter().any(|it| it.fits(node)),
            Shape::Any => true,
        }
    }

    /// What it takes, in words: `a list`.
    pub fn takes(&self) -> String {
        match self {
            Shape::Scalar(scalar) => scalar.takes(),
            Shape::List(_) => "a list".to_owned(),
            Shape::OneOrMore(item) => format!("{}, or a list", item.takes()),
            Shape::Map(Fields { rule: Rule::OneKey, .. }) => "a map of one key".to_owned(),
            Shape::Map(_) | Shape::MapOf { .. } => "a map".to_owned(),
            Shape::Either(shapes) => shapes.iter().map(Shape::takes).collect::<Vec<_>>().join(", or "),
            Shape::Any => "anything".to_owned(),
        }
    }
}

/// A node's type, for messages.
fn said(node: &Node) -> &'static str {
    match node.kind {
        NodeKind::Null => "nothing",
        NodeKind::Scalar { .. } if node.bool().is_some() => "`true` or `false`",
        NodeKind::Scalar { .. } if node.number().is_some() => "a number",
        NodeKind::Scalar { .. } => "text",
        NodeKind::Sequence { .. } => "a list",
        NodeKind::Mapping { .. } => "a map",
        NodeKind::Alias { .. } => "an alias (those of lists and maps are not followed)",
    }
}
