//! What stands in front of every server: the record of requests, request ids, faults, and the answers to
//! requests that reach no operation.

use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Extension, MatchedPath, Request, State};
use axum::http::header::{DATE, RANGE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};

use crate::arrival::{Arrived, LARGEST_BODY, RequestId};
use crate::clock::http_date;
use crate::cloud::Cloud;
use crate::faults::{Befallen, in_place};
use crate::operation;
use crate::refusal::Refusal;
use crate::scenario::{ErrorBody, Fault};
use crate::service::Service;
use crate::wire::{self, HangUp, Line};

/// Completes the routes of an API: the gateway answers what no route does.
pub(crate) fn api(service: Service, routes: Router<Arc<Cloud>>, cloud: Arc<Cloud>) -> Router {
    observed(service, routes.fallback(no_such_api).method_not_allowed_fallback(wrong_method), cloud)
}

/// Puts the record, the request ids and the faults in front of a server's routes.
pub(crate) fn observed(service: Service, routes: Router<Arc<Cloud>>, cloud: Arc<Cloud>) -> Router {
    routes.layer(from_fn_with_state((service, Arc::clone(&cloud)), observe)).with_state(cloud)
}

async fn observe(
    State((service, cloud)): State<(Service, Arc<Cloud>)>,
    mut request: Request,
    next: Next,
) -> Response {
    let arrived = arrive(service, &request, &cloud);
    let line = request.extensions().get::<Arc<Line>>().cloned().unwrap_or_default();
    for fault in arrived.faults.iter() {
        if let Fault::Delay { by } = fault {
            tokio::time::sleep(by.or_zero()).await;
        }
    }

    let in_place = in_place(&arrived.faults, &cloud, service, &arrived.id);
    let mut response = match in_place {
        Some(response) => {
            // Who is still sending would find the connection closed, and perhaps miss the answer.
            if response.extensions().get::<HangUp>().is_none() {
                let _ = to_bytes(request.into_body(), LARGEST_BODY).await;
            }
            response
        }
        None => {
            request.extensions_mut().insert(arrived.clone());
            next.run(request).await
        }
    };
    sign(&mut response, &arrived, &cloud);
    if response.extensions().get::<HangUp>().is_none() {
        cloud.recorder.answered(arrived.number, response.status());
    }
    if let Some(observer) = &cloud.observer
        && !is_wrong_on_purpose(&arrived.faults, response.status())
    {
        response = observer.show(&arrived, response).await;
    }
    wire::shape(response, &arrived.faults, &line)
}

/// Notes a request, and what befalls it.
fn arrive(service: Service, request: &Request, cloud: &Cloud) -> Arrived {
    let route = request.extensions().get::<MatchedPath>();
    let method = request.method();
    let found = route.and_then(|path| operation::find(service, method.as_str(), path.as_str()));
    let mut arrived = Arrived {
        number: 0,
        id: RequestId(cloud.ids.hex()),
        service,
        operation: found.map(|operation| operation.id),
        method: method.clone(),
        path: request.uri().path().to_owned(),
        range: request.headers().contains_key(RANGE),
        faults: Befallen::default(),
    };
    let asked = arrived.asked();
    let number = cloud.recorder.arrived(&asked, request, cloud.clock.now());
    let faults = cloud.faults.befall(&asked);
    cloud.recorder.befallen(number, faults.kinds());
    arrived.number = number;
    arrived.faults = faults;
    arrived
}

/// Adds the headers that every answer has.
fn sign(response: &mut Response, arrived: &Arrived, cloud: &Cloud) {
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::try_from(&arrived.id.0) {
        if arrived.service == Service::Iam {
            headers.insert(HeaderName::from_static("x-iam-trace-id"), id.clone());
        }
        headers.insert(id_header(arrived.service), id);
    }
    if let Ok(date) = HeaderValue::try_from(http_date(cloud.clock.now())) {
        headers.insert(DATE, date);
    }
}

/// Whether an answer is none that any document could have.
fn is_wrong_on_purpose(faults: &Befallen, status: StatusCode) -> bool {
    faults.iter().any(|fault| match fault {
        Fault::Status { status, body, retry_after, .. } => {
            // What is written into a header may be anything.
            *status < 400
                || retry_after.is_some()
                || matches!(body, ErrorBody::Html | ErrorBody::Empty)
        }
        Fault::Redirect { .. } | Fault::Reset { at: None } => true,
        Fault::FileName { .. } => status.is_success(),
        _ => false,
    })
}

fn id_header(service: Service) -> HeaderName {
    match service {
        Service::Obs => HeaderName::from_static("x-obs-request-id"),
        _ => HeaderName::from_static("x-request-id"),
    }
}

async fn no_such_api(Extension(arrived): Extension<Arrived>) -> Refusal {
    let Arrived { method, path, .. } = &arrived;
    let message = format!("The API does not exist or has not been published: {method} {path}");
    Refusal::new(StatusCode::NOT_FOUND, "APIGW.0101", message).by_gateway(&arrived.id)
}

async fn wrong_method(
    Extension(arrived): Extension<Arrived>,
    path: Option<MatchedPath>,
) -> impl IntoResponse {
    method_refused(&arrived, path.as_ref())
}

/// The answer to a method that a route does not have, with those that it has.
pub(crate) fn method_refused(arrived: &Arrived, path: Option<&MatchedPath>) -> Refusal {
    let Arrived { method, path: asked, .. } = arrived;
    let message = format!("The request method {method} is not allowed for {asked}");
    let allowed = path.map(|path| operation::methods(arrived.service, path.as_str()));
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "APIGW.0101", message)
        .by_gateway(&arrived.id)
        .with_allow(allowed)
}
