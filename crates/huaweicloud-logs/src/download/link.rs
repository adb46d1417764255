//! Opening a pre-signed link.

use reqwest::header::{ACCEPT_ENCODING, HeaderValue};
use url::Url;

use super::Body;
use crate::Result;
use crate::error::Kind;

/// Sends a plain GET: no token, no signature, no redirect. `file` is for messages.
pub(crate) async fn open(http: &reqwest::Client, link: &str, file: &str) -> Result<Body> {
    let refused =
        |why: &str| Kind::Unusable { doing: format!("the link of {file}"), why: why.to_owned() };
    let url = Url::parse(link).map_err(|_| refused("it is no URL"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused("it is neither http nor https").into());
    }
    let request = http.get(url).header(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let answer = request.send().await.map_err(|source| Kind::Network {
        doing: format!("the download of {file}"),
        // Its URL holds the signature.
        source: source.without_url(),
    })?;
    if answer.status() != reqwest::StatusCode::OK {
        return Err(
            Kind::LinkRefused { file: file.to_owned(), status: answer.status().as_u16() }.into()
        );
    }
    let headers = answer.headers().clone();
    Ok(Body::plain(&headers, answer.bytes_stream()))
}
