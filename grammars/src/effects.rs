//! What is known of functions outside of the federation: their effects, by the name under which they are imported.
//!
//! The tables are data, `<language>/effects.toml`, read when the first call of that language is asked for.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::Language;
use crate::data::{CallingData, EffectsData, NarrowedData};

/// A side effect that code has, by the words that manifests use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Effect {
    /// Something of a cloud that cannot be told further.
    Cloud,
    /// A resource is made with a cloud's SDK.
    CloudCreate,
    /// A resource is destroyed with a cloud's SDK: existing state is gone.
    CloudDestroy,
    /// A cloud's SDK is asked.
    CloudRead,
    /// A resource is changed with a cloud's SDK.
    CloudUpdate,
    /// A database, whatever it is told.
    Db,
    /// Variables of the environment, arguments and settings of the process.
    Env,
    /// Files are read.
    FsRead,
    /// Files are written, moved or removed.
    FsWrite,
    /// State that all of the program shares.
    Global,
    /// Something is printed or logged.
    Log,
    /// The network.
    Net,
    /// Other processes, and this one's end.
    Process,
    /// Random numbers.
    Random,
    /// The clock, and waiting.
    Time,
}

impl Effect {
    /// All of them, by their words.
    pub const ALL: [Effect; 15] = [
        Effect::Cloud,
        Effect::CloudCreate,
        Effect::CloudDestroy,
        Effect::CloudRead,
        Effect::CloudUpdate,
        Effect::Db,
        Effect::Env,
        Effect::FsRead,
        Effect::FsWrite,
        Effect::Global,
        Effect::Log,
        Effect::Net,
        Effect::Process,
        Effect::Random,
        Effect::Time,
    ];

    /// The word for it in manifests and tables. One that goes on after a dot is covered by the word before it.
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::Cloud => "cloud",
            Effect::CloudCreate => "cloud.create",
            Effect::CloudDestroy => "cloud.destroy",
            Effect::CloudRead => "cloud.read",
            Effect::CloudUpdate => "cloud.update",
            Effect::Db => "db",
            Effect::Env => "env",
            Effect::FsRead => "fs.read",
            Effect::FsWrite => "fs.write",
            Effect::Global => "global",
            Effect::Log => "log",
            Effect::Net => "net",
            Effect::Process => "process",
            Effect::Random => "random",
            Effect::Time => "time",
        }
    }

    /// Whether state outside of the program may be gone after it.
    pub fn may_destroy(self) -> bool {
        use Effect::{Cloud, CloudCreate, CloudDestroy, CloudUpdate, Db, FsWrite, Net, Process};
        matches!(self, Cloud | CloudCreate | CloudDestroy | CloudUpdate | Db | FsWrite | Net | Process)
    }
}

/// A set of effects; empty for a function that is known to have none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Effects(u16);

impl Effects {
    /// Each of them, by their words.
    pub fn iter(self) -> impl Iterator<Item = Effect> {
        Effect::ALL.into_iter().filter(move |&it| self.has(it))
    }

    /// Whether an effect is among them.
    pub fn has(self, effect: Effect) -> bool {
        self.0 & (1 << effect as u16) != 0
    }

    fn of_word(word: &str) -> Result<Effects, String> {
        if word == "none" {
            return Ok(Effects::default());
        }
        let effect = Effect::ALL.into_iter().find(|it| it.as_str() == word);
        effect.map(|it| Effects(1 << it as u16)).ok_or_else(|| format!("`{word}` is no effect"))
    }

    /// Those of both.
    #[must_use]
    pub fn and(self, other: Effects) -> Effects {
        Effects(self.0 | other.0)
    }
}

/// How a name came to be bound in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// By an import: the name begins with that of a package.
    Import,
    /// By an import of everything in a package, or of nothing: whether it is of that package is not known.
    Star,
    /// By nothing in the file: it is the language's own, if it is anything.
    Everywhere,
}

/// What can be seen of one argument of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed<'a> {
    /// It is not there.
    Absent,
    /// It is this word.
    Word(&'a str),
    /// It is there, whatever it is.
    Present,
    /// It may be there.
    Unknown,
}

