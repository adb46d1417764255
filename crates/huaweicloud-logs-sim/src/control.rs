//! The control endpoint: what a test orders of the simulator, and asks it, over HTTP.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Json, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};
use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::cloud::Cloud;
use crate::operation;
use crate::scenario::{FaultOrder, Span};
use crate::service::Service;

pub(crate) fn routes(cloud: Arc<Cloud>) -> Router {
    Router::new()
        .route("/_sim/requests", get(requests).delete(forget))
        .route("/_sim/faults", get(faults).post(order).delete(cancel_all))
        .route("/_sim/faults/{id}", delete(cancel))
        .route("/_sim/clock", get(clock).post(advance))
        .route("/_sim/files", get(files))
        .route("/_sim/objects", get(objects))
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

impl From<BytesRejection> for Wrong {
    fn from(rejection: BytesRejection) -> Self {
        Self::input(rejection.body_text())
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
    let known = "GET or DELETE /_sim/requests, GET, POST or DELETE /_sim/faults, \
                 DELETE /_sim/faults/{id}, GET or POST /_sim/clock, GET /_sim/files, \
                 GET /_sim/objects, GET /_sim/instances, GET /_sim/scenario";
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
    if let Some(none) = filter.operation.as_deref().and_then(operation::missing) {
        return Err(Wrong::input(format!("There is {none}.")));
    }
    let requests = cloud.recorder.select(|request| {
        request.number >= filter.since
            && filter.service.is_none_or(|service| service == request.service)
            && filter.operation.as_deref().is_none_or(|id| request.operation == Some(id))
    });
    Ok(Json(json!({"requests": requests})))
}

async fn forget(State(cloud): State<Arc<Cloud>>) -> StatusCode {
    cloud.recorder.clear();
    StatusCode::NO_CONTENT
}

async fn faults(State(cloud): State<Arc<Cloud>>) -> Json<Value> {
    Json(json!({"faults": cloud.faults.all()}))
}

/// Reads a body, whatever its content type: those who try the endpoint by hand forget it.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Wrong> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        Wrong::input(format!("The body is not the JSON that is expected: {error}."))
    })?;
    json.end().map_err(|error| Wrong::input(format!("The body goes on: {error}.")))?;
    Ok(read)
}

async fn order(
    State(cloud): State<Arc<Cloud>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Value>), Wrong> {
    let order: FaultOrder = read(&body?)?;
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

/// A clock that was moved to the end of time by mistake could not be moved back.
const FARTHEST: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance: Span,
}

async fn advance(
    State(cloud): State<Arc<Cloud>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Wrong> {
    let Advance { advance: by } = read(&body?)?;
    let by = by
        .duration()
        .ok_or_else(|| Wrong::input("advance is negative: the clock only goes forward."))?;
    if by > FARTHEST {
        return Err(Wrong::input("advance is more than 100 years: write less."));
    }
    cloud.clock.advance(by);
    Ok(clock(State(cloud)).await)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Owner {
    service: Option<Service>,
    log: Option<String>,
    instance: Option<String>,
}

async fn files(
    State(cloud): State<Arc<Cloud>>,
    owner: Result<Query<Owner>, QueryRejection>,
) -> Result<Json<Value>, Wrong> {
    let Query(owner) = owner?;
    let files = cloud.files().into_iter().filter(move |file| {
        owner.service.is_none_or(|service| service == file.service)
            && owner.log.as_ref().is_none_or(|log| log == file.log)
            && owner.instance.as_ref().is_none_or(|instance| *instance == file.instance)
    });
    let files = files.map(|file| {
        json!({
            "service": file.service,
            "log": file.log,
            "instance": file.instance,
            "name": file.name,
            "size": file.content.size(),
            "sha256": file.content.sha256(),
        })
    });
    Ok(Json(json!({"files": in_background(files).await?})))
}

async fn objects(State(cloud): State<Arc<Cloud>>) -> Result<Json<Value>, Wrong> {
    let objects = cloud.store.all().into_iter().map(|(name, content)| {
        json!({
            "name": name,
            "size": content.size(),
            "sha256": content.sha256(),
            "etag": content.etag(),
        })
    });
    Ok(Json(json!({"objects": in_background(objects).await?})))
}

/// Hashing large files takes a while, which the services should not notice.
async fn in_background(
    values: impl Iterator<Item = Value> + Send + 'static,
) -> Result<Vec<Value>, Wrong> {
    let hashed = tokio::task::spawn_blocking(move || values.collect());
    hashed.await.map_err(|error| Wrong(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))
}

async fn instances(State(cloud): State<Arc<Cloud>>) -> Json<Value> {
    let (dds, dcs) = (&cloud.dds, &cloud.dcs);
    let nodes = dds.ids().iter().map(|id| (id.clone(), json!(dds.node_ids(id))));
    let replicas = dcs.ids().iter().map(|id| (id.clone(), json!(dcs.replication_ids(id))));
    Json(json!({
        "rds": cloud.rds.ids(),
        "dds": dds.ids(),
        "dcs": dcs.ids(),
        "clouddc": cloud.clouddc.ids(),
        "dds_nodes": nodes.collect::<Map<_, _>>(),
        "dcs_replicas": replicas.collect::<Map<_, _>>(),
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
