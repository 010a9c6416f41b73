//! From our words to the protocol's.

use canton_ide::{CodeActionId, Severity, SourceChange};
use canton_semantic::File;
use canton_syntax::TextRange;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use tower_lsp::ls_types::{
    self as lsp, CreateFile, CreateFileOptions, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DocumentChangeOperation, DocumentChanges, Location, MarkupContent, MarkupKind, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, ResourceOp, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use super::from_proto::ActionData;
use super::snapshot::Snapshot;
use crate::position::{Encoding, LineIndex, Position};

/// A range in a text.
pub(crate) fn range(lines: &LineIndex, range: TextRange, encoding: Encoding) -> lsp::Range {
    let range = lines.range(range, encoding);
    lsp::Range { start: position(range.start), end: position(range.end) }
}

fn position(place: Position) -> lsp::Position {
    lsp::Position { line: place.line, character: place.character }
}

/// A place in a file.
pub(crate) fn location(snapshot: &Snapshot, file: File, at: TextRange) -> Option<Location> {
    let uri = snapshot.uri(&snapshot.analysis.path(file))?;
    Some(Location { uri, range: range(&snapshot.lines(file), at, snapshot.session.encoding) })
}

/// Markdown as the client can show it.
pub(crate) fn markup(markdown: &str, takes_markdown: bool) -> MarkupContent {
    if takes_markdown {
        return MarkupContent { kind: MarkupKind::Markdown, value: markdown.to_owned() };
    }
    MarkupContent { kind: MarkupKind::PlainText, value: plain(markdown) }
}

/// Our Markdown as plain text: without emphasis, code marks and link targets.
fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(char) = rest.chars().next() {
        let after = &rest[char.len_utf8()..];
        rest = match char {
            '`' => after,
            '*' if after.starts_with('*') => &after[1..],
            '\\' if after.starts_with(|it: char| it.is_ascii_punctuation()) => {
                text.push_str(&after[..1]);
                &after[1..]
            }
            ']' if after.starts_with('(') => after.find(')').map_or(after, |end| &after[end + 1..]),
            '[' if after.contains("](") => after,
            char => {
                text.push(char);
                after
            }
        };
    }
    text
}

/// A finding. There is no site with a page a code yet, so there is no `codeDescription`: `canton explain` has
/// the page.
pub(crate) fn diagnostic(snapshot: &Snapshot, file: File, found: &canton_ide::Diagnostic) -> Diagnostic {
    let related = found.related.iter().filter_map(|it| {
        let location = location(snapshot, it.file, it.range)?;
        Some(DiagnosticRelatedInformation { location, message: it.message.clone() })
    });
    let fixes = found.actions.iter().filter_map(|it| {
        let id = serde_json::to_value(action_data(snapshot, &it.id)?).ok()?;
        Some(json!({"title": it.title, "id": id}))
    });
    let takes_related = snapshot.session.related_information && !found.related.is_empty();
    Diagnostic {
        range: range(&snapshot.lines(file), found.range, snapshot.session.encoding),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.code.0.to_owned())),
        code_description: None,
        source: Some(String::from("canton")),
        message: found.message.clone(),
        related_information: takes_related.then(|| related.collect()),
        tags: None,
        data: Some(json!({"fingerprint": found.fingerprint(), "fixes": Vec::from_iter(fixes)})),
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

/// What makes an action again, as it travels.
pub(crate) fn action_data(snapshot: &Snapshot, id: &CodeActionId) -> Option<ActionData> {
    let uri = snapshot.uri(if snapshot.path.is_empty() { &id.path } else { &snapshot.path })?;
    let (action, path) = (id.action.clone(), id.path.clone());
    Some(ActionData { uri, action, path, arguments: id.arguments.clone() })
}

/// Whether an action is among the fixes that a diagnostic came with.
pub(crate) fn mends(action: &ActionData, diagnostic: &Diagnostic) -> bool {
    let fixes = diagnostic.data.as_ref().and_then(|data| data.get("fixes")?.as_array());
    let is_it = |fix: &serde_json::Value| {
        ActionData::read(&fix["id"]).is_ok_and(|it| {
            (&it.action, &it.path, &it.arguments) == (&action.action, &action.path, &action.arguments)
        })
    };
    fixes.is_some_and(|fixes| fixes.iter().any(is_it))
}

/// A change as the client takes it. `None` where it cannot: it would have to create a file, and does not.
pub(crate) fn workspace_edit(snapshot: &Snapshot, change: &SourceChange) -> Option<WorkspaceEdit> {
    let session = &snapshot.session;
    let edited = change.edits.iter().filter_map(|it| {
        let file = snapshot.analysis.file(&it.path)?;
        let lines = snapshot.lines(file);
        let edits = it.edits.iter().map(|edit| text_edit(&lines, edit, session.encoding));
        Some((&*it.path, edits.collect::<Vec<_>>()))
    });
    let edited: Vec<(&str, Vec<TextEdit>)> = edited.collect();
    if !session.versioned_edits {
        return plain_changes(snapshot, change, edited);
    }
    let mut operations = Vec::new();
    for (path, text) in &change.created {
        let uri = snapshot.uri(path)?;
        if session.creates_files {
            operations.push(DocumentChangeOperation::Op(ResourceOp::Create(create(uri.clone()))));
        }
        operations.push(DocumentChangeOperation::Edit(document_edit(uri, None, vec![whole(text)])));
    }
    for (path, edits) in edited {
        let version = snapshot.places.open.get(path).map(|document| document.version);
        operations.push(DocumentChangeOperation::Edit(document_edit(snapshot.uri(path)?, version, edits)));
    }
    let document_changes = Some(DocumentChanges::Operations(operations));
    Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() })
}

/// The older form. A client that takes no other creates a file by editing it, where it does at all.
fn plain_changes(
    snapshot: &Snapshot,
    change: &SourceChange,
    edited: Vec<(&str, Vec<TextEdit>)>,
) -> Option<WorkspaceEdit> {
    let created = change.created.iter().map(|(path, text)| (&**path, vec![whole(text)]));
    let changes: Option<BTreeMap<Uri, Vec<TextEdit>>> =
        created.chain(edited).map(|(path, edits)| Some((snapshot.uri(path)?, edits))).collect();
    Some(WorkspaceEdit { changes: Some(changes?.into_iter().collect()), ..WorkspaceEdit::default() })
}

fn create(uri: Uri) -> CreateFile {
    // A manifest that has come to be meanwhile must not be lost.
    let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) };
    CreateFile { uri, options: Some(options), annotation_id: None }
}

fn document_edit(uri: Uri, version: Option<i32>, edits: Vec<TextEdit>) -> TextDocumentEdit {
    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
    TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() }
}

fn text_edit(lines: &Arc<LineIndex>, edit: &canton_syntax::TextEdit, encoding: Encoding) -> TextEdit {
    TextEdit { range: range(lines, edit.range, encoding), new_text: edit.new_text.to_string() }
}

/// The text of a file that is empty before.
fn whole(text: &str) -> TextEdit {
    TextEdit { range: lsp::Range::default(), new_text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(plain("**canonical** · `a_b*c`"), "canonical · a_b*c");
        assert_eq!(plain("see [the manifest](file:///a%20b#L1), [x]"), "see the manifest, [x]");
        assert_eq!(plain(r"a\_b \ c"), r"a_b \ c");
    }
}
