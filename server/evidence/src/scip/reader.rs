//! From the messages of an index to what is kept of it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::wire::{Fault, Fields, Value, message, number, numbers, text};
use super::{Definition, Document, Encoding, Index, Key, Problem, Reference, symbol, text_hash};

/// The fields of SCIP's messages that are read.
mod field {
    pub(super) const INDEX_METADATA: u64 = 1;
    pub(super) const INDEX_DOCUMENT: u64 = 2;
    pub(super) const INDEX_EXTERNAL: u64 = 3;
    pub(super) const DOCUMENT_PATH: u64 = 1;
    pub(super) const DOCUMENT_OCCURRENCE: u64 = 2;
    pub(super) const DOCUMENT_SYMBOL: u64 = 3;
    pub(super) const DOCUMENT_TEXT: u64 = 5;
    pub(super) const DOCUMENT_ENCODING: u64 = 6;
    pub(super) const OCCURRENCE_RANGE: u64 = 1;
    pub(super) const OCCURRENCE_SYMBOL: u64 = 2;
    pub(super) const OCCURRENCE_ROLES: u64 = 3;
    pub(super) const OCCURRENCE_ON_ONE_LINE: u64 = 8;
    pub(super) const INFORMATION_SYMBOL: u64 = 1;
    pub(super) const INFORMATION_RELATIONSHIP: u64 = 4;
    pub(super) const INFORMATION_KIND: u64 = 5;
    pub(super) const RELATIONSHIP_SYMBOL: u64 = 1;
    pub(super) const RELATIONSHIP_IMPLEMENTS: u64 = 3;
}

/// The roles of an occurrence that tell a definition, and what only announces one, from a reference.
const DEFINITION: u64 = 0x1;
const FORWARD_DEFINITION: u64 = 0x40;
/// The kinds of symbols without a body: methods of interfaces, traits, protocols, and abstract ones.
const ABSTRACT: std::ops::RangeInclusive<u64> = 66..=71;

/// A symbol's key and path, where it can be called.
#[derive(Clone, Debug)]
struct Callable {
    key: Key,
    path: symbol::Path,
}

/// What has been read so far.
#[derive(Default)]
pub(super) struct Reader<'a> {
    documents: Vec<Document>,
    references: Vec<Reference>,
    /// By name; `None` for what cannot be called.
    symbols: FxHashMap<&'a str, Option<Callable>>,
    /// The document that defines a symbol; `None` where several do.
    definitions: FxHashMap<&'a str, Option<u32>>,
    implementations: Vec<(Key, Key)>,
    without_body: FxHashSet<Key>,
    outside: Vec<&'a str>,
    /// The document that was read last.
    last: Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// Reads an index to its end, or to what is wrong with it.
    pub(super) fn index(&mut self, bytes: &'a [u8]) -> Result<(), Fault> {
        let mut is_index = false;
        for field in Fields::new(bytes) {
            match field? {
                (field::INDEX_METADATA, value) => {
                    message(value)?;
                    is_index = true;
                }
                (field::INDEX_DOCUMENT, value) => {
                    self.document(message(value)?)?;
                    is_index = true;
                }
                (field::INDEX_EXTERNAL, value) => self.information(message(value)?)?,
                _ => {}
            }
        }
        if is_index { Ok(()) } else { Err("it is no SCIP index") }
    }

    fn document(&mut self, fields: Fields<'a>) -> Result<(), Fault> {
        let index = self.documents.len() as u32;
        let first = self.references.len();
        let (mut path, mut hash, mut encoding) = (None, None, Encoding::Unspecified);
        let mut defined = Vec::new();
        for field in fields {
            match field? {
                (field::DOCUMENT_PATH, value) => path = Some(text(value)?),
                (field::DOCUMENT_OCCURRENCE, value) => self.occurrence(message(value)?, &mut defined)?,
                (field::DOCUMENT_SYMBOL, value) => self.information(message(value)?)?,
                (field::DOCUMENT_TEXT, value) => {
                    hash = Some(text(value)?).filter(|it| !it.is_empty()).map(text_hash);
                }
                (field::DOCUMENT_ENCODING, value) => encoding = Encoding::from_number(number(value)?),
                _ => {}
            }
        }
        let path = path.ok_or("a document in it has no path")?;
        self.last = Some(path);
        if !is_below(path) {
            self.references.truncate(first);
            self.outside.push(path);
            return Ok(());
        }
        for name in defined {
            let document = self.definitions.entry(name).or_insert(Some(index));
            if *document != Some(index) {
                *document = None;
            }
        }
        self.references[first..].sort_unstable();
        let count = (self.references.len() - first) as u32;
        self.documents.push(Document { path: path.into(), text: hash, encoding, first: first as u32, count });
        Ok(())
    }

    fn occurrence(&mut self, fields: Fields<'a>, defined: &mut Vec<&'a str>) -> Result<(), Fault> {
        let (mut range, mut name, mut roles) = (Vec::new(), "", 0);
        for field in fields {
            match field? {
                (field::OCCURRENCE_RANGE, value) => numbers(value, &mut range)?,
                (field::OCCURRENCE_SYMBOL, value) => name = text(value)?,
                (field::OCCURRENCE_ROLES, value) => roles = number(value)?,
                (field::OCCURRENCE_ON_ONE_LINE, value) => range = on_one_line(message(value)?)?,
                _ => {}
            }
        }
        let range = on_line(&range)?;
        let Some(callable) = self.callable(name) else { return Ok(()) };
        let key = callable.key;
        if roles & DEFINITION != 0 {
            defined.push(name);
        } else if roles & FORWARD_DEFINITION == 0 {
            self.references.extend(range.and_then(|range| Reference::new(range, key)));
        }
        Ok(())
    }

    fn information(&mut self, fields: Fields<'a>) -> Result<(), Fault> {
        let (mut name, mut implemented, mut kind) = ("", Vec::new(), 0);
        for field in fields {
            match field? {
                (field::INFORMATION_SYMBOL, value) => name = text(value)?,
                (field::INFORMATION_RELATIONSHIP, value) => {
                    implemented.extend(relationship(message(value)?)?)
                }
                (field::INFORMATION_KIND, value) => kind = number(value)?,
                _ => {}
            }
        }
        let Some(key) = self.callable(name).map(|it| it.key) else { return Ok(()) };
        if ABSTRACT.contains(&kind) {
            self.without_body.insert(key);
        }
        for other in implemented {
            // What is made by calling a class is of that class alone.
            let other = self.callable(other).filter(|it| !it.path.is_type).map(|it| it.key);
            self.implementations.extend(other.filter(|it| *it != key).map(|other| (other, key)));
        }
        Ok(())
    }

    fn callable(&mut self, name: &'a str) -> Option<&Callable> {
        let found = self.symbols.entry(name).or_insert_with(|| {
            let path = symbol::path(name)?;
            Some(Callable { key: text_hash(name), path })
        });
        found.as_ref()
    }

    /// Where it has come to.
    pub(super) fn place(&self) -> String {
        self.last.map_or(String::new(), |path| format!(", after `{path}`"))
    }

    /// What has been read, when all has been.
    pub(super) fn finish(mut self) -> (Index, Vec<Problem>) {
        let mut order: Vec<u32> = (0..self.documents.len() as u32).collect();
        order.sort_by(|one, other| {
            self.documents[*one as usize].path.cmp(&self.documents[*other as usize].path)
        });
        let mut places = vec![0; order.len()];
        for (place, &document) in order.iter().enumerate() {
            places[document as usize] = place as u32;
        }
        self.documents.sort_by(|one, other| one.path.cmp(&other.path));
        let mut definitions = Vec::new();
        for (name, document) in &self.definitions {
            let (Some(document), Some(Some(it))) = (document, self.symbols.get(name)) else { continue };
            definitions.push(Definition {
                key: it.key,
                dotted: it.path.dotted.as_str().into(),
                own: it.path.own as u32,
                is_type: it.path.is_type,
                is_abstract: self.without_body.contains(&it.key),
                is_overloaded: false,
                document: places[*document as usize],
            });
        }
        mark_overloaded(&mut definitions);
        definitions.sort_unstable_by_key(|it| it.key);
        self.implementations.sort_unstable();
        self.implementations.dedup();
        let index = Index {
            documents: self.documents.into(),
            references: self.references.into(),
            definitions: definitions.into(),
            implementations: self.implementations.into(),
        };
        let is_empty = index.documents.is_empty() && self.outside.is_empty();
        let empty =
            is_empty.then(|| Problem { message: String::from("it has no documents"), is_fatal: false });
        (index, outside(&self.outside).into_iter().chain(empty).collect())
    }
}

