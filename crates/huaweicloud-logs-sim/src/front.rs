//! What stands in front of every server: the record of requests, request ids, faults, and the answers to
//! requests that reach no operation.

use std::sync::Arc;

use axum::Router;
use axum::body::{HttpBody as _, to_bytes};
use axum::extract::{Extension, MatchedPath, Request, State};
use axum::http::header::{DATE, RANGE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

use crate::arrival::{Arrived, LARGEST_BODY, RequestId};
use crate::clock::http_date;
use crate::cloud::Cloud;
use crate::faults::answer;
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
    for fault in cloud.befall(&arrived, |fault| matches!(fault, Fault::Delay { .. })) {
        if let Fault::Delay { by } = fault {
            tokio::time::sleep(by.or_zero()).await;
        }
    }

    let in_place = cloud.befall_in_place(&arrived);
    let mut response = match &in_place {
        Some(fault) => {
            let response = answer(fault, &cloud, service, &arrived.id);
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
    if response.extensions().get::<HangUp>().is_some() {
        return response;
    }
    cloud.recorder.answered(arrived.number, response.status());
    if let Some(observer) = &cloud.observer
        && !in_place.as_ref().is_some_and(is_none_of_a_service)
        && !(response.status().is_success() && cloud.recorder.has_met(arrived.number, "file-name"))
    {
        response = observer.show(&arrived, response).await;
    }
    let size = wire::body_size(&response, &arrived.method);
    // Behind the last byte of a body without a length there is something to come still: the word that it is over.
    let end = size + u64::from(size > 0 && response.body().size_hint().exact().is_none());
    let faults = cloud.befall(&arrived, |fault| fault.place(size).is_some_and(|at| at < end));
    wire::shape(response, &faults, size, &line)
}

/// Notes a request.
fn arrive(service: Service, request: &Request, cloud: &Cloud) -> Arrived {
    let route = request.extensions().get::<MatchedPath>();
    let method = request.method();
    let mut arrived = Arrived {
        number: 0,
        id: RequestId(cloud.ids.hex()),
        service,
        operation: route.and_then(|path| operation::find(service, method.as_str(), path.as_str())),
        method: method.clone(),
        path: request.uri().path().to_owned(),
        range: request.headers().contains_key(RANGE),
    };
    arrived.number = cloud.recorder.arrived(&arrived.asked(), request, cloud.clock.now());
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

/// Whether what a fault answers is nothing that a document could have.
fn is_none_of_a_service(fault: &Fault) -> bool {
    match fault {
        Fault::Status { status, body, retry_after, .. } => {
            // What is written into a header may be anything.
            *status < 400
                || retry_after.is_some()
                || matches!(body, ErrorBody::Html | ErrorBody::Empty)
        }
        _ => true,
    }
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
) -> Refusal {
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
