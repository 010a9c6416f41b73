//! Where a completion is asked for, told from lines and indentation: a text that is being typed is seldom YAML.

use canton_syntax::schema::{Fields, Scalar, Shape};
use canton_syntax::{TextRange, TextSize};

/// What may stand at the cursor.
pub(super) struct Context<'a> {
    /// The keys of the map around the cursor, where a key may stand.
    pub(super) fields: Option<&'static Fields>,
    /// What a value may be, where one may stand.
    pub(super) scalars: Vec<Scalar>,
    /// The keys that the map has already.
    pub(super) present: Vec<&'a str>,
    /// What is typed of the key or value.
    pub(super) token: &'a str,
    /// What is replaced.
    pub(super) range: TextRange,
    /// A colon follows, so none is to be written.
    pub(super) before_colon: bool,
    /// The cursor is in quotes.
    quoted: bool,
}

/// A line of a block map or list.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Columns before its first `-`; `None` where it is no list item.
    dash: Option<usize>,
    /// Columns before its key or value.
    indent: usize,
    /// What follows.
    content: &'a str,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Line<'a> {
        let mut content = text.trim_start_matches(' ');
        let mut dash = None;
        while let Some(rest) = content.strip_prefix('-') {
            if !rest.is_empty() && !rest.starts_with(' ') {
                break;
            }
            dash = dash.or(Some(text.len() - content.len()));
            content = rest.trim_start_matches(' ');
        }
        Line { dash, indent: text.len() - content.len(), content }
    }

    /// Its key and what stands behind the colon.
    fn entry(&self) -> Option<(&'a str, &'a str)> {
        let (key, value) = self.content.split_once(':')?;
        let is_key = !key.is_empty() && !key.contains(['"', '{', '[', ' ', '#']);
        (is_key && (value.is_empty() || value.starts_with(' '))).then_some((key, value))
    }

    fn is_blank(&self) -> bool {
        self.content.is_empty() && self.dash.is_none() || self.content.starts_with('#')
    }

    fn ends_document(&self) -> bool {
        self.indent == 0 && (self.content.starts_with("---") || self.content.starts_with("..."))
    }

    /// How far left the line starts.
    fn start(&self) -> usize {
        self.dash.unwrap_or(self.indent)
    }
}

impl<'a> Context<'a> {
    /// `None` in a comment, and where nothing is declared.
    pub(super) fn new(text: &'a str, offset: TextSize, fields: &'static Fields) -> Option<Context<'a>> {
        let offset = usize::from(offset);
        let before = text.get(..offset)?;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let typed = &text[line_start..offset];
        if typed.trim_start().starts_with('#') || typed.contains(" #") {
            return None;
        }
        let line = Line::new(typed);
        let around = Around::new(&text[..line_start], &text[offset..], line);
        let parent = around.path.iter().try_fold(Place::Map(fields), |place, key| place.child(key))?;
        // Without a dash, a key continues the item above, or the map is no item at all.
        let in_item = line.dash.is_some() || !around.present.is_empty() || !parent.is_list();
        let mut cursor = Cursor { place: parent, token: line.content, in_item };
        if let Some((key, value)) = line.entry() {
            cursor = Cursor { place: parent.child(key)?, token: value.trim_start(), in_item: true };
        }
        let cursor = cursor.into_flow()?;
        Some(Context::at(text, offset, &cursor, around.present))
    }

    fn at(text: &'a str, offset: usize, cursor: &Cursor<'a>, present: Vec<&'a str>) -> Context<'a> {
        let quoted = cursor.token.starts_with(['"', '\'']);
        let token = cursor.token.trim_start_matches(['"', '\'']);
        let rest = &text[offset..];
        let ends = |char: char| char.is_whitespace() || ",]}:\"'".contains(char);
        let end = rest.find(ends).unwrap_or(rest.len());
        let range = TextRange::new(size(offset - token.len()), size(offset + end));
        let (fields, scalars) = match cursor.place {
            Place::Map(fields) => (Some(fields), Vec::new()),
            Place::Shape(shape) => (if cursor.in_item { maps(shape) } else { None }, scalars(shape)),
        };
        let before_colon = rest[end..].starts_with(':');
        Context { fields, scalars, present, token, range, before_colon, quoted }
    }

    /// A value as it is written here.
    pub(super) fn written(&self, value: &str) -> String {
        let plain = |char: char| char.is_alphanumeric() || "._/-#~:*".contains(char);
        let is_plain = value.starts_with(|char: char| char.is_alphanumeric() || "._/~".contains(char));
        if self.quoted || is_plain && value.chars().all(plain) {
            value.to_owned()
        } else {
            format!("\"{value}\"")
        }
    }
}

