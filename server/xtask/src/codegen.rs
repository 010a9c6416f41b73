//! `cargo xtask codegen`: what is written twice is generated from the place where it is declared.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use canton_grammars::Language;
use canton_syntax::schema;

use crate::table::Table;

/// A file and what it is to hold.
struct Generated {
    /// From the repository's root.
    path: &'static str,
    text: String,
}

/// Writes every generated file that differs; with `check`, says which do, and fails.
pub(crate) fn run(check: bool) -> Result<()> {
    let root = crate::root();
    let mut stale = Vec::new();
    for Generated { path, text } in generated(&root)? {
        let file = root.join(path);
        if fs::read_to_string(&file).is_ok_and(|current| current == text) {
            continue;
        }
        if check {
            stale.push(path);
            continue;
        }
        let folder = file.parent().context("a generated file has a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("create {}", folder.display()))?;
        fs::write(&file, text).with_context(|| format!("write {path}"))?;
        println!("wrote {path}");
    }
    if !stale.is_empty() {
        bail!("not what `cargo xtask codegen` writes: {}", stale.join(", "));
    }
    Ok(())
}

fn generated(root: &Path) -> Result<Vec<Generated>> {
    let pretty = |schema| -> Result<String> { Ok(serde_json::to_string_pretty(&schema)? + "\n") };
    let mut files = vec![
        Generated { path: "editors/schemas/canton.schema.json", text: pretty(schema::manifest_schema())? },
        Generated {
            path: "editors/schemas/federation.schema.json",
            text: pretty(schema::federation_schema())?,
        },
    ];
    let readme = fs::read_to_string(root.join("README.md")).context("read README.md")?;
    let text = between(&readme, "languages", &languages()).context("README.md")?;
    files.push(Generated { path: "README.md", text });
    Ok(files)
}

/// The languages, as a reader of the README wants to know them.
fn languages() -> String {
    let mut table = Table::new(["language", "files"]);
    for language in Language::all() {
        let extensions: Vec<String> = language.extensions().iter().map(|it| format!("`.{it}`")).collect();
        table.row([language.name.to_owned(), extensions.join(" ")]);
    }
    table.to_string()
}

/// `text` with what stands between the markers of `name` replaced by `body`.
fn between(text: &str, name: &str, body: &str) -> Result<String> {
    let begin = format!("<!-- begin {name}: written by `cargo xtask codegen` -->\n");
    let end = format!("<!-- end {name} -->");
    let (before, rest) =
        text.split_once(&begin).with_context(|| format!("no line `{}`", begin.trim_end()))?;
    let (_, after) = rest.split_once(&end).with_context(|| format!("no line `{end}` after it"))?;
    Ok(format!("{before}{begin}\n{body}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn only_what_stands_between_the_markers_changes() {
        let begin = "<!-- begin a: written by `cargo xtask codegen` -->\n";
        let text = format!("# Title\n\n{begin}old\n<!-- end a -->\n\nMore\n");
        let expected = format!("# Title\n\n{begin}\nnew\n<!-- end a -->\n\nMore\n");
        assert_eq!(between(&text, "a", "new").unwrap(), expected);
        assert_eq!(between(&expected, "a", "new").unwrap(), expected, "a second run changes nothing");
        assert_eq!(
            between("", "a", "new").unwrap_err().to_string(),
            format!("no line `{}`", begin.trim_end())
        );
    }
}
