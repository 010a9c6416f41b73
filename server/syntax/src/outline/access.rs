//! Access paths: expressions that do nothing but lead from a name to something, `make().handlers["a"].run`.
//!
//! They are read from their text, which looks the same in most languages, and written in one way: names with `.`
//! between them, `()` behind what is called, `[key]` behind what is looked up by a literal, `[]` by anything else.

use std::ops::Range;

use super::arguments::MOST_BYTES;
use super::calls::{generics, is_name_byte, plain_path};

/// So many bytes are read at most.
pub(super) const MOST_TEXT: usize = 160;

/// What may stand before an expression without changing what it leads to.
const WORDS: [&str; 2] = ["await ", "new "];

/// How deep brackets are looked into.
const MOST_BRACKETS: u32 = 8;

/// The access path that a text is; `None` where it is anything else.
pub fn access(text: &str) -> Option<String> {
    if text.len() > MOST_TEXT {
        return None;
    }
    access_in(text, MOST_BRACKETS)
}

fn access_in(text: &str, depth: u32) -> Option<String> {
    let text = text.trim();
    let word = WORDS.iter().find_map(|word| Some((*word, text.strip_prefix(word)?)));
    if let Some((word, rest)) = word {
        let path = access_in(rest, depth.checked_sub(1)?)?;
        let is_made = word == "new " && !path.contains('(');
        return Some(if is_made { path + "()" } else { path });
    }
    let mut reader = Reader { text, at: 0, path: String::new(), is_open: true };
    while reader.at < text.len() {
        reader.step(depth)?;
    }
    (!reader.is_open).then_some(reader.path)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    path: String,
    /// A name must follow.
    is_open: bool,
}

impl Reader<'_> {
    fn step(&mut self, depth: u32) -> Option<()> {
        let bytes = &self.text.as_bytes()[self.at..];
        match bytes {
            [it, ..] if it.is_ascii_whitespace() => self.at += 1,
            [it, ..] if is_name_byte(*it) => return self.name(),
            [b'(', ..] if self.path.is_empty() => {
                let inner = self.brackets()?;
                self.path = access_in(&self.text[inner], depth.checked_sub(1)?)?;
                self.is_open = false;
            }
            [b'?', b'.', b'(' | b'[', ..] => self.at += 2,
            [b'(', ..] if !self.is_open => {
                let inner = self.brackets()?;
                // Above which class it is looked for, is not said by the path.
                if self.path == "super" && !self.text[inner].trim().is_empty() {
                    return None;
                }
                self.path.push_str("()");
            }
            [b'[', ..] if !self.is_open => {
                let inner = self.brackets()?;
                self.item(inner);
            }
            [b'<', ..] if !self.is_open => self.at += generics(bytes)?,
            [b'!', ..] if !self.is_open && bytes.get(1) != Some(&b'=') => self.at += 1,
            _ => self.separator(bytes)?,
        }
        Some(())
    }

    fn name(&mut self) -> Option<()> {
        let bytes = &self.text.as_bytes()[self.at..];
        let length = bytes.iter().take_while(|it| is_name_byte(**it)).count();
        if !self.is_open || (self.path.is_empty() && bytes[0].is_ascii_digit()) {
            return None;
        }
        self.path.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
        self.is_open = false;
        Some(())
    }

    fn separator(&mut self, bytes: &[u8]) -> Option<()> {
        let length = match bytes {
            [b':', b':', ..] | [b'?', b'.', ..] | [b'-', b'>', ..] => 2,
            [b'.', ..] => 1,
            _ => return None,
        };
        if self.is_open {
            return None;
        }
        self.path.push('.');
        self.is_open = true;
        self.at += length;
        Some(())
    }

    /// A part of a list is written by its key; a slice of it is as good as the list.
    fn item(&mut self, inner: Range<usize>) {
        let text = self.text[inner].trim();
        if let Some(key) = literal_key(text) {
            self.path.push_str(&format!("[{key}]"));
        } else if !text.contains(':') {
            self.path.push_str("[]");
        }
    }

    /// Goes over brackets, and says where what they hold stands.
    fn brackets(&mut self) -> Option<Range<usize>> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let (mut depth, mut quote) = (0u32, None);
        while let Some(&byte) = bytes.get(self.at) {
            self.at += 1;
            match (quote, byte) {
                (Some(_), b'\\') => self.at += 1,
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'' | b'`') => quote = Some(byte),
                (None, b'(' | b'[' | b'{') => depth += 1,
                (None, b')' | b']' | b'}') => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(start..self.at - 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// The word or number that a literal key is.
pub(super) fn literal_key(text: &str) -> Option<&str> {
    let is_number = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let quote = text.chars().next().filter(|it| matches!(it, '"' | '\''));
    let word = quote.and_then(|it| text.strip_prefix(it)?.strip_suffix(it));
    let is_word = |it: &&str| {
        !it.is_empty() && it.bytes().all(|it| is_name_byte(it) || matches!(it, b'-' | b'/' | b':' | b' '))
    };
    if is_number { Some(text) } else { word.filter(is_word) }
}

/// The names that a path rests on: its first, and what is looked up in the object itself.
pub(super) fn heads(path: &str) -> (&str, &str) {
    let mut parts = path.split(['.', '(', '[']);
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default().trim_end_matches(']'))
}

/// The word in a string, if it is one: letters, digits and what stands within names. Nothing has to be escaped
/// in it, so it means what it says in every language.
pub(super) fn word_in_quotes(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|it| matches!(it, '"' | '\'' | '`'))?;
    let word = text.trim_start_matches(quote).trim_end_matches(quote);
    let is_word =
        |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'.' | b'/' | b':') || it >= 0x80;
    let quotes = text.len() - word.len();
    let fits = !word.is_empty() && word.len() <= MOST_BYTES && word.bytes().all(is_word);
    (fits && matches!(quotes, 2 | 6)).then_some(word)
}

/// Names with dots between them, and nothing else.
pub(super) fn is_path(text: &str) -> bool {
    let mut path = String::new();
    text.bytes().all(|it| is_name_byte(it) || it == b'.') && plain_path(text, &mut path).is_some()
}

#[cfg(test)]
mod tests {
    use super::access;

    #[test]
    fn paths_are_written_in_one_way() {
        let check =
            |text: &str, expected: &str| assert_eq!(access(text).as_deref(), Some(expected), "{text}");
        check("f", "f");
        check("a . b\n  .c", "a.b.c");
        check("make(1, (2), ')')().run", "make()().run");
        check("table['a']", "table[a]");
        check("table[\"a b\"][0][x + 1]", "table[a b][0][]");
        check("steps[1:]", "steps");
        check("(f)", "f");
        check("(await make(x)).go", "make().go");
        check("new Store(x).save", "Store().save");
        check("new Store", "Store()");
        check("new Map<string, any>()", "Map()");
        check("a?.b?.[0]?.()", "a.b[0]()");
        check("a!.b", "a.b");
        check("a::b", "a.b");
        check("super().f", "super().f");
    }

    #[test]
    fn what_is_no_path_is_none() {
        let text = [
            "", "1", "a + b", "x => x", "a.", ".a", "a b", "[f][0]", "{}", "a(", "a != b", "f(\"", "a[", "-a",
        ];
        for text in text {
            assert_eq!(access(text), None, "{text}");
        }
        assert_eq!(access(&"(".repeat(1000)), None);
        assert_eq!(access(&"a.".repeat(1000)), None);
    }
}
