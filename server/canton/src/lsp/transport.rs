//! The client's end of the line.

use std::io;
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
