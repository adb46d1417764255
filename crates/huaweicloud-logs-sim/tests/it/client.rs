//! A plain client: it sends what it is told to and judges nothing.

use std::sync::Arc;
use std::time::Duration;

use huaweicloud_logs_sim::{Connection, LogFile, Scenario, Service, Simulator};
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use xtask::answers::Exchange;
use xtask::witness::Witness;

/// Holds every answer it is given to the documents, too.
pub(crate) struct Client {
    pub(crate) simulator: Simulator,
    witness: Arc<Witness>,
    http: reqwest::Client,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json");
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }

    /// The body, after a look at the status.
    #[track_caller]
    pub(crate) fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self.json()
    }

    /// Refused with this status and code and a message that contains the words.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str, words: &str) {
        let body = self.ok(status);
        assert_eq!(body["error_code"], code, "{body}");
        let message = body["error_msg"].as_str().unwrap();
        assert!(message.contains(words), "{message}");
        assert_eq!(self.header("x-request-id").len(), 32);
    }
}

impl Client {
    pub(crate) async fn start() -> Self {
        Self::start_with(Scenario::default()).await
    }

    pub(crate) async fn start_with(scenario: Scenario) -> Self {
        let http =
            reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap();
        let witness = Arc::new(Witness::default());
        let simulator = watched(scenario, &witness).await;
        Self { simulator, witness, http }
    }

    pub(crate) fn to(&self) -> &Connection {
        self.simulator.connection()
    }

    /// A request without credentials.
    pub(crate) fn bare(&self, method: &str, url: &str) -> reqwest::RequestBuilder {
        self.http.request(Method::from_bytes(method.as_bytes()).unwrap(), url)
    }

    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        Answer { status, headers, body: answer.bytes().await.unwrap().to_vec() }
    }

    pub(crate) async fn get(&self, url: &str) -> Answer {
        self.send(self.bare("GET", url).header("X-Auth-Token", &self.to().token)).await
    }

    /// A POST without a body that still claims to be JSON, as the official clients send it.
    pub(crate) async fn post(&self, url: &str) -> Answer {
        self.post_body(url, "").await
    }

    pub(crate) async fn post_body(&self, url: &str, body: impl Into<String>) -> Answer {
        let request = self.bare("POST", url).header("X-Auth-Token", &self.to().token);
        self.send(request.header("Content-Type", "application/json").body(body.into())).await
    }

    /// What a link leads to.
    pub(crate) async fn fetch(&self, link: &str) -> Answer {
        self.send(self.bare("GET", link)).await
    }

    /// The logs of a kind that the instances of a service hold.
    pub(crate) fn files(&self, service: Service, log: &str) -> Vec<LogFile> {
        let wanted = |file: &LogFile| file.service == service && file.log == log;
        self.simulator.files().into_iter().filter(wanted).collect()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.witness.verdict();
    }
}

async fn watched(scenario: Scenario, witness: &Arc<Witness>) -> Simulator {
    let witness = Arc::clone(witness);
    let observer = move |answer: &huaweicloud_logs_sim::Answer| {
        witness.see(&Exchange {
            service: answer.service.name(),
            method: &answer.method,
            path: &answer.path,
            status: answer.status,
            headers: &answer.headers,
            body: answer.body.as_deref().unwrap_or_default(),
        });
    };
    Simulator::start_observed(scenario, observer).await.unwrap()
}

/// `path` with one of its parts exchanged.
#[track_caller]
pub(crate) fn swapped(url: &str, from: &str, to: &str) -> String {
    assert!(url.contains(from), "{url} has no {from}");
    url.replace(from, to)
}
