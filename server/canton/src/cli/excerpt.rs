//! Findings with the lines of code they are about.

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use canton_ide::{Analysis, Diagnostic, Severity};
use canton_semantic::File;
use canton_syntax::TextRange;
use std::ops;

use super::json::line_index;
use crate::position::{Encoding, LineIndex};

/// A longer line is not shown: no terminal holds it, and nobody wrote it by hand.
const LONGEST_LINE: usize = 1000;

/// Shows the findings of one file.
pub(super) struct Excerpts<'a> {
    analysis: &'a Analysis,
    file: File,
    lines: LineIndex,
    renderer: Renderer,
}

impl<'a> Excerpts<'a> {
    pub(super) fn new(analysis: &'a Analysis, file: File, color: bool) -> Excerpts<'a> {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        Excerpts { analysis, file, lines: line_index(analysis, file), renderer }
    }

    /// A finding, the line it stands in, and the lines that explain it.
    pub(super) fn render(&self, finding: &Diagnostic) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Information => Level::NOTE,
            Severity::Hint => Level::HELP.with_name("hint"),
        };
        let group = level.primary_title(&finding.message).id(finding.code.0);
        let path = self.analysis.path(self.file);
        let mut group = group.element(place(&path, &self.lines, finding.range, None));
        for related in &finding.related {
            let path = self.analysis.path(related.file);
            let message = Some(related.message.as_str());
            let element = match related.file == self.file {
                true => place(&path, &self.lines, related.range, message),
                false => place(&path, &line_index(self.analysis, related.file), related.range, message),
            };
            group = group.element(element);
        }
        self.renderer.render(&[group])
    }
}

/// One line with a mark below it; the place alone where the line cannot be shown.
fn place<'a>(path: &str, lines: &LineIndex, range: TextRange, message: Option<&'a str>) -> Element<'a> {
    let start = lines.position(range.start(), Encoding::Utf32);
    let number = start.line as usize + 1;
    match excerpt(lines, range) {
        Some((line, span)) => {
            let kind = if message.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
            let snippet = Snippet::source(line).path(path.to_owned()).line_start(number);
            snippet.annotation(kind.span(span).label(message)).into()
        }
        None => Origin::path(path.to_owned()).line(number).char_column(start.character as usize + 1).into(),
    }
}

/// The first line of a range, and what of it is in the range.
fn excerpt(lines: &LineIndex, range: TextRange) -> Option<(String, ops::Range<usize>)> {
    let line = lines.line(lines.line_of(range.start().into()))?;
    if line.len() > LONGEST_LINE || lines.text().is_empty() {
        return None;
    }
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    let span = start.clamp(line.start, line.end) - line.start..end.clamp(line.start, line.end) - line.start;
    Some((lines.text()[line].to_owned(), span))
}
