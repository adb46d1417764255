//! The one error of this crate.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

// progenitor's error, which each generated module exports under the same name.
use huaweicloud_logs_api::rds::Error as ApiError;

use crate::report::Report;

/// Why logs could not be had.
///
/// It is opaque so that it can grow: ask it with the methods below. Its text says what happened; the
/// cause is in [`source`](std::error::Error::source), what to do next in [`hint`](Self::hint). None of
/// them holds a secret or the query of a link.
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    hint: Option<String>,
}

/// What happened.
#[derive(Debug)]
pub(crate) enum Kind {
    /// The caller's settings can't work.
    Config(String),
    /// A service refused a call.
    Refused(Refusal),
    /// A call got no answer, or half of one.
    Network { doing: String, source: reqwest::Error },
    /// An answer that isn't what the documents say.
    Undecodable { doing: String, why: String },
    /// The service gave the job up.
    JobFailed { job: String, word: String },
    /// The deadline passed first.
    TimedOut { job: String, after: Duration, last: String, source: Option<Error> },
    /// A link's host refused to hand out the file.
    LinkRefused { file: String, status: u16 },
    /// The bytes of a file ended too early, or can't be told complete.
    Incomplete { file: String, why: String },
    /// The file system refused.
    Io { doing: &'static str, path: PathBuf, source: io::Error },
    /// Some files could be saved and others not.
    Partial(Report),
}

/// A refusal of a service or of the gateway before it.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
}

impl Kind {
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Error {
        Error(Box::new(Inner { kind: self, hint: Some(hint.into()) }))
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        let hint = default_hint(&kind).map(ToOwned::to_owned);
        Self(Box::new(Inner { kind, hint }))
    }
}

fn default_hint(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Refused(refusal) => match (refusal.status, refusal.code.as_deref()) {
            (_, Some("APIGW.0303" | "APIG.0303")) => Some(
                "check this machine's clock: a signature is good for 15 minutes around its date",
            ),
            (_, Some("APIGW.0307" | "APIG.0307")) => {
                Some("the token has expired or belongs to another region; get a new one")
            }
            (401, _) => Some("check the access key and secret key, or the token, and the clock"),
            (403, _) => {
                Some("check that this user may read the logs, and that the project id is right")
            }
            (404, _) => Some("check the id, the region and the project id: they belong together"),
            (429, _) => Some("too many calls for this user; wait a while or poll less often"),
            _ => None,
        },
        Kind::TimedOut { .. } => Some("allow more time; a job on the server goes on meanwhile"),
        Kind::LinkRefused { status: 401 | 403 | 410, .. } => {
            Some("the link has probably expired; run it again to get a new one")
        }
        Kind::Incomplete { .. } => Some("nothing was kept of it; run it again"),
        _ => None,
    }
}

impl Error {
    pub(crate) fn kind(&self) -> &Kind {
        &self.0.kind
    }

    fn refusal(&self) -> Option<&Refusal> {
        match self.kind() {
            Kind::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// What to do next, where that is known.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    /// The HTTP status with which a service or a link's host refused.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self.kind() {
            Kind::Refused(refusal) => Some(refusal.status),
            Kind::LinkRefused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The service's own error code, such as `DBS.200022`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.refusal()?.code.as_deref()
    }

    /// The id under which the service knows the call; support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.refusal()?.request_id.as_deref()
    }

    /// The settings can't work: nothing was sent.
    #[must_use]
    pub fn is_config(&self) -> bool {
        matches!(self.kind(), Kind::Config(_))
    }

    /// The credentials were not accepted (401), or don't allow this (403).
    #[must_use]
    pub fn is_auth(&self) -> bool {
        self.refusal().is_some_and(|refusal| matches!(refusal.status, 401 | 403))
    }

