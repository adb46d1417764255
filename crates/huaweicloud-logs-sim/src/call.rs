//! A call of an API operation that the gateway let through.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Path, Request};
use axum::http::{Method, StatusCode};
use bytes::Bytes;
use http_body_util::LengthLimitError;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::arrival::{Arrived, LARGEST_BODY, is_json};
use crate::auth::{self, Now};
use crate::clock::http_date;
use crate::cloud::Cloud;
use crate::front::method_refused;
use crate::identity::Caller;
use crate::query;
use crate::refusal::{self, Refusal};
use crate::scenario::RetryAfter;
use crate::service::Service;

/// An authenticated call within the caller's quota. Taking it as a handler's argument is what makes an operation
/// require credentials.
#[derive(Debug)]
pub(crate) struct Call<P> {
    /// The parameters in the path, in the order of the route.
    pub(crate) path: P,
    pub(crate) arrived: Arrived,
    query: Vec<(String, String)>,
    body: Bytes,
    json: bool,
}

impl<P> Call<P> {
    /// A query parameter; the first one if it is given more than once.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// Whether there is no body, and nothing that speaks of one.
    pub(crate) fn is_bare(&self) -> bool {
        self.body.is_empty() && !self.json
    }

    /// The body as a JSON object. No body counts as an empty object, whatever the content type says:
    /// the official clients send `Content-Type: application/json` with every request.
    ///
    /// # Errors
    ///
    /// What is wrong with the body, for a message.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, String> {
        if self.body.is_empty() {
            return Ok(Map::new());
        }
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) => Err("the request body is not a JSON object".to_owned()),
            Err(error) => Err(format!("the request body is not JSON: {error}")),
        }
    }
}

impl<P: DeserializeOwned + Send> FromRequest<Arc<Cloud>> for Call<P> {
    type Rejection = Refusal;

    async fn from_request(request: Request, cloud: &Arc<Cloud>) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        // Every request passes the front first, where it is noted.
        let Some(arrived) = Arrived::of(&parts.extensions) else {
            let message = "The request came past the gateway.";
            return Err(Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "APIGW.0201", message));
        };
        // axum sends HEAD to the handlers of GET; the gateway knows no HEAD.
        if parts.method == Method::HEAD {
            return Err(method_refused(&arrived, parts.extensions.get()));
        }
        let body = read(body, &arrived).await?;
        let now = Now { here: cloud.clock.now(), unmoved: cloud.clock.unmoved() };
        let caller =
            auth::authenticate(&cloud.identities, &parts, &body, now).map_err(|denied| {
                match arrived.service {
                    Service::Iam => Refusal::by_keystone(
                        StatusCode::UNAUTHORIZED,
                        "The request you have made requires authentication.",
                    ),
                    _ => Refusal::new(StatusCode::UNAUTHORIZED, denied.code, denied.message)
                        .by_gateway(&arrived.id),
                }
            })?;
        if arrived.service != Service::Iam {
            may_use(&caller, &arrived)?;
            within_quota(cloud, &arrived, caller.user)?;
        }
        let Path(path) = Path::from_request_parts(&mut parts, cloud).await.map_err(|error| {
            let message = format!("The path cannot be read: {error}");
            Refusal::new(StatusCode::BAD_REQUEST, "APIGW.0201", message).by_gateway(&arrived.id)
        })?;
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let query = query::pairs(parts.uri.query().unwrap_or_default())
            .into_iter()
            .map(|(name, value)| (text(name), text(value)))
            .collect();
        let json = is_json(&parts.headers);
        Ok(Self { path, arrived, query, body, json })
    }
}

/// Reads a whole body, up to the gateway's limit.
pub(crate) async fn read(body: axum::body::Body, arrived: &Arrived) -> Result<Bytes, Refusal> {
    to_bytes(body, LARGEST_BODY).await.map_err(|error| {
        let too_large = error.into_inner().is::<LengthLimitError>();
        let (status, message) = if too_large {
            (StatusCode::PAYLOAD_TOO_LARGE, "The request body is larger than 12 MiB.")
        } else {
            (StatusCode::BAD_REQUEST, "The request body was cut off.")
        };
        Refusal::new(status, "APIGW.0201", message).by_gateway(&arrived.id)
    })
}

/// A token for the whole account is none for a project's services.
fn may_use(caller: &Caller, arrived: &Arrived) -> Result<(), Refusal> {
    if caller.for_project {
        return Ok(());
    }
    let message = "The token must be updated: it is not for a project.";
    Err(Refusal::new(StatusCode::UNAUTHORIZED, "APIGW.0307", message).by_gateway(&arrived.id))
}

fn within_quota(cloud: &Cloud, arrived: &Arrived, user: usize) -> Result<(), Refusal> {
    let quota = &cloud.scenario.quota;
    let Some(calls) = quota.calls_per_minute else { return Ok(()) };
    let now = cloud.clock.now();
    cloud.meter.count(calls, arrived.service, user, now).map_err(|again| {
        let retry_after = match quota.retry_after {
            RetryAfter::None => None,
            RetryAfter::Seconds => {
                let wait = again.duration_since(now);
                Some((wait.as_secs() + i64::from(wait.subsec_nanos() > 0)).to_string())
            }
            // HTTP has no fractions of seconds; the next whole one is late enough.
            RetryAfter::Date => Some(http_date(
                again.saturating_add(jiff::SignedDuration::from_secs(1)).unwrap_or(again),
            )),
        };
        refusal::of_gateway(StatusCode::TOO_MANY_REQUESTS, &arrived.id)
            .with_retry_after(retry_after)
    })
}
