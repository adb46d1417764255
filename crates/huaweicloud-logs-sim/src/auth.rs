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
use crate::identity::{Caller, Identities};
use crate::scenario::User;

/// How far the clocks of client and gateway may be apart.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(15);

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

/// The times a signature may be near: what the simulated clock says, and what it would say had nobody moved it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    pub(crate) here: Timestamp,
    pub(crate) unmoved: Timestamp,
}

/// Lets a request pass that carries a token or a right signature, and says who sent it.
pub(crate) fn authenticate(
    identities: &Identities,
    request: &Parts,
    body: &[u8],
    now: Now,
) -> Result<Caller, Denied> {
    if let Some(token) = request.headers.get("x-auth-token") {
        let user = token.to_str().ok().and_then(|token| identities.holder(token, now.here));
        return user.ok_or_else(|| Denied {
            code: "APIGW.0307",
            message: "The token must be updated.".to_owned(),
        });
    }
    let Some(authorization) = request.headers.get(AUTHORIZATION) else {
        return Err(Denied::signature("neither X-Auth-Token nor Authorization is there"));
    };
    let authorization =
        authorization.to_str().map_err(|_| Denied::signature("the header is not text"))?;
    verify(identities, &Authorization::parse(authorization)?, request, body, now)
}

fn verify(
    identities: &Identities,
    authorization: &Authorization<'_>,
    request: &Parts,
    body: &[u8],
    now: Now,
) -> Result<Caller, Denied> {
    let Some((number, user)) = identities.owner(authorization.access_key) else {
        return Err(Denied::signature("the access key does not exist"));
    };
    let date = date_of(&request.headers, now)?;
    let canonical = canonical::request(request, &authorization.signed_headers, body)?;
    let to_sign = canonical::string_to_sign(date, &canonical);
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(user.secret_key.as_bytes()) else {
        return Err(Denied::signature("the secret key is unusable"));
    };
    mac.chain_update(to_sign).verify_slice(&authorization.signature).map_err(|_| {
        // The gateway shows what it signed itself, with every header, be it a secret.
        let canonical = String::from_utf8_lossy(&canonical).replace('\n', "|");
        Denied::signature(format!("verify aksk signature fail, canonicalRequest:{canonical}"))
    })?;
    check_security_token(user, authorization, &request.headers)?;
    Ok(Caller { user: number, for_project: true })
}

/// Temporary keys are good for nothing without their token, which has to be signed, too.
fn check_security_token(
    user: &User,
    authorization: &Authorization<'_>,
    headers: &HeaderMap,
) -> Result<(), Denied> {
    const NAME: &str = "x-security-token";
    let Some(expected) = &user.security_token else { return Ok(()) };
    if headers.get(NAME).is_none_or(|given| given.as_bytes() != expected.as_bytes()) {
        return Err(Denied::signature("X-Security-Token is not that of the temporary access key"));
    }
    if !authorization.signed_headers.contains(&NAME) {
        return Err(Denied::signature("X-Security-Token is not signed"));
    }
    Ok(())
}

fn date_of(headers: &HeaderMap, now: Now) -> Result<&str, Denied> {
    let Some(given) = headers.get("x-sdk-date").and_then(|date| date.to_str().ok()) else {
        return Err(Denied::signature("X-Sdk-Date is missing"));
    };
    let date = DateTime::strptime("%Y%m%dT%H%M%SZ", given)
        .and_then(|date| date.to_zoned(TimeZone::UTC))
        .map_err(|_| Denied::signature("X-Sdk-Date is not of the form yyyyMMddTHHmmssZ"))?;
    let far = |now: Timestamp| date.timestamp().duration_since(now).abs() > TOLERANCE;
    if far(now.here) && far(now.unmoved) {
        return Err(Denied::signature("X-Sdk-Date is more than 15 minutes off"));
    }
    Ok(given)
}
