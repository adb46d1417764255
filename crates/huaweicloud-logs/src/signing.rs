//! SDK-HMAC-SHA256, the signature of Huawei Cloud's API gateway.
//!
//! What is signed is what is sent: the query is rewritten in its canonical form first, and headers
//! that are added afterwards are not listed as signed.

use std::time::SystemTime;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use url::{Position, Url};

use crate::Result;
use crate::credentials::AccessKey;
use crate::error::Kind;

const ALGORITHM: &str = "SDK-HMAC-SHA256";
const DATE: HeaderName = HeaderName::from_static("x-sdk-date");
const PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-sdk-content-sha256");
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";
/// SHA-256 of an empty body, which most calls have.
const HASH_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Everything but RFC 3986's unreserved characters is escaped.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Signs `request` as of `now`, adding the headers that the signature speaks of. Returns the signature.
///
/// A header value that can't be sent is left out; [`crate::Credentials`] are checked beforehand.
pub(crate) fn sign(
    request: &mut Request,
    key: &AccessKey,
    project_id: Option<&str>,
    now: Timestamp,
) -> String {
    if let Some(query) = canonical_query(request.url()) {
        request.url_mut().set_query(Some(&query));
    }

    let date = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    // With the port, if the URL has one.
    let host = HeaderValue::from_str(&request.url()[Position::BeforeHost..Position::AfterPort]);
    let headers = request.headers_mut();
    let mut set = |name: HeaderName, value: Result<HeaderValue, _>, secret: bool| {
        if let Ok(mut value) = value {
            value.set_sensitive(secret);
            headers.insert(name, value);
        }
    };
    set(HOST, host, false);
    set(DATE, HeaderValue::from_str(&date), false);
    if let Some(project_id) = project_id {
        set(PROJECT_ID, HeaderValue::from_str(project_id), false);
    }
    if let Some(token) = &key.security_token {
        set(SECURITY_TOKEN, HeaderValue::from_str(token.expose_secret()), true);
    }
    if !has_signed_body(headers) {
        headers.insert(CONTENT_SHA256, HeaderValue::from_static(UNSIGNED));
    }

    let (authorization, signature) = authorization(request, key, &date);
    if let Ok(mut value) = HeaderValue::try_from(authorization) {
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
    }
    signature
}

/// Takes an earlier signature off.
pub(crate) fn clear(request: &mut Request) {
    for ours in [AUTHORIZATION, DATE, PROJECT_ID, SECURITY_TOKEN, CONTENT_SHA256] {
        request.headers_mut().remove(ours);
    }
}

/// A time as `X-Sdk-Date` can state it.
pub(crate) fn timestamp(at: SystemTime) -> Result<Timestamp> {
    Timestamp::try_from(at).map_err(|_| {
        Kind::Config("the time of signing lies outside the years 1 to 9999".into()).into()
    })
}

/// The gateway takes the body of other content types unsigned.
fn has_signed_body(headers: &HeaderMap) -> bool {
    let Some(content_type) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return true;
    };
    ["application/json", "application/bson"].iter().any(|signed| content_type.starts_with(signed))
}

/// The value of the header Authorization for a request that is otherwise complete, and the signature in it.
pub(crate) fn authorization(request: &Request, key: &AccessKey, date: &str) -> (String, String) {
    let headers = signed_headers(request.headers());
    let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    let names = names.join(";");
    let (path, payload) = (canonical_path(request.url().path()), payload_hash(request));
    let query = request.url().query().unwrap_or_default();

    let mut canonical = Vec::with_capacity(1024);
    for line in [request.method().as_str(), &path, query] {
        canonical.extend_from_slice(line.as_bytes());
        canonical.push(b'\n');
    }
    for (name, value) in &headers {
        canonical.extend_from_slice(name.as_bytes());
        canonical.push(b':');
        canonical.extend_from_slice(value);
        canonical.push(b'\n');
    }
    for line in ["\n", &names, "\n", &payload] {
        canonical.extend_from_slice(line.as_bytes());
    }
    let to_sign = [ALGORITHM, "\n", date, "\n", &hex(&Sha256::digest(&canonical))].concat();
    let secret = key.secret_key.expose_secret().as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(to_sign.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    let access = [ALGORITHM, " Access=", &key.access_key];
    let value = [&access.concat(), ", SignedHeaders=", &names, ", Signature=", &signature].concat();
    (value, signature)
}

/// Every header but those whose name has an underscore, which gateways drop, sorted by name.
fn signed_headers(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    let mut signed: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes().trim_ascii()))
        .collect();
    signed.retain(|(name, _)| !name.contains(['_']));
    signed.sort_unstable();
    signed
}

/// Each segment decoded and encoded again, with a slash at the end.
fn canonical_path(path: &str) -> String {
    const BUT_SLASH: &AsciiSet = &ESCAPED.remove(b'/');
    let mut canonical = String::with_capacity(path.len() + 1);
    // Most paths have nothing to escape, and copying is much cheaper.
    if path.bytes().all(is_plain) {
        canonical.push_str(path);
    } else {
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        canonical.extend(utf8_percent_encode(&decoded, BUT_SLASH));
    }
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// A slash, or one of RFC 3986's unreserved characters.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/')
}

/// The pairs sorted by name, then value.
fn canonical_query(url: &Url) -> Option<String> {
    url.query()?;
    let mut pairs: Vec<_> = url.query_pairs().into_owned().collect();
    pairs.sort();
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    Some(pairs.join("&"))
}

fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// An empty body counts as signed, also where the body of that type wouldn't be.
fn payload_hash(request: &Request) -> String {
    let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
    let unsigned = request.headers().get(CONTENT_SHA256).filter(|_| !body.is_empty());
    match unsigned.and_then(|value| value.to_str().ok()) {
        Some(stated) => stated.to_owned(),
        None if body.is_empty() => HASH_OF_NOTHING.to_owned(),
        None => hex(&Sha256::digest(body)),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    // Two of these are in every call: `format!` for each byte would be a fifth of what it costs.
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HOST, HeaderName, HeaderValue};
    use reqwest::{Body, Method, Request};
    use serde_json::Value;
    use url::Url;

    use super::{
        AccessKey, authorization, canonical_path, canonical_query, escape, is_plain, sign,
    };

    const VECTORS: &str = include_str!("../../../openapi/vectors/signing.json");

    fn vectors() -> Vec<Value> {
        let file: Value = serde_json::from_str(VECTORS).unwrap();
        file["vectors"].as_array().unwrap().clone()
    }

    fn request(input: &Value) -> Request {
        let base = format!(
            "{}://{}{}",
            input["scheme"].as_str().unwrap(),
            input["host"].as_str().unwrap(),
            input["path"].as_str().unwrap()
        );
        let mut url = Url::parse(&base).unwrap();
        for pair in input["query"].as_array().unwrap() {
            let value = pair[1].as_str().map_or_else(|| pair[1].to_string(), ToOwned::to_owned);
            url.query_pairs_mut().append_pair(pair[0].as_str().unwrap(), &value);
        }
        let mut request = Request::new(
            Method::from_bytes(input["method"].as_str().unwrap().as_bytes()).unwrap(),
            url,
        );
        for (name, value) in input["headers"].as_object().unwrap() {
            let name: HeaderName = name.parse().unwrap();
            request
                .headers_mut()
                .insert(name, HeaderValue::from_str(value.as_str().unwrap()).unwrap());
        }
        if let Some(body) = input["body"].as_str() {
            *request.body_mut() = Some(Body::from(body.to_owned()));
        }
        request
    }

    fn key(input: &Value) -> AccessKey {
        let key = AccessKey::new(input["ak"].as_str().unwrap(), input["sk"].as_str().unwrap());
        match input["security_token"].as_str() {
            Some(token) => key.with_security_token(token),
            None => key,
        }
    }

    #[test]
    fn every_vector_of_the_official_signers_is_met() {
        let mut seen = 0;
        for vector in vectors() {
            let (input, expected) = (&vector["input"], vector["authorization"].as_str().unwrap());
            let mut request = request(input);
            let signed = match input["project_id"].as_str() {
                Some(project_id) => {
                    let now = input["timestamp"].as_str().unwrap();
                    let now = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", now).unwrap();
                    let now = now.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
                    sign(&mut request, &key(input), Some(project_id), now);
                    request.headers()["authorization"].to_str().unwrap().to_owned()
                }
                // Made by a signer that adds no header of its own.
                None => {
                    authorization(&request, &key(input), input["timestamp"].as_str().unwrap()).0
                }
            };
            assert_eq!(signed, expected, "{}", vector["name"]);
            if let Some(uri) = vector["final_uri"].as_str() {
                let url = request.url();
                let sent = url
                    .query()
                    .map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
                assert_eq!(sent, uri, "{}", vector["name"]);
            }
            seen += 1;
        }
        assert!(seen >= 10, "only {seen} vectors");
    }

    #[test]
    fn each_part_of_the_request_changes_the_signature() {
        let vector = &vectors()[4];
        let sign = |change: &dyn Fn(&mut Request)| {
            let mut request = request(&vector["input"]);
            change(&mut request);
            authorization(&request, &key(&vector["input"]), "20260115T083045Z")
        };
        let original = sign(&|_| {});
        for (what, change) in [
            (
                "method",
                &(|request: &mut Request| *request.method_mut() = Method::PUT)
                    as &dyn Fn(&mut Request),
            ),
            ("path", &|request| request.url_mut().set_path("/other")),
            ("query", &|request| request.url_mut().set_query(Some("a=b"))),
            ("header", &|request| {
                request.headers_mut().insert(HOST, HeaderValue::from_static("elsewhere"));
            }),
            ("body", &|request| *request.body_mut() = Some(Body::from("{}"))),
        ] {
            assert_ne!(sign(change), original, "{what}");
        }
    }

    #[test]
    fn what_is_plain_in_a_path_is_what_is_not_escaped() {
        for byte in 0..=u8::MAX {
            let letter = char::from(byte).to_string();
            let unescaped = byte == b'/' || escape(&letter) == letter;
            assert_eq!(is_plain(byte), unescaped, "{letter:?}");
        }
        assert_eq!(canonical_path("/v3/a-b_c.d~e"), "/v3/a-b_c.d~e/");
        assert_eq!(canonical_path("/a%2Db/%e4%bd%a0(/"), "/a-b/%E4%BD%A0%28/");
    }

    #[test]
    fn a_query_is_sent_in_the_form_that_was_signed() {
        let url = Url::parse("https://h/p?b=2&a=x%20y&a=%2A&c").unwrap();
        assert_eq!(canonical_query(&url).as_deref(), Some("a=%2A&a=x%20y&b=2&c="));
        assert_eq!(canonical_query(&Url::parse("https://h/p").unwrap()), None);
    }

    #[test]
    fn a_body_of_another_type_is_declared_unsigned() {
        let mut request = Request::new(Method::PUT, Url::parse("https://h/p").unwrap());
        request.headers_mut().insert("content-type", HeaderValue::from_static("text/plain"));
        *request.body_mut() = Some(Body::from("x"));
        sign(&mut request, &AccessKey::new("ak", "sk"), Some("p"), jiff::Timestamp::UNIX_EPOCH);
        assert_eq!(request.headers()["x-sdk-content-sha256"], "UNSIGNED-PAYLOAD");
    }
}
