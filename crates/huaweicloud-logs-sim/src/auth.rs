//! Who may call: a token, or a request signed with an access key.

mod canonical;
mod header;
#[cfg(test)]
mod vectors;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

use self::header::Authorization;

/// How far the clocks of client and gateway may be apart.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(15);

/// What opens the simulator.
#[derive(Clone, Copy)]
pub(crate) struct Keys<'a> {
    pub(crate) access_key: &'a str,
    pub(crate) secret_key: &'a str,
    pub(crate) token: &'a str,
}

/// Why a request was turned away; the gateway answers it with 401.
#[derive(Debug)]
pub(crate) struct Denied {
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl Denied {
    fn signature(reason: impl std::fmt::Display) -> Self {
        Self {
            code: "APIGW.0301",
            message: format!("Incorrect IAM authentication information: {reason}"),
        }
    }
}

/// Lets a request pass that carries the token or a right signature.
pub(crate) fn authenticate(
    keys: &Keys<'_>,
    request: &Parts,
    body: &[u8],
    now: Timestamp,
) -> Result<(), Denied> {
    if let Some(token) = request.headers.get("x-auth-token") {
        return if same(token.as_bytes(), keys.token.as_bytes()) {
            Ok(())
        } else {
            Err(Denied { code: "APIGW.0307", message: "The token must be updated.".to_owned() })
        };
    }
    let Some(authorization) = request.headers.get(AUTHORIZATION) else {
        return Err(Denied::signature("neither X-Auth-Token nor Authorization is there"));
    };
    let authorization =
        authorization.to_str().map_err(|_| Denied::signature("the header is not text"))?;
    verify(keys, &Authorization::parse(authorization)?, request, body, now)
}

fn verify(
    keys: &Keys<'_>,
    authorization: &Authorization<'_>,
    request: &Parts,
    body: &[u8],
    now: Timestamp,
) -> Result<(), Denied> {
    if !same(authorization.access_key.as_bytes(), keys.access_key.as_bytes()) {
        return Err(Denied::signature("the access key does not exist"));
    }
    let date = date_of(&request.headers, now)?;
    let canonical = canonical::request(request, &authorization.signed_headers, body)?;
    let to_sign = canonical::string_to_sign(date, &canonical);
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(keys.secret_key.as_bytes()) else {
        return Err(Denied::signature("the secret key is unusable"));
    };
    mac.chain_update(to_sign)
        .verify_slice(&authorization.signature)
        .map_err(|_| Denied::signature("verify signature failed"))
}

fn date_of(headers: &HeaderMap, now: Timestamp) -> Result<&str, Denied> {
    let Some(given) = headers.get("x-sdk-date").and_then(|date| date.to_str().ok()) else {
        return Err(Denied::signature("X-Sdk-Date is missing"));
    };
    let date = DateTime::strptime("%Y%m%dT%H%M%SZ", given)
        .and_then(|date| date.to_zoned(TimeZone::UTC))
        .map_err(|_| Denied::signature("X-Sdk-Date is not of the form yyyyMMddTHHmmssZ"))?;
    if date.timestamp().duration_since(now).abs() > TOLERANCE {
        return Err(Denied::signature("X-Sdk-Date is more than 15 minutes off"));
    }
    Ok(given)
}

/// Compares without telling by its time how much was right.
fn same(given: &[u8], expected: &[u8]) -> bool {
    given.len() == expected.len()
        && given.iter().zip(expected).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}
