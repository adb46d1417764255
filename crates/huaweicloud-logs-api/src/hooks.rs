//! The seam between the generated clients and the network.
//!
//! Every call of every generated client goes through one [`Transport`]. It sees the final URL,
//! headers and body, so it can sign each attempt; what it returns is made uniform before the
//! generated code reads it:
//!
//! - a refusal (4xx, 5xx) always carries a JSON object with `error_code` and `error_msg`, whatever
//!   the service, the gateway or a proxy wrote; status and headers stay as they were;
//! - an answer without content (204) carries `{}`, which decodes as "nothing there";
//! - a JSON answer ends after 16 MiB, a refusal after 64 KiB, so that no server fills the memory.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::{Request, Response, StatusCode, header};

use crate::error_body;

/// A boxed future, which is what an object-safe async method returns.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends the requests that the generated clients build.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends one request and returns the answer, whatever its status.
    ///
    /// `client` is the HTTP client that the generated client was built with, `operation` the id of
    /// the operation in snake case. Dropping the future abandons the call.
    fn send<'a>(
        &'a self,
        client: &'a reqwest::Client,
        operation: &'static str,
        request: Request,
    ) -> BoxFuture<'a, reqwest::Result<Response>>;
}

/// What the generated clients hold.
pub type Inner = Arc<dyn Transport>;

/// A transport that adds nothing: for services without authentication, such as a mock server.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

impl Transport for Plain {
    fn send<'a>(
        &'a self,
        client: &'a reqwest::Client,
        _operation: &'static str,
        request: Request,
    ) -> BoxFuture<'a, reqwest::Result<Response>> {
        Box::pin(client.execute(request))
    }
}

// The orphan rule wants one implementation for each generated client.
macro_rules! hooks {
    ($($service:ident),*) => {$(
        impl ClientHooks<Inner> for crate::$service::Client {
            async fn exec(
                &self,
                request: Request,
                info: &OperationInfo,
            ) -> reqwest::Result<Response> {
                let json = request.headers().get(header::ACCEPT).is_some_and(|kind| kind == JSON);
                let answer = self.inner().send(self.client(), info.operation_id, request).await?;
                uniform(answer, json).await
            }
        }
    )*};
}

hooks!(rds, dds, dcs, clouddc);

/// What progenitor asks for where it is going to decode the answer.
const JSON: &str = "application/json";
/// Longer than any list of files.
const LONGEST_ANSWER: usize = 16 * 1024 * 1024;
/// Longer than anyone reads an error.
const LONGEST_REFUSAL: usize = 64 * 1024;

async fn uniform(mut answer: Response, json: bool) -> reqwest::Result<Response> {
    let status = answer.status();
    if status == StatusCode::NO_CONTENT {
        return Ok(with_body(answer, "{}".into()));
    }
    let mut body = Vec::new();
    if status.is_client_error() || status.is_server_error() {
        // What a broken connection keeps back is no reason to lose the status.
        let _ = read(&mut answer, &mut body, LONGEST_REFUSAL).await;
        return Ok(with_body(answer, error_body::uniform(&body)));
    }
    let is_short = |length| length <= LONGEST_ANSWER as u64;
    if json && !answer.content_length().is_some_and(is_short) {
        read(&mut answer, &mut body, LONGEST_ANSWER).await?;
        return Ok(with_body(answer, body));
    }
    Ok(answer)
}

/// Reads the beginning of a body.
async fn read(answer: &mut Response, body: &mut Vec<u8>, longest: usize) -> reqwest::Result<()> {
    while body.len() < longest
        && let Some(chunk) = answer.chunk().await?
    {
        body.extend_from_slice(&chunk);
    }
    body.truncate(longest);
    Ok(())
}

