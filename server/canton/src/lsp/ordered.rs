//! Where order is decided: what the client writes goes into one channel as it is read.
//!
//! `call` runs in the order of the wire and waits for nothing. A notification becomes an event there and then. A
//! request asks there for its snapshot, so that it sees every edit before it and none after it; its handler,
//! which runs when the executor gets to it, finds the snapshot under way.

use crossbeam_channel::Sender;
use serde::Deserialize;
use serde_json::Value;
use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Request, Response};
use tower_lsp::ls_types::Uri;

use super::main_loop::{Event, Notification};
use super::snapshot::Snapshot;

tokio::task_local! {
    /// The snapshot that was asked for when the request that is being handled was read.
    static TICKET: Cell<Option<oneshot::Receiver<Option<Snapshot>>>>;
}

/// The snapshot of the request that is being handled; `None` where it has been taken, or names no document.
pub(crate) fn ticket() -> Option<oneshot::Receiver<Option<Snapshot>>> {
    TICKET.try_with(Cell::take).ok().flatten()
}

/// A service that tells `events` what is called before it calls `inner`.
pub(crate) struct Ordered<S> {
    inner: S,
    events: Sender<Event>,
}

impl<S> Ordered<S> {
    /// Wraps a service.
    pub(crate) fn new(inner: S, events: Sender<Event>) -> Ordered<S> {
        Ordered { inner, events }
    }
}

type Answer<E> = Pin<Box<dyn Future<Output = Result<Option<Response>, E>> + Send>>;

impl<S> tower::Service<Request> for Ordered<S>
where
    S: tower::Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = Answer<S::Error>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if request.id().is_none() || request.method() == "initialize" {
            if let Some(notification) = notification(&request) {
                // The loop outlives the service.
                let _ = self.events.send(Event::Client(notification));
            }
            return Box::pin(self.inner.call(request));
        }
        let ticket = request.params().and_then(document).map(|uri| {
            let (reply, ticket) = oneshot::channel();
            let _ = self.events.send(Event::Ask { uri, reply });
            ticket
        });
        // On its own the handler takes its snapshot and lets go of it however many answers the client has yet to
        // read: a snapshot that nobody takes would hold up the next edit. A set ends its task when it is dropped,
        // which is what becomes of a request that was cancelled.
        let id = request.id().cloned();
        let mut handler = tokio::task::JoinSet::new();
        handler.spawn(TICKET.scope(Cell::new(ticket), self.inner.call(request)));
        Box::pin(async move {
            match handler.join_next().await {
                // The library is silent where it knows no `$/method`, which only a notification may be met with.
                Some(Ok(Ok(None))) => Ok(id.map(|id| Response::from_error(id, Error::method_not_found()))),
                Some(Ok(answer)) => answer,
                _ => Ok(id.map(|id| Response::from_error(id, Error::internal_error()))),
            }
        })
    }
}

/// The document that a request is about.
fn document(params: &Value) -> Option<Uri> {
    let about = params.get("textDocument").or_else(|| params.get("data")).or_else(|| params.get("item"));
    let about = about.or_else(|| params.pointer("/arguments/0"));
    Uri::deserialize(about?.get("uri")?).ok()
}

fn notification(request: &Request) -> Option<Notification> {
    let params = request.params().unwrap_or(&Value::Null);
    let read = match request.method() {
        "initialize" => Deserialize::deserialize(params).map(|it| Notification::Initialize(Box::new(it))),
        "initialized" => Ok(Notification::Initialized),
        "textDocument/didOpen" => Deserialize::deserialize(params).map(Notification::Open),
        "textDocument/didChange" => Deserialize::deserialize(params).map(Notification::Change),
        "textDocument/didClose" => Deserialize::deserialize(params).map(Notification::Close),
        "textDocument/didSave" => Deserialize::deserialize(params).map(Notification::Save),
        "workspace/didChangeWatchedFiles" => Deserialize::deserialize(params).map(Notification::Watched),
        "workspace/didChangeWorkspaceFolders" => Deserialize::deserialize(params).map(Notification::Folders),
        "workspace/didChangeConfiguration" => Deserialize::deserialize(params).map(Notification::Settings),
        _ => return None,
    };
    read.inspect_err(|error| tracing::warn!("{} makes no sense: {error}", request.method())).ok()
}
