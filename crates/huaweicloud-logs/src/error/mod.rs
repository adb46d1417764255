//! The one error of this crate.

mod kind;
mod refusal;

use std::fmt;
use std::time::Duration;

pub(crate) use kind::Kind;
#[cfg(test)]
pub(crate) use refusal::Refusal;
pub(crate) use refusal::from_api;

use crate::report::Report;
use crate::text::printable;

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

impl Kind {
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Error {
        Error(Box::new(Inner { kind: self, hint: Some(hint.into()) }))
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        let hint = kind.hint().map(ToOwned::to_owned);
        Self(Box::new(Inner { kind, hint }))
    }
}

impl Error {
    pub(crate) fn kind(&self) -> &Kind {
        &self.0.kind
    }

    fn refusal(&self) -> Option<&refusal::Refusal> {
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
        let auth =
            |refusal: &refusal::Refusal| matches!(refusal.status, 401 | 403) && !refusal.is_busy();
        self.refusal().is_some_and(auth)
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
        matches!(self.kind(), Kind::TimedOut { .. } | Kind::NotReady { .. })
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
        let passing = |status: u16| match status {
            // Not implemented, HTTP version not supported.
            501 | 505 => false,
            status => matches!(status, 408 | 429 | 500..=599),
        };
        match self.kind() {
            Kind::Network { source, .. } => !source.is_builder(),
            Kind::Refused(refusal) => passing(refusal.status) || refusal.is_busy(),
            Kind::LinkRefused { status, .. } => passing(*status),
            // The page of some proxy on the way, most likely.
            Kind::Undecodable { .. } => true,
            _ => false,
        }
    }

    /// The service has not done what was asked, so that asking again can't do it twice.
    pub(crate) fn is_undone(&self) -> bool {
        match self.kind() {
            Kind::Network { source, .. } => source.is_connect(),
            Kind::Refused(refusal) => refusal.status == 429 || refusal.is_busy(),
            _ => false,
        }
    }

    /// Nothing came, or nothing that the service would write.
    pub(crate) fn is_no_answer(&self) -> bool {
        matches!(self.kind(), Kind::Network { .. } | Kind::Undecodable { .. })
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
        f.write_str(&printable(&self.kind().to_string()))
    }
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
