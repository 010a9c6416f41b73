//! Strings as a digest sees them.

use std::borrow::Cow;

/// What of a string's spelling carries no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// All of it does.
    Exact,
    /// Which quotes, and the case of the prefix, do not; quotes may be escaped.
    FreeQuotes,
    /// Which quotes do not; a backslash is a backslash.
    FreeQuotesWithoutEscapes,
    /// Which quotes do not, where nothing between them has a meaning of its own.
    PlainQuotes,
    /// As `FreeQuotes`, and the indentation does not.
    Docstring,
    /// The indentation that all lines share does not.
    TextBlock,
    /// So many columns of indentation do not.
    Indented(u32),
    /// The tabs that lines begin with do not.
    WithoutTabs,
}

/// The text with LF for CRLF.
pub(crate) fn without_returns(text: &str, carriage_returns: bool) -> Cow<'_, str> {
    if carriage_returns && text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Writes a whole string.
pub(crate) fn write(text: &str, style: Style, out: &mut Vec<u8>) {
    match style {
        Style::Exact => out.extend_from_slice(text.as_bytes()),
        Style::FreeQuotes | Style::FreeQuotesWithoutEscapes | Style::Docstring => {
            free_quotes(text, style, out)
        }
        Style::PlainQuotes => plain_quotes(text, out),
        Style::Indented(columns) => indented(text, columns, out),
        Style::WithoutTabs => without_tabs(text.trim_start_matches('\t'), out),
        Style::TextBlock => out.extend_from_slice(strip_indent(text).as_bytes()),
    }
}

/// Writes a part of a string with interpolations that is not its beginning or end.
pub(crate) fn write_piece(text: &str, style: Style, out: &mut Vec<u8>) {
    match style {
        Style::FreeQuotes => unescape_quotes(text, out),
        Style::Indented(columns) => indented(text, columns, out),
        Style::WithoutTabs => without_tabs(text, out),
        _ => out.extend_from_slice(text.as_bytes()),
    }
}

/// Writes the beginning or the end of a string with interpolations: its prefix and quotes.
pub(crate) fn write_edge(text: &str, style: Style, out: &mut Vec<u8>) {
    if let Style::Exact | Style::PlainQuotes = style {
        out.extend_from_slice(text.as_bytes());
    } else if let Style::Indented(_) | Style::WithoutTabs = style {
        write_piece(text, style, out);
    } else {
        let prefix = text.trim_end_matches(['"', '\'']);
        out.extend_from_slice(prefix.to_ascii_lowercase().as_bytes());
        out.push(b'S');
    }
}

/// The text of a string that could stand without its quotes, as a name.
pub(crate) fn quoted_name(text: &str) -> Option<&str> {
    let name = text.get(1..text.len().checked_sub(1)?)?;
    let is_letter = |it: char| it.is_alphabetic() || matches!(it, '_' | '$');
    let is_name = name.starts_with(is_letter) && name.chars().all(|it| is_letter(it) || it.is_numeric());
    is_name.then_some(name)
}

/// What stands before the quotes, in lower case.
pub(crate) fn prefix(text: &str) -> String {
    text.split(['"', '\'']).next().unwrap_or_default().to_ascii_lowercase()
}

/// The prefix of two strings that are joined; `None` where they cannot be.
pub(crate) fn common_prefix(one: String, other: String) -> Option<String> {
    match (one.as_str(), other.as_str()) {
        _ if one == other && one.len() < 2 && one != "b" => Some(one),
        ("", "f") | ("f", "") => Some(String::from("f")),
        _ => None,
    }
}

/// Whether a string ends in an escape that a digit behind it would belong to (`'\1' '2'` is no `'\12'`).
pub(crate) fn reads_on(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'']);
    let digits = text.len() - text.trim_end_matches(|it| matches!(it, '0'..='7')).len();
    let before = &text[..text.len() - digits];
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    (1..3).contains(&digits) && backslashes % 2 == 1
}

/// Writes what stands between the quotes of a string that is joined to others.
pub(crate) fn write_part(text: &str, style: Style, double_braces: bool, out: &mut Vec<u8>) {
    let quote = text.find(['"', '\'']).unwrap_or(text.len());
    let body = body(&text[quote..]);
    let body = match double_braces {
        true => Cow::Owned(body.replace('{', "{{").replace('}', "}}")),
        false => Cow::Borrowed(body),
    };
    write_piece(&body, style, out);
}

