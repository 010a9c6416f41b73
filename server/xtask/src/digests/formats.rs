//! The first half: which units keep their digest when a formatter has really changed their text.

use std::fmt;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use canton_grammars::Language;
use tree_sitter::{Node, Parser};

use super::Sample;
use super::formatters::{Before, Formatter, find};
use super::styles::FORMATTERS;
use super::units::units;
use crate::table::Table;

/// What every style did.
pub(super) struct Report {
    table: Table,
    /// What was moved, for each style.
    moved: Vec<(String, Vec<String>)>,
    show: usize,
}

#[derive(Default)]
struct Counts {
    files: usize,
    functions: Kept,
    /// Classes, and files.
    others: Kept,
    moved: Vec<String>,
}

/// How many units a formatter changed, and how many of them kept their digest.
#[derive(Clone, Copy, Default)]
struct Kept {
    changed: usize,
    kept: usize,
}

impl Kept {
    fn cells(self) -> [String; 2] {
        let share = self.kept as f64 / self.changed.max(1) as f64 * 100.0;
        [format!("{} of {}", self.kept, self.changed), format!("{share:.2} %")]
    }
}

impl Report {
    pub(super) fn new(show: usize) -> Report {
        let head =
            ["language", "formatter", "files", "functions kept", "share", "classes and files kept", "share"];
        Report { table: Table::new(head), moved: Vec::new(), show }
    }

