//! The one place that authenticates and sends API calls.

use std::sync::{Arc, OnceLock};

use huaweicloud_logs_api::hooks::{BoxFuture, Transport};
use jiff::Timestamp;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Request, Response, Version};
use secrecy::ExposeSecret;
use tracing::Span;

use crate::clock::{Clock, date};
use crate::credentials::{Credentials, Identity, Secret};
use crate::http::whole;
use crate::signing;

const AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// One attempt at a call: signs its request at the moment it is sent, and keeps what the generated client
/// doesn't pass on of the answer.
#[derive(Debug)]
pub(crate) struct Attempt {
    identity: Arc<Identity>,
    clock: Arc<Clock>,
    seen: OnceLock<Seen>,
}

/// What an answer says beside status, headers and body.
#[derive(Debug)]
struct Seen {
    version: Version,
    /// The header `Date`.
    date: Option<HeaderValue>,
}

impl Attempt {
    pub(crate) fn new(identity: Arc<Identity>, clock: Arc<Clock>) -> Self {
        Self { identity, clock, seen: OnceLock::new() }
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) fn project_id(&self) -> Arc<str> {
        Arc::clone(&self.identity.project_id)
    }

    /// Whether it carries a signature, for which it matters what time it is.
    pub(crate) fn is_signed(&self) -> bool {
        matches!(self.identity.credentials.secret, Secret::AccessKey(_))
    }

    /// The version of HTTP that the answer came in; where there was none, the one that promises least.
    pub(crate) fn version(&self) -> Version {
        self.seen.get().map_or(Version::HTTP_11, |seen| seen.version)
    }

    /// The service's time, if there was an answer that has it.
    pub(crate) fn date(&self) -> Option<Timestamp> {
        date(self.seen.get()?.date.as_ref()?)
    }
}

impl Transport for Attempt {
    fn send<'a>(
        &'a self,
        client: &'a reqwest::Client,
        _operation: &'static str,
        mut request: Request,
    ) -> BoxFuture<'a, reqwest::Result<Response>> {
        let Identity { credentials, project_id, .. } = &*self.identity;
        authenticate(&mut request, credentials, Some(project_id), &self.clock);
        Box::pin(async {
            let answer = client.execute(request).await.map(whole)?;
            record(&answer);
            self.seen.get_or_init(|| Seen {
                version: answer.version(),
                date: answer.headers().get(DATE).cloned(),
            });
            Ok(answer)
        })
    }
}

/// Adds token or signature to a request, which must not change any more afterwards.
pub(crate) fn authenticate(
    request: &mut Request,
    credentials: &Credentials,
    project_id: Option<&str>,
    clock: &Clock,
) {
    let bare_post = request.method() == Method::POST && request.body().is_none();
    if bare_post {
        // What the official clients send with an empty body; some gateways insist on a type.
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, json);
    }
    match &credentials.secret {
        Secret::Token(token) => {
            // Checked when the credentials came.
            if let Ok(mut value) = HeaderValue::from_str(token.0.expose_secret()) {
                value.set_sensitive(true);
                request.headers_mut().insert(AUTH_TOKEN, value);
            }
        }
        Secret::AccessKey(key) => signing::sign(request, key, project_id, clock.now()),
    }
    if bare_post {
        // After signing: a proxy may drop it without breaking the signature.
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// The span of an attempt. It names no URL: a query may hold what a log should not.
pub(crate) fn call_span(operation: &'static str, attempt: u32) -> Span {
    tracing::debug_span!(
        "api.call",
        operation,
        attempt,
        status = tracing::field::Empty,
        request_id = tracing::field::Empty,
    )
}

/// Notes in the current span how a call was answered.
pub(crate) fn record(answer: &Response) {
    let span = Span::current();
    if span.is_disabled() {
        return;
    }
    span.record("status", answer.status().as_u16());
    if let Some(id) = request_id(answer.headers()) {
        span.record("request_id", id);
    }
}

/// The id under which a service, or IAM, knows the call.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let id = headers.get("x-request-id").or_else(|| headers.get("x-iam-trace-id"))?;
    id.to_str().ok().filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use reqwest::{Method, Request};

    use super::{Clock, authenticate};
    use crate::{AccessKey, Credentials, Token};

    fn authenticated(credentials: impl Into<Credentials>, method: Method) -> Request {
        let mut request =
            Request::new(method, "https://rds.example.com/v3/p/x?b=1&a=2".parse().unwrap());
        authenticate(&mut request, &credentials.into(), Some("p"), &Clock::default());
        request
    }

    #[test]
    fn an_empty_post_declares_type_and_length() {
        let headers = authenticated(Token::new("t"), Method::POST).headers().clone();
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(headers["content-length"], "0");
        let get = authenticated(Token::new("t"), Method::GET);
        assert!(get.headers().get("content-length").is_none());
    }

    #[test]
    fn a_call_carries_either_the_token_or_a_signature() {
        let with_token = authenticated(Token::new("t"), Method::GET);
        assert_eq!(with_token.headers()["x-auth-token"], "t");
        assert!(with_token.headers().get("authorization").is_none());

        let key = AccessKey::new("ak", "sk").with_security_token("st");
        let signed = authenticated(key, Method::POST);
        let authorization = signed.headers()["authorization"].to_str().unwrap();
        for name in ["content-type", "host", "x-project-id", "x-sdk-date", "x-security-token"] {
            assert!(authorization.contains(name), "{authorization}");
        }
        assert!(!authorization.contains("content-length"), "{authorization}");
        assert!(signed.headers().get("x-auth-token").is_none());
        assert_eq!(signed.url().query(), Some("a=2&b=1"));
    }

    #[test]
    fn a_signature_has_the_date_of_the_service() {
        let clock = Clock::default();
        let there = jiff::Timestamp::now() + SignedDuration::from_hours(30 * 24);
        assert!(clock.learn(there));
        let mut request = Request::new(Method::GET, "https://rds.example.com/".parse().unwrap());
        authenticate(&mut request, &AccessKey::new("ak", "sk").into(), None, &clock);
        let date = request.headers()["x-sdk-date"].to_str().unwrap().to_owned();
        assert_eq!(date[..8], there.strftime("%Y%m%d").to_string());
        assert!(request.headers().get("x-project-id").is_none());
    }

    #[test]
    fn debug_of_a_prepared_request_shows_no_secret() {
        let token = authenticated(Token::new("hunter2"), Method::GET);
        let key = AccessKey::new("ak", "hunter3").with_security_token("hunter4");
        let signed = authenticated(key, Method::GET);
        let shown = format!("{:?} {:?}", token.headers(), signed.headers());
        assert!(!shown.contains("hunter") && !shown.contains("Signature="), "{shown}");
    }
}
