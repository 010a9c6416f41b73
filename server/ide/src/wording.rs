//! The words that people read, the same on every surface.

use canton_syntax::federation::{Facet, TestedLevel};
use canton_syntax::manifest::Risk;

/// What a unit without the facet is, in few words.
pub(crate) fn lack(facet: Facet) -> &'static str {
    match facet {
        Facet::Owned => "no owner",
        Facet::Tested => "not tested",
        Facet::Pinned => "not pinned",
        Facet::Lawful => "breaks an invariant",
        Facet::Small => "too large",
        Facet::Pure => "not known to be pure",
    }
}

/// What to do about a facet that is missing.
pub(crate) fn remedy(facet: Facet) -> &'static str {
    match facet {
        Facet::Owned => "say who answers for it: `owner` in the manifest, or a rule in CODEOWNERS",
        Facet::Tested => "test it, and say `tested: true` in the manifest",
        Facet::Pinned => "pin it once it has been vouched for: the action *Pin*, or `canton pin`",
        Facet::Lawful => "see the findings in this file",
        Facet::Small => "split it: the federation's `canon.max-lines` says how large a symbol may be",
        Facet::Pure => "say `effects: []` in the manifest, and do nothing that has effects",
    }
}

/// The level of evidence beside other words: `tested (claimed)`.
pub(crate) fn tested_in_short(level: TestedLevel) -> &'static str {
    match level {
        TestedLevel::None => "not tested",
        TestedLevel::Claimed => "tested (claimed)",
        TestedLevel::Executed => "tested (executed)",
        TestedLevel::Passing => "tested (passing)",
        TestedLevel::MutationTested => "tested (mutation-tested)",
    }
}

/// The level of evidence in a sentence, never a stronger one than it is.
pub(crate) fn tested_in_full(level: TestedLevel) -> &'static str {
    match level {
        TestedLevel::None => "nothing says that it is",
        TestedLevel::Claimed => "claimed by the manifest, no evidence yet",
        TestedLevel::Executed => "executed by tests, by a coverage report",
        TestedLevel::Passing => "executed by tests that passed",
        TestedLevel::MutationTested => "mutation-tested",
    }
}

/// The word of a level of risk.
pub(crate) fn risk(risk: Risk) -> &'static str {
    match risk {
        Risk::Low => "low",
        Risk::Medium => "medium",
        Risk::High => "high",
        Risk::Critical => "critical",
    }
}

/// `1 unit`, `2 units`.
pub(crate) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// A list for a person: `` `a`, `b` and `c` ``.
pub(crate) fn listed<S: AsRef<str>>(words: &[S], last: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match quoted.split_last() {
        Some((one, [])) => one.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
        None => String::new(),
    }
}

/// A block of code in Markdown, whose fence nothing in it can close.
pub(crate) fn fenced(language: &str, code: &str) -> String {
    let longest = code.split(|it| it != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{code}\n{fence}\n")
}