    /// Formats the files in every style of their language.
    pub(super) fn add(
        &mut self,
        language: &'static Language,
        files: &[Sample],
        tool_dirs: &[PathBuf],
    ) -> Result<()> {
        for formatter in FORMATTERS.iter().filter(|it| it.languages.contains(&language.name)) {
            let program = find(formatter.program, tool_dirs)?;
            let counts = format(formatter, &program, language, files)?;
            let name = formatter.name();
            ensure!(counts.others.changed > 0, "{name} changed none of the {} files", language.name);
            let ([functions, share], [others, share_of_others]) =
                (counts.functions.cells(), counts.others.cells());
            self.moved.push((format!("{}: {name}", language.name), counts.moved));
            let (language, style) = (language.name.to_owned(), format!("`{name}`"));
            let files = counts.files.to_string();
            self.table.row([language, style, files, functions, share, others, share_of_others]);
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.table)?;
        for (style, moved) in self.moved.iter().filter(|(_, moved)| !moved.is_empty() && self.show > 0) {
            writeln!(f, "### {style}: {} moved\n", moved.len())?;
            for unit in moved.iter().take(self.show) {
                writeln!(f, "{unit}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

fn format(
    formatter: &Formatter,
    program: &std::path::Path,
    language: &'static Language,
    files: &[Sample],
) -> Result<Counts> {
    let folder = std::env::temp_dir().join(format!("xtask-digests-{}", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
    let mut copies = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let extension = file.path.extension().unwrap_or_default().to_string_lossy();
        let copy = folder.join(format!("file{index}.{extension}"));
        fs::write(&copy, disturb(formatter.before, &file.text, language)?)?;
        copies.push(copy);
    }
    formatter.run(program, &folder, &copies)?;
    let mut counts = Counts { files: files.len(), ..Counts::default() };
    for (file, copy) in files.iter().zip(&copies) {
        let after = fs::read_to_string(copy)?;
        match formatter.before {
            Before::Unaligned | Before::Spread => {
                let before = disturb(formatter.before, &file.text, language)?;
                compare(&mut counts, file, &before, &after, language);
            }
            Before::Nothing | Before::Broken => compare(&mut counts, file, &file.text, &after, language),
        }
    }
    fs::remove_dir_all(&folder)?;
    Ok(counts)
}

fn compare(counts: &mut Counts, file: &Sample, before: &str, after: &str, language: &'static Language) {
    let formatted = units(after, language);
    for (name, unit) in units(before, language) {
        // What cannot be parsed has no digest to keep.
        let Some(digest) = unit.digest else { continue };
        let now = formatted.get(&name);
        if now.is_some_and(|now| now.text == unit.text) {
            continue;
        }
        let of_kind = if unit.is_function { &mut counts.functions } else { &mut counts.others };
        of_kind.changed += 1;
        if now.is_some_and(|now| now.digest == Some(digest)) {
            of_kind.kept += 1;
        } else {
            let now = now.map_or("", |now| &now.text);
            let difference = first_difference(&unit.text, now);
            counts.moved.push(format!("- {}#{name}\n{difference}", file.path.display()));
        }
    }
}

/// Where two texts begin to differ in more than blanks and what every formatter changes, with what follows there.
fn first_difference(before: &str, after: &str) -> String {
    let is_letter = |it: &char| !it.is_whitespace() && !matches!(it, '"' | '\'' | ';' | ',');
    let letters = |text: &str| -> Vec<char> { text.chars().filter(is_letter).collect() };
    let (before, after) = (letters(before), letters(after));
    let same = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let shown = |letters: &[char]| -> String {
        letters[same.saturating_sub(30)..letters.len().min(same + 40)].iter().collect()
    };
    format!("      {}\n      {}", shown(&before), shown(&after))
}

fn disturb(before: Before, text: &str, language: &'static Language) -> Result<String> {
    if before == Before::Nothing {
        return Ok(text.to_owned());
    }
    let mut parser = Parser::new();
    parser.set_language(language.grammar())?;
    let tree = parser.parse(text, None).context("nothing stops the parser")?;
    let mut edits = Vec::new();
    match before {
        Before::Nothing => {}
        Before::Unaligned => respace(text, tree.root_node(), &shortest, &mut 0, &mut edits),
        Before::Spread => respace(text, tree.root_node(), &spread, &mut 0, &mut edits),
        Before::Broken => break_lists(tree.root_node(), &mut edits),
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut res = String::new();
    let mut at = 0;
    for (range, new) in edits {
        res.push_str(&text[at..range.start]);
        res.push_str(&new);
        at = range.end;
    }
    res.push_str(&text[at..]);
    Ok(res)
}

type Edits = Vec<(std::ops::Range<usize>, String)>;

/// Writes every run of blanks between two leaves in another way.
fn respace(text: &str, node: Node<'_>, blanks: &dyn Fn(&str) -> String, end: &mut usize, edits: &mut Edits) {
    if node.child_count() > 0 && !node.kind().ends_with("_literal") {
        let mut cursor = node.walk();
        node.children(&mut cursor).for_each(|child| respace(text, child, blanks, end, edits));
        return;
    }
    let gap = text.get(*end..node.start_byte()).unwrap_or_default();
    // A line's end is a leaf of its own in some grammars, and its text is blank.
    if !gap.is_empty() && gap.trim().is_empty() {
        edits.push((*end..node.start_byte(), blanks(gap)));
    }
    *end = (*end).max(node.end_byte());
}

/// As short as they can be.
fn shortest(gap: &str) -> String {
    let lines = gap.matches('\n').count();
    if lines > 0 { "\n".repeat(lines) } else { " ".to_owned() }
}

/// As long again.
fn spread(gap: &str) -> String {
    gap.replace(' ', "  ").replace('\t', "\t\t")
}

/// Lists whose elements may stand on lines of their own.
const LISTS: [&str; 6] =
    ["argument_list", "parameter_list", "literal_value", "arguments", "parameters", "initializer_list"];

/// Puts every element of a list on a line of its own, with a comma behind the last.
fn break_lists(node: Node<'_>, edits: &mut Edits) {
    let mut cursor = node.walk();
    let children: Vec<Node<'_>> = node.children(&mut cursor).collect();
    if LISTS.contains(&node.kind()) {
        let code: Vec<&Node<'_>> = children.iter().filter(|it| it.kind() != "comment").collect();
        if let [open, .., last, _] = code[..]
            && code.len() > 2
        {
            for at in code.iter().filter(|it| it.kind() == ",").chain([&open]).map(|it| it.end_byte()) {
                edits.push((at..at, "\n".to_owned()));
            }
            if last.kind() != "," {
                edits.push((last.end_byte()..last.end_byte(), ",\n".to_owned()));
            }
        }
    }
    children.into_iter().for_each(|child| break_lists(child, edits));
}
