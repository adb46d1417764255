//! What stands in front of every server: the record of requests, request ids, and the answers to
//! requests that reach no operation.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

use crate::cloud::Cloud;
use crate::refusal::Refusal;
use crate::service::Service;

/// The id a request was given on arrival.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// Completes the routes of an API: the gateway answers what no route does.
pub(crate) fn api(service: Service, routes: Router<Arc<Cloud>>, cloud: Arc<Cloud>) -> Router {
    observed(service, routes.fallback(no_such_api).method_not_allowed_fallback(wrong_method), cloud)
}

/// Puts the record and the request ids in front of a server's routes.
pub(crate) fn observed(service: Service, routes: Router<Arc<Cloud>>, cloud: Arc<Cloud>) -> Router {
    routes.layer(from_fn_with_state((service, Arc::clone(&cloud)), observe)).with_state(cloud)
}

async fn observe(
    State((service, cloud)): State<(Service, Arc<Cloud>)>,
    mut request: Request,
    next: Next,
) -> Response {
    let number =
        cloud.recorder.arrived(service, request.method(), request.uri().path(), request.headers());
    let id = cloud.ids.hex();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    let name = match service {
        Service::Obs => HeaderName::from_static("x-obs-request-id"),
        _ => HeaderName::from_static("x-request-id"),
    };
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(name, id);
    }
    cloud.recorder.answered(number, response.status());
    response
}

async fn no_such_api(Extension(id): Extension<RequestId>, method: Method, uri: Uri) -> Refusal {
    let message =
        format!("The API does not exist or has not been published: {method} {}", uri.path());
    Refusal::new(StatusCode::NOT_FOUND, "APIGW.0101", message).by_gateway(&id)
}

pub(crate) async fn wrong_method(
    Extension(id): Extension<RequestId>,
    method: Method,
    uri: Uri,
) -> Refusal {
    let message = format!("The request method {method} is not allowed for {}", uri.path());
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "APIGW.0101", message).by_gateway(&id)
}
