//! Problems as they are asserted in tests: under the text they stand at.

use super::Problem;
use crate::edit;

/// Each problem below its line, with what explains it and the lines that its fix changes.
pub(crate) fn annotate(text: &str, problems: &[Problem]) -> String {
    problems.iter().map(|it| annotate_one(text, it)).collect()
}

fn annotate_one(text: &str, problem: &Problem) -> String {
    let (start, end) = (usize::from(problem.range.start()), usize::from(problem.range.end()));
    let line_start = text[..start].rfind('\n').map_or(0, |it| it + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let column = text[line_start..start].chars().count();
    let shown_end = end.min(line_start + line.len()).max(start);
    let width = text[start..shown_end].chars().count();
    let marks = if width == 0 { "|".to_owned() } else { "^".repeat(width) };
    let more = if end > shown_end { "…" } else { "" };
    let mut res = format!(
        "{line}\n{}{marks}{more} {}: {}\n",
        " ".repeat(column),
        problem.code.as_str(),
        problem.message
    );
    for (range, message) in &problem.related {
        let line = text[..range.start().into()].matches('\n').count() + 1;
        res.push_str(&format!("  line {line}, `{}`: {message}\n", &text[*range]));
    }
    if let Some(fix) = &problem.fix {
        let after = edit::apply(text, &fix.edits);
        let changed = after.lines().zip(text.lines()).filter(|(after, before)| after != before);
        let changed: Vec<&str> = changed.map(|(after, _)| after.trim()).collect();
        res.push_str(&format!("  {}: {}\n", fix.title, changed.join(" / ")));
    }
    res
}
