//! `cargo xtask ctags`: what our outlines find, beside what Universal Ctags finds in the same files.
//!
//! Ctags is no oracle: it reads lines where we read grammars, and each finds things that the other does not.
//! The use is in the classes of differences: each must be understood, and be a choice.

mod compare;
pub(crate) mod outlines;
mod shape;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

pub(crate) use compare::compare;

/// A function-like or class-like definition, as one of the two sees it.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    /// From the root of the comparison, with `/`.
    pub(crate) path: String,
    /// The plain name.
    pub(crate) name: String,
    /// The first and the last line on which the name may stand, from 1.
    pub(crate) lines: (u32, u32),
    /// The kind, in the finder's own words.
    pub(crate) kind: String,
}

/// What we count as function-like or class-like, by Ctags' language and kind. Other names for a type are
/// neither; Ctags also takes every `import { type A }` of TypeScript for one.
const KINDS: [(&str, &[&str]); 15] = [
    ("C", &["enum", "function", "macro", "struct", "union"]),
    ("C#", &["class", "enum", "interface", "method", "namespace", "property", "struct"]),
    ("C++", &["class", "enum", "function", "macro", "namespace", "struct", "union"]),
    ("Elixir", &["delegate", "function", "guard", "macro", "module", "protocol"]),
    ("Go", &["func", "interface", "methodSpec", "struct", "type"]),
    ("Java", &["annotation", "class", "enum", "interface", "method"]),
    ("JavaScript", &["class", "function", "generator", "getter", "method", "setter"]),
    ("Kotlin", &["class", "interface", "method", "object"]),
    ("Lua", &["function"]),
    ("PHP", &["class", "function", "interface", "trait"]),
    ("Python", &["class", "function", "member"]),
    ("Ruby", &["class", "method", "module", "singletonMethod"]),
    ("Rust", &["enum", "function", "interface", "macro", "method", "module", "struct"]),
    ("Sh", &["function"]),
    ("TypeScript", &["class", "enum", "function", "generator", "interface", "method", "namespace"]),
];

/// What Ctags finds in files below `root`.
pub(crate) fn tags(root: &Path, paths: &[String]) -> Result<Vec<Definition>> {
    let list = tempfile(paths)?;
    let mut ctags = Command::new("ctags");
    ctags.args(["--output-format=json", "--fields=+nlS", "--sort=no", "--links=no", "-f", "-"]);
    ctags.args(["--map-TypeScript=+.tsx", "--map-TypeScript=+.mts", "--map-TypeScript=+.cts"]);
    ctags.args(["--map-JavaScript=+.jsx", "--map-JavaScript=+.cjs", "--map-Python=+.pyi"]);
    ctags.args([
        "--langmap=C:.c.h",
        "--map-C++=-.h",
        "--map-C++=+.ipp",
        "--map-C++=+.tpp",
        "--map-C++=+.txx",
    ]);
    let languages: Vec<&str> = KINDS.iter().map(|(language, _)| *language).collect();
    ctags.arg(format!("--languages={}", languages.join(","))).arg("-L").arg(&list);
    let mut child = ctags.current_dir(root).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let child = child.as_mut().map_err(|error| anyhow::anyhow!("run ctags: {error}"))?;
    let output = child.stdout.take().context("ctags has an output")?;
    let mut found = Vec::new();
    for line in BufReader::new(output).split(b'\n') {
        // A file that is not UTF-8 has patterns that are not JSON; such a tag is left out.
        let Ok(tag) = serde_json::from_slice::<Tag>(&line?) else { continue };
        found.extend(tag.definition());
    }
    ensure!(child.wait()?.success(), "ctags failed part-way: what it found is not the whole");
    fs::remove_file(list)?;
    found.sort_by(|a, b| (&a.path, a.lines, &a.name).cmp(&(&b.path, b.lines, &b.name)));
    // A function that makes objects is tagged as a function and as a class.
    found.dedup_by(|a, b| (&a.path, a.lines, &a.name) == (&b.path, b.lines, &b.name));
    Ok(found)
}

/// `path` from `root`, with `/`.
pub(crate) fn relative(root: &Path, path: &Path) -> Option<String> {
    Some(path.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"))
}

/// One line of Ctags' JSON output.
#[derive(Deserialize)]
struct Tag {
    name: String,
    path: String,
    language: String,
    line: u32,
    kind: String,
    signature: Option<String>,
}

impl Tag {
    fn definition(self) -> Option<Definition> {
        let (_, kinds) = KINDS.iter().find(|(language, _)| *language == self.language)?;
        let anonymous = is_anonymous(&self.name);
        // A macro without parameters is a constant.
        let is_constant = self.kind == "macro" && self.language.starts_with('C') && self.signature.is_none();
        let counts = kinds.contains(&self.kind.as_str()) && !anonymous && !is_constant;
        // Some versions give a method its class's name; we compare plain names.
        let name = self.name.rsplit(['.', ':']).next().unwrap_or_default();
        let name = without_blanks(name.trim_matches('`'));
        let (path, kind) = (self.path, self.kind);
        counts.then_some(Definition { path, name, lines: (self.line, self.line), kind })
    }
}

/// Ctags calls what has no name `AnonymousFunction5f0c3a9e0100`, `anonFunc…`, `__anon5f0c3a9e0103` or `<lambda>`.
fn is_anonymous(name: &str) -> bool {
    let made_up = ["Anonymous", "anon", "__anon"].iter().any(|it| name.starts_with(it));
    name.starts_with('<') || made_up && name.bytes().rev().take(8).all(|it| it.is_ascii_hexdigit())
}

/// The last part of a dotted name, without the number that tells it from others of the same name.
pub(crate) fn plain_name(name: &str) -> &str {
    let last = name.rsplit('.').next().unwrap_or(name);
    match last.rsplit_once('~') {
        Some((plain, number)) if number.parse::<u32>().is_ok() => plain,
        _ => last,
    }
}

/// A name of Ctags as ours are written: `operator==` for `operator ==`, `operator_int` for `operator int`.
fn without_blanks(name: &str) -> String {
    let mut res = String::new();
    for part in name.split_whitespace() {
        if res.ends_with(char::is_alphanumeric) && part.starts_with(char::is_alphanumeric) {
            res.push('_');
        }
        res.push_str(part);
    }
    res
}

/// A list of files, for Ctags to read.
fn tempfile(paths: &[String]) -> Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("xtask-ctags-{}.txt", std::process::id()));
    fs::write(&path, paths.join("\n")).with_context(|| format!("write {}", path.display()))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::{is_anonymous, plain_name, without_blanks};

    #[test]
    fn names_are_plain_and_given_by_a_person() {
        assert_eq!(plain_name("Invoice.total~2"), "total");
        assert_eq!(plain_name("Invoice.~Invoice~2"), "~Invoice");
        assert_eq!(without_blanks("operator =="), "operator==");
        assert!(is_anonymous("AnonymousFunction5f0c3a9e0100") && is_anonymous("__anon5f0c3a9e0103"));
        assert!(!is_anonymous("AnonymousUserTests") && !is_anonymous("anonymous"));
    }
}
