//! One reading of a text, up to its first error.

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};
use rustc_hash::FxHashMap;

use super::{Node, NodeKind, Style};
use crate::{TextRange, TextSize};

/// Aliases of scalars may add so many bytes to a text in all.
const ALIAS_BUDGET: usize = 1 << 20;

/// What could be read up to the first error.
pub(super) struct Attempt {
    pub(super) documents: Vec<Node>,
    pub(super) comments: Vec<TextRange>,
    /// Aliases without an anchor, with its name.
    pub(super) unknown_anchors: Vec<(TextRange, String)>,
    pub(super) error: Option<SyntaxError>,
}

/// Where and why a reading stopped.
pub(super) struct SyntaxError {
    pub(super) offset: usize,
    pub(super) message: String,
    /// Where the brackets start that were open, the innermost last.
    pub(super) open: Vec<usize>,
}

/// Reads `text` until its end or its first error.
pub(super) fn attempt(text: &str) -> Attempt {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
    };
    let mut builder = Builder::new(text);
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => builder.event(event, &span),
            Err(error) => {
                builder.error(&error);
                break;
            }
        }
    }
    builder.finish()
}

struct Builder<'a> {
    text: &'a str,
    res: Attempt,
    /// The collections that are open, the innermost last.
    stack: Vec<Open>,
    anchors: FxHashMap<usize, Option<NodeKind>>,
    alias_budget: usize,
    /// The end of the last event.
    last: usize,
    /// The end of the last event that was no comment.
    last_node: usize,
}

/// A collection whose end has not been seen.
struct Open {
    node: Node,
    /// A key that waits for its value.
    key: Option<Node>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Builder<'a> {
        let res =
            Attempt { documents: Vec::new(), comments: Vec::new(), unknown_anchors: Vec::new(), error: None };
        let anchors = FxHashMap::default();
        Builder { text, res, stack: Vec::new(), anchors, alias_budget: ALIAS_BUDGET, last: 0, last_node: 0 }
    }

    fn event(&mut self, event: Event<'_>, span: &Span) {
        let range = self.range(span);
        let is_comment = matches!(event, Event::Comment(..));
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let tagged = tag.is_some_and(|it| it.is_yaml_core_schema_tag("str"));
                self.scalar(value.into_owned(), style, tagged, anchor, range);
            }
            Event::SequenceStart(style, anchor, _) => {
                let flow = is_flow(style);
                let range = if flow { range } else { self.block_sequence(range) };
                self.open(NodeKind::Sequence { items: Vec::new(), flow }, anchor, range);
            }
            Event::MappingStart(style, anchor, _) => {
                self.open(NodeKind::Mapping { entries: Vec::new(), flow: is_flow(style) }, anchor, range);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(range)),
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::UnresolvedAlias(name) => {
                self.res.unknown_anchors.push((range, name.into_owned()));
                self.put(Node { range, kind: NodeKind::Alias { anchored: false } });
            }
            Event::Comment(..) => self.res.comments.push(range),
            // Where documents and the stream start and end: a document is its root node here.
            _ => (),
        }
        if !is_comment {
            self.last_node = range.end().into();
        }
    }

    fn scalar(&mut self, value: String, style: ScalarStyle, tagged: bool, anchor: usize, range: TextRange) {
        let style = match style {
            ScalarStyle::Plain if tagged => Style::Tagged,
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let null = style == Style::Plain && matches!(&*value, "" | "~" | "null" | "Null" | "NULL");
        let kind = if null { NodeKind::Null } else { NodeKind::Scalar { value, style } };
        if anchor != 0 {
            self.anchors.insert(anchor, Some(kind.clone()));
        }
        let range = match style {
            Style::Literal | Style::Folded => self.block_scalar(range),
            _ if range.is_empty() => self.nothing(range),
            _ => range,
        };
        self.put(Node { range, kind });
    }

    fn alias(&mut self, anchor: usize, range: TextRange) {
        let kind = match self.anchors.get(&anchor) {
            Some(Some(NodeKind::Scalar { value, style })) if value.len() <= self.alias_budget => {
                self.alias_budget -= value.len();
                NodeKind::Scalar { value: value.clone(), style: *style }
            }
            Some(Some(NodeKind::Null)) => NodeKind::Null,
            _ => NodeKind::Alias { anchored: true },
        };
        self.put(Node { range, kind });
    }

    fn open(&mut self, kind: NodeKind, anchor: usize, range: TextRange) {
        if anchor != 0 {
            self.anchors.insert(anchor, None);
        }
        self.stack.push(Open { node: Node { range, kind }, key: None });
    }

    /// Ends the innermost collection; without `end`, where the text broke off.
    fn close(&mut self, end: Option<TextRange>) {
        let Some(Open { mut node, key }) = self.stack.pop() else { return };
        if let (Some(key), NodeKind::Mapping { entries, .. }) = (key, &mut node.kind) {
            let value = Node { range: TextRange::empty(key.range.end()), kind: NodeKind::Null };
            entries.push((key, value));
        }
        if let (Some(end), true) = (end, node.is_flow()) {
            node.range = node.range.cover(end);
        }
        self.put(node);
    }

    /// Puts a node where the events have arrived.
    fn put(&mut self, node: Node) {
        let Some(open) = self.stack.last_mut() else {
            if node.kind != NodeKind::Null {
                self.res.documents.push(node);
            }
            return;
        };
        // A block collection is as long as what is in it: the parser ends it where the next thing begins.
        open.node.range = open.node.range.cover(node.range);
        match &mut open.node.kind {
            NodeKind::Sequence { items, .. } => items.push(node),
            NodeKind::Mapping { entries, .. } => match open.key.take() {
                Some(key) => entries.push((key, node)),
                None => open.key = Some(node),
            },
            NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Alias { .. } => (),
        }
    }

    fn error(&mut self, error: &ScanError) {
        let offset = error.marker().byte_offset().unwrap_or(self.last).min(self.text.len());
        let open = self.stack.iter().filter(|it| it.node.is_flow()).map(|it| it.node.range.start().into());
        self.res.error = Some(SyntaxError { offset, message: message(error), open: open.collect() });
    }

    fn finish(mut self) -> Attempt {
        while !self.stack.is_empty() {
            self.close(None);
        }
        self.res
    }

    fn range(&mut self, span: &Span) -> TextRange {
        let len = self.text.len();
        let range = span.byte_range().unwrap_or(self.last..self.last);
        let start = floor_char_boundary(self.text, range.start.min(len));
        let end = floor_char_boundary(self.text, range.end.clamp(start, len));
        self.last = end;
        TextRange::new(size(start), size(end))
    }

    /// The parser gives the content of a block scalar: it starts at the `|` or `>` before, and ends with
    /// its last character.
    fn block_scalar(&self, content: TextRange) -> TextRange {
        let start = self.sign_before(content.start(), |rest| rest.starts_with(['|', '>']));
        let start = start.unwrap_or(content.start());
        let kept = self.text[TextRange::new(start, content.end())].trim_end();
        TextRange::at(start, TextSize::of(kept))
    }

    /// What is not there stands where the line ends in which it could be, not where the next one starts.
    fn nothing(&self, range: TextRange) -> TextRange {
        let last = self.last_node.min(range.start().into());
        let kept = self.text[last..range.start().into()].trim_end();
        TextRange::empty(size(last + kept.len()))
    }

    /// The parser starts a list that stands at the column of its key with its first item: it starts at the
    /// `-` before.
    fn block_sequence(&self, range: TextRange) -> TextRange {
        let is_value = matches!(self.stack.last(), Some(Open { key: Some(_), .. }));
        let is_dash =
            |rest: &str| rest.strip_prefix('-').is_some_and(|it| it.starts_with(char::is_whitespace));
        match self.sign_before(range.start(), is_dash) {
            Some(start) if is_value => TextRange::new(start, range.end()),
            _ => range,
        }
    }

    /// The first word between the last node and `offset` that is the sign, comments left out.
    fn sign_before(&self, offset: TextSize, is_sign: impl Fn(&str) -> bool) -> Option<TextSize> {
        let mut line_start = self.last_node.min(offset.into());
        for line in self.text[line_start..offset.into()].split_inclusive('\n') {
            for (at, it) in line.char_indices() {
                let starts_word = at == 0 || line[..at].ends_with([' ', '\t', ':']);
                if starts_word && it == '#' {
                    break;
                }
                if starts_word && is_sign(&self.text[line_start + at..]) {
                    return Some(size(line_start + at));
                }
            }
            line_start += line.len();
        }
        None
    }
}

