//! The store's refusals, which are XML.

use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;

use crate::arrival::RequestId;

/// Why the store gives nothing.
#[derive(Debug)]
pub(super) struct Trouble {
    status: StatusCode,
    code: &'static str,
    message: String,
    details: Vec<(&'static str, String)>,
}

impl Trouble {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), details: vec![] }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.details.push((name, value.into()));
        self
    }

    pub(super) fn two_credentials() -> Self {
        let message = "Only one way to authenticate is allowed: a link must be asked for without Authorization and X-Auth-Token";
        Self::new(StatusCode::BAD_REQUEST, "InvalidArgument", message)
    }

    pub(super) fn method_not_allowed(method: &Method) -> Self {
        let message = "The specified method is not allowed against this resource.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
            .with("Method", method.as_str())
    }

    pub(super) fn anonymous() -> Self {
        Self::new(StatusCode::FORBIDDEN, "AccessDenied", "Access Denied")
    }

    pub(super) fn unreadable_expiry(expires: &str) -> Self {
        let message = format!("Invalid date (should be seconds since epoch): {expires}");
        Self::new(StatusCode::FORBIDDEN, "AccessDenied", message)
    }

    pub(super) fn expired(expires: i64, now: Timestamp) -> Self {
        let expires =
            Timestamp::from_second(expires).map(|end| end.to_string()).unwrap_or_default();
        Self::new(StatusCode::FORBIDDEN, "AccessDenied", "Request has expired")
            .with("Expires", expires)
            .with("ServerTime", now.to_string())
    }

    pub(super) fn unknown_access_key(access_key: &str) -> Self {
        let message = "The access key id you provided does not exist in our records.";
        Self::new(StatusCode::FORBIDDEN, "InvalidAccessKeyId", message)
            .with("AWSAccessKeyId", access_key)
    }

    pub(super) fn wrong_signature() -> Self {
        let message =
            "The request signature we calculated does not match the signature you provided.";
        Self::new(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", message)
    }

    pub(super) fn condition_failed() -> Self {
        let message = "At least one of the pre-conditions you specified did not hold";
        Self::new(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", message)
    }

    pub(super) fn range_not_satisfiable(size: u64) -> Self {
        let message = "The requested range cannot be satisfied";
        Self::new(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange", message)
            .with("ActualObjectSize", size.to_string())
    }

    /// A refusal that has no reason of its own.
    pub(super) fn ordered(status: StatusCode) -> Self {
        let code = match status.as_u16() {
            401 | 403 => "AccessDenied",
            404 | 410 => "NoSuchKey",
            429 | 503 => "SlowDown",
            500.. => "InternalError",
            _ => "InvalidRequest",
        };
        Self::new(status, code, "This fault was ordered.")
    }

    pub(super) fn no_such_key(key: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist.")
            .with("Key", key)
    }

    #[cfg(test)]
    pub(super) fn code(&self) -> &'static str {
        self.code
    }

    pub(super) fn into_response(self, id: &RequestId) -> Response {
        let mut xml =
            String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Error>");
        element(&mut xml, "Code", self.code);
        element(&mut xml, "Message", &self.message);
        for (name, value) in &self.details {
            element(&mut xml, name, value);
        }
        element(&mut xml, "RequestId", &id.0);
        element(&mut xml, "HostId", "hwlogs-sim");
        xml.push_str("</Error>");
        let mut response = (self.status, [(CONTENT_TYPE, "application/xml")], xml).into_response();
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
        }
        response
    }
}

fn element(xml: &mut String, name: &str, text: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // XML has no way to write most control characters, not even escaped.
    let text = text.replace(|character: char| character.is_control(), "?");
    xml.push_str(&format!("<{name}>{text}</{name}>"));
}
