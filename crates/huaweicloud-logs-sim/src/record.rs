//! What was asked of the simulator.

use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, Method, StatusCode, header};
use serde::Serialize;

use crate::service::Service;

/// One request as the simulator saw it, without anything secret: no header values, no query string
/// (a link's query is its signature), no body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The server that was asked.
    pub service: Service,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path as sent, percent-encoding included, query string left out.
    pub path: String,
    /// The names of the headers, lower-cased and sorted, each once.
    pub headers: Vec<String>,
    /// Whether an `Authorization` header came along.
    pub authorization: bool,
    /// Whether an `X-Auth-Token` header came along.
    pub auth_token: bool,
    /// The answered status; `None` if the answer is still being worked out or the client hung up first.
    pub status: Option<u16>,
}

/// Keeps the requests in the order of their arrival.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    requests: Mutex<Vec<RecordedRequest>>,
}

impl Recorder {
    /// Notes an arrival and returns its number, for [`Recorder::answered`].
    pub(crate) fn arrived(
        &self,
        service: Service,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
    ) -> usize {
        let mut names: Vec<_> = headers.keys().map(|name| name.as_str().to_owned()).collect();
        names.sort_unstable();
        let request = RecordedRequest {
            service,
            method: method.to_string(),
            path: path.to_owned(),
            headers: names,
            authorization: headers.contains_key(header::AUTHORIZATION),
            auth_token: headers.contains_key("x-auth-token"),
            status: None,
        };
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.push(request);
        requests.len() - 1
    }

    pub(crate) fn answered(&self, number: usize, status: StatusCode) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(request) = requests.get_mut(number) {
            request.status = Some(status.as_u16());
        }
    }

    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
