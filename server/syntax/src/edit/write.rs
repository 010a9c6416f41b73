//! How a file is written: its line ends, its quotes, its indentation.

use crate::TextSize;
use crate::schema::{Scalar, Shape};
use crate::yaml::{self, Node, NodeKind, Style};

/// The habits of a file, for what is added to it.
pub(super) struct Writing {
    pub(super) newline: &'static str,
    /// The quotes it uses.
    pub(super) quotes: Style,
    /// How much further than their key its list items are indented.
    pub(super) dash: usize,
}

impl Default for Writing {
    fn default() -> Writing {
        Writing { newline: "\n", quotes: Style::DoubleQuoted, dash: 2 }
    }
}

impl Writing {
    /// The habits seen in a document.
    pub(super) fn of(text: &str, root: &Node) -> Writing {
        let default = Writing::default();
        let dash = root.entries().iter().find_map(|(key, value)| match &value.kind {
            NodeKind::Sequence { flow: false, .. } => {
                column(text, value.range.start()).checked_sub(column(text, key.range.start()))
            }
            _ => None,
        });
        Writing {
            newline: newline(text),
            quotes: first_quotes(root).unwrap_or(default.quotes),
            dash: dash.unwrap_or(default.dash),
        }
    }

    /// A value as YAML: without quotes where it can be, else with those of `like` or the file's.
    pub(super) fn scalar(&self, value: &str, like: Option<Style>, flow: bool) -> String {
        self.quoted(value, like, !is_plain(value, flow, true))
    }

    /// The value of a key, which may be `true` or a number where the key takes one.
    pub(super) fn value(
        &self,
        shape: Option<&Shape>,
        value: &str,
        like: Option<Style>,
        flow: bool,
    ) -> String {
        let text = shape.is_none_or(|it| !takes(it, value));
        self.quoted(value, like, !is_plain(value, flow, text))
    }

    fn quoted(&self, value: &str, like: Option<Style>, needed: bool) -> String {
        let quotes = match like {
            Some(style @ (Style::SingleQuoted | Style::DoubleQuoted)) => style,
            _ if needed => self.quotes,
            _ => return value.to_owned(),
        };
        match quotes {
            Style::SingleQuoted if !value.chars().any(needs_escape) => {
                format!("'{}'", value.replace('\'', "''"))
            }
            _ => double_quoted(value),
        }
    }
}

/// The line end of a text: that of its first line.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find(['\n', '\r']).map(|it| &text[it..]) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// Where a text ends.
pub(super) fn end(text: &str) -> TextSize {
    TextSize::try_from(text.len()).unwrap_or(TextSize::new(u32::MAX))
}

/// How many characters stand before `offset` in its line, a byte order mark left out.
pub(super) fn column(text: &str, offset: TextSize) -> usize {
    let before = &text[..offset.into()];
    let line = before.rfind(['\n', '\r']).map_or(before, |it| &before[it + 1..]);
    line.trim_start_matches('\u{feff}').chars().count()
}

/// Whether a value that is no text can be meant for that shape.
fn takes(shape: &Shape, value: &str) -> bool {
    match shape {
        Shape::Scalar(Scalar::Bool) => matches!(value, "true" | "false"),
        Shape::Scalar(Scalar::Integer | Scalar::Share) => {
            value.bytes().all(|it| it.is_ascii_digit() || it == b'.')
        }
        Shape::Either(shapes) => shapes.iter().any(|it| takes(it, value)),
        _ => false,
    }
}

/// Whether a value reads back as it is without quotes, and as text if it is to be `text`.
fn is_plain(value: &str, flow: bool, text: bool) -> bool {
    // YAML 1.1, which other tools still read, takes these for true, false and nothing.
    let old_words = ["y", "n", "yes", "no", "on", "off"];
    if text && old_words.iter().any(|it| value.eq_ignore_ascii_case(it)) {
        return false;
    }
    if value.chars().any(needs_escape) {
        return false;
    }
    let sample = if flow { format!("[{value}]") } else { format!("- k: {value}\n- {value}\n") };
    let yaml = yaml::parse(&sample);
    let [root] = &*yaml.documents else { return false };
    let is_same = |node: Option<&Node>| {
        node.is_some_and(|it| {
            let plain =
                matches!(&it.kind, NodeKind::Scalar { value: read, style: Style::Plain } if read == value);
            plain && !(text && (it.bool().is_some() || it.number().is_some()))
        })
    };
    let same = match root.items() {
        [item] if flow => is_same(Some(item)),
        [pair, item] if !flow => is_same(pair.get("k")) && is_same(Some(item)),
        _ => false,
    };
    same && yaml.problems.is_empty() && yaml.comments.is_empty()
}

fn double_quoted(value: &str) -> String {
    let mut res = String::from('"');
    for it in value.chars() {
        match it {
            '"' => res.push_str("\\\""),
            '\\' => res.push_str("\\\\"),
            '\n' => res.push_str("\\n"),
            '\r' => res.push_str("\\r"),
            '\t' => res.push_str("\\t"),
            it if needs_escape(it) => res.push_str(&format!("\\U{:08x}", u32::from(it))),
            it => res.push(it),
        }
    }
    res.push('"');
    res
}

/// Not printable as YAML has it, or a line end of another standard.
fn needs_escape(it: char) -> bool {
    it.is_control() || matches!(it, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn first_quotes(node: &Node) -> Option<Style> {
    match &node.kind {
        NodeKind::Scalar { style: style @ (Style::SingleQuoted | Style::DoubleQuoted), .. } => Some(*style),
        NodeKind::Sequence { items, .. } => items.iter().find_map(first_quotes),
        NodeKind::Mapping { entries, .. } => {
            entries.iter().find_map(|(key, value)| first_quotes(key).or_else(|| first_quotes(value)))
        }
        NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Alias { .. } => None,
    }
}
