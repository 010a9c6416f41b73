//! The protocol's methods. They only forward: to the main loop for a snapshot, to the pool for the answer.

use crossbeam_channel::Sender;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::oneshot;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::request::{GotoDeclarationParams, GotoDeclarationResponse};
use tower_lsp::ls_types::*;

use super::capabilities::initialize_result;
use super::client::Session;
use super::custom::{FederationParams, StatusParams};
use super::handlers::{self, Handled};
use super::main_loop::Event;
use super::ordered;
use super::pool::TaskPool;
use super::snapshot::{Failure, Snapshot};

/// How often a question is asked again after a change cancelled it.
const MOST_TRIES: usize = 5;

/// The protocol's side of the server.
pub(crate) struct Backend {
    events: Sender<Event>,
    pool: TaskPool,
    shut_down: Arc<AtomicBool>,
}

/// What works out an answer: from the protocol, ask, to the protocol.
type Handler<P, T> = fn(&Snapshot, &P) -> Handled<T>;

/// Cancels a snapshot's question when nobody waits for its answer any more.
struct CancelOnDrop(Option<canton_ide::CancellationToken>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        if let Some(token) = self.0.take() {
            token.cancel();
        }
    }
}

impl Backend {
    /// A backend that forwards to `events` and `pool`; `shut_down` hears of `shutdown`.
    pub(crate) fn new(events: Sender<Event>, pool: TaskPool, shut_down: Arc<AtomicBool>) -> Backend {
        Backend { events, pool, shut_down }
    }

    /// Answers a request about one document, from the snapshot that was taken when it was read. After a change
    /// it is asked again where the document itself is as it was, a few times; else the request is stale.
    async fn read<P, T>(&self, params: P, handler: Handler<P, T>) -> Result<T>
    where
        P: Send + Sync + 'static,
        T: Default + Send + 'static,
    {
        let Some(ticket) = ordered::ticket() else { return Ok(T::default()) };
        let Some(mut snapshot) = ticket.await.map_err(|_| Error::content_modified())? else {
            return Ok(T::default());
        };
        let params = Arc::new(params);
        let version = snapshot.version();
        for _ in 0..MOST_TRIES {
            let uri = snapshot.uri(&snapshot.path);
            match self.ask(snapshot, Arc::clone(&params), handler).await? {
                Ok(answer) => return Ok(answer),
                Err(Failure::Cancelled(salsa::Cancelled::Local)) => return Err(Error::request_cancelled()),
                Err(Failure::Cancelled(_)) => {}
                Err(failure) => return Err(failure.into_error()),
            }
            snapshot = match uri {
                Some(uri) => self.snapshot(uri).await.ok_or_else(Error::content_modified)?,
                None => break,
            };
            if snapshot.version() != version {
                break;
            }
        }
        Err(Error::content_modified())
    }

    /// Answers a request about everything: asks of each federation in turn, and returns their answers.
    async fn read_all<P, T>(&self, params: P, handler: Handler<P, T>) -> Result<Vec<T>>
    where
        P: Send + Sync + 'static,
        T: Send + 'static,
    {
        // A client that names a document all the same must not make its snapshot wait for the others'.
        drop(ordered::ticket());
        let (reply, roots) = oneshot::channel();
        let _ = self.events.send(Event::AskRoots { reply });
        let params = Arc::new(params);
        let mut answers = Vec::new();
        for root in roots.await.unwrap_or_default() {
            let mut answer = None;
            for _ in 0..MOST_TRIES {
                let Some(snapshot) = self.snapshot(root.clone()).await else { break };
                match self.ask(snapshot, Arc::clone(&params), handler).await? {
                    Ok(found) => {
                        answer = Some(found);
                        break;
                    }
                    Err(Failure::Cancelled(salsa::Cancelled::Local)) => {
                        return Err(Error::request_cancelled());
                    }
                    Err(Failure::Cancelled(_)) => {}
                    Err(failure) => return Err(failure.into_error()),
                }
            }
            answers.push(answer.ok_or_else(Error::content_modified)?);
        }
        Ok(answers)
    }

    async fn snapshot(&self, uri: Uri) -> Option<Snapshot> {
        let (reply, snapshot) = oneshot::channel();
        self.events.send(Event::Ask { uri, reply }).ok()?;
        snapshot.await.ok().flatten()
    }

    /// Asks once, on the pool. The future is dropped when the client cancels, and so is the question.
    async fn ask<P, T>(
        &self,
        snapshot: Snapshot,
        params: Arc<P>,
        handler: Handler<P, T>,
    ) -> Result<Handled<T>>
    where
        P: Send + Sync + 'static,
        T: Send + 'static,
    {
        let mut guard = CancelOnDrop(Some(snapshot.analysis.cancellation_token()));
        let (reply, answer) = oneshot::channel();
        self.pool.spawn(move || {
            let asked = || salsa::Cancelled::catch(AssertUnwindSafe(|| handler(&snapshot, &params)));
            let answer =
                catch_unwind(AssertUnwindSafe(asked)).map(|it| it.unwrap_or_else(|it| Err(it.into())));
            // The loop may be waiting for the snapshot to go.
            drop(snapshot);
            let _ = reply.send(answer);
        });
        let answer = answer.await;
        guard.0 = None;
        answer.ok().and_then(std::result::Result::ok).ok_or_else(Error::internal_error)
    }

