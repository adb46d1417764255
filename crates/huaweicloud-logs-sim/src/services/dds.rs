//! DDS: as RDS, but every node of the replica set has its own log, its own export and its own pace.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::dbs::{check_target, parameter_error};
use super::export::{Log, to_the_second};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::files::{LogFile, recorded};
use crate::refusal::Refusal;
use crate::service::Service;

/// Seconds a link lives after the file was updated.
const LINK_LIFE: u64 = 15 * 60;

/// The nodes, and how many thirds of the longest export each one's takes: the first in the list is
/// neither the first nor the last to be ready.
const NODES: [(&str, &str, u32); 3] = [
    ("052f8a12dfed43fbb27c2020e3c3c507no02", "dds-simulated_replica_node_1", 2),
    ("599f4c1be24a4d0f8f6ab6b1f6a1d7d2no02", "dds-simulated_replica_node_2", 1),
    ("7c30d95ee1bb4a51a7d80b2c9a4fd116no02", "dds-simulated_replica_node_3", 3),
];

/// The logs of a replica set's nodes.
#[derive(Debug)]
pub(crate) struct ReplicaSet {
    nodes: Mutex<Vec<Node>>,
}

#[derive(Debug)]
struct Node {
    id: &'static str,
    name: &'static str,
    thirds: u32,
    log: Log,
    /// The file names of all exports so far, by which a client may ask.
    names: Vec<String>,
}

impl ReplicaSet {
    pub(crate) fn new(project_id: &str, now: Timestamp) -> Self {
        let node =
            |((id, name, thirds), bytes): ((&'static str, &'static str, u32), &'static [u8])| {
                let prefix = format!("{project_id}_{id}_errorlog_");
                Node {
                    id,
                    name,
                    thirds,
                    log: Log::new(bytes, prefix, to_the_second, now),
                    names: vec![],
                }
            };
        Self { nodes: Mutex::new(NODES.into_iter().zip(recorded::MONGOD).map(node).collect()) }
    }

    pub(crate) fn files(&self, instance: &str) -> Vec<LogFile> {
        let nodes = self.nodes.lock().unwrap_or_else(PoisonError::into_inner);
        let file = |node: &Node| LogFile {
            service: Service::Dds,
            instance: instance.to_owned(),
            name: node.log.file_name.clone(),
            bytes: node.log.bytes.clone(),
        };
        nodes.iter().map(file).collect()
    }
}

/// The ids of the nodes.
pub(crate) fn node_ids() -> Vec<&'static str> {
    NODES.iter().map(|(id, ..)| *id).collect()
}

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new().route(
        "/v3/{project_id}/instances/{instance_id}/errorlog-download",
        post(download_error_log),
    )
}

#[derive(Serialize)]
struct Links {
    list: Vec<Item>,
    status: &'static str,
    count: usize,
}

/// What is not known while the export runs is null.
#[derive(Serialize)]
struct Item {
    node_name: &'static str,
    file_name: String,
    status: &'static str,
    file_size: Option<String>,
    file_link: Option<String>,
    update_at: i64,
}

async fn download_error_log(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Links>, Refusal> {
    let (project, instance) = &call.path;
    let own = &cloud.connection;
    check_target([project, &own.project_id], [instance, &own.dds_instance])?;
    let body = call.object().map_err(parameter_error)?;
    let ids = names_in(&body, "node_id_list")?;
    let files = names_in(&body, "file_name_list")?;

    let mut nodes = cloud.dds.nodes.lock().unwrap_or_else(PoisonError::into_inner);
    check_known(&nodes, ids.as_deref(), files.as_deref())?;
    let wanted = |node: &&mut Node| {
        let by_id = ids.as_ref().is_none_or(|ids| ids.iter().any(|id| *id == node.id));
        let by_file =
            files.as_ref().is_none_or(|files| files.iter().any(|file| node.names.contains(file)));
        by_id && by_file
    };
    let list: Vec<_> = nodes.iter_mut().filter(wanted).map(|node| ask(node, &cloud)).collect();
    let ready = list.iter().all(|item| item.file_link.is_some());
    let status = if ready { "FINISH" } else { "CREATING" };
    Ok(Json(Links { count: list.len(), list, status }))
}

fn ask(node: &mut Node, cloud: &Cloud) -> Item {
    let polls = (u64::from(cloud.options.polls_until_ready) * u64::from(node.thirds)).div_ceil(3);
    let export = node.log.ask(cloud, u32::try_from(polls).unwrap_or(u32::MAX), LINK_LIFE);
    if !node.names.contains(&export.file_name) {
        node.names.push(export.file_name.clone());
    }
    Item {
        node_name: node.name,
        status: if export.ready.is_some() { "SUCCESS" } else { "EXPORTING" },
        file_size: export.ready.map(|_| kilobytes(node.log.bytes.len())),
        file_link: export.link(cloud),
        update_at: export.ready.map_or(export.created, |ready| ready.updated).as_millisecond(),
        file_name: export.file_name,
    }
}

/// Kilobytes with at most two decimals, such as "3.59" or "12".
fn kilobytes(bytes: usize) -> String {
    let hundredths = bytes * 100 / 1024;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A list of names in the body. A missing, null or empty list restricts nothing.
fn names_in(body: &Map<String, Value>, parameter: &str) -> Result<Option<Vec<String>>, Refusal> {
    let wrong = || parameter_error(format_args!("{parameter} is not a list of strings"));
    let items = match body.get(parameter) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(wrong()),
    };
    let names: Option<Vec<_>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
    let names = names.ok_or_else(wrong)?;
    Ok((!names.is_empty()).then_some(names))
}

fn check_known(
    nodes: &[Node],
    ids: Option<&[String]>,
    files: Option<&[String]>,
) -> Result<(), Refusal> {
    if let Some(id) = ids.into_iter().flatten().find(|id| nodes.iter().all(|node| node.id != **id))
    {
        let message = format!("This node does not exist: node_id_list names {id}.");
        return Err(Refusal::new(StatusCode::NOT_FOUND, "DBS.200013", message));
    }
    if let Some(file) =
        files.into_iter().flatten().find(|file| nodes.iter().all(|node| !node.names.contains(file)))
    {
        return Err(parameter_error(format_args!("file_name_list names the unknown file {file}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_kilobytes_without_idle_zeros() {
        assert_eq!([0, 5, 1024, 3677, 15_000].map(kilobytes), ["0", "0", "1", "3.59", "14.64"]);
        assert_eq!(kilobytes(10_240), "10");
    }
}
