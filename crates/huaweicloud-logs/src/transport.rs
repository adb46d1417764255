//! The one place that authenticates and sends API calls.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use huaweicloud_logs_api::hooks::{BoxFuture, Transport};
use jiff::Timestamp;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Request, Response, StatusCode, Version};
use secrecy::ExposeSecret;
use tracing::Span;

use crate::clock::{Clock, date};
use crate::credentials::{Credentials, Identity, Secret};
use crate::error::Error;
use crate::http::whole;
use crate::signing;

const AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// One attempt at a call: signs its request at the moment it is sent, and keeps what the generated client
/// doesn't pass on of the answer.
#[derive(Debug)]
pub(crate) struct Attempt {
    identity: Arc<Identity>,
    clock: Arc<Clock>,
    known: Mutex<Known>,
}

/// What is known of an attempt so far.
#[derive(Debug, Default)]
struct Known {
    /// Once it was sent.
    proof: Option<Proof>,
    /// Once it was answered.
    version: Option<Version>,
    /// The header `Date` of a refusal for want of authentication.
    date: Option<HeaderValue>,
}

/// What a request was authenticated with.
#[derive(Debug)]
pub(crate) struct Proof {
    /// The time in its signature, if it has one.
    signed: Option<Timestamp>,
    /// The signature, if there is one.
    signature: Option<String>,
}

impl Proof {
    /// Whether the time in the signature explains that it was refused at `date`.
    pub(crate) fn is_out_of_time(&self, date: Option<Timestamp>, clock: &Clock) -> bool {
        matches!((date, self.signed), (Some(date), Some(signed)) if clock.explains(date, signed))
    }

    /// Takes what was sent as a secret out of an error, as a gateway that refuses a signature writes down what
    /// it should have been made of, headers included. If it is they who were refused, says what to check.
    pub(crate) fn hide(&self, error: Error, credentials: &Credentials) -> Error {
        let mut secrets = credentials.secrets();
        secrets.extend(self.signature.as_deref());
        error.hiding(&secrets).advising(401, credentials.advice())
    }
}

impl Attempt {
    pub(crate) fn new(identity: Arc<Identity>, clock: Arc<Clock>) -> Self {
        Self { identity, clock, known: Mutex::default() }
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) fn project_id(&self) -> Arc<str> {
        Arc::clone(&self.identity.project_id)
    }

    /// The version of HTTP that the answer came in; where there was none, the one that promises least.
    pub(crate) fn version(&self) -> Version {
        self.known().version.unwrap_or(Version::HTTP_11)
    }

    /// Whether a wrong clock explains that it was refused.
    pub(crate) fn is_out_of_time(&self) -> bool {
        let known = self.known();
        let date = known.date.as_ref().and_then(date);
        known.proof.as_ref().is_some_and(|proof| proof.is_out_of_time(date, &self.clock))
    }

    /// Takes what was sent as a secret out of an error.
    pub(crate) fn hide(&self, error: Error) -> Error {
        match &self.known().proof {
            Some(proof) => proof.hide(error, &self.identity.credentials),
            None => error,
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
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
        let proof = authenticate(&mut request, credentials, Some(project_id), &self.clock);
        self.known().proof = Some(proof);
        Box::pin(async {
            let answer = client.execute(request).await.map(whole)?;
            record(&answer);
            let mut known = self.known();
            known.version = Some(answer.version());
            if answer.status() == StatusCode::UNAUTHORIZED {
                known.date = answer.headers().get(DATE).cloned();
            }
            drop(known);
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
) -> Proof {
    let bare_post = request.method() == Method::POST && request.body().is_none();
    if bare_post {
        // What the official clients send with an empty body; some gateways insist on a type.
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, json);
    }
    let (signed, signature) = match &credentials.secret {
        Secret::Token(token) => {
            // Checked when the credentials came.
            if let Ok(mut value) = HeaderValue::from_str(token.0.expose_secret()) {
                value.set_sensitive(true);
                request.headers_mut().insert(AUTH_TOKEN, value);
            }
            (None, None)
        }
        Secret::AccessKey(key) => {
            let now = clock.now();
            (Some(now), Some(signing::sign(request, key, project_id, now)))
        }
    };
    if bare_post {
        // After signing: a proxy may drop it without breaking the signature.
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    Proof { signed, signature }
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
    use huaweicloud_logs_api::ErrorFields;
    use jiff::SignedDuration;
    use reqwest::header::HeaderMap;
    use reqwest::{Method, Request, StatusCode};

    use super::{Clock, authenticate};
    use crate::error::{Kind, Refusal};
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
        assert!(clock.explains(there, jiff::Timestamp::now()));
        let mut request = Request::new(Method::GET, "https://rds.example.com/".parse().unwrap());
        authenticate(&mut request, &AccessKey::new("ak", "sk").into(), None, &clock);
        let date = request.headers()["x-sdk-date"].to_str().unwrap().to_owned();
        assert_eq!(date[..8], there.strftime("%Y%m%d").to_string());
        assert!(request.headers().get("x-project-id").is_none());
    }

    #[test]
    fn what_was_sent_as_a_secret_is_hidden_in_an_error() {
        let key = AccessKey::new("ak", "hunter2").with_security_token("hunter3");
        for credentials in [Credentials::from(key), Credentials::from(Token::new("hunter2"))] {
            let mut request =
                Request::new(Method::GET, "https://rds.example.com/".parse().unwrap());
            let proof = authenticate(&mut request, &credentials, Some("p"), &Clock::default());
            let echo = format!("signed wrongly: {:?}", request.headers());
            let sent = request.headers().iter().map(|(_, value)| value.to_str().unwrap());
            let echo = echo + &sent.collect::<Vec<_>>().join("|");
            let told = ErrorFields {
                code: Some("APIGW.0301".into()),
                message: Some(echo),
                request_id: Some("hunter2".into()),
            };
            let refusal = Refusal::new("X", StatusCode::UNAUTHORIZED, &HeaderMap::new(), told);
            let error = proof.hide(Kind::Refused(refusal).into(), &credentials);
            let shown = format!("{error} {error:?} {:?}", error.message());
            let authorization = request.headers().get("authorization");
            let signature = authorization.map(|value| value.to_str().unwrap()[..].to_owned());
            assert!(!shown.contains("hunter"), "{shown}");
            assert!(signature.is_none_or(|sent| !shown.contains(&sent)), "{shown}");
            assert!(error.message().unwrap().contains("signed wrongly"));
            assert_eq!(error.code(), Some("APIGW.0301"));
        }
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