/// Marks what has the names of another one in its document.
fn mark_overloaded(definitions: &mut [Definition]) {
    let is_same =
        |one: &Definition, other: &Definition| (one.document, &one.dotted) == (other.document, &other.dotted);
    definitions
        .sort_unstable_by(|one, other| (one.document, &one.dotted).cmp(&(other.document, &other.dotted)));
    for at in 1..definitions.len() {
        let (before, rest) = definitions.split_at_mut(at);
        if let (Some(one), Some(other)) = (before.last_mut(), rest.first_mut())
            && is_same(one, other)
        {
            (one.is_overloaded, other.is_overloaded) = (true, true);
        }
    }
}

/// The symbol of a relationship, where it says that it is implemented.
fn relationship(fields: Fields<'_>) -> Result<Option<&str>, Fault> {
    let (mut name, mut implements) = ("", 0);
    for field in fields {
        match field? {
            (field::RELATIONSHIP_SYMBOL, value) => name = text(value)?,
            (field::RELATIONSHIP_IMPLEMENTS, value) => implements = number(value)?,
            _ => {}
        }
    }
    Ok((implements != 0).then_some(name))
}

/// A range on one line: line, start and end, each 0 where it is left out.
fn on_one_line(fields: Fields<'_>) -> Result<Vec<u64>, Fault> {
    let mut range = vec![0; 3];
    for field in fields {
        if let (at @ 1..=3, Value::Varint(number)) = field? {
            range[at as usize - 1] = number;
        }
    }
    Ok(range)
}

/// Line, start and end; `None` for what has no range, or one of several lines, which is no name.
fn on_line(range: &[u64]) -> Result<Option<[u32; 3]>, Fault> {
    const NO_RANGE: Fault = "a range in it is no range";
    let mut small = [0; 4];
    for (small, number) in small.iter_mut().zip(range) {
        *small = u32::try_from(*number).ok().filter(|it| *it <= i32::MAX as u32).ok_or(NO_RANGE)?;
    }
    match range.len() {
        0 => Ok(None),
        3 => Ok(Some([small[0], small[1], small[2]])),
        4 => Ok((small[0] == small[2]).then_some([small[0], small[1], small[3]])),
        _ => Err(NO_RANGE),
    }
}

/// Whether a path stays below where it starts.
fn is_below(path: &str) -> bool {
    !path.contains('\\') && path.split('/').all(|it| !matches!(it, "" | "." | ".."))
}

fn outside(paths: &[&str]) -> Option<Problem> {
    let first = paths.first()?;
    let more = match paths.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let message = format!("it has documents outside of its root, which are left out: `{first}`{more}");
    Some(Problem { message, is_fatal: false })
}
