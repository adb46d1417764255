//! The seam between the generated clients and the network.
//!
//! Every call of every generated client goes through one [`Transport`]. It sees the final URL,
//! headers and body, so it can sign each attempt; what it returns is made uniform before the
//! generated code reads it:
//!
//! - a refusal (4xx, 5xx) always carries a JSON object with `error_code` and `error_msg`, whatever
//!   the service, the gateway or a proxy wrote; status and headers stay as they were;
//! - an answer without content (204) carries `{}`, which decodes as "nothing there".

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use progenitor_client::{ClientHooks, ClientInfo, Error, OperationInfo};
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
            async fn pre<E>(
                &self,
                request: &mut Request,
                _info: &OperationInfo,
            ) -> Result<(), Error<E>> {
                // progenitor sends the document's version; these services know no such header.
                request.headers_mut().remove("api-version");
                Ok(())
            }

            async fn exec(
                &self,
                request: Request,
                info: &OperationInfo,
            ) -> reqwest::Result<Response> {
                let answer = self.inner().send(self.client(), info.operation_id, request).await?;
                Ok(uniform(answer).await)
            }
        }
    )*};
}

hooks!(rds, dds, dcs, clouddc);

async fn uniform(answer: Response) -> Response {
    let status = answer.status();
    if status == StatusCode::NO_CONTENT {
        return with_body(status, answer.headers().clone(), "{}".into());
    }
    if !status.is_client_error() && !status.is_server_error() {
        return answer;
    }
    let headers = answer.headers().clone();
    let body = error_body::uniform(&read_some(answer).await);
    with_body(status, headers, body)
}

/// The beginning of a body. What a broken connection keeps back is no reason to lose the status.
async fn read_some(mut answer: Response) -> Vec<u8> {
    const ENOUGH: usize = 64 * 1024;
    let mut body = Vec::new();
    while body.len() < ENOUGH
        && let Ok(Some(chunk)) = answer.chunk().await
    {
        body.extend_from_slice(&chunk);
    }
    body.truncate(ENOUGH);
    body
}

fn with_body(status: StatusCode, headers: header::HeaderMap, body: Vec<u8>) -> Response {
    let mut answer = http::Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    for described_the_old_body in
        [header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::TRANSFER_ENCODING]
    {
        answer.headers_mut().remove(described_the_old_body);
    }
    Response::from(answer)
}