impl Node {
    fn is_flow(&self) -> bool {
        matches!(self.kind, NodeKind::Sequence { flow: true, .. } | NodeKind::Mapping { flow: true, .. })
    }
}

/// What is wrong, for a person who knows keys and values rather than the grammar of YAML.
fn message(error: &ScanError) -> String {
    let message = match error.kind() {
        ErrorKind::SimpleKeyExpected => "a key is followed by `:`",
        ErrorKind::ExpectedBlockMappingKey => "a key is expected at this indentation",
        ErrorKind::ExpectedBlockSequenceEntry => {
            "an item that starts with `-` is expected at this indentation"
        }
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::UnexpectedEofFlowSequence => {
            "a list in brackets goes on with `,` or ends with `]`"
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::UnexpectedEofFlowMapping => {
            "a map in braces goes on with `,` or ends with `}`"
        }
        ErrorKind::InvalidColonPlacement | ErrorKind::MappingValueNotAllowed => {
            "no `:` can stand here; quote a value that holds one, and close brackets before the next key"
        }
        ErrorKind::InvalidQuotedScalarIndent | ErrorKind::UnclosedQuotedScalar => "a quote is not closed",
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => {
            "lines are indented with spaces, not with tabs"
        }
        _ => return error.info(),
    };
    message.to_owned()
}

fn is_flow(style: StructureStyle) -> bool {
    style == StructureStyle::Flow
}

/// An offset in a text as a [`TextSize`]; [`super::parse`] reads no text that is longer.
pub(super) fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).unwrap_or(TextSize::new(u32::MAX))
}

/// The last boundary of a character that is not after `offset`.
pub(super) fn floor_char_boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
