//! DDS: as RDS, but every node of the replica set has its own log, its own export and its own pace.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::dbs::{check_project, no_such_instance, parameter_error};
use super::export::{Export, Log, Pace, Standing, Told, overall, to_the_second};
use super::inventory::Inventory;
use crate::call::Call;
use crate::chance;
use crate::cloud::Cloud;
use crate::files::{self, Kind, LogFile, Wanted, recorded};
use crate::ids::hex;
use crate::operation;
use crate::refusal::Refusal;
use crate::scenario::{DdsInstance, Jobs, Scenario, UpdateField};
use crate::service::Service;

/// Seconds a link lives after the file was updated.
const LINK_LIFE: u64 = 15 * 60;

/// The ids of the first instance's nodes.
const NODE_IDS: [&str; 3] = [
    "052f8a12dfed43fbb27c2020e3c3c507no02",
    "599f4c1be24a4d0f8f6ab6b1f6a1d7d2no02",
    "7c30d95ee1bb4a51a7d80b2c9a4fd116no02",
];

/// How many thirds of the longest export that of a node takes: the first in the list is neither the first nor the
/// last to be ready, if there are enough for that.
fn thirds(index: usize, nodes: usize) -> u32 {
    match (index % 3, nodes) {
        (_, 1) => 3,
        (0, _) => 2,
        (1, 2) => 3,
        (1, _) => 1,
        _ => 3,
    }
}

/// How many file names of past exports are remembered, by which a client may ask.
const NAMES: usize = 100;

/// All instances.
pub(crate) type Instances = Inventory<ReplicaSet>;

/// The nodes of an instance.
pub(crate) struct ReplicaSet {
    jobs: Jobs,
    nodes: Vec<Node>,
}

struct Node {
    id: String,
    name: String,
    /// Its own pace, if it has one.
    jobs: Option<Jobs>,
    thirds: u32,
    log: Log,
    /// The file names of the last exports, the newest last.
    names: VecDeque<String>,
}

impl Instances {
    pub(crate) fn new(scenario: &Scenario, now: Timestamp) -> io::Result<Self> {
        let made_up = |number| match number {
            0 => "6ade8143870047b8999aba8f1891b48ein02".to_owned(),
            _ => format!("{}in02", hex(&chance::digest(scenario.seed, "dds", number)[..16])),
        };
        let kinds = scenario.dds.iter().map(|kind| (kind.id.clone(), kind.count));
        let build = |place: usize, number: u64, first: bool| {
            let kind = &scenario.dds[place];
            let contents = files::logs(
                &kind.logs,
                &Wanted {
                    section: &format!("dds[{place}]"),
                    owner: &number.to_string(),
                    recorded: &recorded::MONGOD,
                    generated: if kind.nodes.is_empty() { 3 } else { kind.nodes.len() },
                    kind: Kind::Text,
                    seed: scenario.seed,
                },
            )?;
            if !kind.nodes.is_empty() && kind.nodes.len() != contents.len() {
                let (nodes, logs) = (kind.nodes.len(), contents.len());
                let from = kind.logs.source();
                let message = format!(
                    "dds[{place}] has {nodes} nodes, and {from} has {logs} logs: one for each node"
                );
                return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
            }
            let jobs = scenario.jobs_of(kind.jobs.as_ref());
            let count = contents.len();
            let node = |(index, content)| {
                let (id, name, own) = described(scenario, kind, (number, first), index);
                let prefix = format!("{}_{id}_errorlog_", scenario.account.project_id);
                Node {
                    log: Log::new(content, prefix, to_the_second, now),
                    id,
                    name,
                    thirds: if own.is_some() { 3 } else { thirds(index, count) },
                    jobs: own.map(|own| own.over(&jobs)),
                    names: VecDeque::new(),
                }
            };
            let nodes = contents.into_iter().enumerate().map(node).collect();
            Ok(ReplicaSet { jobs, nodes })
        };
        Self::build(kinds, made_up, build)
    }

    pub(crate) fn files(&self) -> Vec<LogFile> {
        self.gather(|id, instance| {
            let file = |node: &Node| LogFile {
                service: Service::Dds,
                instance: id.to_owned(),
                name: node.log.file_name.clone(),
                content: node.log.content.clone(),
            };
            instance.nodes.iter().map(file).collect()
        })
    }

    /// The ids of an instance's nodes.
    pub(crate) fn node_ids(&self, instance: &str) -> Vec<String> {
        let found = self.get(instance);
        found.map_or_else(Vec::new, |set| set.nodes.iter().map(|node| node.id.clone()).collect())
    }
}

/// Id, name and pace of a node of the instance with this number, which may be the first of its kind.
fn described(
    scenario: &Scenario,
    kind: &DdsInstance,
    (instance, first): (u64, bool),
    index: usize,
) -> (String, String, Option<Jobs>) {
    let given = kind.nodes.get(index).cloned().unwrap_or_default();
    let made_up = || match (instance, NODE_IDS.get(index)) {
        (0, Some(id)) => (*id).to_owned(),
        _ => {
            let purpose = format!("dds node {index}");
            format!("{}no02", hex(&chance::digest(scenario.seed, &purpose, instance)[..16]))
        }
    };
    // No two nodes have the same id, while names can be alike.
    let id = given.id.filter(|_| first).unwrap_or_else(made_up);
    let name = given.name.unwrap_or_else(|| format!("dds-simulated_replica_node_{}", index + 1));
    (id, name, given.jobs)
}

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new().route(operation::DDS_DOWNLOAD.path, post(download_error_log))
}