/// What a language's packages do.
#[derive(Debug)]
pub struct EffectTable {
    everywhere: Vec<String>,
    without_import: bool,
    prefixes: Vec<String>,
    packages: HashMap<String, Package>,
    /// Packages with a `*` in their names, the longest first.
    patterns: Vec<(String, Package)>,
    narrowed: Vec<Narrowed>,
    calling: Vec<CallingData>,
}

#[derive(Debug, Default)]
struct Package {
    names: HashMap<String, Effects>,
    /// The heaviest first.
    patterns: Vec<Pattern>,
    /// The effects of everything in it that is not named.
    all: Option<Effects>,
}

#[derive(Debug)]
struct Pattern {
    text: String,
    /// How much it says: its length.
    weight: usize,
    effects: Effects,
}

#[derive(Debug)]
struct Narrowed {
    rule: NarrowedData,
    effects: Effects,
}

/// The tables, each with the languages that share it.
const SOURCES: [(&[&str], &str); 5] = [
    (&["python"], include_str!("../python/effects.toml")),
    (&["javascript", "typescript", "tsx"], include_str!("../javascript/effects.toml")),
    (&["go"], include_str!("../go/effects.toml")),
    (&["rust"], include_str!("../rust/effects.toml")),
    (&["java"], include_str!("../java/effects.toml")),
];

impl Language {
    /// What is known of packages; `None` where nothing is for this language.
    pub fn effects(&self) -> Option<&'static EffectTable> {
        static TABLES: [OnceLock<EffectTable>; SOURCES.len()] = [const { OnceLock::new() }; SOURCES.len()];
        let at = SOURCES.iter().position(|(names, _)| names.contains(&self.name))?;
        let load = || EffectTable::read(SOURCES[at].1).expect("a test reads the effects of every language");
        Some(TABLES[at].get_or_init(load))
    }
}

impl EffectTable {
    fn read(text: &str) -> Result<EffectTable, String> {
        let data: EffectsData = toml::from_str(text).map_err(|error| error.to_string())?;
        let (mut packages, mut patterns) = (HashMap::new(), Vec::new());
        for (name, words) in &data.packages {
            let package = Package::new(words).map_err(|error| format!("{name}: {error}"))?;
            if name.contains('*') {
                patterns.push((name.clone(), package));
            } else {
                packages.insert(name.clone(), package);
            }
        }
        patterns.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut narrowed = Vec::with_capacity(data.narrowed.len());
        for rule in data.narrowed {
            let mut effects = Effects::default();
            for word in &rule.effects {
                effects = effects.and(Effects::of_word(word)?);
            }
            narrowed.push(Narrowed { rule, effects });
        }
        let (everywhere, prefixes) = (data.everywhere, data.prefixes);
        let (without_import, calling) = (data.without_import, data.calling);
        Ok(EffectTable { everywhere, without_import, prefixes, packages, patterns, narrowed, calling })
    }

    /// The place of the first argument that what has that name calls; `None` where it calls nothing that it is given.
    pub fn calls_from(&self, name: &str, origin: Origin) -> Option<u8> {
        let everywhere: Vec<String> = match origin {
            Origin::Everywhere if !self.calling.is_empty() => {
                self.everywhere.iter().map(|it| format!("{it}.{name}")).collect()
            }
            _ => Vec::new(),
        };
        let is_meant =
            |pattern: &String| fits(pattern, name) || everywhere.iter().any(|it| fits(pattern, it));
        let meant = self.calling.iter().filter(|it| it.names.iter().any(is_meant));
        meant.map(|it| it.place).min()
    }

