//! The text a signature of SDK-HMAC-SHA256 covers, rebuilt from the request as received.

use axum::http::HeaderMap;
use axum::http::request::Parts;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use sha2::{Digest as _, Sha256};

use super::Denied;
use crate::ids::hex;
use crate::query;

/// Everything but the unreserved characters is encoded, in paths and in queries alike.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

const CONTENT_HASH: &str = "x-sdk-content-sha256";
const UNSIGNED_PAYLOAD: &[u8] = b"UNSIGNED-PAYLOAD";

/// The canonical request.
pub(super) fn request(
    request: &Parts,
    signed_headers: &[&str],
    body: &[u8],
) -> Result<Vec<u8>, Denied> {
    let mut text = format!(
        "{}\n{}\n{}\n",
        request.method,
        path(request.uri.path()),
        query(request.uri.query().unwrap_or_default()),
    )
    .into_bytes();
    for name in signed_headers {
        text.extend_from_slice(name.as_bytes());
        text.push(b':');
        text.extend_from_slice(&header(&request.headers, name)?);
        text.push(b'\n');
    }
    text.push(b'\n');
    text.extend_from_slice(signed_headers.join(";").as_bytes());
    text.push(b'\n');
    text.extend_from_slice(content_hash(&request.headers, body)?.as_bytes());
    Ok(text)
}

/// What is signed: the algorithm, the date and the hash of the canonical request.
pub(super) fn string_to_sign(date: &str, canonical: &[u8]) -> String {
    format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Sha256::digest(canonical)))
}

/// The path is decoded as a whole before it is split, so an encoded slash splits too.
fn path(path: &str) -> String {
    let decoded: Vec<u8> = percent_decode_str(path).collect();
    let pieces: Vec<_> = decoded.split(|&byte| byte == b'/').map(encode).collect();
    let mut path = pieces.join("/");
    if !path.ends_with('/') {
        path.push('/');
    }
    path
}

fn query(query: &str) -> String {
    let mut pairs = query::pairs(query);
    pairs.sort_unstable();
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    percent_encode(bytes.as_ref(), RESERVED).to_string()
}

fn header(headers: &HeaderMap, name: &str) -> Result<Vec<u8>, Denied> {
    let values: Vec<_> =
        headers.get_all(name).iter().map(|value| value.as_bytes().trim_ascii()).collect();
    if values.is_empty() {
        return Err(Denied::signature(format!("the signed header {name:?} is not there")));
    }
    Ok(values.join(&b","[..]))
}

/// A body's hash, unless the client declared the body unsigned. No body is never "unsigned".
fn content_hash(headers: &HeaderMap, body: &[u8]) -> Result<String, Denied> {
    let actual = hex(&Sha256::digest(body));
    match headers.get(CONTENT_HASH) {
        Some(given) if !body.is_empty() && given.as_bytes() == UNSIGNED_PAYLOAD => {
            Ok(String::from_utf8_lossy(UNSIGNED_PAYLOAD).into_owned())
        }
        Some(given) if !body.is_empty() && given.as_bytes() != actual.as_bytes() => {
            Err(Denied::signature("X-Sdk-Content-Sha256 is not the hash of the body"))
        }
        _ => Ok(actual),
    }
}
