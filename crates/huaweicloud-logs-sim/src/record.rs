//! What was asked of the simulator.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, Method, StatusCode, header};
use serde::Serialize;

use crate::service::Service;

/// How many requests are kept, the newest ones: about 30 MB.
const KEPT: usize = 100_000;

/// One request as the simulator saw it, without anything secret: of headers only the names and the range, no
/// query string (a link's query is its signature), no body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The number of the request, counted from 0 in the order of arrival.
    pub number: u64,
    /// The server that was asked.
    pub service: Service,
    /// The operation, by the id it has in the OpenAPI documents.
    pub operation: Option<&'static str>,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path as sent, percent-encoding included, query string left out.
    pub path: String,
    /// The names of the headers, lower-cased and sorted, each once.
    pub headers: Arc<[String]>,
    /// The `Range` header.
    pub range: Option<String>,
    /// Whether an `Authorization` header came along.
    pub authorization: bool,
    /// Whether an `X-Auth-Token` header came along.
    pub auth_token: bool,
    /// The kinds of the faults that befell it.
    pub faults: Vec<&'static str>,
    /// The answered status; `None` if the answer is still being worked out, or there was none.
    pub status: Option<u16>,
}

/// Keeps the newest requests in the order of their arrival.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    requests: VecDeque<RecordedRequest>,
    arrived: u64,
    /// Most requests have the same headers, so each list is kept once.
    header_lists: HashSet<Arc<[String]>>,
}

/// A request on its arrival.
pub(crate) struct Arrival<'a> {
    pub(crate) service: Service,
    pub(crate) operation: Option<&'static str>,
    pub(crate) method: &'a Method,
    pub(crate) path: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) faults: Vec<&'static str>,
}

impl Recorder {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes an arrival and returns its number, for [`Recorder::answered`].
    pub(crate) fn arrived(&self, arrival: Arrival<'_>) -> u64 {
        let Arrival { service, operation, method, path, headers, faults } = arrival;
        let mut names: Vec<_> = headers.keys().map(|name| name.as_str().to_owned()).collect();
        names.sort_unstable();
        let range = headers.get(header::RANGE);
        let mut log = self.log();
        let number = log.arrived;
        let request = RecordedRequest {
            number,
            service,
            operation,
            method: method.to_string(),
            path: path.to_owned(),
            headers: log.shared(names),
            range: range.map(|range| String::from_utf8_lossy(range.as_bytes()).into_owned()),
            authorization: headers.contains_key(header::AUTHORIZATION),
            auth_token: headers.contains_key("x-auth-token"),
            faults,
            status: None,
        };
        log.arrived += 1;
        if log.requests.len() == KEPT {
            log.requests.pop_front();
        }
        log.requests.push_back(request);
        number
    }

    pub(crate) fn answered(&self, number: u64, status: StatusCode) {
        let mut log = self.log();
        let gone = log.arrived - log.requests.len() as u64;
        let index = number.checked_sub(gone).and_then(|index| usize::try_from(index).ok());
        if let Some(request) = index.and_then(|index| log.requests.get_mut(index)) {
            request.status = Some(status.as_u16());
        }
    }

    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.log().requests.iter().cloned().collect()
    }
}

impl Log {
    fn shared(&mut self, names: Vec<String>) -> Arc<[String]> {
        // Clients that make up header names would make this grow for ever.
        const LISTS: usize = 1000;
        if let Some(known) = self.header_lists.get(names.as_slice()) {
            return Arc::clone(known);
        }
        let names: Arc<[String]> = names.into();
        if self.header_lists.len() < LISTS {
            self.header_lists.insert(Arc::clone(&names));
        }
        names
    }
}
