//! Each operation of the generated clients, called as a vector says.

use std::str::FromStr;
use std::sync::Arc;

use futures::TryStreamExt;
use huaweicloud_logs::Error;
use huaweicloud_logs::reading::refused;
use huaweicloud_logs_api::hooks::Plain;
use huaweicloud_logs_api::operation::Operation;
// progenitor's, which each generated module exports under the same names.
use huaweicloud_logs_api::rds::{ByteStream, Error as ApiError, ResponseValue};
use huaweicloud_logs_api::{clouddc, dcs, dds, rds};
use reqwest::header::HeaderMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use xtask::vectors::file::Request;

/// What came of a call.
pub(crate) enum Came {
    /// A typed answer, written as JSON again.
    Typed(Value),
    /// A good answer without a body.
    Nothing,
    File(HeaderMap, Vec<u8>),
    Failed(Error),
}

/// A row of the table of operations.
pub(crate) fn operation(service: &str, id: &str) -> &'static Operation {
    let all = match service {
        "rds" => rds::operations::ALL,
        "dds" => dds::operations::ALL,
        "dcs" => dcs::operations::ALL,
        _ => clouddc::operations::ALL,
    };
    all.iter().find(|operation| operation.id == id).unwrap_or_else(|| panic!("no {service} {id}"))
}

/// Calls an operation at `url` with what the request says.
pub(crate) async fn call(
    http: &reqwest::Client,
    url: &str,
    operation: &'static Operation,
    sent: &Request,
) -> Came {
    let id = operation.id;
    // The path is /version/project/kind/instance and so on.
    let at = |place: usize| sent.path.split('/').nth(place).unwrap_or_default();
    let (project, instance) = (at(2), at(4));
    let said = |name| value(sent, name).unwrap();
    macro_rules! typed {
        ($service:ident . $method:ident ( $($argument:expr),* )) => {{
            let client = $service::Client::new_with_client(url, http.clone(), Arc::new(Plain));
            typed(id, client.$method(project, $($argument),*).await)
        }};
    }
    match (operation.service, id) {
        ("rds", "DownloadErrorlog") => typed!(rds.download_errorlog(instance)),
        ("rds", "ListJobInfo") => typed!(rds.list_job_info(said("id"))),
        ("rds", "DownloadSlowlog") => typed!(rds.download_slowlog(instance, &body(sent))),
        ("rds", "ListSlowLogFile") => {
            typed!(rds.list_slow_log_file(instance, number(sent, "limit"), number(sent, "offset")))
        }
        ("rds", "ListAuditlogs") => typed!(rds.list_auditlogs(
            instance,
            said("end_time"),
            number(sent, "limit").unwrap(),
            number(sent, "offset").unwrap(),
            said("start_time")
        )),
        ("rds", "ShowAuditlogDownloadLink") => {
            typed!(rds.show_auditlog_download_link(instance, &body(sent)))
        }
        ("rds", "ListXellogFiles") => {
            typed!(rds.list_xellog_files(instance, number(sent, "limit"), number(sent, "offset")))
        }
        ("rds", "CreateXelLogDownload") => {
            typed!(rds.create_xel_log_download(instance, &body(sent)))
        }
        ("rds", "ListInstances") => typed!(rds.list_instances(
            value(sent, "datastore_type"),
            value(sent, "eps_id"),
            value(sent, "group_type"),
            value(sent, "id"),
            number(sent, "limit"),
            value(sent, "name"),
            number(sent, "offset"),
            value(sent, "subnet_id"),
            value(sent, "tags"),
            value(sent, "type"),
            value(sent, "vpc_id")
        )),
        ("dds", "DownloadErrorlog") => typed!(dds.download_errorlog(instance, &body(sent))),
        ("dds", "DownloadSlowlog") => typed!(dds.download_slowlog(instance, &body(sent))),
        ("dds", "ListAuditlogs") => typed!(dds.list_auditlogs(
            instance,
            said("end_time"),
            number(sent, "limit"),
            value(sent, "node_id"),
            number(sent, "offset"),
            said("start_time")
        )),
        ("dds", "ListAuditlogLinks") => typed!(dds.list_auditlog_links(instance, &body(sent))),
        ("dds", "ListInstances") => typed!(dds.list_instances(
            value(sent, "datastore_type"),
            value(sent, "id"),
            number(sent, "limit"),
            value(sent, "mode"),
            value(sent, "name"),
            number(sent, "offset"),
            value(sent, "subnet_id"),
            value(sent, "tags"),
            value(sent, "vpc_id")
        )),
        ("dcs", "ListInstances") => typed!(dcs.list_instances(
            value(sent, "include_delete"),
            value(sent, "include_failure"),
            value(sent, "instance_id"),
            value(sent, "ip"),
            number(sent, "limit"),
            value(sent, "name"),
            value(sent, "name_equal"),
            number(sent, "offset"),
            word(sent, "status").as_ref(),
            value(sent, "tags")
        )),
        ("dcs", "ListGroupReplicationInfo") => typed!(dcs.list_group_replication_info(instance)),
        ("dcs", "ListRedislog") => typed!(dcs.list_redislog(
            instance,
            number(sent, "limit"),
            said("log_type"),
            number(sent, "offset")
        )),
        ("dcs", "CreateRedislog") => typed!(dcs.create_redislog(
            instance,
            said("log_type"),
            number(sent, "query_time"),
            value(sent, "replication_id")
        )),
        ("dcs", "CreateRedislogDownloadLink") => {
            typed!(dcs.create_redislog_download_link(instance, at(6)))
        }
        ("clouddc", "ListServers") => typed!(clouddc.list_servers(
            number(sent, "limit"),
            word(sent, "manage_state").as_ref(),
            value(sent, "marker")
        )),
        ("clouddc", "ShowServer") => typed!(clouddc.show_server(instance)),
        ("clouddc", "ExportServerLogs") => {
            typed!(clouddc.export_server_logs(instance, &body(sent)))
        }
        ("clouddc", "ShowLogsExportStatus") => {
            typed!(clouddc.show_logs_export_status(instance, at(7)))
        }
        ("clouddc", "DownloadServerLogs") => {
            let client = clouddc::Client::new_with_client(url, http.clone(), Arc::new(Plain));
            file(id, client.download_server_logs(project, instance, at(7)).await).await
        }
        other => panic!("add {other:?} to this table"),
    }
}

