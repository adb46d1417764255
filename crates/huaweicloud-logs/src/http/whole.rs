//! A body that HTTP/2 cut off, told from one that ended.

use std::error::Error;
use std::pin::Pin;
use std::{fmt, future};

use futures::stream;
use http::Version;
use http_body::{Body as _, Frame};
use reqwest::{Body, Response};

/// Makes the body of an answer end with an error where HTTP/2 didn't say that it ends.
///
/// hyper takes a stream that is reset with `NO_ERROR` for one that ended. Without a length, a part of the
/// body would pass for the whole.
pub(crate) fn whole(answer: Response) -> Response {
    if answer.version() < Version::HTTP_2 {
        return answer;
    }
    let (parts, body) = http::Response::<Body>::from(answer).into_parts();
    let chunks = stream::try_unfold(body, |mut body| async {
        loop {
            let frame = future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
            match frame.transpose()?.map(Frame::into_data) {
                Some(Ok(data)) => return Ok(Some((data, body))),
                // Trailers say nothing that anyone here reads.
                Some(Err(_)) => {}
                None if body.is_end_stream() => return Ok(None),
                None => return Err(Box::<dyn Error + Send + Sync>::from(Cut)),
            }
        }
    });
    http::Response::from_parts(parts, Body::wrap_stream(chunks)).into()
}

#[derive(Debug)]
struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the server cut it off")
    }
}

impl Error for Cut {}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures::stream;
    use http::Version;
    use reqwest::{Body, Response};

    use super::whole;

    async fn read(version: Version, body: Body) -> reqwest::Result<Bytes> {
        let answer = http::Response::builder().version(version).body(body).unwrap();
        whole(Response::from(answer)).bytes().await
    }

    #[tokio::test]
    async fn a_body_that_http_2_did_not_end_is_an_error() {
        let ended = || Body::from("all");
        // A stream of chunks never says that it is at its end.
        let cut = || Body::wrap_stream(stream::iter([Ok::<_, super::Cut>("half")]));
        assert_eq!(read(Version::HTTP_2, ended()).await.unwrap(), "all");
        assert!(read(Version::HTTP_2, cut()).await.unwrap_err().is_decode());
        for body in [ended(), cut()] {
            read(Version::HTTP_11, body).await.unwrap();
        }
    }
}
