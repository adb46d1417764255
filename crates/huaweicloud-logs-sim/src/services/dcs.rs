//! DCS for Redis: a collection is started without an answer, shows up in a list, and gives a link a file.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

use crate::call::Call;
use crate::cloud::Cloud;
use crate::files::{LogFile, recorded};
use crate::progress::Progress;
use crate::refusal::Refusal;
use crate::service::Service;

/// Seconds a link lives.
const LINK_LIFE: u64 = 24 * 60 * 60;

const REPLICATION_IP: &str = "192.168.0.142";

/// The id of the instance's only replica.
pub(crate) const REPLICATION_ID: &str = "68e9fa4a-7a4c-4c4e-9fd5-6b2f1c4a0e15";

/// How many days ago the instance wrote something. Other days have no log, as can happen in the cloud.
const DAYS_AGO: [i32; 3] = [0, 2, 5];

/// The instance's logs and the collections made of them.
#[derive(Debug)]
pub(crate) struct Instance {
    days: Vec<Day>,
    collections: Mutex<Vec<Collection>>,
}

/// One day's log.
#[derive(Debug)]
struct Day {
    days_ago: i32,
    date: Date,
    bytes: Bytes,
}

#[derive(Debug)]
struct Collection {
    progress: Progress,
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    id: String,
    /// Index into the instance's days.
    day: usize,
}

impl Instance {
    pub(crate) fn new(now: Timestamp) -> Self {
        let today = now.to_zoned(TimeZone::UTC).date();
        let day = |(days_ago, bytes): (i32, &'static [u8])| Day {
            days_ago,
            date: today.saturating_sub(days_ago.days()),
            bytes: Bytes::from_static(bytes),
        };
        Self {
            days: DAYS_AGO.into_iter().zip(recorded::REDIS).map(day).collect(),
            collections: Mutex::default(),
        }
    }

    pub(crate) fn files(&self, instance: &str) -> Vec<LogFile> {
        let file = |day: &Day| LogFile {
            service: Service::Dcs,
            instance: instance.to_owned(),
            name: day.file_name(),
            bytes: day.bytes.clone(),
        };
        self.days.iter().map(file).collect()
    }

    fn collections(&self) -> MutexGuard<'_, Vec<Collection>> {
        self.collections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Day {
    fn file_name(&self) -> String {
        format!("redis_{REPLICATION_IP}_{}.log", self.date)
    }
}

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new()
        .route("/v2/{project_id}/instances/{instance_id}/redislog", get(list).post(collect))
        .route("/v2/{project_id}/instances/{instance_id}/redislog/{id}/links", post(make_link))
}

fn refuse(status: StatusCode, code: &'static str, message: impl Into<String>) -> Refusal {
    Refusal::new(status, code, message).with_null_extension()
}

fn parameter_error(message: impl Into<String>) -> Refusal {
    refuse(StatusCode::BAD_REQUEST, "DCS.4800", message)
}

fn check_target(cloud: &Cloud, project: &str, instance: &str) -> Result<(), Refusal> {
    if project != cloud.connection.project_id {
        let message = format!("The credentials are not for project {project}.");
        return Err(refuse(StatusCode::FORBIDDEN, "111403002", message));
    }
    if instance != cloud.connection.dcs_instance {
        let message = format!("This DCS instance does not exist: {instance}.");
        return Err(refuse(StatusCode::NOT_FOUND, "111404022", message));
    }
    Ok(())
}

fn check_log_type<P>(call: &Call<P>) -> Result<(), Refusal> {
    // The service's own words, which spell the parameter log_type like this.
    if call.query("log_type") == Some("run") {
        Ok(())
    } else {
        Err(parameter_error("Invalid logType."))
    }
}

