//! DDS: as RDS, but every node of the replica set has its own logs, its own exports and its own pace.

mod audit;
mod download;
mod instance;
mod list;

use std::sync::{Arc, MutexGuard};

use axum::Router;
use axum::routing::{get, post};

pub(crate) use self::instance::Instances;
use self::instance::ReplicaSet;
use super::dbs::{check_project, no_such_instance, parameter_error};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::operation;
use crate::refusal::Refusal;

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new()
        .route(operation::DDS_ERROR_LOG.path, post(download::error_log))
        .route(operation::DDS_SLOW_LOG.path, post(download::slow_log))
        .route(operation::DDS_AUDIT_LOGS.path, get(audit::list))
        .route(operation::DDS_AUDIT_LOG_LINKS.path, post(audit::links))
        .route(operation::DDS_INSTANCES.path, get(list::instances))
}

/// The instance that a call is for.
fn instance<'a>(
    cloud: &'a Cloud,
    call: &Call<(String, String)>,
) -> Result<MutexGuard<'a, ReplicaSet>, Refusal> {
    let (project, id) = &call.path;
    check_project(cloud, project)?;
    cloud.dds.get(id).ok_or_else(|| no_such_instance(id))
}

/// Refuses the id of a node that the instance does not have.
fn check_node(instance: &ReplicaSet, parameter: &str, id: &str) -> Result<(), Refusal> {
    if instance.nodes.iter().any(|node| node.id == id) {
        return Ok(());
    }
    Err(parameter_error(format_args!("{parameter} names the unknown node {id}")))
}