/// The same answer with another body. Version and extensions stay: a transport may pass things on in them.
fn with_body(answer: Response, body: Vec<u8>) -> Response {
    let (mut parts, _) = http::Response::<reqwest::Body>::from(answer).into_parts();
    for described_the_old_body in
        [header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::TRANSFER_ENCODING]
    {
        parts.headers.remove(described_the_old_body);
    }
    http::Response::from_parts(parts, body).into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures::StreamExt;
    use reqwest::{Request, Response, Version};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::{BoxFuture, LONGEST_ANSWER, Plain, Transport, uniform};
    use crate::{clouddc, dcs, rds};

    /// Answers every call in the same way, and looks at what was asked.
    #[derive(Debug)]
    struct Canned(u16, &'static str, Vec<u8>);

    impl Transport for Canned {
        fn send<'a>(
            &'a self,
            _client: &'a reqwest::Client,
            _operation: &'static str,
            request: Request,
        ) -> BoxFuture<'a, reqwest::Result<Response>> {
            assert!(!request.headers().contains_key("api-version"));
            let answer = http::Response::builder()
                .status(self.0)
                .header("content-type", self.1)
                .header("x-request-id", "r1")
                .body(self.2.clone());
            let answer = Response::from(answer.unwrap());
            Box::pin(async { Ok(answer) })
        }
    }

    fn rds(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> rds::Client {
        rds::Client::new("http://127.0.0.1:9", Arc::new(Canned(status, kind, body.into())))
    }

    #[tokio::test]
    async fn a_refusal_that_is_no_json_keeps_status_headers_and_text() {
        for (status, body) in [(502, "<html>Bad Gateway</html>"), (429, "-"), (403, "")] {
            match rds(status, "text/html", body).download_errorlog("p", "i").await.unwrap_err() {
                rds::Error::ErrorResponse(refusal) => {
                    assert_eq!(refusal.status().as_u16(), status);
                    assert_eq!(refusal.headers()["x-request-id"], "r1");
                    assert_eq!(refusal.error_msg.as_deref().unwrap_or_default(), body);
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[tokio::test]
    async fn a_refusal_is_read_for_so_long_only() {
        let endless = rds(500, "text/plain", vec![b'x'; 1 << 20]);
        match endless.download_errorlog("p", "i").await.unwrap_err() {
            rds::Error::ErrorResponse(refusal) => {
                assert_eq!(refusal.error_msg.as_ref().unwrap().len(), 64 * 1024);
            }
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn an_answer_that_is_too_long_does_not_decode() {
        let mut body = b"{\"status\":\"FINISH\",\"pad\":\"".to_vec();
        body.resize(LONGEST_ANSWER + 1, b'x');
        body.extend_from_slice(b"\"}");
        let error =
            rds(200, "application/json", body).download_errorlog("p", "i").await.unwrap_err();
        assert!(matches!(error, rds::Error::InvalidResponsePayload(..)));
    }

    #[tokio::test]
    async fn no_content_is_an_empty_list() {
        let client = dcs::Client::new("http://127.0.0.1:9", Arc::new(Canned(204, "", vec![])));
        let list = client.list_redislog("p", "i", None, "run", None).await.unwrap();
        assert!(list.file_list.is_none());
        client.create_redislog("p", "i", "run", Some(0), None).await.unwrap();
    }

    /// What a transport passes on.
    #[derive(Clone, Debug, PartialEq)]
    struct Note(u8);

    #[tokio::test]
    async fn a_new_body_leaves_status_version_headers_and_extensions_as_they_were() {
        for (status, body) in [(200, "{\"a\":1}"), (204, ""), (403, "{}"), (502, "<html>")] {
            let answer = http::Response::builder()
                .status(status)
                .version(Version::HTTP_2)
                .header("content-length", "99")
                .header("x-request-id", "r1")
                .extension(Note(7))
                .body(body);
            let answer = uniform(answer.unwrap().into(), true).await.unwrap();
            assert_eq!((answer.status().as_u16(), answer.version()), (status, Version::HTTP_2));
            assert_eq!(answer.extensions().get::<Note>(), Some(&Note(7)));
            assert_eq!(answer.headers()["x-request-id"], "r1");
            // A short answer that is well is passed on as it came.
            let length = answer.headers().get("content-length").is_some();
            assert_eq!(length, status == 200, "it was the old body's");
        }
    }

    #[tokio::test]
    async fn a_stream_is_not_read_beforehand() {
        let long = vec![b'x'; LONGEST_ANSWER + 1];
        let transport = Canned(200, "application/octet-stream", long.clone());
        let client = clouddc::Client::new("http://127.0.0.1:9", Arc::new(transport));
        let answer = client.download_server_logs("p", "s", "1").await.unwrap();
        let mut length = 0;
        let mut stream = answer.into_inner_stream();
        while let Some(chunk) = stream.next().await {
            length += chunk.unwrap().len();
        }
        assert_eq!(length, long.len());
    }

    #[tokio::test]
    async fn a_refusal_cut_short_keeps_its_status() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut connection, _) = listener.accept().await.unwrap();
            let _ = connection.read(&mut [0; 4096]).await.unwrap();
            let answer = b"HTTP/1.1 503 Busy\r\ncontent-length: 99\r\n\r\nhalf";
            connection.write_all(answer).await.unwrap();
        });
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let client = rds::Client::new_with_client(&url, http, Arc::new(Plain));
        match client.download_errorlog("p", "i").await.unwrap_err() {
            rds::Error::ErrorResponse(refusal) => assert_eq!(refusal.status().as_u16(), 503),
            other => panic!("{other:?}"),
        }
    }
}
