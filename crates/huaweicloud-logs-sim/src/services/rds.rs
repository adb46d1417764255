//! RDS for PostgreSQL: one POST starts the export, follows it and hands out the links.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use super::dbs::{check_project, no_such_instance, parameter_error};
use super::export::{Export, Log, Pace, Standing, Told, overall, to_the_millisecond};
use super::inventory::Inventory;
use crate::call::Call;
use crate::chance;
use crate::cloud::Cloud;
use crate::content::Content;
use crate::files::{self, Kind, LogFile, Wanted, recorded};
use crate::ids::hex;
use crate::operation;
use crate::refusal::Refusal;
use crate::scenario::{Jobs, Scenario};
use crate::service::Service;

/// A task of the RDS task query (`GET /v3/{project_id}/jobs?id=`) that exists from the start: the
/// creation of the first instance. Log exports do not exist there, since the documents do not list them
/// among the kinds of task the query knows.
pub const KNOWN_JOB_ID: &str = "a03b1b8a-b756-467c-8a49-38720c3d23ec";

/// Seconds a link lives. The documents state none for error logs; this is the life of slow log links.
const LINK_LIFE: u64 = 5 * 60;

/// All instances.
pub(crate) type Instances = Inventory<Instance>;

pub(crate) struct Instance {
    jobs: Jobs,
    logs: Vec<Log>,
}

impl Instances {
    pub(crate) fn new(scenario: &Scenario, now: Timestamp) -> io::Result<Self> {
        let seed = scenario.seed;
        let made_up = |number| match number {
            0 => "3d39c18788b54a919bab633874c159dfin03".to_owned(),
            _ => format!("{}in03", hex(&chance::digest(seed, "rds", number)[..16])),
        };
        let kinds = scenario.rds.iter().map(|kind| (kind.id.clone(), kind.count));
        let build = |place: usize, number: u64, _: bool| {
            let kind = &scenario.rds[place];
            let contents = files::logs(
                &kind.logs,
                &Wanted {
                    section: &format!("rds[{place}]"),
                    owner: &number.to_string(),
                    recorded: &[recorded::POSTGRESQL],
                    generated: 1,
                    kind: Kind::Text,
                    seed,
                },
            )?;
            let log = |(index, content): (usize, Content)| {
                // Exports of one moment need names of their own.
                let id = match (number, index) {
                    (0, 0) => scenario.account.project_id.clone(),
                    _ => hex(&chance::digest(seed, &format!("rds log {index}"), number)[..16]),
                };
                Log::new(content, format!("{id}_errorlog_download_"), to_the_millisecond, now)
            };
            Ok(Instance {
                jobs: scenario.jobs_of(kind.jobs.as_ref()),
                logs: contents.into_iter().enumerate().map(log).collect(),
            })
        };
        Self::build(kinds, made_up, build)
    }

    pub(crate) fn files(&self) -> Vec<LogFile> {
        self.gather(|id, instance| {
            let file = |log: &Log| LogFile {
                service: Service::Rds,
                instance: id.to_owned(),
                name: log.file_name.clone(),
                content: log.content.clone(),
            };
            instance.logs.iter().map(file).collect()
        })
    }
}

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new()
        .route(operation::RDS_DOWNLOAD.path, post(download_error_log))
        .route(operation::RDS_JOB.path, get(show_job))
}

async fn download_error_log(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let (project, id) = &call.path;
    check_project(&cloud, project)?;
    let mut instance = cloud.rds.get(id).ok_or_else(|| no_such_instance(id))?;
    call.object().map_err(parameter_error)?;

    let instance = &mut *instance;
    let siblings_pending = instance.logs.iter().any(Log::is_pending);
    let pace =
        Pace { jobs: &instance.jobs, thirds: 3, key: id, link_life: LINK_LIFE, siblings_pending };
    let number = call.arrived.number;
    let asked: Vec<_> =
        instance.logs.iter_mut().map(|log| (log.ask(&cloud, pace, number), &*log)).collect();
    let standings: Vec<_> = asked.iter().map(|(export, _)| export.standing()).collect();
    let told = Told::of(&cloud, &call.arrived, &standings);
    let list: Vec<_> = asked.iter().map(|(export, log)| item(&cloud, log, export, &told)).collect();
    // The table of words is in capitals, the example is not.
    let status = overall(&standings, &cloud.scenario.dialect, "finish");
    Ok(Json(json!({"count": list.len(), "list": list, "status": status})))
}

/// While the export runs there are no size, link and update time at all; when it is done there is no
/// status, as in the RDS API reference's example.
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

fn item(cloud: &Cloud, log: &Log, export: &Export, told: &Told) -> Item {
    let dialect = &cloud.scenario.dialect;
    let status = match export.standing() {
        Standing::Pending => Some(dialect.pending("EXPORTING")),
        Standing::Failed => Some(dialect.word("FAILED")),
        Standing::Ready => dialect.item_status.map(|_| dialect.word("SUCCESS")),
    };
    Item {
        workflow_id: export.id.clone(),
        file_name: told.other_name.as_ref().unwrap_or(&export.file_name).clone(),
        status: status.filter(|_| dialect.item_status != Some(false)),
        // The unit is documented nowhere, so nothing may be concluded from it: whole kilobytes here.
        file_size: export.ready().map(|_| (log.content.size() / 1024).to_string()),
        file_link: export.link(cloud, told.astray),
        create_at: export.created().as_millisecond(),
        update_at: export.end.map(|end| end.updated.as_millisecond()),
    }
}

async fn show_job(
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
    Ok(Json(json!({"job": {
        "id": KNOWN_JOB_ID,
        "name": "CreatePostgreSQLSingleHAInstance",
        "status": "Completed",
        "created": "2026-01-15T08:20:12+0000",
        "ended": "2026-01-15T08:26:40+0000",
        "process": "",
        "instance": {"id": cloud.rds.first_id(), "name": "rds-simulated"},
        "entities": {},
    }})))
}
