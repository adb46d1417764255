//! What was asked of the simulator.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::Request;
use axum::http::{StatusCode, header};
use jiff::Timestamp;
use serde::Serialize;

use crate::faults::Asked;
use crate::operation::Operation;
use crate::service::Service;

/// How many requests are kept, the newest ones: some tens of MB.
const KEPT: usize = 100_000;

/// One request as the simulator saw it, without anything secret: of headers only the names and the range, no
/// query string of a link (it is its signature), no body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The number of the request, counted from 0 in the order of arrival.
    pub number: u64,
    /// When it arrived, by the simulator's clock.
    pub at: Timestamp,
    /// The server that was asked.
    pub service: Service,
    /// The operation, by the id it has in the OpenAPI documents.
    pub operation: Option<&'static str>,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path as sent, percent-encoding included, query string left out.
    pub path: String,
    /// The parameters in the query that the documents name for the operation, as sent. Others may hold anything,
    /// and those of the store are the signature of a link.
    pub query: Vec<String>,
    /// The names of the headers, lower-cased and sorted, each once.
    pub headers: Arc<[String]>,
    /// The `Range` header.
    pub range: Option<String>,
    /// Whether an `Authorization` header came along.
    pub authorization: bool,
    /// Whether an `X-Auth-Token` header came along.
    pub auth_token: bool,
    /// How many jobs it started: exports, collections. One for each node of DDS.
    pub jobs_started: u32,
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

impl Recorder {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes an arrival and returns its number, for what becomes of it.
    pub(crate) fn arrived(&self, asked: &Asked<'_>, request: &Request, now: Timestamp) -> u64 {
        let headers = request.headers();
        let mut names: Vec<_> = headers.keys().map(|name| name.as_str().to_owned()).collect();
        names.sort_unstable();
        let range = headers.get(header::RANGE);
        let mut log = self.log();
        let number = log.arrived;
        let request = RecordedRequest {
            number,
            at: now,
            service: asked.service,
            operation: asked.operation.map(|operation| operation.id),
            method: asked.method.to_owned(),
            path: asked.path.to_owned(),
            query: shown(request.uri().query().unwrap_or_default(), asked.operation),
            headers: log.shared(names),
            range: range.map(|range| String::from_utf8_lossy(range.as_bytes()).into_owned()),
            authorization: headers.contains_key(header::AUTHORIZATION),
            auth_token: headers.contains_key("x-auth-token"),
            jobs_started: 0,
            faults: vec![],
            status: None,
        };
        log.arrived += 1;
        if log.requests.len() == KEPT {
            log.requests.pop_front();
        }
        log.requests.push_back(request);
        number
    }

    fn note(&self, number: u64, note: impl FnOnce(&mut RecordedRequest)) {
        let mut log = self.log();
        let gone = log.arrived - log.requests.len() as u64;
        let index = number.checked_sub(gone).and_then(|index| usize::try_from(index).ok());
        if let Some(request) = index.and_then(|index| log.requests.get_mut(index)) {
            note(request);
        }
    }

    pub(crate) fn befallen(&self, number: u64, kinds: impl IntoIterator<Item = &'static str>) {
        self.note(number, |request| request.faults.extend(kinds));
    }

    /// Whether a fault of this kind befell it.
    pub(crate) fn has_met(&self, number: u64, kind: &str) -> bool {
        let mut met = false;
        self.note(number, |request| met = request.faults.contains(&kind));
        met
    }

    pub(crate) fn job_started(&self, number: u64) {
        self.note(number, |request| request.jobs_started += 1);
    }

    pub(crate) fn answered(&self, number: u64, status: StatusCode) {
        self.note(number, |request| request.status = Some(status.as_u16()));
    }

    /// Those that the closure wants.
    pub(crate) fn select(&self, wanted: impl Fn(&RecordedRequest) -> bool) -> Vec<RecordedRequest> {
        self.log().requests.iter().filter(|request| wanted(request)).cloned().collect()
    }

    /// Forgets them all. Numbers go on.
    pub(crate) fn clear(&self) {
        self.log().requests.clear();
    }
}

fn shown(query: &str, operation: Option<&Operation>) -> Vec<String> {
    let known = operation.map_or(&[][..], |operation| operation.query);
    let name = |pair: &str| pair.split('=').next().is_some_and(|name| known.contains(&name));
    query.split('&').filter(|pair| name(pair)).map(str::to_owned).collect()
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
