//! Signature verification against recorded signatures of the official signers, whole and tampered with.

use axum::http::request::{Builder, Parts};
use axum::http::{HeaderName, HeaderValue, Method, Request, Uri};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::header::Authorization;
use super::{Now, authenticate, canonical};
use crate::identity::Identities;
use crate::scenario::{Account, User};

struct Vector {
    name: String,
    request: Parts,
    body: Vec<u8>,
    access_key: String,
    secret_key: String,
    now: Timestamp,
    canonical: String,
    to_sign: String,
}

impl Vector {
    fn read(vector: &Value) -> Self {
        let input = &vector["input"];
        // One vector comes from a source that says nothing of the final form of the request.
        let uri = vector["final_uri"].as_str().map(str::to_owned).unwrap_or_else(|| {
            let query: Vec<_> = input["query"]
                .as_array()
                .unwrap()
                .iter()
                .map(|pair| format!("{}={}", text(&pair[0]), text(&pair[1])))
                .collect();
            format!("{}?{}", text(&input["path"]), query.join("&"))
        });
        let headers = vector["final_headers"].as_object().or(input["headers"].as_object()).unwrap();
        let mut request = Request::builder().method(text(&input["method"]).as_str()).uri(uri);
        for (name, value) in headers {
            request = request.header(name, text(value));
        }
        if !headers.contains_key("Authorization") {
            request = request.header("Authorization", text(&vector["authorization"]));
        }
        Self {
            name: text(&vector["name"]),
            request: parts(request),
            body: bytes_of(input["body_hex"].as_str().unwrap_or_default()),
            access_key: text(&input["ak"]),
            secret_key: text(&input["sk"]),
            now: time(&text(&input["timestamp"])),
            canonical: text(&vector["canonical_request"]),
            to_sign: text(&vector["string_to_sign"]),
        }
    }

    fn passes(&self) -> Result<(), String> {
        let keys = keys(&self.access_key, &self.secret_key);
        authenticate(&keys, &self.request, &self.body, at(self.now)).map(|_| ()).map_err(|denied| {
            assert_eq!(denied.code, "APIGW.0301");
            denied.message
        })
    }

    fn set(&mut self, name: &str, value: &str) {
        self.request
            .headers
            .insert(HeaderName::try_from(name).unwrap(), HeaderValue::try_from(value).unwrap());
    }

    fn header(&self, name: &str) -> String {
        self.request.headers[name].to_str().unwrap().to_owned()
    }
}

fn keys(access_key: &str, secret_key: &str) -> Identities {
    let user = User {
        access_key: access_key.to_owned(),
        secret_key: secret_key.to_owned(),
        ..User::default()
    };
    let account = Account { users: vec![user], ..Account::default() };
    Identities::new(&account, 0, Timestamp::now())
}

fn at(now: Timestamp) -> Now {
    Now { here: now, unmoved: now }
}

fn vectors() -> Vec<Vector> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/vectors/signing.json");
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    file["vectors"].as_array().unwrap().iter().map(Vector::read).collect()
}

fn vector(name: &str) -> Vector {
    vectors().into_iter().find(|vector| vector.name == name).unwrap()
}

