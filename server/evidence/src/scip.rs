//! SCIP indexes: what a compiler says of the names in code, from which calls are known precisely.
//!
//! An index is a message of Protocol Buffers, of which a few fields matter here, so that they are read by hand: an
//! index may be hundreds of megabytes, and no more is kept of it than references to what can be called, in sixteen
//! bytes each, and the definitions that they may lead to. Symbols are their names' hashes, by which the indexes of a
//! federation know each other.
//!
//! An index that is cut or broken at one place is not used at all: what is missing in it may be the method that is
//! called instead.

mod place;
mod symbol;
mod wire;

#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use wire::{Fault, Fields, Value, message, number, numbers, text};

pub use place::{Encoding, Lines};

/// What an index says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// Sorted by path.
    documents: Box<[Document]>,
    /// Those of each document in the order of its text.
    references: Box<[Reference]>,
    /// Sorted by key.
    definitions: Box<[Definition]>,
    /// What is implemented or overridden, and by what; sorted.
    implementations: Box<[(Key, Key)]>,
}

/// A file that was indexed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its path as the index has it, with `/`; never above the index's root.
    pub path: Box<str>,
    /// The hash of its text, where the index carries it: see [`text_hash`].
    pub text: Option<u64>,
    /// What columns count.
    pub encoding: Encoding,
    first: u32,
    count: u32,
}

/// A symbol, by the hash of its name.
pub type Key = u64;

/// Where something is named that can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The line, from 0.
    pub line: u32,
    /// The column, and in the lower bits the length.
    place: u32,
    /// What is named.
    pub key: Key,
}

/// Something that can be called, and is defined in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its symbol.
    pub key: Key,
    /// Its names with dots between: folder, file, what it stands in, its own.
    pub dotted: Box<str>,
    /// Where its own names start, behind those of folders, files and namespaces.
    pub own: u32,
    /// A class, which is called to make an object.
    pub is_type: bool,
    /// The index says that it has no body.
    pub is_abstract: bool,
    /// Others in its document have the same names: they take something else.
    pub is_overloaded: bool,
    document: u32,
}

/// Why an index is not used, or what of it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, without a full stop.
    pub message: String,
    /// Nothing of the index is used.
    pub is_fatal: bool,
}

/// A call further to the right, as in a minified file, is not kept.
const LENGTH_BITS: u32 = 10;

impl Reference {
    fn new(range: [u32; 3], key: Key) -> Option<Reference> {
        let [line, start, end] = range;
        let length = end.checked_sub(start).filter(|it| *it < 1 << LENGTH_BITS)?;
        let column = Some(start).filter(|it| *it < 1 << (32 - LENGTH_BITS))?;
        Some(Reference { line, place: column << LENGTH_BITS | length, key })
    }

    /// The columns of its start and end, in the encoding of its document.
    pub fn columns(&self) -> (u32, u32) {
        let start = self.place >> LENGTH_BITS;
        (start, start + (self.place & ((1 << LENGTH_BITS) - 1)))
    }
}

impl Index {
    /// Every document, sorted by path.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The documents of that path: most often one, or none.
    pub fn documents_at<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Document> {
        let start = self.documents.partition_point(|it| *it.path < *path);
        self.documents[start..].iter().take_while(move |it| *it.path == *path)
    }

    /// What can be called and is named in a document of this index.
    pub fn references(&self, document: &Document) -> &[Reference] {
        let (first, count) = (document.first as usize, document.count as usize);
        self.references.get(first..first + count).unwrap_or_default()
    }

    /// Where a symbol is defined; `None` where this index does not say, or says several files.
    pub fn definition(&self, key: Key) -> Option<(&Document, &Definition)> {
        let at = self.definitions.binary_search_by_key(&key, |it| it.key).ok()?;
        let definition = &self.definitions[at];
        Some((self.documents.get(definition.document as usize)?, definition))
    }

    /// What implements or overrides a symbol directly.
    pub fn implementations(&self, key: Key) -> impl Iterator<Item = Key> {
        let start = self.implementations.partition_point(|it| it.0 < key);
        self.implementations[start..].iter().take_while(move |it| it.0 == key).map(|it| it.1)
    }
}

/// The hash of a text as [`Document::text`] has it.
pub fn text_hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Reads an index. Never fails: one that is broken anywhere is empty, and its problem says why.
pub fn parse(bytes: &[u8]) -> (Index, Vec<Problem>) {
    let mut reader = Reader::default();
    match reader.index(bytes) {
        Ok(()) => reader.finish(),
        Err(fault) => {
            let place = reader.last.map_or(String::new(), |path| format!(", after `{path}`"));
            (Index::default(), vec![Problem { message: format!("{fault}{place}"), is_fatal: true }])
        }
    }
}

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
struct Reader<'a> {
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
    fn index(&mut self, bytes: &'a [u8]) -> Result<(), Fault> {
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

    fn finish(mut self) -> (Index, Vec<Problem>) {
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
