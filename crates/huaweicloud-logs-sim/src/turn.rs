//! Whose turn it is on a connection: after each whole answer it is the client's.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::body::HttpBody;
use bytes::Bytes;
use hyper::body::{Frame, SizeHint};

/// Knows of a connection whether there is anything to do until the client asks for something.
///
/// If in doubt there is. A request whose body is not read to its end leaves it so for good.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    /// Bodies of requests and answers that are not over.
    open: AtomicUsize,
    /// All bodies are over; the end of the last may not be sent yet.
    written: AtomicBool,
    sent: AtomicBool,
}

impl Turn {
    /// Notes that HTTP starts anew on the connection, perhaps with a part of a request.
    pub(crate) fn starts(&self) {
        self.written.store(false, Ordering::SeqCst);
        self.sent.store(false, Ordering::SeqCst);
    }

    /// Notes that a request has come. It and its answer are over when the bodies are that [`Counted`] counts.
    pub(crate) fn asked(&self) {
        self.open.fetch_add(2, Ordering::SeqCst);
        self.starts();
    }

    fn over(&self) {
        if self.open.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.written.store(true, Ordering::SeqCst);
        }
    }

    /// Notes that all that was written is sent.
    pub(crate) fn flushed(&self) {
        self.sent.store(self.written.load(Ordering::SeqCst), Ordering::SeqCst);
    }

    pub(crate) fn is_the_clients(&self) -> bool {
        self.sent.load(Ordering::SeqCst)
    }
}

/// The body of a request or an answer, which tells the turn when it is over.
pub(crate) struct Counted<B: HttpBody> {
    body: B,
    ended: bool,
    turn: Arc<Turn>,
}

impl<B: HttpBody> Counted<B> {
    pub(crate) fn new(body: B, turn: &Arc<Turn>) -> Self {
        Self { body, ended: false, turn: Arc::clone(turn) }
    }
}

impl<B: HttpBody<Data = Bytes> + Unpin> HttpBody for Counted<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        self.ended |= matches!(frame, Poll::Ready(None));
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<B: HttpBody> Drop for Counted<B> {
    fn drop(&mut self) {
        if self.ended || self.body.is_end_stream() {
            self.turn.over();
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn read(mut body: Counted<Body>, frames: usize) {
        let mut context = Context::from_waker(std::task::Waker::noop());
        for _ in 0..frames {
            assert!(Pin::new(&mut body).poll_frame(&mut context).is_ready());
        }
    }

    #[test]
    fn it_is_the_clients_turn_when_both_bodies_are_over_and_all_is_sent() {
        let turn = Arc::new(Turn::default());
        turn.flushed();
        assert!(!turn.is_the_clients(), "nobody has asked yet");

        turn.asked();
        let [request, answer] = ["", "answer"].map(|text| Counted::new(Body::from(text), &turn));
        drop(request);
        turn.flushed();
        assert!(!turn.is_the_clients(), "the answer is not over");
        read(answer, 1);
        assert!(!turn.is_the_clients(), "its end is not sent");
        turn.flushed();
        assert!(turn.is_the_clients());

        turn.asked();
        assert!(!turn.is_the_clients(), "another request has come");
        turn.flushed();
        assert!(!turn.is_the_clients());
    }

    #[test]
    fn a_body_that_is_left_in_the_middle_keeps_the_turn_for_good() {
        let turn = Arc::new(Turn::default());
        turn.asked();
        let [request, answer] =
            ["unread", "answer"].map(|text| Counted::new(Body::from(text), &turn));
        drop(request);
        read(answer, 1);
        turn.flushed();
        assert!(!turn.is_the_clients());
    }
}
