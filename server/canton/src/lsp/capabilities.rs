//! What the server offers.

use serde_json::json;
use tower_lsp::ls_types::{
    CallHierarchyServerCapability, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CodeLensOptions, CompletionOptions, DeclarationCapability, DiagnosticOptions,
    DiagnosticServerCapabilities, DocumentLinkOptions, ExecuteCommandOptions, FileOperationFilter,
    FileOperationPattern, FileOperationRegistrationOptions, FoldingRangeProviderCapability,
    HoverProviderCapability, InitializeResult, OneOf, PositionEncodingKind, RenameOptions, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFileOperationsServerCapabilities,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::client::Session;
use crate::position::Encoding;

/// The command behind the lens of an uncantonized unit.
pub(crate) const REGISTER: &str = "canton.register";
/// The command behind every other action, for clients that take commands only.
pub(crate) const APPLY: &str = "canton.apply";
/// The command behind other lenses, which the client carries out: show a place in a document.
pub(crate) const SHOW: &str = "canton.show";
/// The kind of the action that mends all that has one certain fix.
pub(crate) const FIX_ALL: &str = "source.fixAll.canton";

/// The answer to `initialize`.
pub(crate) fn initialize_result(session: &Session) -> InitializeResult {
    InitializeResult {
        capabilities: capabilities(session),
        server_info: Some(ServerInfo {
            name: String::from("canton"),
            version: Some(String::from(env!("CARGO_PKG_VERSION"))),
        }),
        ..InitializeResult::default()
    }
}

fn capabilities(session: &Session) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(match session.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(true) }),
        code_action_provider: Some(code_actions(session)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([":", "-", "/", "#", "@", " "].map(String::from).to_vec()),
            ..CompletionOptions::default()
        }),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        declaration_provider: Some(DeclarationCapability::Simple(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: Default::default(),
        }),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        // A client that does not ask must not be told to: its diagnostics are pushed.
        diagnostic_provider: session.pulls_diagnostics.then(pulled_diagnostics),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: [REGISTER, APPLY].map(String::from).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                will_rename: Some(every_file()),
                ..WorkspaceFileOperationsServerCapabilities::default()
            }),
        }),
        experimental: Some(json!({"ratio": true, "status": true})),
        ..ServerCapabilities::default()
    }
}

/// Files and folders of any name: any may be claimed.
fn every_file() -> FileOperationRegistrationOptions {
    let pattern = FileOperationPattern { glob: String::from("**/*"), matches: None, options: None };
    let filter = FileOperationFilter { scheme: Some(String::from("file")), pattern };
    FileOperationRegistrationOptions { filters: vec![filter] }
}

fn code_actions(session: &Session) -> CodeActionProviderCapability {
    if !session.action_literals {
        return CodeActionProviderCapability::Simple(true);
    }
    CodeActionProviderCapability::Options(CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(FIX_ALL)]),
        resolve_provider: Some(session.lazy_actions),
        ..CodeActionOptions::default()
    })
}

fn pulled_diagnostics() -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some(String::from("canton")),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    })
}
