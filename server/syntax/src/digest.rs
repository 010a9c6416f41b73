//! `canton-ast/1` and `canton-sig/1`: what a pin records of a unit.
//!
//! A digest is a hash over the tokens of a unit, without those of the units in it, such that a formatter does not
//! change it and a change of behaviour does. `language.toml` says which kinds a rule is about:
//!
//! - Comments are left out, but for directives. Tokens are their text, never their kind; the letters of a number
//!   are written in lower case where either case means the same.
//! - A string is one token. Where quotes mean nothing, they and the case of the prefix are left out; strings one
//!   after the other are one string, unless a digit of the second would belong to an escape of the first; a key in
//!   quotes that needs none is a name. A docstring and a text block lose the indentation that their lines share.
//! - What no node covers is written as it stands, or `"a"` and `"b"` would be one in some grammars.
//! - Begin and end of a block that only indentation shows are marked, and the end of a statement where lines end
//!   statements, also after a word that a line's end cuts off (`return`); `;` is left out there.
//! - A trailing comma is left out unless it makes a tuple or stands in a hole of an array; so is the operator
//!   before the first type of a union.
//! - Parentheses are left out where the parent delimits an expression anyway, and around what ends where it ends;
//!   never around an operand, and not around an expression that would then reach further. `{ e }` is `e` as the
//!   body of a closure or an arm, and `(x) =>` is `x =>`.
//! - What holds a syntax error has no digest.

use std::fmt;

pub(crate) mod literals;
mod stream;

pub(crate) use literals::Style;
pub(crate) use stream::Stream;

/// The first 128 bits of a BLAKE3 hash over a unit's normalised tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 16]);

/// A pin as written in a manifest or a lock file: `canton-ast/1:python:<32 hex>`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pin {
    /// `canton-ast/1`.
    pub algorithm: String,
    /// The language's name: `python`.
    pub language: String,
    /// The digest itself.
    pub digest: Digest,
}

impl Digest {
    /// The algorithm of a unit's digest.
    pub const ALGORITHM: &'static str = "canton-ast/1";
    /// The algorithm of a unit's signature.
    pub const SIGNATURE_ALGORITHM: &'static str = "canton-sig/1";

    /// The digest of a stream of bytes.
    pub(crate) fn of(bytes: &[u8]) -> Digest {
        let hash = blake3::hash(bytes);
        let mut res = [0; 16];
        res.copy_from_slice(&hash.as_bytes()[..16]);
        Digest(res)
    }

    /// Reads 32 hexadecimal digits in lower case, as they are written; `None` for anything else.
    pub fn parse(text: &str) -> Option<Digest> {
        let digits = text.as_bytes();
        if digits.len() != 32 {
            return None;
        }
        let mut res = [0; 16];
        for (byte, pair) in res.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = hex(pair[0])? << 4 | hex(pair[1])?;
        }
        Some(Digest(res))
    }
}

impl fmt::Display for Digest {
    /// 32 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Pin {
    /// The pin of a unit in a language, with today's algorithm.
    pub fn new(language: &str, digest: Digest) -> Pin {
        Pin { algorithm: Digest::ALGORITHM.to_owned(), language: language.to_owned(), digest }
    }

    /// Reads `<word>/<number>:<word>:<32 hex>`; `None` for anything else. Whether the algorithm and the
    /// language are known is for others to judge.
    pub fn parse(text: &str) -> Option<Pin> {
        let mut parts = text.split(':');
        let (algorithm, language, digest) = (parts.next()?, parts.next()?, parts.next()?);
        let (family, number) = algorithm.split_once('/')?;
        let is_number = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
        if parts.next().is_some() || !is_word(family) || !is_number || !is_word(language) {
            return None;
        }
        let digest = Digest::parse(digest)?;
        Some(Pin { algorithm: algorithm.to_owned(), language: language.to_owned(), digest })
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.algorithm, self.language, self.digest)
    }
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

fn is_word(text: &str) -> bool {
    let is_part = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || b"-_+#".contains(&it);
    !text.is_empty() && text.bytes().all(is_part)
}
