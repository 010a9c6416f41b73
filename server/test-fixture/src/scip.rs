//! SCIP indexes as an indexer would write them.

/// A file that was indexed.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// Its path.
    pub path: &'a str,
    /// Its text, where the index carries it.
    pub text: &'a str,
    /// What columns count: 1 bytes, 2 units of UTF-16, 3 characters, 0 unsaid.
    pub encoding: u64,
    /// Line, first column, last column; roles; the symbol.
    pub occurrences: Vec<([u32; 3], u64, &'a str)>,
    /// A symbol, its kind, and what it implements.
    pub symbols: Vec<(&'a str, u64, &'a str)>,
}

/// The bytes of an index of these documents.
pub fn index(documents: &[Document<'_>]) -> Vec<u8> {
    let mut index = Vec::new();
    bytes(&mut index, 1, b"");
    for document in documents {
        bytes(&mut index, 2, &message(document));
    }
    index
}

fn message(document: &Document<'_>) -> Vec<u8> {
    let mut message = Vec::new();
    bytes(&mut message, 1, document.path.as_bytes());
    bytes(&mut message, 5, document.text.as_bytes());
    number(&mut message, 6, document.encoding);
    for (range, roles, symbol) in &document.occurrences {
        let mut occurrence = Vec::new();
        let mut packed = Vec::new();
        range.iter().for_each(|it| varint(&mut packed, u64::from(*it)));
        bytes(&mut occurrence, 1, &packed);
        bytes(&mut occurrence, 2, symbol.as_bytes());
        number(&mut occurrence, 3, *roles);
        bytes(&mut message, 2, &occurrence);
    }
    for (symbol, kind, implemented) in &document.symbols {
        let mut information = Vec::new();
        bytes(&mut information, 1, symbol.as_bytes());
        number(&mut information, 5, *kind);
        let mut relationship = Vec::new();
        bytes(&mut relationship, 1, implemented.as_bytes());
        number(&mut relationship, 3, 1);
        bytes(&mut information, 4, &relationship);
        bytes(&mut message, 3, &information);
    }
    message
}

/// Writes a field of bytes.
pub fn bytes(acc: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(acc, field << 3 | 2);
    varint(acc, value.len() as u64);
    acc.extend_from_slice(value);
}

/// Writes a field of a number.
pub fn number(acc: &mut Vec<u8>, field: u64, value: u64) {
    varint(acc, field << 3);
    varint(acc, value);
}

fn varint(acc: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        acc.push(value as u8 | 0x80);
        value >>= 7;
    }
    acc.push(value as u8);
}
