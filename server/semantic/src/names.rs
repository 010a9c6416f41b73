//! Names apart from positions: equal after most edits, so what is built on them stays.

use canton_grammars::Language;
use canton_syntax::outline::{Name, Outline, Symbol, SymbolKind};

use crate::{Db, File, FileKind, Skeleton};

/// A file's symbols without positions and digests, in the order of its outline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SymbolNames {
    names: Box<str>,
    symbols: Box<[NamedSymbol]>,
    /// The symbols by the hash of their dotted names without ordinal, then in order.
    by_name: Box<[(NameHash, u32)]>,
    language: Option<&'static Language>,
    /// The file says of itself that a program wrote it.
    is_generated: bool,
}

/// The hash of a dotted name, made part by part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NameHash(u32);

impl NameHash {
    pub(crate) const EMPTY: NameHash = NameHash(0x811c_9dc5);

    /// The number.
    pub(crate) fn get(self) -> u32 {
        self.0
    }

    /// FNV-1a: names are short, and a member is looked for without putting its name together.
    pub(crate) fn and(self, text: &str) -> NameHash {
        NameHash(text.bytes().fold(self.0, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)))
    }
}

/// One symbol of [`SymbolNames`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedSymbol {
    name: Name,
    /// The length of its name without ordinal.
    plain: u32,
    /// What it is.
    pub kind: SymbolKind,
    /// The index of the innermost symbol it stands in.
    pub parent: u32,
    /// The index of its unit of code.
    pub unit: u32,
    /// A member that the language calls by itself.
    pub is_implicit: bool,
    /// A member of a class without a name, or of an object.
    pub is_anonymous: bool,
    /// A function without a body.
    pub is_bodiless: bool,
    /// It is waited for.
    pub is_async: bool,
    /// It is a test.
    pub is_test: bool,
}

impl SymbolNames {
    /// How many there are, the module among them.
    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    /// True for a file that could not be read.
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// The language of the file: who has its names need not ask the file itself.
    pub(crate) fn language(&self) -> Option<&'static Language> {
        self.language
    }

    /// Whether the file says of itself that a program wrote it.
    pub(crate) fn is_generated(&self) -> bool {
        self.is_generated
    }

    /// The symbol at `index`.
    pub fn get(&self, index: u32) -> Option<NamedSymbol> {
        self.symbols.get(index as usize).copied()
    }

    /// Its dotted name, with `~2` where it is the second of that name.
    pub fn name(&self, index: u32) -> &str {
        self.symbols.get(index as usize).map_or("", |symbol| {
            &self.names[symbol.name.start as usize..(symbol.name.start + symbol.name.len) as usize]
        })
    }

    /// All symbols with their indexes.
    pub fn iter(&self) -> impl Iterator<Item = (u32, NamedSymbol)> + '_ {
        self.symbols.iter().enumerate().map(|(index, &symbol)| (index as u32, symbol))
    }

    /// Its dotted name without ordinal.
    pub(crate) fn plain_name(&self, index: u32) -> &str {
        self.symbols.get(index as usize).map_or("", |symbol| {
            &self.names[symbol.name.start as usize..(symbol.name.start + symbol.plain) as usize]
        })
    }

    /// The last symbol of a dotted name: of overloads, the one that is called; of definitions one after another,
    /// the one that stays.
    pub(crate) fn last_named(&self, name: &str) -> Option<u32> {
        self.all_named(name).next_back()
    }

    /// The symbols of a dotted name, in order.
    pub(crate) fn all_named<'a>(&'a self, name: &'a str) -> impl DoubleEndedIterator<Item = u32> + 'a {
        self.with_hash(NameHash::EMPTY.and(name)).filter(move |&it| self.plain_name(it) == name)
    }

    /// The last symbol of a name in another one.
    pub(crate) fn last_member(&self, holder: u32, name: &str) -> Option<u32> {
        self.all_members(holder, name).next_back()
    }

    /// The symbols of a name in another one, in order.
    pub(crate) fn all_members<'a>(
        &'a self,
        holder: u32,
        name: &'a str,
    ) -> impl DoubleEndedIterator<Item = u32> + 'a {
        let holder = self.plain_name(holder);
        let is_it = move |it: &u32| {
            let member = self.plain_name(*it).strip_prefix(holder).and_then(|it| it.strip_prefix('.'));
            member == Some(name)
        };
        self.with_hash(NameHash::EMPTY.and(holder).and(".").and(name)).filter(is_it)
    }

    /// The symbols whose name without ordinal may be the one of that hash, in order.
    fn with_hash(&self, hash: NameHash) -> impl DoubleEndedIterator<Item = u32> {
        let start = self.by_name.partition_point(|it| it.0 < hash);
        let length = self.by_name[start..].iter().take_while(|it| it.0 == hash).count();
        self.by_name[start..start + length].iter().map(|it| it.1).filter(|&index| index != 0)
    }

    /// The symbols that stand in the one at `index`, with their indexes.
    pub fn below(&self, index: u32) -> impl Iterator<Item = (u32, NamedSymbol)> + '_ {
        let after = self.iter().skip(index as usize + 1);
        after.take_while(move |(_, it)| it.parent >= index)
    }

    /// The symbols that `claimed` names: all of that dotted name, or the one with its `~n`.
    pub fn named<'a>(&'a self, claimed: &'a str) -> impl DoubleEndedIterator<Item = u32> + 'a {
        let wanted = without_ordinal(claimed);
        let found = self.with_hash(NameHash::EMPTY.and(wanted));
        let found = found.filter(move |&index| self.plain_name(index) == wanted);
        found.filter(move |&index| wanted == claimed || self.name(index) == claimed)
    }

    /// Those of an outline.
    pub(crate) fn of(outline: &Outline, language: Option<&'static Language>) -> SymbolNames {
        let mut names = String::new();
        let mut symbols = Vec::with_capacity(outline.symbols.len());
        for symbol in &outline.symbols {
            let text = outline.text(symbol.name);
            let name = Name { start: names.len() as u32, len: text.len() as u32 };
            names.push_str(text);
            let plain = without_ordinal(text).len() as u32;
            let &Symbol { kind, parent, unit, is_implicit, is_anonymous, is_bodiless, is_async, .. } = symbol;
            symbols.push(NamedSymbol {
                name,
                plain,
                kind,
                parent,
                unit,
                is_implicit,
                is_anonymous,
                is_bodiless,
                is_async,
                is_test: symbol.test,
            });
        }
        let mut names = SymbolNames {
            names: names.into(),
            symbols: symbols.into(),
            by_name: Box::default(),
            language,
            is_generated: outline.generated,
        };
        let hashed = |it: u32| (NameHash::EMPTY.and(names.plain_name(it)), it);
        let mut by_name: Vec<(NameHash, u32)> = (0..names.len() as u32).map(hashed).collect();
        by_name.sort_unstable();
        names.by_name = by_name.into();
        names
    }
}

