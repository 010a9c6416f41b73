//! What each kind of scalar may look like.

use globset::GlobBuilder;

use super::Scalar;
use super::suggest::suggest;
use crate::ProblemCode;
use crate::digest::Pin;
use crate::manifest::claim;
use crate::problem::Fix;
use crate::yaml::{Node, NodeKind, Style};
use crate::{TextEdit, TextRange};

/// Why a scalar cannot be read, and what would mend it.
pub(super) struct Refusal {
    pub(super) code: ProblemCode,
    /// What follows `` `key` ``: `takes …`.
    pub(super) message: String,
    pub(super) fix: Option<Fix>,
}

impl Scalar {
    /// What it takes, for messages: `takes …`.
    pub(super) fn takes(self) -> String {
        match self {
            Scalar::Text | Scalar::Test | Scalar::Revision => "text".to_owned(),
            Scalar::Bool => "`true` or `false`".to_owned(),
            Scalar::Integer => "a whole number".to_owned(),
            Scalar::Share => "a number from 0 to 1".to_owned(),
            Scalar::Date | Scalar::DateTime => "a date such as `2027-01-31`".to_owned(),
            Scalar::OneOf(words) => one_of(words),
            Scalar::NewName => "a name: words joined by `-`, with `.` between namespaces".to_owned(),
            Scalar::Canton => "the name of a canton".to_owned(),
            Scalar::Type => "the name of a type, such as `infra.environment.created`".to_owned(),
            Scalar::Requirement => "the name of a requirement".to_owned(),
            Scalar::Environment => "an environment".to_owned(),
            Scalar::Tier => "a tier".to_owned(),
            Scalar::Effect => "an effect, such as `fs.write`".to_owned(),
            Scalar::Kind => "a kind of resource".to_owned(),
            Scalar::Owner => "an owner: `@team`, `@org/team` or `name@host`".to_owned(),
            Scalar::Claim => "a claim: a path, `path#symbol` or a glob".to_owned(),
            Scalar::Pin => "a pin: `canton-ast/1:<language>:<32 hex digits>`".to_owned(),
            Scalar::Path => "a path".to_owned(),
            Scalar::Link => "a path or a URL".to_owned(),
            Scalar::Glob => "a glob".to_owned(),
            Scalar::Code => "the code of a diagnostic".to_owned(),
            Scalar::Symbol => "the id of a symbol, such as `src/a.py#f`".to_owned(),
            Scalar::Exposed => {
                "the name of a symbol, such as `charge`, `Account.*` or `api.py#charge`".to_owned()
            }
            Scalar::Word => "a word".to_owned(),
        }
    }

    /// Refuses a node that is no such scalar: of another type, or with another value.
    pub(super) fn check(self, node: &Node) -> Result<(), Refusal> {
        let NodeKind::Scalar { value, style } = &node.kind else {
            return Err(self.wrong_type(""));
        };
        match self {
            Scalar::Bool => self.expect_type(node.bool().is_some(), value),
            Scalar::Integer => {
                self.expect_type(node.number().is_some(), value)?;
                self.expect_value(integer(node).is_some(), value)
            }
            Scalar::Share => {
                self.expect_type(node.number().is_some(), value)?;
                self.expect_value(thousandths(node).is_some(), value)
            }
            // Prose and ids may be numbers: `id: 4711`.
            Scalar::Text if node.bool().is_none() => Ok(()),
            _ if *style == Style::Plain && (node.bool().is_some() || node.number().is_some()) => {
                // Quotes mend it only if it can be a text of this kind.
                let fix = self.check_text(value, node.range).is_ok().then(|| quote(node.range));
                Err(Refusal { fix, ..self.wrong_type(value) })
            }
            _ => self.check_text(value, node.range),
        }
    }

    /// Refuses a text that the scalar cannot have.
    fn check_text(self, value: &str, range: TextRange) -> Result<(), Refusal> {
        match self {
            Scalar::Claim => claim::parse(value).map(drop).map_err(|why| Refusal {
                code: ProblemCode::InvalidClaim,
                message: format!("cannot claim `{}`: {why}", shown(value)),
                fix: None,
            }),
            Scalar::Pin => match Pin::parse(value) {
                Some(_) => Ok(()),
                None => Err(Refusal { code: ProblemCode::InvalidPin, ..self.invalid(value) }),
            },
            Scalar::OneOf(words) => match words.contains(&value) {
                true => Ok(()),
                false => {
                    Err(with_suggestion(self.invalid(value), suggest(value, words.iter().copied()), range))
                }
            },
            Scalar::NewName | Scalar::Canton => match is_name(value) {
                true => Ok(()),
                false => Err(with_suggestion(self.invalid(value), as_name(value).as_deref(), range)),
            },
            Scalar::Owner => match is_owner(value) {
                true => Ok(()),
                false => {
                    let meant = format!("@{value}");
                    let meant = is_owner(&meant).then(|| format!("\"{meant}\""));
                    Err(with_suggestion(self.invalid(value), meant.as_deref(), range))
                }
            },
            Scalar::Date => self.expect_value(date(value).is_some(), value),
            Scalar::DateTime => self.expect_value(is_date_time(value), value),
            Scalar::Glob => self.expect_value(is_glob(value), value),
            Scalar::Exposed => self.expect_value(value.split('#').all(is_glob) && is_word(value), value),
            Scalar::Type
            | Scalar::Requirement
            | Scalar::Environment
            | Scalar::Tier
            | Scalar::Effect
            | Scalar::Kind
            | Scalar::Code
            | Scalar::Word => self.expect_value(is_word(value), value),
            Scalar::Text
            | Scalar::Bool
            | Scalar::Integer
            | Scalar::Share
            | Scalar::Test
            | Scalar::Path
            | Scalar::Link
            | Scalar::Revision
            | Scalar::Symbol => self.expect_value(!value.trim().is_empty(), value),
        }
    }

