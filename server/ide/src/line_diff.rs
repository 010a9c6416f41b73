//! What differs between two short texts, line by line.

/// Lines that are the same around a difference.
const CONTEXT: usize = 2;

/// A difference is cut off after so many lines: it is to be read in passing.
const MOST_LINES: usize = 30;

/// Above this product of lines, what differs is shown as replaced whole.
const MOST_PAIRS: usize = 250_000;

/// A line of a difference: both have it, only the old text, only the new one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line<'t> {
    Same(&'t str),
    Old(&'t str),
    New(&'t str),
}

/// The lines of which one text has others than the other, marked `-` and `+`, with some around them; `…` stands
/// for what is left out. Empty where they are the same.
pub(crate) fn line_diff(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = rest.take_while(|(one, other)| one == other).count();
    let mut lines: Vec<Line<'_>> = old[..start].iter().map(|it| Line::Same(it)).collect();
    lines.extend(changed(&old[start..old.len() - end], &new[start..new.len() - end]));
    lines.extend(old[old.len() - end..].iter().map(|it| Line::Same(it)));
    render(&lines)
}

/// The lines of two texts in the order that keeps as many as can be.
fn changed<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Line<'t>> {
    let replaced = || old.iter().map(|it| Line::Old(it)).chain(new.iter().map(|it| Line::New(it)));
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return replaced().collect();
    }
    // How many lines can be kept of what follows each pair of places.
    let width = new.len() + 1;
    let mut kept = vec![0_u32; (old.len() + 1) * width];
    for one in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            let at = one * width + other;
            kept[at] = match old[one] == new[other] {
                true => kept[at + width + 1] + 1,
                false => kept[at + width].max(kept[at + 1]),
            };
        }
    }
    let (mut one, mut other) = (0, 0);
    let mut lines = Vec::new();
    while one < old.len() && other < new.len() {
        let at = one * width + other;
        if old[one] == new[other] {
            lines.push(Line::Same(old[one]));
            (one, other) = (one + 1, other + 1);
        } else if kept[at + width] >= kept[at + 1] {
            lines.push(Line::Old(old[one]));
            one += 1;
        } else {
            lines.push(Line::New(new[other]));
            other += 1;
        }
    }
    lines.extend(old[one..].iter().map(|it| Line::Old(it)));
    lines.extend(new[other..].iter().map(|it| Line::New(it)));
    lines
}

fn render(lines: &[Line<'_>]) -> String {
    let differs = |it: &Line<'_>| !matches!(it, Line::Same(_));
    let near = |at: usize| {
        let from = at.saturating_sub(CONTEXT);
        lines[from..lines.len().min(at + CONTEXT + 1)].iter().any(differs)
    };
    let mut shown: Vec<String> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let text = match line {
            _ if !near(at) => {
                if shown.last().is_some_and(|it| it != "…") {
                    shown.push(String::from("…"));
                }
                continue;
            }
            Line::Same(text) => format!("  {text}"),
            Line::Old(text) => format!("- {text}"),
            Line::New(text) => format!("+ {text}"),
        };
        shown.push(text);
    }
    if shown.last().is_some_and(|it| it == "…") {
        shown.pop();
    }
    if shown.len() > MOST_LINES {
        let more = shown.len() - MOST_LINES + 1;
        shown.truncate(MOST_LINES - 1);
        shown.push(format!("… {more} lines more"));
    }
    shown.join("\n")
}

#[cfg(test)]
mod tests {
    use super::line_diff;
    use expect_test::{Expect, expect};

    fn check(old: &str, new: &str, expected: Expect) {
        expected.assert_eq(&line_diff(old, new));
    }

    #[test]
    fn lines_around_a_change_are_shown() {
        check(
            "a\nb\nc\nd\ne\nf\ng",
            "a\nb\nc\nD\ne\nf\ng",
            expect![[r#"
              b
              c
            - d
            + D
              e
              f"#]],
        );
        check(
            "a\nb\nc\nd\ne\nf\ng\nh",
            "a\nx\nb\nc\nd\ne\nf\ng",
            expect![[r#"
              a
            + x
              b
              c
            …
              f
              g
            - h"#]],
        );
        check("a", "a", expect![""]);
        check("", "a", expect!["+ a"]);
    }

    #[test]
    fn a_long_difference_is_cut_off() {
        let new: String = (0..100).map(|it| format!("{it}\n")).collect();
        let diff = line_diff("", &new);
        assert_eq!(diff.lines().count(), super::MOST_LINES);
        assert!(diff.ends_with("… 71 lines more"), "{diff}");
    }

    #[test]
    fn what_is_marked_leads_from_one_to_the_other() {
        let texts = ["", "a", "b", "a\nb", "b\na", "a\na\nb", "b\na\nb"];
        for (old, new) in texts.iter().flat_map(|old| texts.iter().map(move |new| (old, new))) {
            let diff = line_diff(old, new);
            let side = |mark: &str| -> Vec<&str> {
                let of_side = diff.lines().filter(|it| it.starts_with(mark) || it.starts_with("  "));
                of_side.map(|it| &it[2..]).collect()
            };
            if old == new {
                assert_eq!(diff, "");
            } else {
                assert_eq!(side("- "), old.lines().collect::<Vec<_>>(), "{diff}");
                assert_eq!(side("+ "), new.lines().collect::<Vec<_>>(), "{diff}");
            }
        }
    }
}