/// The names of a file's symbols; empty for a file that cannot be read.
#[salsa::tracked]
pub fn symbol_names(db: &dyn Db, file: File) -> SymbolNames {
    let language = match file.kind(db) {
        Some(FileKind::Source(language)) => Some(language),
        _ => None,
    };
    let names = Skeleton::part(db, file, |it| &it.names, |outline| SymbolNames::of(outline, language));
    names.unwrap_or_else(|| SymbolNames { language, ..SymbolNames::default() })
}

/// The indexes of the symbols that the dotted name `claimed` names.
pub fn symbols_named(db: &dyn Db, file: File, claimed: &str) -> Vec<u32> {
    symbol_names(db, file).named(claimed).collect()
}

/// `f` for `f~2`.
pub fn without_ordinal(name: &str) -> &str {
    // Hardly any name has one, and most are told by their end.
    if !name.as_bytes().last().is_some_and(u8::is_ascii_digit) {
        return name;
    }
    match name.rsplit_once('~') {
        Some((name, ordinal)) if !ordinal.is_empty() && ordinal.bytes().all(|byte| byte.is_ascii_digit()) => {
            name
        }
        _ => name,
    }
}

/// The last part of a dotted name, without its ordinal.
pub(crate) fn last_part(name: &str) -> &str {
    let name = without_ordinal(name);
    name.bytes().rposition(|it| it == b'.').map_or(name, |at| &name[at + 1..])
}

/// A name's words in lower case: `provisionEnvironment`, `provision_environment` and
/// `environment-provision` have the same two. `HTTPServer2` has `http` and `server2`.
pub fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, &char) in chars.iter().enumerate() {
        if !char.is_alphanumeric() {
            words.push(std::mem::take(&mut word));
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after_lower = before.is_some_and(|it| it.is_lowercase() || it.is_numeric());
        let ends_acronym = before.is_some_and(char::is_uppercase)
            && chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        if char.is_uppercase() && (after_lower || ends_acronym) {
            words.push(std::mem::take(&mut word));
        }
        word.extend(char.to_lowercase());
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Whether two names have the same words: in the same order, in another, or not.
pub fn same_words(one: &[String], other: &[String]) -> Option<SameOrder> {
    if one == other {
        return Some(SameOrder(true));
    }
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    (one.len() == other.len() && sorted(one) == sorted(other)).then_some(SameOrder(false))
}

/// The words stand in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SameOrder(pub bool);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        let check = |name: &str, expected: &[&str]| assert_eq!(words(name), expected, "{name}");
        check("environment-provision", &["environment", "provision"]);
        check("provisionEnvironment", &["provision", "environment"]);
        check("ProvisionEnvironment", &["provision", "environment"]);
        check("__provision_environment__", &["provision", "environment"]);
        check("infra.environment-provision", &["infra", "environment", "provision"]);
        check("HTTPServer2Config", &["http", "server2", "config"]);
        check("größeÄndern", &["größe", "ändern"]);
        check("", &[]);
        check("$", &[]);
    }

    #[test]
    fn order_is_told_apart() {
        let check = |one: &str, other: &str| same_words(&words(one), &words(other)).map(|it| it.0);
        assert_eq!(check("environment-provision", "environment_provision"), Some(true));
        assert_eq!(check("environment-provision", "provisionEnvironment"), Some(false));
        assert_eq!(check("a-a-b", "a_b_b"), None);
        assert_eq!(check("a-b", "a"), None);
    }
}
