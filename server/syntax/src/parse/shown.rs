//! What a parser is shown of a text, where its grammar's scanner has a fault that would end the process.

use std::borrow::Cow;

use canton_grammars::Language;

/// The text as the parser may read it, of the same length; `None` if it must not be read at all.
/// Owned if some other text of these characters is shown otherwise.
pub(super) fn shown<'t>(text: &'t str, language: &Language) -> Option<Cow<'t, str>> {
    if let Some(limit) = language.longest_heredoc_word()
        && has_long_heredoc_word(text, limit)
    {
        return None;
    }
    let is_shown = text.is_ascii() || !language.looks_up_braces();
    Some(if is_shown { Cow::Borrowed(text) } else { Cow::Owned(ascii_in_braces(text)) })
}

/// The text with ASCII for the character behind `{1..2`, `{1` or `{`: a letter for each of its bytes, so that
/// every place stays where it is.
fn ascii_in_braces(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for it in text.chars() {
        let is_plain =
            it.is_ascii() || !res.trim_end_matches(|it: char| it.is_ascii_digit()).ends_with(['{', '.']);
        match is_plain {
            true => res.push(it),
            false => res.extend(std::iter::repeat_n('x', it.len_utf8())),
        }
    }
    res
}

/// Whether a heredoc of the text may end in a word that is longer than `limit`.
fn has_long_heredoc_word(text: &str, limit: usize) -> bool {
    text.match_indices("<<").any(|(at, _)| {
        let word = text[at + 2..].trim_start_matches(['<', '~', '-']);
        let length = match word.chars().next() {
            Some(quote @ ('"' | '\'' | '`')) => word[1..].find(quote).unwrap_or(word.len()),
            _ => word.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(word.len()),
        };
        length > limit
    })
}

#[cfg(test)]
mod tests {
    use super::{ascii_in_braces, has_long_heredoc_word};

    #[test]
    fn a_letter_in_braces_is_ascii() {
        for (text, shown) in [
            ("{\u{31860}", "{xxxx"),
            ("é {12é..é}", "é {12xx..xx}"),
            ("{a..é} {1..2é é", "{a..xx} {1..2xx é"),
        ] {
            assert_eq!(ascii_in_braces(text), shown);
        }
    }

    #[test]
    fn only_words_of_heredocs_count() {
        let long = "a".repeat(300);
        for text in [format!("x = <<~{long}\n"), format!("f(<<'{long}')"), format!("<<-\"a b {long}\"")] {
            assert!(has_long_heredoc_word(&text, 255), "{text}");
        }
        for text in [format!("x = <<~A + '{long}'"), format!("x << {long}"), "x <<".to_owned(), long] {
            assert!(!has_long_heredoc_word(&text, 255), "{text}");
        }
    }
}
