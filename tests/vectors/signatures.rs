//! Requests signed by the library, in the terms of the vectors.

use std::collections::BTreeMap;

use huaweicloud_logs::{AccessKey, reading};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Body, Request, Url};
use serde_json::{Value, json};
use xtask::vectors::signing::{Input, Vector};

/// What a vector says of the request that is sent.
pub(crate) fn expected(vector: &Vector) -> Value {
    json!({
        "authorization": vector.authorization,
        "uri": vector.final_uri,
        "headers": vector.final_headers.as_ref().map(small),
    })
}

/// The request that the library makes of a vector's input.
pub(crate) fn made(vector: &Vector) -> Value {
    let input = &vector.input;
    let mut request = request(input);
    let key = AccessKey::new(&input.ak, &input.sk);
    let key = match &input.security_token {
        Some(token) => key.with_security_token(token),
        None => key,
    };
    let Some(project) = &input.project_id else {
        // Made by a signer that adds no header of its own and doesn't show what it sends.
        let authorization = reading::authorization(&request, &key, &input.timestamp);
        return json!({ "authorization": authorization, "uri": null, "headers": null });
    };
    let at = DateTime::strptime("%Y%m%dT%H%M%SZ", &input.timestamp).unwrap();
    let at = at.to_zoned(TimeZone::UTC).unwrap().timestamp();
    key.sign(&mut request, Some(project), at.into()).unwrap();
    let url = request.url();
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let headers = text(request.headers());
    json!({
        "authorization": headers["authorization"],
        "uri": format!("{}{query}", url.path()),
        "headers": headers,
    })
}

fn request(input: &Input) -> Request {
    let mut url = Url::parse(&format!("{}://{}{}", input.scheme, input.host, input.path)).unwrap();
    for (name, value) in &input.query {
        let value = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        url.query_pairs_mut().append_pair(name, &value);
    }
    let mut request = Request::new(input.method.parse().unwrap(), url);
    for (name, value) in &input.headers {
        let name: HeaderName = name.parse().unwrap();
        request.headers_mut().insert(name, HeaderValue::from_str(value).unwrap());
    }
    *request.body_mut() = input.body.clone().map(Body::from);
    request
}

/// Headers with their names in small letters, and without the space around their values that nobody sends.
fn text(headers: &HeaderMap) -> BTreeMap<String, String> {
    let text = |value: &HeaderValue| value.to_str().unwrap().trim().to_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

fn small(headers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).collect()
}
