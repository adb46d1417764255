//! CloudDC: exports have ids and are looked at by id, and the bytes come from the API itself.

mod list;
mod server;

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use self::server::Export;
pub(crate) use self::server::Servers;
use crate::arrival::Arrived;
use crate::call::Call;
use crate::cloud::Cloud;
use crate::job::Job;
use crate::operation;
use crate::refusal::Refusal;
use crate::scenario::Dialect;
use crate::stream;

const CONTENT_TRANSFER_ENCODING: HeaderName = HeaderName::from_static("content-transfer-encoding");

/// The headers of a download, which the documents give to the answer of the export call as well.
fn download_headers(file_name: &str, cloud: &Cloud, arrived: &Arrived) -> HeaderMap {
    let other = cloud.other_name(arrived);
    let name = other.as_deref().unwrap_or(file_name);
    let plain = HeaderValue::try_from(format!("attachment; filename={name}"));
    // Characters that cannot be in a header are written as RFC 6266 has it.
    let disposition = plain.ok().filter(|_| name.is_ascii()).or_else(|| {
        let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC);
        HeaderValue::try_from(format!("attachment; filename*=UTF-8''{encoded}")).ok()
    });
    let mut headers = HeaderMap::new();
    if let Some(disposition) = disposition {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    headers.insert(CONTENT_TRANSFER_ENCODING, HeaderValue::from_static("binary"));
    headers
}

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new()
        .route(operation::CLOUDDC_EXPORT.path, post(export))
        .route(operation::CLOUDDC_SHOW.path, get(show))
        .route(operation::CLOUDDC_DOWNLOAD.path, get(download))
        .route(operation::CLOUDDC_SERVERS.path, get(list::servers))
        .route(operation::CLOUDDC_SERVER.path, get(list::server))
}

fn check_project(cloud: &Cloud, project: &str) -> Result<(), Refusal> {
    if cloud.is_own_project(project) {
        return Ok(());
    }
    let message = format!("The credentials are not for project {project}.");
    Err(Refusal::new(StatusCode::FORBIDDEN, "iMetal.0004", message))
}

fn parameter_error(what: impl std::fmt::Display) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "iMetal.0001", format!("Invalid parameter: {what}."))
}

fn no_such_server(id: &str) -> Refusal {
    let message = format!("The server does not exist: {id}.");
    Refusal::new(StatusCode::NOT_FOUND, "iMetal.0100", message)
}

fn status(export: &Export, dialect: &Dialect, now: jiff::Timestamp) -> Value {
    let Export { id, job } = export;
    // The table of words says "processing", every example says "Running". There is no word for a failure.
    let word =
        if job.is_done(now) { dialect.word("completed") } else { dialect.pending("Running") };
    let percent = job.percent(now);
    let mut answer = Map::new();
    answer.insert("export_id".to_owned(), json!(id));
    answer.insert("status".to_owned(), json!(word));
    if let Some(percent) = percent {
        answer.insert("percentage".to_owned(), dialect.percentage(percent));
    }
    let created = job.started().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    answer.insert("created_at".to_owned(), json!(created));
    answer.into()
}

async fn export(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Response, Refusal> {
    let (project, id) = &call.path;
    check_project(&cloud, project)?;
    let mut server = cloud.clouddc.get(id).ok_or_else(|| no_such_server(id))?;
    call.object().map_err(parameter_error)?;

    let now = cloud.clock.now();
    let job = Job::start(&server.jobs, cloud.scenario.seed, id, server.started, now);
    server.started += 1;
    cloud.recorder.job_started(call.arrived.number);
    let export = Export { id: server.started.to_string(), job };
    server.add(export.clone());
    let headers = download_headers(&server.file_name, &cloud, &call.arrived);
    let body = Json(status(&export, &cloud.scenario.dialect, now));
    Ok((StatusCode::ACCEPTED, headers, body).into_response())
}

async fn show(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String, String)>,
) -> Result<Json<Value>, Refusal> {
    let (project, server, id) = &call.path;
    check_project(&cloud, project)?;
    let mut server = cloud.clouddc.get(server).ok_or_else(|| no_such_server(server))?;
    let export = server.export(id)?;
    export.job.look();
    Ok(Json(status(export, &cloud.scenario.dialect, cloud.clock.now())))
}

async fn download(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String, String)>,
) -> Result<Response, Refusal> {
    let (project, server, id) = &call.path;
    check_project(&cloud, project)?;
    let (dump, headers) = {
        let mut server = cloud.clouddc.get(server).ok_or_else(|| no_such_server(server))?;
        if !server.export(id)?.job.is_done(cloud.clock.now()) {
            let message = format!(
                "The server is not ready: log export {id} has not completed. Try again later."
            );
            return Err(Refusal::new(StatusCode::BAD_REQUEST, "iMetal.0101", message));
        }
        (server.dump.clone(), download_headers(&server.file_name, &cloud, &call.arrived))
    };
    // The checksum at its end goes through all of a generated dump once, which would hold up everybody else.
    let end = dump.clone();
    let _ = tokio::task::spawn_blocking(move || end.read(end.size().saturating_sub(1), 1)).await;
    let content_type = [(CONTENT_TYPE, "application/octet-stream;charset=UTF-8")];
    // A stream has no known length, and the documents promise none.
    let mut response = stream::chunked(&dump);
    response.headers_mut().extend(headers);
    Ok((content_type, response).into_response())
}