    /// There is no such instance, server or export.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.refusal().is_some_and(|refusal| refusal.status == 404)
    }

    /// Too many calls.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.refusal().is_some_and(|refusal| refusal.status == 429)
    }

    /// The deadline passed before the job was done.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), Kind::TimedOut { .. })
    }

    /// The service said that the job failed.
    #[must_use]
    pub fn is_job_failed(&self) -> bool {
        matches!(self.kind(), Kind::JobFailed { .. })
    }

    /// What was saved although other files of the job were not.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        match self.kind() {
            Kind::Partial(report) => Some(report),
            _ => None,
        }
    }

    /// Whether the same call may well succeed a little later.
    pub(crate) fn is_transient(&self) -> bool {
        match self.kind() {
            Kind::Network { .. } => true,
            Kind::Refused(refusal) => matches!(refusal.status, 408 | 429 | 500 | 502 | 503 | 504),
            _ => false,
        }
    }

    /// How long the service asked to be left alone.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.refusal()?.retry_after
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", self.kind()).field("hint", &self.hint()).finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            Kind::Config(what) => f.write_str(what),
            Kind::Refused(refusal) => refusal.fmt(f),
            Kind::Network { doing, .. } => write!(f, "{doing} broke off"),
            Kind::Undecodable { doing, why } => {
                write!(f, "{doing} was answered with something unexpected: {why}")
            }
            Kind::JobFailed { job, word } => {
                write!(f, "the service could not prepare {job} (it says {word})")
            }
            Kind::TimedOut { job, after, last, .. } => {
                write!(
                    f,
                    "{job} was not ready after {:.0} s; last seen: {last}",
                    after.as_secs_f64()
                )
            }
            Kind::LinkRefused { file, status } => {
                write!(f, "the download of {file} was refused with status {status}")
            }
            Kind::Incomplete { file, why } => write!(f, "{file} did not arrive whole: {why}"),
            Kind::Io { doing, path, .. } => write!(f, "could not {doing} {}", path.display()),
            Kind::Partial(report) => {
                let total = report.files.len() + report.failed.len();
                write!(
                    f,
                    "{} of {total} files of {} could not be saved",
                    report.failed.len(),
                    report.instance
                )?;
                for failed in &report.failed {
                    write!(f, "; {}: {}", failed.name, failed.error)?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was refused with status {}", self.operation, self.status)?;
        if let Some(code) = &self.code {
            write!(f, ", {code}")?;
        }
        if let Some(message) = &self.message {
            write!(f, ": {}", one_line(message))?;
        }
        match &self.request_id {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

/// A proxy's HTML page as a message is shortened to what a terminal line can take.
fn one_line(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(300) {
        line.truncate(end);
        line.push('…');
    }
    line
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            Kind::Network { source, .. } => Some(source),
            Kind::Io { source, .. } => Some(source),
            Kind::TimedOut { source: Some(source), .. } => Some(source),
            _ => None,
        }
    }
}

/// What a generated client's error means here.
pub(crate) fn from_api<E>(operation: &'static str, error: ApiError<E>) -> Error
where
    E: serde::Serialize,
{
    let doing = || format!("the call {operation}");
    match error {
        ApiError::ErrorResponse(answer) => {
            let body = serde_json::to_value(&*answer).unwrap_or_default();
            let field = |name: &str| body.get(name)?.as_str().map(ToOwned::to_owned);
            let header =
                |name: &str| answer.headers().get(name)?.to_str().ok().map(ToOwned::to_owned);
            Kind::Refused(Refusal {
                operation,
                status: answer.status().as_u16(),
                code: field("error_code"),
                message: field("error_msg"),
                request_id: header("x-request-id").or_else(|| field("request_id")),
                retry_after: header("retry-after")
                    .and_then(|seconds| seconds.parse().ok())
                    .map(Duration::from_secs),
            })
            .into()
        }
        // The address of a call is no secret, but it is noise; that of a link is one.
        ApiError::CommunicationError(source)
        | ApiError::ResponseBodyError(source)
        | ApiError::InvalidUpgrade(source) => {
            Kind::Network { doing: doing(), source: source.without_url() }.into()
        }
        ApiError::InvalidResponsePayload(_, error) => {
            Kind::Undecodable { doing: doing(), why: error.to_string() }.into()
        }
        ApiError::UnexpectedResponse(answer) => {
            Kind::Undecodable { doing: doing(), why: format!("status {}", answer.status()) }.into()
        }
        ApiError::InvalidRequest(why) | ApiError::Custom(why) => {
            Kind::Config(format!("{} could not be built: {why}", doing())).into()
        }
    }
}