/// Text between tags as it is shown.
pub(crate) fn write_markup(text: &str, out: &mut Vec<u8>) {
    let begin = out.len();
    let last = text.split('\n').count() - 1;
    for (index, line) in text.split('\n').enumerate() {
        let blanks = [' ', '\t', '\r'];
        let line = if index > 0 { line.trim_start_matches(blanks) } else { line };
        let line = if index < last { line.trim_end_matches(blanks) } else { line };
        if line.is_empty() {
            continue;
        }
        if out.len() > begin {
            out.push(b' ');
        }
        out.extend_from_slice(line.as_bytes());
    }
}

/// Text of a preprocessor: blanks between tokens that are apart without them are dropped, others are one blank,
/// and so are escaped line ends; a comment is none of it.
pub(crate) fn write_preprocessor(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let begin = out.len();
    let mut at = 0;
    let mut is_apart = false;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let blanks = match rest {
            [b'/', b'/', ..] => break,
            [b'\\', b'\n', ..] => 2,
            [b'\\', b'\r', b'\n', ..] => 3,
            [byte, ..] => usize::from(byte.is_ascii_whitespace()),
            [] => break,
        };
        if blanks > 0 {
            is_apart = true;
            at += blanks;
            continue;
        }
        let end = at + preprocessor_token(rest);
        if is_apart && may_join(&out[begin..], bytes[at]) {
            out.push(b' ');
        }
        is_apart = false;
        out.extend_from_slice(&bytes[at..end]);
        at = end;
    }
}

/// The length of a string or a character with its quotes, or 1.
fn preprocessor_token(bytes: &[u8]) -> usize {
    let Some(quote @ (b'"' | b'\'')) = bytes.first() else { return 1 };
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == *quote => return at + 1,
            _ => (),
        }
        at += 1;
    }
    bytes.len()
}

/// Whether `next` right after what was written could be read as one token with it.
fn may_join(before: &[u8], next: u8) -> bool {
    let Some(&last) = before.last() else { return false };
    let is_word =
        |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'.' | b'"' | b'\'') || it >= 0x80;
    let is_alone = |it: u8| matches!(it, b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b';' | b'~');
    if is_alone(last) || is_alone(next) {
        return false;
    }
    // A number goes on over the sign of its exponent.
    let word = before.iter().rposition(|&it| !is_word(it)).map_or(0, |it| it + 1);
    let is_number = before.get(word).is_some_and(|it| it.is_ascii_digit() || *it == b'.');
    is_word(last) == is_word(next) || is_number && matches!(next, b'+' | b'-')
}

/// With single quotes, where double ones would mean no more.
fn plain_quotes(text: &str, out: &mut Vec<u8>) {
    let inner = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    match inner.filter(|it| !it.contains(['$', '\'', '"']) && !has_escape(it)) {
        Some(inner) => {
            out.push(b'\'');
            out.extend_from_slice(inner.as_bytes());
            out.push(b'\'');
        }
        None => out.extend_from_slice(text.as_bytes()),
    }
}

/// Whether a backslash stands for more in double quotes than in single ones, where `\\` is one, and so is `\a`.
fn has_escape(text: &str) -> bool {
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'\\' && rest.next().is_none_or(|it| b"ntrvefxXu01234567$\"'".contains(&it)) {
            return true;
        }
    }
    false
}

/// The prefix in lower case, then the text between the quotes.
fn free_quotes(text: &str, style: Style, out: &mut Vec<u8>) {
    let Some(quote) = text.find(['"', '\'']) else {
        out.extend_from_slice(text.as_bytes());
        return;
    };
    let (prefix, quoted) = text.split_at(quote);
    let prefix = prefix.to_ascii_lowercase();
    out.extend_from_slice(prefix.as_bytes());
    out.push(b'S');
    let body = body(quoted);
    if style == Style::Docstring {
        docstring(body, &prefix, out);
    } else if style == Style::FreeQuotesWithoutEscapes || prefix.contains('r') {
        out.extend_from_slice(body.as_bytes());
    } else {
        unescape_quotes(body, out);
    }
}

