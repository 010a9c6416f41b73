//! The client's end of the line.

use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::Notify;

/// A stream that says when it has ended: a client that is gone sends no `exit`.
pub(crate) struct UntilEnd<R> {
    inner: R,
    end: Arc<Notify>,
}

impl<R> UntilEnd<R> {
    /// The stream, and what hears of its end.
    pub(crate) fn new(inner: R) -> (UntilEnd<R>, Arc<Notify>) {
        let end = Arc::new(Notify::new());
        (UntilEnd { inner, end: Arc::clone(&end) }, end)
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for UntilEnd<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(cx, buf);
        let is_end = match &polled {
            Poll::Ready(Ok(())) => buf.filled().len() == before && buf.remaining() > 0,
            Poll::Ready(Err(_)) => true,
            Poll::Pending => false,
        };
        if is_end {
            self.end.notify_one();
        }
        polled
    }
}

/// Waits for the end, and then a little, so that answers which are ready still go out.
pub(crate) async fn ended(end: Arc<Notify>, grace: Duration) {
    end.notified().await;
    tokio::time::sleep(grace).await;
}

/// How often it is looked whether the client's process still runs.
const BETWEEN_LOOKS: Duration = Duration::from_secs(10);

/// Ends this process when the client's ends without closing the line, as far as the system shows processes as
/// files; elsewhere the end of the line has to do.
pub(crate) fn end_with(process: u32) {
    let client = PathBuf::from(format!("/proc/{process}"));
    if !client.is_dir() {
        return;
    }
    let watching = std::thread::Builder::new().name(String::from("canton-client")).spawn(move || {
        while client.is_dir() {
            std::thread::sleep(BETWEEN_LOOKS);
        }
        tracing::warn!("the client is gone");
        std::process::exit(1);
    });
    if let Err(error) = watching {
        tracing::warn!("the client's process is not watched: {error}");
    }
}
