//! The one error of this crate.

mod kind;
mod network;
mod refusal;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use kind::Kind;
pub(crate) use network::lost;
pub(crate) use refusal::{Refusal, from_api, redirected, undecodable};

use crate::report::Report;
use crate::text::printable;

/// The longest time a service may ask to be left alone: one that says "tomorrow" is asked again sooner.
pub(crate) const LONGEST_ASKED: Duration = Duration::from_secs(5 * 60);

/// Why logs could not be had.
///
/// It is opaque so that it can grow: ask it with the methods below. Its text says what happened; the
/// cause is in [`source`](std::error::Error::source), what to do next in [`hint`](Self::hint). None of
/// them holds a secret or the query of a link. Cloning is cheap: whoever waited for the same thing gets
/// the same error.
#[derive(Clone)]
pub struct Error(Arc<Inner>);

struct Inner {
    kind: Kind,
    hint: Option<String>,
    /// How often it was tried, and for how long, where that is known.
    tried: Option<(u32, Duration)>,
    /// Bytes of a file that are kept for the next attempt.
    kept: Option<u64>,
}

impl Kind {
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Error {
        Error(Arc::new(Inner { kind: self, hint: Some(hint.into()), tried: None, kept: None }))
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        let hint = kind.hint().map(ToOwned::to_owned);
        Self(Arc::new(Inner { kind, hint, tried: None, kept: None }))
    }
}

impl Error {
    pub(crate) fn kind(&self) -> &Kind {
        &self.0.kind
    }

