//! The wire format of Protocol Buffers, as far as a reader needs it: fields by their numbers, one after another.
//!
//! Nothing is copied and nothing is allocated: a length that is longer than what is there is refused, however long
//! it says it is.

/// A message is not one: what is wrong with it, without a full stop.
pub(super) type Fault = &'static str;

const CUT: Fault = "it ends in the middle of a message";

/// What a field holds. Numbers of fixed width say nothing that is needed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A number.
    Varint(u64),
    /// A message, a text, or packed numbers.
    Bytes(&'a [u8]),
    /// Four or eight bytes.
    Fixed,
}

/// The fields of a message, by number. After a fault there are no more.
pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) fn new(message: &'a [u8]) -> Fields<'a> {
        Fields { rest: message }
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], Fault> {
        let length = usize::try_from(length).ok().filter(|it| *it <= self.rest.len()).ok_or(CUT)?;
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        Ok(taken)
    }

    fn field(&mut self) -> Result<(u64, Value<'a>), Fault> {
        let tag = varint(&mut self.rest)?;
        let value = match tag & 7 {
            0 => Value::Varint(varint(&mut self.rest)?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = varint(&mut self.rest)?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            _ => return Err("it is no SCIP index"),
        };
        match tag >> 3 {
            0 => Err("it is no SCIP index"),
            number => Ok((number, value)),
        }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, Value<'a>), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.rest = &[];
        }
        Some(field)
    }
}

/// A number of at most ten bytes, which is taken away from `rest`.
fn varint(rest: &mut &[u8]) -> Result<u64, Fault> {
    let mut number = 0;
    for (at, byte) in rest.iter().take(10).enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            *rest = &rest[at + 1..];
            return Ok(number);
        }
    }
    Err(if rest.len() < 10 { CUT } else { "a number in it has too many bytes" })
}

/// The numbers of a repeated field: packed into one value, or one alone.
pub(super) fn numbers(value: Value<'_>, acc: &mut Vec<u64>) -> Result<(), Fault> {
    match value {
        Value::Varint(number) => acc.push(number),
        Value::Bytes(mut packed) => {
            while !packed.is_empty() {
                acc.push(varint(&mut packed)?);
            }
        }
        Value::Fixed => return Err("a range in it is no range"),
    }
    Ok(())
}

/// A text.
pub(super) fn text(value: Value<'_>) -> Result<&str, Fault> {
    match value {
        Value::Bytes(bytes) => std::str::from_utf8(bytes).map_err(|_| "a text in it is not UTF-8"),
        Value::Varint(_) | Value::Fixed => Err("it is no SCIP index"),
    }
}

/// A message within a message.
pub(super) fn message(value: Value<'_>) -> Result<Fields<'_>, Fault> {
    match value {
        Value::Bytes(bytes) => Ok(Fields::new(bytes)),
        Value::Varint(_) | Value::Fixed => Err("it is no SCIP index"),
    }
}

/// A number.
pub(super) fn number(value: Value<'_>) -> Result<u64, Fault> {
    match value {
        Value::Varint(number) => Ok(number),
        Value::Bytes(_) | Value::Fixed => Err("it is no SCIP index"),
    }
}
