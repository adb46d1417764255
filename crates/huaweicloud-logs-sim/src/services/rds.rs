//! RDS for PostgreSQL: one POST starts the export, follows it and hands out the link.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde::Serialize;

use super::dbs::{check_target, parameter_error};
use super::export::{Log, to_the_millisecond};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::files::{LogFile, recorded};
use crate::refusal::Refusal;
use crate::service::Service;

/// A task of the RDS task query (`GET /v3/{project_id}/jobs?id=`) that exists from the start: the
/// creation of the instance. Log exports do not exist there, since the documents do not list them
/// among the kinds of task the query knows.
pub const KNOWN_JOB_ID: &str = "a03b1b8a-b756-467c-8a49-38720c3d23ec";

/// Seconds a link lives. The documents state none for error logs; this is the life of slow log links.
const LINK_LIFE: u64 = 5 * 60;

/// The instance's error log.
#[derive(Debug)]
pub(crate) struct Instance {
    log: Mutex<Log>,
}

impl Instance {
    pub(crate) fn new(project_id: &str, now: Timestamp) -> Self {
        let prefix = format!("{project_id}_errorlog_download_");
        Self { log: Mutex::new(Log::new(recorded::POSTGRESQL, prefix, to_the_millisecond, now)) }
    }

    pub(crate) fn file(&self, instance: &str) -> LogFile {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        LogFile {
            service: Service::Rds,
            instance: instance.to_owned(),
            name: log.file_name.clone(),
            bytes: log.bytes.clone(),
        }
    }
}

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new()
        .route(
            "/v3/{project_id}/instances/{instance_id}/errorlog-download",
            post(download_error_log),
        )
        .route("/v3/{project_id}/jobs", get(show_job))
}

#[derive(Serialize)]
struct Links {
    list: [Item; 1],
    status: &'static str,
    count: u32,
}

/// While the export runs there are no size, link and update time at all; when it is done there is no
/// status, as in the RDS API reference's example.
#[derive(Serialize)]
struct Item {
    workflow_id: String,
    file_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_link: Option<String>,
    create_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_at: Option<i64>,
}

async fn download_error_log(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Links>, Refusal> {
    let (project, instance) = &call.path;
    let own = &cloud.connection;
    check_target([project, &own.project_id], [instance, &own.rds_instance])?;
    call.object().map_err(parameter_error)?;

    let mut log = cloud.rds.log.lock().unwrap_or_else(PoisonError::into_inner);
    let export = log.ask(&cloud, cloud.options.polls_until_ready, LINK_LIFE);
    let item = Item {
        workflow_id: export.id.clone(),
        file_name: export.file_name.clone(),
        status: export.ready.is_none().then_some("EXPORTING"),
        // The unit is documented nowhere, so nothing may be concluded from it: whole kilobytes here.
        file_size: export.ready.map(|_| (log.bytes.len() / 1024).to_string()),
        file_link: export.link(&cloud),
        create_at: export.created.as_millisecond(),
        update_at: export.ready.map(|ready| ready.updated.as_millisecond()),
    };
    // The table of words is in capitals, the example is not.
    let status = if export.ready.is_some() { "finish" } else { "CREATING" };
    Ok(Json(Links { list: [item], status, count: 1 }))
}

#[derive(Serialize)]
struct JobAnswer {
    job: Job,
}

#[derive(Serialize)]
struct Job {
    id: &'static str,
    name: &'static str,
    status: &'static str,
    created: &'static str,
    ended: &'static str,
    process: &'static str,
    instance: JobInstance,
    entities: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct JobInstance {
    id: String,
    name: &'static str,
}

async fn show_job(
    State(cloud): State<Arc<Cloud>>,
    call: Call<String>,
) -> Result<Json<JobAnswer>, Refusal> {
    let own = &cloud.connection;
    check_target([&call.path, &own.project_id], ["", ""])?;
    let id = call
        .query("id")
        .filter(|id| !id.is_empty())
        .ok_or_else(|| parameter_error("id is missing"))?;
    if id != KNOWN_JOB_ID {
        let message = format!("The task does not exist: {id}.");
        return Err(Refusal::new(StatusCode::NOT_FOUND, "DBS.200044", message));
    }
    let job = Job {
        id: KNOWN_JOB_ID,
        name: "CreatePostgreSQLSingleHAInstance",
        status: "Completed",
        created: "2026-01-15T08:20:12+0000",
        ended: "2026-01-15T08:26:40+0000",
        process: "",
        instance: JobInstance { id: own.rds_instance.clone(), name: "rds-simulated" },
        entities: serde_json::Map::new(),
    };
    Ok(Json(JobAnswer { job }))
}
