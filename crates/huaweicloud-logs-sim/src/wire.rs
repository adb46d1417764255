//! What happens to bodies and connections on their way to the client.

use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, HttpBody as _};
use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use futures::{StreamExt as _, stream};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::scenario::Fault;
use crate::turn::Turn;

/// How long a client has to take in what was sent before a reset.
const DELIVERY: Duration = Duration::from_millis(20);

/// On a response: do not send it, end the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HangUp;

/// On a response whose body has no length of its own: how long it is all the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodySize(pub(crate) u64);

/// What a connection and the bodies sent over it know of each other.
#[derive(Debug, Default)]
pub(crate) struct Line {
    reset: AtomicBool,
    flushed: Notify,
    pub(crate) turn: Arc<Turn>,
}

impl Line {
    /// Makes the connection end with a reset when it is closed.
    pub(crate) fn reset_at_end(&self) {
        self.reset.store(true, Ordering::SeqCst);
    }

    /// Waits until all that was written before is out of our hands.
    async fn drained(&self) {
        self.flushed.notified().await;
    }
}

/// The connection itself.
pub(crate) struct Wire {
    stream: TcpStream,
    line: Arc<Line>,
    /// What was read from the stream and has to be read again.
    unread: Bytes,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, line: Arc<Line>) -> Self {
        Self { stream, line, unread: Bytes::new() }
    }

    /// Waits until there is something to read, if only the end.
    pub(crate) async fn readable(&self) -> io::Result<()> {
        if self.unread.is_empty() { self.stream.readable().await } else { Ok(()) }
    }

    /// Makes the next read return these bytes, which an earlier one read too many.
    pub(crate) fn unread(&mut self, bytes: &[u8]) {
        // Most often there are none.
        self.unread = Bytes::copy_from_slice(bytes);
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.line.reset.load(Ordering::SeqCst) {
            // If even that fails, the client sees an orderly end, which is a fault as well.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.unread.is_empty() {
            let length = self.unread.len().min(buffer.remaining());
            buffer.put_slice(&self.unread.split_to(length));
            return Poll::Ready(Ok(()));
        }
        pin!(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        pin!(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        pin!(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// The server calls it when it has written all it has.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = pin!(&mut self.stream).poll_flush(context);
        if done.is_ready() {
            self.line.flushed.notify_waiters();
            self.line.turn.flushed();
        }
        done
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        pin!(&mut self.stream).poll_shutdown(context)
    }
}

/// How long the body is that will be sent.
pub(crate) fn body_size(response: &Response, method: &Method) -> u64 {
    let empty = matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    if empty || method == Method::HEAD {
        return 0;
    }
    let known = response.extensions().get::<BodySize>().map(|size| size.0);
    response.body().size_hint().exact().or(known).unwrap_or(0)
}

/// Lets faults happen to a body of this size.
pub(crate) fn shape(response: Response, faults: &[Fault], size: u64, line: &Arc<Line>) -> Response {
    let exact = response.body().size_hint().exact();
    let mut events: Vec<_> = faults.iter().filter_map(|fault| Event::of(fault, size)).collect();
    if events.is_empty() {
        return response;
    }
    events.sort_by_key(|(place, _)| *place);
    // Popped from the end.
    events.reverse();
    let (mut parts, body) = response.into_parts();
    // The shaped body does not know how long the whole one was; the head still tells.
    if let Some(size) = exact
        && !parts.headers.contains_key(TRANSFER_ENCODING)
    {
        parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(size));
    }
    let shaped = Shaped {
        pieces: body.into_data_stream(),
        rest: Bytes::new(),
        place: 0,
        events,
        bytes_per_second: None,
        line: Arc::clone(line),
    };
    let pieces = stream::unfold(shaped, |mut shaped| async move {
        let piece = shaped.next().await?;
        Some((piece, shaped))
    });
    Response::from_parts(parts, Body::from_stream(pieces))
}

/// What is to happen at a place of a body.
#[derive(Debug, Clone, Copy)]
enum Event {
    Reset,
    End,
    Stall(Option<Duration>),
    Slow(u32),
    Flip,
}

impl Event {
    fn of(fault: &Fault, size: u64) -> Option<(u64, Self)> {
        let event = match fault {
            Fault::Reset { .. } => Self::Reset,
            Fault::ShortBody { .. } => Self::End,
            Fault::Stall { lasts, .. } => Self::Stall(lasts.map(|lasts| lasts.or_zero())),
            Fault::Trickle { bytes_per_second, .. } => Self::Slow(*bytes_per_second),
            Fault::Corrupt { .. } => Self::Flip,
            _ => return None,
        };
        Some((fault.place(size)?, event))
    }
}

struct Shaped {
    pieces: BodyDataStream,
    rest: Bytes,
    place: u64,
    events: Vec<(u64, Event)>,
    bytes_per_second: Option<u32>,
    line: Arc<Line>,
}

impl Shaped {
    async fn next(&mut self) -> Option<io::Result<Bytes>> {
        while let Some(&(place, event)) = self.events.last()
            && place <= self.place
        {
            match event {
                Event::Reset => {
                    self.line.drained().await;
                    // A reset also throws away what the kernel has not delivered yet.
                    tokio::time::sleep(DELIVERY).await;
                    self.line.reset_at_end();
                    return Some(Err(io::ErrorKind::ConnectionReset.into()));
                }
                Event::End => {
                    self.line.drained().await;
                    return Some(Err(io::ErrorKind::UnexpectedEof.into()));
                }
                Event::Stall(Some(time)) => tokio::time::sleep(time).await,
                Event::Stall(None) => std::future::pending().await,
                Event::Slow(rate) => self.bytes_per_second = Some(rate),
                Event::Flip => {
                    if self.rest.is_empty() {
                        self.fill().await?.ok()?;
                    }
                    let mut bytes = self.rest.to_vec();
                    if let Some(first) = bytes.first_mut() {
                        *first = !*first;
                    }
                    self.rest = bytes.into();
                }
            }
            self.events.pop();
        }
        if self.rest.is_empty()
            && let Err(error) = self.fill().await?
        {
            return Some(Err(error));
        }
        let mut length = self.rest.len();
        if let Some((place, _)) = self.events.last() {
            length = length.min(usize::try_from(place - self.place).unwrap_or(usize::MAX));
        }
        if let Some(rate) = self.bytes_per_second {
            // Ten times a second, or one byte at a time.
            let portion = (rate / 10).max(1);
            length = length.min(usize::try_from(portion).unwrap_or(usize::MAX));
            let share = f64::from(portion) / f64::from(rate);
            tokio::time::sleep(Duration::from_secs_f64(share)).await;
        }
        self.place += length as u64;
        Some(Ok(self.rest.split_to(length)))
    }

    /// Gets the next piece that has anything in it.
    async fn fill(&mut self) -> Option<io::Result<()>> {
        loop {
            match self.pieces.next().await? {
                Ok(piece) if piece.is_empty() => {}
                Ok(piece) => {
                    self.rest = piece;
                    return Some(Ok(()));
                }
                Err(error) => return Some(Err(io::Error::other(error))),
            }
        }
    }
}
