//! DCS for Redis: a collection is started without an answer, shows up in a list, and gives a link a file.

mod instance;
mod list;

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

pub(crate) use self::instance::Instances;
use super::page::Page;
use crate::call::Call;
use crate::cloud::Cloud;
use crate::operation;
use crate::refusal::Refusal;

/// Seconds a link lives.
const LINK_LIFE: u64 = 24 * 60 * 60;

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new()
        .route(operation::DCS_COLLECT.path, post(collect))
        .route(operation::DCS_LIST.path, get(list))
        .route(operation::DCS_LINK.path, post(make_link))
        .route(operation::DCS_INSTANCES.path, get(list::instances))
        .route(operation::DCS_GROUPS.path, get(list::groups))
}

fn refuse(status: StatusCode, code: &'static str, message: impl Into<String>) -> Refusal {
    Refusal::new(status, code, message).with_null_extension()
}

fn parameter_error(message: impl Into<String>) -> Refusal {
    refuse(StatusCode::BAD_REQUEST, "DCS.4800", message)
}

/// The instance's jobs go on one at a time.
fn still_running(message: impl Into<String>) -> Refusal {
    refuse(StatusCode::BAD_REQUEST, "111400017", message)
}

fn check_project(cloud: &Cloud, project: &str) -> Result<(), Refusal> {
    if cloud.is_own_project(project) {
        return Ok(());
    }
    let message = format!("This role does not have the permissions for project {project}.");
    Err(refuse(StatusCode::FORBIDDEN, "111403003", message))
}

fn no_such_instance(id: &str) -> Refusal {
    let message = format!("This DCS instance does not exist: {id}.");
    refuse(StatusCode::NOT_FOUND, "111404022", message)
}

fn check_log_type<P>(call: &Call<P>) -> Result<(), Refusal> {
    // Its first words are the service's own.
    if call.query("log_type") == Some("run") {
        Ok(())
    } else {
        Err(parameter_error("Invalid logType. The parameter log_type can be run."))
    }
}

async fn collect(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let (project, id) = &call.path;
    check_project(&cloud, project)?;
    let mut instance = cloud.dcs.get(id).ok_or_else(|| no_such_instance(id))?;
    check_log_type(&call)?;
    let span = match call.query("query_time") {
        None | Some("0") => 0,
        Some("1") => 1,
        Some("3") => 3,
        Some("7") => 7,
        Some(_) => return Err(parameter_error("Invalid query_time: it can be 0, 1, 3 or 7.")),
    };
    let replica = match call.query("replication_id") {
        None if instance.has_one_replica() => 0,
        None => {
            let message =
                "Invalid replication_id: it is required as the instance has several replicas.";
            return Err(parameter_error(message));
        }
        Some(given) => {
            instance.replica(given).ok_or_else(|| parameter_error("Invalid replication_id."))?
        }
    };
    call.object().map_err(parameter_error)?;
    if instance.collect(&cloud, id, replica, span) {
        cloud.recorder.job_started(call.arrived.number);
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(still_running("A log collection job is still running. Try again later."))
    }
}

async fn list(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Response, Refusal> {
    let (project, id) = &call.path;
    check_project(&cloud, project)?;
    let mut instance = cloud.dcs.get(id).ok_or_else(|| no_such_instance(id))?;
    check_log_type(&call)?;
    let mut page = page(&call)?;

    let mut items = instance.list(&cloud);
    if items.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if let Some(name) = cloud.other_name(&call.arrived) {
        items.iter_mut().for_each(|item| item["file_name"] = json!(name));
    }
    let total_num = items.len();
    page.offset = cloud.scenario.dialect.skipped(page.offset);
    let file_list = page.cut(items);
    Ok(Json(json!({"total_num": total_num, "file_list": file_list})).into_response())
}

/// The page that a call asks for. All lists of DCS have the same bounds.
fn page<P>(call: &Call<P>) -> Result<Page, Refusal> {
    Page::of(call, Some(10), 1000, |what| parameter_error(format!("Invalid parameter: {what}.")))
}

async fn make_link(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String, String)>,
) -> Result<Json<Value>, Refusal> {
    let (project, instance, id) = &call.path;
    check_project(&cloud, project)?;
    let mut instance = cloud.dcs.get(instance).ok_or_else(|| no_such_instance(instance))?;
    call.object().map_err(parameter_error)?;

    let now = cloud.clock.now();
    // A file that the list does not show cannot be known either.
    let found = instance.find(id).filter(|(job, _)| job.is_visible(now));
    let Some((job, file)) = found.filter(|(job, _)| !job.has_failed(now)) else {
        let message = format!("The log file does not exist: {id}.");
        return Err(refuse(StatusCode::NOT_FOUND, "111404001", message));
    };
    if !job.is_done(now) {
        instance.look_at(id, now);
        let message = format!("The log file {id} is still being collected. Try again later.");
        return Err(still_running(message));
    }
    let mut object = format!("{id}/{}", file.name);
    // It stays what it is, or became, however many links lead to it.
    cloud.store.put_new(&object, file.content.clone(), now);
    if cloud.leads_astray(&call.arrived) {
        object = cloud.store.put_other(&object, now);
    }
    let link = cloud.link(&object, cloud.link_end(now, LINK_LIFE));
    Ok(Json(json!({"id": id, "backup_id": id, "link": link})))
}
