//! Exports of error and slow query logs.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Value, json};

use super::{LINK_LIFE, check_engine, instance};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::refusal::Refusal;
use crate::scenario::{Engine, Jobs};
use crate::services::dbs::{body, parameter_error, text_in};
use crate::services::export::{Answered, Export, Pace, Standing, answer, overall};

/// What the examples of the two operations do not have in common.
struct Example {
    finished: &'static str,
    /// Whether an entry that is ready has a status.
    status: bool,
}

/// The table of words is in capitals, this example is not.
const ERROR_LOG: Example = Example { finished: "finish", status: false };
const SLOW_LOG: Example = Example { finished: "FINISH", status: true };

pub(super) async fn error_log(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let mut instance = instance(&cloud, &call)?;
    check_engine(&instance, instance.engine == Engine::PostgreSql, "error logs to download")?;
    call.object().map_err(parameter_error)?;
    let instance = &mut *instance;
    let pace = pace(&instance.jobs, &call.path.1);
    let logs = instance.error_logs.iter_mut().map(|log| (log, pace)).collect();
    Ok(told(&cloud, &ERROR_LOG, &answer(&cloud, &call.arrived, logs)))
}

pub(super) async fn slow_log(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let mut instance = instance(&cloud, &call)?;
    let body = body(&call)?;
    // Two regions want it; here it changes nothing.
    text_in(&body, "request_id")?;
    let file = text_in(&body, "file_name")?;
    let instance = &mut *instance;
    let logs = match instance.engine {
        Engine::SqlServer => {
            let file = file.ok_or_else(|| parameter_error("file_name is missing"))?;
            let place = instance.traces.iter().position(|trace| trace == file);
            let unknown = || parameter_error(format_args!("file_name is the unknown file {file}"));
            let place = place.ok_or_else(unknown)?;
            &mut instance.slow_logs[place..=place]
        }
        Engine::PostgreSql | Engine::MySql => &mut instance.slow_logs[..],
    };
    // Both exports of an instance take times of their own.
    let key = format!("{} slow-log", call.path.1);
    let pace = pace(&instance.jobs, &key);
    let logs = logs.iter_mut().map(|log| (log, pace)).collect();
    let mut answered = answer(&cloud, &call.arrived, logs);
    if instance.engine == Engine::MySql {
        // The tasks of MySQL have no ids in this operation.
        answered.exports.iter_mut().for_each(|export| export.id.clear());
    }
    Ok(told(&cloud, &SLOW_LOG, &answered))
}

pub(super) fn pace<'a>(jobs: &'a Jobs, key: &'a str) -> Pace<'a> {
    Pace { jobs, thirds: 3, key, link_life: LINK_LIFE }
}

fn told(cloud: &Cloud, example: &Example, answered: &Answered) -> Json<Value> {
    let exports = &answered.exports;
    let list: Vec<_> = exports.iter().map(|one| item(cloud, example, answered, one)).collect();
    let status = overall(exports, &cloud.scenario.dialect, example.finished);
    Json(json!({"count": list.len(), "list": list, "status": status}))
}

/// While the export runs there are no size, link and update time at all.
#[derive(Serialize)]
struct Item {
    workflow_id: String,
    file_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_link: Option<String>,
    create_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_at: Option<i64>,
}

fn item(cloud: &Cloud, example: &Example, answered: &Answered, export: &Export) -> Item {
    let dialect = &cloud.scenario.dialect;
    let usual = example.status || export.standing() != Standing::Ready;
    let status = dialect.item_status.unwrap_or(usual);
    Item {
        workflow_id: export.id.clone(),
        file_name: answered.file_name(export),
        status: status.then(|| export.word(dialect, "SUCCESS")),
        // The unit is documented nowhere, so nothing may be concluded from it: whole kilobytes here.
        file_size: export.ready().map(|_| (export.size / 1024).to_string()),
        file_link: answered.link(cloud, export),
        create_at: export.created().as_millisecond(),
        update_at: export.end.map(|end| end.updated.as_millisecond()),
    }
}
