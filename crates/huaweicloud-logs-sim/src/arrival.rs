//! What is known of a request on its arrival.

use axum::http::header::CONTENT_TYPE;
use axum::http::{Extensions, HeaderMap, Method};

use crate::faults::Asked;
use crate::operation::Operation;
use crate::service::Service;

/// The gateway's limit for a body, in bytes.
pub(crate) const LARGEST_BODY: usize = 12 << 20;

/// The id a request was given on arrival.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// What is known of a request before anybody looks into it.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    /// Its number in the record.
    pub(crate) number: u64,
    pub(crate) id: RequestId,
    pub(crate) service: Service,
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) range: bool,
}

impl Arrived {
    /// What was noted of a request, by its extensions.
    pub(crate) fn of(extensions: &Extensions) -> Option<Self> {
        extensions.get().cloned()
    }

    /// What orders of faults are matched with.
    pub(crate) fn asked(&self) -> Asked<'_> {
        Asked {
            service: self.service,
            operation: self.operation,
            method: self.method.as_str(),
            path: &self.path,
            range: self.range,
        }
    }
}

/// Whether the headers of a request or an answer say that its body is JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}
