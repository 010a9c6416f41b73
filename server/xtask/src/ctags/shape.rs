//! The shape of a line: what is left of it when names and literals are blanked.

/// Words that tell constructs apart, of all languages together.
const KEYWORDS: [&str; 58] = [
    "abstract",
    "as",
    "async",
    "await",
    "case",
    "class",
    "const",
    "constructor",
    "declare",
    "def",
    "default",
    "else",
    "enum",
    "export",
    "extends",
    "extern",
    "final",
    "fn",
    "for",
    "func",
    "function",
    "get",
    "if",
    "impl",
    "import",
    "in",
    "interface",
    "lambda",
    "let",
    "macro_rules",
    "mod",
    "module",
    "namespace",
    "new",
    "override",
    "private",
    "protected",
    "pub",
    "public",
    "readonly",
    "record",
    "return",
    "self",
    "set",
    "static",
    "struct",
    "super",
    "this",
    "throw",
    "trait",
    "type",
    "union",
    "unsafe",
    "use",
    "var",
    "where",
    "with",
    "yield",
];

/// How many tokens tell one construct from another.
const TOKENS: usize = 9;

/// `  pub fn open(path: &str) {` with the name `open` has the shape `pub fn NAME ( _ : & _`.
pub(super) fn shape(line: &str, name: &str) -> String {
    let mut tokens: Vec<&str> = Vec::new();
    let mut rest = line.trim_start();
    while tokens.len() < TOKENS {
        let Some(first) = rest.chars().next() else { break };
        let length = token_length(rest, first);
        let (token, after) = rest.split_at(length);
        let blanked = blank(token, first, name);
        // A dotted path counts as one name.
        if !(blanked == "_" && tokens.last() == Some(&"_")) {
            tokens.push(blanked);
        }
        rest = after.trim_start();
    }
    tokens.join(" ")
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$' || c == '#'
}

fn token_length(rest: &str, first: char) -> usize {
    if is_word(first) {
        return rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    }
    if matches!(first, '"' | '\'' | '`') {
        let close = rest[first.len_utf8()..].find(first);
        return close.map_or(rest.len(), |at| at + 2 * first.len_utf8());
    }
    match rest.get(..2) {
        Some(two @ ("=>" | "->" | "::" | "//" | "/*" | ":=")) => two.len(),
        _ => first.len_utf8(),
    }
}

fn blank<'a>(token: &'a str, first: char, name: &str) -> &'a str {
    if token == name {
        "NAME"
    } else if matches!(first, '"' | '\'' | '`') {
        "\"\""
    } else if !is_word(first) || KEYWORDS.contains(&token) {
        token
    } else {
        "_"
    }
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn names_and_literals_are_blanked() {
        assert_eq!(shape("  pub fn open(path: &str) {", "open"), "pub fn NAME ( _ : & _ )");
        assert_eq!(shape("\"on click\": async function (event) {", "click"), "\"\" : async function ( _ ) {");
        assert_eq!(shape("x = lambda a: a.b", "x"), "NAME = lambda _ : _ . _");
        assert_eq!(shape("", "x"), "");
    }

    #[test]
    fn an_open_string_and_wide_characters_do_no_harm() {
        assert_eq!(shape("é = 'ü", "é"), "NAME = \"\"");
    }
}
