//! The query of tasks, which knows no log exports.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::cloud::Cloud;
use crate::refusal::Refusal;
use crate::scenario::Engine;
use crate::services::dbs::{CREATED, check_project, no_such_instance, parameter_error};

/// A task of the RDS task query (`GET /v3/{project_id}/jobs?id=`) that exists from the start: the
/// creation of the first instance. Log exports do not exist there, since the documents do not list them
/// among the kinds of task the query knows.
pub const KNOWN_JOB_ID: &str = "a03b1b8a-b756-467c-8a49-38720c3d23ec";

pub(super) async fn show(
    State(cloud): State<Arc<Cloud>>,
    call: Call<String>,
) -> Result<Json<Value>, Refusal> {
    check_project(&cloud, &call.path)?;
    let id = call
        .query("id")
        .filter(|id| !id.is_empty())
        .ok_or_else(|| parameter_error("id is missing"))?;
    if id != KNOWN_JOB_ID {
        let message = format!("The task does not exist: {id}.");
        return Err(Refusal::new(StatusCode::NOT_FOUND, "DBS.200044", message));
    }
    let first = cloud.rds.first_id();
    let instance = cloud.rds.get(first).ok_or_else(|| no_such_instance(first))?;
    // Kinds of task spell the engines in ways of their own.
    let kind = match instance.engine {
        Engine::PostgreSql => "CreatePostgreSQLSingleHAInstance",
        Engine::MySql => "CreateMysqlSingleHAInstance",
        Engine::SqlServer => "CreateSqlserverSingleHAInstance",
    };
    Ok(Json(json!({"job": {
        "id": KNOWN_JOB_ID,
        "name": kind,
        "status": "Completed",
        "created": format!("{CREATED}+0000"),
        "ended": "2026-01-15T08:26:40+0000",
        "process": "",
        "instance": {"id": first, "name": instance.name},
        "entities": {},
    }})))
}
