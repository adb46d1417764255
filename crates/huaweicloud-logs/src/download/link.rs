//! Opening a pre-signed link.

use huaweicloud_logs_api::ErrorFields;
use percent_encoding::percent_decode_str;
use reqwest::header::{ACCEPT_ENCODING, HeaderValue};
use reqwest::{Response, StatusCode};
use tracing::Span;
use url::Url;

use super::Body;
use crate::Result;
use crate::error::{Kind, Refusal, lost};
use crate::http::whole;

/// Longer than what any store says.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// Sends a plain GET: no token, no signature, no redirect. `file` is for messages.
pub(crate) async fn open(http: &reqwest::Client, link: &str, file: &str) -> Result<Body> {
    let refused =
        |why: &str| Kind::Unusable { doing: format!("the link of {file}"), why: why.to_owned() };
    let url = Url::parse(link).map_err(|_| refused("it is no URL"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused("it is neither http nor https").into());
    }
    let query = url.query().unwrap_or_default().to_owned();
    let request = http.get(url).header(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let span = Span::current();
    let answer = request.send().await.map_err(|source| {
        // Its URL holds the signature, of which `lost` keeps the host.
        let lost = lost(&format!("the download of {file}"), source);
        span.record("cause", lost.to_string());
        lost
    })?;
    span.record("status", answer.status().as_u16());
    if answer.status() != StatusCode::OK {
        let (status, headers) = (answer.status(), answer.headers().clone());
        let told = without_echo(ErrorFields::of_body(&beginning(answer).await), &query);
        let refusal = Refusal::new("the link", status, &headers, told);
        return Err(Kind::LinkRefused { file: file.to_owned(), refusal }.into());
    }
    let (headers, version) = (answer.headers().clone(), answer.version());
    Ok(Body::plain(&headers, version, whole(answer).bytes_stream()))
}

/// What the store said, without a message that is some proxy's page or repeats part of the signature.
fn without_echo(told: ErrorFields, query: &str) -> ErrorFields {
    let mut secret = query.split(['&', '=']).filter(|part| part.len() >= 8);
    let message = told.message.filter(|message| {
        let decoded = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
        told.code.is_some()
            && !secret.any(|part| message.contains(part) || message.contains(&decoded(part)))
    });
    ErrorFields { message, ..told }
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
