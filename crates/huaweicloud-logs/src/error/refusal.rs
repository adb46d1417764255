//! A refusal of a service or of the gateway before it, and the other ways a call can fail.

use std::fmt;
use std::time::Duration;

// progenitor's error, which each generated module exports under the same name.
use huaweicloud_logs_api::ErrorFields;
use huaweicloud_logs_api::rds::Error as ApiError;
use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde::Serialize;

use super::{Error, Kind, network};
use crate::clock::date;
use crate::text::one_line;
use crate::transport::request_id;

/// Codes that mean: something else is going on, try again later (RDS, DDS, DCS and CloudDC API
/// references). The status tells nothing: DBS.200019 comes as 409 from RDS and as 403 from DDS.
const BUSY: [&str; 3] = ["DBS.200019", "111400017", "iMetal.0101"];

/// Codes that mean the same when RDS sends them with 409 (Terraform provider).
const BUSY_RDS: [&str; 7] = [
    "DBS.201202",
    "DBS.200011",
    "DBS.200047",
    "DBS.200080",
    "DBS.201206",
    "DBS.280011",
    "DBS.280816",
];

/// Codes that mean: too many calls (APIG error codes, DDS API reference).
const THROTTLED: [&str; 3] = ["APIGW.0308", "APIG.0308", "DBS.280443"];

/// What was refused, and how.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
}

impl Refusal {
    pub(crate) fn new(
        operation: &'static str,
        status: StatusCode,
        headers: &HeaderMap,
        told: ErrorFields,
    ) -> Self {
        // The service's own clock: a date to wait for is a time there.
        let now = headers.get(DATE).and_then(date).unwrap_or_else(Timestamp::now);
        Self {
            operation,
            status: status.as_u16(),
            code: told.code,
            message: told.message,
            request_id: request_id(headers).map(ToOwned::to_owned).or(told.request_id),
            retry_after: retry_after(headers, now),
        }
    }

    /// Takes these texts out of what was said.
    pub(super) fn hide(&mut self, secrets: &[&str]) {
        for said in [&mut self.code, &mut self.message, &mut self.request_id].into_iter().flatten()
        {
            for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
                if said.contains(secret) {
                    *said = said.replace(secret, "…");
                }
            }
        }
    }

    pub(super) fn is_throttled(&self) -> bool {
        self.status == 429 || self.code.as_deref().is_some_and(|code| THROTTLED.contains(&code))
    }

    pub(super) fn answer(&self) -> Answer<'_> {
        Answer(self)
    }

    pub(super) fn is_busy(&self) -> bool {
        let Some(code) = self.code.as_deref() else { return false };
        BUSY.contains(&code) || self.status == 409 && BUSY_RDS.contains(&code)
    }

    pub(super) fn hint(&self) -> Option<&'static str> {
        if self.is_busy() {
            return Some("the service is busy with something else there; try again later");
        }
        if self.is_throttled() {
            return Some("too many calls for this user; wait a while or poll less often");
        }
        match (self.status, self.code.as_deref()) {
            (_, Some("APIGW.0303" | "APIG.0303")) => Some(
                "check this machine's clock: a signature is good for 15 minutes around its date",
            ),
            (_, Some("APIGW.0307" | "APIG.0307")) => {
                Some("the token has expired or belongs to another region; get a new one")
            }
            (_, Some("DBS.280343")) => Some(
                "the engine of this instance doesn't offer that; the list of instances has the engines",
            ),
            (_, Some("111400026")) => Some(
                "the instance is in no state for that now; the list of instances has the states",
            ),
            (400, _) => Some(
                "check what was asked for: the lists of instances, replicas and files have the ids and names, earlier answers those of DDS files; SQL Server's slow log needs a file",
            ),
            (401, _) => Some(
                "check the access key and secret key, the token or the password, and the clock",
            ),
            (403, _) => {
                Some("check that this user may read the logs, and that the project id is right")
            }
            (404, Some("APIGW.0101" | "APIG.0101")) => {
                Some("this region doesn't offer that call, or the endpoint is another service's")
            }
            (404, _) => Some(
                "check the id, the region and the project id: they belong together; the list of instances has the ids",
            ),
            (407, _) => Some(network::PROXY),
            (413, _) => Some("ask for less at once"),
            _ => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was refused {}", self.operation, self.answer())
    }
}

/// What was answered, as a message tells it.
pub(super) struct Answer<'a>(&'a Refusal);

