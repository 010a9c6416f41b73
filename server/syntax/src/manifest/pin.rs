//! Pins as text: `canton-ast/1:python:<32 hex>`.

use crate::digest::{Digest, Pin};

/// Reads a pin.
pub(crate) fn parse(text: &str) -> Option<Pin> {
    let mut parts = text.split(':');
    let (algorithm, language, hex) = (parts.next()?, parts.next()?, parts.next()?);
    let (name, version) = algorithm.split_once('/')?;
    let is_version = !version.is_empty() && version.bytes().all(|it| it.is_ascii_digit());
    if parts.next().is_some() || !is_word(name) || !is_version || !is_word(language) {
        return None;
    }
    Some(Pin { algorithm: algorithm.to_owned(), language: language.to_owned(), digest: digest(hex)? })
}

/// Writes a pin as [`parse`] reads it.
pub(crate) fn text(pin: &Pin) -> String {
    let hex: String = pin.digest.0.iter().map(|it| format!("{it:02x}")).collect();
    format!("{}:{}:{hex}", pin.algorithm, pin.language)
}

fn is_word(text: &str) -> bool {
    let is_part = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || b"-_+#".contains(&it);
    !text.is_empty() && text.bytes().all(is_part)
}

fn digest(hex: &str) -> Option<Digest> {
    if hex.len() != 32 || !hex.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it)) {
        return None;
    }
    let mut bytes = [0; 16];
    for (byte, digits) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(Digest(bytes))
}
