//! Claims: what they may look like.

use globset::GlobBuilder;

use super::Claim;

/// Reads a claim as it is written; says why one cannot be read.
pub fn parse(text: &str) -> Result<Claim, String> {
    if text.is_empty() {
        return Err("it names nothing".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Err("it holds a line end or another control character".to_owned());
    }
    if text.contains('\\') {
        return Err("folders are separated by `/`".to_owned());
    }
    if is_absolute(text) {
        return Err("a path starts at the manifest's folder".to_owned());
    }
    if text.starts_with('!') {
        return Err("a claim cannot leave anything out with `!`".to_owned());
    }
    match text.split_once('#') {
        Some((path, symbol)) => symbol_claim(path, symbol),
        None if text.contains(['*', '?', '[', '{']) || text.ends_with('/') => glob_claim(text),
        None => Ok(Claim::File(text.to_owned())),
    }
}

fn symbol_claim(path: &str, symbol: &str) -> Result<Claim, String> {
    if path.is_empty() {
        return Err("there is no path before `#`".to_owned());
    }
    // Brackets are allowed: `app/[id]/page.tsx` is a file.
    if path.contains(['*', '?']) || path.ends_with('/') {
        return Err("a symbol stands in one file, so its path is no glob".to_owned());
    }
    if symbol.split('.').any(str::is_empty) || symbol.contains(char::is_whitespace) {
        return Err("after `#` stands a symbol's name, with dots before members".to_owned());
    }
    Ok(Claim::Symbol { path: path.to_owned(), symbol: symbol.to_owned() })
}

fn glob_claim(text: &str) -> Result<Claim, String> {
    match GlobBuilder::new(text).literal_separator(true).build() {
        Ok(_) => Ok(Claim::Glob(text.to_owned())),
        Err(error) => Err(format!("as a glob, it has an {}", error.kind())),
    }
}

/// From the root of a system or a drive, a home folder or another machine.
fn is_absolute(text: &str) -> bool {
    let drive = matches!(text.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    text.starts_with('/') || text.starts_with("~/") || drive || text.contains("://")
}
