//! What the server sends on its own: published in order, asked without waiting.

use crossbeam_channel::Sender;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tower_lsp::Client;
use tower_lsp::ls_types::{
    ConfigurationItem, Diagnostic, MessageType, ProgressToken, Registration, Uri, WorkspaceEdit,
};

use super::main_loop::Event;

/// A message to the client.
pub(crate) enum Outgoing {
    /// The findings of one document.
    Publish {
        /// The document.
        uri: Uri,
        /// All of its findings.
        diagnostics: Vec<Diagnostic>,
        /// The version that they were found in.
        version: Option<i32>,
    },
    /// Ask for lenses again.
    RefreshLenses,
    /// Ask for diagnostics again.
    RefreshDiagnostics,
    /// Send these notifications from now on.
    Register(Vec<Registration>),
    /// Say what the settings are.
    AskSettings,
    /// Apply this edit.
    Apply(WorkspaceEdit),
    /// Show that something takes long, until the sender is gone.
    Progress(String, watch::Receiver<Progress>),
}

/// How far something is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Progress {
    /// Steps that are done.
    pub(crate) done: usize,
    /// Steps that there are.
    pub(crate) all: usize,
}

/// Where messages to the client are put.
#[derive(Clone)]
pub(crate) struct Outbox {
    messages: mpsc::UnboundedSender<Outgoing>,
}

impl Outbox {
    /// An outbox, and what empties it.
    pub(crate) fn new() -> (Outbox, mpsc::UnboundedReceiver<Outgoing>) {
        let (messages, outgoing) = mpsc::unbounded_channel();
        (Outbox { messages }, outgoing)
    }

    /// Sends a message. Nobody hears it where the client is gone.
    pub(crate) fn send(&self, message: Outgoing) {
        let _ = self.messages.send(message);
    }
}

/// Work shorter than this is not shown.
const WORTH_SHOWING: Duration = Duration::from_millis(300);
/// A bar that moves more often than this costs more than it says.
const BETWEEN_REPORTS: Duration = Duration::from_millis(100);

/// Sends what is put into the outbox. Notifications keep their order; requests are not waited for.
pub(crate) async fn send(
    client: Client,
    mut outgoing: mpsc::UnboundedReceiver<Outgoing>,
    events: Sender<Event>,
) {
    let lenses =
        Refresher::new(client.clone(), |client| async move { client.code_lens_refresh().await.is_ok() });
    let diagnostics = Refresher::new(client.clone(), |client| async move {
        client.workspace_diagnostic_refresh().await.is_ok()
    });
    let mut count = 0;
    while let Some(message) = outgoing.recv().await {
        match message {
            Outgoing::Publish { uri, diagnostics, version } => {
                client.publish_diagnostics(uri, diagnostics, version).await;
            }
            Outgoing::RefreshLenses => lenses.ask(),
            Outgoing::RefreshDiagnostics => diagnostics.ask(),
            Outgoing::Register(registrations) => {
                let client = client.clone();
                tokio::spawn(async move {
                    if let Err(error) = client.register_capability(registrations).await {
                        tracing::warn!("the client refused a registration: {error}");
                    }
                });
            }
            Outgoing::AskSettings => drop(tokio::spawn(ask_settings(client.clone(), events.clone()))),
            Outgoing::Apply(edit) => drop(tokio::spawn(apply(client.clone(), edit))),
            Outgoing::Progress(title, progress) => {
                count += 1;
                tokio::spawn(show_progress(client.clone(), count, title, progress));
            }
        }
    }
}

/// Asks the client for one refresh at a time: what is wanted meanwhile is asked for once, afterwards.
struct Refresher {
    wanted: mpsc::Sender<()>,
}

impl Refresher {
    fn new<F>(client: Client, refresh: fn(Client) -> F) -> Refresher
    where
        F: Future<Output = bool> + Send + 'static,
    {
        let (wanted, mut asked) = mpsc::channel(1);
        tokio::spawn(async move {
            while asked.recv().await.is_some() {
                if !refresh(client.clone()).await {
                    tracing::debug!("the client refused a refresh");
                }
            }
        });
        Refresher { wanted }
    }

    fn ask(&self) {
        // A full queue means that a refresh is wanted already.
        let _ = self.wanted.try_send(());
    }
}

async fn ask_settings(client: Client, events: Sender<Event>) {
    let item = ConfigurationItem { scope_uri: None, section: Some(String::from("canton")) };
    match client.configuration(vec![item]).await {
        Ok(mut settings) if !settings.is_empty() => {
            let _ = events.send(Event::Settings(settings.swap_remove(0)));
        }
        Ok(_) => {}
        Err(error) => tracing::warn!("the client did not say its settings: {error}"),
    }
}

async fn apply(client: Client, edit: WorkspaceEdit) {
    match client.apply_edit(edit).await {
        Ok(answer) if answer.applied => {}
        Ok(answer) => {
            let reason = answer.failure_reason.unwrap_or_else(|| String::from("the editor refused the edit"));
            client.show_message(MessageType::WARNING, format!("Nothing was changed: {reason}")).await;
        }
        Err(error) => tracing::warn!("the client did not apply an edit: {error}"),
    }
}

async fn show_progress(client: Client, number: i32, title: String, mut progress: watch::Receiver<Progress>) {
    let over = async { while progress.changed().await.is_ok() {} };
    if tokio::time::timeout(WORTH_SHOWING, over).await.is_ok() {
        return;
    }
    let token = ProgressToken::String(format!("canton/{number}"));
    if client.create_work_done_progress(token.clone()).await.is_err() {
        return;
    }
    let shown = client.progress(token, title).with_percentage(0).begin().await;
    while progress.changed().await.is_ok() {
        let Progress { done, all } = *progress.borrow_and_update();
        let percentage = (100 * done / all.max(1)) as u32;
        shown.report(percentage.min(100)).await;
        tokio::time::sleep(BETWEEN_REPORTS).await;
    }
    shown.finish().await;
}
