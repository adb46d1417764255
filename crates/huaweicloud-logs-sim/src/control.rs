//! The control endpoint: what a test orders of the simulator, and asks it, over HTTP.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Json, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};
use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::cloud::Cloud;
use crate::scenario::{FaultOrder, Span};
use crate::service::Service;

pub(crate) fn routes(cloud: Arc<Cloud>) -> Router {
    Router::new()
        .route("/_sim/requests", get(requests))
        .route("/_sim/faults", get(faults).post(order).delete(cancel_all))
        .route("/_sim/faults/{id}", delete(cancel))
        .route("/_sim/clock", get(clock).post(advance))
        .route("/_sim/files", get(files))
        .route("/_sim/instances", get(instances))
        .route("/_sim/scenario", get(scenario))
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .with_state(cloud)
}

/// Why the endpoint does not do what it was asked.
struct Wrong(StatusCode, String);

impl Wrong {
    fn input(message: impl ToString) -> Self {
        Self(StatusCode::BAD_REQUEST, message.to_string())
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"error": self.1}))).into_response()
    }
}

impl From<QueryRejection> for Wrong {
    fn from(rejection: QueryRejection) -> Self {
        Self::input(rejection.body_text())
    }
}

impl From<PathRejection> for Wrong {
    fn from(rejection: PathRejection) -> Self {
        Self::input(rejection.body_text())
    }
}

async fn unknown() -> Wrong {
    let known = "GET /_sim/requests, GET, POST or DELETE /_sim/faults, DELETE /_sim/faults/{id}, \
                 GET or POST /_sim/clock, GET /_sim/files, GET /_sim/instances, GET /_sim/scenario";
    Wrong(StatusCode::NOT_FOUND, format!("The control endpoint knows {known}."))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filter {
    service: Option<Service>,
    operation: Option<String>,
    /// Only requests with this number or a higher one.
    #[serde(default)]
    since: u64,
}

async fn requests(
    State(cloud): State<Arc<Cloud>>,
    filter: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<Value>, Wrong> {
    let Query(filter) = filter?;
    let wanted = cloud.recorder.all().into_iter().filter(|request| {
        request.number >= filter.since
            && filter.service.is_none_or(|service| service == request.service)
            && filter.operation.as_deref().is_none_or(|id| request.operation == Some(id))
    });
    Ok(Json(json!({"requests": wanted.collect::<Vec<_>>()})))
}

async fn faults(State(cloud): State<Arc<Cloud>>) -> Json<Value> {
    Json(json!({"faults": cloud.faults.all()}))
}

/// Reads a body, whatever its content type: those who try the endpoint by hand forget it.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Wrong> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| Wrong::input(format!("The body is not the JSON that is expected: {error}.")))?;
    json.end().map_err(|error| Wrong::input(format!("The body goes on: {error}.")))?;
    Ok(read)
}

async fn order(
    State(cloud): State<Arc<Cloud>>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Wrong> {
    let order: FaultOrder = read(&body)?;
    order.check().map_err(Wrong::input)?;
    Ok((StatusCode::CREATED, Json(json!({"id": cloud.faults.order(order)}))))
}

async fn cancel_all(State(cloud): State<Arc<Cloud>>) -> StatusCode {
    cloud.faults.cancel_all();
    StatusCode::NO_CONTENT
}

async fn cancel(
    State(cloud): State<Arc<Cloud>>,
    id: Result<Path<u64>, PathRejection>,
) -> Result<StatusCode, Wrong> {
    let Path(id) = id?;
    if cloud.faults.cancel(id) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Wrong(StatusCode::NOT_FOUND, format!("No fault with the id {id} is ordered.")))
    }
}

async fn clock(State(cloud): State<Arc<Cloud>>) -> Json<Value> {
    Json(json!({"now": cloud.clock.now().to_string()}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance: Span,
}

async fn advance(State(cloud): State<Arc<Cloud>>, body: Bytes) -> Result<Json<Value>, Wrong> {
    let Advance { advance: by } = read(&body)?;
    let by = by.duration().ok_or_else(|| Wrong::input("The clock only goes forward."))?;
    cloud.clock.advance(by);
    Ok(clock(State(cloud)).await)
}

async fn files(State(cloud): State<Arc<Cloud>>) -> Result<Json<Value>, Wrong> {
    // Hashing large files takes a while, which the services should not notice.
    let hashed = tokio::task::spawn_blocking(move || {
        let files = cloud.files().into_iter().map(|file| {
            json!({
                "service": file.service,
                "instance": file.instance,
                "name": file.name,
                "size": file.content.size(),
                "sha256": file.content.sha256(),
            })
        });
        files.collect::<Vec<_>>()
    });
    let files = hashed
        .await
        .map_err(|error| Wrong(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    Ok(Json(json!({"files": files})))
}

async fn instances(State(cloud): State<Arc<Cloud>>) -> Json<Value> {
    Json(json!({
        "rds": cloud.rds.0.ids(),
        "dds": cloud.dds.0.ids(),
        "dcs": cloud.dcs.0.ids(),
        "clouddc": cloud.clouddc.0.ids(),
        "dds_nodes": cloud.dds.node_ids(),
        "dcs_replicas": cloud.dcs.replication_ids(),
    }))
}

async fn scenario(State(cloud): State<Arc<Cloud>>) -> Json<Value> {
    let mut scenario = json!(cloud.scenario);
    // The keys are invented, but nothing here should teach anyone to pass keys around.
    if let Some(account) = scenario.get_mut("account").and_then(Value::as_object_mut) {
        account.remove("users");
    }
    Json(scenario)
}