async fn download_error_log(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let (project, id) = &call.path;
    check_project(&cloud, project)?;
    let mut instance = cloud.dds.get(id).ok_or_else(|| no_such_instance(id))?;
    // The official clients say JSON and send nothing; who says nothing either has forgotten the body.
    if call.is_bare() {
        return Err(parameter_error("the request body is missing: send {} for all nodes"));
    }
    let body = call.object().map_err(parameter_error)?;
    let ids = names_in(&body, "node_id_list")?;
    let files = names_in(&body, "file_name_list")?;
    check_known(&instance.nodes, ids.as_deref(), files.as_deref())?;

    let instance = &mut *instance;
    let wanted = |node: &Node| {
        let by_id = ids.as_ref().is_none_or(|ids| ids.contains(&node.id));
        let by_file =
            files.as_ref().is_none_or(|files| files.iter().any(|file| node.names.contains(file)));
        by_id && by_file
    };
    let pending = instance.nodes.iter().any(|node| wanted(node) && node.log.is_pending());
    let asked: Vec<_> = instance
        .nodes
        .iter_mut()
        .filter(|node| wanted(node))
        .map(|node| (ask(node, &instance.jobs, &cloud, call.arrived.number, pending), &*node))
        .collect();
    let standings: Vec<_> = asked.iter().map(|(export, _)| export.standing()).collect();
    let told = Told::of(&cloud, &call.arrived, &standings);
    let list: Vec<_> =
        asked.iter().map(|(export, node)| item(&cloud, node, export, &told)).collect();
    let status = overall(&standings, &cloud.scenario.dialect, "FINISH");
    Ok(Json(json!({"count": list.len(), "list": list, "status": status})))
}

/// What is not known while the export runs is null.
#[derive(Serialize)]
struct Item {
    node_name: String,
    file_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Cow<'static, str>>,
    file_size: Option<String>,
    file_link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<i64>,
}

fn ask(node: &mut Node, jobs: &Jobs, cloud: &Cloud, request: u64, pending: bool) -> Export {
    let pace = Pace {
        jobs: node.jobs.as_ref().unwrap_or(jobs),
        thirds: node.thirds,
        key: &node.id,
        link_life: LINK_LIFE,
        siblings_pending: pending,
    };
    let export = node.log.ask(cloud, pace, request);
    if !node.names.contains(&export.file_name) {
        if node.names.len() == NAMES {
            node.names.pop_front();
        }
        node.names.push_back(export.file_name.clone());
    }
    export
}

fn item(cloud: &Cloud, node: &Node, export: &Export, told: &Told) -> Item {
    let dialect = &cloud.scenario.dialect;
    let status = match export.standing() {
        Standing::Pending => dialect.pending("EXPORTING"),
        Standing::Ready => dialect.word("SUCCESS"),
        Standing::Failed => dialect.word("FAILED"),
    };
    let updated = export.end.map_or(export.created(), |end| end.updated).as_millisecond();
    let other_name = dialect.update_field == Some(UpdateField::UpdatedAt);
    Item {
        node_name: node.name.clone(),
        file_name: told.other_name.as_ref().unwrap_or(&export.file_name).clone(),
        status: Some(status).filter(|_| dialect.item_status != Some(false)),
        file_size: export.ready().map(|_| kilobytes(node.log.content.size())),
        file_link: export.link(cloud, told.astray),
        update_at: (!other_name).then_some(updated),
        updated_at: other_name.then_some(updated),
    }
}

/// Kilobytes with at most two decimals, such as "3.59" or "12".
fn kilobytes(bytes: u64) -> String {
    let hundredths = u128::from(bytes) * 100 / 1024;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A list of names in the body. A missing or empty list restricts nothing.
fn names_in(body: &Map<String, Value>, parameter: &str) -> Result<Option<Vec<String>>, Refusal> {
    let Some(value) = body.get(parameter) else { return Ok(None) };
    let items = value.as_array().into_iter().flatten();
    let names: Option<Vec<_>> = items.map(|item| item.as_str().map(str::to_owned)).collect();
    match names {
        Some(names) if value.is_array() => Ok((!names.is_empty()).then_some(names)),
        _ => Err(parameter_error(format_args!("{parameter} is not a list of strings"))),
    }
}

fn check_known(
    nodes: &[Node],
    ids: Option<&[String]>,
    files: Option<&[String]>,
) -> Result<(), Refusal> {
    let unknown = |id: &&String| nodes.iter().all(|node| node.id != **id);
    if let Some(id) = ids.into_iter().flatten().find(unknown) {
        let message = format!("This node does not exist: node_id_list names {id}.");
        return Err(Refusal::new(StatusCode::NOT_FOUND, "DBS.200013", message));
    }
    let unknown = |file: &&String| nodes.iter().all(|node| !node.names.contains(*file));
    if let Some(file) = files.into_iter().flatten().find(unknown) {
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
