//! What only SQL Server has: slow query and extended event logs that are listed, and exported one by one.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};

use super::download::pace;
use super::{check_engine, instance};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::refusal::Refusal;
use crate::scenario::Engine;
use crate::services::dbs::{body, page, parameter_error, text_in, written};
use crate::services::export::{Answered, Export, Log, answer};

pub(super) async fn slow_log_files(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let instance = instance(&cloud, &call)?;
    check_engine(&instance, instance.engine == Engine::SqlServer, "slow log files")?;
    let page = page(&call, Some(10), 100)?;
    let files = instance.traces.iter().zip(&instance.slow_logs);
    // In bytes here, and in kilobytes for extended events.
    let file = |(name, log): (&String, &Log)| json!({"file_name": name, "file_size": log.content.size().to_string()});
    let list: Vec<_> = page.cut(files).into_iter().map(file).collect();
    Ok(Json(json!({"list": list, "total_count": instance.traces.len()})))
}

pub(super) async fn xel_log_files(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let instance = instance(&cloud, &call)?;
    check_engine(&instance, instance.engine == Engine::SqlServer, "extended event logs")?;
    let page = page(&call, Some(10), 100)?;
    let file = |log: &Log| {
        let kilobytes = log.content.size() / 1024;
        json!({"file_name": log.file_name, "file_size": kilobytes.to_string()})
    };
    let list: Vec<_> = page.cut(&instance.xel_logs).into_iter().map(file).collect();
    // Sources disagree on whether this counts all files, so that a client may not rely on it.
    Ok(Json(json!({"count": list.len(), "list": list})))
}

pub(super) async fn xel_log(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let mut instance = instance(&cloud, &call)?;
    check_engine(&instance, instance.engine == Engine::SqlServer, "extended event logs")?;
    let body = body(&call)?;
    let file = text_in(&body, "file_name")?;
    let file = file.ok_or_else(|| parameter_error("file_name is missing"))?;
    let instance = &mut *instance;
    let log = instance.xel_logs.iter_mut().find(|log| log.file_name == file);
    let log =
        log.ok_or_else(|| parameter_error(format_args!("file_name is the unknown file {file}")))?;
    let key = format!("{} xel-log", call.path.1);
    let answered = answer(&cloud, &call.arrived, vec![(log, pace(&instance.jobs, &key))]);
    let list: Vec<_> =
        answered.exports.iter().map(|export| item(&cloud, &answered, export)).collect();
    Ok(Json(json!({"count": list.len(), "list": list})))
}

/// There is no word but this one, and times are text. Before the end the size is zero.
fn item(cloud: &Cloud, answered: &Answered, export: &Export) -> Map<String, Value> {
    let created = export.created();
    let size = export.ready().map_or(0, |_| export.size / 1024);
    let mut item = Map::new();
    let mut add = |name: &str, value: Value| item.insert(name.to_owned(), value);
    add("file_name", json!(answered.file_name(export)));
    add("status", json!(export.word(&cloud.scenario.dialect, "FINISH")));
    add("file_size", json!(size.to_string()));
    if let Some(link) = answered.link(cloud, export) {
        add("file_link", json!(link));
    }
    add("create_at", json!(written(created)));
    add("update_at", json!(written(export.end.map_or(created, |end| end.updated))));
    item
}