    /// The same error after so many attempts. One that others have got already stays as it is.
    pub(crate) fn after(mut self, attempts: u32, elapsed: Duration) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.tried = Some((attempts, elapsed));
        }
        self
    }

    /// The same error, with so many bytes of the file kept. The hint says how to go on.
    pub(crate) fn keeping(mut self, bytes: u64) -> Self {
        if bytes > 0
            && let Some(inner) = Arc::get_mut(&mut self.0)
        {
            inner.kept = Some(bytes);
            let kept = format!("{bytes} bytes are kept: the same again goes on there");
            inner.hint = Some(match inner.hint.take() {
                Some(hint) => format!("{hint}; {kept}"),
                None => kept,
            });
        }
        self
    }

    /// What a service said.
    fn refusal(&self) -> Option<&Refusal> {
        match self.kind() {
            Kind::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// What a service or a link's host said, be it the last thing before a deadline passed.
    fn any_refusal(&self) -> Option<&Refusal> {
        match self.kind() {
            Kind::LinkRefused { refusal, .. } => Some(refusal),
            Kind::TimedOut { source: Some(last), .. } | Kind::CutOff { source: Some(last), .. } => {
                last.any_refusal()
            }
            Kind::Partial(report) => report.only_error()?.any_refusal(),
            _ => self.refusal(),
        }
    }

    /// What to do next, where that is known.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        match (&self.0.hint, self.kind()) {
            (None, Kind::Partial(report)) => report.only_error()?.hint(),
            (hint, _) => hint.as_deref(),
        }
    }

    /// The HTTP status with which a service or a link's host refused.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        Some(self.any_refusal()?.status)
    }

    /// The service's own error code, such as `DBS.200022`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.any_refusal()?.code.as_deref()
    }

    /// The service's own words, as they came.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.any_refusal()?.message.as_deref()
    }

    /// The id under which the service knows the call; support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.any_refusal()?.request_id.as_deref()
    }

    /// How often the call was sent, if it was one.
    #[must_use]
    pub fn attempts(&self) -> Option<u32> {
        match self.kind() {
            Kind::TimedOut { source: Some(last), .. } | Kind::CutOff { source: Some(last), .. } => {
                last.attempts()
            }
            Kind::Partial(report) => report.only_error()?.attempts(),
            _ => self.0.tried.map(|(attempts, _)| attempts),
        }
    }

    /// How long the call took with all its attempts and the pauses between them, or how long a job was
    /// waited for.
    #[must_use]
    pub fn elapsed(&self) -> Option<Duration> {
        match self.kind() {
            Kind::TimedOut { after, .. } | Kind::CutOff { after, .. } => Some(*after),
            _ => self.0.tried.map(|(_, elapsed)| elapsed),
        }
    }

    /// The settings can't work, or there are no credentials.
    #[must_use]
    pub fn is_config(&self) -> bool {
        matches!(self.kind(), Kind::Config(_) | Kind::NoCredentials(_))
    }

    /// No complete answer came: the network, a proxy, a name or a certificate.
    #[must_use]
    pub fn is_network(&self) -> bool {
        matches!(self.kind(), Kind::Network { .. })
    }

    /// The credentials were not accepted (401), or don't allow this (403).
    #[must_use]
    pub fn is_auth(&self) -> bool {
        let auth = |refusal: &Refusal| {
            matches!(refusal.status, 401 | 403) && !refusal.is_busy() && !refusal.is_throttled()
        };
        self.refusal().is_some_and(auth)
    }

    /// There is no such instance, server or export.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.refusal().is_some_and(|refusal| refusal.status == 404)
    }

    /// Too many calls: 429, or a code that says so under another status.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.refusal().is_some_and(Refusal::is_throttled)
    }

    /// The deadline passed before the job was done, or before a file was downloaded.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), Kind::TimedOut { .. } | Kind::NotReady { .. } | Kind::CutOff { .. })
    }

    /// The service said that the job failed.
    #[must_use]
    pub fn is_job_failed(&self) -> bool {
        matches!(self.kind(), Kind::JobFailed { .. })
    }

    /// How many bytes of a file are kept, so that saving it again goes on from there.
    #[must_use]
    pub fn kept(&self) -> Option<u64> {
        match self.kind() {
            Kind::Partial(report) => report.only_error()?.kept(),
            _ => self.0.kept,
        }
    }

    /// Another download, of this process or another one, writes the same file.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        match self.kind() {
            Kind::Partial(report) => report.only_error().is_some_and(Self::is_busy),
            kind => matches!(kind, Kind::Busy { .. }),
        }
    }

    /// What was saved although other files of the job were not.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        match self.kind() {
            Kind::Partial(report) => Some(report),
            _ => None,
        }
    }

    /// Whether the same may well succeed a little later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            Kind::TimedOut { .. }
            | Kind::NotReady { .. }
            | Kind::CutOff { .. }
            | Kind::Incomplete { .. } => true,
            // The next run gets a new link.
            Kind::LinkRefused { refusal, .. } if matches!(refusal.status, 401 | 403 | 410) => true,
            Kind::Partial(report) => report.failed.iter().any(|failed| failed.error.is_retryable()),
            _ => self.is_passing(),
        }
    }

    /// Whether the same call may well succeed a little later.
    pub(crate) fn is_passing(&self) -> bool {
        let passing = |status: u16| match status {
            // Not implemented, HTTP version not supported.
            501 | 505 => false,
            status => matches!(status, 408 | 429 | 500..=599),
        };
        match self.kind() {
            Kind::Network { source, .. } => !network::will_last(source),
            Kind::Refused(refusal) => {
                passing(refusal.status) || refusal.is_busy() || refusal.is_throttled()
            }
            Kind::LinkRefused { refusal, .. } => passing(refusal.status),
            // The page of some proxy on the way, most likely.
            Kind::Undecodable { .. } => true,
            _ => false,
        }
    }

    /// Whether it comes from a call that was retried already.
    pub(crate) fn had_retries(&self) -> bool {
        self.0.tried.is_some()
    }

    /// The same error with another hint, if it is a refusal with this status and no code says more.
    pub(crate) fn advising(mut self, status: u16, hint: &str) -> Self {
        let plain = self.status() == Some(status) && !self.is_expired_token();
        if plain && let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.hint = Some(hint.to_owned());
        }
        self
    }

    /// The status with which a link's host refused in a way that another link may mend.
    pub(crate) fn refused_link(&self) -> Option<u16> {
        match self.kind() {
            Kind::LinkRefused { refusal, .. } => {
                Some(refusal.status).filter(|status| matches!(status, 401 | 403 | 404 | 410))
            }
            _ => None,
        }
    }

    /// The same error without these texts in what a service said.
    pub(crate) fn hiding(mut self, secrets: &[&str]) -> Self {
        if let Some(Inner { kind: Kind::Refused(refusal), .. }) = Arc::get_mut(&mut self.0) {
            refusal.hide(secrets);
        }
        self
    }

    /// The service has not done what was asked, so that asking again can't do it twice.
    pub(crate) fn is_undone(&self) -> bool {
        match self.kind() {
            Kind::Network { source, .. } => source.is_connect(),
            Kind::Refused(refusal) => refusal.is_throttled() || refusal.is_busy(),
            _ => false,
        }
    }

    /// The token has expired, or temporary keys have.
    pub(crate) fn is_expired_token(&self) -> bool {
        matches!(self.code(), Some("APIGW.0307" | "APIG.0307"))
    }

    /// Nothing came, or nothing that the service would write.
    pub(crate) fn is_no_answer(&self) -> bool {
        matches!(self.kind(), Kind::Network { .. } | Kind::Undecodable { .. })
    }

    /// How long the service asked to be left alone (`Retry-After`), as far as that is granted: at most 5
    /// minutes.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        Some(self.any_refusal()?.retry_after?.min(LONGEST_ASKED))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", self.kind())
            .field("hint", &self.hint())
            .field("tried", &self.0.tried)
            .field("kept", &self.0.kept)
            .finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.kind().to_string()))?;
        match self.0.tried {
            Some((attempts @ 2.., elapsed)) => {
                write!(f, " ({attempts} attempts in {:.1} s)", elapsed.as_secs_f64())
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            Kind::Network { source, .. } => Some(source),
            Kind::Credentials(source) => Some(&**source),
            Kind::Io { source, .. } => Some(source),
            Kind::Rejected { why, .. } => Some(&**why),
            Kind::TimedOut { source: Some(source), .. }
            | Kind::CutOff { source: Some(source), .. } => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
