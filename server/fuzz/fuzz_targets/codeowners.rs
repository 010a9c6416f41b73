//! CODEOWNERS in both dialects: any text can be read, and any path asked for.
#![no_main]

use canton_evidence::codeowners::{Dialect, Ownership, parse};
use canton_fuzz::{Input, check_range};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    let dialect = *input.choose(&[Dialect::GitHub, Dialect::GitLab]);
    let text = input.text();
    Dialect::detect("CODEOWNERS", text);
    let (codeowners, problems) = parse(text, dialect);
    let ranges = problems.iter().map(|it| it.range).chain(codeowners.rules().iter().map(|it| it.range));
    for range in ranges {
        check_range(text, range);
    }
    // The patterns themselves are paths that come close to matching.
    for path in text.split_ascii_whitespace().take(20).chain(["", "/", "a", "a/b.rs"]) {
        let decision = codeowners.decide(path);
        assert_eq!(decision.ownership == Ownership::Unmatched, decision.rules.is_empty());
        assert!(decision.rules.is_sorted_by_key(|it| it.line));
    }
});
