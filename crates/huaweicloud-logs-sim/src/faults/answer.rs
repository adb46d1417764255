//! Faults that answer in a service's place.

use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::arrival::RequestId;
use crate::clock::http_date;
use crate::cloud::Cloud;
use crate::refusal::{self, Refusal};
use crate::scenario::{ErrorBody, Fault};
use crate::service::Service;
use crate::store;
use crate::wire::HangUp;

/// What the client gets in place of an answer of the service.
pub(crate) fn answer(fault: &Fault, cloud: &Cloud, service: Service, id: &RequestId) -> Response {
    match fault {
        Fault::Status { status, body, .. } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let mut response = error(status, *body, service, id);
            if let Some(value) = retry_after(fault, cloud) {
                response.headers_mut().insert(RETRY_AFTER, value);
            }
            response
        }
        Fault::Redirect { status, to } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::FOUND);
            let elsewhere = || format!("{}/redirected", cloud.elsewhere);
            let mut response = status.into_response();
            if let Ok(to) = HeaderValue::try_from(to.clone().unwrap_or_else(elsewhere)) {
                response.headers_mut().insert(LOCATION, to);
            }
            response
        }
        Fault::ExpiredLink => store::expired_answer(cloud.clock.now(), id),
        // All others in place of an answer are none: resets.
        _ => {
            let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
            response.extensions_mut().insert(HangUp);
            response
        }
    }
}

fn retry_after(fault: &Fault, cloud: &Cloud) -> Option<HeaderValue> {
    let Fault::Status { retry_after, retry_after_date, .. } = fault else { return None };
    let date = retry_after_date
        .and_then(|span| cloud.clock.now().saturating_add(span.signed()).ok())
        .map(http_date);
    HeaderValue::try_from(retry_after.clone().or(date)?).ok()
}

fn error(status: StatusCode, body: ErrorBody, service: Service, id: &RequestId) -> Response {
    let html = [(CONTENT_TYPE, "text/html")];
    // These have no body, whatever was ordered.
    if matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        return status.into_response();
    }
    match body {
        ErrorBody::Service => refusal_of(service, status, id),
        ErrorBody::Gateway => refusal::of_gateway(status, id).into_response(),
        ErrorBody::Html => {
            let title = format!("{} {}", status.as_u16(), reason(status));
            let page = format!(
                "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
            );
            (status, html, page).into_response()
        }
        ErrorBody::Empty => status.into_response(),
    }
}

fn reason(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or("Error")
}

/// An ordered refusal of a service that comes with a status. No source has a code for every status; the others
/// are made up of the service's prefix and the status.
fn refusal_of(service: Service, status: StatusCode, id: &RequestId) -> Response {
    const MESSAGE: &str = "This fault was ordered.";
    let number = status.as_u16();
    let is_api = !matches!(service, Service::Iam | Service::Obs | Service::Elsewhere);
    if status == StatusCode::UNAUTHORIZED && is_api {
        return refusal::of_gateway(status, id).into_response();
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