impl fmt::Display for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "with status {}", self.0.status)?;
        // IAM has the status for a code.
        if let Some(code) = self.0.code.as_ref().filter(|code| **code != self.0.status.to_string())
        {
            write!(f, ", {code}")?;
        }
        if let Some(message) = &self.0.message {
            write!(f, ": {}", one_line(message))?;
        }
        match &self.0.request_id {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

/// What a generated client's error means here.
pub(crate) fn from_api<E: Serialize>(operation: &'static str, error: ApiError<E>) -> Error {
    let doing = format!("the call {operation}");
    match error {
        ApiError::ErrorResponse(answer) => {
            let told = ErrorFields::of(&serde_json::to_value(&*answer).unwrap_or_default());
            Kind::Refused(Refusal::new(operation, answer.status(), answer.headers(), told))
        }
        // The address of a call is no secret, but it is noise; that of a link is one.
        ApiError::CommunicationError(source)
        | ApiError::ResponseBodyError(source)
        | ApiError::InvalidUpgrade(source) => network::lost(&doing, source),
        ApiError::InvalidResponsePayload(_, error) => undecodable(doing, &error),
        ApiError::UnexpectedResponse(answer) if answer.status().is_redirection() => {
            return redirected(doing, answer.status());
        }
        ApiError::UnexpectedResponse(answer) => {
            Kind::Undecodable { doing, why: format!("status {}", answer.status()) }
        }
        ApiError::InvalidRequest(why) | ApiError::Custom(why) => {
            Kind::Config(format!("{doing} could not be built: {why}"))
        }
    }
    .into()
}

/// An answer that is no JSON, or other JSON. serde's own text quotes what it found, which may be a secret.
pub(crate) fn undecodable(doing: String, error: &serde_json::Error) -> Kind {
    let (kind, line, column) = (error.classify(), error.line(), error.column());
    Kind::Undecodable { doing, why: format!("{kind:?} error at line {line} column {column}") }
}

/// Nobody follows it: it would take credentials to another host.
pub(crate) fn redirected(doing: String, status: StatusCode) -> Error {
    Kind::Unusable { doing, why: format!("it is redirected ({status})") }
        .with_hint("check the endpoint: http or https, and without a path")
}

/// Seconds, or a date (RFC 9110).
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    Duration::try_from(date.duration_since(now)).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use huaweicloud_logs_api::rds::types::ErrorBody;
    use jiff::Timestamp;
    use proptest::prelude::{any, proptest};
    use reqwest::header::{HeaderMap, HeaderValue};

    use super::{ApiError, Error, Kind, Refusal, from_api, retry_after};

    fn refused(status: u16, code: &str) -> Error {
        Kind::Refused(Refusal {
            operation: "DownloadErrorlog",
            status,
            code: Some(code.to_owned()),
            message: Some("line one\n  \u{1b}[31mline two".to_owned()),
            request_id: Some("r1".to_owned()),
            retry_after: None,
        })
        .into()
    }

    #[test]
    fn a_refusal_reads_as_one_line_that_can_not_steer_a_terminal() {
        assert_eq!(
            refused(403, "DBS.280001").to_string(),
            "DownloadErrorlog was refused with status 403, DBS.280001: \
             line one \\u{1b}[31mline two (request r1)"
        );
    }

    #[test]
    fn a_busy_service_is_no_wrong_key() {
        for (status, code) in
            [(403, "DBS.200019"), (409, "DBS.200019"), (400, "111400017"), (400, "iMetal.0101")]
        {
            let error = refused(status, code);
            assert!(error.is_retryable() && error.is_undone() && !error.is_auth(), "{error}");
            assert!(error.hint().unwrap().contains("busy"));
        }
        assert!(refused(403, "DBS.200010").is_auth());
        assert!(!refused(403, "DBS.200010").is_retryable());
    }

    #[test]
    fn an_answer_that_can_not_be_read_is_not_quoted() {
        let quoting =
            serde_json::from_str::<Vec<u8>>("[\"https://obs/?Signature=hunter2\"]").unwrap_err();
        assert!(quoting.to_string().contains("hunter2"));
        let error = from_api::<ErrorBody>(
            "X",
            ApiError::InvalidResponsePayload(Default::default(), quoting),
        );
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-01-15T08:30:45Z".parse().unwrap();
        let read = |value: &str| {
            let headers =
                HeaderMap::from_iter([("retry-after".parse().unwrap(), value.parse().unwrap())]);
            retry_after(&headers, now)
        };
        assert_eq!(read("5"), Some(Duration::from_secs(5)));
        assert_eq!(read("Thu, 15 Jan 2026 08:31:15 GMT"), Some(Duration::from_secs(30)));
        for nothing in ["", "soon", "-5", "Thu, 15 Jan 2026 08:30:15 GMT"] {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }

    proptest! {
        #[test]
        fn any_retry_after_is_read_without_panic(value in any::<String>()) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                let headers = HeaderMap::from_iter([("retry-after".parse().unwrap(), value)]);
                let _ = retry_after(&headers, Timestamp::MAX);
            }
        }
    }
}