fn parts(request: Builder) -> Parts {
    request.body(()).unwrap().into_parts().0
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn time(basic: &str) -> Timestamp {
    jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", basic)
        .unwrap()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .unwrap()
        .timestamp()
}

/// Denied, and for the reason a wrong signature is denied.
#[track_caller]
fn assert_tampered(vector: &Vector) {
    let message = vector.passes().unwrap_err();
    assert!(message.contains("verify aksk signature fail"), "{message}");
}

#[test]
fn every_vector_is_accepted_and_rebuilt_byte_for_byte() {
    let vectors = vectors();
    assert!(vectors.len() >= 10);
    for vector in vectors {
        assert_eq!(vector.passes(), Ok(()), "{}", vector.name);
        let header = vector.header("authorization");
        let signed = Authorization::parse(&header).unwrap().signed_headers;
        let canonical = canonical::request(&vector.request, &signed, &vector.body).unwrap();
        assert_eq!(str::from_utf8(&canonical).unwrap(), vector.canonical, "{}", vector.name);
        let date = vector.header("x-sdk-date");
        assert_eq!(canonical::string_to_sign(&date, &canonical), vector.to_sign, "{}", vector.name);
    }
}

#[test]
fn each_part_of_a_request_is_covered() {
    let fresh = || vector("get_query_sorted");
    let mut other = fresh();
    other.request.method = Method::POST;
    assert_tampered(&other);
    let mut other = fresh();
    other.request.uri =
        Uri::try_from(other.request.uri.to_string().replace("/instances", "/instance")).unwrap();
    assert_tampered(&other);
    let mut other = fresh();
    other.request.uri =
        Uri::try_from(other.request.uri.to_string().replace("limit=100", "limit=101")).unwrap();
    assert_tampered(&other);
    let mut other = fresh();
    other.request.uri = Uri::try_from(format!("{}&more=1", other.request.uri)).unwrap();
    assert_tampered(&other);
    for header in ["content-type", "host", "user-agent", "x-project-id"] {
        let mut other = fresh();
        other.set(header, "other");
        assert_tampered(&other);
    }
    let mut other = fresh();
    other.set("x-sdk-date", "20260115T083046Z");
    assert_tampered(&other);
    let mut other = fresh();
    other.secret_key.push('x');
    assert_tampered(&other);
    let mut other = fresh();
    other.body = b"{}".to_vec();
    assert_tampered(&other);
    let mut other = vector("post_json_body");
    other.body[0] ^= 1;
    assert_tampered(&other);
    let mut other = vector("get_security_token");
    other.set("x-security-token", "other");
    assert_tampered(&other);
}

#[test]
fn each_part_of_the_authorization_header_is_covered() {
    let fresh = vector("get_no_query");
    let header = fresh.header("authorization");
    for (from, to) in [
        (";x-project-id", ""),
        ("content-type;host", "host;content-type"),
        ("Signature=38", "Signature=39"),
    ] {
        assert!(header.contains(from));
        let mut other = vector("get_no_query");
        other.set("authorization", &header.replace(from, to));
        assert_tampered(&other);
    }
    let mut other = vector("get_no_query");
    other.set("authorization", &header.replace("Access=", "Access=X"));
    assert!(other.passes().unwrap_err().contains("access key does not exist"));
}

#[test]
fn the_order_of_the_query_and_unsigned_headers_do_not_matter() {
    let mut other = vector("get_query_sorted");
    let uri = other.request.uri.to_string();
    let (path, query) = uri.split_once('?').unwrap();
    let reversed: Vec<_> = query.split('&').rev().collect();
    other.request.uri = Uri::try_from(format!("{path}?{}", reversed.join("&"))).unwrap();
    other.set("accept", "*/*");
    assert_eq!(other.passes(), Ok(()));
}

#[test]
fn a_signed_header_that_is_gone_is_named() {
    let mut other = vector("get_no_query");
    other.request.headers.remove("x-project-id");
    assert!(other.passes().unwrap_err().contains("x-project-id"));
}

#[test]
fn the_clocks_may_be_fifteen_minutes_apart_either_way() {
    for (seconds, accepted) in [(-901, false), (-900, true), (900, true), (901, false)] {
        let mut other = vector("get_no_query");
        other.now += SignedDuration::from_secs(seconds);
        assert_eq!(other.passes().is_ok(), accepted, "{seconds} s");
    }
}

#[test]
fn a_missing_or_unreadable_date_is_refused() {
    for date in ["", "2026-01-15T08:30:45Z", "20260115T083045", "yesterday"] {
        let mut other = vector("get_no_query");
        other.set("x-sdk-date", date);
        assert!(other.passes().unwrap_err().contains("X-Sdk-Date"), "{date}");
    }
    let mut other = vector("get_no_query");
    other.request.headers.remove("x-sdk-date");
    assert!(other.passes().unwrap_err().contains("X-Sdk-Date is missing"));
}

#[test]
fn a_declared_content_hash_must_be_true() {
    let mut other = vector("post_json_body");
    other.set("x-sdk-content-sha256", &"0".repeat(64));
    assert!(other.passes().unwrap_err().contains("X-Sdk-Content-Sha256"));
}

/// Signs with the crate's own pieces; that they are right is what the vectors above show.
fn signed(headers: &[(&str, &str)], body: &[u8]) -> Parts {
    use hmac::{Hmac, KeyInit as _, Mac as _};

    let mut request = Request::builder().method("POST").uri("/v1/thing");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = parts(request);
    let names: Vec<_> = headers.iter().map(|(name, _)| *name).collect();
    let canonical = canonical::request(&request, &names, body).unwrap();
    let mac = Hmac::<sha2::Sha256>::new_from_slice(b"SK").unwrap();
    let signature = mac
        .chain_update(canonical::string_to_sign("20260115T083045Z", &canonical))
        .finalize()
        .into_bytes();
    let header = format!(
        "SDK-HMAC-SHA256 Access=AK, SignedHeaders={}, Signature={}",
        names.join(";"),
        crate::ids::hex(&signature)
    );
    request.headers.insert("authorization", HeaderValue::try_from(header).unwrap());
    request
}

#[test]
fn a_body_declared_unsigned_may_change_but_an_empty_one_may_not_appear() {
    let keys = keys("AK", "SK");
    let now = time("20260115T083045Z");
    let headers =
        [("x-sdk-content-sha256", "UNSIGNED-PAYLOAD"), ("x-sdk-date", "20260115T083045Z")];
    let request = signed(&headers, b"one");
    assert!(authenticate(&keys, &request, b"one", at(now)).is_ok());
    assert!(authenticate(&keys, &request, b"another", at(now)).is_ok());
    assert!(authenticate(&keys, &request, b"", at(now)).is_err());
    let request = signed(&headers, b"");
    assert!(authenticate(&keys, &request, b"", at(now)).is_ok());
    assert!(authenticate(&keys, &request, b"one", at(now)).is_err());
}

#[test]
fn a_repeated_header_is_signed_as_one_list() {
    let mut request = signed(&[("x-sdk-date", "20260115T083045Z"), ("x-tag", "a,b")], b"");
    request.headers.remove("x-tag");
    request.headers.append("x-tag", HeaderValue::from_static("a"));
    request.headers.append("x-tag", HeaderValue::from_static("b"));
    let keys = keys("AK", "SK");
    assert!(authenticate(&keys, &request, b"", at(time("20260115T083045Z"))).is_ok());
}

#[test]
fn a_token_passes_and_wins_over_a_signature_until_it_expires() {
    let mut request = vector("get_no_query");
    request.set("authorization", "nonsense");
    let now = Timestamp::now();
    let keys = keys(&request.access_key, &request.secret_key);
    let token = keys.first_token().to_owned();
    let code = |token: &str, now| {
        let mut request = request.request.clone();
        request.headers.insert("x-auth-token", HeaderValue::try_from(token).unwrap());
        authenticate(&keys, &request, b"", at(now))
            .map(|caller| caller.user)
            .map_err(|denied| denied.code)
    };
    assert_eq!(code(&token, now), Ok(0));
    assert_eq!(code(&token.replace("simulated", "simulates"), now), Err("APIGW.0307"));
    let day = SignedDuration::from_hours(24);
    assert_eq!(code(&token, now + day - SignedDuration::from_secs(1)), Ok(0));
    assert_eq!(code(&token, now + day + SignedDuration::from_secs(1)), Err("APIGW.0307"));
}

#[test]
fn temporary_keys_are_good_for_nothing_without_their_token() {
    let signed = vector("get_security_token");
    let plain = vector("get_no_query");
    let user = User {
        access_key: signed.access_key.clone(),
        secret_key: signed.secret_key.clone(),
        security_token: Some(signed.header("x-security-token")),
        ..User::default()
    };
    let account = Account { users: vec![user], ..Account::default() };
    let keys = Identities::new(&account, 0, Timestamp::now());
    let check = |vector: &Vector| {
        authenticate(&keys, &vector.request, &vector.body, at(vector.now))
            .map(|caller| caller.user)
            .map_err(|denied| denied.message)
    };
    assert_eq!(check(&signed), Ok(0));
    assert!(check(&plain).unwrap_err().contains("X-Security-Token is not that"));

    // There, but not part of what was signed.
    let mut added = vector("get_no_query");
    added.set("x-security-token", &signed.header("x-security-token"));
    assert_eq!([&added.access_key, &added.secret_key], [&signed.access_key, &signed.secret_key]);
    assert!(check(&added).unwrap_err().contains("X-Security-Token is not signed"));
}
