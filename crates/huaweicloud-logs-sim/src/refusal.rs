//! Answers that refuse, in the shapes the services use for them.

use std::borrow::Cow;

use axum::Json;
use axum::http::header::{ALLOW, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::arrival::RequestId;

/// A refusal with a JSON body.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: Cow<'static, str>,
    message: String,
    shape: Shape,
    /// A header that belongs to it.
    header: Option<Box<(HeaderName, String)>>,
}

/// How a service writes down what is wrong.
#[derive(Debug)]
enum Shape {
    /// RDS, DDS and CloudDC.
    Plain,
    /// DCS adds a member that is always null.
    NullExtension,
    /// The gateway adds the request's id.
    Gateway(String),
    /// IAM has the status in place of a code, as a number.
    Keystone,
}

impl Refusal {
    /// The shape of RDS, DDS and CloudDC.
    pub(crate) fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
            shape: Shape::Plain,
            header: None,
        }
    }

    /// The shape of DCS.
    pub(crate) fn with_null_extension(mut self) -> Self {
        self.shape = Shape::NullExtension;
        self
    }

    /// The shape of the gateway in front of all services.
    pub(crate) fn by_gateway(mut self, request: &RequestId) -> Self {
        self.shape = Shape::Gateway(request.0.clone());
        self
    }

    /// The shape of IAM, which has no codes.
    pub(crate) fn by_keystone(status: StatusCode, message: impl Into<String>) -> Self {
        Self { shape: Shape::Keystone, ..Self::new(status, "", message) }
    }

    /// Says when to come back.
    pub(crate) fn with_retry_after(mut self, value: Option<String>) -> Self {
        self.header = value.map(|value| Box::new((RETRY_AFTER, value)));
        self
    }

    /// Says which methods there are.
    pub(crate) fn with_allow(mut self, methods: Option<String>) -> Self {
        self.header = methods.map(|methods| Box::new((ALLOW, methods)));
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self { status, code, message, shape, header } = self;
        let body = match shape {
            Shape::Plain => json!({"error_code": code, "error_msg": message}),
            Shape::NullExtension => {
                json!({"error_code": code, "error_msg": message, "error_ext_msg": null})
            }
            Shape::Gateway(request_id) => {
                json!({"error_code": code, "error_msg": message, "request_id": request_id})
            }
            Shape::Keystone => json!({"error": {
                "code": status.as_u16(),
                "message": message,
                "title": status.canonical_reason().unwrap_or("Error"),
            }}),
        };
        let mut response = (status, Json(body)).into_response();
        if let Some((name, value)) = header.map(|header| *header)
            && let Ok(value) = HeaderValue::try_from(value)
        {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// The refusal of the gateway that comes with a status.
pub(crate) fn of_gateway(status: StatusCode, id: &RequestId) -> Refusal {
    let (code, message) = match status {
        StatusCode::UNAUTHORIZED => ("APIGW.0307", "The token must be updated."),
        StatusCode::FORBIDDEN => {
            ("APIGW.0302", "The IAM user is not authorized to access the API.")
        }
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            ("APIGW.0101", "The API does not exist or has not been published in the environment.")
        }
        StatusCode::TOO_MANY_REQUESTS => {
            ("APIGW.0308", "The throttling threshold has been reached: policy user over ratelimit.")
        }
        StatusCode::GATEWAY_TIMEOUT => ("APIGW.0201", "Backend timeout."),
        _ if status.is_server_error() => ("APIGW.0201", "Backend unavailable."),
        _ => ("APIGW.0201", "Bad request."),
    };
    Refusal::new(status, code, message).by_gateway(id)
}