    fn expect_type(self, fits: bool, value: &str) -> Result<(), Refusal> {
        if fits { Ok(()) } else { Err(self.wrong_type(value)) }
    }

    fn expect_value(self, fits: bool, value: &str) -> Result<(), Refusal> {
        if fits { Ok(()) } else { Err(self.invalid(value)) }
    }

    fn wrong_type(self, value: &str) -> Refusal {
        Refusal { code: ProblemCode::WrongType, ..self.invalid(value) }
    }

    fn invalid(self, value: &str) -> Refusal {
        let mut message = format!("takes {}", self.takes());
        if !value.is_empty() {
            message.push_str(&format!(", not `{}`", shown(value)));
        }
        Refusal { code: ProblemCode::InvalidValue, message, fix: None }
    }
}

/// Words as a list for a person: `` `a`, `b` or `c` ``.
pub(super) fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|it| format!("`{it}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => "nothing".to_owned(),
    }
}

/// A value as it is said in a message: one line, not too long.
fn shown(value: &str) -> String {
    let line: String = value.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Names what was meant, and replaces the scalar by it.
fn with_suggestion(refusal: Refusal, meant: Option<&str>, range: TextRange) -> Refusal {
    let Some(meant) = meant else { return refusal };
    let edits = vec![TextEdit { range, new_text: meant.to_owned() }];
    Refusal {
        message: format!("{}; did you mean `{}`?", refusal.message, meant.trim_matches('"')),
        fix: Some(Fix { title: format!("Change to `{}`", meant.trim_matches('"')), edits }),
        ..refusal
    }
}

fn quote(range: TextRange) -> Fix {
    let quote = |offset| TextEdit { range: TextRange::empty(offset), new_text: "\"".to_owned() };
    Fix { title: "Quote the value".to_owned(), edits: vec![quote(range.start()), quote(range.end())] }
}

/// A whole number, not negative.
pub(crate) fn integer(node: &Node) -> Option<u32> {
    let number = node.number()?;
    let whole = number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0;
    whole.then_some(number as u32)
}

/// A share between 0 and 1, in thousandths.
pub(crate) fn thousandths(node: &Node) -> Option<u32> {
    let number = node.number()?;
    (0.0..=1.0).contains(&number).then(|| (number * 1000.0).round() as u32)
}

/// Year, month and day of `2027-01-31`.
pub(crate) fn date(value: &str) -> Option<(u16, u8, u8)> {
    let bytes = value.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(i, it)| if i == 4 || i == 7 { *it == b'-' } else { it.is_ascii_digit() });
    if !shaped {
        return None;
    }
    let (year, month, day) = (value[..4].parse().ok()?, value[5..7].parse().ok()?, value[8..].parse().ok()?);
    (1..=days_in(year, month)?).contains(&day).then_some((year, month, day))
}

fn days_in(year: u16, month: u8) -> Option<u8> {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

fn is_date_time(value: &str) -> bool {
    let Some((day, time)) = value.split_at_checked(10) else { return false };
    date(day).is_some() && (time.is_empty() || time.starts_with(['T', 't', ' ']))
}

/// Words joined by `-`, with `.` between namespaces.
fn is_name(value: &str) -> bool {
    let is_word = |it: &str| !it.is_empty() && it.chars().all(char::is_alphanumeric);
    value.split('.').all(|namespace| namespace.split('-').all(is_word))
}

/// The name that `value` would be with `-` between its words.
fn as_name(value: &str) -> Option<String> {
    let meant: String =
        value.trim().chars().map(|it| if it == '_' || it == ' ' { '-' } else { it }).collect();
    is_name(&meant).then_some(meant)
}

/// No white space and nothing that cannot be seen.
fn is_word(value: &str) -> bool {
    !value.is_empty() && !value.chars().any(|it| it.is_whitespace() || it.is_control())
}

fn is_owner(value: &str) -> bool {
    let is_part = |it: &str| {
        !it.is_empty() && it.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | '+'))
    };
    match value.split_once('@') {
        Some(("", team)) => team.split('/').all(is_part),
        Some((name, host)) => is_part(name) && is_part(host),
        None => false,
    }
}

/// Whether `value` is a glob that can be matched.
pub(crate) fn is_glob(value: &str) -> bool {
    !value.is_empty() && GlobBuilder::new(value).literal_separator(true).build().is_ok()
}
