//! Opening a pre-signed link.

use std::fmt;
use std::time::Duration;

use huaweicloud_logs_api::ErrorFields;
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_DISPOSITION, HeaderValue, RANGE};
use reqwest::{Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, timeout};
use tracing::{Instrument, Span};
use url::Url;

use super::answer::Answer;
use super::headers::expiry::expiry;
use super::judge::Ask;
use crate::Result;
use crate::error::{Kind, Refusal, lost};
use crate::http::whole;

/// Longer than what any store says.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// What a refusal says isn't waited for any longer.
const REFUSAL: Duration = Duration::from_secs(10);

/// A link, which is a secret as a whole.
pub(crate) struct Link {
    url: SecretString,
    /// When it ends, if it does and says so.
    ends: Option<Instant>,
}

/// What is known of the end of a link beside what it says itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Life {
    /// The time where the link was made.
    pub(crate) now: Timestamp,
    /// The query parameter that holds its end, as the service's document has it.
    pub(crate) parameter: Option<&'static str>,
    /// How long links live, if that is all that is known.
    pub(crate) usual: Option<Duration>,
}

impl Link {
    /// Takes a link as it came. `file` is for messages.
    pub(crate) fn new(link: &str, life: Life, file: &str) -> Result<Self> {
        let refused = |why: &str| Kind::Unusable {
            doing: format!("the link of {file}"),
            why: why.to_owned(),
        };
        let url = Url::parse(link).map_err(|_| refused("it is no URL"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("it is neither http nor https").into());
        }
        let left = match expiry(&url, life.parameter) {
            // One that has ended ends now.
            Some(end) => Some(Duration::try_from(end.duration_since(life.now)).unwrap_or_default()),
            None => life.usual,
        };
        let ends = left.and_then(|left| Instant::now().checked_add(left));
        Ok(Self { url: link.to_owned().into(), ends })
    }

    pub(crate) fn ends(&self) -> Option<Instant> {
        self.ends
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ends.is_some_and(|ends| ends <= Instant::now())
    }

    /// Whether it is this link.
    pub(crate) fn is(&self, link: &str) -> bool {
        self.url.expose_secret() == link
    }

    /// Sends a plain GET: no token, no signature, no redirect.
    pub(crate) async fn open(
        &self,
        http: &reqwest::Client,
        ask: Ask,
        file: &str,
    ) -> Result<Answer> {
        use tracing::field::Empty;
        let from = ask.from;
        let span = tracing::debug_span!("download.attempt", from, status = Empty, cause = Empty);
        self.send(http, ask, file).instrument(span).await
    }

    async fn send(&self, http: &reqwest::Client, ask: Ask, file: &str) -> Result<Answer> {
        let link = self.url.expose_secret();
        let mut request =
            http.get(link).header(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        if let Some(range) = ask.range() {
            request = request.header(RANGE, range);
        }
        let (span, asked_at) = (Span::current(), Instant::now());
        let answer = request.send().await.map_err(|source| {
            // Its URL holds the signature, of which `lost` keeps the host.
            let lost = lost(&format!("the download of {file}"), source);
            span.record("cause", lost.to_string());
            lost
        })?;
        let status = answer.status();
        span.record("status", status.as_u16());
        if !matches!(status, StatusCode::OK | StatusCode::PARTIAL_CONTENT) {
            let headers = answer.headers().clone();
            let query = link.split_once('?').map_or("", |(_, query)| query);
            let body = timeout(REFUSAL, beginning(answer)).await.unwrap_or_default();
            let told = without_echo(ErrorFields::of_body(&body), query);
            let refusal = Refusal::new("the link", status, &headers, told);
            return Err(Kind::LinkRefused { file: file.to_owned(), refusal }.into());
        }
        let (headers, version) = (answer.headers().clone(), answer.version());
        let chunks = whole(answer).bytes_stream();
        let answer = Answer::new(status, version, &headers, CONTENT_DISPOSITION.as_str(), chunks);
        Ok(Answer { waited: asked_at.elapsed(), ..answer })
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").field("ends", &self.ends).finish_non_exhaustive()
    }
}

/// What the store said, without a message that is some proxy's page, and without what repeats part of the signature.
fn without_echo(told: ErrorFields, query: &str) -> ErrorFields {
    let decoded = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
    let is_echo = |text: &String| {
        let mut secret = query.split(['&', '=']).filter(|part| part.len() >= 8);
        secret.any(|part| text.contains(part) || text.contains(&decoded(part)))
    };
    let is_page = told.code.is_none();
    let kept = |text: Option<String>| text.filter(|text| !is_echo(text));
    ErrorFields {
        message: kept(told.message).filter(|_| !is_page),
        code: kept(told.code),
        request_id: kept(told.request_id),
    }
}

/// As much of a refusal as anyone reads. What a broken connection keeps back is no reason to lose the rest.
async fn beginning(mut answer: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < LONGEST_REFUSAL
        && let Ok(Some(chunk)) = answer.chunk().await
    {
        body.extend_from_slice(&chunk);
    }
    body.truncate(LONGEST_REFUSAL);
    body
}

#[cfg(test)]
mod tests {
    use super::{ErrorFields, without_echo};

    #[test]
    fn a_message_that_repeats_the_signature_is_dropped() {
        let query = "AWSAccessKeyId=AK1234567&Expires=1589530200&Signature=Fgi4%2BLOJ9frAX%3D";
        let told = |code: Option<&str>, message: &str| ErrorFields {
            code: code.map(Into::into),
            message: Some(message.into()),
            request_id: None,
        };
        let kept = |told| without_echo(told, query).message;
        assert_eq!(
            kept(told(Some("AccessDenied"), "Request has expired")).as_deref(),
            Some("Request has expired")
        );
        for echo in ["no /o?Signature=Fgi4%2BLOJ9frAX%3D", "got Fgi4+LOJ9frAX=", "until 1589530200"]
        {
            assert_eq!(kept(told(Some("AccessDenied"), echo)), None, "{echo}");
        }
        assert_eq!(kept(told(None, "<html>Not found: /o</html>")), None);
    }
}
