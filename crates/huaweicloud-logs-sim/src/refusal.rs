//! Answers that refuse, in the shapes the services use for them.

use std::borrow::Cow;

use axum::Json;
use axum::http::header::{ALLOW, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::arrival::RequestId;
use crate::service::Service;
use crate::store;

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

/// An ordered refusal of a service that comes with a status. No source has a code for every status; the others
/// are made up of the service's prefix and the status.
pub(crate) fn ordered(service: Service, status: StatusCode, id: &RequestId) -> Response {
    const MESSAGE: &str = "This fault was ordered.";
    let number = status.as_u16();
    let is_api = !matches!(service, Service::Iam | Service::Obs | Service::Elsewhere);
    if status == StatusCode::UNAUTHORIZED && is_api {
        return of_gateway(status, id).into_response();
    }
    let refusal = match service {
        Service::Rds | Service::Dds => match number {
            // Only DDS has it in writing.
            429 => Refusal::new(status, "DBS.280443", "Too many requests. Try again later."),
            409 => Refusal::new(status, "DBS.200019", "Another operation is being performed."),
            _ => Refusal::new(status, format!("DBS.200{number}"), MESSAGE),
        },
        Service::Dcs => {
            Refusal::new(status, format!("111{number}000"), MESSAGE).with_null_extension()
        }
        Service::CloudDc => {
            let code = match number {
                403 => "iMetal.0004",
                404 => "iMetal.0100",
                429 => "iMetal.0005",
                500.. => "iMetal.0099",
                _ => "iMetal.0001",
            };
            Refusal::new(status, code, MESSAGE)
        }
        Service::Iam => Refusal::by_keystone(status, MESSAGE),
        Service::Obs | Service::Elsewhere => return store::ordered_answer(status, id),
    };
    refusal.into_response()
}
