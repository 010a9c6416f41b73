//! The comparison on outlines, without the binary.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use canton_grammars::Language;
use canton_syntax::TextSize;
use canton_syntax::outline::{Outline, SymbolKind, outline};
use rayon::prelude::*;

use super::{Definition, compare, plain_name, relative, tags};
use crate::walk::{SourceFile, source_files};

/// Compares the outlines of a folder's files with Universal Ctags.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folders
    #[arg(required = true)]
    dirs: Vec<PathBuf>,
    /// Classes of difference to show for each language and side
    #[arg(long, default_value_t = 12)]
    classes: usize,
    /// Examples to show of each class
    #[arg(long, default_value_t = 3)]
    examples: usize,
}

/// Prints a comparison of each folder.
pub(crate) fn run(options: &Options) -> Result<()> {
    for dir in &options.dirs {
        let dir = dir.canonicalize().with_context(|| format!("open {}", dir.display()))?;
        let files = source_files(&dir);
        let paths: Vec<String> = files.iter().filter_map(|file| relative(&dir, &file.path)).collect();
        let ours = outline_definitions(&dir, &files);
        let comparison = compare(&dir, ours, tags(&dir, &paths)?);
        println!("## {}\n", dir.display());
        println!("{}", comparison.summary());
        println!("{}", comparison.classes(options.classes, options.examples));
    }
    Ok(())
}

fn outline_definitions(root: &Path, files: &[SourceFile]) -> Vec<Definition> {
    let of_file = |file: &SourceFile| {
        let path = relative(root, &file.path)?;
        let text = String::from_utf8(fs::read(&file.path).ok()?).ok()?;
        Some(definitions(&path, &text, file.language))
    };
    files.par_iter().filter_map(of_file).flatten().collect()
}

fn definitions(path: &str, text: &str, language: &'static Language) -> Vec<Definition> {
    let outline: Outline = outline(text, language);
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.bytes().enumerate().filter(|it| it.1 == b'\n').map(|it| it.0 + 1))
        .collect();
    let line = |offset: TextSize| starts.partition_point(|&it| it <= usize::from(offset)) as u32;
    let mut found = Vec::new();
    for symbol in &outline.symbols {
        if matches!(symbol.kind, SymbolKind::Module | SymbolKind::Resource) {
            continue;
        }
        found.push(Definition {
            path: path.to_owned(),
            name: plain_name(outline.text(symbol.name)).to_owned(),
            // Ctags is not always sure on which line a name stands.
            lines: (line(symbol.name_range.start()), line(symbol.range.end())),
            kind: symbol.kind.as_str().into(),
        });
    }
    found
}
