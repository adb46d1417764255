//! A look at every answer, for tests that hold the simulator to its documents.

use std::fmt;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use bytes::Bytes;

use crate::arrival::{Arrived, is_json};
use crate::service::Service;

/// An answer of the simulator as it is before it goes on its way, where faults of the connection may befall it.
/// Answers that are none of the service's on purpose are not shown: ordered pages, redirects and file names.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Answer {
    /// The server that answered.
    pub service: Service,
    /// The request's method.
    pub method: String,
    /// The request's path, percent-encoding included, query string left out.
    pub path: String,
    /// The status.
    pub status: u16,
    /// The headers, names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body if it is JSON or empty; `None` stands for any other.
    pub body: Option<Bytes>,
}

/// Someone who looks on.
#[derive(Clone)]
pub(crate) struct Observer(Arc<dyn Fn(&Answer) + Send + Sync>);

impl Observer {
    pub(crate) fn new(look: impl Fn(&Answer) + Send + Sync + 'static) -> Self {
        Self(Arc::new(look))
    }

    /// Shows an answer and hands it on unchanged.
    pub(crate) async fn show(&self, arrived: &Arrived, response: Response) -> Response {
        let (parts, body) = response.into_parts();
        let small = is_json(&parts.headers) || parts.headers.get(CONTENT_TYPE).is_none();
        let (shown, body) = if small {
            let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
            // The server leaves the body of an answer to HEAD out when it writes it.
            let sent = if arrived.method == Method::HEAD { Bytes::new() } else { bytes.clone() };
            (Some(sent), Body::from(bytes))
        } else {
            (None, body)
        };
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let headers = parts.headers.iter();
        (self.0)(&Answer {
            service: arrived.service,
            method: arrived.method.to_string(),
            path: arrived.path.clone(),
            status: parts.status.as_u16(),
            headers: headers.map(|(name, v)| (name.to_string(), text(v.as_bytes()))).collect(),
            body: shown,
        });
        Response::from_parts(parts, body)
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}
