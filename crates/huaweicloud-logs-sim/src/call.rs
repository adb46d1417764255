//! A call of an API operation that the gateway let through.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Path, Request};
use axum::http::{Method, StatusCode};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::auth;
use crate::cloud::Cloud;
use crate::front::{RequestId, wrong_method};
use crate::query;
use crate::refusal::Refusal;

/// The gateway's limit.
const LARGEST_BODY: usize = 12 << 20;

/// An authenticated call. Taking it as a handler's argument is what makes an operation require credentials.
#[derive(Debug)]
pub(crate) struct Call<P> {
    /// The parameters in the path, in the order of the route.
    pub(crate) path: P,
    query: Vec<(String, String)>,
    body: Bytes,
}

impl<P> Call<P> {
    /// A query parameter; the first one if it is given more than once.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
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
        let id = parts.extensions.get().cloned().unwrap_or_else(|| RequestId(cloud.ids.hex()));
        // axum sends HEAD to the handlers of GET; the gateway knows no HEAD.
        if parts.method == Method::HEAD {
            return Err(wrong_method(axum::Extension(id), parts.method, parts.uri).await);
        }
        let body = to_bytes(body, LARGEST_BODY).await.map_err(|error| {
            let message = format!("The request body is too large or was cut off: {error}");
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "APIGW.0201", message).by_gateway(&id)
        })?;
        auth::authenticate(&cloud.keys(), &parts, &body, cloud.clock.now()).map_err(|denied| {
            Refusal::new(StatusCode::UNAUTHORIZED, denied.code, denied.message).by_gateway(&id)
        })?;
        let Path(path) = Path::from_request_parts(&mut parts, cloud).await.map_err(|error| {
            let message = format!("The path cannot be read: {error}");
            Refusal::new(StatusCode::BAD_REQUEST, "APIGW.0201", message).by_gateway(&id)
        })?;
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let query = query::pairs(parts.uri.query().unwrap_or_default())
            .into_iter()
            .map(|(name, value)| (text(name), text(value)))
            .collect();
        Ok(Self { path, query, body })
    }
}