fn typed<T: Serialize, E: Serialize>(
    id: &'static str,
    answer: Result<ResponseValue<T>, ApiError<E>>,
) -> Came {
    match answer.map(|answer| serde_json::to_value(&*answer).unwrap()) {
        Ok(Value::Null) => Came::Nothing,
        Ok(value) => Came::Typed(value),
        Err(error) => Came::Failed(refused(id, error)),
    }
}

async fn file<E: Serialize>(
    id: &'static str,
    answer: Result<ResponseValue<ByteStream>, ApiError<E>>,
) -> Came {
    match answer {
        Ok(answer) => {
            let headers = answer.headers().clone();
            let pieces: Vec<_> = answer.into_inner_stream().try_collect().await.unwrap();
            Came::File(headers, pieces.concat())
        }
        Err(error) => Came::Failed(refused(id, error)),
    }
}

fn value<'a>(sent: &'a Request, name: &str) -> Option<&'a str> {
    sent.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn number<T: FromStr>(sent: &Request, name: &str) -> Option<T> {
    value(sent, name).map(|value| value.parse().ok().unwrap())
}

fn word<T: for<'a> From<&'a str>>(sent: &Request, name: &str) -> Option<T> {
    value(sent, name).map(T::from)
}

fn body<T: DeserializeOwned>(sent: &Request) -> T {
    serde_json::from_value(sent.body.clone().unwrap()).unwrap()
}