    /// `canton/ratio`: see [`super::custom`].
    pub(crate) async fn ratio(&self, params: FederationParams) -> Result<Value> {
        self.of_federation(params, handlers::custom::ratio).await
    }

    /// `canton/map`: see [`super::custom`].
    pub(crate) async fn map(&self, params: FederationParams) -> Result<Value> {
        self.of_federation(params, handlers::custom::map).await
    }

    /// Asks of the document's federation, or without a document of the first one that there is.
    async fn of_federation(
        &self,
        params: FederationParams,
        ask: Handler<FederationParams, Value>,
    ) -> Result<Value> {
        if params.text_document.is_some() {
            return self.read(params, ask).await;
        }
        Ok(self.read_all(params, ask).await?.into_iter().find(|it| !it.is_null()).unwrap_or_default())
    }

    /// `canton/status`: see [`super::custom`].
    pub(crate) async fn status(&self, params: StatusParams) -> Result<Value> {
        self.read(params, handlers::custom::status).await
    }
}

/// What is read with the document's version stays right, so it is asked for again by itself.
fn retrigger(error: Error) -> Error {
    if error.code != ErrorCode::ContentModified {
        return error;
    }
    const SERVER_CANCELLED: i64 = -32802;
    Error {
        code: ErrorCode::ServerError(SERVER_CANCELLED),
        message: "the document changed meanwhile".into(),
        data: Some(serde_json::json!({"retriggerRequest": true})),
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        Ok(initialize_result(&Session::new(&params)))
    }

    async fn initialized(&self, _: InitializedParams) {}

    async fn shutdown(&self) -> Result<()> {
        self.shut_down.store(true, Ordering::SeqCst);
        Ok(())
    }

    // The adapter in `ordered` has told the loop already; the library's own bodies would log a warning.
    async fn did_open(&self, _: DidOpenTextDocumentParams) {}
    async fn did_change(&self, _: DidChangeTextDocumentParams) {}
    async fn did_close(&self, _: DidCloseTextDocumentParams) {}
    async fn did_save(&self, _: DidSaveTextDocumentParams) {}
    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {}
    async fn did_change_configuration(&self, _: DidChangeConfigurationParams) {}
    async fn did_change_workspace_folders(&self, _: DidChangeWorkspaceFoldersParams) {}

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.read(params, handlers::hover::hover).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.read(params, handlers::code_lens::code_lenses).await
    }

    async fn code_lens_resolve(&self, params: CodeLens) -> Result<CodeLens> {
        let unresolved = params.clone();
        Ok(self.read(params, handlers::code_lens::resolve).await?.unwrap_or(unresolved))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.read(params, handlers::code_action::code_actions).await
    }

    async fn code_action_resolve(&self, params: CodeAction) -> Result<CodeAction> {
        let unresolved = params.clone();
        Ok(self.read(params, handlers::code_action::resolve).await?.unwrap_or(unresolved))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        if let Some(edit) = self.read(params, handlers::code_action::execute).await? {
            let _ = self.events.send(Event::Apply(edit));
        }
        Ok(None)
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.read(params, handlers::navigation::definition).await
    }

    async fn goto_declaration(
        &self,
        params: GotoDeclarationParams,
    ) -> Result<Option<GotoDeclarationResponse>> {
        self.read(params, handlers::navigation::declaration).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.read(params, handlers::call_hierarchy::prepare).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.read(params, handlers::call_hierarchy::incoming).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.read(params, handlers::call_hierarchy::outgoing).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.read(params, handlers::references::references).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        self.read(params, handlers::references::prepare_rename).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.read(params, handlers::references::rename).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.read(params, handlers::completion::completion).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.read(params, handlers::symbols::document_symbols).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.read(params, handlers::symbols::document_links).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.read(params, handlers::symbols::folding_ranges).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let found = self.read_all(params, handlers::symbols::workspace_symbols).await?;
        Ok(Some(WorkspaceSymbolResponse::Flat(found.into_iter().flatten().collect())))
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let found = self.read_all(params, handlers::rename_files::will_rename).await?;
        Ok(handlers::rename_files::together(found.into_iter().flatten().collect()))
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let found = self.read(params, handlers::diagnostic::document).await.map_err(retrigger)?;
        Ok(DocumentDiagnosticReportResult::Report(found.unwrap_or_else(handlers::diagnostic::nothing)))
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let found = self.read_all(params, handlers::diagnostic::workspace).await.map_err(retrigger)?;
        let items = found.into_iter().flatten().collect();
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
    }
}

#[cfg(test)]
mod tests;
