//! RDS: one POST starts an export, follows it and hands out the links; audit logs are only listed.

mod audit;
mod download;
mod instance;
mod list;
mod sql_server;
mod task;

use std::sync::{Arc, MutexGuard};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};

use self::instance::Instance;
pub(crate) use self::instance::Instances;
pub use self::task::KNOWN_JOB_ID;
use super::dbs::{check_project, no_such_instance};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::operation;
use crate::refusal::Refusal;

/// Seconds a link lives. The documents state none for error logs and extended event logs; this is the life of slow
/// log links.
const LINK_LIFE: u64 = 5 * 60;

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new()
        .route(operation::RDS_ERROR_LOG.path, post(download::error_log))
        .route(operation::RDS_SLOW_LOG.path, post(download::slow_log))
        .route(operation::RDS_SLOW_LOG_FILES.path, get(sql_server::slow_log_files))
        .route(operation::RDS_XEL_LOG_FILES.path, get(sql_server::xel_log_files))
        .route(operation::RDS_XEL_LOG.path, post(sql_server::xel_log))
        .route(operation::RDS_AUDIT_LOGS.path, get(audit::list))
        .route(operation::RDS_AUDIT_LOG_LINKS.path, post(audit::links))
        .route(operation::RDS_INSTANCES.path, get(list::instances))
        .route(operation::RDS_JOB.path, get(task::show))
}

/// The instance that a call is for.
fn instance<'a>(
    cloud: &'a Cloud,
    call: &Call<(String, String)>,
) -> Result<MutexGuard<'a, Instance>, Refusal> {
    let (project, id) = &call.path;
    check_project(cloud, project)?;
    cloud.rds.get(id).ok_or_else(|| no_such_instance(id))
}

/// Refuses what an instance's engine does not have.
fn check_engine(instance: &Instance, has: bool, what: &str) -> Result<(), Refusal> {
    if has {
        return Ok(());
    }
    let engine = instance.engine.name();
    let message = format!("The DB engine does not support this operation: {engine} has no {what}.");
    Err(Refusal::new(StatusCode::BAD_REQUEST, "DBS.280343", message))
}