    /// The effects of what has that name: package and names in it, with dots, as it is imported; `None` where
    /// nothing is known. `passed` says what can be seen of an argument, by its place and its name.
    pub fn effects<'a>(
        &self,
        name: &str,
        origin: Origin,
        passed: impl Fn(u8, &str) -> Passed<'a>,
    ) -> Option<Effects> {
        let name = self.prefixes.iter().find_map(|it| name.strip_prefix(it.as_str())).unwrap_or(name);
        // Where everything of a package is imported, or it is bound everywhere, a name may be of another one.
        let mut whole = match origin {
            Origin::Import => vec![(name.to_owned(), true)],
            Origin::Star => vec![(name.to_owned(), false)],
            Origin::Everywhere => self.everywhere.iter().map(|it| (format!("{it}.{name}"), false)).collect(),
        };
        if origin == Origin::Everywhere && self.without_import {
            whole.push((name.to_owned(), true));
        }
        whole.iter().find_map(|(name, is_known)| {
            let effects = self.of_name(name, *is_known)?;
            let says = |it: &&Narrowed| it.rule.names.contains(name) && it.is_said(&passed);
            Some(self.narrowed.iter().find(says).map_or(effects, |it| it.effects))
        })
    }

    /// What a package and a name in it have; by what is said of the package as a whole only if it is known to be
    /// that package.
    fn of_name(&self, name: &str, is_known: bool) -> Option<Effects> {
        let ends = name.rmatch_indices('.').map(|(at, _)| at);
        let in_packages = std::iter::once(name.len()).chain(ends).find_map(|end| {
            let package = self.packages.get(&name[..end])?;
            package.effects(name[end..].trim_start_matches('.'), is_known)
        });
        in_packages.or_else(|| {
            self.patterns.iter().find_map(|(pattern, package)| {
                let rest = name.get(package_end(pattern, name)?..)?;
                package.effects(rest.trim_start_matches('.'), is_known)
            })
        })
    }
}

impl Package {
    fn new(words: &std::collections::BTreeMap<String, Vec<String>>) -> Result<Package, String> {
        let mut package = Package::default();
        for (word, names) in words {
            let effects = Effects::of_word(word)?;
            for name in names {
                package.add(name, effects);
            }
        }
        package.patterns.sort_by_key(|it| std::cmp::Reverse(it.weight));
        Ok(package)
    }

    fn add(&mut self, name: &str, effects: Effects) {
        let has_any = effects != Effects::default();
        if name == "*" && has_any {
            self.all = Some(self.all.unwrap_or_default().and(effects));
        } else if name.contains('*') {
            self.patterns.push(Pattern { text: name.to_owned(), weight: name.len(), effects });
        } else {
            let known = self.names.entry(name.to_owned()).or_default();
            *known = known.and(effects);
            if has_any {
                let text = format!("{name}.**");
                self.patterns.push(Pattern { weight: name.len() + 1, text, effects });
            }
        }
    }

    fn effects(&self, name: &str, is_known: bool) -> Option<Effects> {
        if let Some(&effects) = self.names.get(name) {
            return Some(effects);
        }
        // What is said of all names does not say that the package has this one.
        let says_it = |it: &&Pattern| is_known || it.text.contains(|it| !matches!(it, '*' | '.'));
        let mut fitting = self.patterns.iter().filter(|it| fits(&it.text, name)).filter(says_it);
        if let Some(first) = fitting.next() {
            let as_heavy = fitting.take_while(|it| it.weight == first.weight);
            return Some(as_heavy.fold(first.effects, |all, it| all.and(it.effects)));
        }
        self.all.filter(|_| is_known)
    }
}

impl Narrowed {
    fn is_said<'a>(&self, passed: &impl Fn(u8, &str) -> Passed<'a>) -> bool {
        let NarrowedData { absent, present, words, place, key, .. } = &self.rule;
        match passed(*place, key) {
            Passed::Absent => *absent,
            Passed::Word(word) => *present || words.iter().any(|it| it == word),
            Passed::Present => *present,
            Passed::Unknown => false,
        }
    }
}

/// Whether a name is of a pattern.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == name };
    let Some(rest) = name.strip_prefix(before) else { return false };
    let (after, most) = match after.strip_prefix('*') {
        Some(after) => (after, rest.len()),
        None => (after, rest.find('.').unwrap_or(rest.len())),
    };
    (0..=most).filter(|&at| rest.is_char_boundary(at)).any(|at| fits(after, &rest[at..]))
}

/// Where the package's name ends in a name, if that is of a package whose name has one `*`.
fn package_end(pattern: &str, name: &str) -> Option<usize> {
    let (before, after) = pattern.split_once('*')?;
    let rest = name.strip_prefix(before)?;
    let wild = rest.find(['.', '/']).unwrap_or(rest.len());
    let behind = rest[wild..].strip_prefix(after)?;
    (wild > 0 && (behind.is_empty() || behind.starts_with('.'))).then(|| name.len() - behind.len())
}

#[cfg(test)]
mod tests;