async fn collect(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let (project, instance) = &call.path;
    check_target(&cloud, project, instance)?;
    check_log_type(&call)?;
    let span = match call.query("query_time") {
        None | Some("0") => 0,
        Some("1") => 1,
        Some("3") => 3,
        Some("7") => 7,
        Some(_) => return Err(parameter_error("Invalid query_time: it can be 0, 1, 3 or 7.")),
    };
    // The simulated instance is a single node, so the parameter may be left out.
    if call.query("replication_id").is_some_and(|id| !id.is_empty() && id != REPLICATION_ID) {
        return Err(parameter_error("Invalid replication_id."));
    }
    call.object().map_err(parameter_error)?;

    let mut collections = cloud.dcs.collections();
    if let Some(running) = collections.iter_mut().find(|collection| !collection.progress.is_done())
    {
        // Someone looked, so the job goes on: a client that waits by asking again gets there, too.
        running.progress.poll();
        let message = "A log collection job is still running. Try again later.";
        return Err(refuse(StatusCode::BAD_REQUEST, "111400017", message));
    }
    let days = cloud.dcs.days.iter().enumerate().filter(|(_, day)| day.days_ago <= span);
    let files = days.map(|(day, _)| File { id: cloud.ids.uuid(), day }).collect();
    collections
        .push(Collection { progress: Progress::new(cloud.options.polls_until_ready), files });
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Serialize)]
struct Listing {
    total_num: usize,
    file_list: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    file_name: String,
    group_name: &'static str,
    replication_ip: &'static str,
    status: &'static str,
    time: String,
    backup_id: String,
}

async fn list(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Response, Refusal> {
    let (project, instance) = &call.path;
    check_target(&cloud, project, instance)?;
    check_log_type(&call)?;
    let offset = number(&call, "offset", 0, 0, usize::MAX)?;
    let limit = number(&call, "limit", 10, 1, 1000)?;

    let mut collections = cloud.dcs.collections();
    let mut items = vec![];
    // The newest comes first.
    for collection in collections.iter_mut().rev() {
        collection.progress.poll();
        if collection.progress.is_visible() {
            items.extend(
                collection
                    .files
                    .iter()
                    .map(|file| item(file, collection.progress, &cloud.dcs.days)),
            );
        }
    }
    if items.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let total_num = items.len();
    let file_list = items.into_iter().skip(offset).take(limit).collect();
    Ok(Json(Listing { total_num, file_list }).into_response())
}

fn item(file: &File, progress: Progress, days: &[Day]) -> Item {
    let day = &days[file.day];
    Item {
        id: file.id.clone(),
        file_name: day.file_name(),
        group_name: "group-0",
        replication_ip: REPLICATION_IP,
        // The documents do not say what stands here before "succeed", so any word may.
        status: if progress.is_done() { "succeed" } else { "running" },
        time: day.date.to_string(),
        backup_id: file.id.clone(),
    }
}

fn number<P>(
    call: &Call<P>,
    name: &str,
    default: usize,
    least: usize,
    most: usize,
) -> Result<usize, Refusal> {
    let Some(text) = call.query(name) else { return Ok(default) };
    let number = text.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| parameter_error(format!("Invalid {name}.")))
}

#[derive(Serialize)]
struct LinkAnswer {
    id: String,
    backup_id: String,
    link: String,
}

async fn make_link(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String, String)>,
) -> Result<Json<LinkAnswer>, Refusal> {
    let (project, instance, id) = &call.path;
    check_target(&cloud, project, instance)?;
    call.object().map_err(parameter_error)?;

    let collections = cloud.dcs.collections();
    let found = collections.iter().find_map(|collection| {
        let file = collection.files.iter().find(|file| file.id == *id)?;
        // A file that the list does not show cannot be known either.
        collection.progress.is_visible().then_some((collection.progress, file))
    });
    let Some((progress, file)) = found else {
        let message = format!("The log file does not exist: {id}.");
        return Err(refuse(StatusCode::NOT_FOUND, "111404001", message));
    };
    if !progress.is_done() {
        return Err(parameter_error(format!(
            "Invalid id: the log file {id} is still being collected."
        )));
    }
    let day = &cloud.dcs.days[file.day];
    let now = cloud.clock.now();
    let object = format!("{id}/{}", day.file_name());
    cloud.store.put(&object, day.bytes.clone(), now);
    let link = cloud.link(&object, cloud.link_end(now, LINK_LIFE));
    Ok(Json(LinkAnswer { id: id.clone(), backup_id: id.clone(), link }))
}