/// The keys that lead to a line, and those beside it.
struct Around<'a> {
    path: Vec<&'a str>,
    present: Vec<&'a str>,
}

impl<'a> Around<'a> {
    fn new(before: &'a str, after: &'a str, line: Line<'a>) -> Around<'a> {
        let mut around = Around { path: Vec::new(), present: Vec::new() };
        // A list may stand as far left as the key that it belongs to.
        let mut limit = line.dash.map_or(line.indent, |dash| dash + 1);
        let mut in_map = line.dash.is_none();
        for above in before.lines().rev().map(Line::new).filter(|line| !line.is_blank()) {
            if above.ends_document() {
                break;
            }
            let key = above.entry().map(|(key, _)| key);
            if in_map && above.indent == line.indent {
                around.present.extend(key);
                if let Some(dash) = above.dash {
                    (limit, in_map) = (dash + 1, false);
                }
            } else if above.start() < limit && (above.dash.is_none() || above.indent < limit) {
                around.path.extend(key);
                in_map = false;
                limit = above.dash.map_or(above.indent, |dash| dash + 1);
            } else if above.dash.is_some_and(|dash| dash + 1 < limit) {
                limit = above.start() + 1;
            }
        }
        around.path.reverse();
        let below = after.lines().skip(1).map(Line::new).filter(|line| !line.is_blank());
        for below in below.take_while(|it| it.start() >= line.indent && !it.ends_document()) {
            if below.dash.is_none() && below.indent == line.indent {
                around.present.extend(below.entry().map(|(key, _)| key));
            }
        }
        around
    }
}

/// What is declared at a place.
#[derive(Clone, Copy)]
enum Place {
    Map(&'static Fields),
    Shape(&'static Shape),
}

impl Place {
    fn is_list(self) -> bool {
        matches!(self, Place::Shape(Shape::List(_)))
    }

    fn child(self, key: &str) -> Option<Place> {
        match self {
            Place::Map(fields) => fields.key(key).map(|key| Place::Shape(&key.shape)),
            Place::Shape(shape) => match shape {
                Shape::Map(fields) => Place::Map(fields).child(key),
                Shape::MapOf { value, .. } => Some(Place::Shape(value)),
                Shape::List(item) | Shape::OneOrMore(item) => Place::Shape(item).child(key),
                Shape::Either(shapes) => shapes.iter().find_map(|shape| Place::Shape(shape).child(key)),
                Shape::Scalar(_) | Shape::Any => None,
            },
        }
    }
}

/// The cursor within a line.
struct Cursor<'a> {
    place: Place,
    token: &'a str,
    /// A map may begin here.
    in_item: bool,
}

impl<'a> Cursor<'a> {
    /// Into the brackets and braces that are open before the cursor.
    fn into_flow(mut self) -> Option<Cursor<'a>> {
        while let Some(inner) = self.token.strip_prefix(['[', '{']) {
            let part = last_part(inner)?.trim_start();
            self = match part.split_once(": ") {
                Some((key, value)) if self.token.starts_with('{') => {
                    Cursor { place: self.place.child(key.trim())?, token: value.trim_start(), in_item: true }
                }
                _ => Cursor { token: part, in_item: true, ..self },
            };
        }
        Some(self)
    }
}

/// What follows the last comma that stands in no inner bracket; `None` behind the closing one.
fn last_part(text: &str) -> Option<&str> {
    let (mut depth, mut start, mut quote) = (0_i32, 0, None);
    for (at, char) in text.char_indices() {
        match (quote, char) {
            (Some(open), char) if open == char => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(char),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => start = at + 1,
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    Some(&text[start..])
}

/// The keys of the map that a shape may be.
fn maps(shape: &'static Shape) -> Option<&'static Fields> {
    match shape {
        Shape::Map(fields) => Some(fields),
        Shape::List(item) | Shape::OneOrMore(item) => maps(item),
        Shape::Either(shapes) => shapes.iter().find_map(maps),
        Shape::Scalar(_) | Shape::MapOf { .. } | Shape::Any => None,
    }
}

/// The scalars that a shape, or an item of it, may be.
fn scalars(shape: &Shape) -> Vec<Scalar> {
    match shape {
        Shape::Scalar(scalar) => vec![*scalar],
        Shape::List(item) | Shape::OneOrMore(item) => scalars(item),
        Shape::Either(shapes) => shapes.iter().flat_map(scalars).collect(),
        Shape::MapOf { key, .. } => vec![*key],
        Shape::Map(_) | Shape::Any => Vec::new(),
    }
}

/// No file that is read is longer than [`TextSize`] can say.
fn size(at: usize) -> TextSize {
    TextSize::try_from(at).unwrap_or(TextSize::new(u32::MAX))
}
