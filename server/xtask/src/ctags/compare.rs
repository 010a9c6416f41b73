//! Two lists of definitions, matched by file, name and line.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::Definition;
use super::shape::shape;
use crate::table::Table;

/// What both found, and what only one did.
#[derive(Default)]
pub(crate) struct Comparison {
    languages: BTreeMap<&'static str, Counts>,
    classes: BTreeMap<Class, Vec<String>>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    both: usize,
    only_ours: usize,
    only_theirs: usize,
}

/// Differences that have the same cause, as far as a program can say.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Class {
    language: &'static str,
    side: Side,
    kind: String,
    /// The line of the definition, with names and literals blanked.
    shape: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Side {
    Ctags,
    Canton,
}

/// Matches `ours` with `theirs`; texts below `root` tell the classes of what is left.
pub(crate) fn compare(root: &Path, ours: Vec<Definition>, theirs: Vec<Definition>) -> Comparison {
    let mut comparison = Comparison::default();
    let mut by_name: HashMap<(String, String), Vec<Definition>> = HashMap::new();
    for definition in ours {
        by_name.entry((definition.path.clone(), definition.name.clone())).or_default().push(definition);
    }
    let mut texts = Texts { root, path: String::new(), lines: Vec::new() };
    for tag in theirs {
        let language = language(&tag.path);
        let same_name = by_name.get_mut(&(tag.path.clone(), tag.name.clone()));
        if same_name.is_some_and(|candidates| take_match(candidates, tag.lines.0)) {
            comparison.languages.entry(language).or_default().both += 1;
        } else {
            comparison.languages.entry(language).or_default().only_theirs += 1;
            comparison.add(Side::Ctags, tag, &mut texts);
        }
    }
    let mut rest: Vec<Definition> = by_name.into_values().flatten().collect();
    rest.sort_by(|a, b| (&a.path, a.lines).cmp(&(&b.path, b.lines)));
    for definition in rest {
        comparison.languages.entry(language(&definition.path)).or_default().only_ours += 1;
        comparison.add(Side::Canton, definition, &mut texts);
    }
    comparison
}

/// Takes the innermost candidate that `line` may belong to: the one that starts last.
fn take_match(candidates: &mut Vec<Definition>, line: u32) -> bool {
    let fits = |it: &Definition| it.lines.0 <= line && line <= it.lines.1;
    let innermost =
        (0..candidates.len()).filter(|&it| fits(&candidates[it])).max_by_key(|&it| candidates[it].lines.0);
    if let Some(index) = innermost {
        candidates.swap_remove(index);
    }
    innermost.is_some()
}

impl Comparison {
    /// How many definitions both found, by language.
    pub(crate) fn summary(&self) -> Table {
        let mut table = Table::new(["language", "both", "only canton", "only ctags", "of ctags' found"]);
        for (language, counts) in &self.languages {
            let theirs = counts.both + counts.only_theirs;
            let share = counts.both as f64 / theirs.max(1) as f64 * 100.0;
            table.row([
                (*language).to_owned(),
                counts.both.to_string(),
                counts.only_ours.to_string(),
                counts.only_theirs.to_string(),
                format!("{share:.2} %"),
            ]);
        }
        table
    }

    /// The commonest classes of difference of each language and side, with examples.
    pub(crate) fn classes(&self, limit: usize, examples: usize) -> Table {
        let mut table = Table::new(["language", "only", "kind", "shape", "count", "examples"]);
        let mut classes: Vec<_> = self.classes.iter().collect();
        classes.sort_by_key(|(class, places)| (class.language, class.side, usize::MAX - places.len()));
        let mut shown: HashMap<(&str, Side), usize> = HashMap::new();
        for (class, places) in classes {
            let count = shown.entry((class.language, class.side)).or_default();
            *count += 1;
            if *count > limit {
                continue;
            }
            table.row([
                class.language.to_owned(),
                format!("{:?}", class.side).to_lowercase(),
                class.kind.clone(),
                format!("`{}`", class.shape),
                places.len().to_string(),
                places.iter().take(examples).cloned().collect::<Vec<_>>().join(" "),
            ]);
        }
        table
    }

    fn add(&mut self, side: Side, definition: Definition, texts: &mut Texts<'_>) {
        let line = texts.line(&definition.path, definition.lines.0);
        let shape = shape(line, &definition.name);
        let class = Class { language: language(&definition.path), side, kind: definition.kind, shape };
        let place = format!("{}:{}:{}", definition.path, definition.lines.0, definition.name);
        self.classes.entry(class).or_default().push(place);
    }
}

/// The language of a file, for a table: by extension, as it is only a heading.
fn language(path: &str) -> &'static str {
    canton_grammars::Language::for_path(path).map_or("other", |language| language.name)
}

/// The lines of the file that was asked for last.
struct Texts<'a> {
    root: &'a Path,
    path: String,
    lines: Vec<String>,
}

impl Texts<'_> {
    fn line(&mut self, path: &str, number: u32) -> &str {
        if self.path != path {
            let bytes = fs::read(self.root.join(path)).unwrap_or_default();
            self.lines = String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect();
            path.clone_into(&mut self.path);
        }
        let index = (number as usize).saturating_sub(1);
        self.lines.get(index).map_or("", String::as_str)
    }
}
