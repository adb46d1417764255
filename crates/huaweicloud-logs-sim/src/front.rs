//! What stands in front of every server: the record of requests, request ids, faults, and the answers to
//! requests that reach no operation.

use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Extension, MatchedPath, Request, State};
use axum::http::header::{DATE, RANGE};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

use crate::arrival::{Arrived, LARGEST_BODY, RequestId};
use crate::clock::http_date;
use crate::cloud::Cloud;
use crate::faults::{Asked, Befallen, in_place};
use crate::operation;
use crate::record::Arrival;
use crate::refusal::Refusal;
use crate::scenario::Fault;
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
    let arrived = Arrived {
        service,
        id: RequestId(cloud.ids.hex()),
        faults: faults_of(service, &request, &cloud),
    };
    let number = arrive(&arrived, &request, &cloud);
    let line = request.extensions().get::<Arc<Line>>().cloned().unwrap_or_default();
    let seen = cloud.observer.as_ref().map(|_| (request.method().clone(), request.uri().clone()));
    for fault in arrived.faults.iter() {
        if let Fault::Delay { by } = fault {
            tokio::time::sleep(by.or_zero()).await;
        }
    }

    let in_place = in_place(&arrived.faults, &cloud, service, &arrived.id);
    // Wrong on purpose, so nothing to hold to any document.
    let ordered = in_place.is_some() || arrived.faults.file_name().is_some();
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
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::try_from(&arrived.id.0) {
        headers.insert(id_header(service), id);
    }
    if let Ok(date) = HeaderValue::try_from(http_date(cloud.clock.now())) {
        headers.insert(DATE, date);
    }
    if response.extensions().get::<HangUp>().is_none() {
        cloud.recorder.answered(number, response.status());
    }
    if let (Some(observer), Some((method, uri)), false) = (&cloud.observer, seen, ordered) {
        response = observer.show(service, &method, &uri, response).await;
    }
    wire::shape(response, &arrived.faults, &line)
}

fn operation_of(service: Service, request: &Request) -> Option<&'static str> {
    let route = request.extensions().get::<MatchedPath>()?;
    Some(operation::find(service, request.method().as_str(), route.as_str())?.id)
}

fn faults_of(service: Service, request: &Request, cloud: &Cloud) -> Befallen {
    cloud.faults.befall(&Asked {
        service,
        operation: operation_of(service, request),
        method: request.method().as_str(),
        path: request.uri().path(),
        range: request.headers().contains_key(RANGE),
    })
}

fn arrive(arrived: &Arrived, request: &Request, cloud: &Cloud) -> u64 {
    cloud.recorder.arrived(Arrival {
        service: arrived.service,
        operation: operation_of(arrived.service, request),
        method: request.method(),
        path: request.uri().path(),
        headers: request.headers(),
        faults: arrived.faults.kinds(),
    })
}

fn id_header(service: Service) -> HeaderName {
    match service {
        Service::Obs => HeaderName::from_static("x-obs-request-id"),
        _ => HeaderName::from_static("x-request-id"),
    }
}

async fn no_such_api(Extension(arrived): Extension<Arrived>, method: Method, uri: Uri) -> Refusal {
    let message =
        format!("The API does not exist or has not been published: {method} {}", uri.path());
    Refusal::new(StatusCode::NOT_FOUND, "APIGW.0101", message).by_gateway(&arrived.id)
}

pub(crate) async fn wrong_method(
    Extension(arrived): Extension<Arrived>,
    method: Method,
    uri: Uri,
) -> Refusal {
    let message = format!("The request method {method} is not allowed for {}", uri.path());
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "APIGW.0101", message).by_gateway(&arrived.id)
}