/// Without up to so many blanks after every line break.
fn indented(text: &str, columns: u32, out: &mut Vec<u8>) {
    for (index, line) in text.split('\n').enumerate() {
        if index == 0 {
            out.extend_from_slice(line.as_bytes());
            continue;
        }
        let blanks = line.bytes().take(columns as usize).take_while(|it| matches!(it, b' ' | b'\t')).count();
        out.push(b'\n');
        out.extend_from_slice(&line.as_bytes()[blanks..]);
    }
}

/// Without the tabs after every line break, but for one that is escaped: it is none.
fn without_tabs(text: &str, out: &mut Vec<u8>) {
    let mut lines = text.split('\n');
    let mut before = lines.next().unwrap_or_default();
    out.extend_from_slice(before.as_bytes());
    for line in lines {
        let begins = !before.ends_with('\\');
        let shown = if begins { line.trim_start_matches('\t') } else { line };
        out.push(b'\n');
        out.extend_from_slice(shown.as_bytes());
        before = line;
    }
}

/// What stands between the quotes, three or one.
fn body(quoted: &str) -> &str {
    for triple in ["\"\"\"", "'''"] {
        let inner = quoted.strip_prefix(triple).and_then(|it| it.strip_suffix(triple));
        if let Some(inner) = inner {
            return inner;
        }
    }
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default()
}

fn unescape_quotes(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match &bytes[at..] {
            [b'\\', quote @ (b'"' | b'\''), ..] => out.push(*quote),
            [b'\\', other, ..] => out.extend_from_slice(&[b'\\', *other]),
            [byte, ..] => {
                out.push(*byte);
                at += 1;
                continue;
            }
            [] => break,
        }
        at += 2;
    }
}

/// As Python's `inspect.cleandoc` shows it: without the common indentation, blank lines around it and
/// blanks at line ends.
fn docstring(body: &str, prefix: &str, out: &mut Vec<u8>) {
    let mut lines: Vec<Cow<'_, str>> = body.split('\n').map(expand_tabs).collect();
    let indent = lines.iter().skip(1).filter_map(|it| indent_of(it)).min().unwrap_or_default();
    for (index, line) in lines.iter_mut().enumerate() {
        let cut = if index == 0 { line.trim() } else { line.get(indent..).unwrap_or_default().trim_end() };
        *line = Cow::Owned(cut.to_owned());
    }
    let first = lines.iter().position(|it| !it.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|it| !it.is_empty()).map_or(first, |it| it + 1);
    for line in &lines[first..last] {
        if prefix.contains('r') {
            out.extend_from_slice(line.as_bytes())
        } else {
            unescape_quotes(line, out)
        }
        out.push(b'\n');
    }
}

/// Tabs at the beginning as the eight blanks that they stand for.
fn expand_tabs(line: &str) -> Cow<'_, str> {
    let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
    if !line[..blank].contains('\t') {
        return Cow::Borrowed(line);
    }
    let mut res = String::new();
    for it in line[..blank].chars() {
        res.push(' ');
        while it == '\t' && !res.len().is_multiple_of(8) {
            res.push(' ');
        }
    }
    res.push_str(&line[blank..]);
    Cow::Owned(res)
}

/// `None` for a blank line.
fn indent_of(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches([' ', '\t']);
    (!rest.trim().is_empty()).then_some(line.len() - rest.len())
}

/// A text block as the language reads it: the indentation that its lines and its closing quotes share is
/// no part of it, and neither are blanks at line ends.
fn strip_indent(text: &str) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let closing = lines.pop().unwrap_or_default();
    let closing_indent = indent_of(closing);
    let indent = lines.iter().skip(1).filter_map(|it| indent_of(it)).chain(closing_indent).min();
    let indent = indent.unwrap_or_default();
    let mut res = String::new();
    for (index, line) in lines.iter().enumerate() {
        let line = if index == 0 { line } else { line.get(indent..).unwrap_or_default() };
        res.push_str(line.trim_end());
        res.push('\n');
    }
    res.push_str(closing.get(indent..).unwrap_or_default());
    res
}
