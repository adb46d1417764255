//! Answers that refuse, in the shapes the services use for them.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::front::RequestId;

/// A refusal with a JSON body.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    body: Body,
}

/// All services agree on the first two members and differ in what follows.
#[derive(Debug, Serialize)]
struct Body {
    error_code: &'static str,
    error_msg: String,
    /// DCS: always there, always null, which is how `()` is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    error_ext_msg: Option<()>,
    /// The API gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
}

impl Refusal {
    /// The shape of RDS, DDS and CloudDC.
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        let body = Body {
            error_code: code,
            error_msg: message.into(),
            error_ext_msg: None,
            request_id: None,
        };
        Self { status, body }
    }

    /// The shape of DCS.
    pub(crate) fn with_null_extension(mut self) -> Self {
        self.body.error_ext_msg = Some(());
        self
    }

    /// The shape of the gateway in front of all services.
    pub(crate) fn by_gateway(mut self, request: &RequestId) -> Self {
        self.body.request_id = Some(request.0.clone());
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
