//! Pulled diagnostics.

use canton_semantic::File;
use serde_json::Value;
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, WorkspaceDiagnosticParams, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::Handled;
use crate::lsp::diagnostics::{of_file, of_governance};
use crate::lsp::snapshot::Snapshot;

/// The findings of one document.
pub(crate) fn document(
    snapshot: &Snapshot,
    params: &DocumentDiagnosticParams,
) -> Handled<Option<DocumentDiagnosticReport>> {
    let items = match snapshot.file().filter(|_| snapshot.session.switches.diagnostics) {
        Some(file) => of_file(snapshot, file)?,
        None => Vec::new(),
    };
    let id = result_id(&items);
    if params.previous_result_id.as_ref() == Some(&id) {
        let report = UnchangedDocumentDiagnosticReport { result_id: id };
        return Ok(Some(DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: report,
        })));
    }
    Ok(Some(full(items, Some(id))))
}

/// The report of a document that nothing reads.
pub(crate) fn nothing() -> DocumentDiagnosticReport {
    full(Vec::new(), None)
}

fn full(items: Vec<Diagnostic>, result_id: Option<String>) -> DocumentDiagnosticReport {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// The findings of manifests and the like, and of open documents. What the client knows to have findings and
/// has none any more is reported once, empty.
pub(crate) fn workspace(
    snapshot: &Snapshot,
    params: &WorkspaceDiagnosticParams,
) -> Handled<Vec<WorkspaceDocumentDiagnosticReport>> {
    let mut found = Vec::new();
    if snapshot.session.switches.diagnostics {
        found.extend(of_governance(snapshot)?);
        for path in snapshot.places.open.keys() {
            let file = snapshot.analysis.file(path).filter(|_| found.iter().all(|(it, _)| it != path));
            if let Some(file) = file.filter(|&file| is_source(snapshot, file)) {
                found.push((path.clone(), of_file(snapshot, file)?));
            }
        }
    }
    let root = snapshot.places.shown.as_path();
    let mut reports = Vec::new();
    for previous in &params.previous_result_ids {
        let below =
            crate::lsp::from_proto::written_path(&previous.uri).is_some_and(|it| it.starts_with(root));
        let still = found.iter().any(|(path, _)| snapshot.uri(path).as_ref() == Some(&previous.uri));
        if below && !still && previous.value != result_id(&[]) {
            reports.push(report(snapshot, previous.uri.clone(), Vec::new(), params));
        }
    }
    for (path, items) in found {
        if let Some(uri) = snapshot.uri(&path) {
            reports.push(report(snapshot, uri, items, params));
        }
    }
    Ok(reports)
}

fn is_source(snapshot: &Snapshot, file: File) -> bool {
    matches!(snapshot.analysis.kind(file), Some(canton_ide::FileKind::Source(_)))
}

fn report(
    snapshot: &Snapshot,
    uri: tower_lsp::ls_types::Uri,
    items: Vec<Diagnostic>,
    params: &WorkspaceDiagnosticParams,
) -> WorkspaceDocumentDiagnosticReport {
    let open = snapshot.places.open.values().find(|document| document.uri == uri);
    let version = open.map(|document| i64::from(document.version));
    let id = result_id(&items);
    if params.previous_result_ids.iter().any(|previous| previous.uri == uri && previous.value == id) {
        let unchanged = UnchangedDocumentDiagnosticReport { result_id: id };
        return WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report: unchanged,
        });
    }
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
    })
}

/// A name of a result: equal for equal findings, so that nothing has to be remembered.
fn result_id(items: &[Diagnostic]) -> String {
    let text = serde_json::to_value(items).unwrap_or(Value::Null).to_string();
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}
