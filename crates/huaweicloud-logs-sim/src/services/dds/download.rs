//! Exports of error and slow query logs, an entry for each node.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Value, json};

use super::instance::{Kind, Node, NodeLog};
use super::{check_node, instance};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::refusal::Refusal;
use crate::scenario::UpdateField;
use crate::services::dbs::{body, parameter_error, texts_in};
use crate::services::export::{Answered, Export, Pace, answer, overall};

/// Seconds a link lives after the file was updated.
const LINK_LIFE: u64 = 15 * 60;

/// How many file names of past exports are remembered, by which a client may ask.
const NAMES: usize = 100;

pub(super) async fn error_log(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    download(&cloud, &call, Kind::Error)
}

pub(super) async fn slow_log(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    download(&cloud, &call, Kind::Slow)
}

impl NodeLog {
    /// Keeps the name of an export, by which a client may ask from now on.
    fn remember(&mut self, name: &String) {
        if !self.names.contains(name) {
            if self.names.len() == NAMES {
                self.names.pop_front();
            }
            self.names.push_back(name.clone());
        }
    }
}

fn download(
    cloud: &Cloud,
    call: &Call<(String, String)>,
    kind: Kind,
) -> Result<Json<Value>, Refusal> {
    let mut instance = instance(cloud, call)?;
    let body = body(call)?;
    // An empty list restricts nothing.
    let names = |member| texts_in(&body, member).map(|names| names.filter(|all| !all.is_empty()));
    let ids = names("node_id_list")?;
    let files = names("file_name_list")?;
    for id in ids.iter().flatten() {
        check_node(&instance, "node_id_list", id)?;
    }
    let known = |node: &Node, file: &String| node.logs[kind as usize].names.contains(file);
    let unknown = |file: &&String| !instance.nodes.iter().any(|node| known(node, file));
    if let Some(file) = files.iter().flatten().find(unknown) {
        return Err(parameter_error(format_args!("file_name_list names the unknown file {file}")));
    }

    let instance = &mut *instance;
    let wanted = |node: &&mut Node| {
        let by_id = ids.as_ref().is_none_or(|ids| ids.contains(&node.id));
        let by_file = files.as_ref().is_none_or(|files| files.iter().any(|file| known(node, file)));
        by_id && by_file
    };
    let mut nodes: Vec<_> = instance.nodes.iter_mut().filter(wanted).collect();
    let mut logs = vec![];
    for node in &mut nodes {
        let Node { logs: own, jobs, thirds, .. } = &mut **node;
        let NodeLog { log, key, .. } = &mut own[kind as usize];
        let jobs = jobs.as_ref().unwrap_or(&instance.jobs);
        logs.push((log, Pace { jobs, thirds: *thirds, key, link_life: LINK_LIFE }));
    }
    let answered = answer(cloud, &call.arrived, logs);
    let mut list = vec![];
    for (node, export) in nodes.into_iter().zip(&answered.exports) {
        node.logs[kind as usize].remember(&export.file_name);
        list.push(item(cloud, node, &answered, export));
    }
    let status = overall(&answered.exports, &cloud.scenario.dialect, "FINISH");
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

fn item(cloud: &Cloud, node: &Node, answered: &Answered, export: &Export) -> Item {
    let dialect = &cloud.scenario.dialect;
    let updated = export.end.map_or(export.created(), |end| end.updated).as_millisecond();
    let other_name = dialect.update_field == Some(UpdateField::UpdatedAt);
    let status = dialect.item_status.unwrap_or(true);
    Item {
        node_name: node.name.clone(),
        file_name: answered.file_name(export),
        status: status.then(|| export.word(dialect, "SUCCESS")),
        file_size: export.ready().map(|_| kilobytes(export.size)),
        file_link: answered.link(cloud, export),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_kilobytes_without_idle_zeros() {
        assert_eq!([0, 5, 1024, 3677, 15_000].map(kilobytes), ["0", "0", "1", "3.59", "14.64"]);
        assert_eq!(kilobytes(10_240), "10");
    }
}
