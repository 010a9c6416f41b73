//! The language server.
//!
//! Protocol methods only forward into one channel, in the order in which the client wrote ([`ordered`]); one
//! thread owns all state ([`main_loop`]); what takes long runs on a pool, each task with a snapshot of its own
//! that is dropped when the task is done ([`snapshot`]). Only this module knows URIs and the protocol's types.

mod capabilities;
mod client;
mod config;
mod custom;
mod diagnostics;
mod documents;
mod federation;
mod from_proto;
mod global_state;
mod handlers;
mod loading;
mod main_loop;
mod ordered;
mod outgoing;
mod pool;
mod priming;
mod resting;
mod schedule;
mod server;
mod snapshot;
mod to_proto;
mod transport;
mod watch;

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, Server};

use main_loop::MainLoop;
use ordered::Ordered;
use outgoing::Outbox;
use pool::{Priority, TaskPool};
use server::Backend;
use transport::{UntilEnd, ended};

/// How the server is started.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Listen here for one client instead of speaking over standard input and output.
    pub socket: Option<SocketAddr>,
    /// How many threads walk and parse; 0: as many as there are cores.
    pub threads: usize,
}

/// How many requests may wait for an answer at once; the pool bounds how many are worked on.
const MOST_WAITING: usize = 1024;

/// Serves one client until it leaves. The code is 0 after `shutdown`, 1 without it, and 2 where the client
/// could not be reached.
pub fn run(options: Options) -> ExitCode {
    log_to_stderr();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("cannot start: {error}");
            return ExitCode::from(2);
        }
    };
    let code = runtime.block_on(connect(options));
    // A thread still waits for standard input, which never ends where a client exits without closing it.
    runtime.shutdown_background();
    code
}

/// A folder that is gone has no watch to take away, and that is no news.
const DEFAULT_LOG: &str = "warn,notify=error";

fn log_to_stderr() {
    let level = std::env::var("CANTON_LOG").unwrap_or_else(|_| String::from(DEFAULT_LOG));
    let filter = tracing_subscriber::EnvFilter::try_new(level).unwrap_or_else(|_| DEFAULT_LOG.into());
    // Who runs the server in a test may have set up a log already.
    let log =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    let _ = log.with_env_filter(filter).try_init();
}

async fn connect(options: Options) -> ExitCode {
    let Some(address) = options.socket else {
        return serve(tokio::io::stdin(), tokio::io::stdout(), options.threads).await;
    };
    match accept(address).await {
        Ok(stream) => {
            let (input, output) = tokio::io::split(stream);
            serve(input, output, options.threads).await
        }
        Err(error) => {
            tracing::error!("cannot listen on {address}: {error}");
            ExitCode::from(2)
        }
    }
}

async fn accept(address: SocketAddr) -> std::io::Result<tokio::net::TcpStream> {
    if !address.ip().is_loopback() {
        return Err(std::io::Error::other("only addresses of this machine are listened on"));
    }
    let listener = tokio::net::TcpListener::bind(address).await?;
    tracing::warn!("listening on {}", listener.local_addr()?);
    Ok(listener.accept().await?.0)
}

/// Speaks over a pair of streams until the client exits or its end closes.
async fn serve<I, O>(input: I, output: O, threads: usize) -> ExitCode
where
    I: AsyncRead + Unpin + Send,
    O: AsyncWrite + Send,
{
    let (events, received) = crossbeam_channel::unbounded();
    let (outbox, outgoing) = Outbox::new();
    let pool = TaskPool::new("canton-task", pool::cores().clamp(2, 8), Priority::Normal);
    let shut_down = Arc::new(AtomicBool::new(false));
    let (service, socket) = LspService::build(|client| {
        tokio::spawn(outgoing::send(client, outgoing, events.clone()));
        Backend::new(events.clone(), pool.clone(), Arc::clone(&shut_down))
    })
    .custom_method("canton/ratio", Backend::ratio)
    .custom_method("canton/map", Backend::map)
    .custom_method("canton/status", Backend::status)
    .finish();
    if let Err(error) = MainLoop::new(events.clone(), outbox, pool, threads).spawn(received) {
        tracing::error!("cannot start a thread: {error}");
        return ExitCode::from(2);
    }
    let (input, end) = UntilEnd::new(input);
    let server = Server::new(input, output, socket).concurrency_level(MOST_WAITING);
    tokio::select! {
        () = server.serve(Ordered::new(service, events)) => {}
        // What is still being computed has nobody to hear it.
        () = ended(end, Duration::from_millis(300)) => {}
    }
    if shut_down.load(Ordering::SeqCst) { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
