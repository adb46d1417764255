//! Bodies that are made while they are sent.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, HttpBody};
use axum::response::Response;
use bytes::Bytes;
use hyper::body::{Frame, SizeHint};

use crate::content::Content;
use crate::wire::BodySize;

/// A body is made in pieces of this many bytes.
const PIECE: usize = 256 << 10;

/// A part of a content.
struct Pieces {
    content: Content,
    place: u64,
    end: u64,
    piece: usize,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let left = usize::try_from(self.end - self.place).unwrap_or(usize::MAX);
        if left == 0 {
            return Poll::Ready(None);
        }
        let piece = self.content.read(self.place, left.min(self.piece));
        // The end is never behind that of the content. If it were, this would go on for ever.
        if piece.is_empty() {
            return Poll::Ready(None);
        }
        self.place += piece.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.place == self.end
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.end - self.place)
    }
}

/// A response with the bytes from `from` to before `until`, which says how many they are.
pub(crate) fn sized(content: &Content, from: u64, until: u64) -> Response {
    let pieces = Pieces { content: content.clone(), place: from, end: until, piece: PIECE };
    Response::new(Body::new(pieces))
}

/// A response with all of it, which does not say how much it is.
pub(crate) fn chunked(content: &Content) -> Response {
    let size = content.size();
    // Small ones come in several chunks as well.
    let piece = usize::try_from(size / 8).unwrap_or(PIECE).clamp(1024, PIECE);
    let pieces = Pieces { content: content.clone(), place: 0, end: size, piece };
    let mut response = Response::new(Body::new(pieces));
    hide_size(&mut response);
    response
}

/// Makes a response not say how long its body is.
pub(crate) fn hide_size(response: &mut Response) {
    if let Some(size) = response.body().size_hint().exact() {
        response.extensions_mut().insert(BodySize(size));
    }
    let body = std::mem::take(response.body_mut());
    *response.body_mut() = Body::from_stream(body.into_data_stream());
}
