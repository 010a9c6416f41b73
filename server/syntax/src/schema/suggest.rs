//! Did you mean …?

/// The candidate that `written` was most likely meant to be.
pub fn suggest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written: Vec<char> = written.to_lowercase().chars().collect();
    // Nobody mistypes a word this long; comparing it would cost the square of its length.
    if written.is_empty() || written.len() > 64 {
        return None;
    }
    let most = (written.len() / 3).clamp(1, 3);
    let start: String = written.iter().collect();
    let scored = candidates.into_iter().map(|it| {
        // A word that was broken off is closer than any other.
        let broken_off = written.len() >= 3 && it.starts_with(&start);
        (if broken_off { 0 } else { distance(&written, it) }, it)
    });
    scored.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, it)| it)
}

/// How many insertions, deletions, replacements and swaps of neighbours lie between two words.
fn distance(written: &[char], candidate: &str) -> usize {
    let candidate: Vec<char> = candidate.chars().collect();
    let mut before = vec![0; candidate.len() + 1];
    let mut last: Vec<usize> = (0..=candidate.len()).collect();
    for (i, &a) in written.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in candidate.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a == candidate[j - 1] && written[i - 1] == b {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        (before, last) = (last, row);
    }
    last[candidate.len()]
}
