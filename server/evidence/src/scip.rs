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
mod reader;
mod symbol;
mod wire;

#[cfg(test)]
mod tests;

use std::hash::{DefaultHasher, Hash, Hasher};

use reader::Reader;

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
            let message = format!("{fault}{}", reader.place());
            (Index::default(), vec![Problem { message, is_fatal: true }])
        }
    }
}
