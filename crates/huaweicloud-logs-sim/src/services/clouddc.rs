//! CloudDC: exports have ids and are looked at by id, and the bytes come from the API itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use futures::stream;
use jiff::Timestamp;
use serde::Serialize;

use crate::call::Call;
use crate::cloud::Cloud;
use crate::files::{LogFile, recorded};
use crate::progress::Progress;
use crate::refusal::Refusal;
use crate::service::Service;

/// The serial number, which is also inside the dump.
const SERIAL_NUMBER: &str = "2102SIM00000000001";

const CONTENT_TRANSFER_ENCODING: HeaderName = HeaderName::from_static("content-transfer-encoding");

/// A body is sent in pieces of this many bytes.
const PIECE: usize = 1024;

/// The exports of a server's logs.
#[derive(Debug, Default)]
pub(crate) struct Server {
    exports: Mutex<HashMap<String, Export>>,
}

#[derive(Debug, Clone, Copy)]
struct Export {
    created: Timestamp,
    progress: Progress,
}

impl Server {
    fn exports(&self) -> MutexGuard<'_, HashMap<String, Export>> {
        self.exports.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn file(server: &str) -> LogFile {
    LogFile {
        service: Service::CloudDc,
        instance: server.to_owned(),
        name: file_name(),
        bytes: Bytes::from_static(recorded::SERVER_DUMP),
    }
}

fn file_name() -> String {
    format!("{SERIAL_NUMBER}-dump.tar.gz")
}

/// The headers of a download, which the documents give to the answer of the export call as well.
fn download_headers() -> [(HeaderName, String); 2] {
    [
        (CONTENT_DISPOSITION, format!("attachment; filename={}", file_name())),
        (CONTENT_TRANSFER_ENCODING, "binary".to_owned()),
    ]
}

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new()
        .route("/v1/{project_id}/physicalservers/{id}/logs/exports", post(export))
        .route("/v1/{project_id}/physicalservers/{id}/logs/exports/{export_id}", get(show))
        .route(
            "/v1/{project_id}/physicalservers/{id}/logs/exports/{export_id}/content",
            get(download),
        )
}

fn check_target(cloud: &Cloud, project: &str, server: &str) -> Result<(), Refusal> {
    if project != cloud.connection.project_id {
        let message = format!("The credentials are not for project {project}.");
        return Err(Refusal::new(StatusCode::FORBIDDEN, "iMetal.0004", message));
    }
    if server != cloud.connection.clouddc_server {
        let message = format!("The server does not exist: {server}.");
        return Err(Refusal::new(StatusCode::NOT_FOUND, "iMetal.0100", message));
    }
    Ok(())
}

fn no_such_export(id: &str) -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "iMetal.0100",
        format!("The log export does not exist: {id}."),
    )
}

#[derive(Serialize)]
struct Status {
    export_id: String,
    status: &'static str,
    percentage: String,
    created_at: String,
}

impl Status {
    fn of(id: &str, export: Export) -> Self {
        Self {
            export_id: id.to_owned(),
            // The table of words says "processing", every example says "Running".
            status: if export.progress.is_done() { "completed" } else { "Running" },
            percentage: format!("{}%", export.progress.percent()),
            created_at: export.created.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

async fn export(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Response, Refusal> {
    let (project, server) = &call.path;
    check_target(&cloud, project, server)?;
    call.object().map_err(|what| {
        Refusal::new(StatusCode::BAD_REQUEST, "iMetal.0001", format!("Invalid parameter: {what}."))
    })?;

    let export = Export {
        created: cloud.clock.now(),
        progress: Progress::new(cloud.options.polls_until_ready),
    };
    let mut exports = cloud.clouddc.exports();
    let id = (exports.len() + 1).to_string();
    exports.insert(id.clone(), export);
    Ok((StatusCode::ACCEPTED, download_headers(), Json(Status::of(&id, export))).into_response())
}

async fn show(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String, String)>,
) -> Result<Json<Status>, Refusal> {
    let (project, server, id) = &call.path;
    check_target(&cloud, project, server)?;
    let mut exports = cloud.clouddc.exports();
    let export = exports.get_mut(id).ok_or_else(|| no_such_export(id))?;
    export.progress.poll();
    Ok(Json(Status::of(id, *export)))
}

async fn download(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String, String)>,
) -> Result<Response, Refusal> {
    let (project, server, id) = &call.path;
    check_target(&cloud, project, server)?;
    let export = cloud.clouddc.exports().get(id).copied().ok_or_else(|| no_such_export(id))?;
    if !export.progress.is_done() {
        let message =
            format!("The server is not ready: log export {id} has not completed. Try again later.");
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "iMetal.0101", message));
    }
    // A stream has no known length, and the documents promise none.
    let dump = Bytes::from_static(recorded::SERVER_DUMP);
    let pieces: Vec<Result<Bytes, std::convert::Infallible>> = (0..dump.len())
        .step_by(PIECE)
        .map(|at| Ok(dump.slice(at..dump.len().min(at + PIECE))))
        .collect();
    let content_type = [(CONTENT_TYPE, "application/octet-stream;charset=UTF-8")];
    Ok((download_headers(), content_type, Body::from_stream(stream::iter(pieces))).into_response())
}
