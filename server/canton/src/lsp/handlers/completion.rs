//! `textDocument/completion`

use canton_ide::CompletionKind;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionResponse, CompletionTextEdit,
    Documentation, TextEdit,
};

use super::{Handled, place};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;

pub(crate) fn completion(
    snapshot: &Snapshot,
    params: &CompletionParams,
) -> Handled<Option<CompletionResponse>> {
    if !snapshot.session.switches.completion {
        return Ok(None);
    }
    let Some((file, lines, offset)) = place(snapshot, &params.text_document_position)? else {
        return Ok(None);
    };
    let session = &snapshot.session;
    let items =
        snapshot.analysis.completions(file, offset.into())?.into_iter().enumerate().map(|(at, item)| {
            let range = to_proto::range(&lines, item.range, session.encoding);
            let documentation = item.documentation.as_deref();
            CompletionItem {
                kind: Some(kind(item.kind)),
                detail: item.detail,
                documentation: documentation.map(|it| {
                    Documentation::MarkupContent(to_proto::markup(it, session.markdown_completion))
                }),
                // The order in which keys are written is the order in which they are offered.
                sort_text: Some(format!("{at:05}")),
                text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: item.new_text })),
                label: item.label,
                ..CompletionItem::default()
            }
        });
    Ok(Some(CompletionResponse::Array(items.collect())))
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Key => CompletionItemKind::PROPERTY,
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Canton => CompletionItemKind::MODULE,
        CompletionKind::Type => CompletionItemKind::CLASS,
        CompletionKind::Owner => CompletionItemKind::CONSTANT,
        CompletionKind::File => CompletionItemKind::FILE,
        CompletionKind::Symbol => CompletionItemKind::FUNCTION,
    }
}
